using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Durability;

/// <summary>There is no room for what is to be saved.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_says_that_the_disk_is_full_and_keeps_what_was_typed_and_what_was_saved()
    {
        var disk = new SmallDisk();
        await using var site = await TheSite.Start(adjust: builder => builder.Services.ConfigureDbContext<SqliteDb>(db => db.AddInterceptors(disk)));
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var page = await ada.Open("/administration/people/new");

        disk.Pages = 1; // SQLite keeps to the pages there are.
        var name = new string('x', 100_000);
        var refused = await page.Submit("add", new() { ["Name"] = name });

        Assert.Contains("The disk that holds the data is full. Nothing was saved", refused.Text, StringComparison.Ordinal);
        Assert.Equal(name, refused.The("input[name$='Name']").GetAttribute("value"));
        Assert.Equal(["Ada"], await site.Db(db => db.People.Select(p => p.Name).ToListAsync(Cancel)));

        disk.Pages = 1_000_000;
        Assert.Equal(HttpStatusCode.OK, (await refused.Submit("add")).Status);
        Assert.Equal(2, await site.Db(db => db.People.CountAsync(Cancel)));
    }

    [Fact]
    public async Task An_import_says_that_the_disk_has_no_room_and_changes_nothing()
    {
        using var terminal = await Terminal.WithDatabase();
        Assert.Equal(0, (await terminal.Run("import", terminal.Write("first.csv", KillTests.Opportunities(0, 10)), "--currency", "EUR")).Exit);
        var before = await terminal.Run("scoreboard", "--period", "2026-Q1", "--format", "csv");

        var file = terminal.Write("many.csv", KillTests.Opportunities(10, 10_000));
        var refused = await terminal.RunCramped(2_000, "import", file);

        Assert.Equal(1, refused.Exit);
        Assert.Contains("Nothing was saved, and nothing that was saved before is lost", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before.Output, (await terminal.Run("scoreboard", "--period", "2026-Q1", "--format", "csv")).Output);
        Assert.Equal(0, (await terminal.Run("verify")).Exit);
        Assert.Equal(0, (await terminal.Run("import", file)).Exit);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, "is full")]
    [InlineData(PostgresErrorCodes.IoError, "could not be read or written")]
    public void PostgreSQL_says_the_same(string state, string words)
    {
        var refused = DiskTrouble.Of(new DbUpdateException("Could not save.", new PostgresException("could not extend file", "ERROR", "ERROR", state)));
        Assert.Equal(Refusal.Unable, refused!.Refusal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_something_large_is_written_pages_are_read_and_whoever_saves_is_told_and_keeps_what_was_typed()
    {
        await using var site = await TheSite.Start();
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var page = await ada.Open("/administration/people/new");
        await site.Db(async db =>
        {
            await using var import = await db.Database.BeginTransactionAsync(Cancel); // holds SQLite's one lock for writing
            Assert.Equal(HttpStatusCode.OK, (await ada.Open("/scoreboard")).Status);
            page = await page.Submit("add", new() { ["Name"] = "Mary Moss" });
            return 0;
        });

        Assert.Contains("Something large is being written, as an import is", page.Text, StringComparison.Ordinal);
        Assert.Equal("Mary Moss", page.The("input[name$='Name']").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.OK, (await page.Submit("add")).Status);
        Assert.Equal(["Ada", "Mary Moss"], await site.Db(db => db.People.Select(p => p.Name).Order().ToListAsync(Cancel)));
    }

    [Fact]
    public void Another_fault_is_not_taken_for_one_of_the_disk() => Assert.Null(DiskTrouble.Of(new DbUpdateException("Could not save.", new PostgresException("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation))));

    /// <summary>Lets the database grow to so many pages, or to what it has already.</summary>
    private sealed class SmallDisk : DbConnectionInterceptor
    {
        public int Pages { get; set; } = 1_000_000;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Limit(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Limit(connection);
            return Task.CompletedTask;
        }

        private void Limit(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {Pages}";
            command.ExecuteNonQuery();
        }
    }
}
