using Tidewaiter.Entities.Names;

namespace Tidewaiter.Entities.Files;

/// <summary>What the module's commands on files have in common.</summary>
internal static class EntityFiles
{
    /// <summary>Runs a command's work; a file that cannot be read or written is told, not thrown.</summary>
    public static int Guarded(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            Output.Say(fault.Message);
            return Output.Refused;
        }
    }

    /// <inheritdoc cref="Guarded(Func{int})"/>
    public static async Task<int> Guarded(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            Output.Say(fault.Message);
            return Output.Refused;
        }
    }

    private static bool IsOfFiles(Exception fault) => fault is IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>Whose name a row's type says that it is: FollowTheMoney's schemata and the words of lists; a body where nothing says otherwise.</summary>
    public static PartyKind Kind(string type) => type.Trim().ToLowerInvariant() switch
    {
        "person" or "individual" or "people" or "p" or "natural person" or "naturalperson" => PartyKind.Person,
        "vessel" or "ship" or "airplane" or "aircraft" or "vehicle" => PartyKind.Thing,
        _ => PartyKind.Body,
    };
}
