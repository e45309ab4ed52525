using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tidewaiter.Host.Serving;
using Tidewaiter.Kernel;

namespace Tidewaiter.Host.CommandLine;

/// <summary><c>tidewaiter serve</c>: the desk and the interfaces over a lasting store.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var store = new Option<string>("--store") { Description = "A SQLite file, or a PostgreSQL connection string (Host=…).", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TIDEWAITER_STORE") ?? Path.Combine("data", "tidewaiter.db") };
        var port = new Option<int>("--port") { Description = "Port on loopback; 0 takes a free one.", DefaultValueFactory = _ => 5080 };
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on instead of loopback, such as https://0.0.0.0:443." };
        var command = new Command("serve", "Serve the desk and the interfaces over a lasting store.") { store, port, urls };
        command.SetAction(async (parsed, cancellation) =>
        {
            var address = parsed.GetValue(urls) ?? string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{parsed.GetValue(port)}");
            await using var desk = await Desk.Start(parsed.GetRequiredValue(store), address, TimeProvider.System, cancellation: cancellation);
            await FirstAccount(desk.Services.GetRequiredService<Accounts>());
            Output.Say($"The desk is at {desk.Address}");
            await desk.App.WaitForShutdownAsync(cancellation);
            return Output.Done;
        });
        return command;
    }

    private static async Task FirstAccount(Accounts accounts)
    {
        if ((await accounts.All()).Count > 0) return;
        var password = Accounts.NewPassword();
        await accounts.Put(new Officer("admin", "Administrator", [Role.Administrator]), password);
        Output.Say($"The store has no accounts yet. Made 'admin' with the password {password} (shown this once).");
        Output.Say("Add people with: tidewaiter account add NAME --role Officer --office OFFICE --store …");
    }
}
