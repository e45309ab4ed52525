namespace Tidewaiter.Selection.Engine;

/// <summary>The three truths.</summary>
internal enum Tri : byte
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It holds.</summary>
    True,

    /// <summary>It cannot be said: a value is missing.</summary>
    Missing,
}
