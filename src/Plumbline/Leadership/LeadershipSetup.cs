using Plumbline.People;

namespace Plumbline.Leadership;

internal static class LeadershipSetup
{
    public static void AddLeadership(this IServiceCollection services)
    {
        services.AddScoped<OutlookReader>();
        services.AddScoped<OutlookExceptions>();
        services.AddScoped<OutlookExport>();
    }

    public static void MapLeadership(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outlook/finance.csv", (HttpRequest request, OutlookExport export, CancellationToken cancel) => export.FinanceCsv(OutlookAsk.Read(request.Query).Scenario, cancel)).RequireAuthorization(Access.Leaders);
        routes.MapGet("/outlook/finance.xlsx", (HttpRequest request, OutlookExport export, CancellationToken cancel) => export.FinanceSheet(OutlookAsk.Read(request.Query).Scenario, cancel)).RequireAuthorization(Access.Leaders);
        routes.MapGet("/outlook/production.csv", (OutlookExport export, CancellationToken cancel) => export.DemandCsv(cancel)).RequireAuthorization(Access.Leaders);
        routes.MapGet("/outlook/production.xlsx", (OutlookExport export, CancellationToken cancel) => export.DemandSheet(cancel)).RequireAuthorization(Access.Leaders);
    }
}
