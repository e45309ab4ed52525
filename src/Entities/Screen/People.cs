using Tidewaiter.Entities.Names;

namespace Tidewaiter.Entities.Screen;

/// <summary>
/// Log-odds that a person of a list is meant by a name, from what the two names share and how many people would share it by chance. Fitted on a public list's own
/// aliases and on invented innocents, and measured on persons and innocents that the fit had not seen (docs/honesty.md).
/// </summary>
internal static class People
{
    /// <summary>The names of the list on which the weights were fitted: a list of twice as many has twice the chance of a likeness.</summary>
    public const double ListSize = 4620;

    private const double Base = -4.009, Names = 3.555, Conflict = 8.918, Worst = 14.656, Whole = 1.924, Least = -2.993, Most = -3.834;
    private const double Telling = 0.804, MoreTelling = 1.28, Enough = 10, Open = 0.075, MostOpen = 10;
    private const double OneStrong = -1.77, TwoStrong = -1.064, Initials = 2.876, Syllabic = -2.683, SyllabicTelling = -1.26, OneWord = 2.295;

    /// <param name="asked">The name asked about.</param>
    /// <param name="name">A name of the list.</param>
    /// <param name="alignment">What they share.</param>
    /// <param name="listed">A word's share among the names of the list.</param>
    public static double LogOdds(PartyName asked, PartyName name, NameAlignment alignment, Func<NameWord, double> listed)
    {
        var isSyllabic = UsualNames.IsSyllabic(asked.Raw);
        var (inAsked, inName) = (new bool[asked.Words.Count], new bool[name.Words.Count]);
        var (telling, strong) = (0.0, 0);
        foreach (var pair in alignment.Pairs)
        {
            (inAsked[pair.Left], inName[pair.Right]) = (true, true);
            // What is only near is near to many.
            telling -= Math.Log(Math.Max(Share(asked.Words[pair.Left], isSyllabic), Share(name.Words[pair.Right], false))) * Math.Max(0, (pair.Likeness - 0.5) * 2);
            if (pair.Likeness >= 0.8 && !asked.Words[pair.Left].IsInitial) strong++;
        }
        var open = Math.Min(OpenIn(asked, inAsked, isSyllabic), OpenIn(name, inName, false));
        return Base + Names * NameScore.LogOdds(alignment, arePersons: true) + Conflict * Math.Min(2, alignment.Conflict) + Worst * alignment.Worst + Whole * alignment.Whole
            + Least * alignment.Least + Most * alignment.Most + Telling * Math.Min(Enough, telling) + MoreTelling * Math.Max(0, telling - Enough) + Open * Math.Min(MostOpen, open)
            + (strong switch { <= 1 => OneStrong, 2 => TwoStrong, _ => 0 }) + Initials * alignment.Initials + (isSyllabic ? Syllabic + SyllabicTelling * telling : 0) + (asked.Words.Count <= 1 ? OneWord : 0);

        double Share(NameWord word, bool syllabic) => UsualNames.Share(word, listed(word), syllabic);

        double OpenIn(PartyName of, bool[] matched, bool syllabic) => of.Words.Where((_, at) => !matched[at]).Sum(word => -Math.Log(Share(word, syllabic)) * Math.Min(1, word.Weight * 1.3));
    }
}
