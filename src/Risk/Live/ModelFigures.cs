namespace Tidewaiter.Risk.Live;

/// <summary>What a model was made of.</summary>
/// <param name="Span">What it was trained on.</param>
internal sealed record ModelFigures(TrainingSpan Span);
