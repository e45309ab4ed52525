namespace Tidewaiter.Entities;

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
