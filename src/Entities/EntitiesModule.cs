using System.CommandLine;
using Tidewaiter.Entities.Bods;
using Tidewaiter.Entities.GoodsText;

namespace Tidewaiter.Entities;

/// <summary>The one registration of the module.</summary>
public sealed class EntitiesModule : IModule
{
    /// <inheritdoc/>
    public string Name => "entities";

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandContext context) => [ValidateBodsCommand.Make()];

    /// <inheritdoc/>
    public IEnumerable<Command> Verbs(CommandContext context) => [TextCommand.Verb()];
}
