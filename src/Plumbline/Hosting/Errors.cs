using Microsoft.AspNetCore.Diagnostics;

namespace Plumbline.Hosting;

/// <summary>What is answered when something cannot be: a page for people, problem details for programs.</summary>
internal static class Errors
{
    public static void AddErrors(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<RefusalHandler>();
    }

    public static void UseErrors(this WebApplication site)
    {
        site.UseWhen(IsForProgram, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
        });
        site.UseWhen(http => !IsForProgram(http), pages =>
        {
            pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
            pages.UseExceptionHandler("/error", createScopeForErrors: true);
            pages.Use((http, next) =>
            {
                // The page about a form that could not be taken is read, not posted to.
                if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null)
                {
                    http.Request.Method = HttpMethods.Get;
                }

                return next(http);
            });
        });
    }

    /// <summary>A program asks, or a page's own script.</summary>
    public static bool IsForProgram(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || http.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
}
