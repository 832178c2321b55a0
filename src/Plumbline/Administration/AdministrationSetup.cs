namespace Plumbline.Administration;

internal static class AdministrationSetup
{
    public static void AddAdministration(this IServiceCollection services)
    {
        services.AddScoped<CompanySettings>();
        services.AddScoped<FirstRun>();
        services.AddScoped<RosterChanges>();
        services.AddScoped<PeopleList>();
        services.AddScoped<PersonRecord>();
        services.AddScoped<TeamRecords>();
        services.AddScoped<Absences>();
        services.AddScoped<ProductRecords>();
    }
}
