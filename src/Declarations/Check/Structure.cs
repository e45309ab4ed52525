using System.Globalization;
using Tidewaiter.Declarations.Read;

namespace Tidewaiter.Declarations.Check;

/// <summary>What a declaration must have to be used at all.</summary>
internal static class Structure
{
    private const int MostText = 10_000;
    private const int MostItems = 10_000;

    public static void Run(Declaration declaration, Note note)
    {
        if (declaration.Id.Text.Length == 0) note(Error(Field.Id, -1, "id_absent", "The declaration has no number."));
        if (!Numbers.IsSensible(declaration.LodgedAt)) note(Error(Field.LodgedAt, -1, "date_out_of_range", "The time of lodgement is not between 1950 and 2200."));
        Lists(declaration, note);
        Items(declaration, note);
        Parties(declaration.Parties, Field.Parties, -1, note);
        Number(declaration.InvoiceAmount?.Amount, Field.InvoiceAmount, -1, note);
        Number(declaration.TotalGrossMass?.Kilograms, Field.TotalGrossMass, -1, note);
        Number(declaration.TotalPackageQuantity, Field.TotalPackages, -1, note);
        Text(declaration.TypeCode, Field.TypeCode, -1, note);
        Text(declaration.OfficeId, Field.OfficeId, -1, note);
        Text(declaration.FunctionCode, Field.FunctionCode, -1, note);
        Text(declaration.FunctionalReferenceId, Field.FunctionalReferenceId, -1, note);
        Text(declaration.Consignment.TransportMeansId, Field.TransportMeans, -1, note);
    }

    private static void Lists(Declaration declaration, Note note)
    {
        if (HasNull(declaration.Documents)) note(Error(Field.Documents, -1, "null_in_list", "A document is null."));
        if (HasNull(declaration.AdditionalInformation)) note(Error(Field.Statements, -1, "null_in_list", "A statement is null."));
        foreach (var equipment in declaration.Consignment.TransportEquipments)
            if (equipment?.Id is null || equipment.Seals is not null && HasNull(equipment.Seals)) note(Error(Field.Container, -1, "null_in_list", "A container or seal is null."));
    }

    private static void Items(Declaration declaration, Note note)
    {
        // A cancellation names what it cancels and need not repeat the goods.
        if (declaration.Items.Count == 0 && declaration.FunctionCode != "1") note(Error(Field.Items, -1, "items_absent", "The declaration has no goods item."));
        if (declaration.Items.Count > MostItems) note(Error(Field.Items, -1, "too_many_items", $"A declaration has at most {MostItems} items."));
        var (highest, numbers) = (0, (HashSet<int>?)null);
        for (var i = 0; i < declaration.Items.Count; i++)
        {
            if (declaration.Items[i] is not { } item) note(Error(Field.Items, i, "null_in_list", "An item is null."));
            else
            {
                if (item.SequenceNumber < 1) note(Error(Field.Sequence, i, "item_number", "Items are numbered from 1.", Whole(item.SequenceNumber)));
                else if (item.SequenceNumber > highest && numbers is null) highest = item.SequenceNumber; // in rising order, as nearly always
                else if (!(numbers ??= [.. declaration.Items.Take(i).OfType<GoodsItem>().Select(earlier => earlier.SequenceNumber)]).Add(item.SequenceNumber)) note(Error(Field.Sequence, i, "item_number_twice", $"There are two items {item.SequenceNumber}.", Whole(item.SequenceNumber)));
                Item(item, i, note);
            }
        }
    }

    private static void Item(GoodsItem item, int at, Note note)
    {
        if (HasNull(item.DutyTaxes) || HasNull(item.Packagings) || HasNull(item.Documents) || HasNull(item.AdditionalInformation) || HasNull(item.ContainerIds))
            note(Error(Field.Items, at, "null_in_list", "A list of the item has a null in it."));
        else
        {
            foreach (var duty in item.DutyTaxes)
            {
                Number(duty.Rate, Field.DutyTax, at, note);
                Number(duty.Amount?.Amount, Field.DutyTax, at, note);
                Number(duty.Base?.Amount, Field.DutyTax, at, note);
            }
            foreach (var packaging in item.Packagings) Number(packaging.Quantity, Field.PackageQuantity, at, note);
        }
        Parties(item.Parties, Field.ItemParties, at, note);
        Number(item.GrossMass?.Kilograms, Field.GrossMass, at, note);
        Number(item.NetMass?.Kilograms, Field.NetMass, at, note);
        Number(item.SupplementaryQuantity, Field.SupplementaryQuantity, at, note);
        Number(item.InvoiceLineAmount?.Amount, Field.InvoiceLine, at, note);
        Number(item.CustomsValue?.Amount, Field.CustomsValue, at, note);
        Number(item.StatisticalValue?.Amount, Field.StatisticalValue, at, note);
        Number(item.Freight?.Amount, Field.Freight, at, note);
        Number(item.Insurance?.Amount, Field.Insurance, at, note);
        Text(item.Description, Field.Description, at, note);
    }

    private static void Parties(IReadOnlyList<Party> parties, string field, int item, Note note)
    {
        foreach (var party in parties)
        {
            if (party is null) note(Error(field, item, "null_in_list", "A party is null."));
            else
            {
                Text(party.Id, Field.OfParty(party.Role, "id", item >= 0), item, note);
                Text(party.Name, Field.OfParty(party.Role, "name", item >= 0), item, note);
            }
        }
    }

    private static void Number(decimal? number, string field, int item, Note note)
    {
        if (number is null or >= 0 and <= Numbers.Largest) return;
        note(number < 0
            ? Error(field, item, "number_negative", "The value is below zero.", number.Value.ToString(CultureInfo.InvariantCulture))
            : Error(field, item, "number_out_of_range", "The value is beyond 900 trillion.", number.Value.ToString(CultureInfo.InvariantCulture)));
    }

    private static void Text(string? text, string field, int item, Note note)
    {
        if (text is { Length: > MostText }) note(Error(field, item, "text_too_long", $"The text is longer than {MostText} characters.", text));
        else if (text is not null && text.Contains('\0', StringComparison.Ordinal)) note(Error(field, item, "text_form", "The text has a null character in it.", text));
    }

    private static bool HasNull<T>(IReadOnlyList<T> list) where T : class
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i] is null) return true;
        return false;
    }

    private static Remark Error(string field, int item, string code, string message, string? value = null) => new(field, item, code, Severity.Error, message, value);

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
