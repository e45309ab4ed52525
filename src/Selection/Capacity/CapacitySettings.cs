using System.Globalization;
using Microsoft.Extensions.Options;

namespace Tidewaiter.Selection.Capacity;

/// <summary>The capacity of each office: its own setting, else that of all other offices, else the configuration's.</summary>
internal sealed class CapacitySettings(Store store, Audit audit, TimeProvider clock, IOptions<SelectionOptions> options)
{
    public const string Permission = "selection.capacity";

    private static readonly SqlFolder Sql = SqlFolder.Of<SelectionModule>();

    public async Task<OfficeCapacity> Of(string office) =>
        await store.One(Sql["Capacity/FindCapacity"], Read, ("office_id", office)) is { } set
            ? set with { OfficeId = office }
            : new OfficeCapacity(office, 0, options.Value.RedPerDay, options.Value.YellowPerDay, options.Value.RandomShare, null, null);

    /// <summary>The settings that stand, by office.</summary>
    public Task<List<OfficeCapacity>> All() => store.Query(Sql["Capacity/ListCapacities"], Read);

    public async Task<Outcome<OfficeCapacity>> Set(string office, int red, int yellow, double randomShare, Officer officer, CancellationToken cancellation = default)
    {
        if (OfficeCapacity.Check(office, red, yellow, randomShare) is { } refusal) return refusal;
        var last = await store.One(Sql["Capacity/LastRevision"], row => row.Whole("revision"), ("office_id", office));
        var capacity = new OfficeCapacity(office, (int)last + 1, red, yellow, randomShare, officer.Id, clock.GetUtcNow());
        var kept = await store.InTransaction(async transaction =>
        {
            if (await Insert(transaction, capacity) == 0) return false;
            await audit.Did(transaction, officer, Permission, office,
                string.Create(CultureInfo.InvariantCulture, $"red {red}, yellow {yellow}, random share {randomShare}"));
            return true;
        }, cancellation);
        return kept ? capacity : Refusal.Conflict($"Somebody else has just set the capacity of office {office}. Look at it and try again.");
    }

    private static Task<int> Insert(StoreTransaction transaction, OfficeCapacity capacity) =>
        transaction.Run(Sql["Capacity/InsertCapacity"],
            ("office_id", capacity.OfficeId), ("revision", (long)capacity.Revision), ("red", (long)capacity.Red), ("yellow", (long)capacity.Yellow),
            ("random_share", capacity.RandomShare), ("set_by", capacity.SetBy), ("set_at", capacity.SetAt));

    private static OfficeCapacity Read(Row row) => new(
        row.Text("office_id"), (int)row.Whole("revision"), (int)row.Whole("red"), (int)row.Whole("yellow"),
        row.Real("random_share"), row.Text("set_by"), row.Time("set_at"));
}
