using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>What became of a person's work in the last year, and of that of the rest of the team.</summary>
internal sealed class SellingHistory(PlumblineDb db, CurrentPerson me, OurCompany company, RatesByVersion kept)
{
    /// <summary>How far back is looked.</summary>
    public const int Days = 365;

    private const int MostCycles = 2_000;

    /// <summary>The counts that rates are made of, without those of proposals.</summary>
    public async Task<(SellingRates Own, SellingRates Team)> Rates(long person, CancellationToken cancel)
    {
        var (team, today) = (await Team(person, cancel), await company.Today(cancel));
        var colleagues = await me.Colleagues(cancel);
        return (await Rates([person], today, cancel), await Rates(team, today, cancel) with { Whose = colleagues.Roster.TeamOn(person, today) == 0 ? "the company" : "the team" });
    }

    /// <summary>The counts of some people, taken together.</summary>
    public async Task<SellingRates> Together(long[] people, CancellationToken cancel) => await Rates(people, await company.Today(cancel), cancel);

    /// <summary>The counts of the chain from a touch to an order; cycle and slippage are left out.</summary>
    public async Task<(SellingRates Own, SellingRates Team)> Chain(long person, CancellationToken cancel)
    {
        var (team, today) = (await Team(person, cancel), await company.Today(cancel));
        return (await WithProposals(await Counts([person], today, cancel), [person], today, cancel), await WithProposals(await Counts(team, today, cancel), team, today, cancel));
    }

    /// <summary>The other salespeople of the team that the person is in today; of the company where in none.</summary>
    private async Task<long[]> Team(long person, CancellationToken cancel)
    {
        var (today, colleagues) = (await company.Today(cancel), await me.Colleagues(cancel));
        var team = colleagues.Roster.TeamOn(person, today);
        return [.. colleagues.People.Where(p => p.Id != person && p.Roles.HasFlag(Roles.Salesperson) && (team == 0 || colleagues.Roster.TeamOn(p.Id, today) == team)).Select(p => p.Id)];
    }

    private async Task<SellingRates> Rates(long[] people, DateOnly today, CancellationToken cancel)
    {
        var rates = kept.At(await db.CurrentVersion(cancel), today);
        var whose = string.Join(' ', people.Order());
        if (!rates.TryGetValue(whose, out var found))
        {
            var since = today.AddDays(-Days);
            found = await Counts(people, today, cancel) with { CycleDays = await Cycle(people, since, today, cancel), Slippage = await Slippage(people, since, today, cancel) };
            rates[whose] = found;
        }

        return found;
    }

    private async Task<SellingRates> Counts(long[] people, DateOnly today, CancellationToken cancel)
    {
        var since = today.AddDays(-Days);
        var closed = await db.Opportunities
            .Where(o => o.SalespersonId != null && people.Contains(o.SalespersonId.Value) && o.Closed >= since && o.Closed <= today)
            .GroupBy(o => o.State)
            .Select(g => new { State = g.Key, Count = g.Count(), Value = g.Sum(o => o.Amount ?? 0) })
            .ToListAsync(cancel);
        var (won, lost) = (closed.Find(c => c.State == OpportunityState.Won), closed.Find(c => c.State == OpportunityState.Lost));
        var year = LastYear(today);
        var (first, last) = (year.First, year.Last);
        var done = await db.ActivityMonths.Where(m => people.Contains(m.SalespersonId) && m.Month >= first && m.Month <= last).GroupBy(m => m.TypeId).Select(g => new { Id = g.Key, Count = g.Sum(m => m.Count) }).ToListAsync(cancel);
        var types = await db.ActivityTypes.ToDictionaryAsync(t => t.Id, t => (t.Name, t.Kind), cancel);
        return new()
        {
            Won = won?.Count ?? 0,
            Lost = lost?.Count ?? 0,
            WonValue = won?.Value ?? 0,
            LostValue = (lost?.Value ?? 0) - (lost is null ? 0 : await NeverQualified(people, since, today, cancel)),
            Opened = await Opened(people, today).CountAsync(cancel),
            Activities = [.. done.Select(d => new ActivityCount(d.Id, types[d.Id].Name, d.Count, types[d.Id].Kind))],
            Weeks = (year.LastDay.DayNumber - year.FirstDay.DayNumber + 1) / (decimal)Week.Days,
        };
    }

    /// <summary>The value of what was lost and, as its stages tell, never qualified: no pipeline that is held against a quota.</summary>
    private async Task<decimal> NeverQualified(long[] people, DateOnly since, DateOnly today, CancellationToken cancel)
    {
        var stages = new StageList(await db.Stages.AsNoTracking().ToListAsync(cancel));
        string[] early = [.. stages.Unqualified()], known = [.. early, .. stages.Ended()];
        var changes = db.OpportunityChanges;
        return early.Length == 0 ? 0 : await db.Opportunities
            .Where(o => o.SalespersonId != null && people.Contains(o.SalespersonId.Value) && o.Closed >= since && o.Closed <= today && o.State == OpportunityState.Lost
                && changes.Any(c => c.OpportunityId == o.Id && (EF.Parameter(early).Contains(c.Stage) || EF.Parameter(early).Contains(c.StageBefore)))
                && !changes.Any(c => c.OpportunityId == o.Id && ((c.Stage != null && !EF.Parameter(known).Contains(c.Stage)) || (c.StageBefore != null && !EF.Parameter(known).Contains(c.StageBefore)))))
            .SumAsync(o => o.Amount ?? 0, cancel);
    }

    /// <summary>The last twelve whole months. Activities are counted by month, so what they and one another's links are set against is of the same months.</summary>
    private static Period LastYear(DateOnly today) => new(Month.Of(today).Plus(-12), 12);

    private IQueryable<Opportunity> Opened(long[] people, DateOnly today)
    {
        var year = LastYear(today);
        var (first, last) = (year.FirstDay, year.LastDay);
        return db.Opportunities.Where(o => o.SalespersonId != null && people.Contains(o.SalespersonId.Value) && o.Opened >= first && o.Opened <= last);
    }

    /// <summary>Adds how many of those opened ever got a proposal, as an activity or a stage that they stood in says, and what became of them.</summary>
    private async Task<SellingRates> WithProposals(SellingRates rates, long[] people, DateOnly today, CancellationToken cancel)
    {
        var opened = Opened(people, today);
        var changes = db.OpportunityChanges.Where(c => opened.Any(o => o.Id == c.OpportunityId));
        var stages = (await opened.Select(o => o.Stage).Union(changes.Select(c => c.Stage)).Union(changes.Select(c => c.StageBefore)).ToListAsync(cancel))
            .OfType<string>().Where(s => UsualTypes.KindOf(s) == ActivityKind.Proposal).ToList();
        var types = await db.ActivityTypes.Where(t => t.Kind == ActivityKind.Proposal).Select(t => t.Id).ToListAsync(cancel);
        var proposed = await opened
            .Where(o => stages.Contains(o.Stage!)
                || db.Activities.Any(a => a.OpportunityId == o.Id && types.Contains(a.TypeId))
                || db.OpportunityChanges.Any(c => c.OpportunityId == o.Id && (stages.Contains(c.Stage!) || stages.Contains(c.StageBefore!))))
            .GroupBy(o => o.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return rates with { Proposed = proposed.Values.Sum(), ProposedWon = proposed.GetValueOrDefault(OpportunityState.Won), ProposedLost = proposed.GetValueOrDefault(OpportunityState.Lost) };
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
                First = changes.Where(c => c.OpportunityId == o.Id).OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => c.ExpectedCloseBefore ?? c.ExpectedClose).FirstOrDefault(),
                Last = changes.Where(c => c.OpportunityId == o.Id).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Select(c => c.ExpectedClose).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        var year = (await company.Load(cancel)).FiscalYear;
        var all = expected.Sum(e => e.Amount);
        return all == 0 ? null : expected.Where(e => year.Quarter(e.Last!.Value).First > year.Quarter(e.First!.Value).First).Sum(e => e.Amount) / all;
    }
}

/// <summary>Keeps the rates of people taken together, by whose they are: a year of a whole team is read for each page that tells whether the pipeline is enough.</summary>
internal sealed class RatesByVersion : FiguresByVersion<string, SellingRates>;
