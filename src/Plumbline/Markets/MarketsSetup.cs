using Plumbline.People;

namespace Plumbline.Markets;

internal static class MarketsSetup
{
    public static void AddMarkets(this IServiceCollection services)
    {
        services.AddScoped<MarketReader>();
        services.AddScoped<MarketsExport>();
    }

    /// <summary>Segments as files.</summary>
    public static void MapMarkets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outlook/markets/export.csv", (string? by, MarketsExport export, CancellationToken cancel) => export.Csv(by, cancel)).RequireAuthorization(Access.Leaders);
        routes.MapGet("/outlook/markets/export.xlsx", (string? by, MarketsExport export, CancellationToken cancel) => export.Sheet(by, cancel)).RequireAuthorization(Access.Leaders);
    }
}
