using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tidewaiter.Selection.Capacity;

/// <summary>Reads and sets the capacity of an office.</summary>
internal static class CapacityEndpoints
{
    internal sealed record NewCapacity(int Red, int Yellow, double RandomShare, double? ExploreLeast = null, double? ExploreMost = null, int? GreenMinutes = null, int? YellowDays = null);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/selection/capacity", (CapacitySettings settings) => settings.All()).RequirePermission("selection.read");
        api.MapGet("/api/selection/capacity/{office}", (string office, CapacitySettings settings) => settings.Of(office)).RequirePermission("selection.read");
        api.MapPost("/api/selection/capacity/{office}",
            async (string office, NewCapacity body, ClaimsPrincipal user, CapacitySettings settings, CancellationToken cancellation) =>
                (await settings.Set(office, body.Red, body.Yellow, body.RandomShare, Officer.From(user), body.ExploreLeast, body.ExploreMost, body.GreenMinutes, body.YellowDays, cancellation)).ToHttp())
            .RequirePermission(CapacitySettings.Permission);
    }
}
