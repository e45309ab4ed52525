namespace Tidewaiter.Risk;

/// <summary>
/// One number that a model may use. Pure: it sees the item, what was remembered at its lodgement, and nothing else.
/// </summary>
/// <param name="Name">Stable name; models are kept by it: "importer.rate".</param>
/// <param name="Unit">Its unit; "1" for ratios, rates, logarithms and counts.</param>
/// <param name="Definition">How it is worked out, for an analyst.</param>
/// <param name="Reason">The reason that it belongs to; an officer reads one sentence per reason: "importer".</param>
/// <param name="Of">Works it out; NaN when what it needs is not declared or not known.</param>
internal sealed record Feature(string Name, string Unit, string Definition, string Reason, Func<ItemReading, double> Of)
{
    /// <summary>Whether a control result elsewhere may change it after lodgement.</summary>
    public bool FromResults { get; init; }

    /// <summary>Whether it is worked out from what the model's first look said.</summary>
    public bool AfterFirstLook { get; init; }
}
