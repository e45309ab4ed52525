using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tidewaiter.Selection.Rules;

namespace Tidewaiter.Selection.Draw;

/// <summary>What the rules that hold on a declaration ask for once their percentages are drawn.</summary>
/// <param name="Lane">The strictest lane drawn; green where all spared it.</param>
/// <param name="MustBe">Whether a prohibition asks for it: nothing spares it and no capacity puts it off.</param>
/// <param name="RedChance">The chance, before the draw, that rules ask for red.</param>
/// <param name="ControlChance">The chance that they ask for red or yellow.</param>
/// <param name="Points">Added to the rank.</param>
/// <param name="IsFacilitated">Whether a trusted trader is spared by score and selecting rules.</param>
internal sealed record RuleClaim(Lane Lane, bool MustBe, double RedChance, double ControlChance, double Points, bool IsFacilitated)
{
    /// <summary>No rule holds.</summary>
    public static readonly RuleClaim None = new(Lane.Green, false, 0, 0, 0, false);
}

/// <summary>
/// Draws the percentages of rules by HMAC-SHA256 over declaration, rule and version: replayable, and unguessable to who has not the key. The
/// lanes lie on [0, 1) from the strictest down, so that raising red never takes red away. Rules draw apart from each other.
/// </summary>
/// <param name="key">The selection key.</param>
internal sealed class RuleLots(byte[] key)
{
    /// <summary>What the rules ask for of the declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="rules">The rules that hold on it.</param>
    /// <param name="mostSpared">A declaration on which so many selecting rules hold and all spare it is examined all the same; 0 for never.</param>
    public RuleClaim Claim(DeclarationId declaration, IReadOnlyList<Rule> rules, int mostSpared = 0)
    {
        if (rules.Count == 0) return RuleClaim.None;
        var facilitated = rules.Any(rule => rule.Kind == RuleKind.Facilitate);
        var asking = rules.Where(rule => rule.Kind == RuleKind.Prohibit || rule.Kind == RuleKind.Select && !facilitated).ToList();
        var (lane, must, noRed, noControl) = (Lane.Green, false, 1.0, 1.0);
        foreach (var rule in asking)
        {
            var drawn = Drawn(rule.Then, Share($"{declaration.Text}\u001f{rule.Id}\u001f{rule.Version.ToString(CultureInfo.InvariantCulture)}"));
            if (drawn < lane) lane = drawn;
            must |= rule.Kind == RuleKind.Prohibit && drawn is Lane.Red or Lane.Yellow;
            noRed *= 1 - rule.Then.Red / 100;
            noControl *= 1 - (rule.Then.Red + rule.Then.Yellow) / 100;
        }
        if (mostSpared > 0 && asking.Count >= mostSpared)
        {
            // Spared by all means red.
            noRed -= noControl;
            if (lane is not (Lane.Red or Lane.Yellow)) lane = Lane.Red;
            noControl = 0;
        }
        return new RuleClaim(lane, must, 1 - noRed, 1 - noControl, rules.Sum(rule => rule.Then.Points), facilitated);
    }

    /// <summary>Whether a rule that is rolled out to a share of the declarations holds for this one: a larger share only adds.</summary>
    public bool IsRolledOut(DeclarationId declaration, string rule, double share) => share >= 1 || Share($"\u001frollout\u001f{declaration.Text}\u001f{rule}") < share;

    private static Lane Drawn(RuleOutcome then, double at) =>
        at < then.Red / 100 ? Lane.Red : at < (then.Red + then.Yellow) / 100 ? Lane.Yellow : at < (then.Red + then.Yellow + then.Blue) / 100 ? Lane.Blue : Lane.Green;

    /// <summary>0 to below 1.</summary>
    private double Share(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) / (double)(1UL << 53);
    }
}
