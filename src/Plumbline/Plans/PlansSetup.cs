namespace Plumbline.Plans;

internal static class PlansSetup
{
    public static void AddPlans(this IServiceCollection services)
    {
        services.AddScoped<Agreements>();
        services.AddScoped<PlanDesk>();
        services.AddScoped<PlanFacts>();
    }
}
