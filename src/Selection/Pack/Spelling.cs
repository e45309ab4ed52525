namespace Tidewaiter.Selection.Pack;

/// <summary>The known word that a misspelt one most likely stands for.</summary>
internal static class Spelling
{
    /// <summary>The nearest known word by insertions, deletions, changes and swaps of neighbours, letter case apart; null where none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        var best = known.Select(word => (Word: word, Far: Distance(written.ToUpperInvariant(), word.ToUpperInvariant())))
            .OrderBy(one => one.Far).ThenBy(one => one.Word, StringComparer.Ordinal).FirstOrDefault();
        return best.Word is not null && best.Far <= Math.Max(1, written.Length / 3) ? best.Word : null;
    }

    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    public static string Hint(string? word) => word is null ? "" : $" Did you mean '{word}'?";

    // Optimal string alignment (Damerau 1964, without overlapping swaps), three rows at a time.
    private static int Distance(string left, string right)
    {
        int[] before = [], last = [.. Enumerable.Range(0, right.Length + 1)];
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last) = (last, row);
        }
        return last[^1];
    }
}
