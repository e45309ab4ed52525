using System.Text.Json;
using Microsoft.Extensions.Options;
using Tidewaiter.Declarations;
using Tidewaiter.Selection.Capacity;
using Tidewaiter.Selection.Draw;
using Tidewaiter.Selection.Engine;
using Tidewaiter.Selection.Language;
using Tidewaiter.Selection.Rules;

namespace Tidewaiter.Selection.Rounds;

/// <summary>What rules said of one declaration, as it is kept.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Shadow">Whether the rule only watches.</param>
/// <param name="Status">"fired", "fired_missing" (only because a value was missing), "not_evaluated" or "over_limit".</param>
/// <param name="Items">The items.</param>
/// <param name="Field">For want of which field it was not evaluated; else null.</param>
internal sealed record RuleSaid(DeclarationId Declaration, Rule Rule, bool Shadow, string Status, IReadOnlyList<int> Items, string? Field);

/// <summary>What rules said in a round.</summary>
/// <param name="Said">Everything that was said.</param>
/// <param name="Claims">What rules in force ask for, by declaration; those of whom nothing is asked are left out.</param>
/// <param name="Traces">The traces of the rules that fired, by declaration.</param>
internal sealed record HeardRules(IReadOnlyList<RuleSaid> Said, IReadOnlyDictionary<DeclarationId, RuleClaim> Claims, IReadOnlyDictionary<DeclarationId, IReadOnlyList<RuleTrace>> Traces);

/// <summary>Asks the rules in force, and those that watch, of a round's candidates, and keeps what they said.</summary>
internal sealed class RuleRound(IDeclarations declarations, RuleBook book, IEnumerable<IRiskSignal> allSignals, IOptions<SelectionOptions> options)
{
    public const string Fired = "fired", FiredMissing = "fired_missing", NotEvaluated = "not_evaluated", OverLimit = "over_limit";

    private static readonly SqlFolder Sql = SqlFolder.Of<SelectionModule>();
    private static readonly string[] SaidColumns = ["declaration", "revision", "rule", "version", "shadow", "status", "items", "field", "said_at"];
    private static readonly HeardRules Silence = new([], new Dictionary<DeclarationId, RuleClaim>(), new Dictionary<DeclarationId, IReadOnlyList<RuleTrace>>());

    /// <summary>On how many rules that all spare it a declaration is examined all the same; 0 for never.</summary>
    public int MostSpared => options.Value.MostSpared;

    /// <summary>Asks.</summary>
    /// <param name="transaction">The round's work.</param>
    /// <param name="candidates">Who waits.</param>
    /// <param name="key">What percentages are drawn by.</param>
    /// <param name="day">The day whose caps hold.</param>
    public async Task<HeardRules> Hear(StoreTransaction transaction, IReadOnlyList<Candidate> candidates, byte[] key, DateOnly day)
    {
        var rules = await book.Now();
        if (rules.Live.Count == 0 && rules.Shadow.Count == 0) return Silence;
        var lots = new RuleLots(key);
        var read = rules.Live.Rules.ToDictionary(rule => rule.Rule.Id);
        var used = (await transaction.Query(Sql["Rounds/SaidToday"], row => (Rule: row.Text("rule"), Times: row.Whole("times")),
            ("day", OfficeDay.Text(day)))).ToDictionary(one => one.Rule, one => one.Times);
        var known = (await declarations.Find([.. candidates.Select(candidate => candidate.Declaration)])).ToDictionary(declaration => declaration.Id);
        var signals = await SignalBook.Read(allSignals, [.. known.Values]);
        var (said, claims, traces) = (new List<RuleSaid>(), new Dictionary<DeclarationId, RuleClaim>(), new Dictionary<DeclarationId, IReadOnlyList<RuleTrace>>());
        foreach (var candidate in candidates.OrderBy(candidate => candidate.LodgedAt).ThenBy(candidate => candidate.Declaration.Text, StringComparer.Ordinal))
        {
            if (!known.TryGetValue(candidate.Declaration, out var declaration)) continue;
            var verdict = rules.Live.Ask(declaration, _ => (candidate.Score, candidate.ExpectedRevenue), rules.Lists,
                rule => RuleReach.Holds(rule, declaration) && lots.IsRolledOut(declaration.Id, rule.Id, rules.Shares.GetValueOrDefault(rule.Id, 1)), signals);
            var held = verdict.Hits.Where(hit => Count(hit.Rule)).ToList();
            said.AddRange(verdict.Hits.Select(hit => new RuleSaid(declaration.Id, hit.Rule, false, !held.Contains(hit) ? OverLimit : hit.ByMissing ? FiredMissing : Fired, hit.Items, null)));
            said.AddRange(verdict.NotEvaluated.Select(one => Open(declaration.Id, one, false)));
            var watched = rules.Shadow.Ask(declaration, _ => (candidate.Score, candidate.ExpectedRevenue), rules.Lists, rule => RuleReach.Holds(rule, declaration), signals);
            said.AddRange(watched.Hits.Select(hit => new RuleSaid(declaration.Id, hit.Rule, true, hit.ByMissing ? FiredMissing : Fired, hit.Items, null)));
            said.AddRange(watched.NotEvaluated.Select(one => Open(declaration.Id, one, true)));
            if (held.Count == 0) continue;
            claims[declaration.Id] = lots.Claim(declaration.Id, [.. held.Select(hit => hit.Rule)], MostSpared);
            traces[declaration.Id] = [.. held.Select(hit => RuleTrace.Of(read[hit.Rule.Id], new Asked(declaration, hit.Items.Count == 0 ? null : declaration.Items.First(item => item.SequenceNumber == hit.Items[0]), candidate.Score, candidate.ExpectedRevenue, signals), rules.Lists))];
        }
        return new HeardRules(said, claims, traces);

        bool Count(Rule rule)
        {
            if (rule.MaxHitsPerDay is not { } most) return true;
            var times = used.GetValueOrDefault(rule.Id);
            if (times >= most) return false;
            used[rule.Id] = times + 1;
            return true;
        }
    }

    /// <summary>Keeps what was said with the choices that it led to.</summary>
    public static async Task Keep(StoreTransaction transaction, HeardRules heard, DateTimeOffset at)
    {
        if (heard.Said.Count == 0) return;
        await transaction.Append("selection_rule_said", SaidColumns, heard.Said.Select(one => new object?[]
        {
            one.Declaration.Text, 1L, one.Rule.Id, (long)one.Rule.Version, one.Shadow, one.Status, string.Join(',', one.Items), one.Field, at,
        }));
        await transaction.Append("selection_trace", ["declaration", "revision", "document"],
            heard.Traces.Select(one => new object?[] { one.Key.Text, 1L, JsonSerializer.Serialize(one.Value, Output.Json) }));
    }

    private static RuleSaid Open(DeclarationId declaration, Unasked one, bool shadow) =>
        new(declaration, one.Rule, shadow, NotEvaluated, one.Item == 0 ? [] : [one.Item], one.Missing.Field ?? one.Missing.Reason);
}
