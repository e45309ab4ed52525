namespace Tidewaiter.Risk.Live;

/// <summary>Features and scores of declarations against a memory that moves on between them.</summary>
internal sealed class LiveScoring(Profiles profiles, RiskModel? model)
{
    /// <summary>How many reasons are told one by one; the others stand as one.</summary>
    public const int ReasonsTold = 12;

    private readonly Scorer? _scorer = model is null ? null : new Scorer(model);

    /// <summary>What a declaration's features are read from, and the features.</summary>
    public sealed record Read(ItemFigures[] Items, ItemReading[] Readings, float[][] Rows);

    /// <summary>Reads a declaration as of now.</summary>
    public Read ReadNew(ItemFigures[] items, SignalBatch signals)
    {
        var read = Remembered(items, signals, [.. items.Select(_ => new float[model?.Features.Features.Count ?? 0])]);
        for (var item = 0; item < items.Length; item++) model?.Features.Fill(read.Readings[item], read.Rows[item]);
        return read;
    }

    /// <summary>What another model reads a declaration from, with the features of this one.</summary>
    public Read ReadSame(Read other)
    {
        var rows = other.Items.Select(_ => new float[model?.Features.Features.Count ?? 0]).ToArray();
        for (var item = 0; item < rows.Length; item++) model?.Features.Fill(other.Readings[item], rows[item]);
        return new(other.Items, other.Readings, rows);
    }

    /// <summary>Reads again a declaration that waits: as it was at lodgement, but for what results have taught since.</summary>
    public Read ReadAgain(Waiting.One one)
    {
        var read = Remembered(one.Items, SignalBatch.None, [.. one.Rows.Select(row => (float[])row.Clone())]);
        for (var item = 0; item < one.Items.Length; item++) model?.Features.Refresh(read.Readings[item], read.Rows[item]);
        return read;
    }

    /// <summary>The scores of what was read, declaration by declaration.</summary>
    public IReadOnlyList<ItemScore[]> Score(IReadOnlyList<Read> reads, DateTimeOffset asOf, int reasons = ReasonsTold)
    {
        if (_scorer is null) return [.. reads.Select(read => read.Readings.Select(reading => FirstScores.Of(reading, asOf)).ToArray())];
        var readings = reads.SelectMany(read => read.Readings).ToList();
        var scores = _scorer.Score(readings, [.. reads.SelectMany(read => read.Rows).SelectMany(row => row)], asOf, reasons);
        var byDeclaration = new List<ItemScore[]>(reads.Count);
        var next = 0;
        foreach (var read in reads)
        {
            byDeclaration.Add(scores[next..(next + read.Items.Length)]);
            next += read.Items.Length;
        }
        return byDeclaration;
    }

    private Read Remembered(ItemFigures[] items, SignalBatch signals, float[][] rows)
    {
        var readings = items.Select(_ => new ItemReading()).ToArray();
        for (var item = 0; item < items.Length; item++) readings[item].Read(items[item], profiles, signals);
        ItemReading.Join(readings);
        return new(items, readings, rows);
    }
}
