using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Tidewaiter.Kernel;

/// <summary>One handler's place in the stream of facts of one kind.</summary>
internal sealed class Subscription(string name, string fact, Func<IServiceProvider, IReadOnlyList<string>, CancellationToken, Task> deliver) : IDisposable
{
    public const int BatchSize = 500;

    private static readonly SqlFolder Sql = SqlFolder.Of<Store>();
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Name { get; } = name;

    public string Fact { get; } = fact;

    public static Subscription Of<TFact, THandler>() where TFact : IFact where THandler : class, IFactHandler<TFact> =>
        new($"{typeof(THandler).FullName}", TFact.Name, (services, bodies, cancellation) =>
            services.GetRequiredService<THandler>().Handle(
                [.. bodies.Select(body => JsonSerializer.Deserialize<TFact>(body, Facts.Json)!)], cancellation));

    /// <summary>Delivers the next facts.</summary>
    /// <returns>How many; 0 when there are none or another host has the lease.</returns>
    public async Task<int> DeliverNext(Store store, IServiceProvider services, TimeProvider clock, string owner, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await DeliverInTurn(store, services, clock, owner, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<long> Waiting(Store store) =>
        store.One(Sql["Facts/Backlog"], row => row.Whole("waiting"), ("name", Name), ("fact", Fact));

    public void Dispose() => _turn.Dispose();

    private async Task<int> DeliverInTurn(Store store, IServiceProvider services, TimeProvider clock, string owner, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var lease = await store.InTransaction(async transaction =>
        {
            await transaction.Run(Sql["Facts/AddSubscription"], ("name", Name));
            return await transaction.Query(Sql["Facts/TakeLease"], row => row.Whole("last_seq"),
                ("name", Name), ("owner", owner), ("now", now), ("until", now + Lease));
        }, cancellation);
        if (lease.Count == 0) return 0;

        var facts = await store.Query(Sql["Facts/ReadAfter"], row => (Seq: row.Whole("seq"), Body: row.Text("body")),
            ("name", Fact), ("after", lease[0]), ("most", (long)BatchSize));
        if (facts.Count == 0) return 0;

        await deliver(services, [.. facts.Select(fact => fact.Body)], cancellation);
        await store.InTransaction(transaction => transaction.Run(Sql["Facts/Advance"], ("name", Name), ("owner", owner), ("last", facts[^1].Seq)), cancellation);
        return facts.Count;
    }
}

/// <summary>Registers handlers of facts.</summary>
public static class SubscriptionServices
{
    /// <summary>Has <typeparamref name="THandler"/> given every <typeparamref name="TFact"/>, from the first one in the store on.</summary>
    public static IServiceCollection AddFactHandler<TFact, THandler>(this IServiceCollection services)
        where TFact : IFact where THandler : class, IFactHandler<TFact> =>
        services.AddSingleton<THandler>().AddSingleton(Subscription.Of<TFact, THandler>());
}
