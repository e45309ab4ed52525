using System.Globalization;

namespace Tidewaiter.Kernel;

/// <summary>
/// The cultures of the desk, one per language of <see cref="Texts.Languages"/>. They are the framework's own, except
/// that an English date cannot be misread (09 Mar 2026), the clock has 24 hours, and Arabic keeps to Latin digits with
/// the separators that belong to them.
/// </summary>
public static class DeskCultures
{
    /// <summary>The cultures, the default first.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [.. Texts.Languages.Select(Of)];

    private static CultureInfo Of(string language)
    {
        var culture = new CultureInfo(language);
        culture.DateTimeFormat.ShortTimePattern = "HH:mm";
        culture.DateTimeFormat.DateSeparator = "/"; // Arabic's own carries a mark that turns parts of a date around
        culture.DateTimeFormat.ShortDatePattern = language switch
        {
            "en" => "dd MMM yyyy",
            _ => "dd/MM/yyyy",
        };
        if (language == "ar") culture.NumberFormat = LatinNumbers();
        return CultureInfo.ReadOnly(culture);
    }

    private static NumberFormatInfo LatinNumbers()
    {
        var numbers = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        numbers.PercentPositivePattern = 1;
        numbers.PercentNegativePattern = 1;
        return numbers;
    }
}
