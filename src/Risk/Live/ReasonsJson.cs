using System.Text.Json;

namespace Tidewaiter.Risk.Live;

/// <summary>Reasons as a score keeps them: the strongest in words, the rest summed, so that they still add up.</summary>
internal static class ReasonsJson
{
    /// <summary>How many reasons are kept one by one.</summary>
    public const int Kept = 12;

    /// <summary>The feature under which the rest is summed.</summary>
    public const string Rest = "rest";

    public static string Write(IReadOnlyList<Reason> reasons) => JsonSerializer.Serialize(Shorten(reasons), Facts.Json);

    public static IReadOnlyList<Reason> Read(string json) => JsonSerializer.Deserialize<List<Reason>>(json, Facts.Json)!;

    /// <summary>The strongest reasons, and one that stands for all others.</summary>
    public static IReadOnlyList<Reason> Shorten(IReadOnlyList<Reason> reasons)
    {
        if (reasons.Count <= Kept + 1) return reasons;
        var rest = reasons.Skip(Kept).Sum(reason => reason.Contribution);
        return [.. reasons.Take(Kept), new Reason(Rest, rest, null, Phrase.Of("risk.reason.rest", ("count", reasons.Count - Kept)))];
    }
}
