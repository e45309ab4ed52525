using Tidewaiter.Declarations;
using Tidewaiter.Inspection.Worklist;
using Tidewaiter.Selection;

namespace Tidewaiter.Inspection.Controls;

/// <summary>Opens a control for each declaration in a controlled lane and brings every chosen one onto the worklist.</summary>
internal sealed class OpenChosen(Store store, IDeclarations declarations) : IFactHandler<DeclarationChosen>
{
    private static readonly SqlFolder Sql = SqlFolder.Of<InspectionModule>();

    public async Task Handle(IReadOnlyList<DeclarationChosen> facts, CancellationToken cancellation)
    {
        var known = (await declarations.Find([.. facts.Select(fact => fact.Choice.Declaration).Distinct()])).ToDictionary(declaration => declaration.Id);
        await store.InTransaction(async transaction =>
        {
            foreach (var choice in facts.Select(fact => fact.Choice))
                if (known.TryGetValue(choice.Declaration, out var declaration))
                    await Open(transaction, choice, declaration);
        }, cancellation);
    }

    private static async Task Open(StoreTransaction transaction, Choice choice, Declaration declaration)
    {
        var control = choice.Lane is Lane.Red or Lane.Yellow ? ControlIds.OfChoice(choice.Declaration) : null;
        if (control is not null)
            await transaction.Run(Sql["Controls/InsertControl"],
                ("id", control), ("declaration", choice.Declaration.Text), ("number", 1L), ("lane", SelectionCodes.Of(choice.Lane)), ("reason", SelectionCodes.Of(choice.Reason)),
                ("office_id", choice.OfficeId), ("day", OfficeDay.Text(choice.Day)), ("opened_at", choice.ChosenAt), ("opened_by", Officer.Platform.Id));
        await transaction.Run(Sql["Worklist/UpsertChosen"],
        [
            .. WorkGoods.Values(declaration, choice.OfficeId, choice.Day),
            ("score", choice.Score), ("lane", SelectionCodes.Of(choice.Lane)), ("reason", SelectionCodes.Of(choice.Reason)), ("probability", choice.Probability),
            ("chosen_at", choice.ChosenAt), ("status", control is null ? WorkStatus.None : WorkStatus.Open), ("control", control),
        ]);
    }
}
