namespace Tidewaiter.Kernel;

/// <summary>A legal entity identifier by ISO 17442: eighteen letters or digits and two check digits.</summary>
public static class LegalEntityIdentifier
{
    /// <summary>What a right identifier looks like, in words.</summary>
    public static string Form => "an ISO 17442 LEI: 18 capital letters or digits and 2 check digits";

    /// <summary>Whether the text has the form and its remainder modulo 97 is one (ISO 7064, MOD 97-10).</summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: 20 } || !char.IsAsciiDigit(text[18]) || !char.IsAsciiDigit(text[19])) return false;
        var remainder = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) remainder = (remainder * 10 + (c - '0')) % 97;
            else if (char.IsAsciiLetterUpper(c)) remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
            else return false;
        }
        return remainder == 1;
    }
}
