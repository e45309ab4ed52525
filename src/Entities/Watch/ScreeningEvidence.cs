using Tidewaiter.Declarations;
using Tidewaiter.Entities.Network.BehindIt;
using Tidewaiter.Entities.Network.Register;
using Tidewaiter.Entities.Resolve;

namespace Tidewaiter.Entities.Watch;

/// <summary>The alerts of a declaration's parties.</summary>
internal sealed class ScreeningEvidence(IDeclarations declarations, AlertDesk desk, RegisterStates registers, RegisteredParties registered) : IEvidencePanel
{
    public string Title => "entities.screening";

    public int Order => 17;

    public string Permission => Resolution.ReadPermission;

    public Type Component => typeof(ScreeningPanel);

    public async ValueTask<bool> HasSomething(DeclarationId id, CancellationToken cancellation) => await Of(id) is not ({ Count: 0 }, { Count: 0 });

    /// <summary>The alerts of the parties that a declaration names today, and those of their owners by the registers as they are loaded now, of the day of lodgement; the likeliest first.</summary>
    public async Task<(IReadOnlyList<Alert> Parties, IReadOnlyList<(Owner Owner, Alert Alert)> Owners)> Of(DeclarationId id)
    {
        var (parties, owners) = (new List<Alert>(), new List<(Owner Owner, Alert Alert)>());
        if (await declarations.Find(id) is not { } declaration) return (parties, owners);
        foreach (var party in TakeArrivals.Of(declaration).Select(arrival => arrival.Party.Id).Distinct()) parties.AddRange(await desk.Of(party));
        if (await registers.Now() is { } state)
            foreach (var owner in await Owners.Of(declaration, state, registered, DateOnly.FromDateTime(declaration.LodgedAt.UtcDateTime)) ?? [])
                foreach (var face in owner.Faces) owners.AddRange((await desk.Of(face.Id)).Select(alert => (owner, alert)));
        return ([.. parties.OrderByDescending(alert => alert.Match.Score)], [.. owners.OrderByDescending(one => one.Alert.Match.Score)]);
    }
}
