using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Tidewaiter.Risk;

/// <summary>A flat table from a hashed key to a small struct: linear probing, one array of keys and one of entries.</summary>
internal sealed class KeyTable<T> where T : unmanaged
{
    private static T _none;

    private ulong[] _keys;
    private T[] _entries;
    private int _shift;

    public KeyTable(int capacity = 1024)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity));
        _keys = new ulong[size];
        _entries = new T[size];
        _shift = 64 - System.Numerics.BitOperations.Log2((uint)size);
    }

    /// <summary>How many keys it holds.</summary>
    public int Count { get; private set; }

    /// <summary>The entry of the key, or a default one that must not be written to.</summary>
    public ref readonly T Find(ulong key)
    {
        var slot = Slot(key);
        return ref _keys[slot] == key ? ref _entries[slot] : ref _none;
    }

    /// <summary>Lets the processor fetch the key's place, which is going to be asked for.</summary>
    public unsafe void Expect(ulong key)
    {
        if (!Sse.IsSupported) return;
        var slot = (int)(key >> _shift) & _keys.Length - 1;
        Sse.Prefetch0(Unsafe.AsPointer(ref _keys[slot]));
        var entry = (byte*)Unsafe.AsPointer(ref _entries[slot]);
        for (var line = 0; line < sizeof(T); line += 64) Sse.Prefetch0(entry + line);
    }

    /// <summary>The entry of the key, made when it is not there. The reference holds until the next call.</summary>
    public ref T At(ulong key)
    {
        if (key == 0) throw new ArgumentOutOfRangeException(nameof(key), "Zero is no key.");
        var slot = Slot(key);
        if (_keys[slot] == key) return ref _entries[slot];
        if (Count >= _keys.Length / 10 * 7)
        {
            Grow();
            slot = Slot(key);
        }
        _keys[slot] = key;
        Count++;
        return ref _entries[slot];
    }

    /// <summary>Runs over all entries, in no order that means anything.</summary>
    public void ForEach(EntryAction action)
    {
        for (var slot = 0; slot < _keys.Length; slot++)
            if (_keys[slot] != 0) action(_keys[slot], ref _entries[slot]);
    }

    /// <summary>Writes all keys and entries, or those of a share, by key, so that equal tables give equal bytes.</summary>
    public void Write(Stream stream, KeyShare? share = null)
    {
        var written = share is { } part ? _keys.Count(key => key != 0 && part.Has(key)) : Count;
        Span<byte> count = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(count, written);
        stream.Write(count);
        var keys = new ulong[written];
        var entries = new T[written];
        var place = 0;
        for (var slot = 0; slot < _keys.Length; slot++)
        {
            if (_keys[slot] == 0 || share is { } wanted && !wanted.Has(_keys[slot])) continue;
            keys[place] = _keys[slot];
            entries[place++] = _entries[slot];
        }
        Array.Sort(keys, entries);
        stream.Write(MemoryMarshal.AsBytes(keys.AsSpan()));
        for (var at = 0; at < written; at += 4096)
            stream.Write(MemoryMarshal.AsBytes(entries.AsSpan(at, Math.Min(4096, written - at))));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The stream is shorter than it says, or holds a key twice.</exception>
    public static KeyTable<T> Read(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[4];
        stream.ReadExactly(bytes);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (count < 0 || count * (8L + Unsafe.SizeOf<T>()) > stream.Length - stream.Position) throw new InvalidDataException("A table is longer than its file.");
        var keys = new ulong[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(keys.AsSpan()));
        var table = new KeyTable<T>((int)Math.Min(1 << 30, count * 2L));
        Span<T> entry = stackalloc T[1];
        foreach (var key in keys)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(entry));
            if (key == 0 || table._keys[table.Slot(key)] == key) throw new InvalidDataException("A table holds a key twice.");
            table.At(key) = entry[0];
        }
        return table;
    }

    /// <summary>Takes in the entries of another table.</summary>
    /// <exception cref="InvalidDataException">Both hold a key.</exception>
    public void Join(KeyTable<T> other)
    {
        for (var slot = 0; slot < other._keys.Length; slot++)
        {
            var key = other._keys[slot];
            if (key == 0) continue;
            if (_keys[Slot(key)] == key) throw new InvalidDataException("Two shares hold the same key.");
            At(key) = other._entries[slot];
        }
    }

    public delegate void EntryAction(ulong key, ref T entry);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(ulong key)
    {
        var keys = _keys;
        var mask = keys.Length - 1;
        var slot = (int)(key >> _shift) & mask;
        while (keys[slot] != key && keys[slot] != 0) slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var (keys, entries) = (_keys, _entries);
        _keys = new ulong[keys.Length * 2];
        _entries = new T[keys.Length * 2];
        _shift--;
        for (var old = 0; old < keys.Length; old++)
        {
            if (keys[old] == 0) continue;
            var slot = Slot(keys[old]);
            _keys[slot] = keys[old];
            _entries[slot] = entries[old];
        }
    }
}
