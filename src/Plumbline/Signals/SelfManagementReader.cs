using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Signals;

/// <summary>Reads how far people manage themselves, of all who are asked about at once.</summary>
internal sealed class SelfManagementReader(PlumblineDb db, OurCompany company, CurrentPerson me, Ledger ledger, CallDesk calls)
{
    public async Task<IReadOnlyDictionary<long, SelfManagement>> Of(long[] people, CancellationToken cancel)
    {
        var (today, ours, roster) = (await company.Today(cancel), await company.Load(cancel), (await me.Colleagues(cancel)).Roster);
        var since = today.AddDays(-SelfManagement.Days);
        var kept = await ledger.Kept(people, since, today.AddDays(-1), cancel);
        var plans = (await db.BusinessPlans.IgnoreAutoIncludes().AsNoTracking().Where(p => EF.Parameter(people).Contains(p.SalespersonId)).Select(p => new { p.SalespersonId, p.Period, p.State }).ToListAsync(cancel))
            .Where(p => p.Period.Contains(today) && PlanVisibility.IsEveryones(p.State)).Select(p => p.SalespersonId).ToHashSet();
        var thisWeek = Week.Of(today, ours.FirstDayOfWeek);
        var weeks = Enumerable.Range(1, SelfManagement.Weeks).Select(back => thisWeek.Plus(-back)).ToList();
        var (first, last) = (weeks[^1].FirstDay, weeks[0].LastDay);
        var logged = (await db.Activities.Where(a => EF.Parameter(people).Contains(a.SalespersonId) && a.Date >= first && a.Date <= last).Select(a => new { a.SalespersonId, a.Date }).Distinct().ToListAsync(cancel)).ToLookup(a => a.SalespersonId, a => a.Date);
        var called = await calls.Accuracies(people, ours.FiscalYear.Quarter(today), cancel);
        return people.ToDictionary(p => p, p =>
        {
            var atWork = weeks.Where(w => roster.DaysAtWork(p, w.FirstDay, w.LastDay) > 0).ToList();
            return SelfManagement.Of(
                kept[p], plans.Contains(p),
                atWork.Count(w => logged[p].Any(d => d >= w.FirstDay && d <= w.LastDay)), atWork.Count, called.GetValueOrDefault(p));
        });
    }
}
