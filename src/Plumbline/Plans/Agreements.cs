using Microsoft.EntityFrameworkCore;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>Saves plans that may just have been agreed, with the quotas that count and the commitments that are followed from then on.</summary>
internal sealed class Agreements(PlumblineDb db, QuotaWriter quotas, PlanCommitments commitments)
{
    /// <summary>Saves the plan and, where a version came into force since it was last saved, its quotas and what it promises, in one transaction.</summary>
    public Task Save(BusinessPlan plan, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            plan.Revision++;
            var kept = plan.Id == 0 ? [] : await db.AgreedQuotas.Where(a => a.SalespersonId == plan.SalespersonId && a.Month == plan.Period.First).Select(a => a.Version).ToListAsync(cancel);
            var agreed = plan.Versions.Where(v => v.AgreedOn is not null && !kept.Contains(v.Number)).ToList();
            db.AgreedQuotas.AddRange(agreed.SelectMany(v => QuotasOf(plan, v)));
            await db.SaveChangesAsync(cancel);
            if (agreed.Count > 0)
            {
                await commitments.Follow(plan, agreed[^1], cancel);
                await db.SaveChangesAsync(cancel);
                using var bulk = BulkWriter.Of(db);
                await quotas.Write(bulk, [plan.SalespersonId], cancel);
            }
        },
        cancel);

    /// <summary>Where a version is not as it was put forward and signed, or the quotas as kept are not those of the versions agreed, in words; empty where all is right.</summary>
    public async Task<IReadOnlyList<string>> Differences(CancellationToken cancel)
    {
        var differences = new List<string>();
        var said = new List<AgreedQuota>();
        var kept = (await db.AgreedQuotas.AsNoTracking().ToListAsync(cancel)).ToHashSet();
        await foreach (var plan in db.BusinessPlans.AsNoTracking().OrderBy(p => p.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            foreach (var version in plan.Versions)
            {
                if (!version.IsIntact || version.Signatures.Any(s => s.Hash != version.Hash))
                {
                    differences.Add($"Plan of salesperson {plan.SalespersonId} from {plan.Period.First}, version {version.Number}: its text is not the one that was put forward{(version.Signatures.Count > 0 ? " and signed" : "")}.");
                    kept.RemoveWhere(q => q.SalespersonId == plan.SalespersonId && plan.Period.Contains(q.Month) && q.Version == version.Number); // What it said is not known any more.
                }
                else if (version.AgreedOn is not null)
                {
                    said.AddRange(QuotasOf(plan, version));
                }
            }
        }

        return
        [
            .. differences,
            .. kept.Except(said).Select(q => $"Agreed quota of {Tell(q)}: kept, but not what was agreed."),
            .. said.Except(kept).Select(q => $"Agreed quota of {Tell(q)}: agreed, but not kept so."),
        ];

        static string Tell(AgreedQuota quota) => $"{quota.Month}, salesperson {quota.SalespersonId}, version {quota.Version}, revenue {quota.Revenue:0.####}, margin {quota.Margin:0.####}, of {quota.AgreedOn:yyyy-MM-dd}";
    }

    private static IEnumerable<AgreedQuota> QuotasOf(BusinessPlan plan, PlanVersion version) =>
        plan.Period.Months.Select(version.Content.Quota).Select(q => new AgreedQuota(plan.SalespersonId, q.Month, q.Revenue, q.Margin, version.AgreedOn!.Value, version.Number));
}
