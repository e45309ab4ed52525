using System.Globalization;

namespace Tidewaiter.Entities.Network.Linking;

/// <summary>A birth date as far as it is known: a year, a month of a year, a day; zero where not known.</summary>
internal readonly record struct BirthDate(int Year, int Month, int Day)
{
    private const double YearsOfLives = 50, MonthsOfLives = YearsOfLives * 12, DaysOfLives = YearsOfLives * 365;

    /// <summary>Reads 1953, 1953-11 or 1953-11-06; anything else is unknown, for a birth date only ever confirms or excludes.</summary>
    public static BirthDate Of(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 3 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1800 or > 2200) return default;
        var month = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is >= 1 and <= 12 ? m : 0;
        var day = month > 0 && parts.Length > 2 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var d) && d is >= 1 and <= 31 ? d : 0;
        return new BirthDate(year, month, day);
    }

    /// <summary>As <see cref="Of"/> reads it; "" where nothing is known.</summary>
    public string ToText() => Precision switch
    {
        0 => "",
        1 => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}"),
        2 => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}"),
    };

    /// <summary>0 unknown, 1 year, 2 month, 3 day.</summary>
    public int Precision => Year == 0 ? 0 : Month == 0 ? 1 : Day == 0 ? 2 : 3;

    /// <summary>Whether one person can have both: nothing known of both differs.</summary>
    public bool Agrees(BirthDate other) =>
        (Year == 0 || other.Year == 0 || Year == other.Year) && (Month == 0 || other.Month == 0 || Month == other.Month) && (Day == 0 || other.Day == 0 || Day == other.Day);

    /// <summary>The evidence, in bits, of two dates that agree: how rare a chance agreement is at the precision they share.</summary>
    public double Bits(BirthDate other) => Math.Min(Precision, other.Precision) switch
    {
        1 => Math.Log2(YearsOfLives),
        2 => Math.Log2(MonthsOfLives),
        3 => Math.Log2(DaysOfLives),
        _ => 0,
    };

    /// <summary>The more precise of two that agree.</summary>
    public BirthDate With(BirthDate other) => other.Precision > Precision ? other : this;
}
