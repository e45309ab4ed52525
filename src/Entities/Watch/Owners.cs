using System.Runtime.CompilerServices;
using Tidewaiter.Entities.Intake;
using Tidewaiter.Entities.Names;
using Tidewaiter.Entities.Network;
using Tidewaiter.Entities.Network.BehindIt;
using Tidewaiter.Entities.Network.Linking;
using Tidewaiter.Entities.Network.Ownership;
using Tidewaiter.Entities.Network.Register;
using Tidewaiter.Entities.Network.Related;

namespace Tidewaiter.Entities.Watch;

/// <summary>Somebody up the chain of a declared party, by the registers.</summary>
/// <param name="Entity">As the registers' network calls it.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Party">The declared party, as written.</param>
/// <param name="Firm">That party as the registers' network calls it.</param>
/// <param name="Share">The effective share of the capital, 0 to 1.</param>
/// <param name="Controls">Whether it controls the party.</param>
/// <param name="Faces">As lists are asked about it: a face each way in which a register writes it.</param>
internal sealed record Owner(string Entity, string Name, string Party, string Firm, double Share, bool Controls, IReadOnlyList<Face> Faces);

/// <summary>Who owns the seller and the buyer of a declaration, directly or not, so that lists are asked about them too.</summary>
internal static class Owners
{
    /// <summary>From this effective share on an owner counts; one who controls counts whatever the share.</summary>
    public const double Least = 0.05;

    private static readonly ConditionalWeakTable<RegisterState, ILookup<string, (Face Face, PartyRecord Record)>> Known = [];

    /// <summary>Everybody who holds shares by the registers, and as whom lists are asked about them.</summary>
    public static ILookup<string, (Face Face, PartyRecord Record)> All(RegisterState state) => Known.GetValue(state, Read);

    /// <summary>Who it is by the registers that lists are asked about in this way; null where nobody is.</summary>
    public static string? EntityOf(string face, RegisterState state) => All(state).FirstOrDefault(owner => owner.Any(one => one.Face.Id == face))?.Key;

    /// <summary>Owners up the chain of seller and buyer on a day, the greatest share first; null where the registers know neither.</summary>
    public static async Task<IReadOnlyList<Owner>?> Of(Declaration declaration, RegisterState state, RegisteredParties registered, DateOnly day)
    {
        List<Owner>? owners = null;
        foreach (var party in new[] { SaleParties.SellerOf(declaration), SaleParties.BuyerOf(declaration) }.OfType<Party>())
            if (await registered.Of(party, declaration, state) is { } link) (owners ??= []).AddRange(Of(link.Entity, party.Name ?? link.Entity, state, day));
        return owners?.OrderByDescending(owner => owner.Share).ThenBy(owner => owner.Entity, StringComparer.Ordinal).ToList();
    }

    private static List<Owner> Of(string firm, string party, RegisterState state, DateOnly day) => state.Ask(_ =>
    {
        var relations = state.On(day);
        var shares = relations.Capital.Effective(firm);
        return shares.Keys.Concat(relations.Control.Controllers(firm)).Distinct(StringComparer.Ordinal).Where(owner => owner != firm)
            .Select(owner => new Owner(owner, state.Links.Name(owner), party, firm, shares.GetValueOrDefault(owner), relations.Control.Of(owner, firm), [.. All(state)[owner].Select(one => one.Face)]))
            .Where(owner => owner.Controls || owner.Share >= Least - Control.Rounding).ToList();
    });

    /// <summary>The effective share of a firm that owners hold together: what one of them holds through another counts once.</summary>
    public static double Together(string firm, IReadOnlySet<string> owners, RegisterState state, DateOnly day) => state.Ask(_ =>
    {
        // Nothing is passed on above any of them.
        var shares = new OwnershipMap(state.On(day).Direct.Where(stake => !owners.Contains(stake.Firm)).Select(stake => (stake.Owner, stake.Firm, stake.Capital))).Effective(firm);
        return Math.Min(1, owners.Sum(owner => shares.GetValueOrDefault(owner)));
    });

    private static ILookup<string, (Face Face, PartyRecord Record)> Read(RegisterState state) =>
    (
        from holding in state.Files.Holdings
        let entity = state.Links.Entity(holding.Holder.Record)
        // A firm is also asked about as its own register writes it.
        from one in new[] { (Mention: holding.Holder, holding.Birth), (Mention: state.Known.Firm(entity)?.Firm, Birth: default(BirthDate)) }
        where one.Mention is not null
        let record = Record(one.Mention, one.Birth)
        let face = Face.Of(record)
        where face is not null
        select (Entity: entity, Face: face, Record: record)
    ).DistinctBy(one => (one.Entity, one.Face.Id)).ToLookup(one => one.Entity, one => (one.Face, one.Record), StringComparer.Ordinal);

    private static PartyRecord Record(FirmMention mention, BirthDate birth)
    {
        var statements = new List<Statement>();
        foreach (var name in new[] { mention.Name }.Concat(mention.OtherNames ?? [])) Add(PartyField.Name, name);
        Add(PartyField.BirthDate, birth.ToText());
        Add(PartyField.Country, mention.Country);
        Add(PartyField.Identifier, mention.RegisterId);
        Add(PartyField.Lei, mention.Lei);
        return new PartyRecord($"register {mention.Row}", mention.Row.File, mention.Row.ToString(), default, statements);

        void Add(string field, string value)
        {
            if (value.Length > 0) statements.Add(new Statement(field, value));
        }
    }
}

/// <summary>Holds the owners that registers name against the lists as registers are loaded.</summary>
internal sealed class TakeOwners(RegisterStates registers, Watching watching, TimeProvider clock) : IFactHandler<RegistersLoaded>
{
    private const int Chunk = 500;

    /// <inheritdoc/>
    public async Task Handle(IReadOnlyList<RegistersLoaded> facts, CancellationToken cancellation)
    {
        foreach (var (_, state) in await registers.At([clock.GetUtcNow()]))
            foreach (var some in Owners.All(state).SelectMany(owner => owner).DistinctBy(one => one.Face.Id).Chunk(Chunk))
                await watching.Take([.. some.Select(one => new Arrival(one.Face, one.Record, null))], cancellation);
    }
}
