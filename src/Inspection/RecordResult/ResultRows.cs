using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidewaiter.Inspection.RecordResult;

/// <summary>Results in the store. Each record is a revision of its own; the highest stands.</summary>
internal static class ResultRows
{
    private static readonly SqlFolder Sql = SqlFolder.Of<InspectionModule>();

    // Kept for years, so kinds are written by name: a number would change its meaning with the order of the kinds.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Task<ControlResult?> Standing(Store store, string control) =>
        store.One(Sql["RecordResult/StandingResult"], Read, ("control", control));

    /// <returns>False when the revision is there already: somebody else has recorded meanwhile.</returns>
    public static async Task<bool> Insert(StoreTransaction transaction, ControlResult result) =>
        await transaction.Run(Sql["RecordResult/InsertResult"],
            ("control", result.Control), ("revision", (long)result.Revision), ("officer_id", result.OfficerId), ("recorded_at", result.RecordedAt),
            ("items", Text(result.Items)), ("note", result.Note), ("hit", IsHit(result)), ("revenue_e4", Exact.ToE4(Revenue(result)))) == 1;

    public static Task UpdateWork(StoreTransaction transaction, DeclarationId declaration, ControlResult result) =>
        transaction.Run(Sql["RecordResult/UpdateWork"],
            ("declaration", declaration.Text), ("control", result.Control), ("hit", IsHit(result)), ("revenue_e4", Exact.ToE4(Revenue(result))), ("kinds", Kinds(result)));

    /// <summary>Whether two reports say the same. Corrections are compared whatever their order.</summary>
    public static bool SaysTheSame(ControlResult standing, ControlReport report) =>
        (standing.Note ?? "") == (report.Note ?? "") && Text(InOrder(standing.Items)) == Text(InOrder(report.Items));

    /// <summary>The items by number, their corrections by field, absent ones as none.</summary>
    public static IReadOnlyList<ItemReport> InOrder(IEnumerable<ItemReport> items) =>
    [
        .. items.OrderBy(item => item.Item).Select(item => item with
        {
            RevenueRecovered = decimal.Round(item.RevenueRecovered, 4) / 1.0000000000000000000000000000m,
            Corrections = item.Corrections is { Count: > 0 } corrections ? new SortedDictionary<string, string>(corrections.ToDictionary(), StringComparer.Ordinal) : null,
        }),
    ];

    private static string Text(IReadOnlyList<ItemReport> items) => JsonSerializer.Serialize(items, Json);

    private static bool IsHit(ControlResult result) => result.Items.Any(item => item.Kind != FindingKind.InOrder);

    private static decimal Revenue(ControlResult result) => result.Items.Sum(item => item.RevenueRecovered);

    private static string Kinds(ControlResult result) =>
        string.Join(',', result.Items.Select(item => item.Kind).Where(kind => kind != FindingKind.InOrder).Distinct().Order().Select(FindingText.Of));

    private static ControlResult Read(Row row) => new(
        row.Text("control"), (int)row.Whole("revision"), row.Text("officer_id"), row.Time("recorded_at"),
        JsonSerializer.Deserialize<List<ItemReport>>(row.Text("items"), Json)!, row.TextOrNull("note"));
}
