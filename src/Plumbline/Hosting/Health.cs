using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Plumbline.Storage;

namespace Plumbline.Hosting;

/// <summary>Whether requests can be answered: the database is reached and is of this version of the product.</summary>
internal sealed class DatabaseHealth(PlumblineDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        !await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Unhealthy("The database cannot be reached.")
        : (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any() ? HealthCheckResult.Unhealthy("The database is of an older version.")
        : HealthCheckResult.Healthy();
}

internal static class Health
{
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<DatabaseHealth>("database");

    /// <summary>/health/live answers while the process runs; /health/ready while it can serve.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
