using Microsoft.EntityFrameworkCore;
using Plumbline.Comments;
using Plumbline.Fiscal;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>A plan by what it is called after; a business plan has no account.</summary>
internal sealed record NamedPlan(long Id, long SalespersonId, Period Period, PlanState State, string? Account);

/// <summary>Tells the other side what was done to a plan, and says who may talk about it.</summary>
internal sealed class PlanNews(PlumblineDb db, CurrentPerson me, Notifier notifier)
{
    /// <summary>A version lies on the table: submitted, also where one before it was taken back, or an answer to another.</summary>
    public Task Proposed(OpenedPlan opened, CancellationToken cancel) =>
        Tell(opened, opened.Plan.State == PlanState.Submitted ? NotificationKind.PlanSubmitted : NotificationKind.PlanCountered, "negotiate", null, cancel);

    /// <summary>Someone has signed; told once both have.</summary>
    public Task Signed(OpenedPlan opened, CancellationToken cancel) => opened.Plan.State == PlanState.Agreed ? Tell(opened, NotificationKind.PlanAgreed, "", null, cancel) : Task.CompletedTask;

    public Task Amended(OpenedPlan opened, string reason, CancellationToken cancel) => Tell(opened, NotificationKind.PlanAmended, "negotiate", reason, cancel);

    public Task Commented(OpenedPlan opened, string text, CancellationToken cancel) => Tell(opened, NotificationKind.Commented, "negotiate", text, cancel);

    /// <summary>Plans as they are commented on: by whoever reads them, by the rule of <see cref="PlanVisibility"/>.</summary>
    public static async Task<IReadOnlyDictionary<long, CommentedOn>> Find(IServiceProvider services, long[] ids, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PlumblineDb>();
        var people = await services.GetRequiredService<CurrentPerson>().Colleagues(cancel);
        return (await Named(db, db.Plans.Where(p => EF.Parameter(ids).Contains(p.Id))).ToListAsync(cancel)).ToDictionary(p => p.Id, p => new CommentedOn(
            Title(p, people), FormattableString.Invariant($"plans/{p.Id}"), Sides(people, p.SalespersonId),
            reader => reader == p.SalespersonId || PlanVisibility.IsEveryones(p.State) || people.Below(reader).Contains(p.SalespersonId)));
    }

    public static IQueryable<NamedPlan> Named(PlumblineDb db, IQueryable<Plan> plans) => plans.IgnoreAutoIncludes().Select(p => new NamedPlan(
        p.Id, p.SalespersonId, p.Period, p.State, db.AccountPlans.Where(a => a.Id == p.Id).SelectMany(a => db.Accounts.Where(x => x.Id == a.AccountId)).Select(a => a.Name).FirstOrDefault()));

    /// <summary>As in "Mary Seller, Corner Bakery, Oct to Dec 2026"; a business plan names no account.</summary>
    public static string Title(NamedPlan plan, Colleagues people) => PlanWords.Titled(people.NameOf(plan.SalespersonId) + (plan.Account is null ? "" : $", {plan.Account}"), plan.Period);

    private static long[] Sides(Colleagues people, long salesperson) => people.Find(salesperson)?.ManagerId is { } manager ? [salesperson, manager] : [salesperson];

    /// <summary>The salesperson hears what the managers did, and the manager, with whoever above took part, what the salesperson did.</summary>
    private async Task Tell(OpenedPlan opened, NotificationKind kind, string page, string? said, CancellationToken cancel)
    {
        var people = await me.Colleagues(cancel);
        var plan = opened.Plan;
        var others = plan.Versions.Where(v => v.ProposedBySide == Side.Manager).Select(v => v.ProposedBy);
        await notifier.Tell(
            kind, opened.Side == Side.Manager ? [plan.SalespersonId] : Sides(people, plan.SalespersonId).Concat(others).Where(p => p != plan.SalespersonId),
            Title(await Named(db, db.Plans.Where(p => p.Id == plan.Id)).SingleAsync(cancel), people), FormattableString.Invariant($"plans/{plan.Id}{(page == "" ? "" : "/" + page)}"), said, cancel);
    }
}
