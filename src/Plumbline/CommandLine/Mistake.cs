using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Npgsql;
using Plumbline.Storage;
using SQLitePCL;

namespace Plumbline.CommandLine;

/// <summary>Tells the mistakes that happen to whoever runs a program from a fault of ours, and says each in one sentence.</summary>
internal static class Mistake
{
    /// <summary>What to tell on standard error; null where it is no mistake that we know. Never holds a password.</summary>
    public static string? In(Exception failed) => Refused(failed)?.Message ?? Chain(failed).Select(Sentence).FirstOrDefault(s => s is not null);

    private static RefusedException? Refused(Exception failed) => failed as RefusedException ?? DiskTrouble.Of(failed);

    private static string? Sentence(Exception failed) => failed switch
    {
        AddressInUseException => "Another program listens on that address already. Stop it, or listen elsewhere with --urls.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "This user may not listen on that address: ports below 1024 are for administrators. Listen elsewhere with --urls.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "That address is none of this machine's. Listen elsewhere with --urls.",
        FormatException when failed.Message.StartsWith("Invalid url", StringComparison.Ordinal) => $"{failed.Message.TrimEnd('.')}. Write it as in --urls http://localhost:5080.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege } refused =>
            $"PostgreSQL does not let us in: {refused.MessageText}. See to the connection string.",
        PostgresException => null,
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } unreachable => $"PostgreSQL cannot be reached: {unreachable.Message.TrimEnd('.')} ({unreachable.InnerException!.Message.TrimEnd('.')}). See whether it runs there, and to the connection string.",
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM } => "The database cannot be opened for writing. See whether the folder of the data (--data) is this user's.",
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } => "The file plumbline.db in the folder of the data (--data) is no database of ours. Name another folder.",
        _ => null,
    };

    private static IEnumerable<Exception> Chain(Exception? failed)
    {
        for (; failed is not null; failed = failed.InnerException)
        {
            yield return failed;
        }
    }
}
