namespace Tidewaiter.Entities.GoodsText;

/// <summary>Receivers with different names that can be reached by the same address or telephone and use the same unusual wording.</summary>
/// <param name="Phrase">The words that at least half of the lines have.</param>
/// <param name="Score">How surprising it is: minus the natural logarithm of the chance, summed over what is shared.</param>
/// <param name="Receivers">How many receivers.</param>
/// <param name="Lines">The lines, as their places in the manifest.</param>
internal sealed record Ring(string Phrase, double Score, int Receivers, IReadOnlyList<int> Lines);

/// <summary>
/// Looks at every pair of words among those that use it within a season. For each address and telephone it asks how likely so many of them
/// would share it by chance, given how many of all receivers can be reached by it: a forwarder's telephone, which very many give, is
/// no surprise. Receivers joined by surprising contacts make a ring. Rings are ranked by the sum of the surprise.
/// </summary>
internal static class Rings
{
    private const int Season = 120, LeastReceivers = 3, MostProposed = 30;

    // Beyond this many lines a wording is common trade; the shares of receivers in a contact then say little.
    private const int MostLines = 400;

    // A contact counts where chance would give it in fewer than one of a thousand wordings.
    private static readonly double LeastSurprise = Math.Log(1000);

    /// <summary>The rings, the most surprising first.</summary>
    /// <param name="lines">The manifest's lines.</param>
    /// <param name="telling">For each line the words that tell its goods.</param>
    public static List<Ring> Find(IReadOnlyList<Manifest> lines, IReadOnlyList<List<string>> telling)
    {
        var receivers = Receivers.Read(lines);
        var known = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        for (var at = 0; at < lines.Count; at++)
            foreach (var contact in receivers.Contacts(at))
            {
                if (!known.TryGetValue(contact, out var who)) known[contact] = who = [];
                who.Add(receivers.Of(at));
            }
        var shared = known.Where(contact => contact.Value.Count > 1).ToDictionary(contact => contact.Key, contact => contact.Value.Count, StringComparer.Ordinal);
        var proposed = new List<Ring>();
        foreach (var users in Wordings(lines, telling).Values.Where(users => users.Count is >= LeastReceivers and <= MostLines))
            foreach (var season in Seasons(users, lines))
                proposed.AddRange(Within(season, receivers, shared, telling));
        return Distinct(proposed);
    }

    private static Dictionary<(string, string), List<int>> Wordings(IReadOnlyList<Manifest> lines, IReadOnlyList<List<string>> telling)
    {
        var wordings = new Dictionary<(string, string), List<int>>();
        foreach (var at in Enumerable.Range(0, lines.Count).Where(at => lines[at].Day is not null).OrderBy(at => lines[at].Day))
        {
            var words = telling[at].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            for (var one = 0; one < words.Count; one++)
                for (var other = one + 1; other < words.Count; other++)
                {
                    if (!wordings.TryGetValue((words[one], words[other]), out var users)) wordings[(words[one], words[other])] = users = [];
                    users.Add(at);
                }
        }
        return wordings;
    }

    // Runs of use; a pause of half a season ends one.
    private static IEnumerable<List<int>> Seasons(List<int> users, IReadOnlyList<Manifest> lines)
    {
        var season = new List<int>();
        foreach (var line in users)
        {
            if (season.Count > 0 && (Day(line) - Day(season[^1]) > Season / 2 || Day(line) - Day(season[0]) > Season))
            {
                yield return season;
                season = [];
            }
            season.Add(line);
        }
        yield return season;

        int Day(int line) => lines[line].Day!.Value.DayNumber;
    }

    private static IEnumerable<Ring> Within(List<int> season, Receivers receivers, Dictionary<string, int> shared, IReadOnlyList<List<string>> telling)
    {
        var all = season.Select(receivers.Of).Distinct().ToList();
        if (all.Count < LeastReceivers) yield break;
        var places = all.Select((who, at) => (who, at)).ToDictionary(one => one.who, one => one.at);
        var joined = new Joined(all.Count);
        var surprises = new List<(int Who, double Surprise)>();
        var contacts = season.SelectMany(line => receivers.Contacts(line).Where(shared.ContainsKey).Select(contact => (contact, who: receivers.Of(line)))).Distinct().GroupBy(use => use.contact, use => use.who);
        foreach (var contact in contacts)
        {
            var who = contact.ToList();
            if (who.Count < 2) continue;
            // One of them gives the contact; the others share it by chance or not.
            var surprise = -LogTail(all.Count - 1, who.Count - 1, (double)shared[contact.Key] / receivers.Count);
            if (surprise < LeastSurprise) continue;
            foreach (var other in who) joined.Join(places[who[0]], places[other]);
            surprises.Add((places[who[0]], surprise));
        }
        foreach (var group in all.GroupBy(who => joined.Root(places[who])).Where(group => group.Count() >= LeastReceivers))
        {
            var members = group.ToHashSet();
            List<int> rows = [.. season.Where(line => members.Contains(receivers.Of(line)))];
            var score = surprises.Where(one => joined.Root(one.Who) == group.Key).Sum(one => one.Surprise);
            yield return new Ring(Phrase(rows, telling), score, members.Count, rows);
        }
    }

    // Log of the chance of at least k of n where each has chance p: the greatest term, times a geometric bound of the rest.
    private static double LogTail(int n, int k, double p)
    {
        if (k <= n * p) return 0;
        double log = 0;
        for (var at = 0; at < k; at++) log += Math.Log((double)(n - at) / (at + 1));
        log += k * Math.Log(p) + (n - k) * Math.Log(1 - Math.Min(p, 0.999));
        var ratio = (n - k) * p / ((k + 1) * (1 - Math.Min(p, 0.999)));
        return Math.Min(0, ratio < 1 ? log - Math.Log(1 - ratio) : log);
    }

    // The same ring shows under several pairs of words and from several sides: their lines are put together under the best.
    private static List<Ring> Distinct(List<Ring> proposed)
    {
        var kept = new List<Ring>();
        foreach (var ring in proposed.OrderByDescending(ring => ring.Score).ThenByDescending(ring => ring.Lines.Count).ThenBy(ring => ring.Lines[0]))
        {
            var at = kept.FindIndex(other => ring.Lines.Intersect(other.Lines).Count() * 2 >= Math.Min(ring.Lines.Count, other.Lines.Count));
            if (at >= 0) kept[at] = kept[at] with { Lines = [.. kept[at].Lines.Union(ring.Lines).Order()] };
            else if (kept.Count < MostProposed) kept.Add(ring);
        }
        return kept;
    }

    private static string Phrase(List<int> rows, IReadOnlyList<List<string>> telling)
    {
        var words = rows.SelectMany(line => telling[line].Distinct(StringComparer.Ordinal)).CountBy(word => word, StringComparer.Ordinal)
            .Where(word => word.Value * 2 >= rows.Count).OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal);
        return string.Join(' ', words.Select(word => word.Key)).ToUpperInvariant();
    }
}
