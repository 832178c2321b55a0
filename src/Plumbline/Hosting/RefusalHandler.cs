using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Plumbline.Hosting;

/// <summary>Where a refusal becomes a status code: as problem details for programs, as a page for people (see the status pages of <see cref="Site"/>).</summary>
internal sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not RefusedException refused)
        {
            return false;
        }

        httpContext.Response.StatusCode = refused.Refusal switch
        {
            Refusal.Invalid => StatusCodes.Status422UnprocessableEntity,
            Refusal.NotAllowed => StatusCodes.Status403Forbidden,
            Refusal.NotFound => StatusCodes.Status404NotFound,
            Refusal.Conflict => StatusCodes.Status409Conflict,
        };

        // Where nobody asks for problem details (a page) the status alone is the answer, and its page is shown.
        await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Detail = refused.Message, Extensions = { ["field"] = refused.Field } },
        });
        return true;
    }
}
