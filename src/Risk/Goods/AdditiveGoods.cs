namespace Tidewaiter.Risk;

/// <summary>
/// Log-odds as a sum: one part for all goods and one for each key that an item has (chapter, origin, subheading with
/// regime …). All parts are drawn toward zero alike, so that a key seen once says little and a kind that tells nothing
/// adds nothing. Ridge logistic regression on indicator columns, by Newton steps a part at a time (le Cessie and van
/// Houwelingen, Applied Statistics 41, 1992; coordinate descent as in Genkin, Lewis and Madigan, Technometrics 49, 2007).
/// </summary>
internal sealed class AdditiveGoods
{
    private const int Passes = 12;

    // The curvature of the logistic loss is at most one quarter.
    private const double MostCurvature = 0.25;

    private readonly double _all;
    private readonly double[][] _parts;
    private readonly int[] _kinds;

    private AdditiveGoods(double all, double[][] parts, int[] kinds) => (_all, _parts, _kinds) = (all, parts, kinds);

    /// <summary>Learns the parts.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="kinds">Which kinds of keys take part.</param>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="hits">By row, whether something was found; only the training rows are looked at.</param>
    /// <param name="weights">One a training row.</param>
    /// <param name="ridge">How strongly the parts are drawn to zero: the weight of that many rows at even odds, times four.</param>
    public static AdditiveGoods Train(GoodsRows rows, int[] kinds, int[] train, bool[] hits, double[] weights, double ridge)
    {
        double weight = 0, found = 0;
        for (var at = 0; at < train.Length; at++)
        {
            weight += weights[at];
            if (hits[train[at]]) found += weights[at];
        }
        var all = Math.Log((found + 0.5) / (weight - found + 0.5));
        var sums = new double[train.Length];
        Array.Fill(sums, all);
        var parts = kinds.Select(kind => new double[rows.Counts[kind]]).ToArray();
        var members = kinds.Select(kind => Members(rows.Codes[kind], rows.Counts[kind], train)).ToArray();
        for (var pass = 0; pass < Passes; pass++)
            for (var kind = 0; kind < kinds.Length; kind++)
                Improve(parts[kind], members[kind], train, hits, weights, sums, ridge);
        return new AdditiveGoods(all, parts, kinds);
    }

    /// <summary>The log-odds of a finding on the row.</summary>
    public double LogOdds(GoodsRows rows, int row)
    {
        var sum = _all;
        for (var kind = 0; kind < _kinds.Length; kind++) sum += _parts[kind][rows.Codes[_kinds[kind]][row]];
        return sum;
    }

    private static void Improve(double[] parts, (int[] Starts, int[] Places) members, int[] train, bool[] hits, double[] weights, double[] sums, double ridge)
    {
        for (var key = 0; key < parts.Length; key++)
        {
            var places = members.Places.AsSpan(members.Starts[key]..members.Starts[key + 1]);
            if (places.IsEmpty) continue;
            var (slope, curve) = (ridge * parts[key], ridge);
            foreach (var place in places)
            {
                var chance = 1 / (1 + Math.Exp(-sums[place]));
                slope += weights[place] * (chance - (hits[train[place]] ? 1 : 0));
                // Between the true curvature and its bound, so that a step never overshoots far.
                curve += weights[place] * Math.Max(chance * (1 - chance), MostCurvature / 4);
            }
            var step = Math.Clamp(-slope / curve, -1, 1);
            parts[key] += step;
            foreach (var place in places) sums[place] += step;
        }
    }

    // The places of the training rows by key: those of key k stand from Starts[k] to Starts[k + 1].
    private static (int[] Starts, int[] Places) Members(int[] codes, int count, int[] train)
    {
        var starts = new int[count + 1];
        foreach (var row in train) starts[codes[row] + 1]++;
        for (var key = 0; key < count; key++) starts[key + 1] += starts[key];
        var next = starts[..count];
        var places = new int[train.Length];
        for (var place = 0; place < train.Length; place++) places[next[codes[train[place]]]++] = place;
        return (starts, places);
    }
}
