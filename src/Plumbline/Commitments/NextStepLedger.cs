using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Storage;

namespace Plumbline.Commitments;

/// <summary>A next step as it stands: whose, what, by when, and what it is about. Nothing is planned where there is no step, no day or nobody.</summary>
internal sealed record PlannedStep(long? PersonId, string? What, DateOnly? Due, long? AccountId, long? OpportunityId);

/// <summary>Keeps next steps in the ledger: the one that is planned is promised, and each one after it is a promise of its own.</summary>
internal sealed class NextStepLedger(PlumblineDb db, OurCompany company)
{
    /// <summary>Follows the next step of a record, as "opportunity/7". To be saved by the caller, in the transaction that saves the record.</summary>
    public async Task Follow(string record, PlannedStep step, bool isDone, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var prefix = record + "/";
        var open = await db.Commitments.FirstOrDefaultAsync(c => c.Source.StartsWith(prefix) && (c.State == CommitmentState.Open || c.State == CommitmentState.Asked), cancel);
        if (open is not null && isDone)
        {
            open.Do(null, today, today);
            open.Revision++;
            open = null;
        }

        if (step is not { PersonId: { } person, What: { } what, Due: { } due })
        {
            if (open is not null)
            {
                open.Drop(today);
                open.Revision++;
            }
        }
        else if (open is null)
        {
            db.Commitments.Add(new(CommitmentKind.NextStep, $"{prefix}{Guid.NewGuid():n}", person, what, today, due) { AccountId = step.AccountId, OpportunityId = step.OpportunityId });
        }
        else if ((open.PersonId, open.What, open.Due) != (person, what, due))
        {
            open.Follow(person, what, due, "The next step was changed", askedBy: null, today);
            open.Revision++;
        }
    }

    /// <summary>What became of a promise is told to the opportunity that it is the next step of: done or given up there is none any more, moved it has another day.</summary>
    public async Task Tell(Commitment commitment, CancellationToken cancel)
    {
        if (commitment is not { Kind: CommitmentKind.NextStep, OpportunityId: { } id } || await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id && o.NextStep == commitment.What, cancel) is not { } opportunity)
        {
            return;
        }

        if (commitment.State is CommitmentState.Done or CommitmentState.GivenUp)
        {
            opportunity.ClearNext();
        }
        else if (opportunity.NextStepDue != commitment.Due)
        {
            opportunity.PlanNext(commitment.What, commitment.Due, await company.Today(cancel));
        }

        opportunity.Revision++;
    }
}
