namespace Tidewaiter.Inspection.RecordResult;

/// <summary>How a kind of finding is written in the store, in JSON and in the keys of texts: <c>inspection.finding.origin</c>.</summary>
internal static class FindingText
{
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.InOrder => "in_order",
        FindingKind.Undervaluation => "undervaluation",
        FindingKind.Misclassification => "misclassification",
        FindingKind.Origin => "origin",
        FindingKind.Quantity => "quantity",
        FindingKind.Prohibited => "prohibited",
        _ => "other",
    };

    public static bool TryParse(string? text, out FindingKind kind)
    {
        foreach (var one in Enum.GetValues<FindingKind>())
        {
            if (Of(one) != text) continue;
            kind = one;
            return true;
        }
        kind = default;
        return false;
    }
}
