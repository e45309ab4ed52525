namespace Tidewaiter.Entities.Network.Related;

/// <summary>
/// Why the law holds two persons related: a letter of Article 15.4 of the WTO Customs Valuation Agreement, the path
/// through entities in words, the share that decides (null where none does), and the rows it rests on.
/// </summary>
internal sealed record Finding(char Letter, string Path, double? Share, IReadOnlyList<SourceRow> Rows);
