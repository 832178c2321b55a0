using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Plumbline.Storage;

internal static class StorageSetup
{
    /// <summary>Opens the database at the location: PostgreSQL where it names one, or else a SQLite file.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, DataLocation location)
    {
        services.AddSingleton(location);
        return location.Postgres is { } postgres
            ? services.AddDbContext<PlumblineDb, PostgresDb>(options => options.UseNpgsql(postgres))
            : services.AddDbContext<PlumblineDb, SqliteDb>(options => options.UseSqlite(SqliteConnection(location)));
    }

    /// <summary>Write-ahead log (EF creates files so), foreign keys on, durable commits: SQLite's synchronous is FULL unless told otherwise, and is not.</summary>
    private static string SqliteConnection(DataLocation location) => new SqliteConnectionStringBuilder
    {
        DataSource = location.SqliteFile,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();
}
