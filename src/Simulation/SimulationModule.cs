using System.CommandLine;
using Tidewaiter.Simulation.Make;

namespace Tidewaiter.Simulation;

/// <summary>The one registration of the module.</summary>
public sealed class SimulationModule : IModule
{
    /// <inheritdoc/>
    public string Name => "simulation";

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandContext context) => [MakeCommand.Make(context)];
}
