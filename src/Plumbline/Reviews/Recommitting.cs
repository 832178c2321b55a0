using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Reviews;

/// <summary>The numbers of the next quarter, as the plan that covers it says them.</summary>
/// <param name="Next">The quarter.</param>
/// <param name="Plan">The business plan that covers it; null where there is none yet.</param>
/// <param name="Shown">The version whose numbers are signed: the one on the table, else the one in force; null where neither is.</param>
internal sealed record NextQuarter(Period Next, BusinessPlan? Plan, PlanVersion? Shown)
{
    /// <summary>Whether the numbers can be recommitted to: a plan of which some version was agreed covers the quarter.</summary>
    public bool IsPlanned => Plan?.InForce is not null;

    /// <summary>The quota of a month by the version shown.</summary>
    public Quota Of(Month month) => Of(Shown, month);

    /// <summary>The quota of a month as it was signed.</summary>
    public Quota SignedOf(Recommitment signed, Month month) => Of(Plan?.Versions.FirstOrDefault(v => v.Hash == signed.Hash), month);

    /// <summary>The quota of a month by the version in force.</summary>
    public Quota InForceOf(Month month) => Of(Plan?.InForce, month);

    private static Quota Of(PlanVersion? version, Month month) => (version?.Content as BusinessPlanContent)?.Quota(month) ?? new(month);
}

/// <summary>
/// Recommits to the next quarter: the numbers are those of a version of the plan that covers it, so that what is signed in a review is what results are measured against. Numbers that stay are signed as they stand; others are an
/// amendment, put forward and signed in the same move. After a half's last quarter the next business plan is begun first.
/// </summary>
internal sealed class Recommitting(PlumblineDb db, CurrentPerson me, OurCompany company, ReviewDesk desk, PackReader packs, PlanDesk plans, AccountPlanList accountPlans, Notifier notifier, TimeProvider clock)
{
    public async Task<NextQuarter> Read(QuarterlyReview review, CancellationToken cancel)
    {
        var plan = await packs.PlanOf(review.SalespersonId, review.Quarter.Next, cancel);
        return new(review.Quarter.Next, plan, plan?.InForce is null ? null : plan.OnTable ?? plan.InForce);
    }

    /// <summary>Signs the numbers as they stand, or puts others forward with the person's signature.</summary>
    public async Task Recommit(long id, RecommitInput input, CancellationToken cancel)
    {
        var opened = await desk.Find(id, cancel);
        var next = await Read(opened.Review, cancel);
        Refuse.Unless(next is { Plan: not null, Shown: not null }, Refusal.Conflict, $"No plan is agreed for {PlanWords.Of(opened.Review.Quarter.Next)} yet. Agree one first, then recommit to it.");
        Refuse.Unless(
            input.Version == next.Shown.Number && (input.Move != "sign" || input.Hash == next.Shown.Hash), Refusal.Conflict,
            $"Version {next.Shown.Number:0} of the plan came while you had the page open. Its numbers stand below now; what you typed is still here.");
        if (input is { Move: "sign", Revenue: not null })
        {
            Refuse.Unless(!AreOthers(Numbers(input, next.Next), next), Refusal.Invalid, $"You typed other numbers than those of version {next.Shown.Number:0}. Put yours forward, or put those back and sign them.");
        }

        await db.AllOrNothing(() => input.Move == "sign" ? Sign(opened, next, cancel) : Propose(opened, next, input, cancel), cancel);
    }

    /// <summary>Begins the plan of the next half with the last one carried over and the numbers typed for its first quarter.</summary>
    /// <returns>The plan's number.</returns>
    public async Task<long> BeginNext(long id, RecommitInput input, CancellationToken cancel)
    {
        var (review, _) = await desk.Find(id, cancel);
        Refuse.Unless(review.State == ReviewState.Talk, Refusal.Conflict, "The numbers are set in the talk, once both have said how they see the quarter.");
        var half = (await company.Load(cancel)).FiscalYear.Half(review.Quarter.Next.FirstDay);
        var last = (await packs.PlanOf(review.SalespersonId, review.Quarter, cancel))?.InForce?.Content as BusinessPlanContent;
        var start = (last?.CarryOver(half) ?? new(half)).WithQuotas(Numbers(input, review.Quarter.Next));
        return await plans.Begin(review.SalespersonId, start, cancel);
    }

    private async Task Sign(OpenedReview opened, NextQuarter next, CancellationToken cancel)
    {
        var (plan, shown) = (next.Plan!, next.Shown!);
        if (shown.Standing == Plans.Standing.OnTable && shown.SignatureOf(opened.Side) is null)
        {
            await plans.Sign(plan.Id, shown.Number, shown.Hash, cancel);
        }

        await Keep(opened, plan.Id, shown, cancel);
    }

    private async Task Propose(OpenedReview opened, NextQuarter next, RecommitInput input, CancellationToken cancel)
    {
        Refuse.Unless(opened.Review.State == ReviewState.Talk, Refusal.Conflict, "The numbers are set in the talk, once both have said how they see the quarter.");
        var numbers = Numbers(input, next.Next);
        Refuse.Unless(AreOthers(numbers, next), Refusal.Invalid, "These are the numbers as they stand. Sign them, or type others.");
        Refuse.Unless(!string.IsNullOrWhiteSpace(input.Because), Refusal.Invalid, "Say why they are not those of the plan: it stands with the new version.", nameof(input.Because));
        PlanVersion? version = null;
        try
        {
            await plans.Change(
                next.Plan!.Id, next.Plan.OnTable?.Number, $"Recommitted in the review of {PlanWords.Of(opened.Review.Quarter)}: {input.Because.Trim()}", content => content.WithQuotas(numbers), proposed => version = proposed, cancel);
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.Invalid)
        {
            throw new RefusedException(refused.Refusal, refused.Message); // Its field is on the plan's page.
        }

        await Keep(opened, next.Plan.Id, version!, cancel);
    }

    private async Task Keep(OpenedReview opened, long planId, PlanVersion version, CancellationToken cancel)
    {
        var (review, by) = opened;
        review.Recommit(by, planId, version.Number, version.Hash, clock.GetUtcNow(), await company.Today(cancel));
        review.Revision++;
        if (review.State == ReviewState.Recommitted)
        {
            var people = await me.Colleagues(cancel);
            await notifier.Tell(NotificationKind.Recommitted, review.Recommitments.Select(r => r.PersonId), ReviewDesk.Title(review, people), ReviewDesk.Href(review), null, cancel);
            await CarryOver(review, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Account plans of the quarter that were agreed go on as drafts for the next, with what is not finished; those begun already, or finished whole, stay as they are.</summary>
    private async Task CarryOver(QuarterlyReview review, CancellationToken cancel)
    {
        var (salesperson, quarter, next) = (review.SalespersonId, review.Quarter, review.Quarter.Next);
        var of = db.AccountPlans.AsNoTracking().Where(p => p.SalespersonId == salesperson);
        var begun = await of.Where(p => p.Period == next).Join(db.Accounts, p => p.AccountId, a => a.Id, (p, a) => a.MergedIntoId ?? a.Id).ToListAsync(cancel);
        var agreed = await of.Where(p => p.Period == quarter && (p.State == PlanState.Agreed || p.State == PlanState.Amending || p.State == PlanState.Reviewed))
            .Join(db.Accounts, p => p.AccountId, a => a.Id, (p, a) => a.MergedIntoId ?? a.Id).Distinct().ToListAsync(cancel);
        foreach (var account in agreed.Except(begun))
        {
            var finished = (await accountPlans.Finished(salesperson, account, next, cancel)).ToHashSet();
            if (await accountPlans.Last(salesperson, account, next, cancel) is { } last && last.Steps.Any(s => !finished.Contains(s.Key)))
            {
                await accountPlans.Begin(salesperson, account, next, PlanStart.LastPlan, finished, cancel);
            }
        }
    }

    private static bool AreOthers(List<Quota> numbers, NextQuarter next) => numbers.Exists(n => (n.Revenue, n.Margin) != (next.Of(n.Month).Revenue, next.Of(n.Month).Margin));

    private static List<Quota> Numbers(RecommitInput input, Period next) =>
        [.. next.Months.Select((month, nth) => new Quota(month) { Revenue = Number(input.Revenue, nth, nameof(input.Revenue), month), Margin = Number(input.Margin, nth, nameof(input.Margin), month) })];

    private static decimal? Number(List<string?>? cells, int nth, string row, Month month)
    {
        var typed = cells?.ElementAtOrDefault(nth);
        return string.IsNullOrWhiteSpace(typed) ? null
            : TypedNumber.TryRead(typed, out var number) && number is >= 0 and <= PlanEdits.LargestNumber ? number
            : throw new RefusedException(Refusal.Invalid, $"“{typed}” is no amount for {Ui.Figures.Name(month)}. Write it as in 12,000 or 12k.", $"{row}[{nth}]");
    }
}
