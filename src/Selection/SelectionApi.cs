namespace Tidewaiter.Selection;

/// <summary>What other modules may ask of Selection.</summary>
public interface ISelection
{
    /// <summary>The standing choice for the declaration, or null.</summary>
    Task<Choice?> Find(DeclarationId id);

    /// <summary>Makes the choice for all scored declarations of the office and day that have none yet, within what is left of the day's capacity.</summary>
    Task<IReadOnlyList<Choice>> Choose(string officeId, DateOnly day, CancellationToken cancellation = default);

    /// <summary>Offices and days that have scored declarations without a choice.</summary>
    Task<IReadOnlyList<(string OfficeId, DateOnly Day)>> Waiting(CancellationToken cancellation = default);
}

/// <summary>What is to happen with a declaration, and by which chance.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="OfficeId">The office of lodgement.</param>
/// <param name="Day">The office's day.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Reason">Why this lane.</param>
/// <param name="Probability">The chance, before the draw, that the declaration would come into a controlled lane (red or yellow); in (0, 1].</param>
/// <param name="Score">The score that was used.</param>
/// <param name="ChosenAt">When.</param>
public sealed record Choice(
    DeclarationId Declaration, string OfficeId, DateOnly Day, Lane Lane, ChoiceReason Reason, double Probability, double Score, DateTimeOffset ChosenAt);

/// <summary>The lanes, the strictest first.</summary>
public enum Lane
{
    /// <summary>Physical examination before release.</summary>
    Red,

    /// <summary>Document check before release.</summary>
    Yellow,

    /// <summary>Released now, audited after.</summary>
    Blue,

    /// <summary>Released.</summary>
    Green,
}

/// <summary>Why a declaration came into its lane.</summary>
public enum ChoiceReason
{
    /// <summary>Among the highest scores that the capacity allows.</summary>
    Score,

    /// <summary>Drawn at random, so that what scores do not see is seen.</summary>
    Random,

    /// <summary>Not chosen.</summary>
    NotChosen,
}

/// <summary>A choice has been made.</summary>
public sealed record DeclarationChosen(Choice Choice) : IFact
{
    /// <inheritdoc/>
    public static string Name => "selection.declaration_chosen";

    /// <inheritdoc/>
    public string Subject => Choice.Declaration.Text;
}
