namespace Plumbline.Hosting;

/// <summary>What every answer tells the browser to refuse: script and style in the page itself, other sites' frames, guessing at types.</summary>
internal static class SecurityHeaders
{
    public const string Policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'";

    public static void UseSecurityHeaders(this IApplicationBuilder site) => site.Use((http, next) =>
    {
        // Late, since the error page begins its answer anew.
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = Policy; // A file that people sent has a stricter one.
            }

            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true && headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store"; // The next person at this screen must not find the page by going back.
            }

            return Task.CompletedTask;
        });
        return next(http);
    });
}
