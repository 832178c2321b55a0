using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Inspection;
using Plumbline.Marketing;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Reviews;

/// <summary>Builds the pack of a salesperson's quarter from the records: a query for each kind of fact, none for each line.</summary>
internal sealed class PackReader(PlumblineDb db, PlanResultsReader results, CallDesk calls, Ledger ledger, StandingReader standings, OurCompany company)
{
    private const int MostDeals = 3;

    /// <summary>What was promised for the quarter and what happened until today.</summary>
    public async Task<ReviewPack> Read(long salesperson, Period quarter, CancellationToken cancel)
    {
        var us = await company.Load(cancel);
        var figures = new Figures(us.Currency);
        var plan = await PlanOf(salesperson, quarter, cancel);
        var version = plan?.InForceFor(quarter.Last);
        var content = (version?.Content as BusinessPlanContent)?.Within(quarter) ?? new(quarter);
        var came = await results.Read(salesperson, content, cancel);
        var (first, last) = (quarter.First, quarter.Last);
        var quotas = await db.QuotaMonths.AsNoTracking().Where(q => q.SalespersonId == salesperson && q.Month >= first && q.Month <= last).ToListAsync(cancel);
        var revenue = came.Of(quarter)?.Revenue ?? 0;
        var quota = quotas.Exists(q => q.Revenue is not null) ? quotas.Sum(q => q.Revenue ?? 0) : (decimal?)null;
        PackPart?[] parts =
        [
            ResultsOf(quarter, quotas, came, figures, us.FiscalYear, quota, revenue),
            ForecastOf(content, came, figures),
            await Deals(salesperson, quarter, figures, cancel),
            ActivitiesOf(content, came),
            .. await new PackPromises(db, ledger).Read(salesperson, quarter, cancel),
            await Validations(salesperson, cancel),
            await MarketingOf(plan?.Id, content, figures, cancel),
            await Accuracy(salesperson, quarter, figures, cancel),
        ];
        return new(quarter, plan?.Id, version?.Number, quota, revenue, [.. parts.OfType<PackPart>().Where(p => p.Lines.Count > 0).OrderBy(p => PackParts.InOrder.IndexOf(p.Key))]);
    }

    /// <summary>The business plan of which the quarter is a part; null where there is none.</summary>
    public async Task<BusinessPlan?> PlanOf(long salesperson, Period quarter, CancellationToken cancel)
    {
        // Of all but one the months alone: plans keep every version whole.
        var plans = await db.BusinessPlans.IgnoreAutoIncludes().Where(p => p.SalespersonId == salesperson).Select(p => new { p.Id, p.Period }).ToListAsync(cancel);
        return plans.Find(p => p.Period.Contains(quarter.First) && p.Period.Contains(quarter.Last)) is { Id: var id } ? await db.BusinessPlans.AsNoTracking().AsSplitQuery().SingleAsync(p => p.Id == id, cancel) : null;
    }

    private static PackPart ResultsOf(Period quarter, List<QuotaMonth> quotas, PlanResults came, Figures figures, FiscalYear fiscal, decimal? quota, decimal revenue)
    {
        IEnumerable<PackLine> Of(Period part, string name)
        {
            var asked = quotas.Where(q => part.Contains(q.Month)).ToList();
            var tally = came.Of(part);
            yield return Amount($"{name}-revenue", $"Revenue, {name}", Sum(asked.Select(q => q.Revenue)), tally?.Revenue, figures);
            yield return Amount($"{name}-margin", $"Margin, {name}", Sum(asked.Select(q => q.Margin)), tally is { } known ? known.KnownMargin : null, figures);
        }

        var words = quota is > 0 ? $"{Figures.Percent(revenue / quota.Value)} of {figures.Exact(quota.Value)}" : $"{figures.Exact(revenue)} without a quota";
        return new(PackParts.Results, "Quota and results", words, [.. quarter.Months.SelectMany(m => Of(new(m, 1), Figures.Name(m))), .. quarter.Length == 1 ? [] : Of(quarter, Figures.Name(quarter, fiscal)).Select(l => l with { IsSum = true })]);
    }

    private static PackPart ForecastOf(BusinessPlanContent content, PlanResults came, Figures figures)
    {
        var (lines, besides) = came.Of(content.Forecast);
        var told = content.Forecast.Select(line => (Line: line, Result: lines[line.Key], Planned: line.Months.Sum(m => m.Revenue ?? 0))).ToList();
        return new(
            PackParts.Forecast, "Forecast by client and product", $"{figures.Exact(told.Sum(t => t.Planned))} forecast, {figures.Exact(told.Sum(t => t.Result.Actual ?? 0))} came of it; {figures.Exact(besides)} was sold besides",
            [.. told.Select(t => Amount(t.Line.Key, t.Line.Product == "" ? t.Line.Client : $"{t.Line.Client}, {t.Line.Product}", t.Planned, t.Result.Actual, figures) with { Why = t.Result.Why })]);
    }

    private async Task<PackPart> Deals(long salesperson, Period quarter, Figures figures, CancellationToken cancel)
    {
        var (first, last) = (quarter.FirstDay, quarter.LastDay);
        var closed = db.Opportunities.Where(o => o.SalespersonId == salesperson && o.State != OpportunityState.Open && o.Closed >= first && o.Closed <= last);
        var counts = await closed.GroupBy(o => o.State).Select(g => new { State = g.Key, Count = g.Count(), Amount = g.Sum(o => o.Amount ?? 0) }).ToListAsync(cancel);
        var lines = new List<PackLine>();
        foreach (var state in counts.Select(c => c.State).Order())
        {
            var largest = await closed.Where(o => o.State == state).OrderByDescending(o => o.Amount ?? 0).ThenBy(o => o.Id).Take(MostDeals)
                .Select(o => new { o.Id, o.Name, o.Amount, o.Reason, o.Competitor, Account = db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault() }).ToListAsync(cancel);
            lines.AddRange(largest.Select(o => new PackLine(
                FormattableString.Invariant($"{o.Id}"), o.Account is null || o.Name.Contains(o.Account, StringComparison.OrdinalIgnoreCase) ? o.Name : $"{o.Name}, {o.Account}", o.Amount is { } amount ? figures.Exact(amount) : "", state == OpportunityState.Won ? "Won" : "Lost",
                PackVerdict.Neither, string.Join("; ", new[] { o.Reason, o.Competitor is null ? null : $"against {o.Competitor}" }.Where(w => !string.IsNullOrEmpty(w))) is { Length: > 0 } why ? why : null)));
        }

        var (won, lost) = (counts.Find(c => c.State == OpportunityState.Won), counts.Find(c => c.State == OpportunityState.Lost));
        var all = (won?.Count ?? 0) + (lost?.Count ?? 0);
        return new(
            PackParts.Deals, "Won and lost", all == 0 ? null : $"{won?.Count ?? 0:0} won of {figures.Exact(won?.Amount ?? 0)}, {lost?.Count ?? 0:0} lost of {figures.Exact(lost?.Amount ?? 0)}: {Figures.Percent((won?.Count ?? 0) / (decimal)all)} by count; the largest here", lines);
    }

    private static PackPart ActivitiesOf(BusinessPlanContent content, PlanResults came) => new(
        PackParts.Activities, "Activities", $"Against the agreed level, {Figures.Number(came.Weeks)} weeks",
        [
            .. content.Activities.Where(a => a.TypeId is not null && a.Weekly > 0).GroupBy(a => a.TypeId!.Value).Select(goal =>
            {
                var (perWeek, done) = (goal.Sum(a => a.Weekly!.Value), came.Activities.GetValueOrDefault(goal.Key));
                var planned = Math.Round(perWeek * came.Weeks);
                return new PackLine(FormattableString.Invariant($"{goal.Key}"), goal.First().Type, $"{Figures.Whole(planned)}, {Figures.Number(perWeek)} a week", Figures.Count(done), done >= planned ? PackVerdict.Met : PackVerdict.Missed);
            }),
        ]);

    private async Task<PackPart> Validations(long salesperson, CancellationToken cancel)
    {
        var areas = (await standings.Of([salesperson], cancel))[salesperson];
        return new(
            PackParts.Validations, "Validations", $"{areas.Count(a => a.IsValidated):0} of {areas.Count:0} required areas valid",
            [
                .. areas.Select(a => new PackLine(
                    a.Key.Family == "" ? a.Key.Area.ToString() : $"{a.Key.Area}-{a.Key.Family}", InspectionWords.Of(a.Key), "valid", InspectionWords.Of(a.State, a.Decides.Day, default), // The year is told of every day: a pack is read in later ones.
                    a.IsValidated ? PackVerdict.Met : PackVerdict.Missed)),
            ]);
    }

    private async Task<PackPart> MarketingOf(long? plan, BusinessPlanContent content, Figures figures, CancellationToken cancel)
    {
        var sources = content.Marketing.ToDictionary(m => m.Key, m => FormattableString.Invariant($"plan/{plan}/marketing.{m.Key}"));
        string[] asked = [.. sources.Values];
        var taken = asked.Length == 0 ? [] : await db.Set<LocalActivity>().AsNoTracking().Where(a => EF.Parameter(asked).Contains(a.Source)).ToDictionaryAsync(a => a.Source, cancel);
        return new(
            PackParts.Marketing, "Local marketing", $"{taken.Count:0} of {content.Marketing.Count:0} taken up",
            [
                .. content.Marketing.Select(m =>
                {
                    var activity = taken.GetValueOrDefault(sources[m.Key]);
                    return new PackLine(
                        m.Key, m.Program == "" ? m.Title : $"{m.Title}, {m.Program}",
                        string.Join(", ", new[] { Figures.Day(m.Starts!.Value), m.Budget is { } budget ? figures.Exact(budget) : null, m.Leads is { } leads ? $"{Figures.Number(leads)} leads" : null }.OfType<string>()),
                        activity is null ? "not taken up" : string.Join(", ", new[] { MarketingWords.Of(activity.Stage), activity.Spent is { } spent ? $"{figures.Exact(spent)} spent" : null, activity.Paid is { } paid ? $"{figures.Exact(paid)} paid by the vendor" : null }.OfType<string>()),
                        activity?.Stage switch
                        {
                            null => PackVerdict.Neither,
                            _ when activity!.IsOff => PackVerdict.Missed,
                            FundingStage.Planned or FundingStage.Applied or FundingStage.Approved => PackVerdict.Open,
                            _ => PackVerdict.Met,
                        },
                        activity?.Stage is FundingStage.Cancelled or FundingStage.Refused ? activity.Steps[^1].Words : null);
                }),
            ]);
    }

    private async Task<PackPart> Accuracy(long salesperson, Period quarter, Figures figures, CancellationToken cancel)
    {
        var called = await calls.Read(salesperson, quarter, cancel);
        var judged = called.Judged.FirstOrDefault(j => j.Period == quarter);
        PackLine Said(string key, string what, decimal said) => new(key, $"{what}, {Figures.Day(judged!.Day)}", figures.Exact(said), figures.Exact(judged.Came), PackVerdict.Neither, judged.Came == 0 ? null : Figures.Change((said - judged.Came) / judged.Came));
        return new(
            PackParts.Accuracy, "Forecast accuracy", judged is null ? null : $"What was called by a third of the quarter. Over {called.Commit.Periods:0} quarters: {called.Commit.Words}",
            judged is null ? [] : [Said("commit", "Commit", judged.Commit), Said("best", "Best case", judged.BestCase), .. judged.Computed is { } computed ? [Said("computed", "Computed", computed)] : Array.Empty<PackLine>()]);
    }

    private static PackLine Amount(string key, string what, decimal? planned, decimal? came, Figures figures) => new(
        key, what, planned is { } asked ? figures.Exact(Math.Round(asked, 2)) : "", came is { } known ? figures.Exact(Math.Round(known, 2)) : "not known",
        planned is null || came is null ? PackVerdict.Neither : came >= planned ? PackVerdict.Met : PackVerdict.Missed);

    private static decimal? Sum(IEnumerable<decimal?> values) => values.Aggregate((decimal?)null, (sum, value) => value is { } known ? (sum ?? 0) + known : sum);
}
