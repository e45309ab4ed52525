using System.IO.Compression;

namespace Tidewaiter.Risk.Live;

/// <summary>
/// One share of the memory's keys, as it stood at a place in the log, in the store. Packed; its checksum is part of it.
/// </summary>
internal static class SnapshotShare
{
    private static readonly SqlFolder Sql = SqlFolder.Of<RiskModule>();

    /// <summary>
    /// The build of this module. Another build may remember other things from the same log, so it does not take this
    /// one's snapshots.
    /// </summary>
    public static string Build { get; } = typeof(SnapshotShare).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    /// <summary>The share of a memory, packed.</summary>
    public static byte[] Pack(Profiles profiles, KeyShare share)
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) profiles.Write(packing, share);
        return packed.ToArray();
    }

    /// <summary>What was packed, or what is wrong with it.</summary>
    public static Outcome<Profiles> Unpack(byte[] packed)
    {
        try
        {
            using var unpacked = new MemoryStream();
            using (var unpacking = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress)) unpacking.CopyTo(unpacked);
            unpacked.Position = 0;
            return Profiles.Read(unpacked);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException or IOException)
        {
            return Refusal.Invalid("snapshot", $"The snapshot is damaged: {damaged.Message}");
        }
    }

    /// <summary>Keeps the share.</summary>
    public static Task Keep(Store store, long place, int share, byte[] packed) => store.InTransaction(transaction => transaction.Run(
        Sql["Live/Snapshots/InsertShare"], ("place", place), ("share", (long)share), ("build", Build), ("body", Convert.ToBase64String(packed))));

    /// <summary>The share as it was kept, or null.</summary>
    public static async Task<byte[]?> Find(Store store, long place, int share)
    {
        var body = await store.One(Sql["Live/Snapshots/FindShare"], row => row.Text("body"), ("place", place), ("share", (long)share), ("build", Build));
        var packed = new byte[(body?.Length ?? 0) / 4 * 3];
        return body is not null && Convert.TryFromBase64String(body, packed, out var length) ? packed[..length] : null;
    }
}
