using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Tidewaiter.Entities.Bods;
using Tidewaiter.Entities.GoodsText;
using Tidewaiter.Entities.Link;
using Tidewaiter.Entities.Names;
using Tidewaiter.Entities.Network;
using Tidewaiter.Entities.Network.Register;
using Tidewaiter.Entities.Network.Related;
using Tidewaiter.Entities.Screen;

namespace Tidewaiter.Entities;

/// <summary>The one registration of the module.</summary>
public sealed class EntitiesModule : IModule
{
    /// <inheritdoc/>
    public string Name => "entities";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions =>
    [
        new("entities.read", Role.Officer, Role.Analyst, Role.Chief, Role.Auditor),
        new("entities.manage", Role.Analyst, Role.Chief),
    ];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Registers>();
        services.AddSingleton<IRegisters>(provider => provider.GetRequiredService<Registers>());
        services.AddFactHandler<RegistersLoaded, RegisterStates>();
        services.AddSingleton<IRiskSignal, RelatedSignal>();
    }

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandContext context) =>
    [
        LinkCommand.Make(),
        PairsCommand.Make(),
        NetworkCommand.Make(),
        RegisterCommand.Make(context),
        ScreenCommand.Make(),
        ValidateBodsCommand.Make(),
    ];

    /// <inheritdoc/>
    public IEnumerable<Command> Verbs(CommandContext context) => [TextCommand.Verb()];
}
