using Tidewaiter.Declarations;
using Tidewaiter.Risk;

namespace Tidewaiter.Selection.Candidates;

/// <summary>Remembers what has been scored and waits for a choice. The newest score counts until the choice is made.</summary>
internal sealed class RememberCandidates(Store store, IDeclarations declarations) : IFactHandler<DeclarationScored>
{
    private const string Cancellation = "1";

    private static readonly SqlFolder Sql = SqlFolder.Of<SelectionModule>();

    public async Task Handle(IReadOnlyList<DeclarationScored> facts, CancellationToken cancellation)
    {
        var known = (await declarations.Find([.. facts.Select(fact => fact.Declaration).Distinct()])).ToDictionary(declaration => declaration.Id);
        await store.InTransaction(async transaction =>
        {
            foreach (var fact in facts)
                if (known.TryGetValue(fact.Declaration, out var declaration))
                    await Remember(transaction, declaration, fact);
        }, cancellation);
    }

    private static Task Remember(StoreTransaction transaction, Declaration declaration, DeclarationScored scored) =>
        declaration.FunctionCode == Cancellation
            ? transaction.Run(Sql["Candidates/WithdrawCandidate"], ("declaration", declaration.Id.Text))
            : transaction.Run(Sql["Candidates/UpsertCandidate"],
                ("declaration", declaration.Id.Text), ("office_id", OfficeDay.OfficeOf(declaration)), ("day", OfficeDay.Text(OfficeDay.Of(declaration))),
                ("lodged_at", declaration.LodgedAt), ("score", scored.Score),
                ("expected_revenue_e4", scored.ExpectedRevenue is { } revenue ? Exact.ToE4(revenue) : null),
                ("model", scored.Model), ("scored_at", scored.ScoredAt));
}
