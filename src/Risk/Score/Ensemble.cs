namespace Tidewaiter.Risk;

/// <summary>
/// A sum of trees, scored and explained by our own evaluator. Equal to LightGBM's prediction and contributions, which
/// tests hold it against. Safe for many readers at once.
/// </summary>
internal sealed class Ensemble
{
    private readonly IReadOnlyList<Tree> _trees;
    private readonly ShareTable[][] _tables;

    /// <summary>The trees, with each feature's share going to its slot.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="slotOf">For each feature, where its share is added up; several features may share a slot.</param>
    public Ensemble(IReadOnlyList<Tree> trees, int[] slotOf)
    {
        _trees = trees;
        Slots = slotOf.Length == 0 ? 0 : slotOf.Max() + 1;
        _tables = [.. trees.Select(tree => tree.Feature.Length == 0 ? [] : ShareTable.Of(tree, slotOf))];
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
        var turned = new float[rows.Length];
        for (var row = 0; row < count; row++)
            for (var column = 0; column < columns; column++) turned[column * count + row] = rows[row * columns + column];
        // A tree at a time over all rows of the block, so that its tables stay in the cache.
        var decisions = new ulong[count];
        for (var tree = 0; tree < _trees.Count; tree++)
        {
            if (_tables[tree].Length == 0) continue;
            _trees[tree].Decide(turned, decisions);
            foreach (var table in _tables[tree]) table.AddTo(decisions, shares, Slots);
        }
    }
}
