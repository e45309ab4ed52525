using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Tidewaiter.Tests.DeskFixture))]

namespace Tidewaiter.Tests;

/// <summary>A demo country behind the real host, and the machine's own Chromium in front of it; one pair for all tests of the desk.</summary>
public sealed class DeskFixture : IAsyncLifetime
{
    private RunningHost? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _folder;

    /// <summary>Where the desk listens.</summary>
    public string Address => _host!.Address;

    /// <summary>The store that the desk works on.</summary>
    internal string Store => Path.Combine(_folder!, "store.db");

    /// <summary>The cookies of a signed-in officer.</summary>
    private string? _signedIn;

    public async ValueTask InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("tidewaiter-desk").FullName;
        _host = await RunningHost.Start("demo", "--seed", "7", "--store", Store);
        await RunningHost.Command("simulation", "scenario", "--weeks", "14", "--start", "10", "--per-day", "15", "--rate", "0.3", "--store", Store);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = ["--no-sandbox", "--disable-gpu"] });
        await using var context = await _browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(_host.Ticket!);
        _signedIn = await context.StorageStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A fresh window; its context is closed with the browser.</summary>
    internal async Task<IPage> Open(string path, string language = "en", int width = 1440, int height = 900, bool signedIn = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Address, StorageState = signedIn ? _signedIn : null, ViewportSize = new() { Width = width, Height = height }, ColorScheme = ColorScheme.Light,
        });
        context.SetDefaultTimeout(60_000);
        await context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = $"c%3D{language}%7Cuic%3D{language}", Url = Address }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Keeps a picture of the page in the checkout's folder for evidence.</summary>
    internal static Task Picture(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(SharedData.Checkout, "evidence"));
        return page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{name}.png") });
    }

    private static string Chromium() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }, Path.Combine)
            .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("The tests of the desk need Chromium on the PATH: apt-get install chromium.");
}
