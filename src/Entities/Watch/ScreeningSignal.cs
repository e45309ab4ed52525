using System.Collections.Concurrent;

namespace Tidewaiter.Entities.Watch;

/// <summary>
/// How likely a party of the declaration is one on a list, as it could be known at lodgement: lists loaded by then, alerts not closed as false by then.
/// </summary>
internal sealed class ScreeningSignal(Store store, ListsInForce inForce) : IRiskSignal
{
    private const string Highest = "entities.screening";

    private static readonly SqlFolder Sql = SqlFolder.Of<EntitiesModule>();

    // Parties that have been held against the lists; they stay so.
    private readonly ConcurrentDictionary<string, bool> _held = new(StringComparer.Ordinal);

    public IReadOnlyList<SignalDefinition> Definitions =>
    [
        new(Highest, "1", "Highest score, 0 to 1, with which a party of the declaration is held to be one on a list that was loaded at lodgement, where two persons had not closed that as false; 0 where no party is. Missing while there was no list.", "entities.screening.signal"),
    ];

    public async ValueTask<IReadOnlyList<SignalReading>> Read(IReadOnlyList<Declaration> batch, CancellationToken cancellation)
    {
        var lists = await inForce.Now(cancellation);
        var alerted = (await store.Query(Sql["Watch/AlertedParties"], row => row.Text("party"))).ToHashSet(StringComparer.Ordinal);
        var (readings, seen) = (new List<SignalReading>(), new Dictionary<string, List<Told>>(StringComparer.Ordinal));
        foreach (var declaration in batch.Where(declaration => lists.Any(list => list.LoadedAt.Values.Min() <= declaration.LodgedAt)))
        {
            Reading? best = null;
            foreach (var party in TakeArrivals.Of(declaration).Select(arrival => arrival.Party).DistinctBy(party => party.Id))
            {
                if (!seen.TryGetValue(party.Id, out var told)) seen[party.Id] = told = await Of(party, lists, alerted);
                foreach (var reading in told.Select(one => one.AsAt(declaration.LodgedAt)).OfType<Reading>())
                    if (best is null || reading.Match.Score > best.Match.Score) best = reading;
            }
            readings.Add(new SignalReading(declaration.Id, null, Highest, best?.Match.Score ?? 0, best is null ? Phrase.Of("entities.screening.signal.none")
                : Phrase.Of("entities.screening.signal.may_be", ("name", best.Match.OwnName), ("listed", best.Match.ListedName), ("list", best.List), ("score", best.Match.Score))));
        }
        return readings;
    }

    /// <summary>The alerts of a party; what would be raised where it has not been held against the lists yet.</summary>
    private async Task<List<Told>> Of(Face party, IReadOnlyList<HeldList> lists, HashSet<string> alerted)
    {
        if (!alerted.Contains(party.Id) && !await IsHeld(party.Id))
            return [.. lists.SelectMany(list => Match.Of(list.Index, party).Select(match => new Told([new Reading(list.List.Name, match, list.LoadedAt[list.Entries[match.Entry].Since], null)], [])))];
        if (!alerted.Contains(party.Id)) return [];
        var readings = await store.Query(Sql["Watch/ReadingsOfParty"], row => (Alert: row.Whole("number"), Reading: new Reading(row.Text("list"), AlertRows.Match(row), row.Time("known_at"), row.Time("at"))), ("party", party.Id));
        var states = (await store.Query(Sql["Watch/EventsOfParty"], row => (Alert: row.Whole("alert"), At: row.Time("at"), State: Enum.Parse<AlertState>(row.Text("state"))), ("party", party.Id))).ToLookup(one => one.Alert, one => (one.At, one.State));
        return [.. readings.GroupBy(one => one.Alert, one => one.Reading).Select(alert => new Told([.. alert], [.. states[alert.Key]]))];
    }

    private async Task<bool> IsHeld(string party) =>
        _held.ContainsKey(party) || await store.One(Sql["Watch/FindParty"], row => row.Text("body"), ("id", party)) is not null && (_held[party] = true);

    /// <summary>What matched, since when the list said so, and when the alert was told; null where it has not been yet.</summary>
    private sealed record Reading(string List, Match Match, DateTimeOffset KnownAt, DateTimeOffset? At);

    /// <summary>An alert's past, in its order.</summary>
    private sealed record Told(IReadOnlyList<Reading> Readings, IReadOnlyList<(DateTimeOffset At, AlertState State)> States)
    {
        /// <summary>
        /// What could be known at a moment; null where nothing could or it was settled. An alert that the declaration itself has raised stands a moment after
        /// the lodgement, but all that it rests on was there.
        /// </summary>
        public Reading? AsAt(DateTimeOffset moment)
        {
            if (States.LastOrDefault(state => state.At <= moment) is { At.Ticks: > 0, State: AlertState.ClosedFalse or AlertState.Lapsed }) return null;
            return Readings.LastOrDefault(reading => reading.KnownAt <= moment && reading.At <= moment) ?? Readings.FirstOrDefault(reading => reading.KnownAt <= moment);
        }
    }
}
