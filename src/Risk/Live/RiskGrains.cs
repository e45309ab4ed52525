using Microsoft.Extensions.Logging;

namespace Tidewaiter.Risk.Live;

/// <summary>The memory, one in the whole cluster.</summary>
[Alias("risk.memory")]
internal interface IRiskMemory : IGrainWithIntegerKey
{
    Task Lodged(IReadOnlyList<DeclarationLodged> facts);

    Task Found(IReadOnlyList<ControlResultRecorded> facts);

    /// <summary>Starts anew from the store: another model is at work.</summary>
    Task Renew();
}

/// <summary>Training, one at a time in the whole cluster.</summary>
[Alias("risk.training")]
internal interface IRiskTraining : IGrainWithIntegerKey
{
    /// <summary>The new model's version, or the reason why there is none.</summary>
    [ResponseTimeout("02:00:00")]
    Task<(string? Version, Refusal? Refusal)> Train();
}

/// <summary>Hosts a <see cref="LiveRisk"/>.</summary>
internal sealed class RiskMemoryGrain(
    Store store, IDeclarations declarations, Facts facts, IEnumerable<IRiskSignal> signals, TimeProvider clock, IGrainFactory grains, ILogger<RestoredMemory> log) : Grain, IRiskMemory
{
    private readonly RestoredMemory _memory = new(store, declarations, facts, signals, clock, new Snapshots(store, new GrainShares(grains), clock), log);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _memory.Rest();

    public Task Lodged(IReadOnlyList<DeclarationLodged> facts) => _memory.With(live => live.Lodged(facts, CancellationToken.None));

    public Task Found(IReadOnlyList<ControlResultRecorded> facts) => _memory.With(live => live.Found(facts, CancellationToken.None));

    public Task Renew()
    {
        _memory.Renew();
        return Task.CompletedTask;
    }
}

/// <summary>Trains and puts the model to work.</summary>
internal sealed class RiskTrainingGrain(Store store, IDeclarations declarations, IEnumerable<IRiskSignal> signals, TimeProvider clock, ILogger<RiskTrainingGrain> log) : Grain, IRiskTraining
{
    public async Task<(string? Version, Refusal? Refusal)> Train()
    {
        var model = await TrainOnStore.Train(store, declarations, signals, clock, CancellationToken.None);
        if (model.Refusal is { } refusal) return (null, refusal);
        log.LogInformation("Model {Version} is at work.", model.Value.Version);
        await GrainFactory.GetGrain<IRiskMemory>(0).Renew();
        return (model.Value.Version, null);
    }
}
