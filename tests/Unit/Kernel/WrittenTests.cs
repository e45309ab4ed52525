using System.Globalization;

namespace Tidewaiter.Unit.KernelTests;

public class WrittenTests
{
    [Theory]
    [InlineData("en", "Japan (JP)")]
    [InlineData("fr", "Japon (JP)")]
    [InlineData("es", "Japón (JP)")]
    [InlineData("ar", "اليابان (JP)")]
    public void A_country_is_named_in_the_readers_language(string language, string expected)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            Assert.Equal(expected, Written.Country(CountryCode.TryParse("JP", out var japan) ? japan : null));
            Assert.Equal("QT", Written.Country(CountryCode.TryParse("QT", out var unassigned) ? unassigned : null));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_date_holds_nothing_that_turns_its_parts_around_in_Arabic()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = DeskCultures.All.Single(culture => culture.Name == "ar");
        try
        {
            Assert.Equal("\u206623/11/2026 07:05\u2069", Written.Moment(new DateTimeOffset(2026, 11, 23, 7, 5, 0, TimeSpan.Zero)));
            Assert.Equal("23/11/2026", Written.Day(new DateOnly(2026, 11, 23)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
