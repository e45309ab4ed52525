using System.Text.Json;

namespace Tidewaiter.Risk.Live;

/// <summary>The scores of one declaration, with what they were read from.</summary>
/// <param name="Items">Item by item.</param>
/// <param name="Place">The memory had taken in what the log holds before this place, and nothing else.</param>
/// <param name="LodgedPlace">The place of the lodgement whose figures were read.</param>
internal sealed record PlacedScores(ItemScore[] Items, long Place, long LodgedPlace);

/// <summary>Scores that are to be kept as a revision.</summary>
internal sealed record RevisedScores(PlacedScores Scores, long Revision);

/// <summary>Scores in the store: every scoring adds a revision, the newest one counts.</summary>
internal static class ScoreRows
{
    private static readonly SqlFolder Sql = SqlFolder.Of<RiskModule>();

    private static readonly string[] Columns = ["declaration", "item", "revision", "score", "expected_revenue_e4", "base", "reasons", "model", "scored_at", "place", "lodged_place"];

    public static Task<long> Append(StoreTransaction transaction, IEnumerable<RevisedScores> scores) =>
        transaction.Append("risk_score", Columns, scores.SelectMany(one => one.Scores.Items.Select(score => Values(score, one))));

    /// <summary>The number of the newest scoring; 0 when there is none.</summary>
    public static Task<long> Revision(Store store, DeclarationId id) =>
        store.One(Sql["Live/NewestRevision"], row => row.Whole("revision"), ("declaration", id.Text));

    public static async Task<IReadOnlyList<ItemScore>> Newest(Store store, DeclarationId id) =>
        await store.Query(Sql["Live/NewestScores"], row => new ItemScore(
            id, (int)row.Whole("item"), row.Real("score"), row.AmountOrNull("expected_revenue_e4"),
            row.Real("base"), JsonSerializer.Deserialize<List<Reason>>(row.Text("reasons"), Facts.Json)!, row.Text("model"), row.Time("scored_at")), ("declaration", id.Text));

    /// <summary>The reasons as they are kept.</summary>
    public static string Written(IReadOnlyList<Reason> reasons) => JsonSerializer.Serialize(reasons, Facts.Json);

    private static object?[] Values(ItemScore score, RevisedScores of) =>
    [
        score.Declaration.Text, (long)score.Item, of.Revision, score.Score,
        score.ExpectedRevenue is { } revenue ? Exact.ToE4(revenue) : null,
        score.BaseLogOdds, Written(score.Reasons), score.Model, score.ScoredAt, of.Scores.Place, of.Scores.LodgedPlace,
    ];
}
