using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plumbline;

/// <summary>What every test in the browser holds a page to is noticed where a page breaks it.</summary>
public sealed class NoticedTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Axe_names_what_is_wrong()
    {
        var site = await Serve("<h1>Hello</h1><img src='dot.svg'>");
        var page = await Open(Screen.Desktop, site.Urls.First());
        await page.GotoAsync("/");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Accessibility.Check(page));

        Assert.Contains("image-alt", failure.Message, StringComparison.Ordinal);
        Assert.Contains("img", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_too_wide_for_the_phone_is_noticed()
    {
        var site = await Serve("<h1>Hello</h1><p>" + new string('x', 500) + "</p>");
        var page = await Open(Screen.Phone, site.Urls.First());
        await page.GotoAsync("/");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Accessibility.Check(page));

        Assert.Contains("on a screen of 390", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_and_what_leaves_this_machine_are_noticed()
    {
        var site = await Serve("<h1>Hello</h1><img alt='' src='https://elsewhere.example/dot.svg'><img alt='' src='missing.svg'><script src='bad.js'></script>");
        var page = await Open(Screen.Desktop, site.Urls.First());

        await page.GotoAsync("/");

        Expect("a request left this machine: https://elsewhere.example/dot.svg");
        Expect("a request failed: GET https://elsewhere.example/dot.svg");
        Expect("the server responded with a status of 404");
        Expect("in a script: Error: this script is broken");
        Expect("net::ERR_");
    }

    [Fact]
    public async Task What_a_worker_asks_for_is_noticed_as_far_as_a_page_waits_for_it()
    {
        var site = await Serve("<h1>Hello</h1>", more =>
        {
            more.MapGet("/worker.js", () => Results.Content("addEventListener('activate', (e) => e.waitUntil(clients.claim())); addEventListener('fetch', (e) => e.respondWith(e.request.url.endsWith('broken.svg') ? Response.error() : fetch(e.request)));", "text/javascript"));
            more.MapGet("/endless.svg", async (HttpContext http) =>
            {
                await http.Response.WriteAsync("<svg ", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            });
        });
        var page = await Open(Screen.Phone, site.Urls.First());
        await page.GotoAsync("/");
        await page.EvaluateAsync("() => new Promise((claimed) => { navigator.serviceWorker.addEventListener('controllerchange', claimed); navigator.serviceWorker.register('worker.js'); })");
        var cutOff = new TaskCompletionSource<string?>();
        page.Context.RequestFailed += (_, request) => _ = request.Failure == "net::ERR_FAILED" && cutOff.TrySetResult(request.Url);

        await page.EvaluateAsync("() => fetch('endless.svg').then(() => null)"); // It has begun to come.
        await page.GotoAsync("/");
        Assert.EndsWith("/endless.svg", await cutOff.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await page.EvaluateAsync("() => new Promise((failed) => { const image = new Image(); image.onerror = failed; image.src = 'broken.svg'; })");
        Expect("broken.svg: net::ERR_FAILED");
        Expect("Failed to load resource: net::ERR_");
    }

    private async Task<WebApplication> Serve(string body, Action<WebApplication>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(o => o.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        site.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src *";
            return next(context);
        });
        site.MapGet("/", () => Results.Content($"<!doctype html><html lang='en'><head><title>Hello</title><meta name='viewport' content='width=device-width, initial-scale=1'></head><body><main>{body}</main></body></html>", "text/html"));
        site.MapGet("/dot.svg", () => Results.Content("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"));
        site.MapGet("/favicon.ico", () => Results.NoContent());
        site.MapGet("/bad.js", () => Results.Content("throw new Error('this script is broken');", "text/javascript"));
        more?.Invoke(site);
        await site.StartAsync();
        return Keep(site);
    }
}
