using Microsoft.EntityFrameworkCore;
using Plumbline.Comments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>A plan laid before the person who asked.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Me">Who asked.</param>
/// <param name="IsParty">Whether it is theirs to write, or that of someone below them; others read what is agreed and no more.</param>
public sealed record OpenedPlan(Plan Plan, Party Me, bool IsParty)
{
    /// <summary>The side for which the person acts.</summary>
    public Side Side => Plan.SideOf(Me);

    /// <summary>Whether the move is open to the person now.</summary>
    public bool Can(PlanMove move) => IsParty && Plan.CanDo(Me, move);

    /// <summary>The versions that the person may read, oldest first.</summary>
    public IReadOnlyList<PlanVersion> Versions => IsParty ? Plan.Versions : [.. Plan.Versions.Where(v => v.AgreedOn is not null)];

    /// <summary>The version of this number; null where there is none that the person may read.</summary>
    public PlanVersion? Version(int number) => Versions.FirstOrDefault(v => v.Number == number);
}

/// <summary>Where plans are opened, changed and put back: every move of every page goes through here.</summary>
internal sealed class PlanDesk(PlumblineDb db, CurrentPerson me, OurCompany company, PlanFacts facts, AccountFacts accounts, PlanNames names, Agreements agreements, PlanNews news, TimeProvider clock)
{
    private const int Attempts = 5;

    public async Task<OpenedPlan?> Open(long planId, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        var plan = await db.Plans.AsSplitQuery().VisibleTo(line).SingleOrDefaultAsync(p => p.Id == planId, cancel);
        return plan is null ? null : new(plan, new(me.Id, plan.SalespersonId != me.Id && line.Contains(plan.SalespersonId)), line.Contains(plan.SalespersonId));
    }

    /// <summary>Begins the plan of a salesperson for a period.</summary>
    /// <exception cref="RefusedException">There is one already, it is not this person's to begin, or nobody's for these months.</exception>
    public async Task<long> Begin(long salespersonId, BusinessPlanContent start, CancellationToken cancel)
    {
        var plan = new BusinessPlan(salespersonId, await PartyFor(salespersonId, cancel), start, clock.GetUtcNow());
        await RefuseWhere(PlanBeginning.WhyNot, salespersonId, start.Period, cancel);

        var others = await db.BusinessPlans.Where(p => p.SalespersonId == salespersonId).Select(p => p.Period).ToListAsync(cancel);
        foreach (var other in others.Where(o => o.First <= start.Period.Last && start.Period.First <= o.Last))
        {
            throw new RefusedException(Refusal.Conflict, other == start.Period
                ? $"There is a plan for {other} already. Open that one."
                : $"There is a plan for {other}, which shares months with {start.Period}: a month has one quota.");
        }

        db.Add(plan);
        await db.SaveChangesAsync(cancel);
        return plan.Id;
    }

    /// <summary>Begins the plan of a salesperson for an account and a quarter.</summary>
    /// <exception cref="RefusedException">There is one already, there is no such account, or it is not this person's to begin, or nobody's for these months.</exception>
    public async Task<long> Begin(long salespersonId, AccountPlanContent start, CancellationToken cancel)
    {
        var plan = new AccountPlan(salespersonId, await PartyFor(salespersonId, cancel), start, clock.GetUtcNow());
        await RefuseWhere(PlanBeginning.WhyNotAccount, salespersonId, start.Period, cancel);
        Refuse.Unless(await db.Accounts.AnyAsync(a => a.Id == start.AccountId && a.MergedIntoId == null, cancel), Refusal.NotFound, "There is no such account.");
        var isThere = await db.AccountPlans.For(start.AccountId, db).AnyAsync(p => p.SalespersonId == salespersonId && p.Period == start.Period, cancel);
        Refuse.Unless(!isThere, Refusal.Conflict, $"There is a plan for this account and {PlanWords.Of(start.Period)} already. Open that one.");
        db.Add(plan);
        await db.SaveChangesAsync(cancel);
        return plan.Id;
    }

    /// <summary>
    /// Types into the draft. Edits are told apart field by field, so that what another person saved in between is no obstacle: the plan is read again and the edits are made again.
    /// </summary>
    public async Task<(EditResult Edited, int Revision)> Edit(long planId, IReadOnlyList<PlanEdit> edits, CancellationToken cancel)
    {
        db.IsDrafting = true;
        for (var attempt = 1; ; attempt++)
        {
            var opened = await Find(planId, cancel);
            var complete = opened.Plan.DraftOf(opened.Side) is { } draft ? await names.Complete(draft, opened.Plan.SalespersonId, edits, cancel) : edits;
            var result = opened.Plan.Edit(opened.Me, complete, clock.GetUtcNow());
            if (result.Taken.Count == 0)
            {
                return (result, opened.Plan.Revision);
            }

            if (await TrySave(opened.Plan, attempt, cancel))
            {
                return (result, opened.Plan.Revision);
            }
        }
    }

    /// <summary>Puts in place of the draft what <paramref name="rewrite"/> makes of it as it stands then.</summary>
    public Task Rewrite(long planId, Func<PlanContent, PlanContent> rewrite, CancellationToken cancel) => Move(
        planId,
        opened => opened.Plan.Replace(opened.Me, rewrite(opened.Plan.DraftOf(opened.Side) ?? throw new RefusedException(Refusal.Conflict, "This plan is not being written now.")), clock.GetUtcNow()),
        cancel);

    /// <summary>Throws away a draft that was never submitted, and what was said about it.</summary>
    public async Task Discard(long planId, CancellationToken cancel)
    {
        var opened = await Find(planId, cancel);
        opened.Plan.Discard(opened.Me);
        db.Remove(opened.Plan);
        db.RemoveRange(await db.Set<Comment>().Where(c => (c.Kind == SubjectKind.BusinessPlan || c.Kind == SubjectKind.AccountPlan) && c.SubjectId == planId).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
    }

    public Task Accept(long planId, int version, IReadOnlyList<string> paths, CancellationToken cancel) =>
        Move(planId, opened => opened.Plan.Accept(opened.Me, version, paths, clock.GetUtcNow()), cancel);

    public Task Withdraw(long planId, CancellationToken cancel) => Move(planId, opened => opened.Plan.Withdraw(opened.Me, clock.GetUtcNow()), cancel);

    public Task Amend(long planId, string reason, CancellationToken cancel) =>
        Move(planId, opened => opened.Plan.Amend(opened.Me, reason, clock.GetUtcNow()), cancel, opened => news.Amended(opened, reason, cancel));

    public Task Comment(long planId, string path, string text, CancellationToken cancel) =>
        Move(planId, opened => opened.Plan.Comment(opened.Me, path, text, clock.GetUtcNow()), cancel, opened => news.Commented(opened, text, cancel), () => PlanRemarks.Index(db, planId, text, cancel));

    /// <summary>Submits the draft, or counters with it.</summary>
    /// <returns>The version's number.</returns>
    public async Task<int> Propose(long planId, int? answers, bool signs, CancellationToken cancel)
    {
        var opened = await Find(planId, cancel);
        if (opened.Plan is { State: PlanState.Draft } first && first.DraftOf(opened.Side) is AccountPlanContent written)
        {
            var current = await accounts.WithLastContacts(written, cancel); // As the draft shows it: from here on it says what was so when it was put forward.
            if (current != written)
            {
                first.Replace(opened.Me, current, clock.GetUtcNow());
            }
        }

        var content = opened.Plan.DraftOf(opened.Side) ?? throw new RefusedException(Refusal.Conflict, "There is no draft to put forward.");
        var known = await facts.Known(opened.Plan.SalespersonId, content, cancel);
        var version = opened.Plan.Propose(opened.Me, answers, signs, known, clock.GetUtcNow(), await company.Today(cancel));
        await news.Proposed(opened, cancel);
        await agreements.Save(opened.Plan, cancel);
        return version.Number;
    }

    /// <summary>Signs a version; from the second signature on its quotas count.</summary>
    public async Task Sign(long planId, int version, string hash, CancellationToken cancel)
    {
        var opened = await Find(planId, cancel);
        opened.Plan.Sign(opened.Me, version, hash, clock.GetUtcNow(), await company.Today(cancel));
        await news.Signed(opened, cancel);
        await agreements.Save(opened.Plan, cancel);
    }

    /// <summary>
    /// Changes a business plan in force in one move: opens the amendment where none is open, and puts what <paramref name="change"/> makes of it forward with the person's signature. An open amendment's other changes go with it.
    /// </summary>
    /// <param name="planId">The plan.</param>
    /// <param name="answers">The number of the version on the table that was read; null where none was.</param>
    /// <param name="reason">Why, where the amendment is opened by this.</param>
    /// <param name="change">What to make of the plan.</param>
    /// <param name="with">What is saved with it in the same transaction, told the version.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Change(long planId, int? answers, string reason, Func<BusinessPlanContent, BusinessPlanContent> change, Action<PlanVersion> with, CancellationToken cancel)
    {
        var opened = await Find(planId, cancel);
        var (plan, now) = (opened.Plan, clock.GetUtcNow());
        if (plan.State == PlanState.Agreed)
        {
            plan.Amend(opened.Me, reason, now);
        }

        plan.Replace(opened.Me, change((BusinessPlanContent)plan.DraftOf(opened.Side)!), now);
        var version = plan.Propose(opened.Me, answers, signs: true, await facts.Known(plan.SalespersonId, plan.DraftOf(opened.Side)!, cancel), now, await company.Today(cancel));
        with(version);
        await news.Proposed(opened, cancel);
        await agreements.Save(plan, cancel);
    }

    /// <summary>Reviews an account plan at its quarter's end.</summary>
    public async Task Review(long planId, string worked, string didNot, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        await Move(planId, opened => (opened.Plan as AccountPlan ?? throw RefusedException.NotFound("account plan")).Review(opened.Me, worked, didNot, clock.GetUtcNow(), today), cancel);
    }

    private async Task RefuseWhere(Func<Person, Period, FiscalYear, DateOnly, string?> whyNot, long salespersonId, Period period, CancellationToken cancel)
    {
        var salesperson = (await me.Colleagues(cancel)).Find(salespersonId) ?? throw RefusedException.NotFound("salesperson");
        if (whyNot(salesperson, period, (await company.Load(cancel)).FiscalYear, await company.Today(cancel)) is { } why)
        {
            throw new RefusedException(Refusal.Invalid, why);
        }
    }

    private async Task<Party> PartyFor(long salespersonId, CancellationToken cancel) =>
        new(me.Id, salespersonId != me.Id && (await me.Line(cancel)).Contains(salespersonId));

    /// <summary>Makes the move, and makes it again on the plan as it stands then where somebody saved in between: whether it is still open is the plan's to say.</summary>
    private async Task Move(long planId, Action<OpenedPlan> move, CancellationToken cancel, Func<OpenedPlan, Task>? tell = null, Func<Task>? behind = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var opened = await Find(planId, cancel);
            move(opened);
            await (tell?.Invoke(opened) ?? Task.CompletedTask);
            if (await TrySave(opened.Plan, attempt, cancel, behind))
            {
                return;
            }
        }
    }

    private async Task<OpenedPlan> Find(long planId, CancellationToken cancel) => await Open(planId, cancel) ?? throw RefusedException.NotFound("plan");

    /// <returns>Whether it is saved; else somebody was faster, and the plan must be read again.</returns>
    private async Task<bool> TrySave(Plan plan, int attempt, CancellationToken cancel, Func<Task>? behind = null)
    {
        try
        {
            plan.Revision++;
            await (behind is null ? db.SaveChangesAsync(cancel) : db.AllOrNothing(
                async () =>
                {
                    await db.SaveChangesAsync(cancel);
                    await behind(); // Whoever is here alone has the plan.
                },
                cancel));
            return true;
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.Conflict && attempt < Attempts)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
