using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Tidewaiter.Risk;

/// <summary>
/// The shares that the leaves of one branch give, for every way in which the nodes on their paths can decide. What a
/// leaf gives depends on nothing else (the thought of FastTreeSHAP v2: Yang, arXiv 2109.09847, carried from one leaf to a
/// branch), so a row packs its decisions into an index and adds one line of the table.
/// </summary>
internal sealed class ShareTable
{
    /// <summary>A table has at most 2 to this many lines; a path that is longer has a branch of one leaf to itself.</summary>
    private const int MostNodes = 9;

    /// <summary>Paths longer than this are not tabled, which our own models never need.</summary>
    private const int MostTabled = 16;

    private readonly ulong _nodes;
    private readonly int[] _slots;
    private readonly double[]? _lines;
    private readonly LeafPath[] _paths;
    private readonly int[][] _slotsOfPath;

    private ShareTable(LeafPath[] paths, ulong nodes, int[] slotOf)
    {
        _nodes = nodes;
        _paths = paths;
        _slots = [.. paths.SelectMany(path => path.Features).Select(feature => slotOf[feature]).Distinct().Order()];
        var columns = _slots.Index().ToDictionary(slot => slot.Item, slot => slot.Index);
        _slotsOfPath = [.. paths.Select(path => path.Features.Select(feature => columns[slotOf[feature]]).ToArray())];
        if (BitOperations.PopCount(nodes) > MostTabled) return;
        _lines = new double[_slots.Length << BitOperations.PopCount(nodes)];
        Fill(_lines);
    }

    /// <summary>The tables that together hold all leaves of a tree.</summary>
    /// <param name="tree">A tree with splits.</param>
    /// <param name="slotOf">For each feature, where its share is added up.</param>
    public static ShareTable[] Of(Tree tree, int[] slotOf)
    {
        var paths = LeafPath.Of(tree).OrderBy(path => path.Leaf).ToArray();
        var tables = new List<ShareTable>();
        Branch(0);
        return [.. tables];

        void Branch(int node)
        {
            var leaves = Leaves(node).Select(leaf => paths[leaf]).ToArray();
            var nodes = leaves.Aggregate(0UL, (all, path) => all | path.Nodes);
            if (node < 0 || BitOperations.PopCount(nodes) <= MostNodes)
            {
                tables.Add(new ShareTable(leaves, nodes, slotOf));
                return;
            }
            Branch(tree.Left[node]);
            Branch(tree.Right[node]);
        }

        IEnumerable<int> Leaves(int node) => node < 0 ? [~node] : Leaves(tree.Left[node]).Concat(Leaves(tree.Right[node]));
    }

    /// <summary>Adds the shares of rows, given the decisions of the tree's nodes for each.</summary>
    public void AddTo(ReadOnlySpan<ulong> decisions, Span<double> shares, int slots)
    {
        if (_lines is null)
        {
            AddUntabled(decisions, shares, slots);
            return;
        }
        var (own, lines, nodes) = (_slots, _lines, _nodes);
        for (var row = 0; row < decisions.Length; row++)
        {
            var line = lines.AsSpan((int)Packed(decisions[row], nodes) * own.Length, own.Length);
            var to = shares.Slice(row * slots, slots);
            for (var column = 0; column < line.Length; column++) to[own[column]] += line[column];
        }
    }

    private void AddUntabled(ReadOnlySpan<ulong> decisions, Span<double> shares, int slots)
    {
        for (var row = 0; row < decisions.Length; row++)
            for (var path = 0; path < _paths.Length; path++)
            {
                var worked = _paths[path].Shares(_paths[path].Pattern(decisions[row]));
                for (var step = 0; step < worked.Length; step++) shares[row * slots + _slots[_slotsOfPath[path][step]]] += worked[step];
            }
    }

    private void Fill(double[] lines)
    {
        for (var path = 0; path < _paths.Length; path++)
        {
            var worked = new Dictionary<int, double[]>();
            for (var index = 0UL; index < 1UL << BitOperations.PopCount(_nodes); index++)
            {
                var pattern = _paths[path].Pattern(Unpacked(index, _nodes));
                if (!worked.TryGetValue(pattern, out var shares)) worked[pattern] = shares = _paths[path].Shares(pattern);
                for (var step = 0; step < shares.Length; step++) lines[(int)index * _slots.Length + _slotsOfPath[path][step]] += shares[step];
            }
        }
    }

    // The bits of the value under the mask, moved together (the processor's PEXT where it has one), and back.
    private static ulong Packed(ulong value, ulong mask)
    {
        if (Bmi2.X64.IsSupported) return Bmi2.X64.ParallelBitExtract(value, mask);
        var packed = 0UL;
        for (var place = 0; mask != 0; place++, mask &= mask - 1)
            packed |= (value >> BitOperations.TrailingZeroCount(mask) & 1) << place;
        return packed;
    }

    private static ulong Unpacked(ulong index, ulong mask)
    {
        var value = 0UL;
        for (; mask != 0; index >>= 1, mask &= mask - 1)
            value |= (index & 1) << BitOperations.TrailingZeroCount(mask);
        return value;
    }
}
