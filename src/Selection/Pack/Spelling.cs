namespace Tidewaiter.Selection.Pack;

/// <summary>The known word that a misspelt one most likely stands for.</summary>
internal static class Spelling
{
    /// <summary>The nearest known word; null where none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> known) => Language.Nearest.To(written, known);

    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    public static string Hint(string? word) => word is null ? "" : $" Did you mean '{word}'?";
}
