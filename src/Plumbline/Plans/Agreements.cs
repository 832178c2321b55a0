using Microsoft.EntityFrameworkCore;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>Saves plans that may just have been agreed, with the quotas that count from then on.</summary>
internal sealed class Agreements(PlumblineDb db, QuotaWriter quotas)
{
    /// <summary>Saves the plan and, where a version came into force since it was last saved, its quotas, in one transaction.</summary>
    public Task Save(BusinessPlan plan, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            plan.Revision++;
            var kept = plan.Id == 0 ? [] : await db.AgreedQuotas.Where(a => a.SalespersonId == plan.SalespersonId && a.Month == plan.Period.First).Select(a => a.Version).ToListAsync(cancel);
            var agreed = plan.Versions.Where(v => v.AgreedOn is not null && !kept.Contains(v.Number)).ToList();
            foreach (var version in agreed)
            {
                db.AgreedQuotas.AddRange(plan.Period.Months.Select(version.Content.Quota).Select(q => new AgreedQuota(plan.SalespersonId, q.Month, q.Revenue, q.Margin, version.AgreedOn!.Value, version.Number)));
            }

            await db.SaveChangesAsync(cancel);
            if (agreed.Count > 0)
            {
                using var bulk = BulkWriter.Of(db);
                await quotas.Write(bulk, [plan.SalespersonId], cancel);
            }
        },
        cancel);
}
