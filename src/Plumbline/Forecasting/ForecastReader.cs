using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Jobs;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>What was said at the end of a week.</summary>
public readonly record struct ForecastPoint(DateOnly AsOf, double Chance, double Expected, double Low, double High);

/// <summary>The latest forecast of a quota, and what it rests on.</summary>
/// <param name="Now">The latest.</param>
/// <param name="WeekBefore">What was said at the end of the week that ended four to ten days before; null where nothing was.</param>
/// <param name="Changes">Why it is another since; none where nothing is, or it is not kept what that rested on.</param>
/// <param name="Effects">The open deals that matter most.</param>
/// <param name="Names">Of deals that are named.</param>
/// <param name="Wanted">The chance that pipeline is reckoned for, a fraction.</param>
public sealed record ForecastView(KeptForecast Now, ForecastPoint? WeekBefore, IReadOnlyList<ChangePart> Changes, IReadOnlyList<DealEffect> Effects, IReadOnlyDictionary<long, string> Names, double Wanted)
{
    /// <summary>What was said.</summary>
    public Statement Said => Now.Said;

    /// <summary>Whether the quota asks for margin, so that each deal counts with what it leaves.</summary>
    public bool IsOfMargin => Now.Measure == ForecastMeasure.Margin;

    /// <summary>The chance and the range.</summary>
    public Attainment Odds => Now.Said.Attainment;

    /// <summary>What the latest one rests on.</summary>
    public ForecastBasis Basis => Now.Basis!;

    /// <summary>Whether the months have not begun, so that all of it rests on the open deals and the pace of the day.</summary>
    public bool IsToCome => Now.Period.FirstDay > Now.AsOf;

    /// <summary>Whether results are orders without a pipeline.</summary>
    public bool IsOfOrders { get => field || Basis.Outlook.Reorders > 0; init; }

    /// <summary>How much of the quota is that of the months that run, since none is agreed yet for each of the months to come; 0 where it is.</summary>
    public decimal QuotaTaken { get; init; }

    /// <summary>Whether all of it is.</summary>
    public bool IsQuotaTaken => QuotaTaken > 0 && QuotaTaken >= (decimal)Said.Quota - 0.01m; // What is reckoned per month is not to the last digit the same.

    /// <summary>What of the revenue was sold by people without a quota, or by nobody named, in the company's currency: it counts for a team and the company, whose quota it is no part of. 0 of margin.</summary>
    public decimal WithoutQuota { get; init; }

    /// <summary>How many of the person's own deals ended within what is looked back; null of several people, and where results are orders.</summary>
    public int? OwnClosed { get; init; }

    /// <summary>So many deals are named of what changed.</summary>
    public const int NamedDeals = 3;

    /// <summary>Looks for the pipeline that it takes for the chance that is wanted; null where what is begun comes too late.</summary>
    public PipelineToAdd? ToAdd() => Basis.ToReach(Said.Quota, Wanted);

    /// <summary>Where a deal is: the page of the opportunity, or of the account that orders again.</summary>
    public static string HrefOf(long deal) => deal < 0 ? $"accounts/{-deal}" : $"opportunities/{deal}";

    /// <summary>What an open deal is called.</summary>
    public string NameOf(Prospect deal) => NameOf(deal.Id);

    /// <summary>The same by its number; one of those that are not named is some deal or order.</summary>
    public string NameOf(long deal) => Names.TryGetValue(deal, out var name) ? name : deal < 0 || IsOfOrders ? "An order" : "Another deal";
}

/// <summary>What was said of a period on a day that is gone, and what came of it by now.</summary>
/// <param name="Kept">What was said, without what it rests on; its quota is the one of that time.</param>
/// <param name="Came">What the period brought by now, in the company's currency.</param>
/// <param name="IsOver">Whether the period is over.</param>
public sealed record PastForecast(KeptForecast Kept, decimal Came, bool IsOver)
{
    /// <summary>The day on which it was reckoned, since somebody asked for it; null where it was said at its time.</summary>
    public DateOnly? ReckonedOn { get; init; }

    /// <summary>Whether it is of a week from before Plumbline, made up later from history.</summary>
    public bool IsMadeUp { get; init; }

    /// <summary>What was said of the quota of margin with it; null where there was none.</summary>
    public KeptForecast? Margin { get; init; }

    /// <summary>Whether the quota of that time is reached by now.</summary>
    public bool IsReached => Came >= (decimal)Kept.Said.Quota;

    /// <summary>Whether it brought less than the range said.</summary>
    public bool IsBelow => Came < (decimal)Kept.Said.Attainment.Low;

    /// <summary>Whether it brought more than the range said.</summary>
    public bool IsAbove => Came > (decimal)Kept.Said.Attainment.High;
}

/// <summary>How likely an open deal is won until a forecast's months end.</summary>
/// <param name="Chance">From 0 to 1.</param>
/// <param name="Of">The forecast that says so.</param>
public sealed record DealOdds(double Chance, KeptForecast Of)
{
    /// <summary>The same within <see cref="Prospect.DaysSoon"/> days, whenever the months end; null where it is not kept.</summary>
    public double? Soon { get; init; }
}

/// <summary>Reads what was said.</summary>
internal sealed class ForecastReader(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, ChangeReader changes)
{
    private const int FewestDays = 4;

    /// <summary>The latest forecast of a scope in a period that runs; null where none was made, as without a quota.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="scope">Of whom.</param>
    /// <param name="measure">What its quota asks for.</param>
    /// <param name="most">How many deals that matter are looked for.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ForecastView?> Read(Period period, ScoreScope scope, ForecastMeasure measure, int most, CancellationToken cancel)
    {
        if (await Of(db.LatestForecastsOf(measure), period, scope).SingleOrDefaultAsync(cancel) is not { Basis: { } basis } now)
        {
            return null;
        }

        var weekAgo = now.AsOf.AddDays(-FewestDays); // The end of the last week, or of the one before while that was the day before yesterday.
        var before = await Of(db.ForecastsOf(measure).AsNoTracking(), period, scope).Where(f => f.AsOf <= weekAgo).OrderByDescending(f => f.AsOf).FirstOrDefaultAsync(cancel);
        var since = before is null ? [] : await changes.Between(before, now, cancel);
        var effects = now.Said.IsReached ? [] : basis.Effects(now.Said.Quota, most);
        var deals = effects.Select(e => e.Deal.Id).Concat(since.SelectMany(c => c.Deals.Take(ForecastView.NamedDeals))).Distinct().ToLookup(id => id > 0);
        long[] opportunities = [.. deals[true]], accounts = [.. deals[false].Select(id => -id)];
        var names = await db.Opportunities.Where(o => EF.Parameter(opportunities).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        foreach (var account in accounts.Length == 0 ? [] : await db.Accounts.Where(a => EF.Parameter(accounts).Contains(a.Id)).Select(a => new { a.Id, a.Name }).ToListAsync(cancel))
        {
            names.Add(-account.Id, account.Name);
        }

        var settings = await company.Load(cancel);
        return new(now, before is null ? null : Point(before.AsOf, before.Said), since, effects, names, (double)settings.WantedChance)
        {
            WithoutQuota = scope.PersonId is null && measure == ForecastMeasure.Revenue ? await WithoutQuota(period, scope.TeamId, cancel) : 0,
            IsOfOrders = settings.BookingsFrom == BookingsFrom.Finance,
            OwnClosed = scope.PersonId is { } person && settings.BookingsFrom != BookingsFrom.Finance ? await OwnClosed(person, now.AsOf, cancel) : null,
        };
    }

    /// <summary>What was sold in a period by people, of one team or of all, in months for which they have no quota: as the scoreboard counts it.</summary>
    private async Task<decimal> WithoutQuota(Period period, long? team, CancellationToken cancel)
    {
        var (first, last, isOfAll) = (period.First, period.Last, team is null);
        long[] teams = team is { } one ? [.. (await byVersion.Load(db, cancel)).WithSubteams(one)] : [];
        return await db.PersonMonths.Where(m => m.Month >= first && m.Month <= last && (isOfAll || EF.Parameter(teams).Contains(m.TeamId)) && !db.QuotaMonths.Any(q => q.Month == m.Month && q.SalespersonId == m.SalespersonId && q.Revenue != null))
            .SumAsync(m => m.Tally.Revenue, cancel);
    }

    /// <summary>The plan for some months of a person of whom nothing is told, where the reader, who with those below is <paramref name="line"/>, may see one: there the quota is agreed that a forecast needs.</summary>
    public Task<long?> PlanOf(long person, Period period, IReadOnlySet<long> line, CancellationToken cancel) => PlanLinks.Covering(person, period, db, line, cancel);

    private Task<int> OwnClosed(long person, DateOnly asOf, CancellationToken cancel)
    {
        var since = asOf.AddDays(-WinCurves.Window);
        return db.Opportunities.Where(o => o.SalespersonId == person && o.State != OpportunityState.Open && o.Closed > since && o.Closed <= asOf).OrderBy(o => o.Id).Take(KeptForecast.EnoughClosed).CountAsync(cancel);
    }

    /// <summary>The chance that a salesperson's open deal is won until the end of a period that runs, by what their latest forecast rests on: of the quarter, or else of the months for which they have a quota. Null where there is none, or the deal is not among what it rests on, or there is too little history for a chance in figures.</summary>
    public async Task<DealOdds?> OfDeal(long salesperson, long deal, DateOnly today, CancellationToken cancel)
    {
        var now = Month.Of(today);
        var of = await db.LatestForecasts.Where(f => f.Subject == ForecastSubject.Salesperson && f.SubjectId == salesperson && f.First <= now).OrderBy(f => f.Length == 3 ? 0 : f.Length).FirstOrDefaultAsync(cancel);
        return of is { IsLittle: false } && of.Period.Contains(today) && of.Basis?.Outlook.Open.Where(p => p.Id == deal).Select(p => (Prospect?)p).FirstOrDefault() is { } found ? new(found.Told, of) { Soon = found.Soon } : null;
    }

    /// <summary>Whether anything was recorded since the latest forecasts were made, so that they are made anew within minutes.</summary>
    public async Task<bool> IsBehind(CancellationToken cancel) => await db.Set<LastForecast>().AsNoTracking().Select(l => l.Version).SingleAsync(cancel) < await db.CurrentVersion(cancel);

    /// <summary>What is expected month by month, and as of which day; null where nothing was told yet.</summary>
    public async Task<(DateOnly AsOf, CompanyAhead Ahead)?> Ahead(CancellationToken cancel) => await db.Set<KeptAhead>().AsNoTracking().SingleOrDefaultAsync(cancel) is { } kept ? (kept.AsOf, kept.Ahead) : null;

    /// <summary>What was said last, without what it rests on; null where nothing was.</summary>
    public Task<Statement?> Latest(Period period, ScoreScope scope, CancellationToken cancel, ForecastMeasure measure = ForecastMeasure.Revenue) => Of(db.LatestForecastsOf(measure), period, scope).Select(f => f.Said).SingleOrDefaultAsync(cancel);

    /// <summary>The latest forecast of a quota of margin, without what it rests on; null where there is no such quota, or too little is known of what is left.</summary>
    public Task<KeptForecast?> Margin(Period period, ScoreScope scope, CancellationToken cancel) =>
        WithoutBasis(Of(db.LatestForecastsOf(ForecastMeasure.Margin), period, scope)).SingleOrDefaultAsync(cancel);

    /// <summary>What was said at the ends of the weeks, and last; the latest first. Of periods that are over, too.</summary>
    public async Task<IReadOnlyList<ForecastPoint>> History(Period period, ScoreScope scope, ForecastMeasure measure, CancellationToken cancel) =>
        [.. (await Of(db.ForecastsOf(measure).AsNoTracking(), period, scope).OrderByDescending(f => f.AsOf).Select(f => new { f.AsOf, f.Said }).ToListAsync(cancel)).Select(f => Point(f.AsOf, f.Said))];

    /// <summary>What was said of a period at the end of a day, or was reckoned since of that day; else of the last week before it that ended with a forecast; null where none is kept from so early.</summary>
    /// <param name="period">A month, a quarter or a half; it may be over.</param>
    /// <param name="scope">Of whom.</param>
    /// <param name="day">The day, which is gone.</param>
    /// <param name="colleagues">The teams.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<PastForecast?> AsOf(Period period, ScoreScope scope, DateOnly day, Colleagues colleagues, CancellationToken cancel)
    {
        // Kept and reckoned, of both measures. What was reckoned is told of its own day alone, and where nothing was said then.
        var known = Of(db.Forecasts.IgnoreQueryFilters().AsNoTracking(), period, scope).Where(f => f.AsOf == day || (f.AsOf < day && !f.IsAsked)).OrderByDescending(f => f.AsOf).ThenBy(f => f.IsAsked);
        if (await WithoutBasis(known.Where(f => f.Measure == ForecastMeasure.Revenue)).FirstOrDefaultAsync(cancel) is not { } kept)
        {
            return null;
        }

        var margin = await WithoutBasis(known.Where(f => f.Measure == ForecastMeasure.Margin && f.AsOf == kept.AsOf && f.IsAsked == kept.IsAsked)).FirstOrDefaultAsync(cancel);
        var reckoned = kept.IsAsked ? await db.Set<AskedDay>().Where(a => a.Day == kept.AsOf).Select(a => a.MadeAt).SingleOrDefaultAsync(cancel) : null;
        var (first, last) = (period.First, period.Last);
        var results = db.PersonMonths.Where(m => m.Month >= first && m.Month <= last);
        if (scope.PersonId is { } person)
        {
            results = results.Where(m => m.SalespersonId == person);
        }
        else if (scope.TeamId is { } team)
        {
            long[] teams = [.. colleagues.WithSubteams(team)];
            results = results.Where(m => EF.Parameter(teams).Contains(m.TeamId));
        }

        return new(kept, await results.SumAsync(m => m.Tally.Revenue, cancel), period.LastDay < await company.Today(cancel))
        {
            Margin = margin,
            IsMadeUp = !kept.IsAsked && kept.AsOf <= await MadeUpUntil(cancel),
            ReckonedOn = reckoned is { } at ? (await company.Clock(cancel)).DayOf(at) : null,
        };
    }

    /// <summary>The last week of which nothing was said at its end, so that it was made up later from history; null where there is none.</summary>
    public Task<DateOnly?> MadeUpUntil(CancellationToken cancel) => db.Set<MadeUpWeek>().Where(w => w.Measure == ForecastMeasure.Revenue).MaxAsync(w => (DateOnly?)w.Week, cancel);

    /// <summary>What was said last, with what it rests on and nothing beside; null where nothing was.</summary>
    public Task<KeptForecast?> Now(Period period, ScoreScope scope, CancellationToken cancel) => Of(db.LatestForecasts, period, scope).SingleOrDefaultAsync(cancel);

    private static IQueryable<KeptForecast> WithoutBasis(IQueryable<KeptForecast> forecasts) =>
        forecasts.Select(f => new KeptForecast { Measure = f.Measure, Subject = f.Subject, SubjectId = f.SubjectId, First = f.First, Length = f.Length, AsOf = f.AsOf, IsAsked = f.IsAsked, Said = f.Said, NextWeek = f.NextWeek, Closed = f.Closed });

    private static ForecastPoint Point(DateOnly asOf, Statement said) => new(asOf, said.Attainment.Chance, said.Attainment.Expected, said.Attainment.Low, said.Attainment.High);

    private static IQueryable<KeptForecast> Of(IQueryable<KeptForecast> forecasts, Period period, ScoreScope scope)
    {
        var (subject, id) = Whose(scope);
        var (first, length) = (period.First, period.Length);
        return forecasts.Where(f => f.Subject == subject && f.SubjectId == id && f.First == first && f.Length == length);
    }

    /// <summary>Of what kind and which number a scope's forecasts are.</summary>
    public static (ForecastSubject Subject, long Id) Whose(ScoreScope scope) => scope.PersonId is { } person ? (ForecastSubject.Salesperson, person) : scope.TeamId is { } team ? (ForecastSubject.Team, team) : (ForecastSubject.Company, 0L);

    /// <summary>The latest forecasts of people in a period, without what they rest on: of one measure, or where none is named of revenue, and of margin where only that is asked for.</summary>
    public async Task<IReadOnlyDictionary<long, KeptForecast>> OfPeople(Period period, long[] people, CancellationToken cancel, ForecastMeasure? measure = null) => await Of(ForecastSubject.Salesperson, period, people, measure, cancel);

    /// <summary>The same of teams.</summary>
    public async Task<IReadOnlyDictionary<long, KeptForecast>> OfTeams(Period period, long[] teams, CancellationToken cancel, ForecastMeasure? measure = null) => await Of(ForecastSubject.Team, period, teams, measure, cancel);

    /// <summary>The same of a person, a team or all together; null where nothing is told.</summary>
    public async Task<KeptForecast?> Of(Period period, ScoreScope scope, CancellationToken cancel, ForecastMeasure? measure = null)
    {
        var (subject, id) = Whose(scope);
        return (await Of(subject, period, [id], measure, cancel)).GetValueOrDefault(id);
    }

    private async Task<Dictionary<long, KeptForecast>> Of(ForecastSubject subject, Period period, long[] ids, ForecastMeasure? measure, CancellationToken cancel)
    {
        var (first, length, isOfAny) = (period.First, period.Length, measure is null);
        var said = db.ForecastsOfAll.AsNoTracking().Where(f => f.Subject == subject && f.First == first && f.Length == length);
        return (await WithoutBasis(said.Where(f => EF.Parameter(ids).Contains(f.SubjectId) && (isOfAny || f.Measure == measure) && f.AsOf == said.Max(l => l.AsOf))).ToListAsync(cancel)).GroupBy(f => f.SubjectId).ToDictionary(g => g.Key, g => g.MinBy(f => f.Measure)!);
    }

    /// <summary>What was said of people's quarters at the end of the last week of each first third, by person and quarter.</summary>
    /// <param name="people">Whose.</param>
    /// <param name="quarters">Which.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyDictionary<(long Person, Period Quarter), Statement>> AtAThird(long[] people, IReadOnlyList<Period> quarters, CancellationToken cancel)
    {
        var (firsts, days, length) = (quarters.Select(q => q.First).ToArray(), quarters.SelectMany(q => Enumerable.Range(0, Week.Days).Select(back => CallDesk.ThirdOf(q).AddDays(-back))).ToArray(), quarters[0].Length);
        return (await db.Forecasts.AsNoTracking()
            .Where(f => f.Subject == ForecastSubject.Salesperson && EF.Parameter(people).Contains(f.SubjectId) && f.Length == length && EF.Parameter(firsts).Contains(f.First) && EF.Parameter(days).Contains(f.AsOf))
            .Select(f => new { f.SubjectId, f.First, f.AsOf, f.Said }).ToListAsync(cancel))
            .GroupBy(f => (f.SubjectId, new Period(f.First, length))).ToDictionary(g => g.Key, g => g.MaxBy(f => f.AsOf)!.Said);
    }
}

internal static class ForecastingSetup
{
    public static void AddForecasting(this IServiceCollection services)
    {
        services.AddScoped<DealReader>();
        services.AddScoped<ForecastRun>();
        services.AddScoped<DayReckoning>();
        services.AddScoped<AskedDays>();
        services.AddScoped<ForecastReader>();
        services.AddScoped<MonthsToCome>();
        services.AddScoped<ChangeReader>();
        services.AddScoped<LikelyEnd>();
        services.AddScoped<CallDesk>();
        services.AddScoped<WhatIfDesk>();
        services.AddScoped<AccuracyReader>();
        services.AddScoped<PlanOddsReader>();
        services.AddScoped<QuotaAside>(services => async (plan, content, other, cancel) => await services.GetRequiredService<PlanOddsReader>().Read(plan.SalespersonId, content, other, cancel) is { } odds
            ? builder =>
            {
                builder.OpenComponent<PlanOddsCard>(0);
                builder.AddComponentParameter(1, nameof(PlanOddsCard.Odds), odds);
                builder.CloseComponent();
            }
        : null);
        services.AddScoped<WeeklyWork>();
        services.AddSingleton<ForecastRests>();
        services.AddSingleton<EndedTries>();
        services.AddJob<MakeForecasts>(MakeForecasts.Every);
        services.AddJob<ReckonDays>(ReckonDays.Every);
    }
}
