using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tidewaiter.Declarations;
using Tidewaiter.Entities.Bods;
using Tidewaiter.Entities.Calibrate;
using Tidewaiter.Entities.EntityPage;
using Tidewaiter.Entities.GoodsText;
using Tidewaiter.Entities.GoodsText.Live;
using Tidewaiter.Entities.Intake;
using Tidewaiter.Entities.Judge;
using Tidewaiter.Entities.Link;
using Tidewaiter.Entities.Names;
using Tidewaiter.Entities.Network;
using Tidewaiter.Entities.Network.BehindIt;
using Tidewaiter.Entities.Network.Prices;
using Tidewaiter.Entities.Network.Register;
using Tidewaiter.Entities.Network.Related;
using Tidewaiter.Entities.Network.Said;
using Tidewaiter.Entities.Resolve;
using Tidewaiter.Entities.Sample;
using Tidewaiter.Entities.Screen;
using Tidewaiter.Entities.Threshold;
using Tidewaiter.Entities.Watch;

namespace Tidewaiter.Entities;

/// <summary>The one registration of the module.</summary>
public sealed class EntitiesModule : IModule
{
    /// <inheritdoc/>
    public string Name => "entities";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions =>
    [
        new(Resolution.ReadPermission, Role.Officer, Role.Analyst, Role.Chief, Role.Auditor),
        new(Resolution.JudgePermission, Role.Analyst, Role.Chief),
        new(Resolution.ManagePermission, Role.Analyst),
    ];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Registers>();
        services.AddSingleton<IRegisters>(provider => provider.GetRequiredService<Registers>());
        services.AddFactHandler<RegistersLoaded, RegisterStates>();
        services.AddSingleton<RecordActs>();
        services.AddSingleton<RegisteredParties>();
        services.AddSingleton<IRiskSignal, RelatedSignal>();
        services.AddSingleton<TradeLines>();
        services.AddSingleton<BehindTheSale>();
        services.AddSingleton<IEvidencePanel>(provider => provider.GetRequiredService<BehindTheSale>());
        services.AddSingleton<Resolution>();
        services.AddSingleton<Judging>();
        services.AddSingleton<Sampling>();
        services.AddSingleton<Calibrating>();
        services.AddSingleton<Thresholding>();
        services.AddSingleton<EntityRows>();
        services.AddFactHandler<DeclarationLodged, TakeParties>();
        services.AddSingleton<IEvidencePanel, PartyEvidence>();
        services.AddSingleton<IRiskSignal, KnownSince>();
        services.AddSingleton<WatchLists>();
        services.AddSingleton<IScreening>(house => house.GetRequiredService<WatchLists>());
        services.AddSingleton<ListsInForce>();
        services.AddSingleton<Watching>();
        services.AddSingleton<AlertDesk>();
        services.AddSingleton<PastAlerts>();
        services.AddSingleton<IRiskSignal, ScreeningSignal>();
        services.AddSingleton<ScreeningEvidence>();
        services.AddSingleton<IEvidencePanel>(house => house.GetRequiredService<ScreeningEvidence>());
        services.AddFactHandler<DeclarationLodged, TakeArrivals>();
        services.AddFactHandler<ListCame, TakeVersions>();
        services.AddFactHandler<RegistersLoaded, TakeOwners>();
        services.AddSingleton(_ => VagueScore.Own());
        services.AddSingleton<TextWatch>();
        services.AddSingleton<TextRows>();
        services.AddSingleton<TextReading>();
        services.AddSingleton<IEvidencePanel, TextEvidence>();
        services.AddFactHandler<DeclarationLodged, TakeTexts>();
        services.AddSingleton<IRiskSignal, GoodsVague>();
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        JudgeEndpoints.Map(api);
        SampleEndpoints.Map(api);
        AlertEndpoints.Map(api);
        NetworkEndpoints.Map(api);
        TextEndpoints.Map(api);
    }

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandContext context) =>
    [
        LinkCommand.Make(),
        PairsCommand.Make(),
        NetworkCommand.Make(),
        RegisterCommand.Make(context),
        ScreenCommand.Make(),
        ListsCommand.Make(context),
        ValidateBodsCommand.Make(),
    ];

    /// <inheritdoc/>
    public IEnumerable<Command> Verbs(CommandContext context) => [TextCommand.Verb()];
}
