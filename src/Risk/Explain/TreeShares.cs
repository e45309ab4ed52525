using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tidewaiter.Risk;

/// <summary>
/// The exact shares of features in one tree, for eight rows side by side: Shapley values, the features left out being
/// averaged over the training rows (path-dependent TreeSHAP: Lundberg et al., Nature Machine Intelligence 2, 2020).
/// </summary>
/// <remarks>
/// A feature is let in with probability t: a leaf then counts for value x the product over its path's features of
/// f = zero (1 - t) + one t, zero being the share of training rows that go its way and one whether the row does. A
/// feature's Shapley value is the integral over t of what letting it in changes (Owen, Management Science 18, 1972), here
/// of leaf x (one - zero) / f: a polynomial in t, of which a few points give the integral exactly. Products go down the
/// tree and sums of leaves come up, so each edge is passed once (as in Linear TreeSHAP: Yu et al., NeurIPS 2022). A
/// feature that is asked again joins its earlier answer: the edge multiplies by the quotient of the f and adds the
/// difference of the (one - zero) / f.
/// </remarks>
internal sealed unsafe class TreeShares
{
    private readonly Node[] _nodes;
    private readonly double[] _constants;
    private readonly double[] _weights;
    private readonly int _points;
    private readonly int _depth;

    public TreeShares(Tree tree, Lanes lanes, int[] slotOf)
    {
        var paths = new PathBuilder(tree);
        _depth = paths.Depth;
        _points = (paths.MostFeatures + 1) / 2;
        (var points, _weights) = Quadrature.Of(_points);
        _nodes = new Node[tree.Feature.Length];
        _constants = new double[2 * _nodes.Length * EdgeSize];
        for (var node = 0; node < _nodes.Length; node++)
        {
            var less = tree.DefaultLeft[node] ? 0 : 1; // as in LeafMasks
            _nodes[node] = new(
                lanes.Place(tree, node), Lanes.Key(tree.Threshold[node]) - less, less, slotOf[tree.Feature[node]] * Lanes.Wide,
                paths.Earlier[node], tree.Left[node], tree.Right[node]);
            for (var side = 0; side < 2; side++)
                paths.Fill(node, side, points, _constants.AsSpan((2 * node + side) * EdgeSize, EdgeSize));
        }
    }

    // An edge's constants: first what a feature gives that was not satisfied before either; then, point by point, the
    // quotients and the differences when the row satisfies it, and when it does so no longer.
    private int EdgeSize => 1 + 4 * _points;

    /// <summary>Doubles, eight rows wide, that the passes need to work in.</summary>
    public int WorkSize => (_depth + 2) * (2 * _points + 1) * Lanes.Wide;

    /// <summary>Adds the shares of eight rows.</summary>
    /// <param name="turned">A group of rows.</param>
    /// <param name="shares">Slots x 8; added to.</param>
    /// <param name="work">At least <see cref="WorkSize"/>, on a border of 64 bytes as should be the shares.</param>
    public void Add(int* turned, double* shares, double* work)
    {
        fixed (Node* nodes = _nodes)
        fixed (double* constants = _constants)
        {
            var pass = new Pass(nodes, constants, turned, shares, (Vector512<double>*)work, _points, _depth + 2);
            for (var point = 0; point < _points; point++) pass.Down(0)[point] = Vector512.Create(_weights[point]);
            pass.Visit(0, 0);
        }
    }

    /// <summary>A node: as in <see cref="LeafMasks"/>, its slot, the depth of the node above that asks for the same feature or -1, its children.</summary>
    private readonly record struct Node(int Place, int Limit, int Less, int Slot, int Earlier, int Left, int Right);

    /// <summary>One pass of eight rows over the tree.</summary>
    private readonly struct Pass(
        Node* nodes, double* constants, int* turned, double* shares, Vector512<double>* work, int points, int depths)
    {
        private readonly int _edge = 1 + 4 * points;
        private readonly int _up = points * depths;

        public Vector512<double>* Down(int depth) => unchecked(work + depth * points);

        private Vector512<double>* Satisfied(int depth) => unchecked(work + 2 * _up + depth);

        // The products above the node stand in Down(depth); the sums of its leaves are left as many places on as all
        // products take.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Visit(int place, int depth)
        {
            unchecked
            {
                var node = nodes + place;
                var values = Vector256.Load(turned + node->Place) - Vector256.Create(node->Less);
                var right = Widened(Vector256.GreaterThan(values, Vector256.Create(node->Limit)));
                var edge = constants + 2 * place * _edge;
                var down = Down(depth);
                Vector512<double> share;
                if (node->Earlier < 0)
                {
                    share = First(node->Left, depth, down, ~right, edge, false);
                    share += First(node->Right, depth, down, right, edge + _edge, true);
                }
                else
                {
                    var before = *Satisfied(node->Earlier);
                    share = Again(node->Left, depth, down, before, Vector512.AndNot(before, right), edge, false);
                    share += Again(node->Right, depth, down, before, before & right, edge + _edge, true);
                }
                var slot = (Vector512<double>*)(shares + node->Slot);
                *slot += share;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector512<double> First(int child, int depth, Vector512<double>* down, Vector512<double> one, double* edge, bool add)
        {
            unchecked
            {
                var share = Vector512<double>.Zero;
                var constants = edge + 1;
                var end = down + points;
                if (child < 0)
                {
                    for (; down < end; down++, constants += 4)
                    {
                        var leaf = *down * Either(one, constants[0], constants[1]);
                        share = Vector512.FusedMultiplyAdd(leaf, Either(one, constants[2], constants[3]), share);
                        down[_up] = add ? down[_up] + leaf : leaf;
                    }
                    return share;
                }
                for (var own = down; own < end; own++, constants += 4) own[points] = *own * Either(one, constants[0], constants[1]);
                *Satisfied(depth) = one;
                Visit(child, depth + 1);
                one = *Satisfied(depth);
                constants = edge + 1;
                for (; down < end; down++, constants += 4)
                {
                    var sum = down[_up + points];
                    share = Vector512.FusedMultiplyAdd(sum, Either(one, constants[2], constants[3]), share);
                    down[_up] = add ? down[_up] + sum : sum;
                }
                return share;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector512<double> Again(
            int child, int depth, Vector512<double>* down, Vector512<double> before, Vector512<double> one, double* edge, bool add)
        {
            unchecked
            {
                var share = Vector512<double>.Zero;
                var constants = edge + 1;
                var end = down + points;
                for (var own = down; own < end; own++, constants += 4)
                    own[points] = *own * Vector512.ConditionalSelect(before, Either(one, constants[0], constants[1]), Vector512.Create(*edge));
                if (child >= 0)
                {
                    *Satisfied(depth) = one;
                    Visit(child, depth + 1);
                }
                constants = edge + 1;
                for (; down < end; down++, constants += 4)
                {
                    var sum = down[child < 0 ? points : _up + points];
                    share = Vector512.FusedMultiplyAdd(sum, before & Either(one, constants[2], constants[3]), share);
                    down[_up] = add ? down[_up] + sum : sum;
                }
                return share;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<double> Either(Vector512<double> one, double yes, double no) =>
            Vector512.ConditionalSelect(one, Vector512.Create(yes), Vector512.Create(no));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<double> Widened(Vector256<int> mask)
        {
            var (lower, upper) = Vector256.Widen(mask);
            return Vector512.Create(lower, upper).AsDouble();
        }
    }
}
