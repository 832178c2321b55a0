using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plumbline.Durability;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Signals;
using Plumbline.Storage;

namespace Plumbline.Backtesting;

/// <summary>The judge of the forecast, on made deals and on real exports.</summary>
public sealed class BacktestVerbTests
{
    private const string Header = "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Stage,Amount,Created Date,Close Date,Status\n";

    [Theory]
    [InlineData("maven-crm", 2017, 4, 1, 0.135, 0.095)]
    [InlineData("dynamics365", 2022, 1, 13, 0.175, 0.120)] // Before, its bookings barely began; later goals have no results.
    [InlineData("adventureworks", 2018, 2, 9, 0.135, 0.060)]
    public async Task On_real_exports_the_forecast_is_as_good_as_it_was_and_not_worse_than_the_run_rate(string set, int year, int quarter, int quarters, double brier, double calibration)
    {
        using var terminal = await Terminal.WithDatabase();
        var periods = Enumerable.Range(quarter - 1, quarters).SelectMany(q => (string[])["--period", string.Create(CultureInfo.InvariantCulture, $"{year + (q / 4)}-Q{1 + (q % 4)}")]);
        var told = await terminal.Run(["backtest", SharedData.Folder(set), "--json", .. periods]);

        Assert.True(told.Exit == 0, told.Errors);
        var rules = JsonDocument.Parse(told.Output).RootElement.GetProperty("rules").EnumerateArray().ToDictionary(r => r.GetProperty("rule").GetString()!);
        Assert.Equal(Enum.GetValues<ForecastRule>().Length, rules.Count);
        var (ours, runRate) = (rules["forecast"], rules["runRate"]);
        Assert.True(ours.GetProperty("brier").GetDouble() <= runRate.GetProperty("brier").GetDouble(), told.Output);
        Assert.InRange(ours.GetProperty("brier").GetDouble(), 0, brier); // A little above what it is: a change that makes it worse is seen.
        Assert.InRange(ours.GetProperty("calibrationError").GetDouble(), 0, calibration);
        Assert.InRange(ours.GetProperty("coverage").GetDouble(), 0.72, 0.92);
        Assert.True(rules.Values.Min(r => r.GetProperty("brier").GetDouble()) >= 0.95 * ours.GetProperty("brier").GetDouble(), told.Output); // Nor than the best of the rules.
        var third = ours.GetProperty("third");
        var quotas = JsonDocument.Parse(told.Output).RootElement.GetProperty("quotas").GetDouble();
        Assert.True(third.GetProperty("right").GetInt32() / third.GetProperty("raised").GetDouble() > third.GetProperty("misses").GetInt32() / quotas, told.Output); // Else a warning tells nothing.
        Assert.Equal(ours.GetProperty("forecasts").GetInt32(), ours.GetProperty("bins").EnumerateArray().Sum(b => b.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task A_file_alone_is_judged_and_leaves_nothing_behind()
    {
        using var terminal = await Terminal.WithDatabase();
        var before = Directory.GetDirectories(Path.GetTempPath(), "plumbline-backtest-*").Length;
        var told = await terminal.Run("backtest", terminal.Write("deals.csv", Deals()));

        Assert.True(told.Exit == 0, told.Errors);
        Assert.Contains("quotas by salesperson", told.Output, StringComparison.Ordinal);
        Assert.Contains("run rate", told.Output, StringComparison.Ordinal);
        Assert.Matches("All together, 5 quotas of which [0-5] were reached: Brier 0\\.[0-9]{3} \\(run rate 0\\.[0-9]{3}, .*base rate 0\\.[0-9]{3}\\), 80% held", told.Output);
        Assert.Matches("pipeline-ahead +raised +[0-9]+ of +[0-9]+: followed by it +[0-9]+ .*, by none +[0-9]+; [0-9]+ of [0-9]+ had one", told.Output);
        Assert.Equal(before, Directory.GetDirectories(Path.GetTempPath(), "plumbline-backtest-*").Length);
        Assert.Contains("nothing was won", (await terminal.Run("backtest")).Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void How_sure_it_is_that_a_rule_is_beaten_tells_leaving_out_each_period()
    {
        // The rule is off by 0.4 each time, the forecast by 0.2 in eight periods alike; then in one of them by as much as the rule.
        JudgedForecast Said(int period, ForecastRule rule, double chance) => new(new(1, [1], new(new Month(2026, 1).Plus(3 * period), 3), 10), new(2026, 1, 31), 2 / 3.0, rule, chance, null, null, null, period % 2 == 0 ? 20 : 5);
        IEnumerable<JudgedForecast> Of(Func<int, double> ours) => Enumerable.Range(0, 8).SelectMany(p => new[] { Said(p, ForecastRule.Forecast, p % 2 == 0 ? 1 - ours(p) : ours(p)), Said(p, ForecastRule.RunRate, p % 2 == 0 ? 0.6 : 0.4) });

        var (alike, other) = (Assert.Single(RuleComparison.Of(Of(_ => 0.2)), c => c.Rule == ForecastRule.RunRate), Assert.Single(RuleComparison.Of(Of(p => p == 0 ? 0.4 : 0.2)), c => c.Rule == ForecastRule.RunRate));

        Assert.Equal([0.25, 0.25, 0.25], new[] { alike.Ratio, alike.Low!.Value, alike.High!.Value }.Select(r => Math.Round(r, 9)));
        Assert.Equal(0.34375, other.Ratio, 1e-9);
        Assert.InRange(other.Low!.Value, 0.2, 0.25);
        Assert.InRange(other.High!.Value, 0.45, 0.6);
        Assert.Null(Assert.Single(RuleComparison.Of(Of(_ => 0.2).Take(14)), c => c.Rule == ForecastRule.RunRate).Low); // Seven periods tell nothing of others.
        Assert.Equal(new(4, 4, 4), RuleScore.Of(Of(_ => 0.2))[0].Third);
    }

    [Fact]
    public void The_months_ahead_are_judged_by_what_came_with_nothing_that_was_learned_later()
    {
        // Three orders of 100 a month, for three years; in the middle of the last the same happens, or nothing at all.
        var orders = Enumerable.Range(0, 36).SelectMany(m => Enumerable.Range(0, 3).Select(n => new DateOnly(2023, 1, 5).AddMonths(m).AddDays(7 * n)))
            .Select((day, i) => new Deal(i, 1, null, day) { Closed = day, IsWon = true, Value = 100 }).ToList();

        var scores = AheadScore.Of(orders);

        Assert.Equal([0, 1, 2, 3, 4, 5], scores.Select(s => s.Ahead));
        Assert.All(scores, s => Assert.InRange(s.Bias, 0.9, 1.1));
        Assert.All(scores, s => Assert.InRange(s.Error, 0, 0.15));
        Assert.All(scores, s => Assert.InRange(s.Held, 0.8, 1));
        Assert.Equal(0, scores[0].YearBefore!.Value, 1e-9);
        Assert.Equal(23, scores[0].Months); // From the second year on, but for the last month, which may be cut off.
        Assert.Empty(AheadScore.Of([]));

        var half = AheadScore.Of([.. orders.Select((o, i) => i >= 90 ? o with { Value = 50 } : o)]);
        Assert.True(half[5].Bias > scores[5].Bias && half[5].Error > scores[5].Error, "What was halved later was not known before.");
    }

    [Fact]
    public async Task Teams_are_judged_where_the_opportunities_name_them()
    {
        using var terminal = await Terminal.WithDatabase();
        var lines = Deals().TrimEnd('\n').Split('\n');
        var named = terminal.Write("named.csv", string.Join('\n', lines.Select((l, i) => i == 0 ? $"{l},Sales Team" : $"{l},{(l.Contains("Ann", StringComparison.Ordinal) ? "North" : "South")}")));
        var told = await terminal.Run("backtest", named, "--by", "team", "--derive-quotas", "trailing", "--json");
        Assert.True(told.Exit == 0, told.Errors);
        Assert.Equal(2, JsonDocument.Parse(told.Output).RootElement.GetProperty("subjects").GetInt32());
        Assert.Contains("or a column Team of the opportunities", (await terminal.Run("backtest", terminal.Write("deals.csv", Deals()), "--by", "team", "--derive-quotas", "trailing")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_company_its_quotas_are_judged_and_derived_where_asked()
    {
        using var terminal = await Terminal.WithDatabase();
        Assert.Equal(0, (await terminal.Run("import", terminal.Write("deals.csv", Deals()), "--currency", "EUR")).Exit);

        Assert.Contains("--derive-quotas trailing", (await terminal.Run("backtest")).Errors, StringComparison.Ordinal);
        var quarters = await terminal.Run("backtest", "--derive-quotas", "trailing", "--json");
        var once = JsonDocument.Parse(quarters.Output).RootElement;
        Assert.Equal(2, once.GetProperty("subjects").GetInt32());
        var (together, signals) = (once.GetProperty("together"), once.GetProperty("signals").EnumerateArray().ToDictionary(s => s.GetProperty("signal").GetString()!));
        Assert.Equal((once.GetProperty("periods").GetArrayLength(), "forecast", 6), (together.GetProperty("quotas").GetInt32(), together.GetProperty("rules")[0].GetProperty("rule").GetString(), together.GetProperty("rules").GetArrayLength()));
        Assert.Equal(["quota-at-risk", "pipeline-thin", "pipeline-ahead", "opportunity-stalled"], signals.Keys);
        Assert.All(signals.Values, s => Assert.Equal(s.GetProperty("raised").GetInt32(), s.GetProperty("followed").GetInt32() + s.GetProperty("followedByNone").GetInt32()));
        Assert.Equal(quarters.Output, (await terminal.Run("backtest", "--derive-quotas", "trailing", "--json")).Output);
        Assert.Equal(["2025-05"], JsonDocument.Parse((await terminal.Run("backtest", "--derive-quotas", "trailing", "--period", "2025-05", "--json")).Output).RootElement.GetProperty("periods").EnumerateArray().Select(p => p.GetString()));

        Assert.Contains("one length", (await terminal.Run("backtest", "--derive-quotas", "trailing", "--period", "2025-05", "--period", "2025-Q2")).Errors, StringComparison.Ordinal);
        Assert.Contains("is not over", (await terminal.Run("backtest", "--derive-quotas", "trailing", "--period", "2031-Q2")).Errors, StringComparison.Ordinal);
        Assert.Contains("not a period", (await terminal.Run("backtest", "--period", "soon")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signals_that_were_told_are_set_beside_what_came()
    {
        using var terminal = await Terminal.WithDatabase();
        Assert.Equal(0, (await terminal.Run("import", terminal.Write("deals.csv", Deals()), "--currency", "EUR")).Exit);
        await using (var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(StorageSetup.SqliteConnection(new(terminal.Data, null))).Options))
        {
            var (ann, ben) = (await Id("Ann Berg"), await Id("Ben Ali"));
            Signal Of(long person, DateOnly day) => Signal.Raise("account-quiet", new(person, "an account", 5, day.AddDays(10), "Quiet", "So it is.", [], new("Look", "accounts")), day);
            db.AddRange(Of(ann, new(2025, 1, 1)), Of(ben, new(2025, 8, 1)), Signal.Raise("quota-at-risk", new(ann, "team/7/quarter", 5, new(2025, 3, 31), "At risk", "So it is.", [], new("Look", "team")), new(2025, 1, 1)));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);

            Task<long> Id(string name) => db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync(TestContext.Current.CancellationToken);
        }

        var told = await terminal.Run("backtest", "--derive-quotas", "trailing");
        Assert.Contains("Signals as they were told to these people", told.Output, StringComparison.Ordinal);
        var score = JsonDocument.Parse((await terminal.Run("backtest", "--derive-quotas", "trailing", "--json")).Output).RootElement.GetProperty("signalsTold").EnumerateArray().Single();
        Assert.Equal(("account-quiet", 6), (score.GetProperty("signal").GetString(), score.GetProperty("raised").GetInt32())); // To Ann in each of four quarters, to Ben in two.
        Assert.Equal(8, score.GetProperty("of").GetInt32());
        Assert.DoesNotContain("Signals as they were told", (await terminal.Run("backtest", terminal.At("deals.csv"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_result_of_these_people_judges_nobody()
    {
        using var terminal = await Terminal.WithDatabase();
        var deals = terminal.Write("deals.csv", Deals());
        var plain = await terminal.Run("backtest", deals, "--json");
        Assert.Equal(0, Root(plain).GetProperty("stated").GetInt32());

        // One day to come ends no quarter, and one far off is refused.
        var odd = await terminal.Run("backtest", terminal.Write("odd.csv", $"{Deals()}Z1,Deal,Isdom,Ann Berg,Closed Lost,5,2025-01-02,2026-06-30,Lost\nZ2,Deal,Isdom,Ann Berg,Closed Won,5,2025-01-02,2062-01-31,Won\n"), "--json");
        Assert.Equal(Root(plain).GetProperty("quotas").GetInt32(), Root(odd).GetProperty("quotas").GetInt32());
        Assert.Contains("1 result is dated after", odd.Errors, StringComparison.Ordinal);
        Assert.Contains("1 of 202 rows cannot be taken, so that these figures are of the others. Line 203: The close is 2062-01-31, more than a year ahead", odd.Errors, StringComparison.Ordinal);

        // Quotas of names that nobody sells under are told, and no misses.
        var strange = await terminal.Run("backtest", deals, terminal.Write("quotas.csv", "Salesperson,Quarter,Quota\nA. Berg,2025-Q1,9000\nAnn Berg,2025-Q1,3000\n"), "--json");
        Assert.Contains("Nothing was sold or opened by A. Berg", strange.Errors, StringComparison.Ordinal);
        Assert.Equal((Root(plain).GetProperty("quotas").GetInt32(), 1), (Root(strange).GetProperty("quotas").GetInt32(), Root(strange).GetProperty("stated").GetInt32()));

        // Of won deals alone it is not known beforehand that what is open is won.
        var won = await terminal.Run("backtest", terminal.Write("won.csv", string.Join('\n', Deals().Split('\n').Where(l => !l.Contains("Lost", StringComparison.Ordinal)))), "--json");
        Assert.Contains("judged as orders", won.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("judged as orders", plain.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Root(won).GetProperty("signals").EnumerateArray().Single(s => s.GetProperty("signal").GetString() == "opportunity-stalled").GetProperty("of").GetInt32());

        // Naming a quarter twice is naming it once, and it is judged by what was learned before it.
        var once = await terminal.Run("backtest", deals, "--json", "--period", "2025-Q3");
        Assert.Equal(once.Output, (await terminal.Run("backtest", deals, "--json", "--period", "2025-Q3", "--period", "2025-Q3")).Output);
        Assert.Equal(2, Root(once).GetProperty("quotas").GetInt32());
        Assert.Contains("None of 1 opportunities is won, as far as its stage or status says (PO received): say with --won", (await terminal.Run("backtest", terminal.Write("order.csv", $"{Header}1,Deal,Isdom,Ann Berg,PO received,5,2025-01-02,2025-06-30,\n"))).Errors, StringComparison.Ordinal);

        static JsonElement Root(Told told) => JsonDocument.Parse(told.Output).RootElement;
    }

    [Fact]
    public async Task It_says_what_it_read_and_what_of_it_looks_misread()
    {
        using var terminal = await Terminal.WithDatabase();
        var plain = await terminal.Run("backtest", terminal.Write("deals.csv", Deals()));
        Assert.StartsWith("Read: 84 won for 96,400 by 2 people, 2024-02-02 to 2025-12-26; 116 lost, 0 open.\nWon is Closed Won (84); lost is Closed Lost (116).\n", plain.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(plain.Errors);

        // A pipeline whose words nobody knows counts as open, though all of it is over by its days.
        string[] lines = [.. Deals().Split('\n').Select((l, i) => i > 0 && i % 2 == 0 ? l.Replace("Closed Won", "Renewed", StringComparison.Ordinal).Replace("Closed Lost", "Churned", StringComparison.Ordinal).Replace(",Won", ",", StringComparison.Ordinal).Replace(",Lost", ",", StringComparison.Ordinal) : l)];
        var unknown = await terminal.Run("backtest", terminal.Write("two.csv", string.Join('\n', lines)));
        Assert.Contains("at Churned count as open and were to close a month or more before the last result. If they are over, say so: --won or --lost \"Churned\".", unknown.Errors, StringComparison.Ordinal);

        // Nobody's wins are in nobody's quota; lost ones of no day tell nothing, so that what is left is judged as orders.
        var nobodys = await terminal.Run("backtest", terminal.Write("nobody.csv", string.Join('\n', Deals().Split('\n').Select((l, i) => i % 4 == 1 ? l.Replace(",Ann Berg,", ",,", StringComparison.Ordinal) : l))));
        Assert.Contains("of 84 won name nobody who sold them", nobodys.Errors, StringComparison.Ordinal);
        var undated = await terminal.Run("backtest", terminal.Write("undated.csv", string.Join('\n', Deals().Split('\n').Select(l => l.EndsWith("Lost", StringComparison.Ordinal) ? string.Join(',', l.Split(',').Select((c, i) => i == 7 ? "" : c)) : l))));
        Assert.Contains("116 of 116 lost opportunities have no closing day", undated.Errors, StringComparison.Ordinal);
        Assert.Contains("judged as orders", undated.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_files_leave_open_is_asked_and_said_by_a_flag()
    {
        using var terminal = await Terminal.WithDatabase();
        terminal.Write("deals.csv", Deals());

        // No day after the twelfth, in an order that nothing tells, and stages that no word tells.
        var odd = terminal.Write("odd.csv", Early("dd/MM/yyyy", "PO received", "Not now"));
        Assert.Contains("--dates dmy or --dates mdy", (await terminal.Run("backtest", odd)).Errors, StringComparison.Ordinal);
        Assert.Contains("(Not now, PO received)", (await terminal.Run("backtest", odd, "--dates", "dmy")).Errors, StringComparison.Ordinal);
        var told = await terminal.Run("backtest", odd, "--dates", "dmy", "--won", "PO received", "--lost", "Not now", "--json");
        Assert.True(told.Exit == 0, told.Errors);
        Assert.Contains("No opportunity is at PO recieved.", (await terminal.Run("backtest", odd, "--dates", "dmy", "--won", "PO received", "--won", "PO recieved")).Errors, StringComparison.Ordinal);
        Assert.Equal(Judged(await terminal.Run("backtest", terminal.Write("plain.csv", Early("yyyy-MM-dd", "Closed Won", "Closed Lost")), "--json")), Judged(told));

        // A row that cannot be taken is told with the reason, and results in two places with the flag that says which count.
        Assert.Contains("1 of 201 rows cannot be taken, so that these figures are of the others. Line 202: Amount: \"much\" is not a number", (await terminal.Run("backtest", terminal.Write("bad.csv", $"{Deals()}Z1,Deal,Isdom,Ann Berg,Closed Won,much,2025-01-02,2025-02-01,Won\n"))).Errors, StringComparison.Ordinal);
        var orders = terminal.Write("orders.csv", "Order ID,Salesperson,Account,Order Date,Revenue\n1,Ann Berg,Isdom,2025-02-03,100\n");
        Assert.Contains("--bookings-from", (await terminal.Run("backtest", terminal.At("deals.csv"), orders)).Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await terminal.Run("backtest", terminal.At("deals.csv"), orders, "--bookings-from", "opportunities")).Exit);
        Assert.Contains("--dates says how files are read", (await terminal.Run("backtest", "--dates", "dmy")).Errors, StringComparison.Ordinal);

        static string Judged(Told told) => told.Output[told.Output.IndexOf("\"by\"", StringComparison.Ordinal)..]; // What was read says the stages as the file does.

        static string Early(string format, string won, string lost)
        {
            var lines = Deals().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
            return string.Join('\n', lines.Select((cells, i) => string.Join(',', i == 0 ? cells[..8] : [.. cells[..4], cells[4] == "Closed Won" ? won : lost, cells[5], Day(cells[6]), Day(cells[7])])));

            string Day(string iso) => DateOnly.Parse(iso, CultureInfo.InvariantCulture) is var day ? new DateOnly(day.Year, day.Month, Math.Min(day.Day, 12)).ToString(format, CultureInfo.InvariantCulture) : "";
        }
    }

    /// <summary>Two people, a deal a week each, every second won after a month, 2024 and 2025.</summary>
    private static string Deals()
    {
        var csv = new StringBuilder(Header);
        for (var week = 0; week < 100; week++)
        {
            foreach (var (person, oneIn) in new[] { ("Ann Berg", 2), ("Ben Ali", 3) })
            {
                var opened = new DateOnly(2024, 1, 3).AddDays(7 * week);
                var isWon = week % oneIn == 0;
                csv.Append(CultureInfo.InvariantCulture, $"{person}{week},Deal {week},Isdom,{person},{(isWon ? "Closed Won" : "Closed Lost")},{1000 + (week % 7 * 50)},{opened:yyyy-MM-dd},{opened.AddDays(30):yyyy-MM-dd},{(isWon ? "Won" : "Lost")}\n");
            }
        }

        return csv.ToString();
    }
}
