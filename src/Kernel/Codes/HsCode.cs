using System.Text.Json.Serialization;

namespace Tidewaiter.Kernel;

/// <summary>
/// A commodity code of the Harmonized System: 2 to 10 digits. Two digits name a chapter, four a heading,
/// six a subheading (the same in every country); what follows is the country's own.
/// </summary>
[JsonConverter(typeof(CodeTextJson<HsCode>))]
public readonly record struct HsCode : ICodeText<HsCode>
{
    private readonly string? _digits;

    private HsCode(string digits) => _digits = digits;

    /// <inheritdoc/>
    public static string Form => "a Harmonized System code of 2 to 10 digits";

    /// <inheritdoc/>
    public string Text => _digits ?? "";

    /// <summary>The first two digits.</summary>
    public string Chapter => AtMost(2);

    /// <summary>The first four digits, fewer when the code is shorter.</summary>
    public string Heading => AtMost(4);

    /// <summary>The first six digits, fewer when the code is shorter.</summary>
    public string Subheading => AtMost(6);

    /// <summary>The code cut to at most <paramref name="digits"/> digits.</summary>
    public string AtMost(int digits) => Text.Length <= digits ? Text : Text[..digits];

    /// <inheritdoc/>
    public static bool TryParse(string? text, out HsCode code)
    {
        code = default;
        if (text is null || text.Length is < 2 or > 10) return false;
        foreach (var c in text)
            if (!char.IsAsciiDigit(c)) return false;
        code = new HsCode(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
