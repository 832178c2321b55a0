using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Plumbline.Durability;

/// <summary>The process is killed at the worst moments, as by a power cut or an impatient administrator.</summary>
public sealed class KillTests
{
    private const int Rows = 30_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("before anything is written", 0)]
    [InlineData("while it is being committed", 1_000_000)]
    public async Task An_import_that_is_killed_leaves_nothing_half_done_and_can_be_run_again(string moment, long logged)
    {
        using var terminal = await Terminal.WithDatabase();
        var first = await terminal.Run("import", terminal.Write("first.csv", Opportunities(0, 10)), "--currency", "EUR");
        Assert.True(first.Exit == 0, first.Errors);
        var file = terminal.Write("many.csv", Opportunities(10, Rows));

        var log = new FileInfo(Path.Combine(terminal.Data, "plumbline.db-wal"));
        var importing = terminal.Start("import", file);
        while (!importing.HasExited && !(log.Exists && log.Length >= logged))
        {
            await Task.Yield();
            log.Refresh();
        }

        Assert.False(importing.HasExited, $"It ended before it could be killed {moment}.");
        importing.Kill();
        await Terminal.End(importing);

        Assert.Contains(Count(terminal, "Opportunities"), new long[] { 10, Rows + 10 });
        Assert.Equal(Count(terminal, "Opportunities") == 10 ? 1 : 2, Count(terminal, "Imports"));
        Assert.Equal(0, (await terminal.Run("verify")).Exit);

        var again = await terminal.Run("import", file, "--json");
        Assert.True(again.Exit == 0, again.Errors);
        var told = JsonDocument.Parse(again.Output).RootElement.GetProperty("files")[0];
        Assert.Equal(Rows, told.GetProperty("added").GetInt32() + told.GetProperty("unchanged").GetInt32());
        Assert.Equal(Rows + 10, Count(terminal, "Opportunities"));
        Assert.Equal(0, (await terminal.Run("verify")).Exit);
    }

    [Fact]
    public async Task What_a_page_has_acknowledged_outlives_the_process()
    {
        using var terminal = new Terminal();
        var serving = terminal.Start("serve", "--urls", "http://127.0.0.1:0");
        try
        {
            var link = await Invitation(serving);
            using var visitor = new Visitor(new(link.GetLeftPart(UriPartial.Authority)));
            var begun = await (await visitor.Open(link.PathAndQuery)).Submit("begin", new()
            {
                ["Input.Company.Name"] = "Ours",
                ["Currency"] = "EUR",
                ["FirstMonth"] = "1",
                ["FirstDayOfWeek"] = "Monday",
                ["TimeZone"] = "Europe/Vienna",
                ["Input.Name"] = "Ada",
                ["Email"] = "ada@example.com",
                ["Password"] = "nine green bottles",
            });
            Assert.Equal("/administration/first-steps", begun.Path);
        }
        finally
        {
            serving.Kill();
        }

        await Terminal.End(serving);
        var listed = await terminal.Run("people", "list", "--json");
        Assert.Contains("ada@example.com", listed.Output, StringComparison.Ordinal);
        Assert.Equal("Ours", Ask(terminal, "SELECT \"Name\" FROM \"Companies\""));
        Assert.Equal("ok", Ask(terminal, "PRAGMA integrity_check"));
    }

    /// <summary>The link that the console shows while nobody can administer the company.</summary>
    private static async Task<Uri> Invitation(System.Diagnostics.Process serving)
    {
        while (await serving.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("Nobody has set this company up yet", StringComparison.Ordinal))
            {
                return new(line.Split(": ", 2)[1]);
            }
        }

        throw new InvalidOperationException(await serving.StandardError.ReadToEndAsync(Cancel));
    }

    /// <summary>A file as a CRM would export it.</summary>
    internal static string Opportunities(int from, int count) => "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Product,Stage,Amount,Created Date,Expected Close Date,Close Date,Status\n" + string.Concat(
        Enumerable.Range(from, count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"O{i:0000000},Renewal {i},Account {i % 500},Salesperson {i % 40},Product {i % 7},{(i % 3 == 0 ? "Closed Won" : "Propose")},{1000 + (i % 977)},2026-01-{1 + (i % 28):00},2026-03-15,{(i % 3 == 0 ? "2026-03-10" : "")},{(i % 3 == 0 ? "Won" : "Open")}\n")));

    private static long Count(Terminal terminal, string table) => (long)Ask(terminal, $"SELECT count(*) FROM \"{table}\"");

    private static object Ask(Terminal terminal, string question)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(terminal.Data, "plumbline.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar()!;
    }
}
