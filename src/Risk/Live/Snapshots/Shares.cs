namespace Tidewaiter.Risk.Live;

/// <summary>Who holds the shares of the memory's snapshots.</summary>
internal interface IShares
{
    /// <summary>Keeps a share.</summary>
    Task Keep(long place, int share, byte[] packed);

    /// <summary>Gives the share back, or null when it is not there.</summary>
    Task<byte[]?> Find(long place, int share);
}

/// <summary>The store alone: for a house without a silo, and for replays.</summary>
internal sealed class StoredShares(Store store) : IShares
{
    public Task Keep(long place, int share, byte[] packed) => SnapshotShare.Keep(store, place, share, packed);

    public Task<byte[]?> Find(long place, int share) => SnapshotShare.Find(store, place, share);
}

/// <summary>One share of the memory's keys: holds it as it last stood, and keeps it.</summary>
[Alias("risk.share")]
internal interface IRiskShare : IGrainWithIntegerKey
{
    Task Keep(long place, byte[] packed);

    Task<byte[]?> Find(long place);
}

/// <summary>Hosts a share; where the grain is lost the store has it.</summary>
internal sealed class RiskShareGrain(Store store) : Grain, IRiskShare
{
    private (long Place, byte[] Packed)? _held;

    public async Task Keep(long place, byte[] packed)
    {
        await SnapshotShare.Keep(store, place, (int)this.GetPrimaryKeyLong(), packed);
        _held = (place, packed);
    }

    public async Task<byte[]?> Find(long place) =>
        _held is { } held && held.Place == place ? held.Packed : await SnapshotShare.Find(store, place, (int)this.GetPrimaryKeyLong());
}

/// <summary>The shares in the cluster, a grain each.</summary>
internal sealed class GrainShares(IGrainFactory grains) : IShares
{
    public Task Keep(long place, int share, byte[] packed) => grains.GetGrain<IRiskShare>(share).Keep(place, packed);

    public Task<byte[]?> Find(long place, int share) => grains.GetGrain<IRiskShare>(share).Find(place);
}
