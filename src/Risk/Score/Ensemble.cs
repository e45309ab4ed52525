namespace Tidewaiter.Risk;

/// <summary>
/// A sum of trees, scored and explained by our own evaluator. Equal to LightGBM's prediction and contributions, which
/// tests hold it against. Safe for many readers at once.
/// </summary>
internal sealed class Ensemble
{
    private readonly IReadOnlyList<Tree> _trees;
    private readonly LeafReasons[][] _reasons;

    /// <summary>The trees, with each feature's share going to its slot.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="slotOf">For each feature, where its share is added up; several features may share a slot.</param>
    public Ensemble(IReadOnlyList<Tree> trees, int[] slotOf)
    {
        _trees = trees;
        Slots = slotOf.Length == 0 ? 0 : slotOf.Max() + 1;
        _reasons = [.. trees.Select(tree => tree.Feature.Length == 0 ? [] : LeafReasons.Of(tree, slotOf))];
        Base = trees.Sum(tree => tree.Expected);
    }

    /// <summary>What the sum is before anything is known of a row.</summary>
    public double Base { get; }

    /// <summary>How many slots there are.</summary>
    public int Slots { get; }

    /// <summary>The sum of the leaves that the row falls into.</summary>
    public double Score(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        foreach (var tree in _trees) sum += tree.Score(row);
        return sum;
    }

    /// <summary>The shares of several rows: base + the sum of a row's shares = its score.</summary>
    /// <param name="rows">Rows of features, one after the other.</param>
    /// <param name="columns">Features a row.</param>
    /// <param name="shares">Rows x slots; set, not added to.</param>
    public void Explain(ReadOnlySpan<float> rows, int columns, Span<double> shares)
    {
        shares.Clear();
        var count = rows.Length / columns;
        // A tree at a time over all rows of the block, so that its tables stay in the cache.
        for (var tree = 0; tree < _trees.Count; tree++)
        {
            var leaves = _reasons[tree];
            if (leaves.Length == 0) continue;
            for (var row = 0; row < count; row++)
            {
                var decisions = _trees[tree].Decisions(rows.Slice(row * columns, columns));
                var own = shares.Slice(row * Slots, Slots);
                foreach (var leaf in leaves) leaf.AddTo(decisions, own);
            }
        }
    }
}
