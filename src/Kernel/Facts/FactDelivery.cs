using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tidewaiter.Kernel;

/// <summary>
/// Gives facts to their handlers, each handler at its own pace. A handler that fails is tried again, ever more slowly;
/// it holds up only itself, and how far it is behind is to be seen in <see cref="Backlog"/>.
/// </summary>
public sealed class FactDelivery : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Store _store;
    private readonly Facts _facts;
    private readonly IReadOnlyList<Subscription> _subscriptions;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _clock;
    private readonly ILogger<FactDelivery> _log;
    private readonly string _owner = Guid.NewGuid().ToString("N");

    internal FactDelivery(Store store, Facts facts, IEnumerable<Subscription> subscriptions, IServiceProvider services, TimeProvider clock, ILogger<FactDelivery> log)
    {
        _store = store;
        _facts = facts;
        _subscriptions = [.. subscriptions];
        _services = services;
        _clock = clock;
        _log = log;
    }

    /// <summary>Delivers until nothing waits, in the caller's own time: for filling a store and for tests.</summary>
    /// <exception cref="Exception">What a handler threw.</exception>
    public async Task Drain(CancellationToken cancellation = default)
    {
        bool more;
        do
        {
            more = false;
            foreach (var subscription in _subscriptions)
                while (await subscription.DeliverNext(_store, _services, _clock, _owner, cancellation) > 0)
                    more = true;
        }
        while (more);
    }

    /// <summary>How many facts wait, per handler.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Backlog()
    {
        var waiting = new Dictionary<string, long>();
        foreach (var subscription in _subscriptions) waiting[subscription.Name] = await subscription.Waiting(_store);
        return waiting;
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_subscriptions.Select(subscription => Run(subscription, stoppingToken)));

    private async Task Run(Subscription subscription, CancellationToken stopping)
    {
        var pause = Poll;
        while (!stopping.IsCancellationRequested)
        {
            var published = _facts.Published;
            try
            {
                if (await subscription.DeliverNext(_store, _services, _clock, _owner, stopping) > 0)
                {
                    pause = Poll;
                    continue;
                }
                await Task.WhenAny(published, Task.Delay(Poll, _clock, stopping));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever a handler throws, its facts stay and come again
            catch (Exception error)
#pragma warning restore CA1031
            {
                _log.LogError(error, "Facts {Fact} for {Handler} are not delivered; trying again in {Pause}.", subscription.Fact, subscription.Name, pause);
                await Task.Delay(pause, _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
