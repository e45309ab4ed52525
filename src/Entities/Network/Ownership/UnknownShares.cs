namespace Tidewaiter.Entities.Network.Ownership;

/// <summary>
/// What a holder has whose share a register does not give. Firms with as many firms and persons among their holders are
/// the measure: where their shares come to the whole, the rest is taken; else the median share of such a holder, but
/// never more than is left. Several unknown ones share what is left evenly.
/// </summary>
internal sealed class UnknownShares
{
    private const double Whole = 0.995;
    private readonly Dictionary<(int Firms, int Persons), double> _sums = [];
    private readonly Dictionary<(int Firms, int Persons, bool Person), double> _medians = [];

    /// <summary>Measures the firms whose shares are all given; holdings come firm by firm.</summary>
    public UnknownShares(IEnumerable<IReadOnlyList<Holding>> firms)
    {
        foreach (var alike in firms.Where(firm => firm.All(holding => holding.Capital is not null)).GroupBy(Make))
        {
            _sums[alike.Key] = Median(alike.Select(firm => firm.Sum(holding => holding.Capital!.Value)));
            foreach (var kind in alike.SelectMany(firm => firm).GroupBy(holding => holding.IsPerson))
                _medians[(alike.Key.Firms, alike.Key.Persons, kind.Key)] = Median(kind.Select(holding => holding.Capital!.Value));
        }
    }

    /// <summary>The estimate for one holder of a firm whose share is not given.</summary>
    public double Of(IReadOnlyList<Holding> firm, Holding holder)
    {
        var (firms, persons) = Make(firm);
        var left = Math.Max(0, 1 - firm.Sum(holding => holding.Capital ?? 0)) / firm.Count(holding => holding.Capital is null);
        return _sums.GetValueOrDefault((firms, persons), 1) >= Whole ? left : Math.Min(left, _medians.GetValueOrDefault((firms, persons, holder.IsPerson), left));
    }

    private static (int Firms, int Persons) Make(IReadOnlyList<Holding> firm) => (firm.Count(holding => !holding.IsPerson), firm.Count(holding => holding.IsPerson));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
