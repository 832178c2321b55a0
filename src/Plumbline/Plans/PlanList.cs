using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>A plan in a list.</summary>
/// <param name="Id">The plan; null where there is none for the period.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="Name">That person's name.</param>
/// <param name="Period">The months.</param>
/// <param name="State">Where it stands; null where there is none.</param>
/// <param name="WaitsFor">The side whose signature or answer is awaited; null where none is.</param>
/// <param name="Quota">The revenue agreed; null until it is.</param>
internal sealed record PlanEntry(long? Id, long PersonId, string Name, Period Period, PlanState? State, Side? WaitsFor, decimal? Quota);

/// <summary>The plans of a person and of the people below.</summary>
/// <param name="Own">The person's own, the latest first.</param>
/// <param name="Team">A line for each salesperson below, for the period asked for.</param>
/// <param name="Found">How many lines the team has on all pages.</param>
/// <param name="Startable">The periods for which the person can begin a plan.</param>
internal sealed record PlansView(IReadOnlyList<PlanEntry> Own, IReadOnlyList<PlanEntry> Team, int Found, IReadOnlyList<Period> Startable);

/// <summary>Lists plans, and begins them.</summary>
internal sealed class PlanList(PlumblineDb db, PlanDesk desk, PlanFacts facts, OurCompany company, CurrentPerson me)
{
    public const int PerPage = 50;
    private const int MostOwn = 20;

    public async Task<PlansView> Read(Period half, int page, CancellationToken cancel)
    {
        var colleagues = await me.Colleagues(cancel);
        var today = await company.Today(cancel);
        var own = await Entries(db.BusinessPlans.Where(p => p.SalespersonId == me.Id), colleagues, cancel);
        var sellers = colleagues.Below(me.Id).Select(id => colleagues.Find(id)!)
            .Where(p => p.Roles.HasFlag(Roles.Salesperson) && (p.Joined is not { } joined || joined <= half.LastDay) && (p.Left is not { } left || left >= half.FirstDay))
            .OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var shown = sellers.Skip((page - 1) * PerPage).Take(PerPage).ToList();
        long[] ids = [.. shown.Select(p => p.Id)];
        var theirs = (await Entries(db.BusinessPlans.Where(p => EF.Parameter(ids).Contains(p.SalespersonId) && p.Period == half), colleagues, cancel)).ToDictionary(e => e.PersonId);
        var year = (await company.Load(cancel)).FiscalYear;
        var canBegin = (await me.Load(cancel)).Roles.HasFlag(Roles.Salesperson);
        return new(
            [.. own.OrderByDescending(e => e.Period.First).Take(MostOwn)],
            [.. shown.Select(p => theirs.GetValueOrDefault(p.Id) ?? new(null, p.Id, p.Name, half, null, null, null))],
            sellers.Count,
            canBegin ? [.. new[] { year.Half(today), year.Half(today).Next }.Where(h => own.All(e => e.Period.Last < h.First || e.Period.First > h.Last))] : []);
    }

    /// <summary>Begins the person's own plan, or that of someone below.</summary>
    /// <param name="salesperson">Whose.</param>
    /// <param name="period">The months.</param>
    /// <param name="from">What it starts from.</param>
    /// <param name="growth">The growth that a suggestion reckons with, as a fraction.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The plan's number.</returns>
    /// <exception cref="RefusedException">There is one already, it is not this person's to begin, or nothing to start from.</exception>
    public async Task<long> Begin(long salesperson, Period period, PlanStart from, decimal growth, CancellationToken cancel)
    {
        var template = PlanTemplate.For(period);
        return await desk.Begin(salesperson, from switch
        {
            PlanStart.Empty => new(period),
            PlanStart.Template => template,
            PlanStart.LastPlan => (await facts.Last(salesperson, period, cancel) ?? throw new RefusedException(Refusal.Invalid, $"No plan was agreed for {PlanWords.Of(period.Previous)}. Start from something else.", "From")).CarryOver(period),
            _ => await Suggested(),
        }, cancel);

        async Task<BusinessPlanContent> Suggested()
        {
            var suggestion = (await facts.Suggestion(salesperson, await facts.History(salesperson, period, cancel), growth, cancel)).Content;
            return template with { Quotas = suggestion.Quotas, Forecast = suggestion.Forecast, Activities = suggestion.Activities };
        }
    }

    private async Task<IReadOnlyList<PlanEntry>> Entries(IQueryable<BusinessPlan> plans, Colleagues colleagues, CancellationToken cancel)
    {
        var found = await plans.IgnoreAutoIncludes().AsNoTracking()
            .Select(p => new { p.Id, p.SalespersonId, p.Period, p.State, On = EF.Property<List<PlanVersion>>(p, "_versions").Where(v => v.Standing == Standing.OnTable).Select(v => (Side?)v.ProposedBySide).FirstOrDefault() })
            .ToListAsync(cancel);
        if (found.Count == 0)
        {
            return [];
        }

        long[] people = [.. found.Select(p => p.SalespersonId).Distinct()];
        var (first, last) = (found.Min(p => p.Period.First), found.Max(p => p.Period.Last));
        var agreed = (await db.AgreedQuotas.AsNoTracking().Where(q => EF.Parameter(people).Contains(q.SalespersonId) && q.Month >= first && q.Month <= last).ToListAsync(cancel)).ToLookup(q => q.SalespersonId);
        return
        [
            .. found.Select(p =>
            {
                var quotas = agreed[p.SalespersonId].Where(q => p.Period.Contains(q.Month)).ToList();
                var latest = quotas.Where(q => q.Version == quotas.Max(v => v.Version)).ToList();
                return new PlanEntry(p.Id, p.SalespersonId, colleagues.NameOf(p.SalespersonId), p.Period, p.State, PlanWords.WaitsFor(p.State, p.On),
                    latest.Count == 0 ? null : latest.Sum(q => q.Revenue ?? 0));
            }),
        ];
    }
}

/// <summary>What a plan starts from.</summary>
internal enum PlanStart
{
    /// <summary>What history suggests, with the usual goals.</summary>
    History,

    /// <summary>The last plan, carried over.</summary>
    LastPlan,

    /// <summary>The usual goals, their figures left open.</summary>
    Template,

    /// <summary>Nothing.</summary>
    Empty,
}
