using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tidewaiter.Risk;

/// <summary>
/// The memory as a file: magic, version, landmark, three tables sorted by key, then the SHA-256 of all before it.
/// Little-endian, the structs as they lie in memory.
/// </summary>
internal sealed partial class Profiles
{
    private const int Version = 2;
    private const int HeadLength = 16;

    private static ReadOnlySpan<byte> Magic => "TWPR"u8;

    /// <summary>Writes the memory. The same memory gives the same bytes.</summary>
    public void Write(Stream stream) => Write(stream, null);

    /// <summary>Writes one share of the memory, or all of it.</summary>
    public void Write(Stream stream, KeyShare? share)
    {
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            Span<byte> head = stackalloc byte[HeadLength];
            Magic.CopyTo(head);
            BinaryPrimitives.WriteInt32LittleEndian(head[4..], Version);
            BinaryPrimitives.WriteInt32LittleEndian(head[8..], Decay.LandmarkMinute);
            BinaryPrimitives.WriteInt32LittleEndian(head[12..], NewestResult);
            hashed.Write(head);
            _keys.Write(hashed, share);
            _usual.Write(hashed, share);
            _words.Write(hashed, share);
            _newcomers.Write(hashed, share);
            _suspicion.Write(hashed, share);
        }
        stream.Write(hash.Hash!);
    }

    /// <summary>Reads a memory that <see cref="Write"/> wrote, or says what is wrong with the file.</summary>
    public static Outcome<Profiles> Read(Stream stream)
    {
        if (stream.Length < HeadLength + SHA256.HashSizeInBytes) return Damaged("it is too short");
        var body = new byte[stream.Length - SHA256.HashSizeInBytes];
        stream.ReadExactly(body);
        Span<byte> said = stackalloc byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(said);
        if (!body.AsSpan(0, 4).SequenceEqual(Magic)) return Damaged("it does not begin as one");
        var version = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(4));
        if (version != Version) return Refusal.Invalid("profiles", $"The profiles are of version {version}; this program reads version {Version}. Train anew.");
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(said)) return Damaged("its checksum does not agree");
        try
        {
            using var memory = new MemoryStream(body) { Position = HeadLength };
            return new Profiles
            {
                Decay = new Decay(BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(8))),
                NewestResult = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(12)),
                _keys = KeyTable<KeyStats>.Read(memory),
                _usual = KeyTable<UsualStats>.Read(memory),
                _words = KeyTable<WordStats>.Read(memory),
                _newcomers = KeyTable<NewcomerStats>.Read(memory),
                _suspicion = KeyTable<Share>.Read(memory),
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            return Damaged(exception.Message);
        }
    }

    /// <summary>The memory whose shares these are, or what is wrong with them.</summary>
    public static Outcome<Profiles> Join(IReadOnlyList<Profiles> shares)
    {
        var whole = new Profiles { Decay = shares[0].Decay, NewestResult = shares[0].NewestResult };
        if (shares.Any(share => share.Decay != whole.Decay || share.NewestResult != whole.NewestResult)) return Damaged("its shares are not of one moment");
        try
        {
            foreach (var share in shares)
            {
                whole._keys.Join(share._keys);
                whole._usual.Join(share._usual);
                whole._words.Join(share._words);
                whole._newcomers.Join(share._newcomers);
                whole._suspicion.Join(share._suspicion);
            }
            return whole;
        }
        catch (InvalidDataException exception)
        {
            return Damaged(exception.Message);
        }
    }

    private static Refusal Damaged(string how) => Refusal.Invalid("profiles", $"The profiles file is damaged: {how}. Train the model anew or restore the file.");
}
