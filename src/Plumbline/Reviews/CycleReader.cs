using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Reviews;

/// <summary>Where a salesperson stands in the cycle: the review of a quarter, and the plan that covers the next.</summary>
/// <param name="Person">Who.</param>
/// <param name="Manager">Whom they report to; null where nobody.</param>
/// <param name="ReviewId">The review; null where none has begun.</param>
/// <param name="State">Where it stands; null where none has begun.</param>
/// <param name="Due">By when the next part is to be done; null where nothing is left.</param>
/// <param name="PlanId">The plan that covers the next quarter; null where there is none.</param>
/// <param name="Plan">Where that stands.</param>
/// <param name="IsTheirs">Whether the reader may open the review: the salesperson and the managers above.</param>
internal sealed record CycleLine(Person Person, string? Manager, long? ReviewId, ReviewState? State, DateOnly? Due, long? PlanId, PlanState? Plan, bool IsTheirs);

/// <summary>The cycle of a quarter as the reader sees it.</summary>
/// <param name="Quarter">What is looked back on.</param>
/// <param name="Today">The company's day.</param>
/// <param name="Own">The reader's own; null where they do not sell.</param>
/// <param name="Others">Those of the page: what is late first, then by name.</param>
/// <param name="Found">How many there are on all pages.</param>
/// <param name="Late">How many are late.</param>
/// <param name="Done">How many have recommitted.</param>
/// <param name="Earlier">The reader's own reviews of other quarters, the latest first.</param>
internal sealed record CycleView(Period Quarter, DateOnly Today, CycleLine? Own, IReadOnlyList<CycleLine> Others, int Found, int Late, int Done, IReadOnlyList<(long Id, Period Quarter, ReviewState State)> Earlier);

/// <summary>Reads who is where in the cycle: managers of the people below, the leadership of everyone. What a review says stays between its two sides.</summary>
internal sealed class CycleReader(PlumblineDb db, CurrentPerson me, OurCompany company, TimeProvider clock)
{
    public const int PerPage = 50;

    private const int MostEarlier = 8;

    /// <summary>The quarter whose reviews are due now: the running one in its last two weeks, else the one before.</summary>
    public async Task<Period> Due(CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var running = (await company.Load(cancel)).FiscalYear.Quarter(today);
        return ReviewRhythm.IsTime(running, today) ? running : running.Previous;
    }

    public async Task<CycleView> Read(Period quarter, int page, CancellationToken cancel)
    {
        var (people, line, us, today) = (await me.Colleagues(cancel), await me.Line(cancel), await company.Load(cancel), await company.Today(cancel));
        var seesAll = await me.Has(Roles.Leadership, cancel);
        var sellers = people.Working(clock.GetUtcNow()).Where(p => p.Roles.HasFlag(Roles.Salesperson) && (seesAll || line.Contains(p.Id)) && !(p.Joined > quarter.LastDay)).ToList();
        long[] ids = [.. sellers.Select(p => p.Id)];
        var reviews = await db.Reviews.Where(r => EF.Parameter(ids).Contains(r.SalespersonId) && r.Quarter == quarter)
            .Select(r => new { r.SalespersonId, r.Id, r.State, r.HandedInOn }).ToDictionaryAsync(r => r.SalespersonId, cancel);
        var measured = (await HadQuota(ids, quarter).ToListAsync(cancel)).ToHashSet();
        var half = us.FiscalYear.Half(quarter.Next.FirstDay);
        var plans = await db.BusinessPlans.IgnoreAutoIncludes().Where(p => EF.Parameter(ids).Contains(p.SalespersonId) && p.Period == half).Select(p => new { p.SalespersonId, p.Id, p.State }).ToDictionaryAsync(p => p.SalespersonId, cancel);
        var lines = sellers.ConvertAll(p =>
        {
            var (review, plan) = (reviews.GetValueOrDefault(p.Id), plans.GetValueOrDefault(p.Id));
            return new CycleLine(
                p, p.ManagerId is { } manager ? people.NameOf(manager) : null, review?.Id, review?.State, review is null && !measured.Contains(p.Id) ? null : ReviewRhythm.Due(review?.State, quarter, review?.HandedInOn), plan?.Id,
                plan is null ? null : line.Contains(p.Id) || PlanVisibility.IsEveryones(plan.State) ? plan.State : PlanState.Draft, line.Contains(p.Id));
        });
        var others = lines.Where(l => l.Person.Id != me.Id).OrderByDescending(l => l.Due < today).ThenBy(l => l.Person.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var earlier = await db.Reviews.Where(r => r.SalespersonId == me.Id).Select(r => new { r.Id, r.Quarter, r.State }).ToListAsync(cancel);
        return new(
            quarter, today, lines.Find(l => l.Person.Id == me.Id), [.. others.Skip((page - 1) * PerPage).Take(PerPage)], others.Count, others.Count(l => l.Due < today), others.Count(l => l.State == ReviewState.Recommitted),
            [.. earlier.Where(e => e.Quarter != quarter).OrderByDescending(e => e.Quarter.First).Take(MostEarlier).Select(e => (e.Id, e.Quarter, e.State))]);
    }

    /// <summary>Those of some people who had a quota in a quarter: of others nothing is due, though they may review it all the same.</summary>
    public IQueryable<long> HadQuota(long[] people, Period quarter)
    {
        var (first, last) = (quarter.First, quarter.Last);
        return db.QuotaMonths.Where(q => EF.Parameter(people).Contains(q.SalespersonId) && q.Month >= first && q.Month <= last && q.Revenue != null).Select(q => q.SalespersonId).Distinct();
    }
}
