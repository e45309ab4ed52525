using System.Globalization;

namespace Tidewaiter.Entities.Network.Linking;

/// <summary>Which firm a record means, how strong the evidence is, in bits, and what it is, in words.</summary>
internal sealed record Link(string Record, string Entity, double Bits, string Evidence);

/// <summary>
/// Finds the firm that each mention means. Registered firms stand apart from one another unless they share a valid LEI;
/// a mention goes to the firm with the most evidence, if that outweighs the chance that it is a firm in no register.
/// Evidence is added in bits (Fellegi and Sunter 1969): a name's letters less its slips, the country, an address or
/// telephone by how few share it. An identifier decides; two different ones exclude.
/// </summary>
internal sealed class FirmLinks
{
    private const int MostSlips = 5;
    private const double BitsALetter = 1.5, MostNameBits = 24, BitsASlip = 4.5, SlipShare = 0.28;
    private const double SameCountry = 5, OtherCountry = -10, OtherNumber = -8, OtherAddress = -5, OtherPhone = -1, Needed = 3;
    private readonly List<FirmFacts> _firms = [];
    private readonly List<string> _entities = [];
    private readonly FirmIndex _index = new();
    private readonly Dictionary<string, Link> _links = new(StringComparer.Ordinal);

    /// <summary>The link of every record that names a firm.</summary>
    public IReadOnlyDictionary<string, Link> Links => _links;

    /// <summary>Takes in the registers: every registered firm is an entity of its own, but one LEI is one firm.</summary>
    public void Register(IEnumerable<RegisteredFirm> firms)
    {
        foreach (var (mention, _, _) in firms)
        {
            var facts = FirmFacts.Of(mention);
            var same = facts.Lei.Length > 0 ? _index.With(facts.LeiKey) : [];
            var entity = same.Count > 0 ? _entities[same[0]] : mention.RegisterId.Length > 0 ? mention.RegisterId : mention.Record;
            Add(facts, entity);
            _links[mention.Record] = new Link(mention.Record, entity, 0, same.Count > 0 ? $"same LEI {facts.Lei}" : "registered");
        }
    }

    /// <summary>Links a mention; one that means no known firm becomes a firm of its own, to be met again.</summary>
    public Link Meet(FirmMention mention)
    {
        if (_links.TryGetValue(mention.Record, out var known)) return known;
        var facts = FirmFacts.Of(mention);
        var link = ByIdentifier(mention.Record, facts) ?? ByEvidence(mention.Record, facts);
        if (link is null)
        {
            var entity = facts.RegisterId.Length > 0 && _index.Sharing(facts.RegisterKey) == 0 ? mention.RegisterId : "U-" + mention.Record;
            Add(facts, entity);
            link = new Link(mention.Record, entity, 0, "no registered firm fits");
        }
        return _links[mention.Record] = link;
    }

    private void Add(FirmFacts facts, string entity)
    {
        _index.Add(_firms.Count, facts);
        _firms.Add(facts);
        _entities.Add(entity);
    }

    private Link? ByIdentifier(string record, FirmFacts facts)
    {
        if (facts.Lei.Length > 0 && _index.With(facts.LeiKey) is [var lei, ..]) return new Link(record, _entities[lei], double.PositiveInfinity, $"LEI {facts.Lei}");
        if (facts.RegisterId.Length > 0 && _index.With(facts.RegisterKey) is [var register, ..]) return new Link(record, _entities[register], double.PositiveInfinity, $"register number {facts.RegisterId}");
        return null;
    }

    private Link? ByEvidence(string record, FirmFacts facts)
    {
        // One firm may stand in several registers: its evidence is that of its best entry.
        var best = new Dictionary<string, (double Bits, int Firm)>(StringComparer.Ordinal);
        foreach (var firm in _index.Near(facts))
        {
            if (Contradicted(facts, _firms[firm])) continue;
            var bits = Parts(facts, _firms[firm]).Sum(part => part.Bits);
            if (!best.TryGetValue(_entities[firm], out var earlier) || bits > earlier.Bits) best[_entities[firm]] = (bits, firm);
        }
        if (best.Count == 0) return null;
        var (entity, (top, found)) = best.MaxBy(pair => pair.Value.Bits);
        // The chance of the best among all that compete, "none of them" included.
        var none = Math.Log2(_firms.Count) + Needed;
        var all = best.Values.Sum(one => Math.Pow(2, one.Bits - top)) + Math.Pow(2, none - top);
        return 1 / all < 0.5 ? null : new Link(record, entity, top - Math.Log2(_firms.Count), string.Join("; ", Parts(facts, _firms[found]).Where(part => part.Bits != 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.What} {part.Bits:+0.0;-0.0}"))));
    }

    private static bool Contradicted(FirmFacts one, FirmFacts other) => one.Lei.Length > 0 && other.Lei.Length > 0 && one.Lei != other.Lei;

    private IEnumerable<(string What, double Bits)> Parts(FirmFacts one, FirmFacts other)
    {
        var (slips, length) = one.Name.Distance(other.Name, MostSlips);
        yield return slips > MostSlips || slips > SlipShare * length
            ? ("other name", -15)
            : (slips == 0 ? "same name" : $"name but {slips} slips", Math.Min(MostNameBits, BitsALetter * length) - BitsASlip * slips);
        if (one.Country.Length > 0 && other.Country.Length > 0) yield return one.Country == other.Country ? ("same country", SameCountry) : ("other country", OtherCountry);
        if (one.RegisterId.Length > 0 && other.RegisterId.Length > 0 && one.RegisterId != other.RegisterId) yield return ("other register number", OtherNumber);
        if (one.Address.Length > 0 && other.Address.Length > 0) yield return one.Address == other.Address ? ("same address", Rarity(other.AddressKey)) : ("other address", OtherAddress);
        if (one.Phone.Length > 0 && other.Phone.Length > 0) yield return one.Phone == other.Phone ? ("same telephone", Rarity(other.PhoneKey)) : ("other telephone", OtherPhone);
    }

    private double Rarity(string key) => Math.Log2((double)_firms.Count / Math.Max(1, _index.Sharing(key)));
}
