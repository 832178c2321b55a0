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
}
