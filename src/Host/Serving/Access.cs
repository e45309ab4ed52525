using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Tidewaiter.Kernel;

namespace Tidewaiter.Host.Serving;

/// <summary>Who is let in, and to what: a cookie for people, HTTP Basic for programs, a policy per permission.</summary>
internal static class Access
{
    public const string SignInLimit = "sign-in";

    private const string Either = "either";

    public static void AddDeskAccess(this IServiceCollection services, ModuleList modules)
    {
        services.AddSingleton<Tickets>();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") ? BasicAuthentication.Scheme : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<BasicAuthentication.Settings, BasicAuthentication>(BasicAuthentication.Scheme, null)
            .AddCookie(SetUpCookie);
        services.AddAuthorization(authorization =>
        {
            authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            foreach (var permission in modules.Modules.SelectMany(module => module.Permissions))
                authorization.AddPolicy(permission.Name, policy => policy.RequireRole(permission.Roles.Select(role => role.ToString())));
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(SignInLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress, _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }));
        });
    }

    private static void SetUpCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "tidewaiter";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/refused";
        cookie.ExpireTimeSpan = TimeSpan.FromHours(10);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    // A program wants a status, a person wants the page.
    private static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
