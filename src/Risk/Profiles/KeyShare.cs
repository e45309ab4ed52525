namespace Tidewaiter.Risk;

/// <summary>One of equal ranges of all hashed keys.</summary>
/// <param name="Number">Which, from 0.</param>
/// <param name="Of">How many there are.</param>
internal readonly record struct KeyShare(int Number, int Of)
{
    /// <summary>Whether the key falls into the share. Each key falls into exactly one.</summary>
    public bool Has(ulong key) => Math.BigMul(key, (ulong)Of, out _) == (ulong)Number;
}
