namespace Tidewaiter.Risk.Live;

/// <summary>
/// The memory at work: takes in lodgements and results in their order, keeps the log of them, and scores. Plain; one
/// caller at a time. When a call fails its memory may hold what the store does not: throw it away and restore another.
/// </summary>
internal sealed class LiveRisk
{
    private const int MostScoredAgain = 500;
    private const int PageSize = 1000;

    private readonly Store _store;
    private readonly IDeclarations _declarations;
    private readonly Facts _facts;
    private readonly IReadOnlyList<IRiskSignal> _signals;
    private readonly TimeProvider _clock;
    private readonly Profiles _profiles = new();
    private readonly Waiting _waiting = new();
    private readonly LiveScoring _scoring;
    private long _lastSeq;

    private LiveRisk(Store store, IDeclarations declarations, Facts facts, IEnumerable<IRiskSignal> signals, TimeProvider clock, RiskModel? model)
    {
        (_store, _declarations, _facts, _signals, _clock) = (store, declarations, facts, [.. signals], clock);
        _scoring = new LiveScoring(_profiles, model);
    }

    /// <summary>The memory as the log tells it, with the model that is at work.</summary>
    public static async Task<LiveRisk> Restore(Store store, IDeclarations declarations, Facts facts, IEnumerable<IRiskSignal> signals, TimeProvider clock)
    {
        var live = new LiveRisk(store, declarations, facts, signals, clock, await ModelRows.AtWork(store));
        while (await RiskEvent.After(store, live._lastSeq, PageSize) is { Count: > 0 } page) await live.TakeIn(page);
        return live;
    }

    /// <summary>Scores what was lodged, then remembers it. What the log has already is passed over.</summary>
    public async Task Lodged(IReadOnlyList<DeclarationLodged> facts, CancellationToken cancellation)
    {
        var fresh = new List<DeclarationLodged>();
        foreach (var fact in facts.DistinctBy(RiskEvent.KeyOf))
            if (!await RiskEvent.IsKnown(_store, RiskEvent.LodgedKind, RiskEvent.KeyOf(fact))) fresh.Add(fact);
        var declarations = (await _declarations.Find([.. fresh.Select(fact => fact.Declaration).Distinct()])).ToDictionary(one => one.Id);
        fresh.RemoveAll(fact => !declarations.ContainsKey(fact.Declaration));
        var signals = await SignalBatch.Read(_signals, [.. declarations.Values], cancellation);

        var now = _clock.GetUtcNow();
        var reads = new List<LiveScoring.Read>(fresh.Count);
        foreach (var fact in fresh)
        {
            var items = ItemFigures.Of(declarations[fact.Declaration]);
            var read = _scoring.ReadNew(items, signals);
            reads.Add(read);
            Remember(fact.Version, read);
        }
        await Keep([.. fresh.Select(fact => RiskEvent.Of(++_lastSeq, fact))], _scoring.Score(reads, now), cancellation);
    }

    /// <summary>Learns from results, then scores anew what still waits and is touched by them.</summary>
    public async Task Found(IReadOnlyList<ControlResultRecorded> facts, CancellationToken cancellation)
    {
        var events = new List<RiskEvent>();
        var touched = new Dictionary<DeclarationId, Waiting.One>();
        var now = _clock.GetUtcNow();
        foreach (var fact in facts)
        {
            var key = RiskEvent.KeyOf(fact.Control, fact.Revision);
            if (events.Any(one => one.Key == key) || await RiskEvent.IsKnown(_store, RiskEvent.ResultKind, key)) continue;
            if (await _declarations.Find(fact.Declaration) is not { } declaration) continue;
            _profiles.Absorb(fact, declaration, await Superseded(fact, events));
            _waiting.Remove(fact.Declaration);
            touched.Remove(fact.Declaration);
            foreach (var one in _waiting.Touched(ItemFigures.Of(declaration), now)) touched[one.Id] = one;
            events.Add(RiskEvent.Of(++_lastSeq, fact));
        }
        var again = touched.Values.OrderByDescending(one => one.Items[0].Minute).Take(MostScoredAgain).Select(_scoring.ReadAgain).ToList();
        await Keep(events, _scoring.Score(again, now), cancellation);
    }

    /// <summary>The scores that declarations would have now. Nothing is remembered or kept.</summary>
    public IReadOnlyList<ItemScore[]> Peek(IReadOnlyList<Declaration> declarations) =>
        _scoring.Score([.. declarations.Select(declaration => _scoring.ReadNew(ItemFigures.Of(declaration), SignalBatch.None))], _clock.GetUtcNow());

    private async Task<ControlResultRecorded?> Superseded(ControlResultRecorded fact, List<RiskEvent> unkept)
    {
        if (fact.Revision == 1) return null;
        var key = RiskEvent.KeyOf(fact.Control, fact.Revision - 1);
        var earlier = unkept.Find(one => one.Key == key) ?? await RiskEvent.Find(_store, RiskEvent.ResultKind, key);
        return earlier?.Result();
    }

    // An amendment is scored, but the memory counts a declaration once.
    private void Remember(int version, LiveScoring.Read read)
    {
        if (read.Items.Length == 0) return;
        if (version == 1) _profiles.Absorb(read.Items);
        _waiting.Put(new Waiting.One(read.Items, read.Rows));
    }

    private async Task Keep(IReadOnlyList<RiskEvent> events, IReadOnlyList<ItemScore[]> scores, CancellationToken cancellation)
    {
        if (events.Count == 0) return;
        var revised = new List<(ItemScore, long)>();
        foreach (var ofDeclaration in scores.Where(one => one.Length > 0))
        {
            var revision = await ScoreRows.Revision(_store, ofDeclaration[0].Declaration) + 1;
            revised.AddRange(ofDeclaration.Select(score => (score, revision)));
        }
        await _store.InTransaction(async transaction =>
        {
            await RiskEvent.Append(transaction, events);
            await ScoreRows.Append(transaction, revised);
            await _facts.Publish(transaction, [.. scores.Where(one => one.Length > 0).Select(DeclarationScored.Of)]);
        }, cancellation);
    }

    private async Task TakeIn(List<RiskEvent> page)
    {
        var declarations = (await _declarations.Find([.. page.Select(one => one.Declaration).Distinct()])).ToDictionary(one => one.Id);
        var recent = page.Where(IsRecentLodgement).Select(one => declarations.GetValueOrDefault(one.Declaration)).OfType<Declaration>().ToList();
        var signals = await SignalBatch.Read(_signals, recent, CancellationToken.None);
        foreach (var one in page)
        {
            _lastSeq = one.Seq;
            if (!declarations.TryGetValue(one.Declaration, out var declaration)) continue;
            if (one.Kind == RiskEvent.ResultKind) await TakeInResult(one, declaration);
            else if (IsRecentLodgement(one)) Remember(one.Key.EndsWith("#1", StringComparison.Ordinal) ? 1 : 2, _scoring.ReadNew(ItemFigures.Of(declaration), signals));
            else if (one.Key.EndsWith("#1", StringComparison.Ordinal)) _profiles.Absorb(declaration);
        }
    }

    private async Task TakeInResult(RiskEvent one, Declaration declaration)
    {
        var result = one.Result();
        _profiles.Absorb(result, declaration, await Superseded(result, []));
        _waiting.Remove(one.Declaration);
    }

    private bool IsRecentLodgement(RiskEvent one) => one.Kind == RiskEvent.LodgedKind && _clock.GetUtcNow() - one.At <= Waiting.Longest;
}
