using System.Diagnostics;
using System.Globalization;

namespace Tidewaiter.Bench;

/// <summary>The programs of the bench, by name. Figures go to standard output, progress to standard error.</summary>
internal static class Benches
{
    private static readonly Dictionary<string, (string Says, Func<Options, Task> Run)> All = new()
    {
        ["pipeline"] = ("read, keep, score with reasons and select on SQLite in one run, with peak memory", PipelineBench.Run),
        ["simulate"] = ("items a second that the simulator makes", SimulateBench.Run),
        ["features"] = ("items a second whose features are worked out", EngineBench.Features),
        ["evaluate"] = ("x", EvaluatorBench.Evaluate),
        ["reasons"] = ("items a second that get exact reasons, beside LightGBM's own contributions", EvaluatorBench.Reasons),
        ["store-append"] = ("rows a second that Store.Append keeps on SQLite, beside a bare prepared insert", StoreAppendBench.Run),
    };

    public static async Task<int> Run(string[] args)
    {
        if (args.Length == 0 || !All.TryGetValue(args[0], out var bench) || Options.Read(args[1..]) is not { } options)
        {
            Console.Error.WriteLine("dotnet run -c Release --project bench -- NAME [--items N] [--folder DIR]");
            foreach (var (name, (says, _)) in All) Console.Error.WriteLine($"  {name,-14} {says}");
            return 2;
        }
        await bench.Run(options);
        return 0;
    }
}

/// <summary>What may be set.</summary>
/// <param name="Items">How much to do; null for the bench's own measure.</param>
/// <param name="Folder">Where files go; null for a passing folder.</param>
internal sealed record Options(int? Items, string? Folder)
{
    public static Options? Read(string[] args)
    {
        var options = new Options(null, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            switch (args[i])
            {
                case "--items" when int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var items) && items > 0:
                    options = options with { Items = items };
                    break;
                case "--folder":
                    options = options with { Folder = args[i + 1] };
                    break;
                default:
                    return null;
            }
        }
        return options;
    }
}

/// <summary>Prints figures.</summary>
internal static class Figures
{
    /// <summary>One line: what was measured, its number and unit, and the bound or peer from the same run.</summary>
    public static void Print(string measure, double value, string unit, string? beside = null) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measure,-34} {value,14:#,0.##} {unit}{(beside is null ? "" : $"   ({beside})")}"));

    public static void Say(string line) => Console.Error.WriteLine(line);

    public static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The highest memory of this process so far, MB: VmHWM of /proc/self/status on Linux, else the runtime's own count.</summary>
    public static double PeakMegabytes()
    {
        if (!File.Exists("/proc/self/status")) return Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}

/// <summary>A folder that goes at the end unless it was asked for.</summary>
internal sealed class Workplace(Options options) : IDisposable
{
    public string Path { get; } = options.Folder is null ? Directory.CreateTempSubdirectory("tidewaiter-bench").FullName : Directory.CreateDirectory(options.Folder).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (options.Folder is null) Directory.Delete(Path, recursive: true);
    }
}
