using Microsoft.AspNetCore.Antiforgery;

namespace Plumbline.Hosting;

/// <summary>
/// Asks for our own token wherever something is changed, but where the endpoint says that its address is proof enough. The framework asks for it in forms only; here a script's request needs it, too, in the header RequestVerificationToken.
/// </summary>
internal static class ForgeryCheck
{
    public static void UseForgeryCheck(this IApplicationBuilder site) => site.Use(async (http, next) =>
    {
        try
        {
            if (IsSafe(http.Request.Method) || http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false } || await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            {
                await next(http);
                return;
            }

            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (AntiforgeryValidationException unread) when (unread.InnerException is BadHttpRequestException { StatusCode: var status })
        {
            http.Response.StatusCode = status; // The form was too large, or broke off: the token in it was never read.
        }
        catch (AntiforgeryValidationException unread) when (unread.InnerException is InvalidDataException odd)
        {
            throw TextCheck.Unreadable(odd);
        }
    });

    /// <summary>Whether requests of this kind change nothing.</summary>
    internal static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
