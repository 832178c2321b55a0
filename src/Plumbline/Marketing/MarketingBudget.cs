using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>By what the budget is cut.</summary>
internal enum BudgetBy
{
    Quarter,
    Program,
    Salesperson,
}

/// <summary>A line of the budget. <paramref name="Href"/> is where it is looked into; null where nowhere.</summary>
internal sealed record BudgetLine(string Name, string? Href, BudgetSum Sum);

/// <summary>A year's local marketing in money, cut so that the lines add up to the total, and what lapsed or is about to.</summary>
internal sealed record BudgetView(Period Year, BudgetBy By, IReadOnlyList<BudgetLine> Lines, BudgetSum Total, IReadOnlyList<LocalActivity> Lapsing, FiscalYear Fiscal, Colleagues People, DateOnly Today);

/// <summary>Reads what local marketing costs and who bears it, an activity in the quarter of its first day.</summary>
internal sealed class MarketingBudget(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    private const int SoonDays = 60;
    private const int MostLapsing = 12;

    public async Task<BudgetView> Read(Period year, BudgetBy by, CancellationToken cancel)
    {
        var (people, today, fiscal) = (await me.Colleagues(cancel), await company.Today(cancel), (await company.Load(cancel)).FiscalYear);
        var (first, last) = (year.FirstDay, year.LastDay);
        var activities = await db.Set<LocalActivity>().AsNoTracking().Where(a => a.First >= first && a.First <= last).OrderBy(a => a.First).ToListAsync(cancel);
        var names = by == BudgetBy.Program ? await db.Set<MarketingProgram>().AsNoTracking().ToDictionaryAsync(p => p.Id, p => $"{p.Terms.Vendor}: {p.Terms.Name}", cancel) : [];
        IEnumerable<BudgetLine> lines = by switch
        {
            BudgetBy.Program => activities.GroupBy(a => a.ProgramId).Select(g => new BudgetLine(g.Key is { } id ? names[id] : "Without a program", g.Key is { } program ? $"programs/{program}" : null, BudgetSum.Of(g, today))).OrderByDescending(l => l.Sum.Cost).ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase),
            BudgetBy.Salesperson => activities.GroupBy(a => a.OwnerId).Select(g => new BudgetLine(people.NameOf(g.Key), $"people/{g.Key}", BudgetSum.Of(g, today))).OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase),
            _ => Enumerable.Range(0, 4).Select(q => new Period(year.First.Plus(3 * q), 3)).Select(q => new BudgetLine(Figures.Name(q, fiscal), null, BudgetSum.Of(activities.Where(a => a.First >= q.FirstDay && a.First <= q.LastDay), today))),
        };
        var soon = today.AddDays(SoonDays);
        return new(
            year, by, [.. lines], BudgetSum.Of(activities, today),
            await db.Set<LocalActivity>().AsNoTracking().Unclaimed().Where(a => a.Last < today && a.ClaimBy >= today && a.ClaimBy <= soon).OrderBy(a => a.ClaimBy).ThenBy(a => a.Id).Take(MostLapsing).ToListAsync(cancel),
            fiscal, people, today);
    }
}
