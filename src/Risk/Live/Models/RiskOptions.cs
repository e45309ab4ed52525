namespace Tidewaiter.Risk.Live;

/// <summary>Section "Risk" of the configuration.</summary>
internal sealed class RiskOptions
{
    /// <summary>
    /// The platform promotes a challenger by itself once it was compared on this many controlled items and the lower end of
    /// the interval of its additional hits is above zero; zero leaves it to persons.
    /// </summary>
    public int PromoteAfterItems { get; set; }
}
