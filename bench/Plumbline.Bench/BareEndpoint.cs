using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Plumbline.Bench;

/// <summary>What there is to compare with: one endpoint on Kestrel that answers with the bytes and headers of a file.</summary>
internal static class BareEndpoint
{
    public static async Task Run(string file)
    {
        var body = await File.ReadAllBytesAsync(file);
        var headers = (await File.ReadAllLinesAsync(file + ".headers")).Select(l => l.Split(": ", 2)).Select(h => KeyValuePair.Create(h[0], new StringValues(h[1]))).ToArray();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(http =>
        {
            foreach (var (name, value) in headers)
            {
                http.Response.Headers[name] = value;
            }

            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body).AsTask();
        });
        await app.StartAsync();
        Console.WriteLine($"Bare is at {app.Urls.First()}");
        await Task.Delay(Timeout.Infinite);
    }
}
