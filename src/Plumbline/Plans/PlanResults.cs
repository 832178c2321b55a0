using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>What came of a forecast line so far. <paramref name="Why"/> says why nothing can be told where <paramref name="Actual"/> is null.</summary>
public sealed record ForecastResult(decimal PlannedToDate, decimal? Actual, string? Why);

/// <summary>What happened in the months of a plan that have begun.</summary>
/// <param name="Plan">The plan's months.</param>
/// <param name="Today">The company's day.</param>
/// <param name="Months">Results of the months that have any.</param>
/// <param name="Sales">The same by account and product.</param>
/// <param name="Activities">Activities by type.</param>
/// <param name="Merges">What the accounts and products that the plan names have become.</param>
/// <param name="Week">Those of this week; null where today is none of the plan's days.</param>
/// <param name="Month">Those of this month; null where today is none of the plan's days.</param>
public sealed record PlanResults(
    Period Plan, DateOnly Today, IReadOnlyDictionary<Month, Tally> Months, IReadOnlyList<PersonSale> Sales, IReadOnlyDictionary<long, int> Activities, PlanMerges Merges, ActivityDays? Week = null, ActivityDays? Month = null)
{
    private const decimal DaysOfWeek = 7;

    /// <summary>Whether the plan's first day has come.</summary>
    public bool HasBegun => HasBegunIn(Plan.First);

    /// <summary>Whether today is one of the plan's days.</summary>
    public bool IsRunning => Plan.Contains(Today);

    /// <summary>The share of the salesperson's working days in the plan's months that are gone, 0 to 1.</summary>
    public required decimal ShareGone { get; init; }

    /// <summary>The last day that counts so far.</summary>
    public DateOnly Until => Today < Plan.LastDay ? Today : Plan.LastDay;

    /// <summary>How many weeks have gone, in parts of a week, today counted whole.</summary>
    public decimal Weeks => HasBegun ? (Until.DayNumber - Plan.FirstDay.DayNumber + 1) / DaysOfWeek : 0;

    /// <summary>Whether the month's first day has come.</summary>
    public bool HasBegunIn(Month month) => month.FirstDay <= Today;

    /// <summary>The results of a part of the plan; null where it has not begun.</summary>
    public Tally? Of(Period part) => HasBegunIn(part.First)
        ? Months.Where(m => part.Contains(m.Key) && HasBegunIn(m.Key)).Aggregate(default(Tally), (sum, m) => sum + m.Value)
        : null;

    /// <summary>
    /// What came of each line, by its key, and what was sold besides the forecast. A sale counts once: on the line that names its account and product, else on the one that names the account and no product.
    /// </summary>
    public (IReadOnlyDictionary<string, ForecastResult> Lines, decimal Besides) Of(Rows<ForecastLine> forecast)
    {
        var keys = new Dictionary<(long Account, long? Product), string>();
        foreach (var line in Merges.Follow(forecast).Where(l => l.AccountId is not null && (l.ProductId is not null || l.Product == "")))
        {
            keys.TryAdd((line.AccountId!.Value, line.ProductId), line.Key);
        }

        var sold = Sales.ToLookup(s => keys.GetValueOrDefault((s.AccountId, s.ProductId)) ?? keys.GetValueOrDefault((s.AccountId, (long?)null)), s => s.Tally.Revenue);
        return (
            forecast.ToDictionary(l => l.Key, l => new ForecastResult(
                l.Months.Where(m => HasBegunIn(m.Month)).Sum(m => m.Revenue ?? 0),
                keys.ContainsValue(l.Key) ? sold[l.Key].Sum() : null,
                keys.ContainsValue(l.Key) ? null : l.AccountId is null ? "A prospect's sales are not known until it is an account" : l.ProductId is null ? "The product is not one of the list" : "Counted on another line for the same")),
            sold[null].Sum());
    }
}

/// <summary>Reads what happened, beside what a plan says: a query for each kind of fact, none for each row.</summary>
internal sealed class PlanResultsReader(PlumblineDb db, PlanFacts facts, PersonSales sales, ActivityStandings standings, CurrentPerson me, OurCompany company)
{
    public async Task<PlanResults> Read(long salespersonId, PlanContent content, CancellationToken cancel)
    {
        var plan = content.Period;
        var merges = await facts.Merges(content, cancel);
        var today = await company.Today(cancel);
        var roster = (await me.Colleagues(cancel)).Roster;
        var shareGone = roster.ShareGone(salespersonId, plan, today);
        var begun = plan.Months.Count(m => m.FirstDay <= today);
        if (begun == 0)
        {
            return new(plan, today, new Dictionary<Month, Tally>(), [], new Dictionary<long, int>(), merges) { ShareGone = shareGone };
        }

        var gone = plan with { Length = begun };
        var (first, last) = (gone.First, gone.Last);
        var months = await facts.Months(salespersonId, gone, cancel);
        var activities = await db.ActivityMonths.Where(m => m.SalespersonId == salespersonId && m.Month >= first && m.Month <= last)
            .GroupBy(m => m.TypeId).Select(g => new { TypeId = g.Key, Count = g.Sum(m => m.Count) }).ToDictionaryAsync(g => g.TypeId, g => g.Count, cancel);
        var now = plan.Contains(today) ? await standings.Of(salespersonId, today, roster, cancel) : null;
        return new(plan, today, months.Where(m => gone.Contains(m.Key)).ToDictionary(), await sales.Read(salespersonId, gone, cancel), activities, merges, now?.Week, now?.Month) { ShareGone = shareGone };
    }
}
