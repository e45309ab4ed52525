namespace Tidewaiter.Selection.Draw;

/// <summary>
/// Gives every candidate of a round its lane: some red places by lot, so that what scores do not see is seen; the other
/// red places, then the yellow ones, to the highest scores; green for the rest.
/// </summary>
internal static class LaneDraw
{
    /// <param name="candidates">All that wait, in any order.</param>
    /// <param name="places">The round's places; more places than candidates stay empty.</param>
    /// <param name="ticket">Each declaration's ticket in the lot; the smallest win.</param>
    /// <returns>The candidates by rank, each with its lane.</returns>
    public static IReadOnlyList<Drawn> Draw(IReadOnlyList<Candidate> candidates, Places places, Func<DeclarationId, UInt128> ticket)
    {
        var ranked = candidates.ToArray();
        Array.Sort(ranked, Candidate.ByRank);
        var red = Math.Min(places.Red, ranked.Length);
        var random = Math.Min(places.Random, red);
        var byLot = Winners(ranked, random, ticket);
        var controlled = Inclusion.Of(ranked.Length, random, red - random + places.Yellow);
        var reds = Inclusion.Of(ranked.Length, random, red - random);

        var drawn = new Drawn[ranked.Length];
        var undrawn = 0;
        for (var rank = 0; rank < ranked.Length; rank++)
        {
            var (lane, reason) = byLot.Contains(ranked[rank].Declaration)
                ? (Lane.Red, ChoiceReason.Random)
                : ByScore(undrawn++, red - random, places.Yellow);
            drawn[rank] = new Drawn(ranked[rank], lane, reason, controlled[rank], reds[rank]);
        }
        return drawn;
    }

    private static (Lane, ChoiceReason) ByScore(int rank, int red, int yellow) =>
        rank < red ? (Lane.Red, ChoiceReason.Score)
        : rank - red < yellow ? (Lane.Yellow, ChoiceReason.Score)
        : (Lane.Green, ChoiceReason.NotChosen);

    private static HashSet<DeclarationId> Winners(Candidate[] ranked, int random, Func<DeclarationId, UInt128> ticket)
    {
        if (random == 0) return [];
        var tickets = ranked.Select(candidate => (Ticket: ticket(candidate.Declaration), candidate.Declaration)).ToArray();
        Array.Sort(tickets, (left, right) =>
            left.Ticket.CompareTo(right.Ticket) is not 0 and var order ? order : string.CompareOrdinal(left.Declaration.Text, right.Declaration.Text));
        return [.. tickets.Take(random).Select(winner => winner.Declaration)];
    }
}
