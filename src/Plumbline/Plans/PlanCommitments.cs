using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>Brings what a plan promises into the ledger, and keeps it there as the plan is agreed anew.</summary>
internal sealed class PlanCommitments(PlumblineDb db, OurCompany company)
{
    /// <summary>Lets the ledger follow the version that has just been agreed. To be saved by the caller, in the same transaction.</summary>
    public async Task Follow(BusinessPlan plan, PlanVersion version, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var prefix = FormattableString.Invariant($"plan/{plan.Id}/");
        var kept = await db.Commitments.Where(c => c.Source.StartsWith(prefix)).ToDictionaryAsync(c => c.Source, cancel);
        var manager = version.SignatureOf(Side.Manager)?.PersonId;
        foreach (var promise in PlanPromises.Of(version.Content))
        {
            var source = prefix + promise.Path;
            if (kept.Remove(source, out var commitment))
            {
                commitment.Follow(plan.SalespersonId, promise.What, promise.Due, version.Reason ?? "Agreed anew", askedBy: null, today);
                commitment.Revision++;
            }
            else
            {
                db.Commitments.Add(new(promise.Kind, source, plan.SalespersonId, promise.What, version.AgreedOn!.Value, promise.Due) { ToId = manager });
            }
        }

        foreach (var gone in kept.Values)
        {
            gone.Drop(today);
            gone.Revision++;
        }
    }
}
