using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;
using Plumbline.Companies;
using Plumbline.People;

namespace Plumbline.Ui;

/// <summary>
/// Keeps pages in memory for the person, the version of the data and the company's day that they were rendered for, after it has been decided who may see them. Any change of what pages show raises the version,
/// and the version is read before the page, so that nobody is shown what is old or another's. For pages that are read only: one with a form holds a token of its own and is never kept.
/// </summary>
internal sealed class VersionedCache : IOutputCachePolicy
{
    /// <summary>To be named by a page: <c>@attribute [OutputCache(PolicyName = VersionedCache.Policy)]</c>.</summary>
    public const string Policy = nameof(VersionedCache);

    private const string EnhancedNavigation = "blazor-enhanced-nav";
    private const int Megabyte = 1024 * 1024;

    private ClockOfVersion? _clock;

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        context.EnableOutputCaching = HttpMethods.IsGet(http.Request.Method) && CurrentPerson.IdOf(http.User) is not null;
        if (!context.EnableOutputCaching)
        {
            return;
        }

        // Read when the sign-in was looked at, thus before anything the page shows.
        var me = http.RequestServices.GetRequiredService<CurrentPerson>();
        var version = (await me.Colleagues(cancellation)).Version;
        var clock = _clock;
        if (clock?.Version != version)
        {
            _clock = clock = new(version, await http.RequestServices.GetRequiredService<OurCompany>().Clock(cancellation));
        }

        var today = clock.Clock.DayOf(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        (context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (true, true, true);
        context.ResponseExpirationTimeSpan = TimeSpan.FromMinutes(10);
        var key = context.CacheVaryByRules.VaryByValues;
        key["person"] = me.Id.ToString(CultureInfo.InvariantCulture);
        key["version"] = version.ToString(CultureInfo.InvariantCulture);
        key["day"] = today.ToString("O", CultureInfo.InvariantCulture);
        key["address"] = http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent();
        key["encoding"] = http.RequestServices.GetRequiredService<IResponseCompressionProvider>().GetCompressionProvider(http)?.EncodingName ?? "";
        key["enhanced"] = http.Request.Headers.Accept.ToString().Contains(EnhancedNavigation, StringComparison.Ordinal) ? "yes" : "no";
    }

    /// <summary>The store writes the value of this header as the name of another that it knows by heart, "Allow"; the script that merges pages asks for "allow" and would load the page anew, or fail after a form.</summary>
    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var answer = context.HttpContext.Response;
        answer.OnStarting(() =>
        {
            if (answer.Headers.ContainsKey(EnhancedNavigation))
            {
                answer.Headers[EnhancedNavigation] = "allow";
            }

            return Task.CompletedTask;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var answer = context.HttpContext.Response;

        // Whoever makes a form's token says no-cache (our own no-store is for browsers) and may set a cookie; a renewed sign-in sets one, too.
        if (answer.StatusCode != StatusCodes.Status200OK || answer.Headers.SetCookie.Count > 0 || answer.Headers.CacheControl.ToString().Contains(CacheControlHeaderValue.NoCacheString, StringComparison.OrdinalIgnoreCase))
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }

    internal static void Limit(OutputCacheOptions cache)
    {
        (cache.SizeLimit, cache.MaximumBodySize) = (128 * Megabyte, 8 * Megabyte);
        cache.AddPolicy(Policy, new VersionedCache());
    }

    private sealed record ClockOfVersion(long Version, CompanyClock Clock);
}
