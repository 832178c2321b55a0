using Npgsql;

namespace Plumbline.Storage;

/// <summary>Where the company's data is: a folder with a SQLite file, or a PostgreSQL database.</summary>
/// <param name="Folder">Holds the SQLite file and the uploaded files.</param>
/// <param name="Postgres">The connection string; null for SQLite.</param>
internal sealed record DataLocation(string Folder, string? Postgres)
{
    public static string DefaultFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "plumbline");

    public string SqliteFile => Path.Combine(Folder, "plumbline.db");

    /// <summary>As shown to a person: never with a password.</summary>
    public override string ToString() => Postgres is null ? SqliteFile : $"PostgreSQL {new NpgsqlConnectionStringBuilder(Postgres) { Password = null }}";
}
