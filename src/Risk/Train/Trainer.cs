namespace Tidewaiter.Risk;

/// <summary>A model with the memory as of the end of its training.</summary>
internal sealed record Trained(RiskModel Model, Profiles Profiles);

/// <summary>Trains a model on what was lodged and found.</summary>
internal static class Trainer
{
    /// <summary>Fewer labelled items, or hits, than this teach nothing that can be trusted.</summary>
    private const int FewestItems = 200;
    private const int FewestHits = 20;

    private const int Rounds = 150;
    private const int RevenueRounds = 80;

    /// <summary>Fixed for every country and data set: chosen on time splits inside training data, see docs/adr/0005.</summary>
    private const string Settings =
        "objective=binary learning_rate=0.05 num_leaves=31 max_depth=7 min_data_in_leaf=30 feature_fraction=0.5 lambda_l2=5";

    private const string RevenueSettings =
        "objective=tweedie tweedie_variance_power=1.5 learning_rate=0.06 num_leaves=15 max_depth=5 min_data_in_leaf=20 feature_fraction=0.5 lambda_l2=5";

    // A model meets data whose newest results are hours old and data whose newest results are months old, and must not
    // lean on the first: half of the declarations are learned from as seen with prompt results, half with results this
    // much later.
    private static readonly TimeSpan[] Lags = [TimeSpan.Zero, TimeSpan.FromDays(90)];

    /// <summary>Trains on declarations with labels; each label teaches the memory from the moment at which it was known.</summary>
    /// <param name="reads">Declarations in any order.</param>
    /// <param name="signals">What signals gave about them.</param>
    /// <returns>The model and the memory after everything was learned, or the refusal when there is too little to learn from.</returns>
    public static Outcome<Trained> Train(IReadOnlyList<DeclarationRead> reads, SignalBatch signals)
    {
        var ordered = Replay.InOrder(reads);
        var features = FeatureSet.For(
            FeatureSet.StatementKinds(ordered.Select(read => read.Declaration)), signals.Definitions.Select(definition => definition.Name));
        var rows = new RowCollector(features.Features.Count);
        Profiles? memory = null;
        foreach (var (place, lag) in Lags.Index())
        {
            var profiles = new Profiles();
            var replay = new Replay(features, profiles);
            replay.Run(ordered, signals, rows.Add, lag, declaration => (int)(KeyHash.Of(declaration.Id.Text) % (ulong)Lags.Length) == place);
            if (memory is not null) continue;
            replay.LearnAll();
            memory = profiles;
        }
        var items = rows.Labels.Count;
        var hits = rows.Labels.Count(label => label > 0);
        if (items < FewestItems || hits < FewestHits || hits == items)
            return Refusal.Conflict($"There is too little to learn from: {items} labelled items, {hits} with a finding. At least {FewestItems} and {FewestHits} are needed, and some that were in order.");

        var span = new TrainingSpan(ordered[0].Declaration.LodgedAt, ordered[^1].Declaration.LodgedAt, items, hits);
        var (revenueTrees, scale) = TrainRevenue(rows);
        var text = new ModelText(
            [.. features.Features.Select(feature => feature.Name)], Settings, span, 1, 0, scale, Booster.Train(rows.All(), Settings, Rounds), revenueTrees);
        return RiskModel.Of(text).Map(model => new Trained(model, memory!));
    }

    private static (string? Trees, double? Scale) TrainRevenue(RowCollector rows)
    {
        var hits = rows.HitsWithRevenue();
        var total = hits.Labels.Sum(revenue => (double)revenue);
        if (hits.Count < FewestHits || total <= 0) return (null, null);
        var scale = total / hits.Count;
        for (var row = 0; row < hits.Count; row++) hits.Labels[row] = (float)(hits.Labels[row] / scale);
        return (Booster.Train(hits, RevenueSettings, RevenueRounds), scale);
    }
}

/// <summary>Gathers labelled rows as a replay gives them.</summary>
internal sealed class RowCollector(int columns)
{
    private readonly List<float> _values = [];
    private readonly List<float> _revenue = [];

    /// <summary>1 for a finding, 0 for an item in order.</summary>
    public List<float> Labels { get; } = [];

    /// <summary>Keeps the row when it has a label.</summary>
    public void Add(ItemFigures item, ItemLabel? label, ReadOnlySpan<float> row)
    {
        if (label is null) return;
        _values.AddRange(row);
        Labels.Add(label.Finding == FindingKind.InOrder ? 0 : 1);
        _revenue.Add(label.RevenueRecovered is { } revenue ? Math.Max(0, (float)revenue) : float.NaN);
    }

    /// <summary>All rows.</summary>
    public TrainingRows All() => new(columns, [.. _values], [.. Labels]);

    /// <summary>The rows with a finding whose revenue is known, labelled with it.</summary>
    public TrainingRows HitsWithRevenue()
    {
        List<float> values = [], revenue = [];
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values);
        for (var row = 0; row < Labels.Count; row++)
        {
            if (Labels[row] == 0 || float.IsNaN(_revenue[row])) continue;
            values.AddRange(all.Slice(row * columns, columns));
            revenue.Add(_revenue[row]);
        }
        return new(columns, [.. values], [.. revenue]);
    }
}
