using Microsoft.Data.Sqlite;
using Npgsql;

namespace Plumbline.Importing.Uploading;

/// <summary>Whether something failed because no room was left.</summary>
internal static class DiskFull
{
    public const string Words = "The server's disk is full. Make room, then try again.";

    private const int NoSpaceOnUnix = 28; // ENOSPC
    private const int NoSpaceOnWindows = unchecked((int)0x80070070); // ERROR_DISK_FULL
    private const int SqliteFull = 13; // SQLITE_FULL

    public static bool IsWhy(Exception? e) => e switch
    {
        null => false,
        IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows } => true,
        SqliteException { SqliteErrorCode: SqliteFull } => true,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => true,
        _ => IsWhy(e.InnerException),
    };
}
