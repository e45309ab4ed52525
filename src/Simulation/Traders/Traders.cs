using Tidewaiter.Simulation.Country;

namespace Tidewaiter.Simulation.Traders;

/// <summary>An importer of the simulated country, as it is; declarations show only <see cref="Party"/>.</summary>
internal sealed class Importer
{
    /// <summary>What customs sees.</summary>
    public required Party Party { get; init; }

    /// <summary>Who really controls it. Nobody who declares says so.</summary>
    public required string Owner { get; init; }

    /// <summary>How much it imports beside the others.</summary>
    public required double Weight { get; init; }

    /// <summary>First and last day of trade, counted from the first day of the world.</summary>
    public required int From { get; init; }

    public required int To { get; init; }

    /// <summary>How ready it is for a lone false declaration; 0 for most.</summary>
    public required double Temptation { get; init; }

    /// <summary>How much it tends to mistakes beside the mean.</summary>
    public required double Carelessness { get; init; }

    /// <summary>Its customs agents, the usual one first.</summary>
    public required IReadOnlyList<Party> Brokers { get; init; }

    public required IReadOnlyList<Route> Routes { get; init; }

    public bool TradesOn(int day) => day >= From && day <= To;
}

/// <summary>How an importer gets goods: from where, from whom, through which office.</summary>
/// <param name="Office">Where it declares.</param>
/// <param name="Dispatch">From where the goods are sent.</param>
/// <param name="Exporter">From whom.</param>
/// <param name="Goods">What comes by this route, the main goods first.</param>
/// <param name="Weight">How often it is used.</param>
internal sealed record Route(Office Office, Partner Dispatch, Exporter Exporter, IReadOnlyList<RouteGoods> Goods, double Weight);

/// <summary>Goods on a route.</summary>
/// <param name="Commodity">Which.</param>
/// <param name="Origin">Where they are made.</param>
/// <param name="PriceFactor">This trader's price beside the commodity's median.</param>
internal sealed record RouteGoods(Commodity Commodity, Partner Origin, double PriceFactor);

/// <summary>A foreign exporter: one firm, several spellings.</summary>
internal sealed record Exporter(IReadOnlyList<Party> Spellings, Partner Country);
