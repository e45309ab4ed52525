namespace Tidewaiter.Risk;

/// <summary>
/// Judges goods of which the exact line was never controlled, by all in which they are like others. Two learners that err
/// in different ways are averaged: a sum of one part a key (<see cref="AdditiveGoods"/>) and boosted trees on shares of
/// findings. A line controlled ten times is one case, not ten, as its rows repeat each other's answer; and no row's
/// shares are worked out from rows of its own line. Which kinds of keys speak, and how far a key is believed, is found
/// on inner folds of the training rows. Pure: the same rows give the same scores.
/// </summary>
internal sealed class UnseenGoods
{
    private readonly AdditiveGoods _additive;
    private readonly GoodsTrees? _trees;
    private readonly Choice _choice;

    private UnseenGoods(AdditiveGoods additive, GoodsTrees? trees, Choice choice) => (_additive, _trees, _choice) = (additive, trees, choice);

    /// <summary>What the inner folds chose.</summary>
    /// <param name="Kinds">The kinds of keys that take part.</param>
    /// <param name="Ridge">How strongly parts are drawn to zero.</param>
    /// <param name="Auc">The inner folds' AUC with it.</param>
    internal sealed record Choice(int[] Kinds, double Ridge, double Auc);

    /// <summary>What the inner folds of the training rows chose.</summary>
    public Choice Chosen => _choice;

    /// <summary>Learns from the training rows.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="train">The rows to learn from: at least one with and one without a finding.</param>
    /// <param name="hits">By row, whether something was found; only the training rows are looked at.</param>
    public static UnseenGoods Train(GoodsRows rows, int[] train, bool[] hits)
    {
        var folds = new InnerFolds(rows, train);
        var choice = folds.Choose(hits);
        var additive = AdditiveGoods.Train(rows, choice.Kinds, train, hits, folds.Weights(train), choice.Ridge);
        return new UnseenGoods(additive, GoodsTrees.Train(rows, choice.Kinds, folds, hits), choice);
    }

    /// <summary>The chance of a finding on each of the rows.</summary>
    public double[] Score(GoodsRows rows, int[] asked)
    {
        var trees = _trees?.LogOdds(rows, asked);
        var chances = new double[asked.Length];
        for (var at = 0; at < chances.Length; at++)
        {
            var sum = _additive.LogOdds(rows, asked[at]);
            if (trees is not null) sum = (sum + trees[at]) / 2;
            chances[at] = 1 / (1 + Math.Exp(-sum));
        }
        return chances;
    }
}
