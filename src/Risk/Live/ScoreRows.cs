using System.Text.Json;

namespace Tidewaiter.Risk.Live;

/// <summary>Scores in the store: every scoring adds a revision, the newest one counts.</summary>
internal static class ScoreRows
{
    private static readonly SqlFolder Sql = SqlFolder.Of<RiskModule>();

    private static readonly string[] Columns = ["declaration", "item", "revision", "score", "expected_revenue_e4", "base", "reasons", "model", "scored_at", "low", "high", "learning"];

    public static Task<long> Append(StoreTransaction transaction, IEnumerable<(ItemScore Score, long Revision)> scores) =>
        transaction.Append("risk_score", Columns, scores.Select(one => new object?[]
        {
            one.Score.Declaration.Text, (long)one.Score.Item, one.Revision, one.Score.Score,
            one.Score.ExpectedRevenue is { } revenue ? Exact.ToE4(revenue) : null,
            one.Score.BaseLogOdds, JsonSerializer.Serialize(one.Score.Reasons, Facts.Json), one.Score.Model, one.Score.ScoredAt, one.Score.Low, one.Score.High, one.Score.Learning,
        }));

    /// <summary>The number of the newest scoring; 0 when there is none.</summary>
    public static Task<long> Revision(Store store, DeclarationId id) =>
        store.One(Sql["Live/NewestRevision"], row => row.Whole("revision"), ("declaration", id.Text));

    public static async Task<IReadOnlyList<ItemScore>> Newest(Store store, DeclarationId id) =>
        await store.Query(Sql["Live/NewestScores"], row => new ItemScore(
            id, (int)row.Whole("item"), row.Real("score"), row.AmountOrNull("expected_revenue_e4"),
            row.Real("base"), JsonSerializer.Deserialize<List<Reason>>(row.Text("reasons"), Facts.Json)!, row.Text("model"), row.Time("scored_at"))
        { Low = row.RealOrNull("low"), High = row.RealOrNull("high"), Learning = row.RealOrNull("learning") }, ("declaration", id.Text));
}
