using System.CommandLine;
using Tidewaiter.Simulation.Make;
using Tidewaiter.Simulation.Scenario;

namespace Tidewaiter.Simulation;

/// <summary>The one registration of the module.</summary>
public sealed class SimulationModule : IModule
{
    /// <inheritdoc/>
    public string Name => "simulation";

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandContext context) => [MakeCommand.Make(context), ScenarioCommand.Make(context)];
}
