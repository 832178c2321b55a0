using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Commitments;

/// <summary>A next step as it stands: whose, what, by when, and what it is about. Nothing is planned where there is no step, no day or nobody.</summary>
internal sealed record PlannedStep(long? PersonId, string? What, DateOnly? Due, long? AccountId, long? OpportunityId);

/// <summary>Keeps next steps in the ledger: the one that is planned is promised, and each one after it is a promise of its own.</summary>
internal sealed class NextStepLedger(PlumblineDb db, OurCompany company)
{
    private const int AtOnce = 1_000;
    private const string OfOpportunities = "opportunity/";

    /// <summary>An opportunity as a record that is followed.</summary>
    public static string RecordOf(Opportunity opportunity) => FormattableString.Invariant($"{OfOpportunities}{opportunity.Id}");

    /// <summary>Follows the next step of a record, as "opportunity/7". To be saved by the caller, in the transaction that saves the record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="step">Its next step now.</param>
    /// <param name="isDone">Whether the one before was done.</param>
    /// <param name="isPlanned">Whether the step was planned with this change: one that stands as it stood may have been answered for, and is not promised once more.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Follow(string record, PlannedStep step, bool isDone, bool isPlanned, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var prefix = record + "/";
        var about = db.Commitments.Where(c => c.State == CommitmentState.Open || c.State == CommitmentState.Asked);
        about = step.OpportunityId is { } opportunity ? about.Where(c => c.OpportunityId == opportunity) : about.Where(c => c.PersonId == step.PersonId); // By index, however long the ledger is.
        var open = await about.Where(c => c.Source.StartsWith(prefix)).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancel);
        if (open is not null && isDone)
        {
            open.Do(null, today, today);
            open.Revision++;
            open = null;
        }

        if (open is not null)
        {
            Follow(open, step, today);
        }
        else if (isPlanned && step is { PersonId: { } person, What: { } what, Due: { } due })
        {
            db.Commitments.Add(new(CommitmentKind.NextStep, $"{prefix}{Guid.NewGuid():n}", person, what, today, due) { AccountId = step.AccountId, OpportunityId = step.OpportunityId });
        }
    }

    /// <summary>The same for many opportunities whose changes were written past the context, and by which nothing was planned or done: what is promised follows where they stand now. To be saved by the caller.</summary>
    public async Task Follow(IEnumerable<long> opportunities, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        foreach (var ids in opportunities.Order().Chunk(AtOnce))
        {
            var promised = await db.Commitments
                .Where(c => (c.State == CommitmentState.Open || c.State == CommitmentState.Asked) && c.OpportunityId != null && EF.Parameter(ids).Contains(c.OpportunityId.Value) && c.Source.StartsWith(OfOpportunities))
                .Join(db.Opportunities, c => c.OpportunityId, o => o.Id, (c, o) => new { Promise = c, Step = new PlannedStep(o.SalespersonId, o.NextStep, o.NextStepDue, o.AccountId, o.Id) })
                .ToListAsync(cancel);
            promised.ForEach(p => Follow(p.Promise, p.Step, today));
        }
    }

    private static void Follow(Commitment open, PlannedStep step, DateOnly today)
    {
        if (step is not { PersonId: { } person, What: { } what, Due: { } due })
        {
            open.Drop(today);
        }
        else if ((open.PersonId, open.What, open.Due, open.AccountId) != (person, what, due, step.AccountId))
        {
            open.Follow(person, null, what, due, "The next step was changed", askedBy: null, today);
            open.AccountId = step.AccountId;
        }
        else
        {
            return;
        }

        open.Revision++;
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

    /// <summary>A promise that is open again is the opportunity's next step again.</summary>
    /// <exception cref="RefusedException">The opportunity ended, or has another next step.</exception>
    public async Task TakeUpAgain(Commitment commitment, CancellationToken cancel)
    {
        if (commitment is not { Kind: CommitmentKind.NextStep, OpportunityId: { } id } || await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } opportunity)
        {
            return;
        }

        Refuse.Unless(opportunity.State == OpportunityState.Open, Refusal.Conflict, $"{opportunity.Name} has ended meanwhile. Reopen it first.");
        Refuse.Unless(opportunity.NextStep is null, Refusal.Conflict, $"{opportunity.Name} has another next step now: {opportunity.NextStep}. Say that it is done, or take it away, first.");
        (opportunity.NextStep, opportunity.NextStepDue) = (commitment.What, commitment.Due); // As it was promised, also where the day is gone.
        opportunity.Revision++;
    }
}
