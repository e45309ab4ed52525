using Tidewaiter.Declarations;
using Tidewaiter.Kernel;
using Tidewaiter.Risk;
using Tidewaiter.Selection;
using Tidewaiter.Simulation;
using Tidewaiter.Simulation.Draw;

namespace Tidewaiter.Bench;

/// <summary>The risk engine's steps on one thread, beside LightGBM's own prediction on the same rows in the same run.</summary>
internal static class EngineBench
{
    private const double InspectedShare = 0.3;

    public static Task Features(Options options)
    {
        var made = Prepare(options);
        Figures.Print("features as of lodgement", made.Items / made.FeatureSeconds, "items/s, 1 thread", $"{made.Columns} features an item");
        return Task.CompletedTask;
    }

    public static Task Score(Options options)
    {
        var made = Prepare(options);
        var own = new double[made.Items];
        var ours = BestOf(3, () =>
        {
            for (var row = 0; row < made.Items; row++) own[row] = made.Model.Hit.Score(made.Rows.AsSpan(row * made.Columns, made.Columns));
        });
        double[] theirs = [];
        var native = BestOf(3, () => theirs = Booster.Predict(made.Model.Text.HitTrees, made.Rows, made.Columns, contributions: false));
        Figures.Print("score", made.Items / ours, "items/s, 1 thread", $"LightGBM predict {made.Items / native:#,0} items/s; largest difference {LargestDifference(own, theirs):0.0e+0}");
        Figures.Print("AUC on simulated truth", Auc(own, made.Truth), "", "the model saw results of 30 % of the earlier declarations");
        return Task.CompletedTask;
    }

    public static Task Reasons(Options options)
    {
        const int block = 256;
        var made = Prepare(options);
        var slots = made.Model.Hit.Slots;
        var shares = new double[made.Items * slots];
        var ours = BestOf(3, () =>
        {
            for (var from = 0; from < made.Items; from += block)
            {
                var size = Math.Min(block, made.Items - from);
                made.Model.Hit.Explain(made.Rows.AsSpan(from * made.Columns, size * made.Columns), made.Columns, shares.AsSpan(from * slots, size * slots));
            }
        });
        var few = Math.Min(made.Items, 2_000); // the peer is slow
        double[] theirs = [];
        var native = Figures.Seconds(() => theirs = Booster.Predict(made.Model.Text.HitTrees, made.Rows[..(few * made.Columns)], made.Columns, contributions: true));
        var difference = 0.0;
        for (var row = 0; row < few; row++)
        {
            var their = 0.0;
            for (var column = 0; column < made.Columns; column++) their += theirs[row * (made.Columns + 1) + column];
            var our = 0.0;
            for (var slot = 0; slot < slots; slot++) our += shares[row * slots + slot];
            difference = Math.Max(difference, Math.Abs(our - their));
        }
        Figures.Print("reasons", made.Items / ours, "items/s, 1 thread", $"LightGBM predict_contrib {few / native:#,0} items/s; largest difference of the sums {difference:0.0e+0}");
        return Task.CompletedTask;
    }

    /// <summary>Trains on the first two thirds of a simulated half year and works out the rows of the rest.</summary>
    private static Made Prepare(Options options)
    {
        var (trained, days) = Make(options.Items ?? 60_000);
        var split = Split(days);
        var rows = new List<float>();
        var replay = new Replay(trained.Model.Features, trained.Profiles);
        var rest = days.Skip(split).SelectMany(day => day.Declarations).Select(declaration => new DeclarationRead(declaration, [])).ToList();
        var featureSeconds = Figures.Seconds(() => replay.Run(rest, SignalBatch.None, (_, _, row) => rows.AddRange(row)));
        var truth = days.Skip(split).SelectMany(day => day.Truths).SelectMany(one => one.Items).Select(item => item.IsFraud).ToArray();
        return new Made(trained.Model, rows.ToArray(), trained.Model.Features.Features.Count, truth, featureSeconds);
    }

    /// <summary>A model that has learned from a simulated country.</summary>
    public static Trained Train(int items) => Make(items).Trained;

    private static (Trained Trained, List<SimulatedDay> Days) Make(int items)
    {
        var world = Worlds.For(items, seed: 11);
        var days = world.Days().ToList();
        var draws = new Draws(99);
        var history = days.Take(Split(days)).SelectMany(day => day.Declarations.Zip(day.Truths))
            .Select(pair => new DeclarationRead(pair.First, draws.Chance(InspectedShare) ? Labels(world, pair.First, pair.Second) : [])).ToList();
        Trained? trained = null;
        var seconds = Figures.Seconds(() => trained = Trainer.Train(history, SignalBatch.None).Value);
        Figures.Say($"trained on {trained!.Model.Text.Span.Items} inspected items, {trained.Model.Text.Span.Hits} with a finding, in {seconds:0.0} s");
        return (trained, days);
    }

    private static int Split(List<SimulatedDay> days) => days.Count * 2 / 3;

    private static List<ItemLabel> Labels(World world, Declaration declaration, DeclarationTruth truth) =>
        [.. world.Inspect(declaration, truth, Lane.Red).Select(report => new ItemLabel(report.Item, report.Kind, report.RevenueRecovered, declaration.LodgedAt.AddDays(2)))];

    private static double BestOf(int turns, Action work) => Enumerable.Range(0, turns).Min(_ => Figures.Seconds(work));

    private static double LargestDifference(double[] left, double[] right) => left.Zip(right, (one, other) => Math.Abs(one - other)).Max();

    /// <summary>Chance that a false item has the higher score than an honest one (Mann and Whitney 1947); ties count half by their order.</summary>
    private static double Auc(double[] scores, bool[] truth)
    {
        var order = Enumerable.Range(0, scores.Length).OrderBy(row => scores[row]).ToArray();
        double ranks = 0, hits = 0;
        for (var rank = 0; rank < order.Length; rank++)
            if (truth[order[rank]])
            {
                ranks += rank + 1;
                hits++;
            }
        return (ranks - hits * (hits + 1) / 2) / (hits * (scores.Length - hits));
    }

    private sealed record Made(RiskModel Model, float[] Rows, int Columns, bool[] Truth, double FeatureSeconds)
    {
        public int Items => Truth.Length;
    }
}
