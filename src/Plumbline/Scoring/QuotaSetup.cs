using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Plumbline.Scoring;

internal static class QuotaSetup
{
    /// <summary>Keeps quotas up. Whoever keeps agreed plans registers where they come from; until then only imported targets count.</summary>
    public static IServiceCollection AddQuotas(this IServiceCollection services)
    {
        services.TryAddSingleton<AgreedQuotas>((_, _, _) => Task.FromResult<IReadOnlyList<AgreedQuota>>([]));
        services.AddScoped<QuotaWriter>();
        return services;
    }
}
