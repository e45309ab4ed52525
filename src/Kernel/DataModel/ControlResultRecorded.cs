namespace Tidewaiter.Kernel;

/// <summary>
/// A control of a declaration has a result: the one thing that comes back down the walk. Inspection publishes it; Risk
/// learns from it. It stands in Kernel because those who learn stand below the one who tells.
/// </summary>
/// <param name="Control">Number of the control.</param>
/// <param name="Declaration">Which declaration was looked at.</param>
/// <param name="RecordedAt">When the result was recorded; before this moment nobody knew it.</param>
/// <param name="OfficerId">Who recorded it.</param>
/// <param name="Items">Every item that was looked at, those in order too.</param>
/// <param name="Revision">1 for the first record of this control; a higher one supersedes all lower ones.</param>
public sealed record ControlResultRecorded(
    string Control,
    DeclarationId Declaration,
    DateTimeOffset RecordedAt,
    string OfficerId,
    IReadOnlyList<ItemFinding> Items,
    int Revision = 1) : IFact
{
    /// <inheritdoc/>
    public static string Name => "inspection.control_result_recorded";

    /// <inheritdoc/>
    public string Subject => Declaration.Text;
}

/// <summary>What a control found on one item.</summary>
/// <param name="Item">The item's sequence number.</param>
/// <param name="Kind">What was wrong.</param>
/// <param name="RevenueRecovered">Duty and tax recovered, in the national currency; zero when none.</param>
public sealed record ItemFinding(int Item, FindingKind Kind, decimal RevenueRecovered = 0)
{
    /// <summary>Whether something was found.</summary>
    public bool IsHit => Kind != FindingKind.InOrder;
}

/// <summary>What can be wrong with an item.</summary>
public enum FindingKind
{
    /// <summary>Nothing: declared as it is.</summary>
    InOrder,

    /// <summary>Value declared too low.</summary>
    Undervaluation,

    /// <summary>Wrong commodity code.</summary>
    Misclassification,

    /// <summary>Wrong country of origin.</summary>
    Origin,

    /// <summary>Wrong quantity or mass.</summary>
    Quantity,

    /// <summary>Prohibited or restricted goods.</summary>
    Prohibited,

    /// <summary>Something else.</summary>
    Other,
}
