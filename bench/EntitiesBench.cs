using System.Diagnostics;
using System.Globalization;
using F23.StringSimilarity;
using Tidewaiter.Entities.Link;
using Tidewaiter.Entities.Names;

namespace Tidewaiter.Bench;

/// <summary>What it costs to compare names and to link many records. The people are invented by a seed.</summary>
internal static class EntitiesBench
{
    private static readonly string[] Parts = ["ka", "lo", "mi", "ren", "tas", "ver", "an", "or", "shi", "dal", "bek", "mon", "tir", "es", "ul", "jo", "hart", "nov", "gre", "pil"];

    /// <summary>Pairs of names a second by one core, beside a library's Jaro-Winkler on the same pairs.</summary>
    public static Task Names(Options options)
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, 4_096).Select(_ => Word(random, random.Next(2, 5))).ToArray();
        var pairs = options.Items ?? 4_000_000;
        var peer = new JaroWinkler();
        var (own, other) = (0.0, 0.0);
        double Run(Func<string, string, double> compare, ref double sum)
        {
            var started = CpuSeconds();
            for (var at = 0; at < pairs; at++) sum += compare(words[at & 4_095], words[at * 31 + 7 & 4_095]);
            return pairs / (CpuSeconds() - started);
        }
        _ = Run((one, two) => Spelling.JaroWinkler(one, two), ref own); // warms the code
        var fast = Run((one, two) => Spelling.JaroWinkler(one, two), ref own);
        var edits = Run((one, two) => Spelling.Levenshtein(one, two), ref own);
        var slow = Run(peer.Similarity, ref other);
        Figures.Print("names compared by Jaro-Winkler", fast / 1e6, "M pairs a CPU second", string.Create(CultureInfo.InvariantCulture, $"wanted 2; F23.StringSimilarity {slow / 1e6:0.00}"));
        Figures.Print("names compared by Levenshtein", edits / 1e6, "M pairs a CPU second");
        return Task.CompletedTask;
    }

    /// <summary>A million records linked from rows in memory to entities: time and memory.</summary>
    public static Task Link(Options options)
    {
        var records = options.Items ?? 1_000_000;
        var rows = People(records);
        var watch = Stopwatch.StartNew();
        var pool = Pool.Of(rows);
        rows.Clear();
        var linked = Linker.Link(pool, Figures.Say);
        Figures.Print(string.Create(CultureInfo.InvariantCulture, $"{records:#,0} records linked"), watch.Elapsed.TotalSeconds, "s", "wanted at most 300 on two cores");
        Figures.Print("pairs compared a second, all steps counted", linked.Pairs / watch.Elapsed.TotalSeconds / 1e6, "M");
        Figures.Print("peak memory, the rows included", Figures.PeakMegabytes(), "MB", "wanted below 6,000");
        var right = pool.Ids.Index().GroupBy(one => linked.Entities[one.Index]).Count(group => group.Select(one => one.Item[..^1]).Distinct().Count() == 1);
        Figures.Print("entities whose records are one person's", (double)right / linked.Entities.Distinct().Count(), "of all");
        return Task.CompletedTask;
    }

    private static List<(string Id, Dictionary<string, string> Fields)> People(int records)
    {
        var random = new Random(2);
        var given = Enumerable.Range(0, 2_000).Select(_ => Word(random, 2)).ToArray();
        var family = Enumerable.Range(0, 60_000).Select(_ => Word(random, 3)).ToArray();
        var rows = new List<(string, Dictionary<string, string>)>(records);
        for (var person = 0; rows.Count < records; person++)
        {
            var (first, last) = (given[(int)(2_000 * Math.Pow(random.NextDouble(), 2))], family[(int)(60_000 * Math.Pow(random.NextDouble(), 2))]);
            var born = string.Create(CultureInfo.InvariantCulture, $"{random.Next(1930, 2005)}{random.Next(1, 13):00}{random.Next(1, 29):00}");
            var post = string.Create(CultureInfo.InvariantCulture, $"{random.Next(10_000, 40_000)}");
            rows.Add((Id(person, 'a'), Row(first, last, born, post)));
            if (person % 3 != 0 || rows.Count == records) continue;
            // One in three people stands there twice, with a slip.
            rows.Add((Id(person, 'b'), (person % 4) switch
            {
                0 => Row(first, last[..1] + last[2..], born, post),
                1 => Row(first, last, born[..^1] + (char)('0' + (born[^1] - '0' + 1) % 10), post),
                2 => Row(last, first, born, post),
                _ => Row(first, last, born, ""),
            }));
        }
        return rows;
    }

    private static string Id(int person, char which) => string.Create(CultureInfo.InvariantCulture, $"P{person:0000000}{which}");

    private static Dictionary<string, string> Row(string first, string last, string born, string post) => new() { ["given_name"] = first, ["surname"] = last, ["date_of_birth"] = born, ["postcode"] = post };

    private static string Word(Random random, int parts) => string.Concat(Enumerable.Range(0, parts).Select(_ => Parts[random.Next(Parts.Length)]));

    private static double CpuSeconds() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
