using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Plumbline.Storage;

/// <summary>Brings the database up to this version of the product, before anything else uses it.</summary>
internal static class Migrating
{
    /// <summary>
    /// Applies what is pending, one process at a time. On SQLite a lock on a file beside the database is held meanwhile: unlike the migrations' own lock table
    /// it is let go when the process is killed, so that a lock row found while holding it is a leftover and is removed. On PostgreSQL an advisory lock does the same.
    /// </summary>
    public static async Task BringUpToDate(this PlumblineDb db, DataLocation location, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(location.Folder);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw NotOurs(location.Folder, failed);
        }

        if ((location.Postgres is not null || File.Exists(location.SqliteFile)) && !(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await db.CatchUp(cancel);
            return;
        }

        if (location.Postgres is { } postgres)
        {
            await using var locked = await Lock(db, postgres, cancel);
            await db.Database.MigrateAsync(cancel);
            await db.CatchUp(cancel);
            return;
        }

        await using var held = await Hold(location.SqliteFile + ".lock", cancel);
        if (File.Exists(location.SqliteFile))
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        }

        await db.Database.MigrateAsync(cancel);
        await db.CatchUp(cancel);
    }

    /// <summary>
    /// Waits until no other process migrates. The framework locks the table of what was applied, but asks before that what is still to be done, so that of two that start at once the second would do it again.
    /// </summary>
    private static async Task<NpgsqlConnection> Lock(PlumblineDb db, string postgres, CancellationToken cancel)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancel))
        {
            await creator.CreateAsync(cancel);
        }

        // Without a pool: closed, it gives the lock up, also where the process is killed.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(7586772931)", connection) { CommandTimeout = 0 }; // Ours among the locks that anybody may name.
        await command.ExecuteNonQueryAsync(cancel);
        return connection;
    }

    private static async Task<FileStream> Hold(string path, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancel); // Another process migrates: wait for it.
            }
            catch (UnauthorizedAccessException failed)
            {
                throw NotOurs(Path.GetDirectoryName(path)!, failed);
            }
        }
    }

    private static RefusedException NotOurs(string folder, Exception failed) =>
        new(Refusal.Unable, $"The folder of the data, {folder}, cannot be written: {failed.Message.TrimEnd('.')}. See whether it is a folder, and this user's, or name another (--data).");
}
