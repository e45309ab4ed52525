using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tidewaiter.Kernel;

namespace Tidewaiter.Host.Serving;

/// <summary>
/// HTTP Basic (RFC 7617) for programs. A right pair of name and password is remembered, as a hash, for a minute:
/// the password's own hash is slow on purpose.
/// </summary>
internal sealed class BasicAuthentication(IOptionsMonitor<BasicAuthentication.Settings> options, ILoggerFactory log, UrlEncoder encoder, Accounts accounts, IMemoryCache known)
    : AuthenticationHandler<BasicAuthentication.Settings>(options, log, encoder)
{
    public new const string Scheme = "Basic";

    internal sealed class Settings : AuthenticationSchemeOptions;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || header.Scheme != Scheme || header.Parameter is null)
            return AuthenticateResult.NoResult();
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(header.Parameter)));
        if (!known.TryGetValue(key, out Officer? officer))
        {
            officer = await Verify(header.Parameter);
            if (officer is not null) known.Set(key, officer, TimeSpan.FromMinutes(1));
        }
        return officer is null
            ? AuthenticateResult.Fail("Unknown name or wrong password.")
            : AuthenticateResult.Success(new AuthenticationTicket(officer.ToPrincipal(Scheme), Scheme));
    }

    private async Task<Officer?> Verify(string parameter)
    {
        Span<byte> bytes = new byte[parameter.Length];
        if (parameter.Length > 400 || !Convert.TryFromBase64String(parameter, bytes, out var length)) return null;
        var pair = Encoding.UTF8.GetString(bytes[..length]).Split(':', 2);
        return pair.Length == 2 ? await accounts.Verify(pair[0], pair[1]) : null;
    }
}
