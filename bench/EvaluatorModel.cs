using Tidewaiter.Declarations;
using Tidewaiter.Kernel;
using Tidewaiter.Risk;
using Tidewaiter.Selection;

namespace Tidewaiter.Bench;

internal sealed record EvaluatorModel(string Text, IReadOnlyList<Tree> Trees, Ensemble Ensemble, TrainingRows Train, TrainingRows Test)
{
    public static EvaluatorModel Make(int items)
    {
        var world = Worlds.For(items, seed: 11);
        var reads = world.Days().SelectMany(day => day.Declarations.Zip(day.Truths)).Select(pair => new DeclarationRead(pair.First,
            [.. world.Inspect(pair.First, pair.Second, Lane.Red).Select(report => new ItemLabel(report.Item, report.Kind, report.RevenueRecovered, pair.First.LodgedAt.AddDays(2)))])).ToList();
        var features = FeatureSet.For(FeatureSet.StatementKinds(reads.Select(read => read.Declaration)), []);
        var collector = new RowCollector(features.Features.Count);
        new Replay(features, new Profiles()).Run(Replay.InOrder(reads), SignalBatch.None, collector.Add);
        var all = collector.All();
        var half = all.Count / 2;
        var train = new TrainingRows(all.Columns, all.Values[..(half * all.Columns)], all.Labels[..half]);
        var test = new TrainingRows(all.Columns, all.Values[(half * all.Columns)..], all.Labels[half..]);
        var text = Booster.Train(train, "objective=binary learning_rate=0.05 num_leaves=62 min_data_in_leaf=20 feature_fraction=0.5 lambda_l2=5", 200);
        var trees = TreeText.Read(text, all.Columns).Value;
        var edges = trees.Select(tree => new Edges(tree).MostFeatures).ToList();
        Figures.Say($"{trees.Count} trees, leaves {trees.Sum(t => t.LeafValue.Length)}, features mean {edges.Average():0.0} max {edges.Max()}; {train.Count} rows trained, {all.Columns} columns");
        return new(text, trees, new Ensemble(trees, [.. Enumerable.Range(0, all.Columns)]), train, test);
    }
}
