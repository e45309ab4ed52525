using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidewaiter.Tests;

namespace Tidewaiter.EndToEnd.Host;

public class KillTests
{
    private const int Kills = 20;
    private const int Senders = 4;
    private const int BatchSize = 20;

    private sealed record Health([property: JsonPropertyName("waiting_facts")] long WaitingFacts);

    [Fact]
    public async Task Ingest_killed_at_random_moments_loses_and_doubles_no_acknowledged_declaration()
    {
        var store = await TestStores.FreshConnection("sqlite");
        var (exit, password, error) = await RunningHost.Command("account", "add", "feeder", "--role", "System", "--store", store);
        Assert.True(exit == 0, error);
        var random = new Random(20_261_122);
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var nextNumber = 0;

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var host = await RunningHost.Start("serve", "--store", store);
            using var client = Client(host, password.Trim());
            using var stop = new CancellationTokenSource();
            var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => Send(client, () => Interlocked.Add(ref nextNumber, BatchSize), acknowledged, stop.Token))).ToList();
            var before = acknowledged.Count;
            while (acknowledged.Count == before) await Task.Delay(5);
            await Task.Delay(random.Next(0, 700));
            await host.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(senders);
        }

        await using (var host = await RunningHost.Start("serve", "--store", store))
        {
            using var client = Client(host, password.Trim());
            while ((await client.GetFromJsonAsync<Health>("/health"))!.WaitingFacts > 0) await Task.Delay(100);
        }

        Assert.True(acknowledged.Count >= Kills * BatchSize, $"only {acknowledged.Count} declarations were acknowledged: there was no load");
        await using var kept = Store.Open(store);
        await EachOnce(kept, acknowledged.Keys, "select id as declaration from declarations_declaration", "kept");
        await EachOnce(kept, acknowledged.Keys, "select subject as declaration from kernel_fact where name = 'declarations.declaration_lodged'", "published");
        await EachOnce(kept, acknowledged.Keys, "select declaration from risk_event where kind = 'lodged'", "scored");
        await EachOnce(kept, acknowledged.Keys, "select declaration from inspection_work", "on the worklist");
    }

    private static async Task EachOnce(Store store, IEnumerable<string> acknowledged, string sql, string what)
    {
        var times = (await store.Query(sql, row => row.Text("declaration"))).CountBy(id => id).ToDictionary();
        Assert.Empty(acknowledged.Where(id => times.GetValueOrDefault(id) == 0).Select(id => $"{id} was acknowledged and is not {what}"));
        Assert.Empty(times.Where(pair => pair.Value > 1).Select(pair => $"{pair.Key} is {what} {pair.Value} times"));
    }

    // Each batch is sent until it is acknowledged or the host is gone; the last one may be sent again by nobody.
    private static async Task Send(HttpClient client, Func<int> take, ConcurrentDictionary<string, bool> acknowledged, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var last = take();
            var ids = Enumerable.Range(last - BatchSize, BatchSize).Select(number => $"K{number.ToString("0000000", CultureInfo.InvariantCulture)}").ToList();
            try
            {
                using var body = new StringContent(string.Concat(ids.Select(Line)), Encoding.UTF8, "application/x-ndjson");
                using var answer = await client.PostAsync("/api/declarations/lodge", body, stop);
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(stop));
                foreach (var id in ids) acknowledged[id] = true;
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private static string Line(string id) => JsonSerializer.Serialize(new
    {
        id,
        lodgedAt = "2026-03-01T08:00:00Z",
        typeCode = "IM",
        officeId = "QT01",
        parties = new[] { new { role = "importer", id = "QT" + id[^2..], name = "Kill Test Trading" } },
        consignment = new { dispatch = "CN", transportModeCode = "1" },
        items = new[] { new { sequenceNumber = 1, commodity = "61091000", description = "cotton t-shirts", origin = "CN", netMass = 100, grossMass = 110, customsValue = new { amount = 900, currency = "USD" } } },
    }) + "\n";

    private static HttpClient Client(RunningHost host, string password)
    {
        var client = new HttpClient { BaseAddress = new Uri(host.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"feeder:{password}")));
        return client;
    }
}
