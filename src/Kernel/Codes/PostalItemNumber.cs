namespace Tidewaiter.Kernel;

/// <summary>A postal item's number by UPU standard S10: two letters, eight digits, a check digit and the country of posting.</summary>
public static class PostalItemNumber
{
    private static readonly int[] Weights = [8, 6, 4, 2, 3, 5, 9, 7];

    /// <summary>What a right number looks like, in words.</summary>
    public static string Form => "a UPU S10 item number: 2 letters, 8 digits, the check digit and a country code";

    /// <summary>Whether the text has the form and the right check digit.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: 13 }
        && text.AsSpan(0, 2).IndexOfAnyExceptInRange('A', 'Z') < 0
        && text.AsSpan(2, 9).IndexOfAnyExceptInRange('0', '9') < 0
        && CountryCode.TryParse(text[11..], out _)
        && CheckDigit(text.AsSpan(2, 8)) == text[10] - '0';

    /// <summary>The check digit of the eight digits (UPU S10, 5.3): 11 less the weighted sum modulo 11; 10 counts as 0, 11 as 5.</summary>
    public static int CheckDigit(ReadOnlySpan<char> eightDigits)
    {
        var sum = 0;
        for (var place = 0; place < 8; place++)
            sum += (eightDigits[place] - '0') * Weights[place];
        return (11 - sum % 11) switch { 10 => 0, 11 => 5, var digit => digit };
    }
}
