using System.Diagnostics;
using Tidewaiter.Entities.Files;
using Tidewaiter.Entities.Network;
using Tidewaiter.Entities.Network.Register;
using Tidewaiter.Entities.Network.Related;
using Tidewaiter.Simulation;

namespace Tidewaiter.Unit.SimulationTests;

/// <summary>The registers of the simulated country, read and linked as those of any other.</summary>
public class RegisterTests
{
    private static readonly WorldSettings Settings = new() { Seed = 7, Days = 64, DeclarationsPerDay = 160 };

    private static readonly Lazy<(World World, RegisterState State)> Made = new(() =>
    {
        var world = World.Create(Settings);
        return (world, State(world, Settings.Start.AddDays(Settings.Days)));
    });

    [Fact]
    public void Figures()
    {
        var watch = Stopwatch.StartNew();
        var world = World.Create(Settings);
        _ = world.Registers(Settings.Start);
        var t0 = watch.Elapsed;
        var state = State(world, Settings.Start.AddDays(64));
        var t1 = watch.Elapsed;
        foreach (var h in state.Files.Holdings.Where(h => h.Holder.Name.Contains("roluxi", StringComparison.OrdinalIgnoreCase))) TestContext.Current.SendDiagnosticMessage($"TT {h.Holder.Name} {h.Birth} {h.FirmId} {state.Links.Entity(h.Holder.Record)} {state.Links.All.First(l => l.Record == h.Holder.Record)} {h.From} {h.Capital}");
        var group = state.Groups[0];
        TestContext.Current.SendDiagnosticMessage($"make {t0} link {t1 - t0} firms {state.Files.Firms.Count} holdings {state.Files.Holdings.Count} officers {state.Files.Officers.Count}");
        TestContext.Current.SendDiagnosticMessage($"groups {state.Groups.Count}: {string.Join(' ', state.Groups.Take(8).Select(g => g.Count))}");
        TestContext.Current.SendDiagnosticMessage($"largest: firms {group.Count(e => !state.Known.Of(e).IsPerson)} persons {group.Count(e => state.Known.Of(e).IsPerson)} countries {group.Select(e => state.Known.Of(e).Country).Distinct().Count()}");
        foreach (var kind in state.Patterns.GroupBy(p => p.Kind)) TestContext.Current.SendDiagnosticMessage($"{kind.Key} {kind.Count()}: {kind.First().Why}");
        watch.Restart();
        int sch = 0, same = 0, settled = 0, dbg = 0, known = 0, related = 0, all = 0, fr = 0, fu = 0, unsure = 0, knownBuyer = 0;
        foreach (var day in world.Days().Take(64))
            foreach (var (d, t) in day.Declarations.Zip(day.Truths))
            {
                all++;
                if (state.Look(SaleParties.Mention(SaleParties.BuyerOf(d)!)) is not null) knownBuyer++;
                if (SaleParties.Of(d, state) is not { } p) continue;
                known++;
                var scheme = t.Items.Select(i => i.Scheme).FirstOrDefault(x => x is not null);
                if (scheme is not null) { sch++; if (state.Links.Group(p.Seller.Entity) == state.Links.Group(p.Buyer.Entity)) same++; var s1 = world.Maker.Plan.Schemes.First(x => x.Id == scheme); if (!s1.Members.Any(m => m.Owner == s1.Owner && m.Party.Id == SaleParties.BuyerOf(d)!.Id)) settled++; if (dbg++ < 12) TestContext.Current.SendDiagnosticMessage($"{scheme} {s1.Owner} buyer {p.BuyerName} {string.Join(" / ", state.On(null).Votes.Effective(p.Buyer.Entity).Select(x => state.Links.Name(x.Key) + " " + state.Known.Of(x.Key).Birth))} SELLER {p.SellerName} {string.Join(" / ", state.On(null).Votes.Effective(p.Seller.Entity).Select(x => state.Links.Name(x.Key) + " " + state.Known.Of(x.Key).Birth))}"); }
                var fraud = t.Items.Any(i => i.IsFraud);
                if (p.Related.Main is { } m) { related++; if (fraud) fr++; if (related < 4) TestContext.Current.SendDiagnosticMessage($"{m.Letter} {m.Path}"); }
                else { if (p.Related.Findings.Count > 0) unsure++; if (fraud) fu++; }
            }
        TestContext.Current.SendDiagnosticMessage($"all {all} buyer {knownBuyer} known {known} related {related} fraud in related {fr} fraud in unrelated {fu} unsure {unsure} scheme {sch} same {same} settled {settled} in {watch.Elapsed}");
    }

    private static RegisterState State(World world, DateOnly day) =>
        new(1, RegistryFiles.Of(world.Registers(day).Select(file => TextTable.Read(file.Name, new StringReader(file.Csv)))));
}
