using System.CommandLine;
using System.Text.Json;

namespace Plumbline.Durability;

/// <summary>The command line as other programs rely on it.</summary>
public sealed class VerbTests
{
    private const string Header = "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Stage,Amount,Created Date,Expected Close Date,Close Date,Status\n";
    private const string Won = "O1,Renewal,Isdom,Ann Berg,Closed Won,1000.50,2026-01-05,2026-02-15,2026-02-10,Won\n";
    private const string Lost = "O2,Extension,Isdom,Ann Berg,Closed Lost,700,2026-01-05,2026-02-15,2026-03-10,Lost\n";
    private const string Open = "O3,Start,Isdom,Ben Ali,Propose,300,2026-01-05,2026-05-15,,Open\n";
    private const string Wrong = "O4,Odd,Isdom,Ben Ali,Propose,lots,2026-01-05,2026-05-15,,Open\n";

    [Fact]
    public async Task Import_says_what_it_took_in_the_agreed_shape_and_exits_with_0_2_or_1()
    {
        using var terminal = await Terminal.WithDatabase();
        var all = await terminal.Run("import", terminal.Write("all.csv", Header + Won + Lost + Open), "--currency", "EUR", "--json");
        Assert.True(all.Exit == 0, all.Errors);
        var file = JsonDocument.Parse(all.Output).RootElement.GetProperty("files")[0];
        Assert.Equal(["file", "kind", "profile", "read", "added", "changed", "unchanged", "refused"], file.EnumerateObject().Select(p => p.Name).Take(8));
        Assert.Equal(("all.csv", "opportunity"), (file.GetProperty("file").GetString(), file.GetProperty("kind").GetString()));
        Assert.Equal([3, 3, 0, 0, 0], Counts(file));

        var some = await terminal.RunApart("import", terminal.Write("some.csv", Header + Won.Replace("1000.50", "2000.50", StringComparison.Ordinal) + Lost + Wrong), "--json", "--refused", terminal.At("no.csv"));
        Assert.Equal(2, some.Exit);
        Assert.Equal([3, 0, 1, 1, 1], Counts(JsonDocument.Parse(some.Output).RootElement.GetProperty("files")[0]));
        var refused = await File.ReadAllLinesAsync(terminal.At("no.csv"), TestContext.Current.CancellationToken);
        Assert.EndsWith(",line,reason", refused[0], StringComparison.Ordinal);
        Assert.StartsWith("O4,Odd,Isdom,Ben Ali,Propose,lots,2026-01-05,2026-05-15,,Open,4,", refused.Single(l => l.Contains("O4", StringComparison.Ordinal)), StringComparison.Ordinal);

        Assert.Equal(1, (await terminal.Run("import", terminal.Write("none.csv", Header + Wrong), "--refused", terminal.At("none-of-it.csv"))).Exit);
        Assert.Equal(1, (await terminal.Run("import", terminal.Write("other.csv", "a,b\n1,2\n"))).Exit);
        var absent = await terminal.Run("import", terminal.At("absent.csv"));
        Assert.Equal(1, absent.Exit);
        Assert.Contains("absent.csv", absent.Errors, StringComparison.Ordinal);
        Assert.Equal("", absent.Output);
    }

    [Fact]
    public async Task Refused_rows_never_write_over_one_another_and_are_looked_for_a_place_before_anything_lands()
    {
        using var terminal = await Terminal.WithDatabase();
        Directory.CreateDirectory(terminal.At("a"));
        Directory.CreateDirectory(terminal.At("b"));
        terminal.Write(Path.Combine("a", "deals.csv"), Header + Won + Wrong);
        terminal.Write(Path.Combine("b", "deals.csv"), Header + Lost + Wrong.Replace("O4", "O5", StringComparison.Ordinal));

        var nowhere = await terminal.Run("import", terminal.At(Path.Combine("a", "deals.csv")), "--currency", "EUR", "--refused", terminal.At(Path.Combine("absent", "no.csv")));
        Assert.Equal((1, ""), (nowhere.Exit, nowhere.Output));
        Assert.Contains("there is no folder", nowhere.Errors, StringComparison.Ordinal);

        for (var n = 1; n <= 2; n++)
        {
            var both = await terminal.RunApart("import", Path.Combine("a", "deals.csv"), Path.Combine("b", "deals.csv"), "--currency", "EUR", "--json");
            Assert.Equal(2, both.Exit);
            var files = JsonDocument.Parse(both.Output).RootElement.GetProperty("files").EnumerateArray().ToList();
            Assert.Equal([Path.Combine("a", "deals.csv"), Path.Combine("b", "deals.csv")], files.Select(f => f.GetProperty("file").GetString()));
            Assert.Equal(2, files.Select(f => f.GetProperty("refusedRows").GetString()).Distinct().Count());
            Assert.Equal(2 * n, Directory.GetFiles(terminal.At(""), "refused-*.csv").Length);
        }
    }

    [Fact]
    public async Task Ordinary_mistakes_are_told_in_a_sentence()
    {
        using var terminal = new Terminal();
        foreach (var verb in (string[])["verify", "scoreboard"])
        {
            var nowhere = await terminal.Run(verb);
            Assert.Equal((1, ""), (nowhere.Exit, nowhere.Output));
            Assert.StartsWith($"There is no company's data in {terminal.Data}.", nowhere.Errors, StringComparison.Ordinal);
            Assert.False(Directory.Exists(terminal.Data));
        }

        var unreachable = await terminal.Run("people", "list", "--database", "Host=127.0.0.1;Port=1;Username=plumbline;Password=secret");
        Assert.Equal((1, ""), (unreachable.Exit, unreachable.Output));
        Assert.StartsWith("PostgreSQL cannot be reached", unreachable.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", unreachable.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", unreachable.Errors, StringComparison.Ordinal);

        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        terminal.Write("plumbline.json", $$"""{ "Urls": "http://127.0.0.1:{{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}}" }""");
        var taken = await terminal.RunApart("serve");
        listener.Stop();
        Assert.Equal(1, taken.Exit);
        Assert.EndsWith("Another program listens on that address already. Stop it, or listen elsewhere with --urls.", taken.Errors.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", taken.Errors, StringComparison.Ordinal);

        terminal.Write("file", "");
        terminal.Write("plumbline.json", "{ \"Data\": \"file\" }");
        var file = await terminal.RunAsSet("people", "list");
        Assert.Equal((1, ""), (file.Exit, file.Output));
        Assert.StartsWith($"The folder of the data, {terminal.At("file")}, cannot be written", file.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", file.Errors, StringComparison.Ordinal);

        terminal.Write("plumbline.json", "{ \"Data\": ");
        var broken = await terminal.RunApart("people", "list");
        Assert.Equal(1, broken.Exit);
        Assert.Contains("plumbline.json cannot be read", broken.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", broken.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_come_of_it_and_changes_nothing()
    {
        using var terminal = new Terminal();
        var dry = await terminal.RunApart("import", terminal.Write("some.csv", Header + Won + Wrong), "--dry-run", "--json");
        Assert.Equal(2, dry.Exit);
        Assert.Equal([2, 1, 0, 0, 1], Counts(JsonDocument.Parse(dry.Output).RootElement.GetProperty("files")[0]));
        Assert.Equal(["some.csv"], Directory.EnumerateFiles(Path.GetDirectoryName(terminal.Data)!).Select(Path.GetFileName));
        Assert.Equal("[]", (await terminal.Run("people", "list", "--json")).Output.Trim());
    }

    [Fact]
    public async Task The_scoreboard_has_the_agreed_columns_and_plain_numbers()
    {
        using var terminal = await Terminal.WithDatabase();
        Assert.Equal(0, (await terminal.Run("import", terminal.Write("all.csv", Header + Won + Lost + Open), terminal.Write("targets.csv", "Salesperson,Month,Revenue\nAnn Berg,2026-02,4000\n"), "--currency", "EUR")).Exit);

        var csv = await terminal.RunApart("scoreboard", "--period", "2026-Q1", "--format", "csv");
        Assert.Equal((0, ""), (csv.Exit, csv.Errors));
        Assert.Equal(["name,quota,actual,attainment,margin,won,lost,open,open_amount", "Ann Berg,4000,1000.5,0.2501,,1,1,0,0", "Ben Ali,,0,,0,0,0,1,300"], csv.Output.TrimEnd().ReplaceLineEndings("\n").Split('\n'));

        var json = JsonDocument.Parse((await terminal.Run("scoreboard", "--period", "2026-02", "--by", "company", "--format", "json")).Output).RootElement[0];
        Assert.Equal(["name", "quota", "actual", "attainment", "margin", "won", "lost", "open", "open_amount"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("margin").ValueKind);

        Assert.Empty(JsonDocument.Parse((await terminal.Run("verify", "--json")).Output).RootElement.GetProperty("differences").EnumerateArray());

        var wrong = await terminal.Run("scoreboard", "--period", "2026-Q5");
        Assert.Equal((1, ""), (wrong.Exit, wrong.Output));
        Assert.Contains("\"2026-Q5\" is not a period. Write 2026-11", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await terminal.Run("scoreboard", "--by", "moon")).Exit);
    }

    [Fact]
    public async Task The_sample_company_never_takes_the_place_of_a_real_one()
    {
        using var terminal = await Terminal.WithDatabase();
        Assert.Equal(0, (await terminal.Run("people", "add", "Ada", "--email", "ada@example.com")).Exit);
        foreach (var arguments in (string[][])[["demo"], ["demo", "--fresh"]])
        {
            var told = await terminal.Run(arguments);
            Assert.Equal((1, ""), (told.Exit, told.Output));
            Assert.StartsWith("This is the data of a real company.", told.Errors, StringComparison.Ordinal);
        }

        Assert.Contains("Ada", (await terminal.Run("people", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_verb_has_its_help()
    {
        using var terminal = new Terminal();
        var help = await terminal.RunApart("--help");
        foreach (var verb in (string[])["serve", "demo", "import", "scoreboard", "verify", "people"])
        {
            Assert.Contains($"  {verb}", help.Output, StringComparison.Ordinal);
            var own = await terminal.Run(verb, "--help");
            Assert.Equal(0, own.Exit);
            Assert.Contains($"{RootCommand.ExecutableName} {verb}", own.Output, StringComparison.Ordinal);
            Assert.Contains("--data", own.Output, StringComparison.Ordinal);
        }
    }

    private static int[] Counts(JsonElement file) => [.. ((string[])["read", "added", "changed", "unchanged", "refused"]).Select(c => file.GetProperty(c).GetInt32())];
}
