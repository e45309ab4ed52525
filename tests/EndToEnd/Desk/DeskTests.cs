using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tidewaiter.Tests;

/// <summary>The desk as an officer uses it, in a real browser over the real host.</summary>
public class DeskTests(DeskFixture desk)
{
    private const string Row = "[data-desk=list] tr[data-id]";

    [Fact]
    public async Task An_officer_opens_sorts_reads_why_records_what_was_found_and_sees_the_next_score_change()
    {
        var page = await desk.Open("/");
        await page.WaitForURLAsync("**/inspection/worklist");
        await Expect(page.Locator(Row).First).ToBeVisibleAsync();
        var scores = await Scores(page);
        Assert.Equal(scores.OrderDescending(), scores);

        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Items" }).Locator("div").First.ClickAsync();
        await Expect(page.Locator(Row).First.Locator("td").Nth(8)).ToContainTextAsync("1");

        var before = await NewestDay(page);
        var controlled = Controlled(before);
        await page.GotoAsync($"/declarations/{Uri.EscapeDataString(controlled)}");
        await Expect(page.Locator(".waterfall tbody tr.total")).ToBeVisibleAsync();
        Assert.InRange(await page.Locator(".waterfall tbody tr").CountAsync(), 3, 11);

        await Record(page);
        var (sibling, score) = await Changed(page, controlled, before);
        await page.GotoAsync($"/declarations/{Uri.EscapeDataString(sibling)}");
        await Expect(page.Locator("[data-score]")).ToHaveAttributeAsync("data-score", score.ToString("R", CultureInfo.InvariantCulture));
        await Expect(page.Locator(".waterfall tbody tr.total")).ToBeVisibleAsync();
        await DeskFixture.Picture(page, "next-score");
    }

    [Fact]
    public async Task The_keyboard_moves_through_the_list_opens_goes_back_and_filters()
    {
        var page = await desk.Open("/inspection/worklist");
        var rows = page.Locator(Row);
        await Expect(rows.Nth(2)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("k");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        var id = await rows.Nth(1).GetAttributeAsync("data-id");

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(id!);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator($"{Row}[data-id='{id}']")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("[data-desk=filter]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(id!);
        await Expect(rows).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("en", 1440, 900)]
    [InlineData("ar", 1440, 900)]
    [InlineData("en", 390, 844)]
    [InlineData("ar", 390, 844)]
    public async Task The_pages_can_be_read_by_everybody(string language, int width, int height)
    {
        var size = width < 500 ? "phone" : "desktop";
        var page = await desk.Open("/inspection/worklist", language, width, height);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", language == "ar" ? "rtl" : "ltr");
        await Expect(page.Locator(Row).First).ToBeVisibleAsync();
        await Look(page, $"worklist-{language}-{size}");
        await page.Locator(Row).First.Locator("a").ClickAsync();
        await Expect(page.Locator(".waterfall")).ToBeVisibleAsync();
        await Expect(page.Locator("form.result")).ToBeVisibleAsync();
        await Look(page, $"declaration-{language}-{size}");
        await page.GotoAsync("/risk/model");
        await Expect(page.Locator(".weights li").First).ToBeVisibleAsync();
        await Look(page, $"model-{language}-{size}");
        await page.GotoAsync("/inspection/figures");
        await Expect(page.Locator(".channels tbody tr").First).ToBeVisibleAsync();
        await Look(page, $"figures-{language}-{size}");
    }

    private static async Task Look(IPage page, string name)
    {
        await DeskFixture.Picture(page, name);
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{name}: {violation.Id}, {violation.Help}"));
    }

    private sealed record Work(string Id, string? Importer, string Status, double Score);

    private static async Task<List<Work>> NewestDay(IPage page)
    {
        var answer = await page.APIRequest.GetAsync("/api/inspection/worklist?take=500&sort=day&direction=desc");
        using var json = JsonDocument.Parse(await answer.TextAsync());
        var rows = json.RootElement.GetProperty("rows").EnumerateArray().ToList();
        var newest = rows[0].GetProperty("day").GetString();
        return [.. rows.Where(row => row.GetProperty("day").GetString() == newest).Select(row => new Work(
            row.GetProperty("declaration").GetString()!, row.GetProperty("importerId").GetString(), row.GetProperty("status").GetString()!, row.GetProperty("score").GetDouble()))];
    }

    /// <summary>The declaration with an open control whose importer has the most others of the day.</summary>
    private static string Controlled(List<Work> day) =>
        day.Where(work => work.Status == "open" && work.Importer is not null)
            .OrderByDescending(work => day.Count(other => other.Importer == work.Importer)).ThenByDescending(work => work.Score).First().Id;

    /// <summary>Another declaration of the day whose score the result has changed, and its new score.</summary>
    private static async Task<(string Id, double Score)> Changed(IPage page, string controlled, List<Work> before)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            var changed = (await NewestDay(page)).FirstOrDefault(now => now.Id != controlled && before.Find(one => one.Id == now.Id) is { } then && then.Score != now.Score);
            if (changed is not null) return (changed.Id, changed.Score);
        }
        throw new InvalidOperationException("No score changed.");
    }

    private static async Task Record(IPage page)
    {
        foreach (var kind in await page.Locator("form.result select").AllAsync()) await kind.SelectOptionAsync("Undervaluation");
        await page.Locator("#revenue-0").FillAsync("-5");
        var record = page.GetByRole(AriaRole.Button, new() { Name = "Record the result" });
        await record.ClickAsync();
        await Expect(page.Locator("#refusal-0")).ToContainTextAsync("zero or more");

        await page.Locator("#revenue-0").FillAsync("1,250.50");
        await record.ClickAsync();
        await Expect(page.Locator(".saved")).ToContainTextAsync("is recorded");
        await Expect(page.GetByText("1,250.50")).ToBeVisibleAsync();
        await DeskFixture.Picture(page, "recorded");
    }

    private static async Task<List<double>> Scores(IPage page) =>
        [.. (await page.Locator($"{Row} .risk bdi").AllInnerTextsAsync()).Select(text => double.Parse(text.TrimEnd('%', ' '), CultureInfo.InvariantCulture))];
}
