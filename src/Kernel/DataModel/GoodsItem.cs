namespace Tidewaiter.Kernel;

/// <summary>One line of a declaration (WCO class GovernmentAgencyGoodsItem). Money is as declared, currency beside it.</summary>
public sealed record GoodsItem
{
    /// <summary>The item's number in the declaration, from 1 (WCO 006).</summary>
    public required int SequenceNumber { get; init; }

    /// <summary>The commodity code (WCO 145).</summary>
    public HsCode? Commodity { get; init; }

    /// <summary>The goods in words (WCO 137).</summary>
    public string? Description { get; init; }

    /// <summary>Country of origin (WCO 063).</summary>
    public CountryCode? Origin { get; init; }

    /// <summary>How the origin is shown or marked (WCO R037 and national codes).</summary>
    public string? OriginTypeCode { get; init; }

    /// <summary>Country from which the item was dispatched, where it differs from the consignment's (WCO 062).</summary>
    public CountryCode? Dispatch { get; init; }

    /// <summary>The regime asked for and the one before: "4000" (WCO 166, 441).</summary>
    public string? ProcedureCode { get; init; }

    /// <summary>Preference or duty regime claimed (WCO 100).</summary>
    public string? DutyRegimeCode { get; init; }

    /// <summary>Gross mass (WCO 126).</summary>
    public Mass? GrossMass { get; init; }

    /// <summary>Net mass (WCO 128).</summary>
    public Mass? NetMass { get; init; }

    /// <summary>Quantity in the tariff's supplementary unit (WCO 130).</summary>
    public decimal? SupplementaryQuantity { get; init; }

    /// <summary>The unit of <see cref="SupplementaryQuantity"/>, UN/ECE Recommendation 20 (WCO 130 qualifier).</summary>
    public string? SupplementaryUnitCode { get; init; }

    /// <summary>The price on the invoice (WCO 116).</summary>
    public Money? InvoiceLineAmount { get; init; }

    /// <summary>Customs value, WTO Valuation Agreement (WCO 112).</summary>
    public Money? CustomsValue { get; init; }

    /// <summary>Statistical value (WCO 114).</summary>
    public Money? StatisticalValue { get; init; }

    /// <summary>The item's share of freight (WCO 117).</summary>
    public Money? Freight { get; init; }

    /// <summary>The item's share of insurance (WCO 118).</summary>
    public Money? Insurance { get; init; }

    /// <summary>Valuation method 1 to 6 (WCO 119).</summary>
    public string? ValuationMethodCode { get; init; }

    /// <summary>Duties and taxes as the declarant worked them out (WCO class DutyTaxFee).</summary>
    public IReadOnlyList<DutyTax> DutyTaxes { get; init; } = [];

    /// <summary>Packages (WCO class Packaging).</summary>
    public IReadOnlyList<Packaging> Packagings { get; init; } = [];

    /// <summary>Parties of this item alone, where they differ from the heading's.</summary>
    public IReadOnlyList<Party> Parties { get; init; } = [];

    /// <summary>Containers that carry this item, where they are told apart.</summary>
    public IReadOnlyList<string> ContainerIds { get; init; } = [];

    /// <summary>Licences, certificates, invoices (WCO class AdditionalDocument and PreviousDocument).</summary>
    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>Codes that have no place of their own (WCO 225, 226).</summary>
    public IReadOnlyList<AdditionalInformation> AdditionalInformation { get; init; } = [];
}

/// <summary>One duty, tax or fee of an item.</summary>
/// <param name="TypeCode">Which duty or tax (WCO 214): DTY, VAT, or a national code.</param>
/// <param name="Rate">Ad valorem rate as a fraction: 0.08 is 8 % (WCO 102).</param>
/// <param name="Amount">What is to be paid (WCO 094).</param>
/// <param name="Base">What the rate is applied to (WCO 097).</param>
public sealed record DutyTax(string TypeCode, decimal? Rate = null, Money? Amount = null, Money? Base = null);

/// <summary>Packages of one kind.</summary>
/// <param name="TypeCode">Kind of package, UN/ECE Recommendation 21 (WCO 141).</param>
/// <param name="Quantity">How many (WCO 144).</param>
/// <param name="MarksNumbers">Shipping marks (WCO 142).</param>
public sealed record Packaging(string? TypeCode = null, decimal? Quantity = null, string? MarksNumbers = null);
