namespace Tidewaiter.Kernel;

/// <summary>How the goods of a declaration move (WCO class Consignment).</summary>
public sealed record Consignment
{
    /// <summary>Country of dispatch or export (WCO 062).</summary>
    public CountryCode? Dispatch { get; init; }

    /// <summary>Country of destination (WCO 064).</summary>
    public CountryCode? Destination { get; init; }

    /// <summary>Mode of transport at the border, UN/ECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air, 5 post … (WCO 183).</summary>
    public string? TransportModeCode { get; init; }

    /// <summary>The means of transport: vessel, flight, registration (WCO T006).</summary>
    public string? TransportMeansId { get; init; }

    /// <summary>Nationality of the means of transport (WCO T014).</summary>
    public CountryCode? TransportMeansNationality { get; init; }

    /// <summary>Bill of lading, air waybill or CN23 number (WCO D023).</summary>
    public string? TransportDocumentId { get; init; }

    /// <summary>Where the goods were loaded, UN/LOCODE (WCO L009).</summary>
    public string? LoadingLocationId { get; init; }

    /// <summary>Where the goods are unloaded, UN/LOCODE (WCO L013).</summary>
    public string? UnloadingLocationId { get; init; }

    /// <summary>Where the goods can be looked at (WCO L010).</summary>
    public string? GoodsLocationId { get; init; }

    /// <summary>Containers and their seals (WCO class TransportEquipment).</summary>
    public IReadOnlyList<TransportEquipment> TransportEquipments { get; init; } = [];
}

/// <summary>A container or trailer.</summary>
/// <param name="Id">ISO 6346 number (WCO 159).</param>
/// <param name="Seals">Seal numbers (WCO 165).</param>
public sealed record TransportEquipment(string Id, IReadOnlyList<string>? Seals = null);

/// <summary>A document named in a declaration.</summary>
/// <param name="TypeCode">Kind of document (WCO D006 and national lists).</param>
/// <param name="Id">Its number (WCO D005).</param>
/// <param name="Previous">Whether it is a previous declaration rather than an accompanying paper.</param>
public sealed record Document(string? TypeCode, string? Id, bool Previous = false);

/// <summary>A coded statement (WCO class AdditionalInformation).</summary>
/// <param name="StatementTypeCode">What the statement is about (WCO 369); in a mapping, the field's own name.</param>
/// <param name="StatementCode">The code stated (WCO 226).</param>
/// <param name="StatementDescription">The statement in words (WCO 225).</param>
public sealed record AdditionalInformation(string StatementTypeCode, string? StatementCode, string? StatementDescription = null);
