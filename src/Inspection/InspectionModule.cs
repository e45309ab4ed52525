namespace Tidewaiter.Inspection;

/// <summary>The one registration of the module.</summary>
public sealed class InspectionModule : IModule
{
    /// <inheritdoc/>
    public string Name => "inspection";
}
