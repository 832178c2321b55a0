namespace Plumbline.Cosell;

internal static class CosellSetup
{
    public static void AddCosell(this IServiceCollection services)
    {
        services.AddScoped<ReferralReader>();
        services.AddScoped<ReferralDesk>();
        services.AddScoped<DesignationReader>();
        services.AddScoped<DesignationDesk>();
    }
}
