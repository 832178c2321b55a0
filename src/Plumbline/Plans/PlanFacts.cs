using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>What really was, beside what a plan says: the months around it, and the rates at which the person and the team sell.</summary>
internal sealed class PlanFacts(PlumblineDb db, CurrentPerson me, OurCompany company, PersonSales sales, PlanNames names)
{
    private const int LooksBackDays = 365;
    private const int MostCycles = 2_000;

    // One page asks for them more than once.
    private (long Of, SellingRates Own, SellingRates Team)? _rates;

    /// <summary>What the content is checked against, with its arithmetic.</summary>
    public async Task<PlanKnown> Known(long salespersonId, PlanContent content, CancellationToken cancel)
    {
        var settings = await company.Load(cancel);
        var merges = await Merges(content, cancel);
        var (accounts, products) = (PlanChecks.AccountsOf(content).ToArray(), PlanChecks.ProductsOf(content).ToArray());
        return new(
            (await db.Accounts.Where(a => accounts.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel)).ToHashSet(),
            (await db.Products.Where(p => products.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancel)).ToHashSet(),
            settings.FiscalYear,
            settings.SplitsNewBusiness,
            new PlanArithmetic(content with { Forecast = merges.Follow(content.Forecast) }, await Rates(salespersonId, cancel), await company.Today(cancel), await SoFar(salespersonId, content.Period, cancel)))
        {
            LikeAccounts = await names.Like(PlanChecks.ProspectsOf(content), cancel),
            Merges = merges,
        };
    }

    /// <summary>What the accounts and products that the content names have become since it was written.</summary>
    public async Task<PlanMerges> Merges(PlanContent content, CancellationToken cancel)
    {
        var (accounts, products) = (PlanChecks.AccountsOf(content).ToArray(), PlanChecks.ProductsOf(content).ToArray());
        return new(
            await db.Accounts.Where(a => EF.Parameter(accounts).Contains(a.Id) && a.MergedIntoId != null).ToDictionaryAsync(a => a.Id, a => a.MergedIntoId!.Value, cancel),
            await db.Products.Where(p => EF.Parameter(products).Contains(p.Id) && p.MergedIntoId != null).ToDictionaryAsync(p => p.Id, p => p.MergedIntoId!.Value, cancel));
    }

    private async Task<PlanSoFar> SoFar(long salespersonId, Period period, CancellationToken cancel)
    {
        var (now, first, last) = (Month.Of(await company.Today(cancel)), period.FirstDay, period.LastDay);
        var months = await Months(salespersonId, period, cancel);
        var open = await db.Opportunities
            .Where(o => o.SalespersonId == salespersonId && o.State == OpportunityState.Open && o.ExpectedClose >= first && o.ExpectedClose <= last)
            .GroupBy(o => o.AccountId).Select(g => new { Account = g.Key, Value = g.Sum(o => o.Amount ?? 0) }).ToListAsync(cancel);
        return new(months.Where(m => period.Contains(m.Key) && m.Key < now).Sum(m => m.Value.Revenue), open.ToDictionary(o => o.Account ?? 0, o => o.Value));
    }

    /// <summary>The person's rates of the last year, with those of the rest of the team as support, or of the company where there is no team.</summary>
    public async Task<SupportedRates> Rates(long salespersonId, CancellationToken cancel)
    {
        var (own, team) = await RatesOf(salespersonId, cancel);
        return new(own, team);
    }

    /// <summary>What the salesperson agreed for the period before this one; null where nothing was.</summary>
    public async Task<PlanContent?> Last(long salespersonId, Period period, CancellationToken cancel)
    {
        var before = period.Previous;
        var plan = await db.BusinessPlans.AsNoTracking().SingleOrDefaultAsync(p => p.SalespersonId == salespersonId && p.Period == before, cancel);
        return plan?.InForce?.Content;
    }

    private async Task<(SellingRates Own, SellingRates Team)> RatesOf(long salespersonId, CancellationToken cancel)
    {
        if (_rates is { } known && known.Of == salespersonId)
        {
            return (known.Own, known.Team);
        }

        var today = await company.Today(cancel);
        var colleagues = await me.Colleagues(cancel);
        var team = colleagues.Roster.TeamOn(salespersonId, today);
        long[] others = [.. colleagues.People.Where(p => p.Id != salespersonId && p.Roles.HasFlag(Roles.Salesperson) && (team == 0 || colleagues.Roster.TeamOn(p.Id, today) == team)).Select(p => p.Id)];
        var (own, rest) = (await RatesOf([salespersonId], today, cancel), await RatesOf(others, today, cancel) with { Whose = team == 0 ? "the company" : "the team" });
        _rates = (salespersonId, own, rest);
        return (own, rest);
    }

    /// <summary>Results by month, from a year before the period to its end; months without any are left out.</summary>
    public async Task<IReadOnlyDictionary<Month, Tally>> Months(long salespersonId, Period period, CancellationToken cancel)
    {
        var (first, last) = (period.First.Plus(-12), period.Last);
        var rows = await db.PersonMonths.AsNoTracking().Where(m => m.SalespersonId == salespersonId && m.Month >= first && m.Month <= last).ToListAsync(cancel);
        return rows.GroupBy(r => r.Month).ToDictionary(g => g.Key, g => g.Aggregate(default(Tally), (sum, row) => sum + row.Tally));
    }

    /// <summary>What stands beside the plan's numbers: the last six whole months, and the plan's months a year ago.</summary>
    public async Task<PlanHistory> History(long salespersonId, Period plan, CancellationToken cancel)
    {
        var recent = new Period(Month.Of(await company.Today(cancel)).Plus(-6), 6);
        var first = recent.First < plan.YearBefore.First ? recent.First : plan.YearBefore.First;
        var last = recent.Last > plan.YearBefore.Last ? recent.Last : plan.YearBefore.Last;
        var sold = await sales.Read(salespersonId, new(first, ((last.Year - first.Year) * 12) + last.Number - first.Number + 1), cancel);
        return new(plan, recent, sold.Select(s => new Sold(s.Month, s.AccountId, s.Account, s.ProductId, s.Product, s.Tally.Revenue, s.Tally.KnownMargin)));
    }

    /// <summary>How many activities of each type the person did a week, in the last six whole months and in the plan's months a year ago.</summary>
    public async Task<IReadOnlyDictionary<long, (decimal Recent, decimal YearAgo)>> Weekly(long salespersonId, PlanHistory history, CancellationToken cancel)
    {
        var (recent, yearAgo) = (await CountedIn(history.Recent), await CountedIn(history.YearAgo));
        return recent.Keys.Union(yearAgo.Keys).ToDictionary(type => type, type => (recent.GetValueOrDefault(type) / WeeksOf(history.Recent), yearAgo.GetValueOrDefault(type) / WeeksOf(history.YearAgo)));

        Task<Dictionary<long, int>> CountedIn(Period period)
        {
            var (first, last) = (period.First, period.Last);
            return db.ActivityMonths.Where(m => m.SalespersonId == salespersonId && m.Month >= first && m.Month <= last).GroupBy(m => m.TypeId)
                .Select(g => new { Type = g.Key, Count = g.Sum(m => m.Count) }).ToDictionaryAsync(g => g.Type, g => g.Count, cancel);
        }
    }

    private static decimal WeeksOf(Period period) => (period.LastDay.DayNumber - period.FirstDay.DayNumber + 1) / 7m;

    /// <summary>A plan as history suggests it; <paramref name="growth"/> is what is wished on top, as a fraction.</summary>
    public async Task<PlanSuggestion> Suggestion(long salespersonId, PlanHistory history, decimal growth, CancellationToken cancel)
    {
        var (own, team) = await RatesOf(salespersonId, cancel);
        return PlanSuggestion.From(history, growth, own, team, await company.Today(cancel), await SoFar(salespersonId, history.Plan, cancel));
    }

    private async Task<SellingRates> RatesOf(long[] people, DateOnly today, CancellationToken cancel)
    {
        var since = today.AddDays(-LooksBackDays);
        var closed = await db.Opportunities
            .Where(o => o.SalespersonId != null && people.Contains(o.SalespersonId.Value) && o.Closed >= since && o.Closed <= today)
            .GroupBy(o => o.State)
            .Select(g => new { State = g.Key, Count = g.Count(), Value = g.Sum(o => o.Amount ?? 0) })
            .ToListAsync(cancel);
        var (won, lost) = (closed.Find(c => c.State == OpportunityState.Won), closed.Find(c => c.State == OpportunityState.Lost));
        // Activities are counted by month, so what they are set against is of the same whole months, the last twelve.
        var year = new Period(Month.Of(today).Plus(-12), 12);
        var (first, last, firstDay, lastDay) = (year.First, year.Last, year.FirstDay, year.LastDay);
        var opened = await db.Opportunities.CountAsync(o => o.SalespersonId != null && people.Contains(o.SalespersonId.Value) && o.Opened >= firstDay && o.Opened <= lastDay, cancel);
        var done = await db.ActivityMonths.Where(m => people.Contains(m.SalespersonId) && m.Month >= first && m.Month <= last).GroupBy(m => m.TypeId).Select(g => new { Id = g.Key, Count = g.Sum(m => m.Count) }).ToListAsync(cancel);
        var types = await db.ActivityTypes.ToDictionaryAsync(t => t.Id, t => t.Name, cancel);
        return new()
        {
            Won = won?.Count ?? 0,
            Lost = lost?.Count ?? 0,
            WonValue = won?.Value ?? 0,
            LostValue = lost?.Value ?? 0,
            CycleDays = await Cycle(people, since, today, cancel),
            Slippage = await Slippage(people, since, today, cancel),
            Opened = opened,
            Activities = [.. done.Select(d => new ActivityCount(d.Id, types[d.Id], d.Count))],
            Weeks = WeeksOf(year),
        };
    }

    private async Task<int?> Cycle(long[] people, DateOnly since, DateOnly today, CancellationToken cancel)
    {
        var days = (await db.Opportunities
            .Where(o => o.SalespersonId != null && people.Contains(o.SalespersonId.Value) && o.State == OpportunityState.Won && o.Opened != null && o.Closed >= since && o.Closed <= today)
            .OrderByDescending(o => o.Closed).Take(MostCycles)
            .Select(o => new { Opened = o.Opened!.Value, Closed = o.Closed!.Value })
            .ToListAsync(cancel)).Select(d => d.Closed.DayNumber - d.Opened.DayNumber).Order().ToList();
        return days.Count == 0 ? null : days[days.Count / 2];
    }

    /// <summary>The share, by value, of what closed that was last expected in a later fiscal quarter than at first; null where no changes tell.</summary>
    private async Task<decimal?> Slippage(long[] people, DateOnly since, DateOnly today, CancellationToken cancel)
    {
        var changes = db.OpportunityChanges.Where(c => c.ExpectedClose != null);
        var expected = await db.Opportunities
            .Where(o => o.SalespersonId != null && people.Contains(o.SalespersonId.Value) && o.Closed >= since && o.Closed <= today && o.Amount != null && changes.Any(c => c.OpportunityId == o.Id))
            .OrderByDescending(o => o.Id).Take(MostCycles)
            .Select(o => new
            {
                Amount = o.Amount!.Value,
                First = changes.Where(c => c.OpportunityId == o.Id).OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => c.ExpectedClose).FirstOrDefault(),
                Last = changes.Where(c => c.OpportunityId == o.Id).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Select(c => c.ExpectedClose).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        var year = (await company.Load(cancel)).FiscalYear;
        var all = expected.Sum(e => e.Amount);
        return all == 0 ? null : expected.Where(e => year.Quarter(e.Last!.Value).First > year.Quarter(e.First!.Value).First).Sum(e => e.Amount) / all;
    }
}
