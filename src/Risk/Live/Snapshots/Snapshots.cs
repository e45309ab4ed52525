namespace Tidewaiter.Risk.Live;

/// <summary>
/// The memory as it stood at places in the log, so that it need not be learned from the beginning. Each is kept in
/// shares by the keys' hash, side by side, and counts once all its shares are there.
/// </summary>
internal sealed class Snapshots(Store store, IShares shares, TimeProvider clock)
{
    /// <summary>Into how many shares a snapshot falls.</summary>
    public const int Count = 16;

    /// <summary>How far the log grows at least from one snapshot to the next.</summary>
    public const long Apart = 10_000;

    private static readonly SqlFolder Sql = SqlFolder.Of<RiskModule>();

    /// <summary>
    /// Whether it is time for one: the log has grown by <see cref="Apart"/> and by a quarter, so that the work of keeping
    /// them grows no faster than the log.
    /// </summary>
    public static bool IsDue(long place, long last) => place - last >= Math.Max(Apart, last / 4);

    /// <summary>Keeps the memory, which has taken in what the log holds before the place.</summary>
    public async Task Keep(Profiles profiles, long place)
    {
        var packed = new byte[Count][];
        for (var share = 0; share < Count; share++) packed[share] = SnapshotShare.Pack(profiles, new KeyShare(share, Count));
        await Task.WhenAll(packed.Select((one, share) => shares.Keep(place, share, one)));
        await store.InTransaction(async transaction =>
        {
            await transaction.Run(Sql["Live/Snapshots/InsertWhole"],
                ("place", place), ("build", SnapshotShare.Build), ("shares", (long)Count), ("at", clock.GetUtcNow()));
            var kept = await transaction.Query(Sql["Live/Snapshots/AllWhole"], row => (Place: row.Whole("place"), Build: row.Text("build")));
            var stay = Thinned([.. kept.Where(one => one.Build == SnapshotShare.Build).Select(one => one.Place)]).ToHashSet();
            foreach (var one in kept.Where(one => one.Build != SnapshotShare.Build || !stay.Contains(one.Place)))
            {
                await transaction.Run(Sql["Live/Snapshots/DropWhole"], ("place", one.Place));
                await transaction.Run(Sql["Live/Snapshots/DropShares"], ("place", one.Place));
            }
        });
    }

    /// <summary>
    /// The newest memory that had taken in nothing from the place on. A snapshot with a damaged or missing share is passed
    /// over for the next older one.
    /// </summary>
    /// <returns>The memory and its place; an empty one at place 1 when no snapshot can be used.</returns>
    public async Task<(Profiles Profiles, long Place)> Before(long place)
    {
        var whole = await store.Query(Sql["Live/Snapshots/WholeBefore"], row => (Place: row.Whole("place"), Shares: (int)row.Whole("shares")),
            ("build", SnapshotShare.Build), ("place", place));
        foreach (var one in whole)
            if (await Read(one.Place, one.Shares) is { } profiles) return (profiles, one.Place);
        return (new Profiles(), 1);
    }

    /// <summary>The place of the newest snapshot of this build; 1 when there is none.</summary>
    public async Task<long> Newest() =>
        await store.One(Sql["Live/Snapshots/WholeBefore"], row => row.WholeOrNull("place"), ("build", SnapshotShare.Build), ("place", long.MaxValue)) ?? 1;

    /// <summary>Where the waiting lodgements begin: a memory that is to know them must not be newer than this.</summary>
    public static async Task<long> FirstRecent(Store store, DateTimeOffset since) =>
        await store.One(Sql["Live/Snapshots/FirstRecent"], row => row.WholeOrNull("seq"), ("since", since)) ?? long.MaxValue;

    /// <summary>
    /// Which places stay: the newest and the oldest, and between them so many that no gap is wider than a third of the way back
    /// to its far end. Few stay, and from everywhere in the log one is not far.
    /// </summary>
    /// <param name="places">The newest first.</param>
    public static IReadOnlyList<long> Thinned(IReadOnlyList<long> places)
    {
        var kept = new List<long>();
        for (var at = 0; at < places.Count; at++)
        {
            var isNeeded = at == 0 || at == places.Count - 1 || kept[^1] - places[at + 1] > (places[0] - places[at + 1]) / 3;
            if (isNeeded) kept.Add(places[at]);
        }
        return kept;
    }

    private async Task<Profiles?> Read(long place, int count)
    {
        var read = await Task.WhenAll(Enumerable.Range(0, count).Select(share => Task.Run(async () =>
            await shares.Find(place, share) is { } packed ? SnapshotShare.Unpack(packed) : Refusal.NotFound($"Share {share} is not there."))));
        if (Array.Exists(read, share => share.Refusal is not null)) return null;
        var joined = Profiles.Join([.. read.Select(share => share.Value)]);
        return joined.Refusal is null ? joined.Value : null;
    }
}
