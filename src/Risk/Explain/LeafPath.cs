namespace Tidewaiter.Risk;

/// <summary>
/// The way to one leaf, feature by feature, and the exact share of each feature in the leaf's part of a score: Shapley
/// values of the path, the features left out being averaged over the training rows (path-dependent TreeSHAP: Lundberg et
/// al., Nature Machine Intelligence 2, 2020, algorithm 2).
/// </summary>
internal sealed class LeafPath
{
    private readonly double _value;
    private readonly List<Step> _steps;

    private LeafPath(double value, List<Step> steps, int leaf) => (_value, _steps, Leaf) = (value, steps, leaf);

    /// <summary>The leaf's number.</summary>
    public int Leaf { get; }

    /// <summary>The nodes on the way, as bits.</summary>
    public ulong Nodes => _steps.Aggregate(0UL, (nodes, step) => nodes | step.Left | step.Right);

    /// <summary>The different features on the way.</summary>
    public IEnumerable<int> Features => _steps.Select(step => step.Feature);

    /// <summary>The paths to the leaves below a node, each with all that led to the node.</summary>
    public static IReadOnlyList<LeafPath> Of(Tree tree)
    {
        var paths = new List<LeafPath>(tree.LeafValue.Length);
        Walk(0, []);
        return paths;

        void Walk(int node, List<Step> path)
        {
            if (node < 0)
            {
                paths.Add(new LeafPath(tree.LeafValue[~node], path, ~node));
                return;
            }
            Walk(tree.Left[node], With(path, node, tree.Left[node], true));
            Walk(tree.Right[node], With(path, node, tree.Right[node], false));
        }

        // A feature that is asked for twice on one path is one feature: its conditions join, its covers multiply.
        List<Step> With(List<Step> path, int node, int child, bool left)
        {
            var cover = (child >= 0 ? tree.NodeCover[child] : tree.LeafCover[~child]) / tree.NodeCover[node];
            var bit = 1UL << node;
            var same = path.FindIndex(step => step.Feature == tree.Feature[node]);
            var longer = new List<Step>(path);
            var before = same < 0 ? new Step(tree.Feature[node], 1, 0, 0) : path[same];
            var step = before with { Zero = before.Zero * cover, Left = before.Left | (left ? bit : 0), Right = before.Right | (left ? 0 : bit) };
            if (same < 0) longer.Add(step);
            else longer[same] = step;
            return longer;
        }
    }

    /// <summary>Which of the path's features a row satisfies whose nodes decided so: bit i for the i-th feature.</summary>
    public int Pattern(ulong decisions)
    {
        var pattern = 0;
        for (var step = 0; step < _steps.Count; step++)
            if ((decisions & (_steps[step].Left | _steps[step].Right)) == _steps[step].Left) pattern |= 1 << step;
        return pattern;
    }

    /// <summary>
    /// The shares of the path's features. For each feature j: value x (one_j - zero_j) x the sum over k of
    /// k!(d-1-k)!/d! x what stands with t^k in the product over the other features of (zero + one t).
    /// </summary>
    public double[] Shares(int pattern)
    {
        var count = _steps.Count;
        var shares = new double[count];
        Span<double> product = stackalloc double[count];
        for (var j = 0; j < count; j++)
        {
            product.Clear();
            product[0] = 1;
            var size = 1;
            for (var other = 0; other < count; other++)
            {
                if (other == j) continue;
                var (zero, one) = (_steps[other].Zero, pattern >> other & 1);
                for (var power = size; power > 0; power--) product[power] = product[power] * zero + product[power - 1] * one;
                product[0] *= zero;
                size++;
            }
            var sum = 0.0;
            var weight = 1.0 / count;
            for (var power = 0; power < count; power++)
            {
                sum += product[power] * weight;
                weight *= (power + 1) / (double)Math.Max(1, count - 1 - power);
            }
            shares[j] = _value * ((pattern >> j & 1) - _steps[j].Zero) * sum;
        }
        return shares;
    }

    private readonly record struct Step(int Feature, double Zero, ulong Left, ulong Right);
}
