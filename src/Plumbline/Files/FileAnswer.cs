using Microsoft.AspNetCore.Http.HttpResults;

namespace Plumbline.Files;

/// <summary>A kept file as an answer: to be saved, and never to be shown or run as a part of the site, whatever is in it. The endpoint that gives it has made sure that the person may read what it proves.</summary>
internal sealed class FileAnswer : IResult
{
    private readonly FileContentHttpResult _file;

    private FileAnswer(FileContentHttpResult file) => _file = file;

    /// <summary>The answer that gives the file; not found where there is none.</summary>
    public static IResult Of(FileContent? content) => content is null ? TypedResults.NotFound() : new FileAnswer(TypedResults.Bytes(content.Bytes, content.File.MediaType, content.File.Name));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, no-store";
        return _file.ExecuteAsync(httpContext);
    }
}
