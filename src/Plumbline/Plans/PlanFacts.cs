using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Inspection;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>What really was, beside what a plan says: the months around it, and the rates at which the person and the team sell.</summary>
internal sealed class PlanFacts(PlumblineDb db, CurrentPerson me, OurCompany company, PersonSales sales, SellingHistory history, PlanNames names, StandingReader standings, IEnumerable<PlanOffers> offers)
{
    // One page asks for them more than once.
    private (long Of, SellingRates Own, SellingRates Team)? _rates;

    /// <summary>What the content is checked against, with its arithmetic.</summary>
    public async Task<PlanKnown> Known(long salespersonId, PlanContent content, CancellationToken cancel)
    {
        var settings = await company.Load(cancel);
        var colleagues = await me.Colleagues(cancel);
        var (accounts, products) = await Named(content, cancel);
        var merges = Merges(accounts, products);
        return new(
            accounts.Keys.ToHashSet(),
            products.Keys.ToHashSet(),
            settings.FiscalYear,
            settings.SplitsNewBusiness,
            content is BusinessPlanContent business
                ? new PlanArithmetic(business with { Forecast = merges.Follow(business.Forecast) }, await Rates(salespersonId, cancel), await company.Today(cancel), await SoFar(salespersonId, content.Period, cancel))
                : null)
        {
            People = PlanChecks.PeopleOf(content).Where(id => colleagues.Find(id) is not null).ToHashSet(),
            Opportunities = await Opportunities(content, cancel),
            LikeAccounts = await names.Like(PlanChecks.ProspectsOf(content), cancel),
            Merges = merges,
            MissingValidations = content is BusinessPlanContent && settings.ValidationPolicy != ValidationPolicy.Off ? await Missing(salespersonId, cancel) : [],
            ValidationsWeigh = settings.ValidationPolicy == ValidationPolicy.Block ? Severity.MustMend : Severity.WorthALook,
        };
    }

    /// <summary>What other features offer to the draft.</summary>
    public async Task<IReadOnlyList<Finding>> Offers(Plan plan, PlanContent content, CancellationToken cancel)
    {
        List<Finding> found = [];
        foreach (var offer in offers)
        {
            found.AddRange(await offer(plan, content, cancel));
        }

        return found;
    }

    /// <summary>What the person did not pass, or what has lapsed. What nobody has looked at yet needs a manager, not a training.</summary>
    private async Task<IReadOnlyList<MissingValidation>> Missing(long salespersonId, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        return
        [
            .. (await standings.Of([salespersonId], cancel))[salespersonId].Where(a => a.State is AreaState.Failed or AreaState.Lapsed)
                .Select(a => new MissingValidation(InspectionWords.Of(a.Key), InspectionWords.Of(a.State, a.Decides.Day, today), [.. a.Forms.Select(f => f.Form.Name)])),
        ];
    }

    /// <summary>What the accounts and products that the content names have become since it was written.</summary>
    public async Task<PlanMerges> Merges(PlanContent content, CancellationToken cancel)
    {
        var (accounts, products) = await Named(content, cancel);
        return Merges(accounts, products);
    }

    private static PlanMerges Merges(Dictionary<long, long?> accounts, Dictionary<long, long?> products)
    {
        return new(Gone(accounts), Gone(products));

        static Dictionary<long, long> Gone(Dictionary<long, long?> named) => named.Where(n => n.Value is not null).ToDictionary(n => n.Key, n => n.Value!.Value);
    }

    /// <summary>The accounts and products that the content names and that are there, each with the one that it went into.</summary>
    private async Task<(Dictionary<long, long?> Accounts, Dictionary<long, long?> Products)> Named(PlanContent content, CancellationToken cancel)
    {
        var (accounts, products) = (PlanChecks.AccountsOf(content).ToArray(), PlanChecks.ProductsOf(content).ToArray());
        return (
            await db.Accounts.Where(a => EF.Parameter(accounts).Contains(a.Id)).Select(a => new { a.Id, a.MergedIntoId }).ToDictionaryAsync(a => a.Id, a => a.MergedIntoId, cancel),
            await db.Products.Where(p => EF.Parameter(products).Contains(p.Id)).Select(p => new { p.Id, p.MergedIntoId }).ToDictionaryAsync(p => p.Id, p => p.MergedIntoId, cancel));
    }

    private async Task<IReadOnlyDictionary<long, NamedOpportunity>> Opportunities(PlanContent content, CancellationToken cancel)
    {
        var named = PlanChecks.OpportunitiesOf(content).ToArray();
        return named.Length == 0 ? new Dictionary<long, NamedOpportunity>()
            : await db.Opportunities.Where(o => EF.Parameter(named).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => new NamedOpportunity(o.Name, o.State, o.Amount, o.ExpectedClose), cancel);
    }

    private async Task<PlanSoFar> SoFar(long salespersonId, Period period, CancellationToken cancel)
    {
        var (now, first, last) = (Month.Of(await company.Today(cancel)), period.FirstDay, period.LastDay);
        var months = await Months(salespersonId, period, cancel);
        var open = await db.Opportunities
            .Where(o => o.SalespersonId == salespersonId && o.State == OpportunityState.Open && o.ExpectedClose >= first && o.ExpectedClose <= last)
            .GroupBy(o => o.AccountId).Select(g => new { Account = g.Key, Value = g.Sum(o => o.Amount ?? 0) }).ToListAsync(cancel);
        return new(months.Where(m => period.Contains(m.Key) && m.Key < now).Sum(m => m.Value.Revenue), open.ToDictionary(o => o.Account ?? 0, o => o.Value));
    }

    /// <summary>The person's rates of the last year, with those of the rest of the team as support, or of the company where there is no team.</summary>
    public async Task<SupportedRates> Rates(long salespersonId, CancellationToken cancel)
    {
        var (own, team) = await RatesOf(salespersonId, cancel);
        return new(own, team);
    }

    /// <summary>What the salesperson agreed for the period before this one; null where nothing was.</summary>
    public async Task<BusinessPlanContent?> Last(long salespersonId, Period period, CancellationToken cancel)
    {
        var before = period.Previous;
        var plan = await db.BusinessPlans.AsNoTracking().SingleOrDefaultAsync(p => p.SalespersonId == salespersonId && p.Period == before, cancel);
        return plan?.InForce?.Content as BusinessPlanContent;
    }

    private async Task<(SellingRates Own, SellingRates Team)> RatesOf(long salespersonId, CancellationToken cancel)
    {
        if (_rates is { } known && known.Of == salespersonId)
        {
            return (known.Own, known.Team);
        }

        var (own, team) = await history.Rates(salespersonId, cancel);
        _rates = (salespersonId, own, team);
        return (own, team);
    }

    /// <summary>Results by month, from a year before the period to its end; months without any are left out.</summary>
    public async Task<IReadOnlyDictionary<Month, Tally>> Months(long salespersonId, Period period, CancellationToken cancel)
    {
        var (first, last) = (period.First.Plus(-12), period.Last);
        var rows = await db.PersonMonths.AsNoTracking().Where(m => m.SalespersonId == salespersonId && m.Month >= first && m.Month <= last).ToListAsync(cancel);
        return rows.GroupBy(r => r.Month).ToDictionary(g => g.Key, g => g.Aggregate(default(Tally), (sum, row) => sum + row.Tally));
    }

    /// <summary>What stands beside the plan's numbers: the last six whole months, and the plan's months a year ago.</summary>
    public async Task<PlanHistory> History(long salespersonId, Period plan, CancellationToken cancel)
    {
        var recent = new Period(Month.Of(await company.Today(cancel)).Plus(-6), 6);
        var first = recent.First < plan.YearBefore.First ? recent.First : plan.YearBefore.First;
        var last = recent.Last > plan.YearBefore.Last ? recent.Last : plan.YearBefore.Last;
        var sold = await sales.Read(salespersonId, new(first, ((last.Year - first.Year) * 12) + last.Number - first.Number + 1), cancel);
        return new(plan, recent, sold.Select(s => new Sold(s.Month, s.AccountId, s.Account, s.ProductId, s.Product, s.Tally.Revenue, s.Tally.KnownMargin)));
    }

    /// <summary>How many activities of each type the person did a week, in the last six whole months and in the plan's months a year ago.</summary>
    public async Task<IReadOnlyDictionary<long, (decimal Recent, decimal YearAgo)>> Weekly(long salespersonId, PlanHistory history, CancellationToken cancel)
    {
        var (recent, yearAgo) = (await CountedIn(history.Recent), await CountedIn(history.YearAgo));
        return recent.Keys.Union(yearAgo.Keys).ToDictionary(type => type, type => (recent.GetValueOrDefault(type) / WeeksOf(history.Recent), yearAgo.GetValueOrDefault(type) / WeeksOf(history.YearAgo)));

        Task<Dictionary<long, int>> CountedIn(Period period)
        {
            var (first, last) = (period.First, period.Last);
            return db.ActivityMonths.Where(m => m.SalespersonId == salespersonId && m.Month >= first && m.Month <= last).GroupBy(m => m.TypeId)
                .Select(g => new { Type = g.Key, Count = g.Sum(m => m.Count) }).ToDictionaryAsync(g => g.Type, g => g.Count, cancel);
        }
    }

    private static decimal WeeksOf(Period period) => (period.LastDay.DayNumber - period.FirstDay.DayNumber + 1) / 7m;

    /// <summary>A plan as history suggests it; <paramref name="growth"/> is what is wished on top, as a fraction.</summary>
    public async Task<PlanSuggestion> Suggestion(long salespersonId, PlanHistory history, decimal growth, CancellationToken cancel)
    {
        var (own, team) = await RatesOf(salespersonId, cancel);
        return PlanSuggestion.From(history, growth, own, team, await company.Today(cancel), await SoFar(salespersonId, history.Plan, cancel));
    }
}
