using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Plumbline.Hosting;

internal static class Telemetry
{
    /// <summary>Logs to the console: as text, or as JSON where the setting Log is "json". Their levels follow the usual Logging:LogLevel settings.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (string.Equals(builder.Configuration["Log"], "json", StringComparison.OrdinalIgnoreCase))
        {
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        }
        else
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);

        // It warns at each start that keys lie unencrypted in the database; who can read that can read the company's data anyway.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    /// <summary>Traces and metrics, sent by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT, or that of traces or metrics alone, says to; where nobody listens nothing is recorded.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var (traced, measured) = (IsSent("TRACES"), IsSent("METRICS"));
        if (!traced && !measured)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } named ? named : "plumbline", serviceVersion: typeof(Site).Assembly.GetName().Version?.ToString(3)));
        if (traced)
        {
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation(of => of.Filter = http => !http.Request.Path.StartsWithSegments("/calendar")).AddSource("Npgsql").AddOtlpExporter(to => Send(to, "TRACES")));
        }

        if (measured)
        {
            telemetry.WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter("Microsoft.EntityFrameworkCore", "Npgsql").AddOtlpExporter(to => Send(to, "METRICS")));
        }

        // The exporter itself knows the settings of all signals together only.
        void Send(OtlpExporterOptions to, string signal)
        {
            if (builder.Configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 } endpoint)
            {
                to.Endpoint = new(endpoint);
            }
        }

        bool IsSent(string signal) => !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) || !string.IsNullOrEmpty(builder.Configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);
    }
}
