using Tidewaiter.Risk;

namespace Tidewaiter.Selection.Candidates;

/// <summary>Which declarations chance chose for control.</summary>
internal sealed class RandomDraws(Store store) : IRandomDraws
{
    private static readonly SqlFolder Sql = SqlFolder.Of<SelectionModule>();

    public async Task<IReadOnlyCollection<DeclarationId>> DrawnSince(DateTimeOffset from, CancellationToken cancellation = default) =>
        await store.Query(Sql["Candidates/DrawnSince"], row => DeclarationId.Of(row.Text("declaration")), ("from", from));
}
