using Tidewaiter.Declarations;
using Tidewaiter.Inspection.Assign;
using Tidewaiter.Inspection.Worklist;
using Tidewaiter.Selection;

namespace Tidewaiter.Inspection.Controls;

/// <summary>Opens a control for each declaration in a controlled lane, brings every chosen one onto the worklist, and shares the controls out.</summary>
internal sealed class OpenChosen(Store store, IDeclarations declarations, Assignment assignment) : IFactHandler<DeclarationChosen>
{
    private static readonly SqlFolder Sql = SqlFolder.Of<InspectionModule>();

    private static readonly string[] Columns =
        ["batch", .. WorkGoods.Columns, "score", "lane", "reason", "probability", "chosen_at", "status", "control", "weight"];

    public async Task Handle(IReadOnlyList<DeclarationChosen> facts, CancellationToken cancellation)
    {
        // The first choice of a declaration is the one that opened its control; later ones brought it into another lane.
        var choices = facts.Select(fact => fact.Choice).Where(choice => choice.Revision == 1).DistinctBy(choice => choice.Declaration).ToDictionary(choice => choice.Declaration);
        var known = await declarations.Find([.. choices.Keys]);
        var batch = Guid.NewGuid().ToString("N");
        await store.InTransaction(async transaction =>
        {
            await transaction.Append("inspection_arriving", Columns, known.Select(declaration => Values(batch, declaration, choices[declaration.Id])));
            await transaction.Run(Sql["Controls/OpenArriving"], ("batch", batch), ("opened_by", Officer.Platform.Id));
            await transaction.Run(Sql["Controls/MergeChosen"], ("batch", batch));
            await transaction.Run(Sql["Worklist/ClearArriving"], ("batch", batch));
            foreach (var later in facts.Select(fact => fact.Choice).Where(choice => choice.Revision > 1)) await Reroute(transaction, later);
            foreach (var office in facts.Select(fact => fact.Choice.OfficeId).Distinct()) await assignment.ShareOut(transaction, office, Officer.Platform);
        }, cancellation);
    }

    private static async Task Reroute(StoreTransaction transaction, Choice choice)
    {
        var id = choice.Lane is Lane.Red or Lane.Yellow ? ControlIds.OfReroute(choice.Declaration, choice.Revision) : "";
        if (id.Length > 0)
            await transaction.Run(Sql["Controls/InsertControl"],
                ("id", id), ("declaration", choice.Declaration.Text), ("number", 1000L + choice.Revision), ("lane", SelectionCodes.Of(choice.Lane)), ("reason", SelectionCodes.Of(choice.Reason)),
                ("office_id", choice.OfficeId), ("day", OfficeDay.Text(choice.Day)), ("opened_at", choice.ChosenAt), ("opened_by", Officer.Platform.Id), ("weight", choice.Weight));
        await transaction.Run(Sql["Controls/WithdrawControls"], ("declaration", choice.Declaration.Text), ("id", id));
        await transaction.Run(Sql["Controls/RerouteWork"], ("declaration", choice.Declaration.Text), ("lane", SelectionCodes.Of(choice.Lane)), ("reason", SelectionCodes.Of(choice.Reason)),
            ("chosen_at", choice.ChosenAt), ("status", id.Length > 0 ? WorkStatus.Open : WorkStatus.None), ("control", id.Length > 0 ? id : null));
    }

    private static object?[] Values(string batch, Declaration declaration, Choice choice)
    {
        var control = choice.Lane is Lane.Red or Lane.Yellow ? ControlIds.OfChoice(choice.Declaration) : null;
        return
        [
            batch, .. WorkGoods.Values(declaration, choice.OfficeId, choice.Day),
            choice.Score, SelectionCodes.Of(choice.Lane), SelectionCodes.Of(choice.Reason), choice.Probability, choice.ChosenAt,
            control is null ? WorkStatus.None : WorkStatus.Open, control, choice.Weight,
        ];
    }
}
