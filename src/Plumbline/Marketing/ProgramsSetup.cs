using Plumbline.Plans;

namespace Plumbline.Marketing;

internal static class ProgramsSetup
{
    public static void AddPrograms(this IServiceCollection services)
    {
        services.AddScoped<ProgramReader>();
        services.AddScoped<ProgramDesk>();
        services.AddScoped<FundDesk>();
        services.AddScoped<ProgramImport>();
        services.AddScoped<ProgramOffers>();
        services.AddScoped<PlanOffers>(services => (plan, content, cancel) => services.GetRequiredService<ProgramOffers>().Of(plan, content, cancel));
    }
}
