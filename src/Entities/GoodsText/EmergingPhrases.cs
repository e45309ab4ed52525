using System.Globalization;

namespace Tidewaiter.Entities.GoodsText;

/// <summary>A wording that many parties have suddenly begun to use.</summary>
/// <param name="Phrase">The wording that most of its lines share, in capitals.</param>
/// <param name="Week">The Monday of the week in which the alert was raised.</param>
/// <param name="Raised">The day on which it was raised: nothing later was looked at.</param>
/// <param name="Lane">Where the lines come from; "all" when it shows over all lanes together.</param>
/// <param name="Parties">How many receivers used it in the seven days.</param>
/// <param name="Chance">How likely so many are by chance, by Poisson's law with the past rate.</param>
internal sealed record EmergingPhrase(string Phrase, DateOnly Week, DateOnly Raised, string Lane, int Parties, double Chance);

/// <summary>
/// Watches pairs of neighbouring words. Each day, for every pair, the distinct receivers of the last seven days are held against the weekly
/// rate of all days before (Poisson's upper tail); a pair needs several receivers and several senders. Which days' tails count is
/// settled over all pairs of that day by Benjamini and Hochberg (1995). What has been told is not told again for a season.
/// </summary>
internal static class EmergingPhrases
{
    private const int Window = 7, Warming = 56, Silence = 91;
    private const int LeastParties = 3;

    // One in a hundred a week; seven days look at overlapping weeks.
    private const double FalseDiscoveries = 0.01 / 7;
    private const string AllLanes = "all";

    private sealed record Use(DateOnly Day, int Line);

    private sealed record Burst(DateOnly Day, string Pair, string Lane, double Chance, List<int> Lines, int Parties);

    /// <summary>The alerts in order of day. Lines without a date are left out.</summary>
    /// <param name="lines">The manifest's lines, in any order.</param>
    /// <param name="telling">For each line the words that tell its goods, in order.</param>
    public static List<EmergingPhrase> Find(IReadOnlyList<Manifest> lines, IReadOnlyList<List<string>> telling)
    {
        List<Manifest> named = [.. lines.Select(line => line with { Consignee = Receivers.Name(line.Consignee), Shipper = Receivers.Name(line.Shipper) })];
        return Watched(named, telling);
    }

    private static List<EmergingPhrase> Watched(List<Manifest> lines, IReadOnlyList<List<string>> telling)
    {
        var uses = Uses(lines, telling);
        if (uses.Count == 0) return [];
        var start = uses.Values.Min(list => list[0].Day);
        var alive = Alive(uses, start);
        var days = uses.SelectMany(pair => Bursts(pair.Key, pair.Value, start, lines)).GroupBy(burst => burst.Day).OrderBy(day => day.Key);
        var alerts = new List<EmergingPhrase>();
        var told = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var day in days)
            foreach (var burst in Discoveries([.. day], alive.GetValueOrDefault(day.Key, 1)))
                if (Tell(burst, told, lines, telling) is { } alert) alerts.Add(alert);
        return alerts;
    }

    /// <summary>The chance of at least <paramref name="count"/> where <paramref name="mean"/> are expected (Poisson).</summary>
    public static double Tail(int count, double mean)
    {
        double term = Math.Exp(-mean), below = 0;
        if (count > mean)
        {
            // Summed upward from the count, so that small chances keep their digits.
            for (var at = 1; at <= count; at++) term *= mean / at;
            double sum = 0;
            for (var at = count; term > sum * 1e-16; term *= mean / ++at) sum += term;
            return Math.Min(1, sum);
        }
        for (var at = 0; at < count; term *= mean / ++at) below += term;
        return Math.Clamp(1 - below, 0, 1);
    }

    private static Dictionary<(string Pair, string Lane), List<Use>> Uses(IReadOnlyList<Manifest> lines, IReadOnlyList<List<string>> telling)
    {
        var uses = new Dictionary<(string, string), List<Use>>();
        foreach (var (line, at) in lines.Select((line, at) => (line, at)).Where(one => one.line.Day is not null).OrderBy(one => one.line.Day))
            foreach (var pair in Pairs(telling[at]))
            {
                Add((pair, AllLanes));
                if (line.Lane.Length > 0) Add((pair, line.Lane));

                void Add((string, string) key)
                {
                    if (!uses.TryGetValue(key, out var list)) uses[key] = list = [];
                    list.Add(new Use(line.Day!.Value, at));
                }
            }
        return uses;
    }

    // How many pairs had any use in the seven days that end on each day: all of them are tested.
    private static Dictionary<DateOnly, int> Alive(Dictionary<(string Pair, string Lane), List<Use>> uses, DateOnly start)
    {
        var alive = new Dictionary<DateOnly, int>();
        foreach (var list in uses.Values)
        {
            var next = start;
            foreach (var use in list)
                for (var day = use.Day > next ? use.Day : next; day < use.Day.AddDays(Window); day = next = day.AddDays(1))
                    alive[day] = alive.GetValueOrDefault(day) + 1;
        }
        return alive;
    }

    private static IEnumerable<Burst> Bursts((string Pair, string Lane) key, List<Use> uses, DateOnly start, IReadOnlyList<Manifest> lines)
    {
        int from = 0, counted = 0;
        var past = new HashSet<(string, DateOnly)>();
        for (var at = 0; at < uses.Count; at++)
        {
            var day = uses[at].Day;
            if (at + 1 < uses.Count && uses[at + 1].Day == day) continue;
            while (uses[from].Day <= day.AddDays(-Window)) from++;
            // A receiver counts once a week in the past, as it counts once in the window.
            for (; counted < from; counted++) past.Add((lines[uses[counted].Line].Consignee, Monday(uses[counted].Day)));
            var days = day.DayNumber - start.DayNumber - Window + 1;
            if (days < Warming || at - from + 1 < LeastParties) continue;
            List<int> window = [.. uses.Skip(from).Take(at - from + 1).Select(use => use.Line)];
            var parties = window.Select(line => lines[line].Consignee).Distinct(StringComparer.Ordinal).Count();
            var senders = window.Select(line => lines[line].Shipper).Distinct(StringComparer.Ordinal).Count();
            if (parties < LeastParties || senders < LeastParties) continue;
            // Half a use is added to the past, so that a new wording has a rate above zero.
            var rate = (past.Count + 0.5) / (days / 7.0 + 1);
            yield return new Burst(day, key.Pair, key.Lane, Tail(parties, rate), window, parties);
        }
    }

    private static List<Burst> Discoveries(List<Burst> bursts, int tested)
    {
        bursts.Sort((one, other) => one.Chance.CompareTo(other.Chance));
        var last = bursts.Count;
        while (last > 0 && bursts[last - 1].Chance > FalseDiscoveries * last / tested) last--;
        return bursts[..last];
    }

    private static EmergingPhrase? Tell(Burst burst, Dictionary<string, DateOnly> told, IReadOnlyList<Manifest> lines, IReadOnlyList<List<string>> telling)
    {
        var fresh = burst.Lines.Count(line => !Pairs(telling[line]).Any(pair => told.TryGetValue(pair, out var day) && burst.Day < day.AddDays(Silence)));
        if (fresh * 2 < burst.Lines.Count) return null;
        // All pairs that the lines share belong to what is told now.
        foreach (var shared in burst.Lines.SelectMany(line => Pairs(telling[line])).CountBy(pair => pair))
            if (shared.Value * 2 >= burst.Lines.Count) told[shared.Key] = burst.Day;
        // The phrase as people write it: words that alone say nothing stay between those that tell.
        var written = burst.Lines.ConvertAll(line => Wording.Words(lines[line].Description));
        var words = written.SelectMany(line => line.Distinct(StringComparer.Ordinal)).CountBy(word => word, StringComparer.Ordinal)
            .Where(word => word.Value * 2 > burst.Lines.Count).Select(word => word.Key).ToHashSet(StringComparer.Ordinal);
        var tells = burst.Lines.SelectMany(line => telling[line]).ToHashSet(StringComparer.Ordinal);
        var phrase = written.Select(line => string.Join(' ', Trimmed([.. line.Where(words.Contains)], tells))).CountBy(text => text, StringComparer.Ordinal)
            .OrderByDescending(text => text.Value).ThenBy(text => text.Key, StringComparer.Ordinal).First().Key;
        return new EmergingPhrase(phrase.ToUpperInvariant(), Monday(burst.Day), burst.Day, burst.Lane, burst.Parties, burst.Chance);
    }

    private static IEnumerable<string> Trimmed(List<string> words, HashSet<string> tells) =>
        words.FindIndex(tells.Contains) is >= 0 and var first ? words[first..(words.FindLastIndex(tells.Contains) + 1)] : [];

    private static IEnumerable<string> Pairs(List<string> words) => Enumerable.Range(0, Math.Max(0, words.Count - 1)).Select(at => $"{words[at]} {words[at + 1]}").Distinct(StringComparer.Ordinal);

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
