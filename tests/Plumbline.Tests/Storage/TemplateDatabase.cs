namespace Plumbline.Storage;

/// <summary>A database with its tables made once a run by <paramref name="migrate"/>, given its connection string, and copied for each test.</summary>
public sealed class TemplateDatabase(Provider provider, Func<string, Task> migrate)
{
    private readonly Lazy<Task<string>> _template = new(() => Task.Run(async () =>
    {
        // Without a pool: a connection kept open would hold up the copies on PostgreSQL, and keep SQLite's journal from being folded in.
        var template = (provider == Provider.Postgres ? await PostgresServer.Create() : SqliteFile()) + ";Pooling=false";
        await migrate(template);
        return template;
    }));

    /// <summary>Makes a copy.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> Copy()
    {
        var template = await _template.Value;
        if (provider == Provider.Postgres)
        {
            return await PostgresServer.Create(template);
        }

        var copy = SqliteFile();
        File.Copy(PathOf(template), PathOf(copy));
        return copy;
    }

    /// <summary>Deletes a copy, whoever is still connected.</summary>
    public async Task Drop(string copy)
    {
        if (provider == Provider.Postgres)
        {
            await PostgresServer.Drop(copy);
            return;
        }

        using var own = new Microsoft.Data.Sqlite.SqliteConnection(copy);
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(own);
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(PathOf(copy) + suffix);
        }
    }

    private static string SqliteFile() => $"Data Source={Path.Combine(RunFolder.Path, $"{Guid.NewGuid():N}.db")}";

    private static string PathOf(string connectionString) => new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connectionString).DataSource;
}
