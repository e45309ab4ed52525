using Tidewaiter.Declarations;
using Tidewaiter.Entities.Resolve;

namespace Tidewaiter.Entities.Watch;

/// <summary>The alerts of a declaration's parties.</summary>
internal sealed class ScreeningEvidence(IDeclarations declarations, AlertDesk desk) : IEvidencePanel
{
    public string Title => "entities.screening";

    public int Order => 17;

    public string Permission => Resolution.ReadPermission;

    public Type Component => typeof(ScreeningPanel);

    public async ValueTask<bool> HasSomething(DeclarationId id, CancellationToken cancellation) => (await Of(declarations, desk, id)).Count > 0;

    /// <summary>The alerts of the parties that a declaration names today, the likeliest first.</summary>
    public static async Task<IReadOnlyList<Alert>> Of(IDeclarations declarations, AlertDesk desk, DeclarationId id)
    {
        if (await declarations.Find(id) is not { } declaration) return [];
        var alerts = new List<Alert>();
        foreach (var party in TakeArrivals.Of(declaration).Select(arrival => arrival.Party.Id).Distinct()) alerts.AddRange(await desk.Of(party));
        return [.. alerts.OrderByDescending(alert => alert.Match.Score)];
    }
}
