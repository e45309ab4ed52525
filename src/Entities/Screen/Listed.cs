using System.Globalization;
using Tidewaiter.Entities.Names;

namespace Tidewaiter.Entities.Screen;

/// <summary>A day, month or year of birth: as much of it as is known.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month, 0 where it is not known.</param>
/// <param name="Day">The day, 0 where it is not known.</param>
internal readonly record struct BirthDate(int Year, int Month, int Day)
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-M-d", "yyyyMMdd", "dd/MM/yyyy", "d/M/yyyy", "dd.MM.yyyy", "dd MMM yyyy", "d MMM yyyy", "yyyy/MM/dd"];

    /// <summary>Reads a date in any usual form; null where there is none in the text.</summary>
    public static BirthDate? Read(string text)
    {
        text = text.Trim();
        if (text.Length >= 10 && text[4] == '-' && text[10..].StartsWith('T')) text = text[..10];
        if (DateOnly.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new BirthDate(day.Year, day.Month, day.Day);
        if (text.Length == 7 && DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return new BirthDate(month.Year, month.Month, 0);
        var at = text.Length >= 4 ? Enumerable.Range(0, text.Length - 3).FirstOrDefault(start => text.AsSpan(start, 4).IndexOfAnyExceptInRange('0', '9') < 0, -1) : -1;
        return at >= 0 && int.Parse(text.AsSpan(at, 4), NumberStyles.None, CultureInfo.InvariantCulture) is > 1850 and < 2100 and var year ? new BirthDate(year, 0, 0) : null;
    }

    /// <summary>What two birth dates say of one person, in log-odds.</summary>
    public static double Evidence(BirthDate one, BirthDate other)
    {
        var years = Math.Abs(one.Year - other.Year);
        if (years > 0) return years == 1 ? one.Month == 0 || other.Month == 0 ? 0 : -0.7 : years <= 5 ? -2 : -4;
        if (one.Month == 0 || other.Month == 0) return 1;
        if (one.Month == other.Month) return one.Day == 0 || other.Day == 0 ? 1.8 : one.Day == other.Day ? 3 : 0;
        return one.Month == other.Day && one.Day == other.Month ? 1.5 : -1;
    }
}

/// <summary>What is known of a party that is listed, or asked about.</summary>
/// <param name="Id">Its number on the list, or the query's.</param>
/// <param name="Kind">A person, a body or a thing.</param>
/// <param name="Names">Its names, the primary one first.</param>
/// <param name="Births">Birth dates; none where none is known.</param>
/// <param name="Countries">Countries as ISO 3166 codes or names, in small letters.</param>
/// <param name="Gender">"m", "f" or "".</param>
internal sealed record Listed(string Id, PartyKind Kind, IReadOnlyList<string> Names, IReadOnlyList<BirthDate> Births, IReadOnlySet<string> Countries, string Gender);

/// <summary>A party of the list that a query may mean. Not a finding: a person decides.</summary>
/// <param name="Listed">The party.</param>
/// <param name="Name">Which of its names.</param>
/// <param name="Score">The probability, 0 to 1.</param>
/// <param name="ByName">Log-odds of the names alone.</param>
/// <param name="Evidence">What birth dates, countries and gender add, in log-odds.</param>
internal sealed record Hit(Listed Listed, string Name, double Score, double ByName, double Evidence);
