namespace Plumbline.Scoring;

internal static class QuotaSetup
{
    /// <summary>Keeps quotas up.</summary>
    public static IServiceCollection AddQuotas(this IServiceCollection services)
    {
        services.AddScoped<QuotaWriter>();
        return services;
    }
}
