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
}
