using Plumbline.Files;
using Plumbline.People;

namespace Plumbline.Inspection;

internal static class InspectionSetup
{
    public static void AddInspection(this IServiceCollection services)
    {
        services.AddScoped<StandingReader>();
        services.AddScoped<InspectionReader>();
        services.AddScoped<ObservationDesk>();
        services.AddScoped<QuizDesk>();
        services.AddScoped<FormDesk>();
    }

    public static void MapInspection(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/inspection/{id:long}/file", async (long id, InspectionReader reader, CancellationToken cancel) => FileAnswer.Of(await reader.File(id, cancel))).RequireAuthorization(Access.Everyone);
}
