using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Tidewaiter.Simulation.Scenario;

/// <summary><c>tidewaiter simulation scenario</c>: a new scheme by new importers, with exploration and without.</summary>
internal static class ScenarioCommand
{
    public static Command Make(CommandContext context)
    {
        var weeks = new Option<int>("--weeks") { Description = "How many weeks; the scheme begins in week --start.", DefaultValueFactory = _ => 60 };
        var start = new Option<int>("--start") { Description = "The week in which the new scheme begins, from 1.", DefaultValueFactory = _ => 30 };
        var seed = new Option<ulong>("--seed") { Description = "Which country; the same seed makes the same one.", DefaultValueFactory = _ => 7 };
        var rate = new Option<double>("--rate") { Description = "Share of the declarations that can be examined, above 0, at most 1.", DefaultValueFactory = _ => 0.05 };
        var perDay = new Option<double>("--per-day") { Description = "Mean number of declarations a day.", DefaultValueFactory = _ => 80 };
        var perWeek = new Option<double>("--scheme-per-week") { Description = "Mean number of the scheme's declarations a week.", DefaultValueFactory = _ => 8 };
        var json = Output.JsonOption();
        var command = new Command("scenario", "Live through a year of a simulated country in which a new scheme by new importers begins, with exploration and without; only what is examined is ever learned from.")
            { weeks, start, seed, rate, perDay, perWeek, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(start) <= WeeklyLoop.FirstWeeks || result.GetValue(weeks) < result.GetValue(start)) result.AddError($"--start: after week {WeeklyLoop.FirstWeeks} and within --weeks.");
            if (!(result.GetValue(rate) is > 0 and <= 1)) result.AddError("--rate: above 0, at most 1.");
            if (!(result.GetValue(perDay) > 0) || !(result.GetValue(perWeek) > 0)) result.AddError("--per-day, --scheme-per-week: above 0.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var settings = new ScenarioSettings(parsed.GetValue(weeks), parsed.GetValue(start), parsed.GetValue(seed), parsed.GetValue(rate), parsed.GetValue(perDay), parsed.GetValue(perWeek));
            Output.Print(parsed.GetValue(json), ScenarioRun.Run(settings, Output.Say, cancellation), Table);
            return Output.Done;
        }, cancellation));
        return command;
    }

    private static Table Table(ScenarioResult result)
    {
        var table = new Table().AddColumns("", "first found", "found of the scheme", "last ten weeks", "precision");
        Row("with exploration", result.With);
        Row("without", result.Without);
        Row("lot only", result.LotOnly);
        return table;

        void Row(string name, ScenarioArm arm) => table.AddRow(
            name, arm.FirstFound is { } week ? string.Create(CultureInfo.InvariantCulture, $"week {week}") : "never", Percent(arm.Recall), Percent(arm.LastRecall), Percent(arm.Precision));
    }

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);
}
