using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Tidewaiter.Kernel;

/// <summary>
/// An ISO 3166-1 alpha-2 country code. Any two capital letters have the form; <see cref="IsAssigned"/> tells
/// whether ISO has given them to a country. Customs also meets user-assigned codes (XI, QU …), so the form alone is kept.
/// </summary>
[JsonConverter(typeof(CodeTextJson<CountryCode>))]
public readonly record struct CountryCode : ICodeText<CountryCode>
{
    // The runtime's own region table is the packaged source: 249 assigned codes and two that ISO does not list.
    private static readonly FrozenSet<string> Assigned = AllPairs().Where(IsRegion).Except(["CS", "XK"]).ToFrozenSet();

    private readonly string? _letters;

    private CountryCode(string letters) => _letters = letters;

    /// <inheritdoc/>
    public static string Form => "two capital letters (ISO 3166-1 alpha-2)";

    /// <inheritdoc/>
    public string Text => _letters ?? "";

    /// <summary>Whether ISO 3166-1 has assigned the code.</summary>
    public bool IsAssigned => Assigned.Contains(Text);

    /// <summary>All codes that ISO 3166-1 has assigned.</summary>
    public static IReadOnlyCollection<string> All => Assigned;

    /// <inheritdoc/>
    public static bool TryParse(string? text, out CountryCode code)
    {
        code = default;
        if (text is not { Length: 2 } || !char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1])) return false;
        code = new CountryCode(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static IEnumerable<string> AllPairs() =>
        from first in Enumerable.Range('A', 26)
        from second in Enumerable.Range('A', 26)
        select $"{(char)first}{(char)second}";

    private static bool IsRegion(string letters)
    {
        try
        {
            return new RegionInfo(letters).TwoLetterISORegionName == letters;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
