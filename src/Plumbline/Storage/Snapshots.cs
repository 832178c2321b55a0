using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Plumbline.Storage;

internal static class Snapshots
{
    /// <summary>A transaction in which everything is read as of one instant, and nobody who writes has to wait.</summary>
    public static async Task<IDbContextTransaction> BeginSnapshot(this PlumblineDb db, CancellationToken cancel)
    {
        if (!db.Database.IsSqlite())
        {
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        }

        await db.Database.OpenConnectionAsync(cancel);
        return (await db.Database.UseTransactionAsync(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true), cancel))!;
    }
}
