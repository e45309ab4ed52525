using System.Runtime.Intrinsics;

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

    /// <summary>The decisions of all nodes for many rows: bit n is set when the row goes left at node n.</summary>
    /// <param name="turned">The rows' features, all rows of a feature one after the other.</param>
    /// <param name="decisions">Set for each row.</param>
    public void Decide(ReadOnlySpan<float> turned, Span<ulong> decisions)
    {
        decisions.Clear();
        var rows = decisions.Length;
        for (var node = 0; node < Feature.Length; node++)
        {
            var values = turned.Slice(Feature[node] * rows, rows);
            if (Missing[node] == MissingType.Zero)
            {
                for (var row = 0; row < values.Length; row++) decisions[row] |= GoesLeft(node, values[row]) ? 1UL << node : 0;
                continue;
            }
            // NaN is never above nor at most: which comparison is used decides where it goes.
            if (GoesLeft(node, float.NaN)) DecideNot(values, Threshold[node], node, decisions);
            else DecideAtMost(values, Threshold[node], node, decisions);
        }
    }

    private static void DecideAtMost(ReadOnlySpan<float> values, float threshold, int node, Span<ulong> decisions)
    {
        var (row, limit, bit) = (0, Vector256.Create(threshold), Vector256.Create(1UL << node));
        for (; row + 8 <= values.Length; row += 8)
            Mark(Vector256.LessThanOrEqual(Vector256.Create(values.Slice(row, 8)), limit), bit, decisions.Slice(row, 8));
        for (; row < values.Length; row++) decisions[row] |= values[row] <= threshold ? 1UL << node : 0;
    }

    private static void DecideNot(ReadOnlySpan<float> values, float threshold, int node, Span<ulong> decisions)
    {
        var (row, limit, bit) = (0, Vector256.Create(threshold), Vector256.Create(1UL << node));
        for (; row + 8 <= values.Length; row += 8)
            Mark(~Vector256.GreaterThan(Vector256.Create(values.Slice(row, 8)), limit), bit, decisions.Slice(row, 8));
        for (; row < values.Length; row++) decisions[row] |= values[row] > threshold ? 0 : 1UL << node;
    }

    private static void Mark(Vector256<float> yes, Vector256<ulong> bit, Span<ulong> decisions)
    {
        var (lower, upper) = Vector256.Widen(yes.AsInt32());
        (Vector256.Create<ulong>(decisions) | lower.AsUInt64() & bit).CopyTo(decisions);
        (Vector256.Create<ulong>(decisions[4..]) | upper.AsUInt64() & bit).CopyTo(decisions[4..]);
    }
}
