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

/// <summary>What of the budget is asked for.</summary>
internal sealed record BudgetAsk(Period Year, BudgetBy By)
{
    /// <summary>Reads an address; what it does not say, or says wrong, is the year that runs, by quarter.</summary>
    public static BudgetAsk Read(Func<string, string?> said, FiscalYear fiscal, DateOnly today) => new(
        fiscal.TryParse(said("period"), out var asked) && asked.Length == 12 ? asked : fiscal.Cut(today, 12), Enum.TryParse<BudgetBy>(said("by"), ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : BudgetBy.Quarter);
}

/// <summary>A line of the budget. <paramref name="Href"/> is where it is looked into; null where nowhere.</summary>
internal sealed record BudgetLine(string Name, string? Href, BudgetSum Sum);

/// <summary>A year's local marketing in money, cut so that the lines add up to the total, and what lapsed or is about to.</summary>
internal sealed record BudgetView(BudgetAsk Ask, IReadOnlyList<BudgetLine> Lines, BudgetSum Total, IReadOnlyList<LocalActivity> Lapsing, FiscalYear Fiscal, Colleagues People, DateOnly Today);

/// <summary>Reads what local marketing costs and who bears it, an activity in the quarter of its first day.</summary>
internal sealed class MarketingBudget(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    private const int SoonDays = 60;
    private const int MostLapsing = 12;

    public async Task<BudgetView> Read(BudgetAsk ask, CancellationToken cancel)
    {
        var (people, today, fiscal) = (await me.Colleagues(cancel), await company.Today(cancel), (await company.Load(cancel)).FiscalYear);
        var (year, by) = ask;
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
            ask, [.. lines], BudgetSum.Of(activities, today),
            await db.Set<LocalActivity>().AsNoTracking().Unclaimed().Where(a => a.Last < today && a.ClaimBy >= today && a.ClaimBy <= soon).OrderBy(a => a.ClaimBy).ThenBy(a => a.Id).Take(MostLapsing).ToListAsync(cancel),
            fiscal, people, today);
    }
}
