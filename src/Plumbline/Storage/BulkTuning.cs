using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Plumbline.Storage;

/// <summary>
/// Readies the connection for much writing in the open transaction. SQLite: a cache that holds the indexes, into which keys go in no order, and references checked at the commit, so that
/// rows may refer to rows yet to come. PostgreSQL: one import at a time.
/// </summary>
internal sealed class BulkTuning : IAsyncDisposable
{
    private const int ImportLock = 0x506C756D;
    private readonly PlumblineDb _db;

    private BulkTuning(PlumblineDb db) => _db = db;

    public static async Task<BulkTuning> Begin(PlumblineDb db, CancellationToken cancel)
    {
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA cache_size = -400000; PRAGMA defer_foreign_keys = ON", cancel);
        }
        else
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ImportLock})", cancel);
        }

        return new(db);
    }

    /// <summary>Past the driver, which refuses commands once SQLite has ended the transaction by itself, as it does on a full disk: that would hide why.</summary>
    public ValueTask DisposeAsync()
    {
        if (_db.Database.GetDbConnection() is SqliteConnection { Handle: { } handle })
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(handle, "PRAGMA cache_size = -2000; PRAGMA defer_foreign_keys = OFF"), handle);
        }

        return ValueTask.CompletedTask;
    }
}
