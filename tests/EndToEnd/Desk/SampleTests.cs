using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tidewaiter.Tests;

/// <summary>A sample on the desk: drawn, judged blind by two persons and a third by single keys, read and taken over.</summary>
public class SampleTests(DeskFixture desk)
{
    private const int Pairs = 20, Differ = 5;

    [Fact]
    public async Task Two_persons_judge_blind_by_keyboard_and_a_third_decides_where_they_differ()
    {
        var lead = await desk.SignedIn("sam-lead", "Analyst", "en", 1440, 900);
        await lead.GotoAsync("/entities/samples");
        await DeskFixture.Type(lead, "#s-pairs", $"{Pairs}");
        await DeskFixture.Press(lead, lead.Locator("[data-act=draw]"));
        var panel = lead.Locator("[data-sample]").First;
        await Expect(panel).ToBeVisibleAsync(new() { Timeout = 120_000 });
        var number = await panel.GetAttributeAsync("data-sample");
        await DeskFixture.Look(lead, "entities-samples-en");

        await Judge(lead, number!, Pairs, _ => "s");
        await Expect(lead.Locator("[data-place]")).ToHaveCountAsync(0);
        await Judge(await desk.SignedIn("sam-second", "Chief", "en", 1440, 900), number!, Pairs, at => at < Differ ? "d" : "s");
        await Judge(await desk.SignedIn("sam-third", "Analyst", "ar", 390, 844), number!, Differ, _ => "u"); // only where the two differ

        await lead.GotoAsync("/entities/samples");
        var findings = lead.Locator($"[data-sample='{number}'] [data-desk=findings]");
        await Expect(findings.Locator("tbody tr").Nth(1)).ToBeVisibleAsync();
        await Expect(findings.Locator("tbody tr").First).ToContainTextAsync("100%");
        await DeskFixture.Look(lead, "entities-sample-findings-en");
        await DeskFixture.Press(lead, lead.Locator($"[data-sample='{number}'] [data-act=take-over]"));
        await Expect(lead.Locator($"[data-sample='{number}'] [data-act=take-over]")).ToHaveCountAsync(0);

        var phone = await desk.SignedIn("sam-phone", "Auditor", "ar", 390, 844);
        await phone.GotoAsync("/entities/samples");
        await Expect(phone.Locator("[data-desk=findings]").First).ToBeVisibleAsync();
        await DeskFixture.Look(phone, "entities-sample-findings-ar");
    }

    /// <summary>All pairs that wait for a person; nothing on the page tells what the program made of them.</summary>
    private static async Task Judge(IPage page, string number, int pairs, Func<int, string> key)
    {
        await page.GotoAsync($"/entities/samples/{number}");
        for (var at = 0; at < pairs; at++)
        {
            var place = page.Locator("[data-place]");
            await Expect(place).ToBeVisibleAsync();
            if (at == 0)
            {
                await DeskFixture.Look(page, $"entities-sample-blind-{(await page.Locator("html").GetAttributeAsync("lang"))![..2]}");
                await Expect(place.Locator("a")).ToHaveCountAsync(0);
                await Expect(place.Locator(".waterfall")).ToHaveCountAsync(0);
            }
            var before = await place.GetAttributeAsync("data-place");
            await page.Locator("h1").FocusAsync();
            await page.Keyboard.PressAsync(key(at));
            await Expect(page.Locator($"[data-place='{before}']")).ToHaveCountAsync(0);
        }
        await Expect(page.Locator("[data-place]")).ToHaveCountAsync(0);
    }
}
