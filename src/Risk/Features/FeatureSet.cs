namespace Tidewaiter.Risk;

/// <summary>
/// The features of one model, in order: the fixed catalogue, one per kind of coded statement, one per signal.
/// </summary>
internal sealed class FeatureSet
{
    private const string StatementPrefix = "statement.";
    private const string SignalPrefix = "signal.";
    private const int MostStatementKinds = 24;

    private readonly Func<ItemReading, double>[] _of;

    private FeatureSet(IReadOnlyList<Feature> features)
    {
        (Features, _of) = (features, [.. features.Select(feature => feature.Of)]);
        FirstLook = features.TakeWhile(feature => !feature.AfterFirstLook).Count();
    }

    /// <summary>The features.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>How many of them, from the beginning, the first look uses.</summary>
    public int FirstLook { get; }

    /// <summary>The features for data with these kinds of coded statements and these signals.</summary>
    public static FeatureSet For(IEnumerable<string> statementKinds, IEnumerable<string> signals) => new(
    [
        .. Catalogue.Fixed,
        .. statementKinds.Distinct().Order(StringComparer.Ordinal).Take(MostStatementKinds).Select(Statement),
        .. signals.Distinct().Order(StringComparer.Ordinal).Select(Signal),
        .. Suspicion.Features,
    ]);

    /// <summary>The kinds of coded statements that some declarations make.</summary>
    public static IEnumerable<string> StatementKinds(IEnumerable<Declaration> declarations) => declarations
        .SelectMany(declaration => declaration.AdditionalInformation.Concat(declaration.Items.SelectMany(item => item.AdditionalInformation)))
        .Select(statement => statement.StatementTypeCode)
        .GroupBy(kind => kind)
        .OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => kind.Key)
        .Take(MostStatementKinds);

    /// <summary>The features that a kept model names, in its order, or the refusal when this build does not know one.</summary>
    public static Outcome<FeatureSet> Named(IReadOnlyList<string> names)
    {
        var known = Catalogue.Fixed.Concat(Suspicion.Features).ToDictionary(feature => feature.Name);
        var features = new List<Feature>(names.Count);
        foreach (var name in names)
        {
            if (known.TryGetValue(name, out var feature)) features.Add(feature);
            else if (name.StartsWith(StatementPrefix, StringComparison.Ordinal)) features.Add(Statement(name[StatementPrefix.Length..]));
            else if (name.StartsWith(SignalPrefix, StringComparison.Ordinal)) features.Add(Signal(name[SignalPrefix.Length..]));
            else return Refusal.Conflict($"The model uses a feature '{name}' that this version does not have. Train it anew.");
        }
        return new FeatureSet(features);
    }

    /// <summary>
    /// Works out anew only what control results can change, and leaves what was so at lodgement: that goods were new then
    /// stays true when they are scored again.
    /// </summary>
    public void Refresh(ItemReading reading, Span<float> row)
    {
        for (var place = 0; place < Features.Count; place++)
            if (Features[place].FromResults) row[place] = (float)Features[place].Of(reading);
    }

    /// <summary>Works out the features of one item that the first look uses. Infinities cannot arise; missing is NaN.</summary>
    public void Fill(ItemReading reading, Span<float> row) => Fill(reading, row, 0, FirstLook);

    /// <summary>Works out the features that come after the first look.</summary>
    public void FillSuspicion(ItemReading reading, Span<float> row) => Fill(reading, row, FirstLook, Features.Count);

    /// <summary>Reads the items of one declaration and works out what the first look uses, one row after the other.</summary>
    public void Fill(ReadOnlySpan<ItemFigures> items, Profiles profiles, SignalBatch signals, ReadOnlySpan<ItemReading> readings, Span<float> rows)
    {
        ItemReading.Read(items, profiles, signals, readings);
        for (var item = 0; item < items.Length; item++) Fill(readings[item], rows.Slice(item * Features.Count, Features.Count));
    }

    private void Fill(ItemReading reading, Span<float> row, int from, int to)
    {
        for (var place = from; place < to; place++) row[place] = (float)_of[place](reading);
    }

    private static Feature Statement(string kind)
    {
        var hash = KeyHash.Of(kind);
        return new(StatementPrefix + kind, "1", $"Smoothed hit rate of the code stated as '{kind}'.", "statement",
            reading => reading.Statement(hash) is { Declared: true } key ? key.Rate : double.NaN) { FromResults = true };
    }

    private static Feature Signal(string name) => new(SignalPrefix + name, "1", $"The signal '{name}'.", SignalPrefix + name,
        reading => reading.Signals.Find(reading.Item.Declaration.Id, reading.Item.Item.SequenceNumber, name)?.Value ?? double.NaN);
}
