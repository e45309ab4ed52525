namespace Tidewaiter.Kernel;

/// <summary>A rate with its 95 % interval after Wilson (1927), which holds for small counts and rates near 0 and 1.</summary>
/// <param name="Rate">Hits over trials, 0 to 1.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record Wilson(double Rate, double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <summary>The rate of hits in trials; null without a trial.</summary>
    public static Wilson? Of(long hits, long trials)
    {
        if (trials == 0) return null;
        var rate = (double)hits / trials;
        var spread = Z * Z / trials;
        var centre = (rate + spread / 2) / (1 + spread);
        var half = Z * Math.Sqrt(rate * (1 - rate) / trials + spread / (4 * trials)) / (1 + spread);
        return new Wilson(rate, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
