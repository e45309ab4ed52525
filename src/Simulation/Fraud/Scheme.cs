using Tidewaiter.Simulation.Country;
using Tidewaiter.Simulation.Traders;

namespace Tidewaiter.Simulation.Fraud;

/// <summary>A plan of one owner to defraud the customs in one way, for a time.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">How.</param>
/// <param name="Owner">Whose.</param>
/// <param name="Members">The importers that declare for it.</param>
/// <param name="Route">By which route at first.</param>
/// <param name="LaterRoute">By which route after it has adapted.</param>
/// <param name="FalseOrigin">The origin that is claimed, where the kind is Origin.</param>
/// <param name="Severity">How much is hidden at first, 0 to 1.</param>
/// <param name="From">First day.</param>
/// <param name="Adapts">Day on which it changes its route and hides less.</param>
/// <param name="To">Last day.</param>
/// <param name="Weight">How much it declares beside other schemes.</param>
internal sealed record Scheme(
    string Id, FindingKind Kind, string Owner, IReadOnlyList<Importer> Members, Route Route, Route LaterRoute, Partner FalseOrigin,
    double Severity, int From, int Adapts, int To, double Weight)
{
    private const double DaysToGrow = 10;

    public Route RouteOn(int day) => day < Adapts ? Route : LaterRoute;

    public double SeverityOn(int day) => day < Adapts ? Severity : 0.75 * Severity;

    /// <summary>How busy it is: nothing outside its days, growing for ten days after its start.</summary>
    public double IntensityOn(int day) => day < From || day > To ? 0 : Weight * Math.Min(1, (day - From + 1) / DaysToGrow);
}
