using Tidewaiter.Selection;

namespace Tidewaiter.Inspection.Worklist;

/// <summary>What the worklist shows of a declaration itself: read once from it, kept with the row.</summary>
internal static class WorkGoods
{
    // Beyond this, ten-thousandths do not fit the store's whole numbers; such a figure is a slip and is not shown as one.
    private const decimal Most = 900_000_000_000_000m;

    public static (string Name, object? Value)[] Values(Declaration declaration, string office, DateOnly day)
    {
        var first = declaration.Items.Count > 0 ? declaration.Items[0] : null;
        var importer = declaration.PartyOf(PartyRole.Importer) ?? first?.Parties.FirstOrDefault(party => party.Role == PartyRole.Importer);
        var declarant = declaration.PartyOf(PartyRole.Declarant);
        var value = CustomsValue(declaration);
        return
        [
            ("declaration", declaration.Id.Text), ("office_id", office), ("day", OfficeDay.Text(day)),
            ("lodged_at", declaration.LodgedAt), ("importer_id", importer?.Id), ("importer_name", importer?.Name),
            ("declarant", declarant?.Name ?? declarant?.Id), ("commodity", first?.Commodity?.Text), ("description", first?.Description),
            ("origin", first?.Origin?.Text), ("dispatch", (first?.Dispatch ?? declaration.Consignment.Dispatch)?.Text),
            ("item_count", (long)declaration.Items.Count), ("customs_value_e4", Stored(value?.Amount)), ("currency", value?.Currency.Text),
            ("gross_mass_e4", Stored(GrossMass(declaration)?.Kilograms)),
            ("search", string.Join('\n', declaration.Id.Text, importer?.Id, importer?.Name, first?.Commodity?.Text, first?.Description).ToLowerInvariant()),
        ];
    }

    /// <summary>The sum over the items; null where an item has none or the currencies differ: a part is not the whole.</summary>
    private static Money? CustomsValue(Declaration declaration)
    {
        Money? sum = null;
        foreach (var item in declaration.Items)
        {
            if (item.CustomsValue is not { } value || (sum is { } other && other.Currency != value.Currency)) return null;
            sum = sum is { } before ? before + value : value;
        }
        return sum;
    }

    private static Mass? GrossMass(Declaration declaration)
    {
        if (declaration.TotalGrossMass is { } total) return total;
        Mass? sum = null;
        foreach (var item in declaration.Items)
        {
            if (item.GrossMass is not { } mass) return null;
            sum = (sum ?? default) + mass;
        }
        return sum;
    }

    private static long? Stored(decimal? value) => value is { } exact && Math.Abs(exact) <= Most ? Exact.ToE4(exact) : null;
}
