using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tidewaiter.Host.Serving;

/// <summary>One-time sign-ins for the person at the terminal, as the demo prints them. Each is good once, in this process.</summary>
internal sealed class Tickets
{
    private readonly ConcurrentDictionary<string, string> _open = new();

    public string Issue(string accountId)
    {
        var ticket = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _open[ticket] = accountId;
        return ticket;
    }

    public string? Redeem(string ticket) => _open.TryRemove(ticket, out var accountId) ? accountId : null;
}
