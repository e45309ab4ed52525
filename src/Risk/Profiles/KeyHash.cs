using System.Globalization;
using System.Text;

namespace Tidewaiter.Risk;

/// <summary>
/// Stable 64-bit hashes of codes, names and figures: the same on every machine and in every run, because they are kept
/// in files. Zero means "not declared" and stays zero in every combination.
/// </summary>
internal static class KeyHash
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    private static readonly HashSet<ulong> LegalForms = new[]
    {
        "LTD", "LIMITED", "LLC", "INC", "CO", "COMPANY", "CORP", "CORPORATION", "PLC", "PTY", "PVT", "PTE", "SA", "SAS", "SARL", "SRL",
        "SPA", "GMBH", "AG", "KG", "BV", "NV", "AS", "AB", "OY", "OOO", "SDN", "BHD", "FZE", "FZCO", "LDA", "LTDA", "SL", "EURL", "THE", "AND", "ET", "DE",
    }.Select(word => Of(word)).ToHashSet();

    /// <summary>The hash of a text as it stands; zero for null or empty.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return 0;
        var hash = 0xCBF29CE484222325UL;
        unchecked
        {
            foreach (var c in text) hash = (hash ^ c) * 0x100000001B3UL;
        }
        return NotZero(Mix(hash));
    }

    /// <summary>The hash of an exact figure: 1.50 and 1.5 are the same.</summary>
    public static ulong Of(decimal? figure)
    {
        if (figure is not { } value) return 0;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value / 1.000000000000000000000000000000000m, bits);
        unchecked
        {
            var low = (uint)bits[0] | (ulong)(uint)bits[1] << 32;
            var high = (uint)bits[2] | (ulong)(uint)bits[3] << 32;
            return NotZero(Mix(low * Prime ^ Mix(high + Prime)));
        }
    }

    /// <summary>
    /// The hash of a name without case, accents, punctuation, legal forms or order of words; zero when nothing is left.
    /// </summary>
    public static ulong OfName(string? name)
    {
        ulong sum = 0;
        foreach (var word in Words(name))
        {
            if (LegalForms.Contains(word)) continue;
            unchecked { sum += Mix(word); }
        }
        return sum;
    }

    /// <summary>The hashes of the words of a text, without case and accents, in order.</summary>
    public static IEnumerable<ulong> Words(string? text)
    {
        if (string.IsNullOrEmpty(text)) yield break;
        if (!Ascii.IsValid(text)) text = text.Normalize(NormalizationForm.FormD);
        ulong hash = 0;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                if (hash == 0) hash = 0xCBF29CE484222325UL;
                unchecked { hash = (hash ^ char.ToUpperInvariant(c)) * 0x100000001B3UL; }
            }
            else if (hash != 0 && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c != '.' && c != '\'')
            {
                yield return NotZero(Mix(hash));
                hash = 0;
            }
        }
        if (hash != 0) yield return NotZero(Mix(hash));
    }

    /// <summary>The key of one part within its kind.</summary>
    public static ulong Key(ulong salt, ulong part) => part == 0 ? 0 : NotZero(Mix(part ^ salt));

    /// <summary>The key of two parts within their kind.</summary>
    public static ulong Key(ulong salt, ulong first, ulong second)
    {
        if (first == 0 || second == 0) return 0;
        unchecked { return NotZero(Mix(Mix(first ^ salt) * Prime + second)); }
    }

    /// <summary>The key of three parts within their kind.</summary>
    public static ulong Key(ulong salt, ulong first, ulong second, ulong third) => Key(salt, Key(salt, first, second), third);

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93UL;
            value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93UL;
            return value ^ (value >> 32);
        }
    }

    private static ulong NotZero(ulong hash) => hash == 0 ? 1 : hash;
}
