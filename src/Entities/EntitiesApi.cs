namespace Tidewaiter.Entities;

/// <summary>What other modules may do with the lists that parties are held against.</summary>
public interface IScreening
{
    /// <summary>
    /// Makes parties the next version of a list of one's own; a name not known yet is a new list. Entries that officers put there by hand stay. The
    /// newest version's parties again are no new effect.
    /// </summary>
    /// <param name="list">The list's name, 1 to 80 characters.</param>
    /// <param name="licence">Where a new list comes from and on which terms.</param>
    /// <param name="parties">All that shall stand on it; a number once.</param>
    /// <param name="officer">On whose behalf.</param>
    /// <param name="cancellation">Stops the work; nothing is kept then.</param>
    /// <returns>Why it was refused; null where it was not.</returns>
    Task<Refusal?> Load(string list, string licence, IReadOnlyList<ListedParty> parties, Officer officer, CancellationToken cancellation = default);
}

/// <summary>A party for a list.</summary>
/// <param name="Number">Its number on the list.</param>
/// <param name="IsPerson">Whether it is a person, not a company or another body.</param>
/// <param name="Name">Its name.</param>
/// <param name="BirthDate">Year, or yyyy-MM-dd; null where it is not known.</param>
/// <param name="Country">ISO 3166 code; null where it is not known.</param>
public sealed record ListedParty(string Number, bool IsPerson, string Name, string? BirthDate = null, string? Country = null);

/// <summary>Registers of companies, their shareholders and officers, as other modules hand them in.</summary>
public interface IRegisters
{
    /// <summary>
    /// Takes in files of registers: CSV whose names contain "companies", "shareholders", "officers" or "family". A file replaces
    /// what was loaded under its name; rows that it no longer has are taken out, and nothing is overwritten. The same file twice is one effect.
    /// </summary>
    /// <returns>What changed; or the refusal that names the file, line and value that cannot be read.</returns>
    Task<Outcome<RegistersLoaded>> Load(IReadOnlyList<RegisterFile> files, Officer officer, CancellationToken cancellation = default);
}

/// <summary>A file of a register.</summary>
/// <param name="Name">Its name without a folder; it says what the file holds.</param>
/// <param name="Csv">Its content, with a header.</param>
public sealed record RegisterFile(string Name, string Csv);

/// <summary>What came of a loading of registers.</summary>
/// <param name="Revision">The number of the newest act of loading.</param>
/// <param name="Repeated">Whether every file had been loaded before as it is.</param>
/// <param name="Registers">What changed, by file.</param>
public sealed record RegistersLoaded(long Revision, bool Repeated, IReadOnlyList<RegisterChanged> Registers) : IFact
{
    /// <inheritdoc/>
    public static string Name => "entities.registers_loaded";

    /// <inheritdoc/>
    public string Subject => $"registers {Revision}";
}

/// <summary>What a file changed.</summary>
/// <param name="Register">The file's name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Added">Rows that are new.</param>
/// <param name="Changed">Rows that say something else than before.</param>
/// <param name="TakenOut">Rows that the file no longer has.</param>
public sealed record RegisterChanged(string Register, int Rows, int Added, int Changed, int TakenOut);
