using System.Numerics;

namespace Tidewaiter.Risk;

/// <summary>
/// The exact share of every feature in one leaf's part of a score: Shapley values of the path to the leaf, the features
/// left out being averaged over the training rows (path-dependent TreeSHAP: Lundberg et al., Nature Machine Intelligence
/// 2, 2020, algorithm 2). What a leaf gives depends only on which of its path's features the row satisfies, so all
/// patterns of yes and no are worked out once (as FastTreeSHAP v2 does: Yang, arXiv 2109.09847) and a row only looks up.
/// </summary>
internal sealed class LeafReasons
{
    /// <summary>Paths with more different features than this are worked out anew for every row.</summary>
    private const int MostTabled = 8;

    private readonly double _value;
    private readonly double[] _zero;
    private readonly double[]? _table;

    private LeafReasons(double value, List<Step> steps, int[] slotOf)
    {
        _value = value;
        _zero = [.. steps.Select(step => step.Zero)];
        Nodes = [.. steps.Select(step => step.Left | step.Right)];
        Lefts = [.. steps.Select(step => step.Left)];
        Slots = [.. steps.Select(step => slotOf[step.Feature])];
        if (steps.Count > MostTabled) return;
        _table = new double[steps.Count << steps.Count];
        for (var pattern = 0; pattern < 1 << steps.Count; pattern++)
            WorkOut(pattern, _table.AsSpan(pattern * steps.Count, steps.Count));
    }

    /// <summary>For each feature of the path, the nodes that ask for it.</summary>
    public ulong[] Nodes { get; }

    /// <summary>Of those, the nodes where the path goes left.</summary>
    public ulong[] Lefts { get; }

    /// <summary>For each feature of the path, where its share goes.</summary>
    public int[] Slots { get; }

    /// <summary>The leaves of a tree that has splits.</summary>
    public static LeafReasons[] Of(Tree tree, int[] slotOf)
    {
        var leaves = new LeafReasons[tree.LeafValue.Length];
        Walk(0, []);
        return leaves;

        void Walk(int node, List<Step> path)
        {
            if (node < 0)
            {
                leaves[~node] = new LeafReasons(tree.LeafValue[~node], path, slotOf);
                return;
            }
            Walk(tree.Left[node], With(path, node, tree.Left[node], true));
            Walk(tree.Right[node], With(path, node, tree.Right[node], false));
        }

        List<Step> With(List<Step> path, int node, int child, bool left)
        {
            var cover = (child >= 0 ? tree.NodeCover[child] : tree.LeafCover[~child]) / tree.NodeCover[node];
            var bit = 1UL << node;
            var same = path.FindIndex(step => step.Feature == tree.Feature[node]);
            var longer = new List<Step>(path);
            var before = same < 0 ? new Step(tree.Feature[node], 1, 0, 0) : path[same];
            var step = before with { Zero = before.Zero * cover, Left = before.Left | (left ? bit : 0), Right = before.Right | (left ? 0 : bit) };
            if (same < 0) longer.Add(step); else longer[same] = step;
            return longer;
        }
    }

    /// <summary>Adds the shares of a row whose nodes decided so.</summary>
    public void AddTo(ulong decisions, Span<double> shares)
    {
        var (nodes, lefts, slots) = (Nodes, Lefts, Slots);
        var pattern = 0;
        for (var step = 0; step < nodes.Length; step++)
            pattern |= ((decisions & nodes[step]) == lefts[step] ? 1 : 0) << step;
        if (_table is { } table)
        {
            var from = pattern * slots.Length;
            for (var step = 0; step < slots.Length; step++) shares[slots[step]] += table[from + step];
            return;
        }
        Span<double> worked = stackalloc double[slots.Length];
        WorkOut(pattern, worked);
        for (var step = 0; step < slots.Length; step++) shares[slots[step]] += worked[step];
    }

    // For each feature j: value x (one_j - zero_j) x sum over k of k!(d-1-k)!/d! x the part of the product over the other
    // features of (zero + one t) that stands with t^k.
    private void WorkOut(int pattern, Span<double> shares)
    {
        var steps = _zero.Length;
        Span<double> product = stackalloc double[steps];
        for (var j = 0; j < steps; j++)
        {
            product.Clear();
            product[0] = 1;
            var size = 1;
            for (var other = 0; other < steps; other++)
            {
                if (other == j) continue;
                var one = pattern >> other & 1;
                for (var power = size; power > 0; power--)
                    product[power] = (power < size ? product[power] * _zero[other] : 0) + product[power - 1] * one;
                product[0] *= _zero[other];
                size++;
            }
            var sum = 0.0;
            for (var power = 0; power < steps; power++) sum += product[power] * Weight(power, steps);
            shares[j] = _value * ((pattern >> j & 1) - _zero[j]) * sum;
        }
    }

    private static double Weight(int size, int of)
    {
        var weight = 1.0 / of;
        for (var i = 1; i <= size; i++) weight *= i / (double)(of - i);
        return weight;
    }

    private readonly record struct Step(int Feature, double Zero, ulong Left, ulong Right);
}
