using Microsoft.EntityFrameworkCore;
using Plumbline.Comments;
using Plumbline.Fiscal;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>Tells the other side what was done to a plan, and says who may talk about it.</summary>
internal sealed class PlanNews(PlumblineDb db, CurrentPerson me, Notifier notifier)
{
    /// <summary>A version lies on the table.</summary>
    public Task Proposed(OpenedPlan opened, PlanVersion version, CancellationToken cancel) =>
        Tell(opened, version.Number == 1 ? NotificationKind.PlanSubmitted : NotificationKind.PlanCountered, "negotiate", null, cancel);

    /// <summary>Someone has signed; told once both have.</summary>
    public Task Signed(OpenedPlan opened, CancellationToken cancel) => opened.Plan.State == PlanState.Agreed ? Tell(opened, NotificationKind.PlanAgreed, "", null, cancel) : Task.CompletedTask;

    public Task Amended(OpenedPlan opened, string reason, CancellationToken cancel) => Tell(opened, NotificationKind.PlanAmended, "negotiate", reason, cancel);

    public Task Commented(OpenedPlan opened, string text, CancellationToken cancel) => Tell(opened, NotificationKind.Commented, "negotiate", text, cancel);

    /// <summary>A plan as it is commented on: by whoever reads it, by the rule of <see cref="PlanVisibility"/>.</summary>
    public static async Task<CommentedOn?> Find(IServiceProvider services, long id, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PlumblineDb>();
        var plan = await db.Plans.AsNoTracking().Where(p => p.Id == id).Select(p => new { p.SalespersonId, p.Period, p.State }).SingleOrDefaultAsync(cancel);
        if (plan is null)
        {
            return null;
        }

        var people = await services.GetRequiredService<CurrentPerson>().Colleagues(cancel);
        return new(
            await Title(db, id, people.NameOf(plan.SalespersonId), plan.Period, cancel), FormattableString.Invariant($"plans/{id}"), Sides(people, plan.SalespersonId),
            reader => reader == plan.SalespersonId || plan.State is PlanState.Agreed or PlanState.Amending or PlanState.Reviewed || people.Below(reader).Contains(plan.SalespersonId));
    }

    /// <summary>As in "Mary Seller, Corner Bakery, Oct to Dec 2026"; a business plan names no account.</summary>
    private static async Task<string> Title(PlumblineDb db, long planId, string owner, Period period, CancellationToken cancel)
    {
        var account = await db.AccountPlans.Where(p => p.Id == planId).SelectMany(p => db.Accounts.Where(a => a.Id == p.AccountId)).Select(a => a.Name).SingleOrDefaultAsync(cancel);
        return PlanWords.Titled(account is null ? owner : $"{owner}, {account}", period);
    }

    private static long[] Sides(Colleagues people, long salesperson) => people.Find(salesperson)?.ManagerId is { } manager ? [salesperson, manager] : [salesperson];

    /// <summary>The salesperson hears what the managers did, and the manager, with whoever above took part, what the salesperson did.</summary>
    private async Task Tell(OpenedPlan opened, NotificationKind kind, string page, string? said, CancellationToken cancel)
    {
        var people = await me.Colleagues(cancel);
        var plan = opened.Plan;
        var others = plan.Versions.Where(v => v.ProposedBySide == Side.Manager).Select(v => v.ProposedBy);
        await notifier.Tell(
            kind, opened.Side == Side.Manager ? [plan.SalespersonId] : Sides(people, plan.SalespersonId).Concat(others).Where(p => p != plan.SalespersonId),
            await Title(db, plan.Id, people.NameOf(plan.SalespersonId), plan.Period, cancel), FormattableString.Invariant($"plans/{plan.Id}{(page == "" ? "" : "/" + page)}"), said, cancel);
    }
}
