using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tidewaiter.Host.Serving;
using Tidewaiter.Kernel;
using Tidewaiter.Simulation;

namespace Tidewaiter.Host.CommandLine;

/// <summary><c>tidewaiter demo</c>: a desk over a simulated country, for a first look.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var seed = new Option<int>("--seed") { Description = "Which country to simulate; the same seed makes the same one.", DefaultValueFactory = _ => 7 };
        var port = new Option<int>("--port") { Description = "Port on loopback; 0 takes a free one.", DefaultValueFactory = _ => 5080 };
        var store = new Option<string>("--store") { Description = "Where to keep the country: a SQLite file or a PostgreSQL connection string. By default it goes when the demo ends.", DefaultValueFactory = _ => "passing" };
        var command = new Command("demo", "Fill a store with a simulated country and open the desk over it.") { seed, port, store };
        command.SetAction(async (parsed, cancellation) =>
        {
            var watch = Stopwatch.StartNew();
            var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{parsed.GetValue(port)}");
            await using var desk = await Desk.Start(parsed.GetRequiredValue(store), address, new SimulatedClock(TimeProvider.System), cancellation);
            var filled = await Demo.Fill(desk.Services, new FillSettings { Seed = (ulong)Math.Max(0, parsed.GetValue(seed)) }, new FillLine(), cancellation);
            if (filled.Refusal is { } refusal)
            {
                Output.Say(refusal.Reason);
                return Output.Refused;
            }
            var password = await Accounts(desk.Services);
            Output.Say(string.Create(CultureInfo.InvariantCulture, $"Ready in {watch.Elapsed.TotalSeconds:0.0} s. Open the desk, already signed in:"));
            Console.Out.WriteLine($"{desk.Address}/account/ticket?t={desk.Services.GetRequiredService<Tickets>().Issue("officer")}");
            Output.Say($"Or sign in as officer, analyst, chief or auditor with the password {password}. Stop with Ctrl+C.");
            await desk.App.WaitForShutdownAsync(cancellation);
            return Output.Done;
        });
        return command;
    }

    private static async Task<string> Accounts(IServiceProvider services)
    {
        var accounts = services.GetRequiredService<Accounts>();
        var password = Kernel.Accounts.NewPassword();
        foreach (var role in new[] { Role.Officer, Role.Analyst, Role.Chief, Role.Auditor })
        {
            var id = role.ToString().ToLowerInvariant();
            await accounts.Put(new Officer(id, $"Demo {id}", [role]), password);
        }
        return password;
    }

    private sealed class FillLine : IProgress<FillProgress>
    {
        public void Report(FillProgress value) =>
            Output.Say(string.Create(CultureInfo.InvariantCulture, $"  lived through {value.Day:yyyy-MM-dd} ({value.Done} of {value.Of} days, {value.Declarations} declarations)"));
    }
}
