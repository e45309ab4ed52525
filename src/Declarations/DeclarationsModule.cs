using Microsoft.Extensions.DependencyInjection;
using Tidewaiter.Declarations.Lodge;
using Tidewaiter.Declarations.Read;

namespace Tidewaiter.Declarations;

/// <summary>The one registration of the module.</summary>
public sealed class DeclarationsModule : IModule
{
    /// <inheritdoc/>
    public string Name => "declarations";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions =>
    [
        new("declarations.lodge", Role.System),
        new("declarations.read", Role.Officer, Role.Analyst, Role.Chief, Role.Auditor),
    ];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IDeclarationFiles, DeclarationFiles>();
        services.AddSingleton<IDeclarations, KeptDeclarations>();
    }
}
