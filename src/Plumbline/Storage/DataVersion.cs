using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace Plumbline.Storage;

/// <summary>
/// Counts the transactions that changed anything. Raised in the transaction itself, so who reads the version and then the data never takes old data for new:
/// what was rendered for a version may be shown again as long as the version stands.
/// </summary>
internal sealed class DataVersion
{
    public const long TheOne = 1;

    public long Id { get; private set; } = TheOne;

    public long Value { get; private set; }
}

internal sealed class DataVersionMapping : IEntityTypeConfiguration<DataVersion>
{
    public void Configure(EntityTypeBuilder<DataVersion> builder)
    {
        builder.ToTable("DataVersion");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasData(new { Id = DataVersion.TheOne, Value = 0L });
    }
}

/// <summary>
/// Reads the version that was committed last, by a command on a pooled connection: each request asks, so it must cost next to nothing. Outside of the context, and so of its transaction: ask before anything is changed.
/// </summary>
internal sealed class CommittedVersion(DataLocation location)
{
    private readonly string _connection = location.Postgres ?? StorageSetup.SqliteConnection(location);

    public async Task<long> Read(CancellationToken cancel)
    {
        await using DbConnection connection = location.Postgres is null ? new SqliteConnection(_connection) : new NpgsqlConnection(_connection);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Value\" FROM \"DataVersion\"";
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}

internal static class DataVersions
{
    extension(PlumblineDb db)
    {
        /// <summary>Raises the version, last in a transaction, since others wait on it until the commit.</summary>
        public Task RaiseVersion(CancellationToken cancel) => db.Versions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Value, v => v.Value + 1), cancel);

        public Task<long> CurrentVersion(CancellationToken cancel) => db.Versions.Select(v => v.Value).SingleAsync(cancel);
    }
}
