namespace Plumbline.Administration;

internal static class AdministrationSetup
{
    public static void AddAdministration(this IServiceCollection services)
    {
        services.AddScoped<CompanySettings>();
        services.AddScoped<FirstRun>();
    }
}
