using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Plumbline.Storage;

public sealed class MigratingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Several_that_start_at_once_bring_one_database_up_to_date_once(Provider provider)
    {
        var data = await Empty(provider);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await using var db = Open(data);
            await db.BringUpToDate(data, Cancel);
        })));

        await using var after = Open(data);
        Assert.Empty(await after.Database.GetPendingMigrationsAsync(Cancel));
        Assert.Equal(after.Database.GetMigrations(), await after.Database.GetAppliedMigrationsAsync(Cancel));
        Assert.Equal(1, await after.Companies.CountAsync(Cancel));
    }

    /// <summary>SQLite's lock of the framework is a row, which nobody takes away for a process that was killed.</summary>
    [Fact]
    public async Task A_lock_left_by_one_that_was_killed_holds_up_nobody()
    {
        var data = await Empty(Provider.Sqlite);
        await using (var killed = Open(data))
        {
            await killed.GetService<IMigrator>().MigrateAsync(killed.Database.GetMigrations().First(), Cancel);
            await killed.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01')""", Cancel);
        }

        await using var db = Open(data);
        await db.BringUpToDate(data, Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    private static async Task<DataLocation> Empty(Provider provider) =>
        new(Directory.CreateDirectory(Path.Combine(RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName, provider == Provider.Postgres ? await PostgresServer.Create() : null);

    private static PlumblineDb Open(DataLocation data) => data.Postgres is { } postgres
        ? new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(postgres).Options)
        : new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(StorageSetup.SqliteConnection(data)).Options);
}
