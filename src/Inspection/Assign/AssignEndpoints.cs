using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tidewaiter.Inspection.Assign;

/// <summary>Examiners, absences and who has what, for other programs.</summary>
internal static class AssignEndpoints
{
    internal sealed record NewExaminer(double Share, bool IsSecond);

    internal sealed record NewAbsence(DateOnly First, DateOnly Last);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/inspection/examiners/{office}", async (string office, Assignment assignment) =>
            Results.Json(new { Examiners = await assignment.Examiners(office), Open = await assignment.Open(office) }, Output.Json)).RequirePermission("inspection.read");
        api.MapPut("/api/inspection/examiners/{office}/{officer}", async (string office, string officer, NewExaminer body, ClaimsPrincipal user, Assignment assignment, CancellationToken cancellation) =>
            await assignment.Put(new Examiner(officer, office, body.Share, body.IsSecond), Officer.From(user), cancellation) is { } refusal ? refusal.ToHttp() : Results.NoContent()).RequirePermission(Assignment.Permission);
        api.MapPost("/api/inspection/absences/{officer}", async (string officer, NewAbsence body, ClaimsPrincipal user, Assignment assignment, CancellationToken cancellation) =>
            await assignment.Put(new Absence(officer, body.First, body.Last), Officer.From(user), cancellation) is { } refusal ? refusal.ToHttp() : Results.NoContent()).RequirePermission(Assignment.Permission);
    }
}
