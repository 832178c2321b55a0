using Plumbline.Commitments;
using Plumbline.Scoring;

namespace Plumbline.Importing;

internal static class ImportingSetup
{
    /// <summary>Landing, undoing and merging.</summary>
    public static IServiceCollection AddImporting(this IServiceCollection services)
    {
        services.AddQuotas();
        services.AddScoped<NextStepLedger>();
        services.AddScoped<Landing>();
        services.AddScoped<KnownSystems>();
        services.AddScoped<FileImport>();
        services.AddScoped<Undo>();
        services.AddScoped<Merging>();
        return services;
    }
}
