namespace Tidewaiter.Risk;

/// <summary>What the nodes and edges of a tree are to <see cref="TreeShares"/>: how deep, how covered, what was asked before.</summary>
internal sealed class PathBuilder
{
    private readonly Tree _tree;
    private readonly double[] _edge;
    private readonly double[] _before;
    private readonly List<(int Feature, double Zero)> _path = [];

    public PathBuilder(Tree tree)
    {
        _tree = tree;
        Earlier = new int[tree.Feature.Length];
        _edge = new double[2 * tree.Feature.Length];
        _before = new double[tree.Feature.Length];
        Walk(0);
    }

    /// <summary>For each node the depth of the nearest node above that asks for the same feature, or -1.</summary>
    public int[] Earlier { get; }

    /// <summary>The most nodes on the way to a leaf.</summary>
    public int Depth { get; private set; }

    /// <summary>The most different features on the way to a leaf.</summary>
    public int MostFeatures { get; private set; }

    /// <summary>
    /// The constants of an edge. First the quotient when the feature's earlier answers already excluded the row. Then at
    /// each point: the quotient when the row goes this way and when it no longer does, and the differences in both cases.
    /// A leaf's quotients are multiplied by its value.
    /// </summary>
    /// <param name="node">The node above.</param>
    /// <param name="side">0 left, 1 right.</param>
    /// <param name="points">The points between 0 and 1.</param>
    /// <param name="constants">1 + 4 x points; set.</param>
    public void Fill(int node, int side, double[] points, Span<double> constants)
    {
        var child = side == 0 ? _tree.Left[node] : _tree.Right[node];
        var value = child < 0 ? _tree.LeafValue[~child] : 1;
        var (edge, before) = (_edge[2 * node + side], _before[node]);
        var zero = before * edge;
        constants[0] = edge * value;
        foreach (var (place, t) in points.Index())
        {
            var own = constants.Slice(1 + 4 * place, 4);
            var (yes, earlier) = (zero * (1 - t) + t, before * (1 - t) + t);
            var taken = Earlier[node] < 0 ? 0 : (1 - before) / earlier;
            own[0] = value * yes / earlier;
            own[1] = value * zero * (1 - t) / earlier;
            own[2] = (1 - zero) / yes - taken;
            own[3] = -1 / (1 - t) - taken;
        }
    }

    private void Walk(int node)
    {
        if (node < 0)
        {
            Depth = Math.Max(Depth, _path.Count);
            MostFeatures = Math.Max(MostFeatures, _path.Select(step => step.Feature).Distinct().Count());
            return;
        }
        var feature = _tree.Feature[node];
        Earlier[node] = _path.FindLastIndex(step => step.Feature == feature);
        _before[node] = Earlier[node] < 0 ? 1 : _path[Earlier[node]].Zero;
        foreach (var (side, child) in new[] { _tree.Left[node], _tree.Right[node] }.Index())
        {
            _edge[2 * node + side] = (child >= 0 ? _tree.NodeCover[child] : _tree.LeafCover[~child]) / _tree.NodeCover[node];
            _path.Add((feature, _before[node] * _edge[2 * node + side]));
            Walk(child);
            _path.RemoveAt(_path.Count - 1);
        }
    }
}
