namespace Tidewaiter.Risk;

/// <summary>The one registration of the module.</summary>
public sealed class RiskModule : IModule
{
    /// <inheritdoc/>
    public string Name => "risk";
}
