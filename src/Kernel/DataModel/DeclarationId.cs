using System.Text.Json.Serialization;

namespace Tidewaiter.Kernel;

/// <summary>The number by which a declaration is known: 1 to 64 printable characters without spaces at the ends.</summary>
[JsonConverter(typeof(CodeTextJson<DeclarationId>))]
public readonly record struct DeclarationId : ICodeText<DeclarationId>
{
    private readonly string? _text;

    private DeclarationId(string text) => _text = text;

    /// <inheritdoc/>
    public static string Form => "a declaration number of 1 to 64 printable characters";

    /// <inheritdoc/>
    public string Text => _text ?? "";

    /// <summary>The id that the text writes.</summary>
    /// <exception cref="FormatException">The text is not of the form.</exception>
    public static DeclarationId Of(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not {Form}.");

    /// <inheritdoc/>
    public static bool TryParse(string? text, out DeclarationId code)
    {
        code = default;
        if (text is not { Length: >= 1 and <= 64 } || text[0] == ' ' || text[^1] == ' ') return false;
        foreach (var c in text)
            if (char.IsControl(c) || char.IsSurrogate(c)) return false;
        code = new DeclarationId(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
