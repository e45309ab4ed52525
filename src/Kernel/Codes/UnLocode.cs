namespace Tidewaiter.Kernel;

/// <summary>A place's code by UN/LOCODE (UN/ECE Recommendation 16): a country code and three letters or digits 2 to 9.</summary>
public static class UnLocode
{
    /// <summary>What a right code looks like, in words.</summary>
    public static string Form => "a UN/LOCODE: a country code and 3 capital letters or digits 2 to 9";

    /// <summary>Whether the text has the form.</summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: 5 } || !CountryCode.TryParse(text[..2], out _)) return false;
        foreach (var c in text.AsSpan(2))
            if (!char.IsAsciiLetterUpper(c) && c is < '2' or > '9') return false;
        return true;
    }
}
