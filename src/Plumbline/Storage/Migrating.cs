using Microsoft.EntityFrameworkCore;

namespace Plumbline.Storage;

/// <summary>Brings the database up to this version of the product, before anything else uses it.</summary>
internal static class Migrating
{
    /// <summary>
    /// Applies what is pending, one process at a time. On SQLite a lock on a file beside the database is held meanwhile: unlike the migrations' own lock table
    /// it is let go when the process is killed, so that a lock row found while holding it is a leftover and is removed.
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

        if (location.Postgres is not null)
        {
            await db.Database.MigrateAsync(cancel);
            await db.CatchUp(cancel);
            return;
        }

        if (File.Exists(location.SqliteFile) && !(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
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
