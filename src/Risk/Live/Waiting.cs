namespace Tidewaiter.Risk.Live;

/// <summary>
/// The declarations of the last days that have a score and no result yet, findable by what a result elsewhere may say
/// about them: the same importer, exporter or heading. The oldest make room for new ones.
/// </summary>
internal sealed class Waiting
{
    /// <summary>How many declarations are remembered at most.</summary>
    public const int Most = 20_000;

    /// <summary>How long a declaration is remembered at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    private readonly Dictionary<DeclarationId, One> _all = [];
    private readonly Dictionary<ulong, HashSet<DeclarationId>> _byKey = [];
    private readonly Queue<DeclarationId> _order = new();

    /// <summary>A declaration in waiting.</summary>
    /// <param name="Items">Its items' figures.</param>
    /// <param name="Rows">Their features as of lodgement.</param>
    /// <param name="Place">The place of its lodgement in the log.</param>
    public sealed record One(ItemFigures[] Items, float[][] Rows, long Place)
    {
        public DeclarationId Id => Items[0].Declaration.Id;

        public IEnumerable<ulong> Keys => Items.SelectMany(item => new[] { item.Importer, item.Exporter, item.Hs4 }).Where(key => key != 0).Distinct();
    }

    /// <summary>Remembers a declaration.</summary>
    public void Put(One one)
    {
        Remove(one.Id);
        _all[one.Id] = one;
        _order.Enqueue(one.Id);
        foreach (var key in one.Keys)
        {
            if (!_byKey.TryGetValue(key, out var ids)) _byKey[key] = ids = [];
            ids.Add(one.Id);
        }
        while (_all.Count > Most) Remove(_order.Dequeue());
    }

    /// <summary>Forgets a declaration: it has a result, or is too old.</summary>
    public void Remove(DeclarationId id)
    {
        if (!_all.Remove(id, out var one)) return;
        foreach (var key in one.Keys)
        {
            _byKey[key].Remove(id);
            if (_byKey[key].Count == 0) _byKey.Remove(key);
        }
    }

    /// <summary>The declaration, or null.</summary>
    public One? Find(DeclarationId id) => _all.GetValueOrDefault(id);

    /// <summary>Those about which a result on these items may say something, the newest first.</summary>
    public IReadOnlyList<One> Touched(IEnumerable<ItemFigures> items, DateTimeOffset now)
    {
        var ids = new HashSet<DeclarationId>();
        foreach (var item in items)
            foreach (var key in new[] { item.Importer, item.Exporter, item.Hs4 })
                if (key != 0 && _byKey.TryGetValue(key, out var found)) ids.UnionWith(found);
        var touched = ids.Select(id => _all[id]).OrderByDescending(one => one.Items[0].Declaration.LodgedAt).ToList();
        foreach (var old in touched.Where(one => now - one.Items[0].Declaration.LodgedAt > Longest)) Remove(old.Id);
        return [.. touched.Where(one => now - one.Items[0].Declaration.LodgedAt <= Longest)];
    }
}
