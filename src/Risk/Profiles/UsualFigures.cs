namespace Tidewaiter.Risk;

/// <summary>What is usual: the figures of lanes, the habits of parties, the words of goods.</summary>
internal sealed partial class Profiles
{
    private static readonly ulong[] UsualSalts =
        [KeyHash.Of("usual_heading"), KeyHash.Of("usual_subheading"), KeyHash.Of("usual_origin"), KeyHash.Of("usual_lane")];

    private static readonly double[] UsualShrinkage = [10, 5, 4, 4];

    /// <summary>Fills in what is usual for the item's lane, measure by measure, and for its subheading.</summary>
    public void ReadUsual(ItemFigures item, Span<Usual> lane, Span<Usual> subheading)
    {
        lane.Fill(Usual.Unknown);
        subheading.Fill(Usual.Unknown);
        for (var level = 0; level < UsualSalts.Length; level++)
        {
            var key = UsualKey(item, level);
            if (key == 0) continue;
            ref readonly var stats = ref _usual.Find(key);
            for (var measure = 0; measure < UsualStats.Size; measure++)
            {
                lane[measure] = lane[measure].Refine(stats[measure], UsualShrinkage[level]);
                if (level == 1) subheading[measure] = lane[measure];
            }
        }
    }

    /// <summary>How far off the usual a party's own earlier items were on average, in deviations.</summary>
    public Moments Habit(ulong party, Measure measure) => party == 0 ? default : _usual.Find(KeyHash.Key(HabitSalt, party))[(int)measure];

    /// <summary>What the words of the description led to before.</summary>
    public WordsReading ReadWords(ItemFigures item)
    {
        if (item.Words.Length == 0) return WordsReading.None;
        var everything = Everything.Items;
        var heading = item.Hs4 == 0 ? 0 : _words.Find(KeyHash.Key(WordHeadingSalt, item.Hs4));
        var prior = everything == 0 ? 0 : heading / (double)everything;
        double fit = 0, best = 0, rate = 0, rateWeight = 0, value = 0, valueWeight = 0;
        var known = 0;
        foreach (var word in item.Words)
        {
            var seen = _words.Find(KeyHash.Key(WordSalt, word));
            if (seen == 0) continue;
            known++;
            var together = item.Hs4 == 0 ? 0 : _words.Find(KeyHash.Key(WordHeadingSalt, word, item.Hs4));
            var share = (together + prior) / (seen + 1.0);
            fit += share;
            best = Math.Max(best, share);
            ref readonly var stats = ref _usual.Find(KeyHash.Key(WordSalt, word));
            Weigh(stats[(int)Measure.DutyRate], 0.0004, ref rate, ref rateWeight);
            Weigh(stats[(int)Measure.ValuePerKilogram], 0.04, ref value, ref valueWeight);
        }
        return known == 0
            ? WordsReading.None with { Unknown = 1 }
            : new(fit / known, best, 1 - known / (double)item.Words.Length,
                rateWeight > 0 ? rate / rateWeight : double.NaN, valueWeight > 0 ? value / valueWeight : double.NaN);

        static void Weigh(in Moments moments, double floor, ref double sum, ref double weights)
        {
            if (moments.Count < 3) return;
            var weight = moments.Count / (moments.Count + 5) / (moments.Squares / moments.Count + floor);
            sum += weight * moments.Mean;
            weights += weight;
        }
    }

    private void AbsorbUsual(ItemFigures item)
    {
        Span<Usual> lane = stackalloc Usual[UsualStats.Size];
        Span<Usual> subheading = stackalloc Usual[UsualStats.Size];
        Span<double> values = stackalloc double[UsualStats.Size];
        ReadUsual(item, lane, subheading);
        for (var measure = 0; measure < UsualStats.Size; measure++) values[measure] = item.Of((Measure)measure);

        for (var level = 0; level < UsualSalts.Length; level++) Add(UsualKey(item, level), values);
        foreach (var word in item.Words)
        {
            Add(KeyHash.Key(WordSalt, word), values);
            _words.At(KeyHash.Key(WordSalt, word))++;
            if (item.Hs4 != 0) _words.At(KeyHash.Key(WordHeadingSalt, word, item.Hs4))++;
        }
        if (item.Hs4 != 0) _words.At(KeyHash.Key(WordHeadingSalt, item.Hs4))++;

        for (var measure = 0; measure < UsualStats.Size; measure++) values[measure] = lane[measure].Deviation(values[measure]);
        Add(KeyHash.Key(HabitSalt, item.Importer), values);
        Add(KeyHash.Key(HabitSalt, item.Exporter), values);
        Add(KeyHash.Key(HabitSalt, item.Declarant), values);
    }

    private void Add(ulong key, ReadOnlySpan<double> values)
    {
        if (key == 0) return;
        ref var stats = ref _usual.At(key);
        for (var measure = 0; measure < UsualStats.Size; measure++) stats[measure].Add(values[measure]);
    }

    private static ulong UsualKey(ItemFigures item, int level) => level switch
    {
        0 => KeyHash.Key(UsualSalts[0], item.Hs4),
        1 => KeyHash.Key(UsualSalts[1], item.Hs6),
        2 => KeyHash.Key(UsualSalts[2], item.Hs6, item.Origin),
        _ => KeyHash.Key(UsualSalts[3], item.Hs6, item.Origin, item.Dispatch),
    };
}

/// <summary>What the words of a description say.</summary>
/// <param name="Fit">Average share of earlier goods with these words that stood in the declared heading.</param>
/// <param name="BestFit">The highest such share of one word.</param>
/// <param name="Unknown">Share of the words never met before.</param>
/// <param name="DutyRate">The duty rate usual for goods with these words.</param>
/// <param name="ValuePerKilogram">Logarithm of the value per kilogram usual for goods with these words.</param>
internal readonly record struct WordsReading(double Fit, double BestFit, double Unknown, double DutyRate, double ValuePerKilogram)
{
    /// <summary>Nothing is described.</summary>
    public static readonly WordsReading None = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
