using Microsoft.AspNetCore.Components.Endpoints;

namespace Plumbline.Hosting;

/// <summary>
/// A form is sent that its page does not have any more, as when a button is pressed twice and the first press took it away, or when the right to it is gone. The framework calls that a bad request; the person is told what it may be,
/// and that nothing was saved, with the way back to the page as it stands.
/// </summary>
internal static class GoneForm
{
    private static readonly object _mark = new();

    /// <summary>Looks at what pages answer; a request without our token does not come as far as here.</summary>
    public static void UseGoneForms(this IApplicationBuilder site) => site.Use(async (http, next) =>
    {
        await next(http);
        if (http.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } && http.Request.HasFormContentType && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            http.Items[_mark] = true;
            http.Response.StatusCode = StatusCodes.Status409Conflict;
            http.Response.ContentType = null; // Said of the page that is not there; with it none would be put in its place.
        }
    });

    /// <summary>Whether this request sent such a form.</summary>
    public static bool Was(HttpContext http) => http.Items.ContainsKey(_mark);
}
