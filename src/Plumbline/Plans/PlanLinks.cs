using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Plans;

/// <summary>Ways to plans from elsewhere, and from plans back.</summary>
internal static class PlanLinks
{
    public static IReadOnlyList<PageLink> Trail(PlanView view, bool below = false)
    {
        PageLink above = view.MayWrite ? new("Plans", "plans") : view.Account is { } account ? new(account.Name, $"accounts/{account.CurrentId}") : new(view.Owner, view.ScoresHref);
        return below ? [above, new(view.Title, $"plans/{view.Plan.Id}")] : [above];
    }

    /// <summary>Leads from a person and a period, as on the scoreboard, to the plan that covers it: the agreed one before others, the latest of several.</summary>
    public static async Task<IResult> Find(long person, string period, PlumblineDb db, CurrentPerson me, OurCompany company, CancellationToken cancel)
    {
        if (!(await company.Load(cancel)).FiscalYear.TryParse(period, out var asked))
        {
            return TypedResults.NotFound();
        }

        var plans = await db.BusinessPlans.VisibleTo(await me.Line(cancel)).Where(p => p.SalespersonId == person).Select(p => new { p.Id, p.Period, p.State }).ToListAsync(cancel);
        var plan = plans.Where(p => p.Period.First <= asked.Last && p.Period.Last >= asked.First)
            .OrderByDescending(p => p.State is PlanState.Agreed or PlanState.Amending).ThenByDescending(p => p.Period.First).FirstOrDefault();
        return plan is null ? TypedResults.NotFound() : TypedResults.LocalRedirect(FormattableString.Invariant($"/plans/{plan.Id}"));
    }
}
