using System.Globalization;

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

    /// <summary>Sets how many controls the office can make in a day and which part of the examinations is drawn at random; "*" is every office without a setting of its own.</summary>
    /// <returns>The refusal, or null.</returns>
    Task<Refusal?> SetCapacity(string officeId, int redPerDay, int yellowPerDay, double randomShare, Officer by, CancellationToken cancellation = default);
}

/// <summary>What is to happen with a declaration, and by which chance.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="OfficeId">The office of lodgement.</param>
/// <param name="Day">The office's day.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Reason">Why this lane.</param>
/// <param name="Probability">The chance, before the draw, that the declaration would come into a controlled lane (red or yellow), 0 to 1; 0 only where the capacity left no way in.</param>
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

/// <summary>Under which office and day a declaration is selected and worked.</summary>
public static class OfficeDay
{
    /// <summary>What stands for the office of a declaration that names none.</summary>
    public const string NoOffice = "-";

    /// <summary>The office of lodgement, or <see cref="NoOffice"/>.</summary>
    public static string OfficeOf(Declaration declaration) => string.IsNullOrWhiteSpace(declaration.OfficeId) ? NoOffice : declaration.OfficeId;

    /// <summary>The day of lodgement, UTC.</summary>
    public static DateOnly Of(Declaration declaration) => DateOnly.FromDateTime(declaration.LodgedAt.UtcDateTime);

    /// <summary>The day as it is stored and hashed: yyyy-MM-dd.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>How a lane and a reason are written in the store, in JSON and in the keys of texts: <c>selection.lane.red</c>, <c>selection.reason.random</c>.</summary>
public static class SelectionCodes
{
    /// <summary>"red", "yellow", "blue" or "green".</summary>
    public static string Of(Lane lane) => lane switch
    {
        Lane.Red => "red",
        Lane.Yellow => "yellow",
        Lane.Blue => "blue",
        _ => "green",
    };

    /// <summary>"score", "random" or "not_chosen".</summary>
    public static string Of(ChoiceReason reason) => reason switch
    {
        ChoiceReason.Score => "score",
        ChoiceReason.Random => "random",
        _ => "not_chosen",
    };

    /// <summary>The lane so written.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Lane ToLane(string written) => Enum.GetValues<Lane>().Single(lane => Of(lane) == written);

    /// <summary>The reason so written.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static ChoiceReason ToReason(string written) => Enum.GetValues<ChoiceReason>().Single(reason => Of(reason) == written);
}

/// <summary>A choice has been made.</summary>
public sealed record DeclarationChosen(Choice Choice) : IFact
{
    /// <inheritdoc/>
    public static string Name => "selection.declaration_chosen";

    /// <inheritdoc/>
    public string Subject => Choice.Declaration.Text;
}
