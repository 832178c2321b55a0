using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Plumbline.Browser))]

// More than there are processors: a test waits for the browser about as long as it works.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace Plumbline;

/// <summary>The one Chromium of a test run; each test opens windows of its own in it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;

    /// <summary>Chromium, once it runs.</summary>
    public IBrowser Chromium { get => field ?? throw new InvalidOperationException("Chromium does not run yet."); private set; }

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                // Nothing but this machine can be reached, whatever a page asks for.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("PLUMBLINE_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

        // The first draws no window of its own around a page, which takes a third of the time of the others.
        string[] names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium is not installed: there is no chromium or google-chrome on the PATH. Install it, or name it in PLUMBLINE_CHROMIUM.");
    }
}
