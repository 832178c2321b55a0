using Microsoft.EntityFrameworkCore;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>Saves plans that may just have been agreed, with the quotas and activity goals that count from then on.</summary>
internal sealed class Agreements(PlumblineDb db, QuotaWriter quotas)
{
    /// <summary>Saves the plan and, where a version came into force since it was last saved, its quotas and activity goals, in one transaction.</summary>
    public Task Save(BusinessPlan plan, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            plan.Revision++;
            var kept = plan.Id == 0 ? [] : await db.AgreedQuotas.Where(a => a.SalespersonId == plan.SalespersonId && a.Month == plan.Period.First).Select(a => a.Version).ToListAsync(cancel);
            var agreed = plan.Versions.Where(v => v.AgreedOn is not null && !kept.Contains(v.Number)).ToList();
            db.AgreedQuotas.AddRange(agreed.SelectMany(v => QuotasOf(plan, v)));
            var types = await TypeIds(cancel);
            db.AgreedActivities.AddRange(agreed.SelectMany(v => ActivitiesOf(plan, v, types)));
            await db.SaveChangesAsync(cancel);
            if (agreed.Count > 0)
            {
                using var bulk = BulkWriter.Of(db);
                await quotas.Write(bulk, [plan.SalespersonId], cancel);
            }
        },
        cancel);

    /// <summary>Where a version is not as it was put forward and signed, or the quotas and activity goals as kept are not those of the versions agreed, in words; empty where all is right.</summary>
    public async Task<IReadOnlyList<string>> Differences(CancellationToken cancel)
    {
        var differences = new List<string>();
        var said = new List<AgreedQuota>();
        var goals = new List<AgreedActivity>();
        var kept = (await db.AgreedQuotas.AsNoTracking().ToListAsync(cancel)).ToHashSet();
        var keptGoals = (await db.AgreedActivities.AsNoTracking().ToListAsync(cancel)).ToHashSet();
        var types = await TypeIds(cancel);
        await foreach (var plan in db.BusinessPlans.AsNoTracking().OrderBy(p => p.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            foreach (var version in plan.Versions)
            {
                if (!version.IsIntact || version.Signatures.Any(s => s.Hash != version.Hash))
                {
                    differences.Add($"Plan of salesperson {plan.SalespersonId} from {plan.Period.First}, version {version.Number}: its text is not the one that was put forward{(version.Signatures.Count > 0 ? " and signed" : "")}.");
                    kept.RemoveWhere(q => q.SalespersonId == plan.SalespersonId && plan.Period.Contains(q.Month) && q.Version == version.Number); // What it said is not known any more.
                    keptGoals.RemoveWhere(a => a.SalespersonId == plan.SalespersonId && plan.Period.Contains(a.Month) && a.Version == version.Number);
                }
                else if (version.AgreedOn is not null)
                {
                    said.AddRange(QuotasOf(plan, version));
                    goals.AddRange(ActivitiesOf(plan, version, types));
                }
            }
        }

        return
        [
            .. differences,
            .. kept.Except(said).Select(q => $"Agreed quota of {Tell(q)}: kept, but not what was agreed."),
            .. said.Except(kept).Select(q => $"Agreed quota of {Tell(q)}: agreed, but not kept so."),
            .. keptGoals.Except(goals).Select(a => $"Agreed activities of {TellGoal(a)}: kept, but not what was agreed."),
            .. goals.Except(keptGoals).Select(a => $"Agreed activities of {TellGoal(a)}: agreed, but not kept so."),
        ];

        static string Tell(AgreedQuota quota) => $"{quota.Month}, salesperson {quota.SalespersonId}, version {quota.Version}, revenue {quota.Revenue:0.####}, margin {quota.Margin:0.####}, of {quota.AgreedOn:yyyy-MM-dd}";

        static string TellGoal(AgreedActivity goal) => $"{goal.Month}, salesperson {goal.SalespersonId}, version {goal.Version}, type {goal.TypeId}, {goal.PerWeek:0.####} a week, of {goal.AgreedOn:yyyy-MM-dd}";
    }

    private static IEnumerable<AgreedQuota> QuotasOf(BusinessPlan plan, PlanVersion version) =>
        plan.Period.Months.Select(version.Content.Quota).Select(q => new AgreedQuota(plan.SalespersonId, q.Month, q.Revenue, q.Margin, version.AgreedOn!.Value, version.Number));

    /// <summary>The activity goals of each month whose type is known; of two lines for one type both count.</summary>
    private static IEnumerable<AgreedActivity> ActivitiesOf(BusinessPlan plan, PlanVersion version, HashSet<long> types)
    {
        var goals = version.Content.Activities.Where(a => a.TypeId is { } type && types.Contains(type) && a.Weekly > 0).GroupBy(a => a.TypeId!.Value, a => a.Weekly!.Value).Select(g => (Type: g.Key, PerWeek: Math.Round(g.Sum(), 4))).Where(g => g.PerWeek > 0).ToList();
        return plan.Period.Months.SelectMany(m => goals.Select(g => new AgreedActivity(plan.SalespersonId, m, g.Type, g.PerWeek, version.AgreedOn!.Value, version.Number)));
    }

    private async Task<HashSet<long>> TypeIds(CancellationToken cancel) => (await db.ActivityTypes.Select(t => t.Id).ToListAsync(cancel)).ToHashSet();
}
