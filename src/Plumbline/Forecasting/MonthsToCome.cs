using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>Tells how likely a quota is whose months have not begun, by the open deals and the pace of today, and what is to be begun for it. Nothing of it is kept: it is another one every day.</summary>
internal sealed class MonthsToCome(PlumblineDb db, OurCompany company, ForecastReader forecasts, UsualMargins margins)
{
    /// <summary>The odds of a quota to come; null where the months have begun or lie too far ahead, nobody has a quota, or nothing is known of these people; of margin also where too little is known of what is left.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="scope">Of whom: a person, a team with those below it as it is when these months begin, or all.</param>
    /// <param name="measure">What the quota asks for.</param>
    /// <param name="colleagues">Who is where.</param>
    /// <param name="most">How many deals that matter are looked for; none where it is 0.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ForecastView?> Read(Period period, ScoreScope scope, ForecastMeasure measure, Colleagues colleagues, int most, CancellationToken cancel)
    {
        if (!await IsTold(period, cancel) || await forecasts.Ahead(cancel) is not { } kept || !Reaches(kept.Ahead, period))
        {
            return null;
        }

        MarginShares? shares = null;
        if (measure == ForecastMeasure.Margin)
        {
            shares = await margins.Read(cancel);
            if (shares.Of(null) is null)
            {
                return null;
            }

            kept = kept with { Ahead = await AsMargin(kept.Ahead, shares, cancel) };
        }

        var asked = await Read(period, People(scope), measure, kept, shares, colleagues, cancel);
        if (asked.View(scope) is not { } view)
        {
            return null;
        }

        var effects = view.Said.IsReached || most == 0 ? [] : view.Basis.Effects(view.Said.Quota, most);
        long[] named = [.. effects.Select(e => e.Deal.Id)];
        return view with
        {
            Effects = effects,
            Names = named.Length == 0 ? view.Names : await db.Opportunities.Where(o => EF.Parameter(named).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel),
        };
    }

    /// <summary>The odds of many people's quotas to come, of each by themselves and without the deals that matter; those are missing of whom nothing can be told.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="people">Whose.</param>
    /// <param name="kept">What is expected month by month, and as of which day.</param>
    /// <param name="colleagues">Who is where.</param>
    /// <param name="cancel">Stops reading.</param>
    public Task<IReadOnlyDictionary<long, ForecastView>> OfPeople(Period period, long[] people, (DateOnly AsOf, CompanyAhead Ahead) kept, Colleagues colleagues, CancellationToken cancel) =>
        Of(period, people, people, person => new(PersonId: person), kept, colleagues, cancel);

    /// <summary>The same of teams, each with those below it as it is when these months begin.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="teams">Which.</param>
    /// <param name="kept">What is expected month by month, and as of which day.</param>
    /// <param name="colleagues">Who is where.</param>
    /// <param name="cancel">Stops reading.</param>
    public Task<IReadOnlyDictionary<long, ForecastView>> OfTeams(Period period, long[] teams, (DateOnly AsOf, CompanyAhead Ahead) kept, Colleagues colleagues, CancellationToken cancel) =>
        Of(period, null, teams, team => new(TeamId: team), kept, colleagues, cancel);

    /// <summary>Whether a quota is known for months to come: one that is agreed for them, or one of the months that run, which is taken for them.</summary>
    public async Task<bool> HasQuota(Period period, ScoreScope scope, ForecastMeasure measure, Colleagues colleagues, CancellationToken cancel) =>
        (await Read(period, People(scope), measure, null, null, colleagues, cancel)).QuotaOf(scope).Quota > 0;

    /// <summary>What a person has recorded with a day of months to come already, in the company's currency.</summary>
    public async Task<decimal> Recorded(Period period, long person, CancellationToken cancel) => (await Recorded(period, [person], tally => tally.Revenue, cancel))[person].Sum(r => r.Amount);

    private async Task<IReadOnlyDictionary<long, ForecastView>> Of(Period period, long[]? people, long[] ids, Func<long, ScoreScope> scopeOf, (DateOnly AsOf, CompanyAhead Ahead) kept, Colleagues colleagues, CancellationToken cancel)
    {
        var views = new Dictionary<long, ForecastView>();
        if (ids.Length == 0 || !await IsTold(period, cancel) || !Reaches(kept.Ahead, period))
        {
            return views;
        }

        var asked = await Read(period, people, ForecastMeasure.Revenue, kept, null, colleagues, cancel);
        foreach (var id in ids)
        {
            if (asked.View(scopeOf(id)) is { } view)
            {
                views.Add(id, view);
            }
        }

        return views;
    }

    private async Task<bool> IsTold(Period period, CancellationToken cancel) => period.FirstDay > await company.Today(cancel);

    /// <summary>Whether these months are among those that are looked ahead.</summary>
    private static bool Reaches(CompanyAhead ahead, Period period) => ahead.ByWeek.Count > 0 && ahead.At(period.Last) < CompanyAhead.Months;

    private static long[]? People(ScoreScope scope) => scope.PersonId is { } person ? [person] : null;

    /// <summary>What is expected as margin: each product leaves what it usually does, and at least nothing.</summary>
    private async Task<CompanyAhead> AsMargin(CompanyAhead ahead, MarginShares shares, CancellationToken cancel)
    {
        long[] ids = [.. ahead.Deals.Select(d => d.Id)];
        var products = await db.Opportunities.Where(o => EF.Parameter(ids).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.ProductId, cancel);
        return ahead.AsMargin(id => products.GetValueOrDefault(id), product => Math.Max(0, (double)(shares.Of(product) ?? 0)));
    }

    /// <summary>Reads the quotas of some people, or of all, in months to come and in those that run, and what they have recorded for them already; of margin that is not known as much as products usually leave.</summary>
    private async Task<QuotasAhead> Read(Period period, long[]? people, ForecastMeasure measure, (DateOnly AsOf, CompanyAhead Ahead)? kept, MarginShares? shares, Colleagues colleagues, CancellationToken cancel)
    {
        var ours = await company.Load(cancel);
        var running = ours.FiscalYear.Cut(await company.Today(cancel), period.Length);
        var (isOfAll, whose) = (people is null, people ?? []);
        var (isOfMargin, usual) = (measure == ForecastMeasure.Margin, Math.Max(0, shares?.Of(null) ?? 0));
        var (first, last, since, until) = (period.First, period.Last, running.First, running.Last);
        var months = (await db.QuotaMonths.AsNoTracking()
            .Where(q => ((q.Month >= first && q.Month <= last) || (q.Month >= since && q.Month <= until)) && (isOfAll || EF.Parameter(whose).Contains(q.SalespersonId)) && (isOfMargin ? q.Margin : q.Revenue) != null)
            .Select(q => new { q.SalespersonId, q.TeamId, q.Month, q.Margin, q.Revenue }).ToListAsync(cancel)).ToLookup(q => q.SalespersonId, q => (q.TeamId, q.Month, (isOfMargin ? q.Margin : q.Revenue)!.Value));
        return new(period, months.ToDictionary(p => p.Key, p => AskedOf.Read(p.Key, [.. p], period, running, colleagues.Roster)), await Recorded(period, people, tally => isOfMargin ? tally.Margin + (tally.UnknownMarginRevenue * usual) : tally.Revenue, cancel), measure, kept, colleagues, (double)ours.WantedChance);
    }

    /// <summary>What each has recorded with a day of these months already, by team.</summary>
    private async Task<ILookup<long, (long TeamId, decimal Amount)>> Recorded(Period period, long[]? people, Func<Tally, decimal> amountOf, CancellationToken cancel)
    {
        var (isOfAll, whose, first, last) = (people is null, people ?? [], period.First, period.Last);
        return (await db.PersonMonths.Where(m => m.Month >= first && m.Month <= last && (isOfAll || EF.Parameter(whose).Contains(m.SalespersonId)))
            .GroupBy(m => new { m.SalespersonId, m.TeamId }).Select(g => new { g.Key, Revenue = g.Sum(m => m.Tally.Revenue), Margin = g.Sum(m => m.Tally.Margin), Unknown = g.Sum(m => m.Tally.UnknownMarginRevenue) }).ToListAsync(cancel))
            .ToLookup(g => g.Key.SalespersonId, g => (g.Key.TeamId, amountOf(new() { Revenue = g.Revenue, Margin = g.Margin, UnknownMarginRevenue = g.Unknown })));
    }
}
