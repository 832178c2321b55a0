using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Notifications;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>Brings what plans promise into the ledger, keeps it there as a plan is agreed anew, and tells what became of it.</summary>
internal sealed class PlanCommitments(PlumblineDb db, OurCompany company, Notifier notifier)
{
    /// <summary>Lets the ledger follow the version that has just been agreed. To be saved by the caller, in the same transaction.</summary>
    public async Task Follow(Plan plan, PlanVersion version, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var kept = await Of(plan).ToDictionaryAsync(c => c.Source, cancel);
        var manager = version.SignatureOf(Side.Manager)?.PersonId;
        var account = plan is AccountPlan { AccountId: var named } ? await db.Accounts.Where(a => a.Id == named).Select(a => a.MergedIntoId ?? (long?)a.Id).SingleAsync(cancel) : null;
        var promised = new Dictionary<string, PlanPromise>();
        foreach (var promise in PlanPromises.Of(version.Content, plan.SalespersonId))
        {
            var source = Prefix(plan.Id) + promise.Path;
            var to = promise.PersonId == plan.SalespersonId ? manager : plan.SalespersonId;
            var asked = kept.GetValueOrDefault(source) is { State: CommitmentState.Asked } waits ? waits.PersonId : (long?)null;
            if (kept.Remove(source, out var commitment))
            {
                commitment.Follow(promise.PersonId, to, promise.What, promise.Due, version.Reason ?? "Agreed anew", plan.SalespersonId, today);
                commitment.Revision++;
            }
            else if (promise.Due < version.AgreedOn)
            {
                continue; // Whose day was gone when the two signed: that was never promised. Who signs is told so.
            }
            else
            {
                commitment = new(promise.Kind, source, promise.PersonId, promise.What, version.AgreedOn!.Value, promise.Due, askedBy: plan.SalespersonId) { ToId = to, AccountId = account };
                db.Commitments.Add(commitment);
            }

            promised.Add(promise.Path, promise);
            if (commitment.State == CommitmentState.Asked && commitment.PersonId != asked)
            {
                await notifier.Tell(NotificationKind.HelpAsked, [commitment.PersonId], commitment.What, "today", null, cancel);
            }
        }

        foreach (var gone in kept.Values)
        {
            gone.Drop(today);
            gone.Revision++;
        }

        if (account is { } id)
        {
            await CarryOver(plan, id, promised, today, cancel);
        }
    }

    /// <summary>What the plan of the quarter before still owes, and this one promises anew under the same key, is carried over; what is not promised, since its day was gone when this one was signed, is owed still.</summary>
    private async Task CarryOver(Plan plan, long account, Dictionary<string, PlanPromise> promised, DateOnly today, CancellationToken cancel)
    {
        var quarter = plan.Period.Previous;
        foreach (var before in await db.AccountPlans.AsNoTracking().For(account, db).Where(p => p.SalespersonId == plan.SalespersonId && p.Period == quarter).ToListAsync(cancel))
        {
            foreach (var owed in await Of(before).Where(c => c.State == CommitmentState.Open || c.State == CommitmentState.Asked).ToListAsync(cancel))
            {
                var path = owed.Source[Prefix(before.Id).Length..];
                if (promised.TryGetValue(path, out var anew) && (anew.What == owed.What || Rows.IsOfOneRow(path.Split('.')[1])))
                {
                    owed.CarryOver($"the plan for {PlanWords.Of(plan.Period)}", today);
                    owed.Revision++;
                }
            }
        }
    }

    /// <summary>What became of the plan's promises, by the row that promised, as in "tactics.k3".</summary>
    public async Task<IReadOnlyDictionary<string, Commitment>> Read(Plan plan, CancellationToken cancel) =>
        await Of(plan).AsNoTracking().ToDictionaryAsync(c => c.Source[Prefix(plan.Id).Length..], cancel);

    /// <summary>All that the plan ever promised, each by its source as a whole: by how sources begin, the whole ledger would be gone through.</summary>
    private IQueryable<Commitment> Of(Plan plan)
    {
        string[] sources = [.. plan.Versions.Where(v => v.AgreedOn is not null).SelectMany(v => PlanPromises.Of(v.Content, plan.SalespersonId)).Select(p => Prefix(plan.Id) + p.Path).Distinct()];
        return db.Commitments.Where(c => EF.Parameter(sources).Contains(c.Source));
    }

    private static string Prefix(long planId) => FormattableString.Invariant($"plan/{planId}/");
}
