using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Plumbline.Storage;

public sealed class TemplateDatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task The_template_is_made_once_and_its_copies_keep_apart(Provider provider)
    {
        var made = 0;
        var template = new TemplateDatabase(provider, async database =>
        {
            made++;
            await Scalar(provider, database, "CREATE TABLE thing (name text)");
            await Scalar(provider, database, "INSERT INTO thing VALUES ('from the template')");
        });

        var copies = await Task.WhenAll(template.Copy(), template.Copy());
        await Scalar(provider, copies[0], "INSERT INTO thing VALUES ('mine')");

        Assert.Equal(1, made);
        Assert.Equal(2L, await Scalar(provider, copies[0], "SELECT count(*) FROM thing"));
        Assert.Equal(1L, await Scalar(provider, copies[1], "SELECT count(*) FROM thing"));
        Assert.Equal(1L, await Scalar(provider, await template.Copy(), "SELECT count(*) FROM thing"));
    }

    [Theory, EachDatabase]
    public async Task A_dropped_copy_is_gone_even_while_someone_is_connected(Provider provider)
    {
        var template = new TemplateDatabase(provider, database => Scalar(provider, database, "CREATE TABLE thing (name text)"));
        var copy = await template.Copy();
        await using var connection = Connection(provider, copy);
        await connection.OpenAsync(Cancel);

        await template.Drop(copy);

        await Assert.ThrowsAnyAsync<DbException>(() => Scalar(provider, copy, "SELECT count(*) FROM thing"));
    }

    [Fact]
    public void The_folder_of_a_killed_run_is_swept_and_that_of_a_living_one_is_not()
    {
        var killed = Directory.CreateDirectory(Path.Combine(RunFolder.Root, RunFolder.Prefix + Guid.NewGuid().ToString("N"))).FullName;
        File.WriteAllText(Path.Combine(killed, "lock"), "");

        var mine = RunFolder.Path;
        RunFolder.Sweep();

        Assert.False(Directory.Exists(killed));
        Assert.True(Directory.Exists(mine));
    }

    private static DbConnection Connection(Provider provider, string database) =>
        provider == Provider.Postgres ? new NpgsqlConnection(database) : new SqliteConnection(database);

    private static async Task<object?> Scalar(Provider provider, string database, string sql)
    {
        await using var connection = Connection(provider, database);
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancel);
    }
}
