using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>A plan that waits for the answer of who reads it.</summary>
internal sealed record WaitingPlan(long Id, string Owner, bool IsOwn, Period Period, string? Account);

/// <summary>Finds the plans where something is on the table that a person's side has not signed.</summary>
internal sealed class WaitingPlans(PlumblineDb db)
{
    /// <summary>Those that wait for a person: their own, and those of who reports to them.</summary>
    public async Task<IReadOnlyList<WaitingPlan>> For(long person, Colleagues people, int most, CancellationToken cancel)
    {
        long[] reports = [.. people.People.Where(p => p.ManagerId == person).Select(p => p.Id)];
        var plans = await db.Plans.IgnoreAutoIncludes().AsNoTracking()
            .Where(p => (p.SalespersonId == person || EF.Parameter(reports).Contains(p.SalespersonId)) && (p.State == PlanState.Submitted || p.State == PlanState.Negotiating || p.State == PlanState.Amending))
            .Select(p => new { p.Id, p.SalespersonId, p.Period, Account = db.AccountPlans.Where(a => a.Id == p.Id).SelectMany(a => db.Accounts.Where(x => x.Id == a.AccountId)).Select(a => a.Name).FirstOrDefault(), By = EF.Property<List<PlanVersion>>(p, "_versions").Where(v => v.Standing == Standing.OnTable).Select(v => (Side?)v.ProposedBySide).FirstOrDefault() })
            .OrderBy(p => p.Id).ToListAsync(cancel);
        return
        [
            .. plans.Where(p => p.By == (p.SalespersonId == person ? Side.Manager : Side.Salesperson)).Take(most)
                .Select(p => new WaitingPlan(p.Id, people.NameOf(p.SalespersonId), p.SalespersonId == person, p.Period, p.Account)),
        ];
    }
}
