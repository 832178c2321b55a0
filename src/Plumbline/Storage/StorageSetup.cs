using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Plumbline.Storage;

internal static class StorageSetup
{
    /// <summary>Opens the database at the location: PostgreSQL where it names one, or else a SQLite file.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, DataLocation location)
    {
        services.AddSingleton(location).AddSingleton<CommittedVersion>().AddSignInTables();
        return location.Postgres is { } postgres
            ? services.AddDbContext<PlumblineDb, PostgresDb>(options => options.UseNpgsql(postgres))
            : services.AddDbContext<PlumblineDb, SqliteDb>(options => options.UseSqlite(SqliteConnection(location)));
    }

    /// <summary>The newest form of the framework's tables of sign-ins, which has passkeys.</summary>
    public static IServiceCollection AddSignInTables(this IServiceCollection services) => services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);

    // An import holds the one lock for writing to its end. Whoever saves meanwhile is told so soon, and keeps no thread from others for long: SQLite's waiting blocks it.
    private const int SecondsToWait = 5;

    /// <summary>Write-ahead log (EF creates files so), foreign keys on, durable commits: SQLite's synchronous is FULL unless told otherwise, and is not.</summary>
    public static string SqliteConnection(DataLocation location) => new SqliteConnectionStringBuilder
    {
        DataSource = location.SqliteFile,
        ForeignKeys = true,
        DefaultTimeout = SecondsToWait,
    }.ToString();
}
