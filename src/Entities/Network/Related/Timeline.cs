using Tidewaiter.Entities.Network.Linking;

namespace Tidewaiter.Entities.Network.Related;

/// <summary>The relations as they stood on a sale's day. Days between which no holding or office begins or ends share one state.</summary>
internal sealed class Timeline
{
    private readonly List<DateOnly> _changes;
    private readonly Dictionary<int, Article15> _states = [];
    private readonly Func<DateOnly?, Relations> _on;

    /// <summary>Reads the days of change.</summary>
    public Timeline(RegistryFiles files, Links links)
    {
        _on = day => new Relations(day, files, links);
        _changes = [.. files.Holdings.SelectMany(holding => new[] { holding.From, holding.To }).Concat(files.Officers.SelectMany(officer => new[] { officer.From, officer.To })).OfType<DateOnly>().Distinct().Order()];
    }

    /// <summary>The article on a day; a sale without a day is judged by all that ever was.</summary>
    public Article15 On(DateOnly? day)
    {
        var state = _changes.Count == 0 || day is null ? -1 : _changes.Count(change => change <= day);
        if (!_states.TryGetValue(state, out var article)) _states[state] = article = new Article15(_on(_changes.Count == 0 ? null : day));
        return article;
    }
}
