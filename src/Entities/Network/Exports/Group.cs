using Tidewaiter.Entities.Network.Linking;
using Tidewaiter.Entities.Network.Ownership;

namespace Tidewaiter.Entities.Network.Exports;

/// <summary>An entity of a group as it is handed on.</summary>
internal sealed record Member(string Entity, string Name, bool IsPerson, string Country, BirthDate Birth, string RegisterId, string Lei, DateOnly? Founded);

/// <summary>A group of entities joined by shareholding, with the direct shares between them.</summary>
internal sealed record Group(string Id, IReadOnlyList<Member> Members, IReadOnlyList<Stake> Stakes)
{
    /// <summary>Every group of a result, the largest first.</summary>
    public static IEnumerable<Group> All(NetworkResult result)
    {
        var firms = result.Files.Firms.GroupBy(firm => result.Links.Entity(firm.Firm.Record), StringComparer.Ordinal).ToDictionary(firm => firm.Key, firm => firm.First(), StringComparer.Ordinal);
        var holders = result.Files.Holdings.GroupBy(holding => result.Links.Entity(holding.Holder.Record), StringComparer.Ordinal).ToDictionary(holder => holder.Key, holder => holder.ToList(), StringComparer.Ordinal);
        var stakes = result.Now.Direct.ToLookup(stake => stake.Firm, StringComparer.Ordinal);
        return result.Links.Groups().Select((members, at) => new Group(NetworkResult.GroupId(at), [.. members.Select(Of)], [.. members.SelectMany(member => stakes[member])]));

        Member Of(string entity)
        {
            var name = result.Links.Name(entity);
            if (firms.TryGetValue(entity, out var firm)) return new Member(entity, name, false, firm.Firm.Country, default, firm.Firm.RegisterId, firm.Firm.Lei, firm.Incorporated);
            if (!holders.TryGetValue(entity, out var rows)) return new Member(entity, name, false, "", default, "", "", null);
            var birth = rows.Aggregate(default(BirthDate), (known, row) => known.With(row.Birth));
            return new Member(entity, name, rows[0].IsPerson, rows.Select(row => row.Holder.Country).FirstOrDefault(country => country.Length > 0) ?? "", birth, "", "", null);
        }
    }
}
