using Tidewaiter.Selection.Draw;

namespace Tidewaiter.Selection.Rounds;

/// <summary>What an office's earlier rounds of the day have used.</summary>
internal sealed record DayUse(int Rounds, int Decided, int Red, int Yellow, int Random, int Explore);

/// <summary>What an office has used on an earlier day.</summary>
internal sealed record PastDay(DateOnly Day, int Decided, int Red, int Explore);

/// <summary>A round with all that its draw rested on, beside the candidates.</summary>
internal sealed record ClosedRound(
    string OfficeId, DateOnly Day, int Round, DateTimeOffset ClosedAt, int KeyVersion, int Candidates, double Expected, Places Places, double ExploreShare, int MostSpared = 0);
