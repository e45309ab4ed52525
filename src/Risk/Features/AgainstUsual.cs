namespace Tidewaiter.Risk;

/// <summary>Features that hold the item's figures against what was usual before: its lane, its parties' habits, its words.</summary>
internal static partial class Catalogue
{
    private static IReadOnlyList<Feature> AgainstUsual =>
    [
        .. Enum.GetValues<Measure>().Where(measure => measure != Measure.DutyRate).Select(LaneDeviation),
        SubheadingDeviation(Measure.ValuePerKilogram),
        SubheadingDeviation(Measure.ValuePerUnit),
        new("lane_evidence", "1", "Logarithm of 1 + earlier items of the lane with a value per kilogram.", "value_per_kilogram",
            reading => Math.Log(1 + reading.Lane(Measure.ValuePerKilogram).Count)),
        new("subheading_spread", "1", "Deviation of the logarithm of value per kilogram in the subheading.", "value_per_kilogram",
            reading => Math.Sqrt(reading.Subheading(Measure.ValuePerKilogram).Variance)),
        new("duty_rate.v_subheading", "1", "Duty rate claimed less the mean rate of the subheading.", "duty_rate",
            reading => reading.Figure(Measure.DutyRate) - reading.Subheading(Measure.DutyRate).Mean),
        new("duty_rate.v_lane", "1", "Duty rate claimed less the mean rate of the lane.", "duty_rate",
            reading => reading.Figure(Measure.DutyRate) - reading.Lane(Measure.DutyRate).Mean),
        new("duty_rate.spread", "1", "Deviation of duty rates within the subheading.", "duty_rate",
            reading => Math.Sqrt(reading.Subheading(Measure.DutyRate).Variance)),
        Habit("importer", Measure.ValuePerKilogram, item => item.Importer),
        Habit("importer", Measure.ValuePerUnit, item => item.Importer),
        Habit("importer", Measure.GrossToNet, item => item.Importer),
        Habit("importer", Measure.UnitsPerKilogram, item => item.Importer),
        Habit("importer", Measure.DutyRate, item => item.Importer),
        Habit("exporter", Measure.ValuePerKilogram, item => item.Exporter),
        Habit("exporter", Measure.ValuePerUnit, item => item.Exporter),
        Habit("exporter", Measure.GrossToNet, item => item.Exporter),
        Habit("exporter", Measure.UnitsPerKilogram, item => item.Exporter),
        Habit("exporter", Measure.DutyRate, item => item.Exporter),
        Habit("declarant", Measure.ValuePerKilogram, item => item.Declarant),
        new("words.fit", "1", "Average share of earlier goods with a word of the description that stood in the declared heading.", "words", reading => reading.Words.Fit),
        new("words.best_fit", "1", "The highest such share.", "words", reading => reading.Words.BestFit),
        new("words.unknown", "1", "Share of the description's words never met before.", "words", reading => reading.Words.Unknown),
        new("words.duty_gap", "1", "Duty rate claimed less the rate usual for goods with these words.", "words",
            reading => reading.Figure(Measure.DutyRate) - reading.Words.DutyRate),
        new("words.value_gap", "1", "Logarithm of value per kilogram less what is usual for goods with these words.", "words",
            reading => reading.Figure(Measure.ValuePerKilogram) - reading.Words.ValuePerKilogram),
    ];

    private static Feature LaneDeviation(Measure measure) => new(
        $"{Name(measure)}.v_lane", "sd", $"Deviations of the {Name(measure)} from what was usual in the lane, backing off to origin, subheading, heading.", Name(measure),
        reading => reading.Lane(measure).Deviation(reading.Figure(measure)));

    private static Feature SubheadingDeviation(Measure measure) => new(
        $"{Name(measure)}.v_subheading", "sd", $"Deviations of the {Name(measure)} from what was usual in the subheading.", Name(measure),
        reading => reading.Subheading(measure).Deviation(reading.Figure(measure)));

    private static Feature Habit(string party, Measure measure, Func<ItemFigures, ulong> of) => new(
        $"{party}.habit_{Name(measure)}", "sd", $"How far the {party}'s earlier items were off the usual {Name(measure)} of their lanes, on average.", party,
        reading => reading.Habit(of(reading.Item), measure));

    private static string Name(Measure measure) => measure switch
    {
        Measure.ValuePerKilogram => "value_per_kilogram",
        Measure.ValuePerUnit => "value_per_unit",
        Measure.UnitsPerKilogram => "units_per_kilogram",
        Measure.GrossToNet => "gross_to_net",
        Measure.KilogramsPerPackage => "kilograms_per_package",
        Measure.DutyRate => "duty_rate",
        Measure.FreightShare => "freight_share",
        _ => "net_mass",
    };
}
