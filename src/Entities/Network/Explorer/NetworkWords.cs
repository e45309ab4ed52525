namespace Tidewaiter.Entities.Network.Explorer;

/// <summary>The words for what stands in a network.</summary>
internal static class NetworkWords
{
    /// <summary>Key of what a node is; a person who serves many groups is a professional director.</summary>
    public static string Kind(NetworkNode node) => node.Kind switch
    {
        NodeKind.Person when node.IsHub => "entities.network.kind.nominee",
        NodeKind.Person => "entities.network.kind.person",
        NodeKind.Address => "entities.network.kind.address",
        NodeKind.Telephone => "entities.network.kind.telephone",
        _ when node.Ended is not null => "entities.network.kind.ended",
        _ => "entities.network.kind.firm",
    };

    /// <summary>A country's name and code; what is no code stands as it is written.</summary>
    public static string Country(string code) => CountryCode.TryParse(code, out var country) ? Written.Country(country) : Written.Text(code);

    /// <summary>What a line says: how much, or which office.</summary>
    public static string Tie(NetworkTie tie, Texts texts) => tie.Kind switch
    {
        TieKind.Share when tie.IsEstimated => texts["entities.network.tie.estimated", ("share", tie.Share)],
        TieKind.Share => texts["entities.network.tie.share", ("share", tie.Share)],
        TieKind.Indirect => texts["entities.network.tie.indirect", ("share", tie.Share)],
        TieKind.Office => texts["entities.network.tie.office", ("role", tie.Role.Length == 0 ? Written.Missing : tie.Role)],
        TieKind.Place => texts["entities.network.tie.place"],
        _ => texts["entities.network.tie.family"],
    };

    /// <summary>Source rows, the first few.</summary>
    public static string Rows(IReadOnlyList<SourceRow> rows) => rows.Count == 0 ? Written.Missing : string.Join(' ', rows.Take(4)) + (rows.Count > 4 ? " …" : "");

    /// <summary>Where an entity's network is.</summary>
    public static string Address(string entity) => $"entities/network/{Uri.EscapeDataString(entity)}";
}
