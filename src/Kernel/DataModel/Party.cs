namespace Tidewaiter.Kernel;

/// <summary>Someone named in a declaration, in one role. A broker (declarant) is not the importer.</summary>
public sealed record Party
{
    /// <summary>The part played.</summary>
    public required PartyRole Role { get; init; }

    /// <summary>Registration number: EORI, tax number, national trader number.</summary>
    public string? Id { get; init; }

    /// <summary>Name as written.</summary>
    public string? Name { get; init; }

    /// <summary>Street and number as written.</summary>
    public string? AddressLine { get; init; }

    /// <summary>Town.</summary>
    public string? CityName { get; init; }

    /// <summary>Post code.</summary>
    public string? PostcodeId { get; init; }

    /// <summary>Country of the address.</summary>
    public CountryCode? Country { get; init; }

    /// <summary>Telephone or electronic address.</summary>
    public string? Communication { get; init; }

    /// <summary>Since when the party is registered with customs.</summary>
    public DateOnly? RegisteredOn { get; init; }
}

/// <summary>The part that a party plays in a declaration (WCO party roles).</summary>
public enum PartyRole
{
    /// <summary>Who makes the declaration, often a broker (WCO D012).</summary>
    Declarant,

    /// <summary>Who imports (WCO R041).</summary>
    Importer,

    /// <summary>Who exports (WCO R032).</summary>
    Exporter,

    /// <summary>Who sends (WCO R020).</summary>
    Consignor,

    /// <summary>To whom it is sent (WCO R014).</summary>
    Consignee,

    /// <summary>Who carries (WCO R011).</summary>
    Carrier,

    /// <summary>Who buys (WCO R009).</summary>
    Buyer,

    /// <summary>Who sells (WCO R055).</summary>
    Seller,

    /// <summary>Who is told on arrival (WCO R045).</summary>
    NotifyParty,

    /// <summary>Who acts for another (WCO R003).</summary>
    Agent,
}
