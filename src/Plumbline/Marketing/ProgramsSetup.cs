namespace Plumbline.Marketing;

internal static class ProgramsSetup
{
    public static void AddPrograms(this IServiceCollection services)
    {
        services.AddScoped<ProgramReader>();
        services.AddScoped<ProgramDesk>();
        services.AddScoped<FundDesk>();
        services.AddScoped<ProgramImport>();
    }
}
