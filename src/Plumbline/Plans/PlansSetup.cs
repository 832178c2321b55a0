using Plumbline.People;

namespace Plumbline.Plans;

internal static class PlansSetup
{
    public static void AddPlans(this IServiceCollection services)
    {
        services.AddScoped<Agreements>();
        services.AddScoped<PlanDesk>();
        services.AddScoped<PlanFacts>();
        services.AddScoped<PlanViews>();
        services.AddScoped<PlanResultsReader>();
    }

    /// <summary>Ways to plans that are no pages.</summary>
    public static void MapPlanViews(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/plans/of/{person:long}/{period}", PlanLinks.Find).RequireAuthorization(Access.Everyone);
}
