using Tidewaiter.Entities.Resolve;

namespace Tidewaiter.Entities.GoodsText.Live;

/// <summary>What the descriptions of a declaration's goods give away.</summary>
internal sealed class TextEvidence(TextReading reading) : IEvidencePanel
{
    public string Title => "entities.text.panel";

    public int Order => 24;

    public string Permission => Resolution.ReadPermission;

    public Type Component => typeof(TextPanel);

    public async ValueTask<bool> HasSomething(DeclarationId id, CancellationToken cancellation) => await reading.HasTexts(id);
}
