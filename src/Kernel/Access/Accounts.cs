using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Tidewaiter.Kernel;

/// <summary>The accounts of the people and programs that use the desk. Passwords are kept as salted PBKDF2 hashes only.</summary>
public sealed class Accounts(Store store)
{
    private static readonly SqlFolder Sql = SqlFolder.Of<Store>();
    private static readonly PasswordHasher<string> Hasher = new();

    // A wrong name costs the same work as a wrong password, so that the answer's time tells nothing.
    private static readonly string NobodysHash = Hasher.HashPassword("", NewPassword());

    /// <summary>A random password of 20 letters and digits that are not mistaken for each other.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);

    /// <summary>The person, when name and password belong together and the account is not disabled; else null.</summary>
    public async Task<Officer?> Verify(string id, string password)
    {
        var account = await Read(id);
        var verdict = Hasher.VerifyHashedPassword(id, account?.Hash ?? NobodysHash, password);
        return account is { Disabled: false } && verdict != PasswordVerificationResult.Failed ? account.Officer : null;
    }

    /// <summary>The person with the account, or null.</summary>
    public async Task<Officer?> Find(string id) => (await Read(id))?.Officer;

    /// <summary>All accounts, by name.</summary>
    public Task<List<Officer>> All() => store.Query(Sql["Access/AllAccounts"], ToOfficer);

    /// <summary>Adds the account, or replaces its name, roles, office and password.</summary>
    public Task Put(Officer officer, string password) => store.InTransaction(transaction => transaction.Run(Sql["Access/PutAccount"],
        ("id", officer.Id), ("name", officer.Name), ("roles", string.Join(',', officer.Roles)), ("office", officer.OfficeId),
        ("hash", Hasher.HashPassword(officer.Id, password)), ("disabled", false)));

    private Task<Account?> Read(string id) =>
        store.One<Account?>(Sql["Access/FindAccount"], row => new Account(ToOfficer(row), row.Text("password_hash"), row.Flag("disabled")), ("id", id));

    private static Officer ToOfficer(Row row) => new(row.Text("id"), row.Text("name"),
        [.. row.Text("roles").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)], row.TextOrNull("office_id"));

    private sealed record Account(Officer Officer, string Hash, bool Disabled);
}
