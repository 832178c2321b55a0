using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.WebEncoders;

namespace Plumbline.Hosting;

/// <summary>How much one request may bring, and how often one address may try.</summary>
internal static class Limits
{
    /// <summary>The rate of attempts to sign in from one address: forms and requests that change something, not pages read.</summary>
    public const string SignIn = nameof(SignIn);

    /// <summary>The rate at which one address reads calendars, which ask for no sign-in.</summary>
    public const string Calendars = nameof(Calendars);

    /// <summary>Attempts in a minute from one address; an office may share one.</summary>
    public const int AttemptsPerAddress = 60;

    /// <summary>Calendars read in a minute from one address: a service that reads those of a whole company comes from a few.</summary>
    public const int CalendarsPerAddress = 600;

    private const int Megabyte = 1024 * 1024;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 8 * Megabyte); // A page that takes files asks for more by itself.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<FormOptions>(form => form.ValueCountLimit = 20_000); // A plan's grid has some thousands of fields.
        builder.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddResponseCompression(); // Not over https: a page with a form's token in it must not be compressed there.
        builder.Services.AddRateLimiter(rates =>
        {
            rates.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            rates.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            rates.AddPolicy(SignIn, http => HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = AttemptsPerAddress, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
            rates.AddPolicy(Calendars, http => RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = CalendarsPerAddress, Window = TimeSpan.FromMinutes(1) }));
        });
    }

    /// <summary>
    /// Believes what a proxy says of the caller's address and of https, where the setting Proxies names the proxies' addresses or networks (10.0.0.7, 10.1.0.0/16), with commas between.
    /// </summary>
    public static void UseNamedProxies(this WebApplication site)
    {
        if (site.Configuration["Proxies"] is not { Length: > 0 } proxies)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy.Contains('/', StringComparison.Ordinal) ? proxy : $"{proxy}/{(IPAddress.Parse(proxy).GetAddressBytes().Length * 8).ToString(CultureInfo.InvariantCulture)}"));
        }

        site.UseForwardedHeaders(options);
    }
}
