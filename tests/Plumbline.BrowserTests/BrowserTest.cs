using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Plumbline;

/// <summary>
/// A test in the browser. It fails, too, for what a person would not see: an error on the console or in a script, a request that failed, and one that left
/// this machine. What fails leaves screenshots in artifacts/browser; with PLUMBLINE_TRACES set, traces too (open them with Playwright's trace viewer), which make the run slower.
/// </summary>
public abstract class BrowserTest(Browser browser) : IAsyncLifetime
{
    private static readonly bool _traces = Environment.GetEnvironmentVariable("PLUMBLINE_TRACES") is { Length: > 0 };

    private readonly ConcurrentQueue<IBrowserContext> _windows = [];
    private readonly Stack<IAsyncDisposable> _kept = [];
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly List<string> _expected = [];
    private readonly List<string> _allowed = [];

    /// <summary>Opens a window that shares nothing with others, as if another person's; addresses are relative to <paramref name="baseUrl"/>.</summary>
    protected async Task<IPage> Open(Screen screen, string baseUrl)
    {
        var options = screen.Window();
        options.BaseURL = baseUrl;
        var window = await browser.Chromium.NewContextAsync(options);
        _windows.Enqueue(window);
        window.Console += (_, message) => Complain(message.Type == "error", $"on the console: {message.Text} ({message.Location})");
        window.WebError += (_, error) => Complain(true, $"in a script: {error.Error}");
        window.Request += (_, request) => Complain(!StaysHere(request.Url), $"a request left this machine: {request.Url}");

        window.RequestFailed += (_, request) => Complain(!IsGivenUp(request), $"a request failed: {request.Method} {request.Url}: {request.Failure}");
        if (_traces)
        {
            await window.Tracing.StartAsync(new() { Snapshots = true });
        }

        return await window.NewPageAsync();
    }

    /// <summary>Keeps what the windows talk to until they are closed: a site that stops before leaves them with failed requests.</summary>
    protected T Keep<T>(T site)
        where T : IAsyncDisposable
    {
        _kept.Push(site);
        return site;
    }

    /// <summary>Says that a complaint with these words belongs to what is tested, as for a page that is not there. It must come.</summary>
    protected void Expect(string words) => _expected.Add(words);

    /// <summary>Waits until the browser has kept what the form for logging needs without a connection.</summary>
    protected static Task KeptForOffline(IPage page) => page.EvaluateAsync(
        """
        async () => {
          await customElements.whenDefined("plumb-log-form");
          await navigator.serviceWorker.ready;
          const needed = ["/activities/offline", ...performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.endsWith(".js"))];
          while ((await Promise.all(needed.map((name) => caches.match(name)))).includes(undefined)) await new Promise((again) => setTimeout(again, 50));
        }
        """);

    /// <summary>Takes the connection from a page, which must try to reach its server before the test ends; the browser may have gone for a new worker, too, and complain of that.</summary>
    protected async Task Disconnect(IPage page)
    {
        Expect("ERR_INTERNET_DISCONNECTED");
        _allowed.Add("An unknown error occurred when fetching the script.");
        await page.Context.SetOfflineAsync(true);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        string[] wrong =
        [
            .. _complaints.Where(complaint => !_expected.Concat(_allowed).Any(words => complaint.Contains(words, StringComparison.Ordinal))),
            .. _expected.Where(words => !_complaints.Any(complaint => complaint.Contains(words, StringComparison.Ordinal))).Select(words => $"did not come: {words}"),
        ];
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var (i, window) in _windows.Index())
        {
            await Close(window, failed || wrong.Length > 0 ? Path.Combine(Evidence(), $"window-{i + 1}") : null);
        }

        foreach (var site in _kept)
        {
            await site.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        Assert.True(wrong.Length == 0, "What a person would not see:\n" + string.Join('\n', wrong));
    }

    private static async Task Close(IBrowserContext window, string? evidence)
    {
        if (evidence is not null)
        {
            for (var i = 0; i < window.Pages.Count; i++)
            {
                await window.Pages[i].ScreenshotAsync(new() { Path = $"{evidence}-page-{i + 1}.png", FullPage = true });
            }
        }

        if (_traces)
        {
            await window.Tracing.StopAsync(new() { Path = evidence is null ? null : $"{evidence}.zip" });
        }

        await window.CloseAsync();
    }

    /// <summary>
    /// Whether nobody waits for a request any more: leaving a page and saving a download abort it. Of what the service worker was just passing on to such a page Chromium says that it failed. A worker's request that failed
    /// in earnest is told apart by nothing: it is complained of where the worker passes the failure on to a page, whose own request fails as well, and not where it answers with what it kept.
    /// </summary>
    private static bool IsGivenUp(IRequest request) => request.Failure == "net::ERR_ABORTED" || (request.Failure == "net::ERR_FAILED" && IsOfWorker(request));

    /// <summary>Playwright tells it for .NET only so: a worker's request has no frame.</summary>
    private static bool IsOfWorker(IRequest request)
    {
        try
        {
            return request.Frame is null;
        }
        catch (PlaywrightException) when (!request.IsNavigationRequest)
        {
            return true;
        }
    }

    private static bool StaysHere(string url) => new Uri(url) is { IsLoopback: true } or { Scheme: "data" or "blob" or "about" };

    private static string Evidence()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Plumbline.slnx")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        var name = string.Concat(TestContext.Current.Test!.TestDisplayName.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '-'));
        return Path.Combine(root.FullName, "artifacts", "browser", name);
    }

    private void Complain(bool whether, string words)
    {
        if (whether)
        {
            _complaints.Enqueue(words);
        }
    }
}
