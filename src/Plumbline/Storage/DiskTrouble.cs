using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Plumbline.Storage;

/// <summary>Tells a disk that is full, failing or being written by another from a fault of ours, on either database, and says what it means.</summary>
internal static class DiskTrouble
{
    /// <summary>The refusal to tell; null where something else went wrong. What was being written has been taken back by the database.</summary>
    public static RefusedException? Of(Exception? failed)
    {
        for (; failed is not null; failed = failed.InnerException)
        {
            switch (failed)
            {
                case SqliteException { SqliteErrorCode: raw.SQLITE_BUSY }:
                    return new(Refusal.Busy, "Something large is being written, as an import is, and nothing else can be saved until it is done. Nothing was saved, and nothing is lost. Try again in a minute.");
                case SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or PostgresException { SqlState: PostgresErrorCodes.DiskFull }:
                    return new(Refusal.Unable, "The disk that holds the data is full. Nothing was saved, and nothing that was saved before is lost. Make room on it, then try again.");
                case SqliteException { SqliteErrorCode: raw.SQLITE_IOERR } or PostgresException { SqlState: PostgresErrorCodes.IoError }:
                    return new(Refusal.Unable, $"The disk that holds the data could not be read or written ({failed.Message.TrimEnd('.')}). Nothing was saved, and nothing that was saved before is lost. See to the disk, then try again.");
            }
        }

        return null;
    }
}
