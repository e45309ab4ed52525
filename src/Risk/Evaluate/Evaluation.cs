using System.Text.Json.Serialization;

namespace Tidewaiter.Risk;

/// <summary>Measures of one way to score. Maps are keyed by per cent; a revenue share is null where labels carry no revenue.</summary>
internal record Measured(
    int Rows, double BaseRate, double Auc, double AveragePrecision,
    IReadOnlyDictionary<string, double> PrecisionAt,
    IReadOnlyDictionary<string, double[]> PrecisionIntervalAt,
    IReadOnlyDictionary<string, double> RecallAt,
    IReadOnlyDictionary<string, double?> RevenueAt,
    double? Ece, double? Brier)
{
    /// <summary>The measures as they are printed.</summary>
    public static Measured Of(Metrics metrics) => new(
        metrics.Rows, metrics.BaseRate, metrics.Auc, metrics.AveragePrecision, metrics.PrecisionAt, metrics.PrecisionIntervalAt, metrics.RecallAt,
        metrics.PrecisionAt.Keys.ToDictionary(rate => rate, rate => metrics.RevenueAt?[rate]), metrics.Ece, metrics.Brier);
}

/// <summary>What <c>risk evaluate</c> prints: the model's measures, and the baselines' beside them on the same rows.</summary>
/// <param name="Measures">Of the model.</param>
/// <param name="RevenueAtByExpectedRevenue">Revenue shares when items stand by expected revenue rather than by score; null without revenue.</param>
/// <param name="Baselines">By name: random, price, goods_lookup, boosting_label_encoding.</param>
/// <param name="TrainRows">Labelled items of training.</param>
/// <param name="TrainRowsPerCpuSecond">Replay, features and trees included.</param>
/// <param name="ScoreRowsPerCpuSecond">Features, score, exact reasons and the five strongest in words included.</param>
/// <param name="Model">Version of the model.</param>
internal sealed record Evaluation(
    Measured Measures,
    [property: JsonPropertyOrder(1)] IReadOnlyDictionary<string, double>? RevenueAtByExpectedRevenue,
    [property: JsonPropertyOrder(6)] IReadOnlyDictionary<string, Measured> Baselines,
    [property: JsonPropertyOrder(2)] int TrainRows,
    [property: JsonPropertyOrder(3)] double TrainRowsPerCpuSecond,
    [property: JsonPropertyOrder(4)] double ScoreRowsPerCpuSecond,
    [property: JsonPropertyOrder(5)] string Model) : Measured(Measures)
{
    /// <summary>Reasons told for each item while the speed is measured.</summary>
    private const int Reasons = 5;

    /// <summary>The model's measures, as one.</summary>
    [JsonIgnore]
    public Measured Measures { get; init; } = Measures;

    /// <summary>
    /// Trains on some declarations, scores others as of what was known at the end of training and lodged before each, and
    /// measures the scores against the others' labels.
    /// </summary>
    /// <param name="train">All their labels teach.</param>
    /// <param name="test">Their labels are only looked at to measure.</param>
    /// <param name="signals">About both.</param>
    /// <param name="cpuSeconds">CPU time used so far.</param>
    public static Outcome<Evaluation> Run(IReadOnlyList<DeclarationRead> train, IReadOnlyList<DeclarationRead> test, SignalBatch signals, Func<double> cpuSeconds)
    {
        var truth = new Truth(test);
        if (truth.Labelled.Count == 0) return Refusal.Invalid("test", "The test files carry no labels: there is nothing to measure against.");
        var started = cpuSeconds();
        var trained = Trainer.Train(train, signals);
        if (trained.Refusal is { } tooLittle) return tooLittle;
        var trainSeconds = cpuSeconds() - started;

        var baselines = BaselineMethods.Score(train, test, trained.Value.Profiles);
        var engine = new RiskEngine(trained.Value.Profiles, trained.Value.Model);
        started = cpuSeconds();
        var scores = ScoreCommand.InInputOrder(engine, test, signals, Reasons).SelectMany(ofDeclaration => ofDeclaration).ToArray();
        var scoreSeconds = cpuSeconds() - started;

        var expected = scores[0].ExpectedRevenue is null || truth.Revenue is null ? null
            : truth.Measure([.. scores.Select(score => (double)score.ExpectedRevenue!.Value)], probability: false).RevenueAt;
        return new Evaluation(
            Measured.Of(truth.Measure([.. scores.Select(score => score.Score)], probability: true)), expected,
            baselines.ToDictionary(baseline => baseline.Name, baseline => Measured.Of(truth.Measure(baseline.Scores, baseline.Probability))),
            trained.Value.Model.Text.Span.Items, Math.Round(trained.Value.Model.Text.Span.Items / Math.Max(1e-3, trainSeconds)),
            Math.Round(scores.Length / Math.Max(1e-3, scoreSeconds)), trained.Value.Model.Version);
    }
}

/// <summary>The labels of test items, in the order of the items.</summary>
internal sealed class Truth
{
    private readonly List<bool> _hits = [];

    public Truth(IReadOnlyList<DeclarationRead> reads)
    {
        var place = 0;
        List<double> revenue = [];
        var hasRevenue = true;
        foreach (var read in reads)
            foreach (var item in read.Declaration.Items)
            {
                if (read.Labels.FirstOrDefault(label => label.Item == item.SequenceNumber) is { } label)
                {
                    Labelled.Add(place);
                    _hits.Add(label.Finding != FindingKind.InOrder);
                    revenue.Add((double)(label.RevenueRecovered ?? 0));
                    hasRevenue &= label.RevenueRecovered is not null || label.Finding == FindingKind.InOrder;
                }
                place++;
            }
        Revenue = hasRevenue && revenue.Any(amount => amount > 0) ? revenue : null;
    }

    /// <summary>The places of labelled items among all items.</summary>
    public List<int> Labelled { get; } = [];

    /// <summary>Revenue of the labelled items; null when the labels carry none.</summary>
    public IReadOnlyList<double>? Revenue { get; }

    /// <summary>Measures scores of all items on the labelled ones.</summary>
    public Metrics Measure(IReadOnlyList<double> scores, bool probability) =>
        Metrics.Of([.. Labelled.Select(place => scores[place])], _hits, Revenue, probability);
}
