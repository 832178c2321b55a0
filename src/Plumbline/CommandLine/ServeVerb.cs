using System.CommandLine;
using Plumbline.Administration;
using Plumbline.Files;
using Plumbline.Storage;

namespace Plumbline.CommandLine;

/// <summary><c>plumbline serve</c>: the web pages.</summary>
internal static class ServeVerb
{
    public static Option<string?> Urls { get; } = new("--urls") { Description = "The addresses to listen on, with ; between. Default: PLUMBLINE_URLS, else http://localhost:5080.", HelpName = "URLS" };

    private static readonly Option<string?> _scan = new("--scan") { Description = "A virus scanner that gets each file people send on its standard input: exit code 0 lets it pass, 1 refuses it. Default: PLUMBLINE_SCAN, else none.", HelpName = "COMMAND" };

    public static Command Create()
    {
        var serve = new Command("serve", "Serve the pages until stopped.") { Urls, _scan };
        serve.SetAction((parsed, cancel) => Serve(DataOptions.Location(parsed), UrlsOf(parsed), builder => Adjust(builder, parsed.GetValue(_scan)), parsed.InvocationConfiguration.Output, cancel));
        return serve;
    }

    private static void Adjust(WebApplicationBuilder builder, string? scan)
    {
        if (scan is not null)
        {
            builder.Services.AddSingleton(ScanSettings.Read(scan));
        }
    }

    /// <summary>Where to listen: the option where given, else the settings, else the default.</summary>
    public static string UrlsOf(ParseResult parsed) => parsed.GetValue(Urls) ?? Settings.Read()["Urls"] ?? "http://localhost:5080";

    /// <summary>Serves until stopped.</summary>
    /// <param name="location">Where the data is.</param>
    /// <param name="urls">Where to listen, with ; between.</param>
    /// <param name="adjust">Has the last word on settings and services.</param>
    /// <param name="output">Where the address is told.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<int> Serve(DataLocation location, string urls, Action<WebApplicationBuilder> adjust, TextWriter output, CancellationToken cancel)
    {
        await using var site = Site.Build(location, builder =>
        {
            builder.WebHost.UseUrls(urls.Split(';'));
            adjust(builder);
        });
        await site.Start(cancel);
        await using (var scope = site.Services.CreateAsyncScope())
        {
            if (await scope.ServiceProvider.GetRequiredService<FirstRun>().Link(cancel) is { } link)
            {
                await output.WriteLineAsync($"Nobody has set this company up yet. Begin here, within a day: {site.Urls.First().TrimEnd('/')}{link}");
            }
        }

        await output.WriteLineAsync($"Plumbline is at {string.Join(" and ", site.Urls)}, with the data in {location}. Stop it with Ctrl+C.");
        await site.WaitForShutdownAsync(cancel);
        return 0;
    }
}
