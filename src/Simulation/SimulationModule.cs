namespace Tidewaiter.Simulation;

/// <summary>The one registration of the module.</summary>
public sealed class SimulationModule : IModule
{
    /// <inheritdoc/>
    public string Name => "simulation";
}
