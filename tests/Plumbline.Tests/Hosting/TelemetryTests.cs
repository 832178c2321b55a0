using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plumbline.Hosting;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", new[] { "metrics", "traces" })]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "v1/traces", new[] { "traces" })]
    public async Task Traces_and_metrics_are_sent_to_whoever_is_named(string setting, string path, string[] signals)
    {
        var sent = new ConcurrentDictionary<string, string>();
        var building = WebApplication.CreateBuilder();
        building.Logging.ClearProviders();
        building.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = building.Build();
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            sent.AddOrUpdate(signal, Encoding.UTF8.GetString(body.ToArray()), (_, before) => before + Encoding.UTF8.GetString(body.ToArray()));
            return Results.Ok();
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        await using (var site = await TheSite.Start(adjust: builder =>
        {
            builder.Configuration[setting] = $"{collector.Urls.First()}/{path}";
            builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            builder.Configuration["OTEL_SERVICE_NAME"] = "the-one-in-the-cellar";
            builder.AddTelemetry();
        }))
        {
            await (await site.As(await site.Add("Ada"))).Open("/scoreboard");
        }

        Assert.Equal(signals, sent.Keys.Order());
        Assert.Contains("/scoreboard", sent["traces"], StringComparison.Ordinal);
        Assert.All(sent.Values, said => Assert.Contains("the-one-in-the-cellar", said, StringComparison.Ordinal));
    }
}
