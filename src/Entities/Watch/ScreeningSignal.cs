using Tidewaiter.Entities.Network.BehindIt;
using Tidewaiter.Entities.Network.Register;

namespace Tidewaiter.Entities.Watch;

/// <summary>
/// How likely a party of the declaration, or somebody up its chain of owners, is one on a list, as it could be known at lodgement: lists and registers loaded by then,
/// alerts not closed as false by then, shares as they stood on the day.
/// </summary>
internal sealed class ScreeningSignal(PastAlerts past, RegisterStates registers, RegisteredParties registered) : IRiskSignal
{
    private const string Highest = "entities.screening", HighestOwner = "entities.screening_owner", Owned = "entities.screening_owned";

    public IReadOnlyList<SignalDefinition> Definitions =>
    [
        new(Highest, "1", "Highest score, 0 to 1, with which a party of the declaration is held to be one on a list that was loaded at lodgement, where two persons had not closed that as false; 0 where no party is. Missing while there was no list.", "entities.screening.signal"),
        new(HighestOwner, "1", "The same of those who own 5 % or more of seller or buyer by the registers, directly or not, or control one of them. Missing while there was no list, or no register knew either.", "entities.screening.signal.owner"),
        new(Owned, "1", "The effective share, 0 to 1, of seller or buyer that owners who may be on a list hold together, the greater of the two; 0.5 and more is what several sanctions regimes treat as listed itself. Missing as above.", "entities.screening.signal.owned"),
    ];

    public async ValueTask<IReadOnlyList<SignalReading>> Read(IReadOnlyList<Declaration> batch, CancellationToken cancellation)
    {
        var (asking, readings) = (await past.Begin(cancellation), new List<SignalReading>());
        var listed = batch.Where(declaration => asking.HadLists(declaration.LodgedAt)).ToList();
        var states = await registers.At(listed.Select(declaration => declaration.LodgedAt));
        foreach (var declaration in listed)
        {
            var best = await asking.Best(TakeArrivals.Of(declaration).Select(arrival => arrival.Party).DistinctBy(party => party.Id), declaration.LodgedAt);
            readings.Add(new SignalReading(declaration.Id, null, Highest, best?.Match.Score ?? 0, best is null ? Phrase.Of("entities.screening.signal.none")
                : Phrase.Of("entities.screening.signal.may_be", ("name", best.Match.OwnName), ("listed", best.Match.ListedName), ("list", best.List), ("score", best.Match.Score))));
            if (states.TryGetValue(declaration.LodgedAt, out var state) && await Owners.Of(declaration, state, registered, Day(declaration)) is { } owners) readings.AddRange(await OfOwners(declaration, owners, state, asking));
        }
        return readings;
    }

    private static DateOnly Day(Declaration declaration) => DateOnly.FromDateTime(declaration.LodgedAt.UtcDateTime);

    private static async Task<IEnumerable<SignalReading>> OfOwners(Declaration declaration, IReadOnlyList<Owner> owners, RegisterState state, PastAlerts.Asking asking)
    {
        var found = new List<(Owner Owner, PastReading Reading)>();
        foreach (var owner in owners)
            if (await asking.Best(owner.Faces, declaration.LodgedAt) is { } reading) found.Add((owner, reading));
        if (found.Count == 0) return [Of(HighestOwner, 0, Phrase.Of("entities.screening.signal.owner.none")), Of(Owned, 0, Phrase.Of("entities.screening.signal.owner.none"))];
        var (best, what) = found.MaxBy(one => one.Reading.Match.Score);
        var (party, share) = found.GroupBy(one => one.Owner.Firm, StringComparer.Ordinal)
            .Select(firm => (firm.First().Owner.Party, Share: Owners.Together(firm.Key, firm.Select(one => one.Owner.Entity).ToHashSet(StringComparer.Ordinal), state, Day(declaration)))).MaxBy(one => one.Share);
        return
        [
            Of(HighestOwner, what.Match.Score, Phrase.Of("entities.screening.signal.owner.may_be", ("name", what.Match.OwnName), ("share", best.Share), ("party", best.Party), ("listed", what.Match.ListedName), ("list", what.List), ("score", what.Match.Score))),
            Of(Owned, share, Phrase.Of("entities.screening.signal.owned.share", ("share", share), ("party", party))),
        ];

        SignalReading Of(string signal, double value, Phrase says) => new(declaration.Id, null, signal, value, says);
    }
}
