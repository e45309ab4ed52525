namespace Tidewaiter.Risk;

/// <summary>What a split does with values that are not there (LightGBM's missing types).</summary>
internal enum MissingType
{
    /// <summary>NaN is read as zero.</summary>
    None,

    /// <summary>Zero and NaN go the default way.</summary>
    Zero,

    /// <summary>NaN goes the default way.</summary>
    NaN,
}

/// <summary>
/// One regression tree of at most 64 leaves over numeric features. Node and leaf numbers are LightGBM's: a child below
/// zero is the leaf ~child.
/// </summary>
internal sealed class Tree
{
    /// <summary>As many decisions as a 64-bit mask holds, and one leaf more.</summary>
    public const int MostLeaves = 64;

    public required int[] Feature { get; init; }

    /// <summary>The greatest float that goes left; the model's double rounded down, so that comparing floats is exact.</summary>
    public required float[] Threshold { get; init; }
    public required bool[] DefaultLeft { get; init; }
    public required MissingType[] Missing { get; init; }
    public required int[] Left { get; init; }
    public required int[] Right { get; init; }
    public required double[] LeafValue { get; init; }

    /// <summary>Training rows that reached each leaf.</summary>
    public required double[] LeafCover { get; init; }

    /// <summary>Training rows that reached each node.</summary>
    public required double[] NodeCover { get; init; }

    /// <summary>The mean of the leaves, weighted by their rows: what the tree says before anything is known.</summary>
    public double Expected
    {
        get
        {
            if (Feature.Length == 0) return LeafValue[0];
            var sum = 0.0;
            for (var leaf = 0; leaf < LeafValue.Length; leaf++) sum += LeafCover[leaf] / NodeCover[0] * LeafValue[leaf];
            return sum;
        }
    }

    /// <summary>Whether the value goes left at the node.</summary>
    public bool GoesLeft(int node, float value) => float.IsNaN(value)
        ? Missing[node] == MissingType.None ? 0 <= Threshold[node] : DefaultLeft[node]
        : Missing[node] == MissingType.Zero && Math.Abs(value) <= 1e-35f ? DefaultLeft[node] : value <= Threshold[node];

    /// <summary>The value of the leaf that the row falls into.</summary>
    public double Score(ReadOnlySpan<float> row)
    {
        if (Feature.Length == 0) return LeafValue[0];
        var node = 0;
        while (node >= 0) node = GoesLeft(node, row[Feature[node]]) ? Left[node] : Right[node];
        return LeafValue[~node];
    }

    /// <summary>The decisions of all nodes for a row: bit n is set when the row goes left at node n.</summary>
    public ulong Decisions(ReadOnlySpan<float> row)
    {
        var decisions = 0UL;
        for (var node = 0; node < Feature.Length; node++)
            if (GoesLeft(node, row[Feature[node]])) decisions |= 1UL << node;
        return decisions;
    }
}
