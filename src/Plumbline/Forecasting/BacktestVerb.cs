using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Plumbline.CommandLine;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Importing;
using Plumbline.Importing.Reading;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary><c>plumbline backtest</c>: how good the forecast would have been.</summary>
internal static class BacktestVerb
{
    private const string Trailing = "trailing";
    private const string Team = "team";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly Argument<string[]> _files = new("files") { Description = "Files of opportunities or bookings (CSV, XLSX), or a folder of them, to judge by instead of a company's data.", Arity = ArgumentArity.ZeroOrMore, HelpName = "FILE|FOLDER" };
    private static readonly Option<string[]> _periods = new("--period") { Description = "What to judge: 2017-Q1, 2017-03, 2017-H1; may be given several times. Default: every quarter that is over and has quotas.", HelpName = "PERIOD" };
    private static readonly Option<string> _by = new("--by") { Description = "Whose quotas: salesperson or team.", DefaultValueFactory = _ => "salesperson" };
    private static readonly Option<string?> _derive = new("--derive-quotas") { Description = "trailing: where there is no quota, the mean of the results in the two periods before counts as one. Files alone have no quotas, so there it is the default.", HelpName = "RULE" };
    private static readonly Option<bool> _asJson = new("--json") { Description = "Write the result as JSON." };

    public static Command Create()
    {
        _by.AcceptOnlyFromAmong("salesperson", Team);
        _derive.AcceptOnlyFromAmong(Trailing);
        var backtest = new Command("backtest", "Replay history week by week: what the forecast would have said of each quota, and what simple rules would have.") { _files, _periods, _by, _derive, _asJson };
        backtest.SetAction(Run);
        return backtest;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.GetValue(_files) is not { Length: > 0 } files)
        {
            return await Verb.Run(Verb.Existing(DataOptions.Location(parsed)), services => services.AddScoped<DealReader>(), (services, stop) => Judge(parsed, services, parsed.GetValue(_derive) == Trailing, stop), cancel);
        }

        // Files are read as an import reads them, into a company of their own that is gone afterwards.
        var folder = Directory.CreateTempSubdirectory("plumbline-backtest-").FullName;
        try
        {
            return await Verb.Run(new DataLocation(folder, null), services => services.AddImporting().AddScoped<DealReader>(), (services, stop) => ImportAndJudge(parsed, files, services, stop), cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> ImportAndJudge(ParseResult parsed, IEnumerable<string> files, IServiceProvider services, CancellationToken cancel)
    {
        var importing = services.GetRequiredService<FileImport>();
        var result = await Import(null);
        if (result.LacksCurrency)
        {
            result = await Import("EUR"); // Amounts are compared with one another alone, so that any will do.
        }

        foreach (var file in result.Files.Where(f => f.Refused > 0 || f.Kind is null))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(file.Kind is null ? $"{file.File}: nothing in it is known here." : string.Create(CultureInfo.InvariantCulture, $"{file.File}: {file.Refused} of {file.Read} rows cannot be taken. See which with plumbline import --dry-run."));
        }

        // The company is another now than when the import began.
        await using var scope = services.CreateAsyncScope();
        return await Judge(parsed, scope.ServiceProvider, derives: true, cancel);

        // Targets for territories that several people share judge nobody by what they sold themselves.
        async Task<ImportResult> Import(string? currency) =>
            await importing.Run(await importing.Open(files.Select(f => new SourcePath(f)), new() { LeavesSharedTargets = true }, cancel), new() { Currency = currency }, progress: null, cancel);
    }

    private static async Task<int> Judge(ParseResult parsed, IServiceProvider services, bool derives, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PlumblineDb>();
        var fiscal = (await services.GetRequiredService<OurCompany>().Load(cancel)).FiscalYear;
        var deals = await services.GetRequiredService<DealReader>().Read(DateOnly.MinValue, cancel);
        Refuse.Unless(deals.Any(d => d.IsWon), Refusal.Invalid, "Nothing was won yet, so there is nothing to judge a forecast by. Import opportunities or bookings first.");

        // What ends after the last result that is known was not missed, but is not there yet.
        var last = deals.Max(d => d.Closed)!.Value;
        var periods = (parsed.GetValue(_periods) ?? []).Select(p => ScoreboardAsk.ReadPeriod(p, fiscal)).ToList();
        if (periods.Find(p => p.LastDay > last.AddDays(Week.Days)) is { Length: > 0 } early)
        {
            throw new RefusedException(Refusal.Invalid, $"{fiscal.Name(early)} is not over: the last result is of {last:yyyy-MM-dd}. Name periods that are.");
        }

        if (periods.Count == 0)
        {
            for (var quarter = fiscal.Quarter(deals.Where(d => d.IsWon).Min(d => d.Closed)!.Value); quarter.LastDay <= last.AddDays(Week.Days); quarter = quarter.Next)
            {
                periods.Add(quarter);
            }
        }

        Refuse.Unless(periods.Select(p => p.Length).Distinct().Count() <= 1, Refusal.Invalid, "Name periods of one length: months, quarters or halves.");
        var quotas = await Quotas(db, deals, periods, parsed.GetValue(_by) == Team, derives, cancel);
        Refuse.Unless(quotas.Count > 0, Refusal.Invalid, $"No quotas are known for these periods. {(derives ? "Derived ones need two such periods with results before." : "Import targets, or say --derive-quotas trailing.")}");

        var said = Backtest.Run(deals, quotas).ToList();
        var scores = RuleScore.Of(said);
        SignalScore[] signals = [SignalScore.AtRisk(said), SignalScore.Thin(said), SignalScore.OfDeals(deals)];
        var (ahead, compared) = (AheadScore.Of([.. deals]), RuleComparison.Of(said));
        var judged = quotas.Select(q => q.Period).Distinct().OrderBy(p => p.First).ToList();
        var (output, by) = (parsed.InvocationConfiguration.Output, parsed.GetValue(_by)!);
        if (parsed.GetValue(_asJson))
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { By = by, Quotas = quotas.Count, Subjects = quotas.Select(q => q.SubjectId).Distinct().Count(), Periods = judged.Select(fiscal.Name), Rules = scores, Compared = compared, Signals = signals, MonthsAhead = ahead }, _json));
        }
        else
        {
            await Tell(output, scores, compared, signals, ahead, string.Create(CultureInfo.InvariantCulture, $"{quotas.Count} quotas by {by}, {fiscal.Name(judged[0])} to {fiscal.Name(judged[^1])}, {scores[0].Forecasts} forecasts at week's ends"));
        }

        return 0;
    }

    private static async Task Tell(TextWriter output, IReadOnlyList<RuleScore> scores, IReadOnlyList<RuleComparison> compared, IReadOnlyList<SignalScore> signals, IReadOnlyList<AheadScore> ahead, string title)
    {
        await output.WriteLineAsync(title);
        await output.WriteLineAsync($"{"",-18} {"Brier",7} {"log loss",9} {"calibration",12} {"80% held",9} {"warns from",11} {"right",6} {"of misses",10}");
        foreach (var score in scores)
        {
            await output.WriteLineAsync($"{Name(score.Rule),-18} {In(score.Brier, "0.000"),7} {In(score.LogLoss, "0.000"),9} {In(score.CalibrationError, "0.000"),12} {In(score.Coverage, "0%"),9} {In(score.Lead.ShareGone, "0%"),11} {In(score.Lead.Precision, "0%"),6} {In(score.Lead.Recall, "0%"),10}");
        }

        await output.WriteLineAsync("The forecast's Brier score as a part of each rule's, and where it would lie nine times of ten:");
        foreach (var rule in compared)
        {
            await output.WriteLineAsync($"  {Name(rule.Rule),-18} {In(rule.Ratio, "0.00")} ({In(rule.Low, "0.00")} to {In(rule.High, "0.00")})");
        }

        var third = scores[0].Third;
        await output.WriteLineAsync($"At a third of the period the forecast warned of {In(third.Raised, "0")} quotas: {In(third.Right, "0")} of them were missed, of {In(third.Misses, "0")} misses in all.");
        await output.WriteLineAsync("The forecast's chances, and how often the quota was reached:");
        foreach (var bin in scores[0].Bins)
        {
            await output.WriteLineAsync($"  {In(bin.From, "0%"),4} to {In(bin.From + 0.1, "0%"),4} {In(bin.Count, "0"),7} times, said {In(bin.Said, "0%"),4}, reached {In(bin.Reached, "0%"),4}");
        }

        await output.WriteLineAsync("Signals, and what came after: the quota was missed, the opportunity was lost:");
        foreach (var signal in signals)
        {
            await output.WriteLineAsync($"  {signal.Signal,-20} raised {In(signal.Raised, "0"),6} times, followed by it {In(signal.Precision, "0%"),4} (it comes in {In(signal.Anyway, "0%")} anyway), {In(signal.Recall, "0%")} of all it warns of{(signal.ShareLeft is { } left ? $", first with {In(left, "0%")} of the time left" : "")}");
        }

        if (ahead.Count > 0)
        {
            await output.WriteLineAsync("Months ahead, of all together, told at the ends of months; errors as parts of what a month brings:");
            foreach (var month in ahead)
            {
                await output.WriteLineAsync($"  {(month.Ahead == 0 ? "the next month" : In(month.Ahead + 1, "0") + " months on"),-14} {In(month.Months, "0"),4} times, expected {In(month.Bias, "0.00")} of what came, error {In(month.Error, "0%"),4} (the last three months {In(month.LastMonths, "0%")}, a year before {In(month.YearBefore, "0%")}), 80% held {In(month.Held, "0%"),4}");
            }
        }

        static string In(double? number, string format) => number is { } known ? known.ToString(format, CultureInfo.InvariantCulture) : "-";
    }

    private static async Task<IReadOnlyList<JudgedQuota>> Quotas(PlumblineDb db, IReadOnlyList<Deal> deals, IReadOnlyList<Period> periods, bool byTeam, bool derives, CancellationToken cancel)
    {
        var roster = (await CountingContext.Load(db, cancel)).Roster;
        var stated = (await db.QuotaMonths.AsNoTracking().Where(q => q.Revenue != null).ToListAsync(cancel)).ToLookup(q => q.SalespersonId);
        var won = deals.Where(d => d.IsWon).ToLookup(d => d.SalespersonId);
        var people = deals.Select(d => d.SalespersonId).Concat(stated.Select(s => s.Key)).Distinct().Order().ToList();
        var judged = new List<JudgedQuota>();
        foreach (var period in periods)
        {
            foreach (var subject in people.Where(p => !byTeam || roster.TeamOn(p, period.LastDay) != 0).GroupBy(p => byTeam ? roster.TeamOn(p, period.LastDay) : p))
            {
                var members = subject.ToList();
                var quota = members.Sum(p => Stated(p, period));
                if (quota == 0 && derives && members.SelectMany(m => won[m]).Any(d => d.Closed < period.Previous.Previous.FirstDay))
                {
                    quota = members.Sum(m => Backtest.Result(won[m], period.Previous) + Backtest.Result(won[m], period.Previous.Previous)) / 2;
                }

                if (quota > 0)
                {
                    judged.Add(new(subject.Key, members, period, quota));
                }
            }
        }

        return judged;

        // A quota for a part of the months is none for the whole.
        decimal Stated(long person, Period period)
        {
            var months = stated[person].Where(q => period.Contains(q.Month)).ToList();
            return months.Select(q => q.Month).Distinct().Count() == period.Length ? months.Sum(q => q.Revenue!.Value) : 0;
        }
    }

    private static string Name(ForecastRule rule) => rule switch
    {
        ForecastRule.Forecast => "forecast",
        ForecastRule.RunRate => "run rate",
        ForecastRule.PaceBefore => "pace before",
        ForecastRule.WeightedPipeline => "weighted pipeline",
        ForecastRule.ThreeTimesCoverage => "3x coverage",
        ForecastRule.BaseRate => "base rate",
        _ => throw new InvalidOperationException($"{rule} has no name."),
    };
}
