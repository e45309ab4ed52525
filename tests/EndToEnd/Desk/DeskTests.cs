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

        var (controlled, sibling) = await Pair(page);
        var watching = await desk.Open($"/declarations/{Uri.EscapeDataString(sibling)}");
        var score = watching.Locator("[data-score]");
        var before = await score.GetAttributeAsync("data-score");

        await page.GotoAsync($"/declarations/{Uri.EscapeDataString(controlled)}");
        await Expect(page.Locator(".waterfall tbody tr.total")).ToBeVisibleAsync();
        Assert.InRange(await page.Locator(".waterfall tbody tr").CountAsync(), 3, 11);

        await Record(page);
        await Expect(watching.Locator(".waterfall")).ToBeVisibleAsync();
        await Expect(score).Not.ToHaveAttributeAsync("data-score", before!, new() { Timeout = 60_000 });
        await Expect(watching.Locator(".changed")).ToContainTextAsync("has changed");
        await DeskFixture.Picture(watching, "next-score");
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
    }

    private static async Task Look(IPage page, string name)
    {
        await DeskFixture.Picture(page, name);
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{name}: {violation.Id}, {violation.Help}"));
    }

    /// <summary>A declaration with an open control, and another of the same importer that still waits.</summary>
    private static async Task<(string Controlled, string Sibling)> Pair(IPage page)
    {
        var answer = await page.APIRequest.GetAsync("/api/inspection/worklist?status=open&take=500&sort=day&direction=desc");
        using var json = JsonDocument.Parse(await answer.TextAsync());
        var rows = json.RootElement.GetProperty("rows").EnumerateArray()
            .Select(row => (Id: row.GetProperty("declaration").GetString()!, Importer: row.GetProperty("importerId").GetString(), Day: row.GetProperty("day").GetString()!)).ToList();
        var newest = rows.Max(row => row.Day);
        var pair = rows.Where(row => row.Importer is not null && row.Day == newest).GroupBy(row => row.Importer).First(importer => importer.Count() > 1).ToList();
        return (pair[0].Id, pair[1].Id);
    }

    private static async Task Record(IPage page)
    {
        await page.Locator("#kind-0").SelectOptionAsync("Undervaluation");
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
