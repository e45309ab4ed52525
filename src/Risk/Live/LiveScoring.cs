namespace Tidewaiter.Risk.Live;

/// <summary>Features and scores of declarations against a memory that moves on between them.</summary>
internal sealed class LiveScoring(Profiles profiles, RiskModel? model)
{
    /// <summary>How many reasons are told one by one; the others stand as one.</summary>
    public const int ReasonsTold = 12;

    private readonly Scorer? _scorer = model is null ? null : new Scorer(model);

    /// <summary>What a declaration's features are read from, the features, and the probabilities at first look; empty when no model has looked.</summary>
    public sealed record Read(ItemFigures[] Items, ItemReading[] Readings, float[][] Rows, double[] First);

    /// <summary>Reads a declaration as of now.</summary>
    public Read ReadNew(ItemFigures[] items, SignalBatch signals)
    {
        var readings = items.Select(_ => new ItemReading()).ToArray();
        if (model is null) return new(items, Remembered(items, signals, readings), [.. items.Select(_ => Array.Empty<float>())], []);
        var columns = model.Features.Features.Count;
        var rows = new float[items.Length * columns];
        var first = model.Read(items, profiles, signals, readings, rows);
        return new(items, readings, rows.Chunk(columns).ToArray(), first);
    }

    /// <summary>Reads again a declaration that waits: as it was at lodgement, but for what results have taught since.</summary>
    public Read ReadAgain(Waiting.One one)
    {
        var readings = Remembered(one.Items, SignalBatch.None, [.. one.Items.Select(_ => new ItemReading())]);
        float[][] rows = [.. one.Rows.Select(row => (float[])row.Clone())];
        for (var item = 0; item < one.Items.Length; item++) model?.Features.Refresh(readings[item], rows[item]);
        return new(one.Items, readings, rows, []);
    }

    /// <summary>The scores of what was read, declaration by declaration.</summary>
    public IReadOnlyList<ItemScore[]> Score(IReadOnlyList<Read> reads, DateTimeOffset asOf, int reasons = ReasonsTold)
    {
        if (_scorer is null) return [.. reads.Select(read => read.Readings.Select(reading => Sure(FirstScores.Of(reading, asOf), reading)).ToArray())];
        var readings = reads.SelectMany(read => read.Readings).ToList();
        var scores = _scorer.Score(readings, [.. reads.SelectMany(read => read.Rows).SelectMany(row => row)], asOf, reasons);
        var byDeclaration = new List<ItemScore[]>(reads.Count);
        var next = 0;
        foreach (var read in reads)
        {
            byDeclaration.Add([.. scores[next..(next + read.Items.Length)].Zip(read.Readings, Sure)]);
            next += read.Items.Length;
        }
        return byDeclaration;
    }

    /// <summary>The score with how sure it is and what a look would teach.</summary>
    private static ItemScore Sure(ItemScore score, ItemReading reading)
    {
        var (low, high) = ScoreInterval.Of(reading, score.Score);
        return score with { Low = low, High = high, Learning = WorthOfLook.Of(reading) };
    }

    private ItemReading[] Remembered(ItemFigures[] items, SignalBatch signals, ItemReading[] readings)
    {
        ItemReading.Read(items, profiles, signals, readings);
        return readings;
    }
}
