namespace Tidewaiter.Selection.Learning;

/// <summary>Keeps what the looks came to. The newest record of a declaration stands.</summary>
internal sealed class KeepResults(Store store) : IFactHandler<ControlResultRecorded>
{
    private static readonly SqlFolder Sql = SqlFolder.Of<SelectionModule>();

    public Task Handle(IReadOnlyList<ControlResultRecorded> facts, CancellationToken cancellation) => store.InTransaction(async transaction =>
    {
        foreach (var fact in facts)
        {
            var chosen = await transaction.One(Sql["Learning/ChosenAt"], row => row.TimeOrNull("chosen_at"), ("declaration", fact.Declaration.Text));
            await transaction.Run(Sql["Learning/KeepResult"],
                ("declaration", fact.Declaration.Text), ("hit", fact.Items.Any(item => item.IsHit)),
                ("revenue_e4", Exact.ToE4(fact.Items.Sum(item => item.RevenueRecovered))), ("recorded_at", fact.RecordedAt),
                ("prohibited", fact.Items.Any(item => item.Kind == FindingKind.Prohibited)),
                ("hours", chosen is { } at ? (fact.RecordedAt - at).TotalHours : null));
        }
    }, cancellation);
}
