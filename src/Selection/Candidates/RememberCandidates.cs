using Tidewaiter.Declarations;
using Tidewaiter.Risk;

namespace Tidewaiter.Selection.Candidates;

/// <summary>Remembers what has been scored and waits for a choice. The newest score counts until the choice is made.</summary>
internal sealed class RememberCandidates(Store store, IDeclarations declarations) : IFactHandler<DeclarationScored>
{
    private const string Cancellation = "1";

    private static readonly SqlFolder Sql = SqlFolder.Of<SelectionModule>();

    private static readonly string[] Columns =
        ["batch", "declaration", "office_id", "day", "lodged_at", "score", "expected_revenue_e4", "model", "scored_at", "withdrawn", "learning"];

    public async Task Handle(IReadOnlyList<DeclarationScored> facts, CancellationToken cancellation)
    {
        var newest = DeclarationScored.NewestOf(facts);
        var known = await declarations.Find([.. newest.Keys]);
        var batch = Guid.NewGuid().ToString("N");
        await store.InTransaction(async transaction =>
        {
            await transaction.Append("selection_arriving", Columns, known.Select(declaration => Values(batch, declaration, newest[declaration.Id])));
            await transaction.Run(Sql["Candidates/MergeArriving"], ("batch", batch));
            await transaction.Run(Sql["Candidates/ClearArriving"], ("batch", batch));
        }, cancellation);
    }

    private static object?[] Values(string batch, Declaration declaration, DeclarationScored scored) =>
    [
        batch, declaration.Id.Text, OfficeDay.OfficeOf(declaration), OfficeDay.Text(OfficeDay.Of(declaration)), declaration.LodgedAt,
        scored.Score, scored.ExpectedRevenue is { } revenue ? Exact.ToE4(revenue) : null, scored.Model, scored.ScoredAt,
        declaration.FunctionCode == Cancellation, scored.Learning,
    ];
}
