using System.Runtime.CompilerServices;
using Tidewaiter.Declarations;

namespace Tidewaiter.Unit.SelectionTests;

/// <summary>Declarations in memory, for tests of what comes after them.</summary>
internal sealed class FakeDeclarations : IDeclarations
{
    private readonly Dictionary<DeclarationId, Declaration> _kept = [];

    public Task<IReadOnlyList<Outcome<Lodgement>>> Lodge(IReadOnlyList<Declaration> declarations, Officer lodger, CancellationToken cancellation = default)
    {
        foreach (var declaration in declarations) _kept[declaration.Id] = declaration;
        return Task.FromResult<IReadOnlyList<Outcome<Lodgement>>>([.. declarations.Select(declaration => (Outcome<Lodgement>)new Lodgement(declaration.Id, 1, false))]);
    }

    public Task<Declaration?> Find(DeclarationId id) => Task.FromResult(_kept.GetValueOrDefault(id));

    public Task<IReadOnlyList<Declaration>> Find(IReadOnlyList<DeclarationId> ids) =>
        Task.FromResult<IReadOnlyList<Declaration>>([.. ids.Where(_kept.ContainsKey).Select(id => _kept[id])]);

    public async IAsyncEnumerable<Declaration> LodgedBetween(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        foreach (var declaration in _kept.Values.Where(one => one.LodgedAt >= from && one.LodgedAt < to).OrderBy(one => one.LodgedAt)) yield return declaration;
    }
}
