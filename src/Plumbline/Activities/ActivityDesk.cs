using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Activities;

/// <summary>An activity laid before the person who asked. <paramref name="Account"/> is its account's name, <paramref name="IsOurs"/> whether it is theirs, or that of someone below them, and was logged here: then they may change it.</summary>
internal sealed record OpenedActivity(Activity Activity, string? Account, bool IsOurs);

/// <summary>What was logged, in a few words, as in "Meeting with Aurora". <paramref name="IsNew"/> is false where the same form had come before.</summary>
internal sealed record Logged(long Id, string Words, bool IsNew);

/// <summary>Where activities are logged, changed, deleted and put back.</summary>
internal sealed class ActivityDesk(PlumblineDb db, CurrentPerson me, OurCompany company, AccountNames accounts, NextStepLedger ledger)
{
    private const string Deleted = "deleted";

    /// <summary>Everyone of the company may read any activity. Null where there is no such.</summary>
    public async Task<OpenedActivity?> Open(long id, CancellationToken cancel)
    {
        var found = await db.Activities.AsNoTracking().Where(a => a.Id == id).Select(a => new { Activity = a, Account = db.Accounts.Where(c => c.Id == a.AccountId).Select(c => c.Name).FirstOrDefault() }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new(found.Activity, found.Account, await IsOurs(found.Activity, cancel));
    }

    /// <summary>Logs what the person did. The same form twice, as after a connection that broke off before the answer came, is one activity.</summary>
    /// <exception cref="RefusedException">Something typed cannot be taken, or the key is another's.</exception>
    public async Task<Logged> Log(ActivityInput input, CancellationToken cancel)
    {
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "The form has no key of its own. Open it anew.");
        if (await Known(input.Key!, cancel) is { } known)
        {
            return known;
        }

        var activity = new Activity { System = RecordedHere.System, ExternalId = input.Key!, SalespersonId = me.Id, TypeId = 0 };
        activity.Tell(await Read(input, null, cancel), await company.Today(cancel));
        db.Activities.Add(activity);
        return await db.SaveUnlessThere(() => SaveWithStep(activity, null, isPlanned: true, cancel), async () => await Known(input.Key!, cancel) is not null)
            ? new(activity.Id, await WordsFor(activity, cancel), IsNew: true)
            : (await Known(input.Key!, cancel))!;
    }

    public async Task Change(long id, ActivityInput input, CancellationToken cancel)
    {
        var activity = await Ours(id, cancel);
        Refuse.Stale("this activity", input.Revision, activity.Revision);
        var step = (activity.NextStep, activity.NextStepDue);
        activity.Tell(await Read(input, activity, cancel), await company.Today(cancel));
        activity.Revision++;
        await SaveWithStep(activity, step.NextStep, isPlanned: step != (activity.NextStep, activity.NextStepDue), cancel);
    }

    /// <summary>The next step noted with an activity is promised: as that of its opportunity where this has none yet, or the one noted before, and else by itself.</summary>
    private Task SaveWithStep(Activity activity, string? before, bool isPlanned, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            await db.SaveChangesAsync(cancel);
            var isOpportunitys = isPlanned && await PlanForOpportunity(activity, before, cancel);
            await ledger.Follow(
                Record(activity.Id), isOpportunitys ? new(activity.SalespersonId, null, null, null, null) : new(activity.SalespersonId, activity.NextStep, activity.NextStepDue, activity.AccountId, null), isDone: false,
                isPlanned && !isOpportunitys, cancel);
            await db.SaveChangesAsync(cancel);
        },
        cancel);

    /// <summary>Whether the step is the opportunity's: it has none yet, or has the one that stood with the activity before, which then is changed or taken away.</summary>
    private async Task<bool> PlanForOpportunity(Activity activity, string? before, CancellationToken cancel)
    {
        var opportunity = await db.Opportunities.SingleOrDefaultAsync(
            o => o.Id == activity.OpportunityId && o.State == OpportunityState.Open && o.SalespersonId == activity.SalespersonId && (o.NextStep == null || o.NextStep == before), cancel);
        var today = await company.Today(cancel);
        if (opportunity is null || (opportunity.NextStep is null && (activity.NextStep is null || activity.NextStepDue < today)))
        {
            return false; // What was noted for a day that is gone, as without a connection, plans nothing.
        }

        if (activity.NextStep is null)
        {
            opportunity.ClearNext();
        }
        else
        {
            opportunity.PlanNext(activity.NextStep, activity.NextStepDue, today);
        }

        await FollowNext(opportunity, isPlanned: activity.NextStep is not null, cancel);
        return true;
    }

    private async Task FollowNext(Opportunity opportunity, bool isPlanned, CancellationToken cancel)
    {
        opportunity.Revision++;
        await ledger.Follow(
            NextStepLedger.RecordOf(opportunity), new(opportunity.SalespersonId, opportunity.NextStep, opportunity.NextStepDue, opportunity.AccountId, opportunity.Id), isDone: false, isPlanned, cancel);
    }

    public async Task Delete(long id, CancellationToken cancel)
    {
        var activity = await Ours(id, cancel);
        db.Activities.Remove(activity);
        await ledger.Follow(Record(id), new(activity.SalespersonId, null, null, null, null), isDone: false, isPlanned: false, cancel);
        if (activity.NextStep is not null && await db.Opportunities.SingleOrDefaultAsync(o => o.Id == activity.OpportunityId && o.NextStep == activity.NextStep && o.NextStepDue == activity.NextStepDue, cancel) is { } opportunity)
        {
            opportunity.ClearNext(); // It was planned with what is taken back.
            await FollowNext(opportunity, isPlanned: false, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Puts back what this person deleted, as it was, from the audit trail. What is there again is left.</summary>
    /// <returns>The activity's new number.</returns>
    public async Task<long> PutBack(long deleted, CancellationToken cancel)
    {
        var (mine, key) = (me.Id, FormattableString.Invariant($"{deleted}"));
        var before = await db.Audit.Where(e => e.Subject == nameof(Activity) && e.SubjectId == key && e.Action == Deleted && e.PersonId == mine).OrderByDescending(e => e.Id).Select(e => e.Before).FirstOrDefaultAsync(cancel)
            ?? throw RefusedException.NotFound("deleted activity");
        var activity = Json.Read<Activity>(before);
        if (await Known(activity.ExternalId, cancel) is { } there)
        {
            return there.Id;
        }

        activity.ContactId = await db.Contacts.AnyAsync(c => c.Id == activity.ContactId, cancel) ? activity.ContactId : null;
        activity.OpportunityId = await db.Opportunities.AnyAsync(o => o.Id == activity.OpportunityId, cancel) ? activity.OpportunityId : null;
        activity.AccountId = await db.Accounts.Where(a => a.Id == activity.AccountId).Select(a => a.MergedIntoId ?? (long?)a.Id).SingleOrDefaultAsync(cancel);
        Refuse.Unless(await db.ActivityTypes.AnyAsync(t => t.Id == activity.TypeId, cancel), Refusal.Conflict, "Its type was deleted meanwhile. Log it anew.");
        db.Activities.Add(activity);

        // What had been answered for before it was deleted is not promised once more.
        var promised = Record(deleted) + "/";
        var became = await db.Commitments.Where(c => c.PersonId == activity.SalespersonId && c.Source.StartsWith(promised)).OrderByDescending(c => c.Id).Select(c => (CommitmentState?)c.State).FirstOrDefaultAsync(cancel);
        await SaveWithStep(activity, null, isPlanned: became is null or CommitmentState.Dropped, cancel);
        return activity.Id;
    }

    private static string Record(long id) => FormattableString.Invariant($"activity/{id}");

    private async Task<bool> IsOurs(Activity activity, CancellationToken cancel) => activity.IsRecordedHere && (await me.Line(cancel)).Contains(activity.SalespersonId);

    private async Task<Activity> Ours(long id, CancellationToken cancel)
    {
        var activity = await db.Activities.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw RefusedException.NotFound("activity");
        Refuse.Unless(activity.IsRecordedHere, Refusal.NotAllowed, $"This activity came from {activity.System}. Change it there, and import again.");
        Refuse.Unless(await IsOurs(activity, cancel), Refusal.NotAllowed, "Only the person who did it, and those they report to, change an activity.");
        return activity;
    }

    private async Task<Logged?> Known(string key, CancellationToken cancel)
    {
        var known = await db.Activities.AsNoTracking().SingleOrDefaultAsync(a => a.System == RecordedHere.System && a.ExternalId == key, cancel);
        Refuse.Unless(known is null || (await me.Line(cancel)).Contains(known.SalespersonId), Refusal.Conflict, "Someone else has logged an activity with this key. Open the form anew.");
        return known is null ? null : new(known.Id, await WordsFor(known, cancel), IsNew: false);
    }

    private async Task<string> WordsFor(Activity activity, CancellationToken cancel)
    {
        var type = await db.ActivityTypes.Where(t => t.Id == activity.TypeId).Select(t => t.Name).SingleAsync(cancel);
        var account = await db.Accounts.Where(a => a.Id == activity.AccountId).Select(a => a.Name).FirstOrDefaultAsync(cancel);
        return account is null ? type : $"{type}, {account}";
    }

    /// <summary>What was typed, with what it refers to. What an activity referred to before may stay, though it is no longer offered.</summary>
    private async Task<ToldActivity> Read(ActivityInput input, Activity? before, CancellationToken cancel)
    {
        var type = ActivityInput.Id(input.Type);
        Refuse.Unless(
            type is not null && await db.ActivityTypes.AnyAsync(t => t.Id == type && (t.IsOffered || (before != null && before.TypeId == type)), cancel), Refusal.Invalid, "Say what it was: choose one of the types.", "Type");
        var day = TypedDay.Required(input.Day, "Day");
        var account = await AccountOf(input, cancel);
        var opportunity = ActivityInput.Id(input.Opportunity);
        if (opportunity is not null)
        {
            var of = await db.Opportunities.Where(o => o.Id == opportunity).Select(o => new { o.AccountId }).SingleOrDefaultAsync(cancel);
            Refuse.Unless(of is not null && (account is null || of.AccountId is null || of.AccountId == account), Refusal.Invalid, "That opportunity belongs to another account. Choose one of this account's, or none.", "Opportunity");
            account ??= of.AccountId;
        }

        var contact = ActivityInput.Id(input.Contact);
        Refuse.Unless(
            contact is null || await db.Contacts.AnyAsync(c => c.Id == contact && (c.AccountId == null || c.AccountId == account), cancel), Refusal.Invalid, "That contact works elsewhere. Choose one of this account's, or none.", "Contact");
        return new(type.Value, day, account, contact, opportunity, TypedText.OrNull(input.Outcome), TypedText.OrNull(input.NextStep), TypedDay.Read(input.NextStepDue, "NextStepDue"));
    }

    /// <summary>The account chosen, while its name still stands beside it, else the only one of the name typed.</summary>
    private async Task<long?> AccountOf(ActivityInput input, CancellationToken cancel)
    {
        if (TypedText.OrNull(input.Account) is not { } name)
        {
            return null;
        }

        var named = await accounts.Called(input.AccountId, name, cancel);
        Refuse.Unless(named.Count > 0, Refusal.Invalid, $"There is no account “{name}”. Choose one from the list, or leave it empty and name them in the note.", "Account");
        Refuse.Unless(named.Count == 1, Refusal.Invalid, $"There is more than one account “{name}”. Choose one from the list.", "Account");
        return named[0];
    }
}
