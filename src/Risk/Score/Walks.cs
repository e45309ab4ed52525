namespace Tidewaiter.Risk;

/// <summary>
/// Trees walked from node to node without vectors, for processors that have none: the next node is reckoned and not
/// branched to, and four rows walk side by side, so that one's waiting is another's work. A leaf leads to itself.
/// </summary>
internal sealed unsafe class Walks
{
    private readonly Step[] _steps;
    private readonly double[] _values;
    private readonly (int Root, int Least)[] _trees;

    public Walks(IReadOnlyList<Tree> trees, Lanes lanes)
    {
        var (steps, values, roots) = (new List<Step>(), new List<double>(), new List<(int, int)>());
        foreach (var tree in trees)
        {
            roots.Add((steps.Count, tree.LeastDepth));
            var waiting = new Queue<(int Child, int Place)>([(tree.Feature.Length == 0 ? ~0 : 0, steps.Count)]);
            Grow();
            while (waiting.TryDequeue(out var next))
            {
                var (child, place) = next;
                if (child < 0)
                {
                    steps[place] = new(0, int.MaxValue, 0, place);
                    values[place] = tree.LeafValue[~child];
                    continue;
                }
                var less = tree.DefaultLeft[child] ? 0 : 1; // as LeafMasks: one less turns the least number into the greatest
                steps[place] = new(lanes.Place(tree, child), Lanes.Key(tree.Threshold[child]) - less, less, steps.Count);
                waiting.Enqueue((tree.Left[child], steps.Count));
                waiting.Enqueue((tree.Right[child], steps.Count + 1));
                Grow();
                Grow();
            }
        }
        (_steps, _values, _trees) = ([.. steps], [.. values], [.. roots]);

        void Grow()
        {
            steps.Add(default);
            values.Add(0);
        }
    }

    /// <summary>Adds the trees one by one to the sums of groups of eight rows.</summary>
    /// <param name="turned">The groups.</param>
    /// <param name="size">Whole numbers a group.</param>
    /// <param name="sums">Eight a group; added to.</param>
    public void Add(ReadOnlySpan<int> turned, int size, Span<double> sums)
    {
        fixed (int* from = turned)
        fixed (double* to = sums)
        fixed (Step* steps = _steps)
        fixed (double* values = _values)
            for (var four = 0; four < sums.Length; four += 4)
                AddFour(from + (long)(four / Lanes.Wide) * size + four % Lanes.Wide, to + four, steps, values);
    }

    private void AddFour(int* turned, double* sums, Step* steps, double* values)
    {
        unchecked
        {
            foreach (var (root, least) in _trees)
            {
                int a = root, b = root, c = root, d = root;
                for (var depth = 0; depth < least; depth++)
                {
                    a = Next(steps + a, turned);
                    b = Next(steps + b, turned + 1);
                    c = Next(steps + c, turned + 2);
                    d = Next(steps + d, turned + 3);
                }
                int moved;
                do
                {
                    var (e, f, g, h) = (Next(steps + a, turned), Next(steps + b, turned + 1), Next(steps + c, turned + 2), Next(steps + d, turned + 3));
                    moved = a ^ e | b ^ f | c ^ g | d ^ h;
                    (a, b, c, d) = (e, f, g, h);
                }
                while (moved != 0);
                sums[0] += values[a];
                sums[1] += values[b];
                sums[2] += values[c];
                sums[3] += values[d];
            }
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    private static int Next(Step* step, int* turned) => unchecked(step->Left + (turned[step->Place] - step->Less > step->Limit ? 1 : 0));

    /// <summary>What to look at, the limit, what to take from the value first, and the left of two nodes that follow each other.</summary>
    private readonly record struct Step(int Place, int Limit, int Less, int Left);
}
