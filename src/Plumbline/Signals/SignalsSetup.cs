using Microsoft.EntityFrameworkCore;
using Plumbline.Jobs;
using Plumbline.Opportunities;
using Plumbline.Signals.Rules;
using Plumbline.Storage;

namespace Plumbline.Signals;

internal static class SignalsSetup
{
    /// <summary>Every rule in this program is found by itself: to add one is to add a file.</summary>
    public static void AddSignals(this IServiceCollection services)
    {
        foreach (var rule in typeof(SignalRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(SignalRule)) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            services.AddScoped(typeof(SignalRule), rule);
        }

        services.AddScoped<StagePatience>(services => async cancel =>
            await services.GetRequiredService<PlumblineDb>().Set<SignalPolicy>().Where(p => p.Rule == OpportunityStalled.TheKey).Select(p => p.Limit).SingleOrDefaultAsync(cancel) / 100);
        services.AddSingleton<CompanyLately>();
        services.AddScoped<OpenDeals>();
        services.AddScoped<LatestForecasts>();
        services.AddScoped<SignalRun>();
        services.AddScoped<SignalPromises>();
        services.AddScoped<SignalDesk>();
        services.AddScoped<SignalPolicies>();
        services.AddScoped<SelfManagementReader>();
        services.AddJob<WatchSignals>(WatchSignals.Every);
    }
}
