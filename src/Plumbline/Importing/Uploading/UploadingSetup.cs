using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Plumbline.People;

namespace Plumbline.Importing.Uploading;

internal static class UploadingSetup
{
    /// <summary>The most that the page which takes files may be sent, in bytes: the files and what goes around them.</summary>
    public const long MostSent = Uploads.MostBytes + (1024 * 1024);

    public static void AddUploading(this IServiceCollection services)
    {
        services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = MostSent); // Every other page is held to much less by the server's own limit.
        services.AddSingleton<Uploads>();
        services.AddSingleton<RefusedRows>();
        services.AddSingleton<ImportRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportRunner>());
        services.AddScoped<UploadReview>();
        services.AddScoped<PastImports>();
    }

    /// <summary>What the pages of imports ask for beside themselves.</summary>
    public static void MapUploading(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imports/new/{id}/progress", (string id, ImportRunner runner, HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-store";
            return runner.Of(id) is not { } job ? Results.NotFound() : Results.Json(new
            {
                job.Percent,
                job.Words,
                Done = job.IsDone,
                Href = !job.IsDone ? null : job.ImportId is { } import ? string.Create(CultureInfo.InvariantCulture, $"/imports/{import}") : $"/imports/new/{id}?ended=true",
            });
        }).RequireAuthorization(Access.Administrators);

        routes.MapGet("/imports/{id:long}/refused/{file:int}", async (long id, int file, PastImports imports, RefusedRows rows, CancellationToken cancel) =>
            rows.Find(id, file) is { } path && await imports.Find(id, cancel) is { } import && file < import.Import.Files.Count
                ? Results.File(path, "text/csv; charset=utf-8", $"refused-{string.Concat(Path.ChangeExtension(import.Import.Files[file].File, null).Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-'))}.csv")
                : Results.NotFound()).RequireAuthorization(Access.Administrators);
    }
}
