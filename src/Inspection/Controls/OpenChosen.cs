using Tidewaiter.Declarations;
using Tidewaiter.Inspection.Worklist;
using Tidewaiter.Selection;

namespace Tidewaiter.Inspection.Controls;

/// <summary>Opens a control for each declaration in a controlled lane and brings every chosen one onto the worklist.</summary>
internal sealed class OpenChosen(Store store, IDeclarations declarations) : IFactHandler<DeclarationChosen>
{
    private static readonly SqlFolder Sql = SqlFolder.Of<InspectionModule>();

    private static readonly string[] Columns =
        ["batch", .. WorkGoods.Columns, "score", "lane", "reason", "probability", "chosen_at", "status", "control"];

    public async Task Handle(IReadOnlyList<DeclarationChosen> facts, CancellationToken cancellation)
    {
        // The first choice of a declaration is the one that opened its control.
        var choices = facts.Select(fact => fact.Choice).DistinctBy(choice => choice.Declaration).ToDictionary(choice => choice.Declaration);
        var known = await declarations.Find([.. choices.Keys]);
        var batch = Guid.NewGuid().ToString("N");
        await store.InTransaction(async transaction =>
        {
            await transaction.Append("inspection_arriving", Columns, known.Select(declaration => Values(batch, declaration, choices[declaration.Id])));
            await transaction.Run(Sql["Controls/OpenArriving"], ("batch", batch), ("opened_by", Officer.Platform.Id));
            await transaction.Run(Sql["Controls/MergeChosen"], ("batch", batch));
            await transaction.Run(Sql["Worklist/ClearArriving"], ("batch", batch));
        }, cancellation);
    }

    private static object?[] Values(string batch, Declaration declaration, Choice choice)
    {
        var control = choice.Lane is Lane.Red or Lane.Yellow ? ControlIds.OfChoice(choice.Declaration) : null;
        return
        [
            batch, .. WorkGoods.Values(declaration, choice.OfficeId, choice.Day),
            choice.Score, SelectionCodes.Of(choice.Lane), SelectionCodes.Of(choice.Reason), choice.Probability, choice.ChosenAt,
            control is null ? WorkStatus.None : WorkStatus.Open, control,
        ];
    }
}
