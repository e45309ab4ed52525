using System.Security.Cryptography;
using Tidewaiter.Declarations.Read.Json;

namespace Tidewaiter.Declarations.Lodge;

/// <summary>What is known of a declaration: its newest version, and by content every version it ever had.</summary>
internal sealed class Known
{
    public Dictionary<string, long> VersionsByHash { get; } = [];

    public long Version { get; private set; }

    public string? FunctionCode { get; private set; }

    public void Add(long version, string hash, string? functionCode)
    {
        VersionsByHash.TryAdd(hash, version);
        (Version, FunctionCode) = (version, functionCode);
    }
}

/// <summary>A version to be kept.</summary>
internal sealed record Kept(string Id, long Version, string Hash, string Document, Declaration Declaration)
{
    /// <summary>Whether no later version came in the same batch.</summary>
    public bool IsNewest { get; set; } = true;
}

/// <summary>Decides, one after the other, what a batch does to what is known. Touches no store.</summary>
/// <param name="known">What is known by number; grows as the batch is taken.</param>
/// <param name="documents">The newest documents of declarations that the batch cancels without repeating their goods.</param>
internal sealed class LodgeLedger(Dictionary<string, Known> known, Dictionary<string, string> documents)
{
    private const string Cancellation = "1";
    private readonly Dictionary<string, Kept> _newest = [];

    /// <summary>What is to be written, in order.</summary>
    public List<Kept> Kept { get; } = [];

    /// <summary>Whether the declaration says only that an earlier one is cancelled.</summary>
    public static bool IsBareCancellation(Declaration declaration) => declaration is { FunctionCode: Cancellation, Items.Count: 0 };

    public Outcome<Lodgement> Take(Declaration declaration)
    {
        var id = declaration.Id.Text;
        var hash = HashOf(declaration);
        var before = known.GetValueOrDefault(id);
        if (before is not null && before.VersionsByHash.TryGetValue(hash, out var version)) return new Lodgement(declaration.Id, (int)version, Repeated: true);
        if (Refuse(declaration, before) is { } refusal) return refusal;
        if (IsBareCancellation(declaration)) declaration = Cancelled(declaration);

        var kept = new Kept(id, (before?.Version ?? 0) + 1, hash, CanonicalJson.Text(declaration), declaration);
        if (_newest.TryGetValue(id, out var earlier)) earlier.IsNewest = false;
        _newest[id] = kept;
        if (before is null) known.Add(id, before = new Known());
        before.Add(kept.Version, hash, declaration.FunctionCode);
        Kept.Add(kept);
        return new Lodgement(declaration.Id, (int)kept.Version, Repeated: false);
    }

    private static Refusal? Refuse(Declaration declaration, Known? before)
    {
        if (declaration.Items.Count == 0 && !IsBareCancellation(declaration)) return Refusal.Invalid("items", $"Declaration {declaration.Id} has no goods item.");
        if (before is null)
            return declaration.FunctionCode == Cancellation ? Refusal.Conflict($"There is no declaration {declaration.Id} to cancel.") : null;
        if (before.FunctionCode == Cancellation) return Refusal.Conflict($"Declaration {declaration.Id} has been cancelled.");
        return declaration.FunctionCode is Cancellation or "4" or "5"
            ? null
            : Refusal.Conflict($"Declaration {declaration.Id} has been lodged with other content. An amendment carries function code 4 or 5, a cancellation 1.");
    }

    // A cancellation that does not repeat the goods leaves them as they were.
    private Declaration Cancelled(Declaration cancellation)
    {
        var before = _newest.TryGetValue(cancellation.Id.Text, out var kept) ? kept.Document : documents[cancellation.Id.Text];
        return CanonicalJson.Read(before) with { FunctionCode = Cancellation, LodgedAt = cancellation.LodgedAt };
    }

    // A message sent again is the same message, though it may have been stamped with another moment on arrival.
    private static string HashOf(Declaration declaration) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(declaration with { LodgedAt = DateTimeOffset.UnixEpoch })));
}
