using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Plumbline.Plans;

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

    [Theory, EachDatabase]
    public async Task Plans_of_before_there_were_account_plans_are_business_plans(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        });

        await using var old = Open(await Empty(provider));
        await old.GetService<IMigrator>().MigrateAsync("Initial", Cancel);
        await site.Db(async db =>
        {
            await Copy(db, old, "People", "People");
            await Copy(db, old, "Plans", "BusinessPlans");
            await Copy(db, old, "PlanVersions", "PlanVersions");
            return true;
        });
        await old.Database.MigrateAsync(Cancel);

        var plan = await old.BusinessPlans.SingleAsync(p => p.Id == id, Cancel);
        Assert.Equal(PlanWorld.Content(), plan.InForce!.Content);
        Assert.True(plan.InForce.IsIntact);
    }

    /// <summary>Copies a table into what it was, as far as it had the columns then.</summary>
    private static async Task Copy(PlumblineDb from, PlumblineDb to, string table, string asTable)
    {
        var source = from.Database.GetDbConnection();
        var target = to.Database.GetDbConnection();
        await from.Database.OpenConnectionAsync(Cancel);
        await to.Database.OpenConnectionAsync(Cancel);

        HashSet<string> then = [.. await Columns(target, asTable)];
        var columns = (await Columns(source, table)).Where(then.Contains).ToList();
        var named = string.Join(", ", columns.Select(c => $"\"{c}\""));

        await using var read = source.CreateCommand();
        read.CommandText = $"SELECT {named} FROM \"{table}\" ORDER BY 1";
        await using var rows = await read.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
        {
            await using var write = target.CreateCommand();
            write.CommandText = $"INSERT INTO \"{asTable}\" ({named}) VALUES ({string.Join(", ", columns.Index().Select(c => $"@p{c.Index}"))})";
            for (var i = 0; i < columns.Count; i++)
            {
                var value = write.CreateParameter();
                (value.ParameterName, value.Value) = ($"p{i}", rows.GetValue(i));
                write.Parameters.Add(value);
            }

            await write.ExecuteNonQueryAsync(Cancel);
        }
    }

    private static async Task<List<string>> Columns(DbConnection connection, string table)
    {
        await using var look = connection.CreateCommand();
        look.CommandText = $"SELECT * FROM \"{table}\" WHERE 1 = 0";
        await using var none = await look.ExecuteReaderAsync(Cancel);
        return [.. Enumerable.Range(0, none.FieldCount).Select(none.GetName)];
    }

    private static async Task<DataLocation> Empty(Provider provider) =>
        new(Directory.CreateDirectory(Path.Combine(RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName, provider == Provider.Postgres ? await PostgresServer.Create() : null);

    private static PlumblineDb Open(DataLocation data) => data.Postgres is { } postgres
        ? new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(postgres).Options)
        : new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(StorageSetup.SqliteConnection(data)).Options);
}
