using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace Plumbline.Hosting;

/// <summary>
/// Asks for our own token wherever something is changed, but where the endpoint says that its address is proof enough. The framework asks for it in forms only; here a script's request needs it, too, in the header RequestVerificationToken.
/// </summary>
internal static class ForgeryCheck
{
    private static readonly TimeSpan _longestListening = TimeSpan.FromSeconds(30);

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
            await LetGoBy(http);
            http.Response.StatusCode = status; // The form was too large, or broke off: the token in it was never read.
        }
        catch (AntiforgeryValidationException unread) when (unread.InnerException is InvalidDataException odd)
        {
            throw TextCheck.Unreadable(odd);
        }
    });

    /// <summary>
    /// Takes and forgets what is still being sent: a browser that finds the connection closed while it sends says that the site cannot be reached, and never reads why. Whoever asks beforehand whether to send is answered at once.
    /// </summary>
    private static async Task LetGoBy(HttpContext http)
    {
        if (http.Request.Headers.Expect.Count > 0 || http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } limit)
        {
            return;
        }

        limit.MaxRequestBodySize = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(_longestListening);
        try
        {
            await http.Request.Body.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // It is answered all the same.
        }
    }

    /// <summary>Whether requests of this kind change nothing.</summary>
    internal static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
