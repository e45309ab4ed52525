using System.Globalization;
using Microsoft.Extensions.Options;

namespace Tidewaiter.Risk.Live;

/// <summary>Promotes by the rule that the settings state, if they state one.</summary>
internal sealed class PromotionRule(Store store, Succession succession, IOptions<RiskOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Looks at the comparison, at most every ten minutes.</summary>
    /// <returns>Whether the challenger was put to work.</returns>
    public async Task<bool> Apply()
    {
        if (options.Value.PromoteAfterItems <= 0 || clock.GetUtcNow() < _next) return false;
        _next = clock.GetUtcNow() + Pause;
        var steps = await ModelSteps.Read(store);
        if (steps.Challenger is not { } challenger || await Shadows.Compare(store, steps) is not { } duel || !Holds(duel, options.Value.PromoteAfterItems)) return false;
        return await succession.Promote(challenger, Officer.Platform, string.Create(CultureInfo.InvariantCulture,
            $"Rule: {duel.MoreHits.Value} more hits ({duel.MoreHits.Low} to {duel.MoreHits.High}) among the first {duel.Depth} of {duel.Items} controlled items.")) is null;
    }

    /// <summary>Whether the rule allows it.</summary>
    public static bool Holds(Duel duel, int fewestItems) => duel.Items >= fewestItems && duel.MoreHits.Low > 0;
}
