using Plumbline.Hosting;
using Plumbline.Mailing;

namespace Plumbline.Presentations;

internal static class CalendarSetup
{
    public static void AddCalendars(this IServiceCollection services)
    {
        services.AddScoped<CalendarReader>();
        services.AddScoped<CalendarFeeds>();
        services.AddScoped<Invitations>();
    }

    /// <summary>Where calendar programs read a person's calendar: they cannot sign in, and the secret in the address stands for it.</summary>
    public static void MapCalendars(this IEndpointRouteBuilder routes) => routes.MapGet(CalendarFeeds.Route, Read).AllowAnonymous().RequireRateLimiting(Limits.Calendars);

    /// <summary>Where the site is reached: as mail says it, where it is set up, else as it was asked for.</summary>
    public static Func<string, string> LinkTo(MailSettings settings, HttpRequest request) => href => settings.IsOn ? settings.Link(href) : $"{request.Scheme}://{request.Host}{request.PathBase}/{href}";

    private static async Task<IResult> Read(string token, HttpContext http, CalendarFeeds feeds, MailSettings settings, CancellationToken cancel)
    {
        if (await feeds.Read(token, LinkTo(settings, http.Request), cancel) is not { } calendar)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "private";
        return TypedResults.Text(calendar, "text/calendar", System.Text.Encoding.UTF8);
    }
}
