using Tidewaiter.Selection.Capacity;
using Tidewaiter.Selection.Draw;
using Tidewaiter.Selection.Learning;

namespace Tidewaiter.Selection.Rounds;

/// <summary>
/// Closes rounds: all that wait at an office on a day are given their lane at once, within the round's part of the day's
/// capacity. The day's row is locked first, so rounds of one office and day follow each other on every host.
/// </summary>
internal sealed class OfficeRounds(Store store, Facts facts, SelectionKeys keys, CapacitySettings capacities, LearningSoFar learning, RuleRound rules, TimeProvider clock) : ISelection
{
    private static readonly SqlFolder Sql = SqlFolder.Of<SelectionModule>();

    private static readonly string[] ChoiceColumns =
    [
        "declaration", "revision", "office_id", "day", "round", "key_version", "lane", "reason", "probability", "red_probability",
        "score", "expected_revenue_e4", "model", "lodged_at", "chosen_at", "learning", "asked", "beyond", "facilitated", "bound", "weight",
    ];

    public Task<Choice?> Find(DeclarationId id) => store.One(Sql["Rounds/FindChoice"], ReadChoice, ("declaration", id.Text));

    public async Task<IReadOnlyList<(string OfficeId, DateOnly Day)>> Waiting(CancellationToken cancellation = default) =>
        await store.Query(Sql["Rounds/Waiting"], row => (row.Text("office_id"), row.Day("day")));

    public async Task<Refusal?> SetCapacity(string officeId, int redPerDay, int yellowPerDay, double randomShare, Officer by, CancellationToken cancellation = default) =>
        (await capacities.Set(officeId, redPerDay, yellowPerDay, randomShare, by, cancellation: cancellation)).Refusal;

    public async Task<IReadOnlyList<Choice>> Choose(string officeId, DateOnly day, CancellationToken cancellation = default)
    {
        var key = await keys.Current();
        var capacity = await capacities.Of(officeId);
        var share = ExplorationShare.Of(capacity.ExploreLeast, capacity.ExploreMost, await learning.Read());
        return await store.InTransaction(async transaction =>
        {
            var use = await TakeDay(transaction, officeId, day);
            var candidates = await transaction.Query(Sql["Rounds/ReadWaiting"], ReadCandidate, ("office_id", officeId), ("day", OfficeDay.Text(day)));
            if (candidates.Count == 0) return [];

            var round = Plan(officeId, day, capacity, use, candidates.Count, key.Version, await PastDays(transaction, officeId, day), share);
            var lot = new Lot(key.Secret, officeId, day, round.Round);
            var heard = await rules.Hear(transaction, candidates, key.Secret, day);
            var drawn = LaneAssembly.Draw([.. candidates.Select(candidate => (candidate, heard.Claims.GetValueOrDefault(candidate.Declaration, RuleClaim.None)))], round.Places, lot.Ticket, lot.Start);
            var choices = await Keep(transaction, round, capacity, drawn);
            await RuleRound.Keep(transaction, heard, round.ClosedAt);
            return choices;
        }, cancellation);
    }

    private ClosedRound Plan(
        string officeId, DateOnly day, OfficeCapacity capacity, DayUse use, int waiting, int keyVersion, List<PastDay> past, double share)
    {
        var now = clock.GetUtcNow();
        var expected = Allotment.Expected(day, DateOnly.FromDateTime(now.UtcDateTime), use.Decided + waiting, past.ToDictionary(one => one.Day, one => one.Decided));
        var red = Math.Min(waiting, Allotment.Of(capacity.Red, use.Red, use.Decided, waiting, expected));
        var yellow = Math.Min(waiting - red, Allotment.Of(capacity.Yellow, use.Yellow, use.Decided, waiting, expected));
        var random = Allotment.ByLot(capacity.RandomShare, red, use.Red, use.Random);
        var explore = ExplorationShare.Places(
            share, capacity.ExploreMost, red, red - random, past.Sum(one => (long)one.Red) + use.Red, past.Sum(one => (long)one.Explore) + use.Explore);
        return new ClosedRound(officeId, day, use.Rounds + 1, now, keyVersion, waiting, expected, new Places(red, random, yellow, explore), share, rules.MostSpared);
    }

    private static async Task<DayUse> TakeDay(StoreTransaction transaction, string officeId, DateOnly day)
    {
        (string, object?)[] which = [("office_id", officeId), ("day", OfficeDay.Text(day))];
        await transaction.Run(Sql["Rounds/OpenDay"], which);
        return (await transaction.One(Sql["Rounds/TakeDay"], row => new DayUse(
            (int)row.Whole("rounds"), (int)row.Whole("decided"), (int)row.Whole("red_used"), (int)row.Whole("yellow_used"), (int)row.Whole("random_used"), (int)row.Whole("explore_used")), which))!;
    }

    private static Task<List<PastDay>> PastDays(StoreTransaction transaction, string officeId, DateOnly day) =>
        transaction.Query(Sql["Rounds/PastDays"],
            row => new PastDay(row.Day("day"), (int)row.Whole("decided"), (int)row.Whole("red_used"), (int)row.Whole("explore_used")),
            ("office_id", officeId), ("since", OfficeDay.Text(Allotment.Since(day))), ("day", OfficeDay.Text(day)));

    private async Task<List<Choice>> Keep(StoreTransaction transaction, ClosedRound round, OfficeCapacity capacity, IReadOnlyList<Drawn> drawn)
    {
        await UseDay(transaction, round, capacity, drawn);
        await InsertRound(transaction, round, capacity);
        await transaction.Append("selection_choice", ChoiceColumns, drawn.Select(one => Values(round, one)));
        await transaction.Run(Sql["Rounds/MarkChosen"], ("office_id", round.OfficeId), ("day", OfficeDay.Text(round.Day)));
        var choices = drawn.Select(one => new Choice(
            one.Candidate.Declaration, round.OfficeId, round.Day, one.Lane, one.Reason, one.Probability, one.Candidate.Score, round.ClosedAt) { Weight = one.Weight }).ToList();
        await facts.Publish(transaction, choices.Select(choice => new DeclarationChosen(choice)).ToList());
        return choices;
    }

    // The day is charged with what was drawn; a prohibition's place beyond the round's is charged too, but not held against it.
    private static async Task UseDay(StoreTransaction transaction, ClosedRound round, OfficeCapacity capacity, IReadOnlyList<Drawn> drawn)
    {
        long red = drawn.Count(one => one.Lane == Lane.Red), yellow = drawn.Count(one => one.Lane == Lane.Yellow);
        var used = await transaction.Run(Sql["Rounds/UseDay"],
            ("office_id", round.OfficeId), ("day", OfficeDay.Text(round.Day)), ("round", (long)round.Round), ("candidates", (long)round.Candidates),
            ("red", red), ("yellow", yellow), ("red_within", Math.Min(red, round.Places.Red)), ("yellow_within", Math.Min(yellow, round.Places.Yellow)),
            ("random", (long)drawn.Count(one => one.Reason == ChoiceReason.Random)), ("explore", (long)drawn.Count(one => one.Reason == ChoiceReason.Exploration)),
            ("red_capacity", (long)capacity.Red), ("yellow_capacity", (long)capacity.Yellow));
        if (used != 1) throw new InvalidOperationException($"Round {round.Round} of {round.OfficeId} on {round.Day:O} would go beyond the day's capacity.");
    }

    private static Task InsertRound(StoreTransaction transaction, ClosedRound round, OfficeCapacity capacity) =>
        transaction.Run(Sql["Rounds/InsertRound"],
            ("office_id", round.OfficeId), ("day", OfficeDay.Text(round.Day)), ("round", (long)round.Round), ("closed_at", round.ClosedAt),
            ("key_version", (long)round.KeyVersion), ("candidates", (long)round.Candidates), ("expected", round.Expected),
            ("red", (long)round.Places.Red), ("random", (long)round.Places.Random), ("yellow", (long)round.Places.Yellow),
            ("red_capacity", (long)capacity.Red), ("yellow_capacity", (long)capacity.Yellow), ("random_share", capacity.RandomShare),
            ("capacity_revision", (long)capacity.Revision), ("explore", (long)round.Places.Explore), ("explore_share", round.ExploreShare), ("most_spared", (long)round.MostSpared));

    private static object?[] Values(ClosedRound round, Drawn drawn) =>
    [
        drawn.Candidate.Declaration.Text, 1L, round.OfficeId, OfficeDay.Text(round.Day), (long)round.Round, (long)round.KeyVersion,
        SelectionCodes.Of(drawn.Lane), SelectionCodes.Of(drawn.Reason), drawn.Probability, drawn.RedProbability, drawn.Candidate.Score,
        drawn.Candidate.ExpectedRevenue is { } revenue ? Exact.ToE4(revenue) : null, drawn.Candidate.Model, drawn.Candidate.LodgedAt, round.ClosedAt,
        drawn.Candidate.Learning, drawn.Asked is { } asked ? SelectionCodes.Of(asked) : null, drawn.IsBeyond, drawn.IsFacilitated, drawn.IsBound, drawn.Weight,
    ];

    internal static Candidate ReadCandidate(Row row) => new(
        DeclarationId.Of(row.Text("declaration")), row.Real("score"), row.Time("lodged_at"), row.AmountOrNull("expected_revenue_e4"), row.Text("model"), row.Real("learning"));

    internal static Choice ReadChoice(Row row) => new(
        DeclarationId.Of(row.Text("declaration")), row.Text("office_id"), row.Day("day"), SelectionCodes.ToLane(row.Text("lane")),
        SelectionCodes.ToReason(row.Text("reason")), row.Real("probability"), row.Real("score"), row.Time("chosen_at")) { Revision = (int)row.Whole("revision"), Weight = row.Real("weight") };
}
