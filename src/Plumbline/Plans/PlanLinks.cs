using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
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

        return await Covering(person, asked, db, await me.Line(cancel), cancel) is { } plan ? TypedResults.LocalRedirect(FormattableString.Invariant($"/plans/{plan}")) : TypedResults.NotFound();
    }

    /// <summary>A person's plan that covers some of the months and that a reader may see: the agreed one before others, the latest of several; null where there is none.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="asked">The months.</param>
    /// <param name="db">Where plans are.</param>
    /// <param name="line">The reader and everyone below.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<long?> Covering(long person, Period asked, PlumblineDb db, IReadOnlySet<long> line, CancellationToken cancel)
    {
        var plans = await db.BusinessPlans.VisibleTo(line).Where(p => p.SalespersonId == person).Select(p => new { p.Id, p.Period, p.State }).ToListAsync(cancel);
        return plans.Where(p => p.Period.First <= asked.Last && p.Period.Last >= asked.First)
            .OrderByDescending(p => p.State is PlanState.Agreed or PlanState.Amending).ThenByDescending(p => p.Period.First).FirstOrDefault()?.Id;
    }
}
