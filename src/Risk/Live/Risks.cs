namespace Tidewaiter.Risk.Live;

/// <summary>The face of live risk to other modules.</summary>
internal sealed class Risks(Store store, IGrainFactory grains) : IRisk
{
    public Task<IReadOnlyList<ItemScore>> Find(DeclarationId id) => ScoreRows.Newest(store, id);

    public async Task<Outcome<string>> Train(CancellationToken cancellation = default)
    {
        var (version, refusal) = await grains.GetGrain<IRiskTraining>(0).Train();
        return refusal is null ? version! : refusal;
    }
}

/// <summary>Scores what was lodged.</summary>
internal sealed class ScoreLodged(IGrainFactory grains) : IFactHandler<DeclarationLodged>
{
    public Task Handle(IReadOnlyList<DeclarationLodged> facts, CancellationToken cancellation) => grains.GetGrain<IRiskMemory>(0).Lodged(facts);
}

/// <summary>Learns from what was found.</summary>
internal sealed class LearnFound(IGrainFactory grains) : IFactHandler<ControlResultRecorded>
{
    public Task Handle(IReadOnlyList<ControlResultRecorded> facts, CancellationToken cancellation) => grains.GetGrain<IRiskMemory>(0).Found(facts);
}
