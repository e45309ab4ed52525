namespace Tidewaiter.Kernel;

/// <summary>
/// A sentence for people that is not yet in a language: a key into the texts, and its named values.
/// Values are texts, whole numbers, decimals, doubles, dates or times; the reader's culture writes them.
/// </summary>
/// <param name="Key">The text's key: "risk.reason.importer".</param>
/// <param name="Values">What stands in the text's {places}.</param>
[System.Text.Json.Serialization.JsonConverter(typeof(PhraseJson))]
public sealed record Phrase(string Key, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>A sentence with named values.</summary>
    public static Phrase Of(string key, params (string Name, object? Value)[] values) =>
        new(key, values.ToDictionary(value => value.Name, value => value.Value));
}
