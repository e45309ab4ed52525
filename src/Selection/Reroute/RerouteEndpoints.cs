using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tidewaiter.Selection.Reroute;

/// <summary>Re-routing for other programs.</summary>
internal static class RerouteEndpoints
{
    internal sealed record NewLane(IReadOnlyList<string> Declarations, string Lane, string Why);

    internal sealed record Decision(bool Agree);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/selection/reroute", Run).RequirePermission(Rerouting.Permission);
        api.MapGet("/api/selection/reroute", async (Rerouting rerouting) => Results.Json(await rerouting.Pending(), Output.Json)).RequirePermission("selection.read");
        api.MapPost("/api/selection/reroute/{declaration}/{number}", async (string declaration, int number, Decision body, ClaimsPrincipal user, Rerouting rerouting, CancellationToken cancellation) =>
            !DeclarationId.TryParse(declaration, out var id) ? Refusal.Invalid("declaration", $"Expected {DeclarationId.Form}.").ToHttp()
            : await rerouting.Decide(id, number, body.Agree, Officer.From(user), cancellation) is { } refusal ? refusal.ToHttp() : Results.NoContent()).RequirePermission(Rerouting.AgreePermission);
        api.MapGet("/api/selection/declarations/{declaration}/lanes", async (string declaration, Rerouting rerouting) =>
            !DeclarationId.TryParse(declaration, out var id) ? Refusal.Invalid("declaration", $"Expected {DeclarationId.Form}.").ToHttp()
            : Results.Json(await rerouting.Lanes(id), Output.Json)).RequirePermission("selection.read");
    }

    private static async Task<IResult> Run(NewLane body, ClaimsPrincipal user, Rerouting rerouting, CancellationToken cancellation)
    {
        var ids = new List<DeclarationId>();
        foreach (var written in body.Declarations ?? [])
        {
            if (!DeclarationId.TryParse(written, out var id)) return Refusal.Invalid("declarations", $"'{written}': expected {DeclarationId.Form}.").ToHttp();
            ids.Add(id);
        }
        if (Enum.GetValues<Lane>().Where(lane => SelectionCodes.Of(lane) == body.Lane).ToList() is not [var to]) return Refusal.Invalid("lane", $"'{body.Lane}' is not red, yellow, blue or green.").ToHttp();
        var done = await rerouting.Run(ids, to, body.Why ?? "", Officer.From(user), cancellation);
        return done.Refusal is { } refusal ? refusal.ToHttp() : Results.Json(done.Value, Output.Json);
    }
}
