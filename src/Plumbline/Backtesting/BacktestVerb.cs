using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Plumbline.CommandLine;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Importing;
using Plumbline.Importing.Reading;
using Plumbline.Scoring;
using Plumbline.Signals;
using Plumbline.Storage;

namespace Plumbline.Backtesting;

/// <summary><c>plumbline backtest</c>: how good the forecast would have been.</summary>
internal static class BacktestVerb
{
    private const string Trailing = "trailing";
    private const string Team = "team";
    private const int MostStages = 5;
    private const int MostUnused = 20;
    private const int FewQuotas = 30;
    private const string OfTeam = "team/"; // What is told to who leads a team, or the company, is no warning of their own quota.
    private const string OfCompany = "company/";
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(10); // So long nobody wonders whether anything happens.
    private const int LeastOfUsual = 4; // A month in which less than a fourth as much ended as in others is not known yet, or a slip.

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly Argument<string[]> _files = new("files") { Description = "Files of opportunities or bookings (CSV, XLSX), or a folder of them, to judge by instead of a company's data.", Arity = ArgumentArity.ZeroOrMore, HelpName = "FILE|FOLDER" };
    private static readonly Option<string[]> _periods = new("--period") { Description = "What to judge: 2017-Q1, 2017-03, 2017-H1; may be given several times. Default: every quarter that is over and has quotas.", HelpName = "PERIOD" };
    private static readonly Option<string> _by = new("--by") { Description = "Whose quotas: salesperson or team.", DefaultValueFactory = _ => "salesperson" };
    private static readonly Option<string?> _derive = new("--derive-quotas") { Description = "trailing: where there is no quota, the mean of the results in the two periods before counts as one. Files alone have no quotas, so there it is the default.", HelpName = "RULE" };
    private static readonly Option<string[]> _won = new("--won") { Description = "A stage or status that means won, where its words do not tell; may be given several times.", HelpName = "STAGE" };
    private static readonly Option<string[]> _lost = new("--lost") { Description = "A stage or status that means lost, where its words do not tell; may be given several times.", HelpName = "STAGE" };
    private static readonly Option<bool> _asJson = new("--json") { Description = "Write the result as JSON." };

    private static IEnumerable<Option> OfFiles => [.. ReadingFlags.All, _won, _lost];

    public static Command Create()
    {
        _by.AcceptOnlyFromAmong("salesperson", Team);
        _derive.AcceptOnlyFromAmong(Trailing);
        var backtest = new Command("backtest", "Replay history week by week: what the forecast would have said of each quota, and what simple rules would have.") { _files, _periods, _by, _derive, _asJson };
        foreach (var flag in OfFiles)
        {
            backtest.Add(flag);
        }

        backtest.SetAction(Run);
        return backtest;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.GetValue(_files) is not { Length: > 0 } files)
        {
            var idle = OfFiles.FirstOrDefault(f => parsed.GetResult(f) is { Implicit: false });
            Refuse.Unless(idle is null, Refusal.Invalid, $"{idle?.Name} says how files are read, and none is named: what is in the company's data was read when it was imported.");
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
        var options = ReadingFlags.Landing(parsed);
        var stages = new SaidStages(parsed.GetValue(_won) ?? [], parsed.GetValue(_lost) ?? []);
        SourceSet? read = null;
        var result = await Import(options);
        if (result.LacksCurrency && result.Files.All(f => f.Added == 0))
        {
            result = await Import(options with { Currency = "EUR" }); // Amounts are compared with one another alone, so that any will do.
        }

        foreach (var (file, at) in result.Files.Select((file, at) => (file, at)).Where(f => f.file.Refused > 0 || f.file.Kind is null))
        {
            // A file about which something must be said first has no refused rows, but a question with the flag that answers it.
            var why = result.Refused.TryGetValue(at, out var rows) && rows.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"Line {rows[0].Line}: {rows[0].Reason}") : string.Join(' ', file.AllNotes());
            await parsed.InvocationConfiguration.Error.WriteLineAsync(file.Kind is null
                ? $"{file.File}: nothing in it is used. {string.Join(' ', file.AllNotes())}".TrimEnd()
                : string.Create(CultureInfo.InvariantCulture, $"{file.File}: {(file.Refused == file.Read ? $"none of its {file.Read} rows can be taken" : $"{file.Refused} of {file.Read} rows cannot be taken, so that these figures are of the others")}. {why}{(file.Refused > 1 && rows is not null ? " All of them are told by plumbline import --dry-run --refused FILE." : "")}"));
        }

        foreach (var (file, note) in result.Files.Where(f => f is { Refused: 0, Kind: not null }).SelectMany(f => f.Notes.Except(result.OfAll).Select(n => (f.File, n))))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{file}: {note}{(note.EndsWith('.') ? "" : ".")}");
        }

        foreach (var lack in Lacking(read!))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(lack);
        }

        if (stages.Unheard.ToList() is { Count: > 0 } unheard)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"No opportunity is at {string.Join(", ", unheard)}. Is it written as in the files?");
        }

        // The company is another now than when the import began.
        await using var scope = services.CreateAsyncScope();
        return await Judge(parsed, scope.ServiceProvider, derives: true, cancel);

        // Targets for territories that several people share judge nobody by what they sold themselves.
        async Task<ImportResult> Import(LandingOptions how) =>
            await importing.Run(read = await importing.Open(files.Select(f => new SourcePath(f)), ReadingFlags.Hints(parsed) with { LeavesSharedTargets = true, Stages = stages }, cancel), how, progress: null, cancel);
    }

    /// <summary>What no column of some opportunities says, though the odds go by it, with the columns that were not used and how to say which holds it.</summary>
    private static IEnumerable<string> Lacking(SourceSet files)
    {
        foreach (var file in files.Files.Where(f => f is { Kind: FactKind.Opportunity, Refusal: null, Rows: > 0 }))
        {
            var told = file.Columns.Select(c => c.Field).OfType<string>().ToHashSet();
            string[] lacks =
            [
                .. new[] { ("how much they are about", "amount", told.Overlaps(["amount", "won_amount"])), ("when they were opened", "opened", told.Contains("opened")), ("who sells", "salesperson", told.Overlaps(["salesperson", "salesperson_id"])), ("how far they are or how they ended", "stage", told.Overlaps(["stage", "stage_id", "state", "is_won", "is_closed", "won_on", "lost_on"])) }
                    .Where(l => !l.Item3).Select(l => $"{l.Item1} (--map {l.Item2}=COLUMN)"),
            ];
            if (lacks.Length > 0)
            {
                var unused = file.Columns.Where(c => c.Field is null && c.Header.Length > 0).Select(c => c.Header).Take(MostUnused).ToList();
                yield return $"{file.FileName}: no column is known to say {string.Join(" and ", lacks)}.{(unused.Count > 0 ? $" Not used: {string.Join(", ", unused)}." : "")}";
            }
        }
    }

    private static async Task<int> Judge(ParseResult parsed, IServiceProvider services, bool derives, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PlumblineDb>();
        var ours = await services.GetRequiredService<OurCompany>().Load(cancel);
        var (fiscal, areOrders) = (ours.FiscalYear, ours.BookingsFrom == BookingsFrom.Finance);
        var deals = await services.GetRequiredService<DealReader>().Read(DateOnly.MinValue, cancel);
        if (!deals.Any(d => d.IsWon))
        {
            throw new RefusedException(Refusal.Invalid, await NothingWon(db, cancel));
        }

        Refuse.Unless(deals.Any(d => d.Value > 0), Refusal.Invalid, string.Create(CultureInfo.InvariantCulture, $"{deals.Count(d => d.IsWon)} are won, and none says what it brought, so that no quota can be reached. Say which column holds the amount: --map amount=COLUMN."));

        // Where nothing was lost, all that was open then was won or is open still: that would tell the result before it came.
        if (deals.All(d => d.IsWon || d.Closed is null) && deals.Any(d => !d.IsOrder && !d.IsReorder))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("No opportunity is known to be lost on a day, as if each that ended had been won: those that were are judged as orders of the day on which they closed, and open ones are not looked at. Bring in the lost ones, too.");
            deals = [.. deals.Where(d => d.IsWon).Select(d => d with { Opened = d.Closed!.Value, Marks = [], Stated = null })];
        }

        // What ends after the last result that is known was not missed, but is not there yet.
        var today = await services.GetRequiredService<OurCompany>().Today(cancel);
        var last = LastKnown(deals, today);
        var read = await WhatWasRead.Of(db, areOrders, last, cancel);
        foreach (var doubt in parsed.GetValue(_files) is { Length: > 0 } ? read.Doubts() : []) // What is in the company's data was looked at when it was imported.
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(doubt);
        }

        if (deals.Count(d => d.Closed > last) is > 0 and var beyond)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{(beyond == 1 ? "1 result is" : $"{beyond} results are")} dated after {last:yyyy-MM-dd}, when hardly anything else is, or after today: no period is judged by them."));
        }

        var periods = (parsed.GetValue(_periods) ?? []).Select(p => ScoreboardAsk.ReadPeriod(p, fiscal)).Distinct().OrderBy(p => p.First).ToList();
        if (periods.Find(p => p.LastDay > last.AddDays(Week.Days)) is { Length: > 0 } early)
        {
            throw new RefusedException(Refusal.Invalid, $"{fiscal.Name(early)} is not over: the last result is of {last:yyyy-MM-dd}. Name periods that are.");
        }

        var named = periods.ToHashSet();
        if (periods.Count == 0)
        {
            for (var quarter = fiscal.Quarter(deals.Where(d => d.IsWon).Min(d => d.Closed)!.Value); quarter.LastDay <= last.AddDays(Week.Days); quarter = quarter.Next)
            {
                periods.Add(quarter);
            }
        }

        Refuse.Unless(periods.Select(p => p.Length).Distinct().Count() <= 1, Refusal.Invalid, "Name periods of one length: months, quarters, halves or years.");

        // Forecast and rules learn from all that came before what is named, also between, as they would have.
        var first = deals.Where(d => d.IsWon).Min(d => d.Closed)!.Value;
        if (named.Count > 0)
        {
            for (var earlier = periods[^1].Previous; earlier.LastDay >= first; earlier = earlier.Previous)
            {
                if (!named.Contains(earlier))
                {
                    periods.Add(earlier);
                }
            }
        }

        var byTeam = parsed.GetValue(_by) == Team;
        var (all, stated, strangers) = await Quotas(db, deals, periods, byTeam, derives, cancel);
        if (strangers.Count > 0)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"Nothing was sold or opened by {string.Join(", ", strangers)}, of whom there are quotas: these judge nobody. Are they written as the sellers are?");
        }

        List<JudgedQuota> quotas = [.. all.Where(q => named.Count == 0 || named.Contains(q.Period))];
        Refuse.Unless(quotas.Count > 0, Refusal.Invalid, $"No quotas are known for these periods. {(byTeam && !await db.TeamMemberships.AnyAsync(cancel) ? "Nobody is in a team: a file of people with their teams says who is, or a column Team of the opportunities." : derives ? $"Where none is stated one is derived from the results of two such periods before it, and results begin on {first:yyyy-MM-dd}." : "Import targets, or say --derive-quotas trailing.")}");

        // Where several are judged the whole is, too: it is what the company lives by, and no sum of what was said of its people.
        List<JudgedQuota> whole = all.GroupBy(q => q.Period).Any(p => p.Count() > 1) ? [.. all.GroupBy(q => q.Period).Select(p => new JudgedQuota(Deal.Nobody, [.. p.SelectMany(q => q.People).Distinct().Order()], p.Key, p.Sum(q => q.Quota)))] : [];
        var (judging, wholes) = (quotas.ToHashSet(), whole.Where(q => named.Count == 0 || named.Contains(q.Period)).ToHashSet());
        var left = await db.People.Where(p => p.Left != null).Select(p => new { p.Id, On = p.Left!.Value }).ToListAsync(cancel);
        var replayed = await Replay();
        var said = replayed.Where(s => judging.Contains(s.Judged)).ToList();
        var (scores, together) = (RuleScore.Of(said), TogetherScore.Of([.. replayed.Where(s => wholes.Contains(s.Judged))]));
        var (ahead, toCome) = AheadScore.Of([.. deals], judging, GoneBy);
        SignalScore[] signals = [SignalScore.AtRisk(said), SignalScore.Thin(said), SignalScore.Ahead(toCome, said), SignalScore.OfDeals(deals)];
        var told = byTeam ? [] : await Told(db, said, today, cancel);
        var compared = RuleComparison.Of(said);
        var judged = quotas.Select(q => q.Period).Distinct().OrderBy(p => p.First).ToList();
        var (output, by) = (parsed.InvocationConfiguration.Output, parsed.GetValue(_by)!);
        if (parsed.GetValue(_asJson))
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { Read = read, By = by, Quotas = quotas.Count, Stated = quotas.Count(stated.Contains), Subjects = quotas.Select(q => q.SubjectId).Distinct().Count(), Periods = judged.Select(fiscal.Name), Rules = scores, Compared = compared, Together = together, Signals = signals, SignalsTold = told, MonthsAhead = ahead }, _json));
        }
        else
        {
            foreach (var line in read.Words())
            {
                await output.WriteLineAsync(line);
            }

            await Tell(output, quotas.Count, scores, compared, together, signals, told, ahead, string.Create(CultureInfo.InvariantCulture, $"{quotas.Count} quotas by {by} ({quotas.Count(stated.Contains)} stated, {quotas.Count(q => !stated.Contains(q))} derived from results before), {fiscal.Name(judged[0])} to {fiscal.Name(judged[^1])}, {scores[0].Forecasts} forecasts at week's ends"));
        }

        return 0;

        HashSet<long> GoneBy(DateOnly day) => left.Where(p => p.On <= day).Select(p => p.Id).ToHashSet();

        // With many deals it takes minutes: whoever waits is told how far it is.
        async Task<List<JudgedForecast>> Replay()
        {
            var (replayed, done, count, silent) = (new List<JudgedForecast>(), new HashSet<Period>(), all.Select(q => q.Period).Distinct().Count(), Stopwatch.StartNew());
            foreach (var one in Backtest.Run(deals, all, GoneBy, whole))
            {
                cancel.ThrowIfCancellationRequested();
                replayed.Add(one);
                if (done.Add(one.Judged.Period) && silent.Elapsed > _silence && done.Count < count)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{fiscal.Name(one.Judged.Period)} is replayed, {done.Count} of {count}."));
                    silent.Restart();
                }
            }

            return replayed;
        }
    }

    private static async Task Tell(TextWriter output, int quotas, IReadOnlyList<RuleScore> scores, IReadOnlyList<RuleComparison> compared, TogetherScore? together, IReadOnlyList<SignalScore> signals, IReadOnlyList<SignalScore> told, IReadOnlyList<AheadScore> ahead, string title)
    {
        await output.WriteLineAsync(title);
        await output.WriteLineAsync($"{"",-18} {"Brier",7} {"log loss",9} {"calibration",12} {"80% held",9} {"warns from",11} {"right",6} {"of misses",10}");
        foreach (var score in scores)
        {
            await output.WriteLineAsync($"{Name(score.Rule),-18} {In(score.Brier, "0.000"),7} {In(score.LogLoss, "0.000"),9} {In(score.CalibrationError, "0.000"),12} {In(score.Coverage, "0%"),9} {In(score.Lead.ShareGone, "0%"),11} {In(score.Lead.Precision, "0%"),6} {In(score.Lead.Recall, "0%"),10}");
        }

        if (quotas < FewQuotas)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Of {quotas} quotas, these figures are as much chance as merit: from {FewQuotas} on they begin to tell."));
        }

        await output.WriteLineAsync("The forecast's Brier score as a part of each rule's, and where it would lie nine times of ten:");
        foreach (var rule in compared)
        {
            await output.WriteLineAsync($"  {Name(rule.Rule),-18} {In(rule.Ratio, "0.00")} ({In(rule.Low, "0.00")} to {In(rule.High, "0.00")})");
        }

        var third = scores[0].Third;
        await output.WriteLineAsync($"At a third of the period the forecast warned of {In(third.Raised, "0")} quotas: {In(third.Right, "0")} of them were missed, of {In(third.Misses, "0")} misses in all.");
        if (together is not null)
        {
            var rules = string.Join(", ", together.Rules.Where(r => r.Rule != ForecastRule.Forecast).Select(r => $"{Name(r.Rule)} {In(r.Brier, "0.000")}"));
            await output.WriteLineAsync($"All together, {In(together.Quotas, "0")} {(together.Quotas == 1 ? "quota" : "quotas")} of which {In(together.Reached, "0")} were reached: Brier {In(together.Rules[0].Brier, "0.000")} ({rules}), 80% held {In(together.Rules[0].Coverage, "0%")}.");
        }

        await output.WriteLineAsync("The forecast's chances, and how often the quota was reached:");
        foreach (var bin in scores[0].Bins)
        {
            await output.WriteLineAsync($"  {In(bin.From, "0%"),4} to {In(bin.From + 0.1, "0%"),4} {In(bin.Count, "0"),7} times, said {In(bin.Said, "0%"),4}, reached {In(bin.Reached, "0%"),4}");
        }

        await output.WriteLineAsync("Signals, and what came after: the quota was missed, the opportunity was lost; how many of all that was missed or lost had one, and how many days before, by the median:");
        await TellSignals(signals);
        if (told.Count > 0)
        {
            await output.WriteLineAsync("Signals as they were told to these people, and whether the quota of those months was missed:");
            await TellSignals(told);
        }

        if (ahead.Count > 0)
        {
            await output.WriteLineAsync("Months ahead, of all together, told at the ends of months; errors as parts of what a month brings:");
            foreach (var month in ahead)
            {
                await output.WriteLineAsync($"  {(month.Ahead == 0 ? "the next month" : In(month.Ahead + 1, "0") + " months on"),-14} {In(month.Months, "0"),4} times, expected {In(month.Bias, "0.00")} of what came, error {In(month.Error, "0%"),4} (the last three months {In(month.LastMonths, "0%")}, a year before {In(month.YearBefore, "0%")}), 80% held {In(month.Held, "0%"),4}");
            }
        }

        async Task TellSignals(IEnumerable<SignalScore> scores)
        {
            foreach (var signal in scores)
            {
                await output.WriteLineAsync(signal.Of == 0 ? $"  {signal.Signal,-24} nothing to judge it by" : $"  {signal.Signal,-24} raised {In(signal.Raised, "0"),5} of {In(signal.Of, "0"),5}: followed by it {In(signal.Followed, "0"),5} ({In(signal.Precision, "0%")}; it comes in {In(signal.Anyway, "0%")} anyway), by none {In(signal.FollowedByNone, "0"),5}; {In(signal.Followed, "0")} of {In(signal.Came, "0")} had one{(signal.LeadDays is { } days ? $", {In(days, "0")} days before" : "")}{(signal.ShareLeft is { } left ? $"; first with {In(left, "0%")} of the time left" : "")}");
            }
        }

        static string In(double? number, string format) => number is { } known ? known.ToString(format, CultureInfo.InvariantCulture) : "-";
    }

    /// <summary>How far signals of a company could have been trusted that were told there, by rule: those told to people whose quotas are judged, in months since signals are kept.</summary>
    private static async Task<IReadOnlyList<SignalScore>> Told(PlumblineDb db, IReadOnlyList<JudgedForecast> said, DateOnly today, CancellationToken cancel)
    {
        long[] people = [.. said.Select(s => s.Judged.SubjectId).Distinct()];
        var signals = await db.Signals.AsNoTracking().Where(s => EF.Parameter(people).Contains(s.PersonId) && !s.Cause.StartsWith(OfTeam) && !s.Cause.StartsWith(OfCompany)).Select(s => new { s.Rule, s.PersonId, s.RaisedOn, s.ResolvedOn }).ToListAsync(cancel);
        var since = today.AddDays(-SignalRun.KeptDays); // Of months before that those whose cause is gone are gone, too.
        return signals.Count == 0 ? [] :
        [
            .. signals.GroupBy(s => s.Rule).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(rule => SignalScore.OfTold(rule.Key, said, signals.Min(s => s.RaisedOn) is var first && first > since ? first : since, rule.ToLookup(s => s.PersonId, s => (s.RaisedOn, s.ResolvedOn)))).Where(s => s.Of > 0),
        ];
    }

    /// <summary>The last day whose results are known: of the last month in which at least a fourth as much ended as in others, so that a single day far off, or one to come, ends no period.</summary>
    private static DateOnly LastKnown(IReadOnlyList<Deal> deals, DateOnly today)
    {
        var ended = deals.Where(d => d.Closed <= today).GroupBy(d => Month.Of(d.Closed!.Value)).OrderBy(g => g.Key).ToList();
        if (ended.Count == 0)
        {
            return today;
        }

        var usual = ended.Select(g => g.Count()).Order().ElementAt(ended.Count / 2);
        return ended.Last(g => g.Count() * LeastOfUsual >= usual).Max(d => d.Closed)!.Value;
    }

    /// <summary>Why nothing can be judged, by what is lacking.</summary>
    private static async Task<string> NothingWon(PlumblineDb db, CancellationToken cancel)
    {
        var all = await db.Opportunities.CountAsync(cancel);
        var won = await db.Opportunities.CountAsync(o => o.State == Pipeline.OpportunityState.Won, cancel);
        var lacks = all == 0 ? "No opportunities or bookings were read: import some, or name a file of them."
            : won > 0 ? $"{won} are won, of which {await Won(o => o.SalespersonId != null)} name a salesperson and {await Won(o => o.Closed != null)} the day on which they closed: it takes both. Say which columns they stand in: --map salesperson=COLUMN --map closed=COLUMN."
            : $"None of {all} opportunities is won, as far as its stage or status says{(await Stages() is { Length: > 0 } stages ? $" ({string.Join(", ", stages)})" : "")}: say with --won and --lost which mean it, or after an import on the page Stages. Where only a chance tells it: --map stage=COLUMN --won 100 --lost 0.";
        return $"Nothing was won, so there is nothing to judge a forecast by. {lacks}";

        Task<int> Won(System.Linq.Expressions.Expression<Func<Pipeline.Opportunity, bool>> said) => db.Opportunities.Where(o => o.State == Pipeline.OpportunityState.Won).CountAsync(said, cancel);

        Task<string[]> Stages() => db.Opportunities.Where(o => o.Stage != null).GroupBy(o => o.Stage!).OrderByDescending(g => g.Count()).Select(g => g.Key).Take(MostStages).ToArrayAsync(cancel);
    }

    /// <returns>The quotas, those of them that are stated, and the names of people who have some and were never seen to sell.</returns>
    private static async Task<(IReadOnlyList<JudgedQuota> Quotas, IReadOnlySet<JudgedQuota> Stated, IReadOnlyList<string> Strangers)> Quotas(PlumblineDb db, IReadOnlyList<Deal> deals, IReadOnlyList<Period> periods, bool byTeam, bool derives, CancellationToken cancel)
    {
        var roster = (await CountingContext.Load(db, cancel)).Roster;
        var stated = (await db.QuotaMonths.AsNoTracking().Where(q => q.Revenue != null).ToListAsync(cancel)).ToLookup(q => q.SalespersonId);
        var won = deals.Where(d => d.IsWon).ToLookup(d => d.SalespersonId);
        var sellers = deals.Select(d => d.SalespersonId).Where(p => p != Deal.Nobody).Distinct().Order().ToList();
        long[] unseen = [.. stated.Select(s => s.Key).Except(sellers)];
        var strangers = await db.People.Where(p => EF.Parameter(unseen).Contains(p.Id)).OrderBy(p => p.Name).Select(p => p.Name).ToListAsync(cancel);
        var (judged, asStated) = (new List<JudgedQuota>(), new HashSet<JudgedQuota>());
        foreach (var period in periods)
        {
            foreach (var subject in sellers.Where(p => !byTeam || roster.TeamOn(p, period.LastDay) != 0).GroupBy(p => byTeam ? roster.TeamOn(p, period.LastDay) : p))
            {
                // Of a team each member's is stated or derived; where none has any before them, there is nothing to derive from.
                var members = subject.Select(p => (Person: p, Stated: Scoring.Quotas.Whole(stated[p].Select(q => (q.Month, q.Revenue!.Value)), p, period, roster))).ToList();
                var derived = derives && members.Exists(m => won[m.Person].Any(d => d.Closed < period.Previous.Previous.FirstDay)) ? members.Where(m => m.Stated == 0).Sum(m => Backtest.Result(won[m.Person], period.Previous) + Backtest.Result(won[m.Person], period.Previous.Previous)) / 2 : 0;
                if (members.Sum(m => m.Stated) + derived is > 0 and var quota)
                {
                    judged.Add(new(subject.Key, [.. members.Select(m => m.Person)], period, quota));
                    if (derived == 0)
                    {
                        asStated.Add(judged[^1]);
                    }
                }
            }
        }

        return (judged, asStated, strangers);
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
