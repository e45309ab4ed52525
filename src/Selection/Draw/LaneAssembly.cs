namespace Tidewaiter.Selection.Draw;

/// <summary>
/// Gives every candidate of a round its lane in two stages. First the rules: whom they ask for takes places, prohibitions
/// before all, then by rank; what finds no red place falls to yellow, and what finds none there waits on with the others. A prohibition takes a
/// place even where none is left. Then <see cref="LaneDraw"/> fills the places that are left from those that are left; a rule's blue
/// is for those who are then not controlled.
///
/// A recorded chance is that of the declaration given what the rules' draws of all others turned out to be: the chance that rules
/// take it, plus the chance that they do not times its chance in the second stage. Rules' draws of different declarations
/// are independent, so given the others the chance is exact, and an estimate that weighs each result by one over it is unbiased as it
/// is with chances before all draws: the expectation given the others is the truth whatever the others are.
/// </summary>
internal static class LaneAssembly
{
    /// <param name="candidates">All that wait, each with what rules ask.</param>
    /// <param name="places">The round's places.</param>
    /// <param name="ticket">Each declaration's ticket in the lot.</param>
    /// <param name="start">Where the exploration's comb begins.</param>
    /// <returns>All candidates, each with its lane.</returns>
    public static IReadOnlyList<Drawn> Draw(IReadOnlyList<(Candidate Candidate, RuleClaim Claim)> candidates, Places places, Func<DeclarationId, UInt128> ticket, double start)
    {
        if (candidates.All(one => one.Claim == RuleClaim.None)) return LaneDraw.Draw([.. candidates.Select(one => one.Candidate)], places, ticket, start);
        var ranked = Order(candidates);
        var taken = Take(ranked, places);
        var second = Second(ranked, places, taken, ticket, start);
        return [.. ranked.Select(one => taken.TryGetValue(one.Candidate.Declaration, out var lane)
            ? Chances(new Drawn(one.Candidate, lane, ChoiceReason.Rule, 0, 0), one, Spared(one), ranked, places)
            : Chances(Left(one, second[one.Candidate.Declaration]), one, second[one.Candidate.Declaration], ranked, places))];

        // What the second stage would have had for one whom rules took, had they spared it.
        Drawn? Spared((Candidate Candidate, RuleClaim Claim) one)
        {
            if (one.Claim.ControlChance >= 1) return null;
            var spared = With(ranked, one.Candidate, Lane.Green);
            return Second(spared, places, Take(spared, places), ticket, start)[one.Candidate.Declaration];
        }
    }

    /// <summary>One whom rules left: blue, where a rule asks for it and nothing stricter came.</summary>
    private static Drawn Left((Candidate Candidate, RuleClaim Claim) one, Drawn drawn) =>
        drawn.Lane == Lane.Green && one.Claim.Lane == Lane.Blue ? drawn with { Candidate = one.Candidate, Lane = Lane.Blue, Reason = ChoiceReason.Rule } : drawn with { Candidate = one.Candidate };

    /// <summary>The draw with its exact chances.</summary>
    private static Drawn Chances(Drawn drawn, (Candidate Candidate, RuleClaim Claim) one, Drawn? second, IReadOnlyList<(Candidate Candidate, RuleClaim Claim)> ranked, Places places)
    {
        var (red, control) = (0.0, 0.0);
        if (one.Claim.ControlChance > 0)
        {
            var (asRed, asYellow) = (Place(Lane.Red), Place(Lane.Yellow));
            red = asRed == Lane.Red ? one.Claim.RedChance : 0;
            control = (asRed is null ? 0 : one.Claim.RedChance) + (asYellow is null ? 0 : one.Claim.ControlChance - one.Claim.RedChance);
        }
        return drawn with
        {
            Probability = Math.Min(1, control + (1 - control) * (second?.Probability ?? 0)),
            RedProbability = Math.Min(1, red + (1 - control) * (second?.RedProbability ?? 0)),
        };

        // Where it would have come had rules drawn the lane for it.
        Lane? Place(Lane lane) => Take(With(ranked, one.Candidate, lane), places).TryGetValue(one.Candidate.Declaration, out var found) ? found : null;
    }

    private static List<(Candidate Candidate, RuleClaim Claim)> With(IReadOnlyList<(Candidate Candidate, RuleClaim Claim)> ranked, Candidate candidate, Lane lane) =>
        Order(ranked.Select(one => one.Candidate.Declaration == candidate.Declaration ? (one.Candidate, one.Claim with { Lane = lane }) : one));

    private static List<(Candidate Candidate, RuleClaim Claim)> Order(IEnumerable<(Candidate Candidate, RuleClaim Claim)> candidates) =>
        [.. candidates.OrderBy(one => one, Comparer<(Candidate Candidate, RuleClaim Claim)>.Create(ByClaim))];

    /// <summary>Whom rules take, and into which lane.</summary>
    private static Dictionary<DeclarationId, Lane> Take(IReadOnlyList<(Candidate Candidate, RuleClaim Claim)> ranked, Places places)
    {
        var taken = new Dictionary<DeclarationId, Lane>();
        var (red, yellow) = (places.Red, places.Yellow);
        foreach (var (candidate, claim) in ranked)
        {
            if (claim.Lane is not (Lane.Red or Lane.Yellow)) continue;
            if (claim.Lane == Lane.Red && (red > 0 || claim.MustBe)) (taken[candidate.Declaration], red) = (Lane.Red, red - 1);
            else if (yellow > 0 || claim.MustBe) (taken[candidate.Declaration], yellow) = (Lane.Yellow, yellow - 1);
        }
        return taken;
    }

    private static Dictionary<DeclarationId, Drawn> Second(
        IReadOnlyList<(Candidate Candidate, RuleClaim Claim)> ranked, Places places, Dictionary<DeclarationId, Lane> taken, Func<DeclarationId, UInt128> ticket, double start)
    {
        var pool = ranked.Where(one => !taken.ContainsKey(one.Candidate.Declaration)).Select(one => one.Candidate with { Score = Rank(one) }).ToList();
        if (pool.Count == 0) return [];
        var red = Math.Max(0, places.Red - taken.Values.Count(lane => lane == Lane.Red));
        var random = Math.Min(places.Random, red);
        var left = new Places(red, random, Math.Max(0, places.Yellow - taken.Values.Count(lane => lane == Lane.Yellow)), Math.Min(places.Explore, red - random));
        return LaneDraw.Draw(pool, left, ticket, start).ToDictionary(drawn => drawn.Candidate.Declaration);
    }

    /// <summary>Prohibitions first, then the strictest, then by rank.</summary>
    private static int ByClaim((Candidate Candidate, RuleClaim Claim) left, (Candidate Candidate, RuleClaim Claim) right)
    {
        var order = right.Claim.MustBe.CompareTo(left.Claim.MustBe);
        if (order == 0) order = left.Claim.Lane.CompareTo(right.Claim.Lane);
        return order != 0 ? order : Candidate.ByRank(left.Candidate with { Score = Rank(left) }, right.Candidate with { Score = Rank(right) });
    }

    /// <summary>The score with the rules' points; a trusted trader stands behind all others.</summary>
    private static double Rank((Candidate Candidate, RuleClaim Claim) one) =>
        one.Claim.IsFacilitated ? one.Candidate.Score - 10 : Math.Clamp(one.Candidate.Score + one.Claim.Points / 100, 0, 2);
}
