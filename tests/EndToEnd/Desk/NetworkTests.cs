using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tidewaiter.Tests;

/// <summary>The ownership network on the desk, in a real browser over the demo's registers.</summary>
public class NetworkTests(DeskFixture desk)
{
    private const string Canvas = "canvas[data-network]";

    [Theory]
    [InlineData("en", 1440, 900)]
    [InlineData("ar", 1440, 900)]
    [InlineData("en", 390, 844)]
    [InlineData("ar", 390, 844)]
    public async Task The_pages_of_the_network_can_be_read_by_everybody(string language, int width, int height)
    {
        var size = width < 500 ? "phone" : "desktop";
        var page = await desk.Open("/entities/network", language, width, height);
        await Expect(page.Locator("[data-network=groups] tbody tr").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-network=patterns] tbody tr").First).ToBeVisibleAsync();
        await Look(page, $"networks-{language}-{size}");
        await page.Locator("[data-network=groups] tbody a").First.ClickAsync();
        await Drawn(page, 3);
        await Look(page, $"network-{language}-{size}");
        await page.Locator("[data-network-act=group]").ClickAsync();
        await Drawn(page, 150);
        await Look(page, $"network-group-{language}-{size}");
        await page.GotoAsync("/entities/registers");
        await Expect(page.Locator("[data-network=loads] tbody tr").First).ToBeVisibleAsync();
        await Look(page, $"registers-{language}-{size}");
    }

    private static async Task Drawn(IPage page, int least)
    {
        await page.WaitForFunctionAsync("least => Number(document.querySelector('canvas[data-network]')?.dataset.nodes ?? 0) >= least", least);
        await Task.Delay(400);
    }

    private static async Task Look(IPage page, string name)
    {
        await DeskFixture.Picture(page, name);
        var (wide, window) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("innerWidth"));
        Assert.True(wide <= window, $"{name} is {wide} wide in a window of {window}.");
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{name}: {violation.Id}, {violation.Help}, {JsonSerializer.Serialize(violation.Nodes.Select(node => node.Html))}"));
    }
}
