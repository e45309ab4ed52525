namespace Tidewaiter.Risk;

/// <summary>
/// Folds within training rows: a row's fold is CRC-32 of its group and '#', modulo five, so that rows of one line stand
/// together. Everything that is chosen is chosen on them.
/// </summary>
internal sealed class InnerFolds
{
    /// <summary>How many folds.</summary>
    public const int Count = 5;

    private static readonly double[] Ridges = [40, 100, 250];

    private readonly GoodsRows _rows;
    private readonly int[] _train;
    private readonly int[] _fold;

    public InnerFolds(GoodsRows rows, int[] train)
    {
        (_rows, _train) = (rows, train);
        _fold = [.. train.Select(row => FoldColumns.Fold(rows.Groups[row] + "#", Count))];
    }

    /// <summary>The rows of a fold.</summary>
    public int[] Inside(int fold) => [.. _train.Where((_, place) => _fold[place] == fold)];

    /// <summary>The rows of all other folds.</summary>
    public int[] Outside(int fold) => [.. _train.Where((_, place) => _fold[place] != fold)];

    /// <summary>All rows.</summary>
    public int[] All => _train;

    /// <summary>The weights of rows such that each group weighs one.</summary>
    public double[] Weights(int[] some)
    {
        var sizes = new int[_rows.GroupCount];
        foreach (var row in some) sizes[_rows.Group[row]]++;
        return [.. some.Select(row => 1.0 / sizes[_rows.Group[row]])];
    }

    /// <summary>The kinds of keys and the ridge that rank the inner folds best.</summary>
    public UnseenGoods.Choice Choose(bool[] hits)
    {
        int[] all = [.. Enumerable.Range(0, GoodsKinds.All.Count)];
        List<UnseenGoods.Choice> choices = [];
        foreach (var ridge in Ridges)
            foreach (var kinds in new[] { all[..GoodsKinds.GoodsOnly], all })
                choices.Add(new(kinds, ridge, Auc(kinds, ridge, hits)));
        return choices.MaxBy(choice => choice.Auc)!;
    }

    private double Auc(int[] kinds, double ridge, bool[] hits)
    {
        var scores = new List<double>(_train.Length);
        var truth = new List<bool>(_train.Length);
        for (var fold = 0; fold < Count; fold++)
        {
            var outside = Outside(fold);
            var additive = AdditiveGoods.Train(_rows, kinds, outside, hits, Weights(outside), ridge);
            foreach (var row in Inside(fold))
            {
                scores.Add(additive.LogOdds(_rows, row));
                truth.Add(hits[row]);
            }
        }
        return Metrics.Of(scores, truth, null, probability: false).Auc;
    }
}
