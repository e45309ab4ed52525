namespace Tidewaiter.Declarations;

/// <summary>The one registration of the module.</summary>
public sealed class DeclarationsModule : IModule
{
    /// <inheritdoc/>
    public string Name => "declarations";
}
