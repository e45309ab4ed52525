using System.Diagnostics;
using Tidewaiter.Risk;

namespace Tidewaiter.Bench;

internal static class EvaluatorBench
{
    public static Task Evaluate(Options options)
    {
        var made = EvaluatorModel.Make(options.Items ?? 60_000);
        var rows = made.Test;
        double[] theirs = [];
        var native = Cpu.Best(3, () => theirs = Booster.Predict(made.Text, rows.Values, rows.Columns, contributions: false));
        Figures.Print("native", rows.Count / native, "rows/cpu s");
        foreach (var path in Enum.GetValues<ScorePath>())
        {
            var own = new double[rows.Count];
            made.Ensemble.Score(rows.Values, rows.Columns, own, path);
            var seconds = Cpu.Best(5, () => made.Ensemble.Score(rows.Values, rows.Columns, own, path));
            var equal = own.Zip(theirs).Count(pair => BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second));
            Figures.Print(path.ToString(), rows.Count / seconds, "rows/cpu s", $"ratio {native / seconds:0.00} equal {equal}/{rows.Count}");
        }
        return Task.CompletedTask;
    }

    public static Task Reasons(Options options)
    {
        var made = EvaluatorModel.Make(options.Items ?? 60_000);
        var rows = made.Test;
        var columns = rows.Columns;
        var few = rows.Values[..(Math.Min(rows.Count, 1000) * columns)];
        double[] theirs = [];
        var native = Cpu.Best(2, () => theirs = Booster.Predict(made.Text, few, columns, contributions: true)) / (few.Length / columns);
        Figures.Print("native contrib", 1 / native, "rows/cpu s");
        var size = Math.Min(rows.Count, 256 * 10);
        var shares = new double[256 * made.Ensemble.Slots];
        var greatest = 0.0;
        for (var from = 0; from < few.Length / columns; from += 250)
        {
            made.Ensemble.Explain(few.AsSpan(from * columns, 250 * columns), columns, shares);
            for (var row = 0; row < 250; row++)
                for (var c = 0; c < made.Ensemble.Slots; c++)
                    greatest = Math.Max(greatest, Math.Abs(shares[row * made.Ensemble.Slots + c] - theirs[(from + row) * (columns + 1) + c]));
        }
        var ours = Cpu.Best(3, () =>
        {
            for (var from = 0; from < size; from += 256)
                made.Ensemble.Explain(rows.Values.AsSpan(from * columns, 256 * columns), columns, shares);
        }) / size;
        Figures.Print("own", 1 / ours, "rows/cpu s", $"ratio {native / ours:0.0} greatest difference {greatest:0.0e+0}");
        return Task.CompletedTask;
    }
}

internal static class Cpu
{
    public static double Best(int turns, Action work)
    {
        var best = double.MaxValue;
        for (var turn = 0; turn < turns; turn++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            work();
            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }
        return best;
    }
}
