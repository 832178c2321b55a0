using Microsoft.EntityFrameworkCore;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>Saves plans that may just have been agreed, with what counts and what is followed from then on.</summary>
internal sealed class Agreements(PlumblineDb db, QuotaWriter quotas, PlanCommitments commitments)
{
    /// <summary>Saves the plan and, where a version came into force since it was last saved, what follows from that, in one transaction.</summary>
    public Task Save(Plan plan, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            plan.Revision++;
            var agreed = plan.Versions.Where(v => v.AgreedOn is not null && IsNew(v)).ToList();
            if (plan is BusinessPlan && agreed.Count > 0)
            {
                var types = await TypeIds(cancel);
                agreed.ForEach(version => CameIntoForce(plan, version, types));
            }

            await db.SaveChangesAsync(cancel);
            if (agreed.Count > 0)
            {
                await commitments.Follow(plan, agreed[^1], cancel);
                await db.SaveChangesAsync(cancel);
            }

            if (plan is BusinessPlan && agreed.Count > 0)
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
        await foreach (var plan in db.Plans.AsNoTracking().OrderBy(p => p.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            foreach (var version in plan.Versions)
            {
                if (!version.IsIntact || version.Signatures.Any(s => s.Hash != version.Hash))
                {
                    differences.Add($"Plan of salesperson {plan.SalespersonId}{(plan is AccountPlan of ? $" for account {of.AccountId}" : "")} from {plan.Period.First}, version {version.Number}: its text is not the one that was put forward{(version.Signatures.Count > 0 ? " and signed" : "")}.");
                    if (plan is BusinessPlan)
                    {
                        kept.RemoveWhere(q => q.SalespersonId == plan.SalespersonId && plan.Period.Contains(q.Month) && q.Version == version.Number); // What it said is not known any more.
                        keptGoals.RemoveWhere(a => a.SalespersonId == plan.SalespersonId && plan.Period.Contains(a.Month) && a.Version == version.Number);
                    }
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

    /// <summary>What follows where a version comes into force, in the place of the one agreed before it if there is one; saved with the plan.</summary>
    private void CameIntoForce(Plan plan, PlanVersion version, HashSet<long> types)
    {
        db.AgreedQuotas.AddRange(QuotasOf(plan, version));
        db.AgreedActivities.AddRange(ActivitiesOf(plan, version, types));
    }

    private bool IsNew(PlanVersion version) =>
        db.Entry(version) is var entry && (entry.State is EntityState.Added or EntityState.Detached || entry.Property(v => v.AgreedOn).OriginalValue is null);

    private static IEnumerable<AgreedQuota> QuotasOf(Plan plan, PlanVersion version) => version.Content is BusinessPlanContent content
        ? plan.Period.Months.Select(content.Quota).Select(q => new AgreedQuota(plan.SalespersonId, q.Month, q.Revenue, q.Margin, version.AgreedOn!.Value, version.Number))
        : [];

    /// <summary>The activity goals of each month whose type is known; of two lines for one type both count.</summary>
    private static IEnumerable<AgreedActivity> ActivitiesOf(Plan plan, PlanVersion version, HashSet<long> types)
    {
        if (version.Content is not BusinessPlanContent content)
        {
            return [];
        }

        var goals = content.Activities.Where(a => a.TypeId is { } type && types.Contains(type) && a.Weekly > 0).GroupBy(a => a.TypeId!.Value, a => a.Weekly!.Value).Select(g => (Type: g.Key, PerWeek: Math.Round(g.Sum(), 4))).Where(g => g.PerWeek > 0).ToList();
        return plan.Period.Months.SelectMany(m => goals.Select(g => new AgreedActivity(plan.SalespersonId, m, g.Type, g.PerWeek, version.AgreedOn!.Value, version.Number)));
    }

    private async Task<HashSet<long>> TypeIds(CancellationToken cancel) => (await db.ActivityTypes.Select(t => t.Id).ToListAsync(cancel)).ToHashSet();
}
