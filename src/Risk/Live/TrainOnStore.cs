namespace Tidewaiter.Risk.Live;

/// <summary>Trains on what the store's log tells: everything lodged, and the standing result of everything controlled.</summary>
internal static class TrainOnStore
{
    private const int PageSize = 2000;

    public static async Task<Outcome<RiskModel>> Train(Store store, IDeclarations declarations, IEnumerable<IRiskSignal> signals, TimeProvider clock, CancellationToken cancellation)
    {
        var reads = await Reads(store, declarations);
        var batch = await SignalBatch.Read(signals, [.. reads.Select(read => read.Declaration)], cancellation);
        var trained = await Task.Run(() => RiskEngine.Train(reads, batch), cancellation);
        if (trained.Refusal is { } refusal) return refusal;
        var figures = await Task.Run(() => ModelFigures.Of(trained.Value, reads, batch), cancellation);
        var model = trained.Value.Model!;
        await ModelRows.Put(store, model, figures, clock.GetUtcNow());
        return model;
    }

    private static async Task<List<DeclarationRead>> Reads(Store store, IDeclarations declarations)
    {
        var lodged = new List<DeclarationId>();
        var results = new Dictionary<DeclarationId, ControlResultRecorded>();
        long after = 0;
        while (await RiskEvent.After(store, after, PageSize) is { Count: > 0 } page)
        {
            after = page[^1].Seq;
            foreach (var one in page)
            {
                if (one.Kind == RiskEvent.ResultKind) results[one.Declaration] = one.Result(); // a later revision stands
                else if (one.Key.EndsWith("#1", StringComparison.Ordinal)) lodged.Add(one.Declaration);
            }
        }
        var reads = new List<DeclarationRead>(lodged.Count);
        foreach (var chunk in lodged.Chunk(PageSize))
            reads.AddRange((await declarations.Find(chunk)).Select(declaration => new DeclarationRead(declaration, Labels(results.GetValueOrDefault(declaration.Id)))));
        return reads;
    }

    internal static IReadOnlyList<ItemLabel> Labels(ControlResultRecorded? result) =>
        result is null ? [] : [.. result.Items.Select(item => new ItemLabel(item.Item, item.Kind, item.RevenueRecovered, result.RecordedAt))];
}
