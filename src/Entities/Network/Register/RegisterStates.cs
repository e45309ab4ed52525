using Tidewaiter.Entities.Network.Linking;

namespace Tidewaiter.Entities.Network.Register;

/// <summary>
/// The registers as they stood after each act of loading, linked once and held. The newest is made ready in the background when
/// registers change; who asks for another waits until it is there, together with all others who ask for it.
/// </summary>
internal sealed class RegisterStates(Registers registers, RecordEntity? resolved = null) : IFactHandler<RegistersLoaded>
{
    private const int MostHeld = 3;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, Task<RegisterState>> _states = [];

    /// <summary>The state as it stands; while a newer one is being made ready, the one before. Null when no register was ever loaded.</summary>
    public async Task<RegisterState?> Now()
    {
        var acts = await registers.Acts();
        if (acts.Count == 0) return null;
        var newest = Make(acts[^1].Revision);
        return await (newest.IsCompletedSuccessfully ? newest : Ready() ?? newest);
    }

    /// <summary>The states after the last act before each moment, by moment; moments before the first act are left out.</summary>
    public async Task<IReadOnlyDictionary<DateTimeOffset, RegisterState>> At(IEnumerable<DateTimeOffset> moments)
    {
        var acts = await registers.Acts();
        var states = new Dictionary<DateTimeOffset, RegisterState>();
        foreach (var moment in moments.Distinct())
            if (acts.LastOrDefault(one => one.At <= moment) is { } act) states[moment] = await Make(act.Revision);
        return states;
    }

    /// <summary>Makes the newest state ready.</summary>
    public async Task Handle(IReadOnlyList<RegistersLoaded> facts, CancellationToken cancellation)
    {
        if ((await registers.Acts()).LastOrDefault() is { } newest) await Make(newest.Revision);
    }

    private Task<RegisterState>? Ready()
    {
        lock (_lock) return _states.Values.LastOrDefault(state => state.IsCompletedSuccessfully);
    }

    private Task<RegisterState> Make(long revision)
    {
        lock (_lock)
        {
            if (_states.TryGetValue(revision, out var known) && !known.IsFaulted && !known.IsCanceled) return known;
            // The newest is always asked for again; of the older ones the oldest goes.
            while (_states.Count >= MostHeld) _states.Remove(_states.Keys.First());
            return _states[revision] = Task.Run(async () => new RegisterState(revision, RegistryFiles.Of(await registers.Standing(revision)), resolved));
        }
    }
}
