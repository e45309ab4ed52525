using System.Runtime.InteropServices;

namespace Tidewaiter.Risk;

/// <summary>
/// A sum of trees, scored and explained by our own evaluator. Equal to LightGBM's prediction and contributions, which
/// tests hold it against. Safe for many readers at once.
/// </summary>
internal sealed class Ensemble
{
    private readonly TreeSum _sum;
    private readonly Lanes _lanes;
    private readonly TreeShares[] _shares;

    /// <summary>The trees, with each feature's share going to its slot.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="slotOf">For each feature, where its share is added up; several features may share a slot.</param>
    public Ensemble(IReadOnlyList<Tree> trees, int[] slotOf)
    {
        _sum = new TreeSum(trees);
        _lanes = new Lanes(trees);
        _shares = [.. trees.Where(tree => tree.Feature.Length > 0).Select(tree => new TreeShares(tree, _lanes, slotOf))];
        Slots = slotOf.Length == 0 ? 0 : slotOf.Max() + 1;
        Base = trees.Sum(tree => tree.Expected);
    }

    /// <summary>What the sum is before anything is known of a row.</summary>
    public double Base { get; }

    /// <summary>How many slots there are.</summary>
    public int Slots { get; }

    /// <summary>The sum of the leaves that the row falls into.</summary>
    public double Score(ReadOnlySpan<float> row) => _sum.Score(row);

    /// <summary>The same for rows: <see cref="TreeSum.Score(ReadOnlySpan{float}, int, Span{double}, ScorePath?)"/>.</summary>
    public void Score(ReadOnlySpan<float> rows, int columns, Span<double> sums, ScorePath? path = null) => _sum.Score(rows, columns, sums, path);

    /// <summary>The shares of several rows: base + the sum of a row's shares = its score.</summary>
    /// <param name="rows">Rows of features, one after the other.</param>
    /// <param name="columns">Features a row.</param>
    /// <param name="shares">Rows x slots; set, not added to.</param>
    public unsafe void Explain(ReadOnlySpan<float> rows, int columns, Span<double> shares)
    {
        var count = rows.Length / columns;
        var groups = Lanes.Groups(count);
        var slots = Slots * Lanes.Wide;
        var work = _shares.Length == 0 ? 0 : _shares.Max(tree => tree.WorkSize);
        var turned = new int[groups * _lanes.GroupSize];
        _lanes.Turn(rows, columns, turned);
        var sums = (double*)NativeMemory.AlignedAlloc((nuint)((groups * slots + work) * sizeof(double)), 64);
        try
        {
            new Span<double>(sums, groups * slots).Clear();
            // A tree at a time over all rows, so that what is known of it stays near the processor.
            fixed (int* from = turned)
                foreach (var tree in _shares)
                    for (var group = 0; group < groups; group++)
                        tree.Add(from + group * _lanes.GroupSize, sums + group * slots, sums + groups * slots);
            for (var row = 0; row < count; row++)
            {
                var own = sums + row / Lanes.Wide * slots + row % Lanes.Wide;
                for (var slot = 0; slot < Slots; slot++) shares[row * Slots + slot] = own[slot * Lanes.Wide];
            }
        }
        finally
        {
            NativeMemory.AlignedFree(sums);
        }
    }
}
