namespace Tidewaiter.Kernel;

/// <summary>The trail of who did and who read what. Entries are added, never changed.</summary>
public sealed class Audit(Store store, TimeProvider clock)
{
    private static readonly SqlFolder Sql = SqlFolder.Of<Store>();

    /// <summary>Writes down that a sensitive record was read.</summary>
    public Task Read(Officer officer, string permission, string subject, CancellationToken cancellation = default) =>
        store.InTransaction(transaction => Write(transaction, officer, permission, "read", subject), cancellation);

    /// <summary>Writes down an act, within the transaction that carries it out.</summary>
    public Task Did(StoreTransaction transaction, Officer officer, string permission, string subject, string? detail = null) =>
        Write(transaction, officer, permission, "did", subject, detail);

    private Task Write(StoreTransaction transaction, Officer officer, string permission, string act, string subject, string? detail = null) =>
        transaction.Run(Sql["Access/InsertAudit"],
            ("at", clock.GetUtcNow()), ("actor", officer.Id), ("act", act), ("permission", permission), ("subject", subject), ("detail", detail));
}
