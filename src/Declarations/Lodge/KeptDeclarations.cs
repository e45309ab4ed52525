using System.Data.Common;
using System.Runtime.CompilerServices;
using Tidewaiter.Declarations.Read.Json;

namespace Tidewaiter.Declarations.Lodge;

/// <summary>Declarations in the store. Every version stays; the newest is the one that nothing supersedes.</summary>
internal sealed class KeptDeclarations(Store store, Facts facts, TimeProvider clock) : IDeclarations
{
    private const int Chunk = 100;
    private const int Tries = 5;
    private static readonly SqlFolder Sql = SqlFolder.Of<DeclarationsModule>();

    private static readonly string[] Columns =
        ["id", "version", "lodged_at", "office_id", "function_code", "content_hash", "document", "lodged_by", "received_at", "superseded_at"];

    public async Task<IReadOnlyList<Outcome<Lodgement>>> Lodge(IReadOnlyList<Declaration> declarations, Officer lodger, CancellationToken cancellation = default)
    {
        if (declarations.Count == 0) return [];
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await store.InTransaction(transaction => Keep(transaction, declarations, lodger), cancellation);
            }
            catch (DbException race) when (IsRace(race) && tried < Tries)
            {
                // Another lodger kept the same number between our look and our write; the next look sees it.
            }
        }
    }

    public Task<Declaration?> Find(DeclarationId id) =>
        store.One(Sql["Lodge/FindNewest"], row => CanonicalJson.Read(row.Text("document")), ("id", id.Text));

    public async Task<IReadOnlyList<Declaration>> Find(IReadOnlyList<DeclarationId> ids)
    {
        var found = new Dictionary<string, Declaration>();
        foreach (var chunk in ids.Select(id => id.Text).Distinct().Chunk(Chunk))
            foreach (var declaration in await store.Query(Sql["Lodge/NewestOf"], row => CanonicalJson.Read(row.Text("document")), Ids(chunk)))
                found[declaration.Id.Text] = declaration;
        return [.. ids.Where(id => found.ContainsKey(id.Text)).Select(id => found[id.Text])];
    }

    public async Task<IReadOnlyDictionary<(DeclarationId Id, int Version), Declaration>> FindVersions(IReadOnlyCollection<(DeclarationId Id, int Version)> versions)
    {
        var found = new Dictionary<(DeclarationId Id, int Version), Declaration>();
        var wanted = versions.ToHashSet();
        foreach (var chunk in wanted.Select(one => one.Id.Text).Distinct().Chunk(Chunk))
        {
            var rows = await store.Query(Sql["Lodge/AllOf"], row => ((Id: DeclarationId.Of(row.Text("id")), Version: (int)row.Whole("version")), Document: row.Text("document")), Ids(chunk));
            foreach (var (version, document) in rows)
                if (wanted.Contains(version)) found[version] = CanonicalJson.Read(document);
        }
        return found;
    }

    public async IAsyncEnumerable<Declaration> LodgedBetween(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var document in store.Stream(Sql["Lodge/LodgedBetween"], row => row.Text("document"), [("from", from), ("to", to)], cancellation))
            yield return CanonicalJson.Read(document);
    }

    private async Task<IReadOnlyList<Outcome<Lodgement>>> Keep(StoreTransaction transaction, IReadOnlyList<Declaration> declarations, Officer lodger)
    {
        var ledger = new LodgeLedger(await Versions(transaction, declarations), await Cancelled(transaction, declarations));
        var outcomes = declarations.Select(ledger.Take).ToList();
        if (ledger.Kept.Count == 0) return outcomes;
        var now = clock.GetUtcNow();
        foreach (var kept in ledger.Kept.Where(kept => kept.Version > 1 && kept.IsNewest))
            await transaction.Run(Sql["Lodge/Supersede"], ("id", kept.Id), ("version", kept.Version), ("now", now));
        await transaction.Append("declarations_declaration", Columns, ledger.Kept.Select(kept => new object?[]
        {
            kept.Id, kept.Version, kept.Declaration.LodgedAt, kept.Declaration.OfficeId, kept.Declaration.FunctionCode, kept.Hash, kept.Document, lodger.Id, now,
            kept.IsNewest ? null : now,
        }));
        await facts.Publish(transaction, [.. ledger.Kept.Select(kept => new DeclarationLodged(kept.Declaration.Id, (int)kept.Version, kept.Declaration.LodgedAt))]);
        return outcomes;
    }

    private static async Task<Dictionary<string, Known>> Versions(StoreTransaction transaction, IReadOnlyList<Declaration> declarations)
    {
        var known = new Dictionary<string, Known>();
        foreach (var chunk in declarations.Select(declaration => declaration.Id.Text).Distinct().Chunk(Chunk))
        {
            var rows = await transaction.Query(Sql["Lodge/VersionsOf"],
                row => (Id: row.Text("id"), Version: row.Whole("version"), Hash: row.Text("content_hash"), FunctionCode: row.TextOrNull("function_code")), Ids(chunk));
            foreach (var row in rows)
            {
                if (!known.TryGetValue(row.Id, out var of)) known.Add(row.Id, of = new Known());
                of.Add(row.Version, row.Hash, row.FunctionCode);
            }
        }
        return known;
    }

    private static async Task<Dictionary<string, string>> Cancelled(StoreTransaction transaction, IReadOnlyList<Declaration> declarations)
    {
        var documents = new Dictionary<string, string>();
        foreach (var declaration in declarations.Where(LodgeLedger.IsBareCancellation))
            if (await transaction.One(Sql["Lodge/FindNewest"], row => row.Text("document"), ("id", declaration.Id.Text)) is { } document)
                documents[declaration.Id.Text] = document;
        return documents;
    }

    // One text of a fixed number of places for both engines; the last id fills what is left over.
    private static (string, object?)[] Ids(string[] ids)
    {
        var parameters = new (string, object?)[Chunk];
        for (var i = 0; i < Chunk; i++) parameters[i] = (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"i{i}"), ids[Math.Min(i, ids.Length - 1)]);
        return parameters;
    }

    // SQLSTATE 23505 is a unique violation, 40001 a serialization failure.
    private static bool IsRace(DbException exception) => exception.SqlState is "23505" or "40001" or "40P01";
}
