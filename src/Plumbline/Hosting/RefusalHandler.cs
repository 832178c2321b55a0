using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Plumbline.Storage;

namespace Plumbline.Hosting;

/// <summary>Where a refusal becomes a status code: as problem details for programs, as the status alone for people, whose page then says what it means (see <see cref="Errors"/>).</summary>
internal sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if ((exception as RefusedException ?? DiskTrouble.Of(exception)) is not { } refused)
        {
            return false;
        }

        httpContext.Response.StatusCode = refused.Refusal switch
        {
            Refusal.Invalid => StatusCodes.Status422UnprocessableEntity,
            Refusal.NotAllowed => StatusCodes.Status403Forbidden,
            Refusal.NotFound => StatusCodes.Status404NotFound,
            Refusal.Conflict => StatusCodes.Status409Conflict,
            Refusal.Busy => StatusCodes.Status503ServiceUnavailable,
            Refusal.Unable => StatusCodes.Status507InsufficientStorage,
        };

        return !Errors.IsForProgram(httpContext) || await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Detail = refused.Message, Extensions = { ["field"] = refused.Field } },
        });
    }
}
