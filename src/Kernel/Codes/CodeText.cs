using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidewaiter.Kernel;

/// <summary>A code or identifier that is written as one text: parsed from it and printed to it without loss.</summary>
/// <typeparam name="T">The code's own type.</typeparam>
public interface ICodeText<T> where T : struct, ICodeText<T>
{
    /// <summary>Reads the text; false, and the default value, when it is not of the code's form.</summary>
    static abstract bool TryParse(string? text, out T code);

    /// <summary>What a right text looks like, in words, for a finding: "2 to 10 digits".</summary>
    static abstract string Form { get; }

    /// <summary>The text as it is written.</summary>
    string Text { get; }
}

/// <summary>Reads and writes a code as a JSON string.</summary>
public sealed class CodeTextJson<T> : JsonConverter<T> where T : struct, ICodeText<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString(), out var code) ? code : throw new JsonException($"Expected {T.Form}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
