using System.Text.Json;
using Tidewaiter.Declarations;
using Tidewaiter.Risk;
using Tidewaiter.Selection;

namespace Tidewaiter.Inspection.Worklist;

/// <summary>Keeps the newest score and its strongest reason on the worklist, before and after the lane is chosen.</summary>
internal sealed class KeepScores(Store store, IDeclarations declarations) : IFactHandler<DeclarationScored>
{
    private const string Cancellation = "1";

    private static readonly SqlFolder Sql = SqlFolder.Of<InspectionModule>();

    public async Task Handle(IReadOnlyList<DeclarationScored> facts, CancellationToken cancellation)
    {
        var known = (await declarations.Find([.. facts.Select(fact => fact.Declaration).Distinct()])).ToDictionary(declaration => declaration.Id);
        await store.InTransaction(async transaction =>
        {
            foreach (var fact in facts)
                if (known.TryGetValue(fact.Declaration, out var declaration))
                    await transaction.Run(Sql["Worklist/UpsertScored"],
                        [.. WorkGoods.Values(declaration, OfficeDay.OfficeOf(declaration), OfficeDay.Of(declaration)), .. Values(fact, declaration)]);
        }, cancellation);
    }

    private static (string, object?)[] Values(DeclarationScored scored, Declaration declaration) =>
    [
        ("score", scored.Score), ("expected_revenue_e4", scored.ExpectedRevenue is { } revenue ? Exact.ToE4(revenue) : null),
        ("model", scored.Model), ("scored_at", scored.ScoredAt),
        ("top_reason", scored.TopReason is { } reason ? JsonSerializer.Serialize(reason, Facts.Json) : null),
        ("status", declaration.FunctionCode == Cancellation ? WorkStatus.None : WorkStatus.Waiting),
    ];
}

/// <summary>How far the work on a declaration is; also the end of its key in the texts: <c>inspection.status.open</c>.</summary>
internal static class WorkStatus
{
    /// <summary>Scored, no lane yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>A control is to be made.</summary>
    public const string Open = "open";

    /// <summary>A control has its result.</summary>
    public const string Done = "done";

    /// <summary>Nothing to do.</summary>
    public const string None = "none";
}
