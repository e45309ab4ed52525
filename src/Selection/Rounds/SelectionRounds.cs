using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tidewaiter.Selection.Capacity;
using Tidewaiter.Selection.Reroute;

namespace Tidewaiter.Selection.Rounds;

/// <summary>Closes a round for every office that waits, again and again, and lets document checks go that nobody made in time.</summary>
internal sealed class SelectionRounds(ISelection selection, Rerouting rerouting, IOptions<SelectionOptions> options, TimeProvider clock, ILogger<SelectionRounds> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.RoundInterval <= TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(options.Value.RoundInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await CloseAll(stoppingToken);
    }

    private async Task CloseAll(CancellationToken stopping)
    {
        try
        {
            foreach (var (office, day) in await selection.Waiting(stopping)) await selection.Choose(office, day, stopping);
            await rerouting.Lapse(stopping);
        }
#pragma warning disable CA1031 // what waits stays waiting: the next round takes it
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(error, "A round was not closed; it is tried again in {Interval}.", options.Value.RoundInterval);
        }
    }
}
