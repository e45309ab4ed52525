namespace Tidewaiter.Selection;

/// <summary>The one registration of the module.</summary>
public sealed class SelectionModule : IModule
{
    /// <inheritdoc/>
    public string Name => "selection";
}
