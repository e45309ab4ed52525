namespace Tidewaiter.Entities.Link;

/// <summary>
/// Brings records together: components of pairs that are likelier one than not, and within each the two groups joined whose pairs are likeliest on
/// the average, while that average stays above the line. A chain of strangers has its strange pairs in the average, and breaks.
/// </summary>
internal static class Clusters
{
    private const int LargestWhole = 600;
    private const double Most = 14, Unseen = -6;

    /// <summary>Each record's group, by the lowest record in it.</summary>
    /// <param name="records">How many records.</param>
    /// <param name="edges">Pairs with their bits, above the line.</param>
    /// <param name="bits">The bits of any pair.</param>
    public static int[] Of(int records, IReadOnlyList<(int One, int Other, double Bits)> edges, Func<int, int, double> bits)
    {
        var root = Enumerable.Range(0, records).ToArray();
        foreach (var (one, other, _) in edges)
        {
            var (left, right) = (Root(one), Root(other));
            if (left != right) root[Math.Max(left, right)] = Math.Min(left, right);
        }
        var groups = Enumerable.Range(0, records).ToArray();
        var members = edges.SelectMany(edge => new[] { edge.One, edge.Other }).Distinct().GroupBy(Root).ToList();
        var own = edges.GroupBy(edge => Root(edge.One)).ToDictionary(group => group.Key, group => group.ToList());
        Parallel.ForEach(members, component =>
        {
            int[] all = [.. component.Order()];
            if (all.Length == 2) groups[all[1]] = all[0];
            else Average(all, own[component.Key], bits, groups);
        });
        return groups;

        int Root(int at)
        {
            while (root[at] != at) at = root[at] = root[root[at]];
            return at;
        }
    }

    private static void Average(int[] all, List<(int One, int Other, double Bits)> edges, Func<int, int, double> bits, int[] groups)
    {
        var isWhole = all.Length <= LargestWhole;
        var linkage = new Linkage(all.Length);
        if (isWhole)
        {
            for (var one = 0; one < all.Length; one++)
                for (var other = one + 1; other < all.Length; other++) linkage.Add(one, other, Math.Clamp(bits(all[one], all[other]), -Most, Most));
        }
        else
        {
            var place = all.Index().ToDictionary(one => one.Item, one => one.Index);
            foreach (var (one, other, known) in edges) linkage.Add(place[one], place[other], Math.Clamp(known, -Most, Most));
        }
        linkage.Run();
        for (var at = 0; at < all.Length; at++) groups[all[at]] = all[linkage.Head(at)];
    }

    /// <summary>Groups of places, joined by the highest average; pairs that nobody compared count as unlike.</summary>
    private sealed class Linkage(int count)
    {
        private readonly Dictionary<int, (double Sum, long Seen)>[] _between = [.. Enumerable.Range(0, count).Select(_ => new Dictionary<int, (double, long)>())];
        private readonly int[] _size = [.. Enumerable.Repeat(1, count)], _head = [.. Enumerable.Range(0, count)], _version = new int[count];
        private readonly PriorityQueue<(int One, int Other, int VersionOne, int VersionOther), (double, int, int)> _queue = new();

        public void Add(int one, int other, double bits) => _between[one][other] = _between[other][one] = (bits, 1);

        public int Head(int at)
        {
            while (_head[at] != at) at = _head[at];
            return at;
        }

        public void Run()
        {
            for (var one = 0; one < _between.Length; one++)
                foreach (var other in _between[one].Keys)
                    if (one < other) Offer(one, other);
            while (_queue.TryDequeue(out var best, out _))
                if (_head[best.One] == best.One && _head[best.Other] == best.Other && _version[best.One] == best.VersionOne && _version[best.Other] == best.VersionOther) Join(best.One, best.Other);
        }

        private void Offer(int one, int other)
        {
            var (low, high) = (Math.Min(one, other), Math.Max(one, other));
            var (sum, seen) = _between[low][high];
            var pairs = (long)_size[low] * _size[high];
            var average = (sum + Unseen * (pairs - seen)) / pairs;
            if (average > 0) _queue.Enqueue((low, high, _version[low], _version[high]), (-average, low, high));
        }

        private void Join(int one, int other)
        {
            foreach (var (third, (sum, seen)) in _between[other])
            {
                _between[third].Remove(other);
                if (third == one) continue;
                var before = _between[one].GetValueOrDefault(third);
                _between[one][third] = _between[third][one] = (before.Sum + sum, before.Seen + seen);
            }
            _between[other].Clear();
            _size[one] += _size[other];
            _head[other] = one;
            _version[one]++;
            foreach (var third in _between[one].Keys) Offer(one, third);
        }
    }
}
