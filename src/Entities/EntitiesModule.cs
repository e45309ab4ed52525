using System.CommandLine;
using Tidewaiter.Entities.Bods;
using Tidewaiter.Entities.GoodsText;
using Tidewaiter.Entities.Link;
using Tidewaiter.Entities.Names;
using Tidewaiter.Entities.Network;
using Tidewaiter.Entities.Screen;

namespace Tidewaiter.Entities;

/// <summary>The one registration of the module.</summary>
public sealed class EntitiesModule : IModule
{
    /// <inheritdoc/>
    public string Name => "entities";

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandContext context) =>
    [
        LinkCommand.Make(),
        PairsCommand.Make(),
        NetworkCommand.Make(),
        ScreenCommand.Make(),
        ValidateBodsCommand.Make(),
    ];

    /// <inheritdoc/>
    public IEnumerable<Command> Verbs(CommandContext context) => [TextCommand.Verb()];
}
