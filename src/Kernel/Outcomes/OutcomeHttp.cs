using Microsoft.AspNetCore.Http;

namespace Tidewaiter.Kernel;

/// <summary>An outcome as an HTTP answer.</summary>
public static class OutcomeHttp
{
    /// <summary>200 with the value, or RFC 9457 problem details with the refusal's reason and field.</summary>
    public static IResult ToHttp<T>(this Outcome<T> outcome) =>
        outcome.Refusal is { } refusal ? refusal.ToHttp() : TypedResults.Ok(outcome.Value);

    /// <summary>RFC 9457 problem details.</summary>
    public static IResult ToHttp(this Refusal refusal) =>
        TypedResults.Problem(
            refusal.Reason,
            statusCode: refusal.Kind switch
            {
                RefusalKind.NotFound => StatusCodes.Status404NotFound,
                RefusalKind.Conflict => StatusCodes.Status409Conflict,
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
                _ => StatusCodes.Status400BadRequest,
            },
            extensions: refusal.Field is null ? null : new Dictionary<string, object?> { ["field"] = refusal.Field });
}
