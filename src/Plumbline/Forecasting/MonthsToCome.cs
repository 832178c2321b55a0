using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>Tells how likely a quota is whose months have not begun, by the open deals and the pace of today, and what is to be begun for it. Nothing of it is kept: it is another one every day.</summary>
internal sealed class MonthsToCome(PlumblineDb db, OurCompany company, ForecastReader forecasts)
{
    private static readonly Dictionary<long, string> _noNames = [];

    /// <summary>The odds of a quota to come; null where the months have begun or lie too far ahead, nobody has a quota, or nothing is known of these people.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="scope">Of whom: a person, a team with those below it as it is when these months begin, or all.</param>
    /// <param name="colleagues">Who is where.</param>
    /// <param name="most">How many deals that matter are looked for.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ForecastView?> Read(Period period, ScoreScope scope, Colleagues colleagues, int most, CancellationToken cancel)
    {
        if (!await IsTold(period, cancel) || await forecasts.Ahead(cancel) is not { } kept || !Reaches(kept.Ahead, period))
        {
            return null;
        }

        var of = People(scope, period.FirstDay, colleagues);
        var teams = TeamsOf(scope, colleagues);
        var quotas = (await Quotas(period, teams is null ? of : null, colleagues, cancel)).Of(of, teams);
        var won = Recorded(await Recorded(period, teams is null ? of : null, cancel), teams);
        if (View(kept, period, ForecastReader.Whose(scope), of, Together(quotas), won, (double)(await company.Load(cancel)).WantedChance) is not { } view)
        {
            return null;
        }

        var effects = view.Said.IsReached ? [] : view.Basis.Effects(view.Said.Quota, most);
        long[] named = [.. effects.Select(e => e.Deal.Id)];
        return view with
        {
            Effects = effects,
            Names = named.Length == 0 ? _noNames : await db.Opportunities.Where(o => EF.Parameter(named).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel),
        };
    }

    /// <summary>The odds of many people's quotas to come, of each by themselves and without the deals that matter; those are missing of whom nothing can be told.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="people">Whose.</param>
    /// <param name="kept">What is expected month by month, and as of which day.</param>
    /// <param name="colleagues">Who is where.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyDictionary<long, ForecastView>> OfPeople(Period period, long[] people, (DateOnly AsOf, CompanyAhead Ahead) kept, Colleagues colleagues, CancellationToken cancel)
    {
        var views = new Dictionary<long, ForecastView>();
        if (!await IsTold(period, cancel) || !Reaches(kept.Ahead, period))
        {
            return views;
        }

        HashSet<long> of = [.. people];
        var (quotas, recorded, wanted) = ((await Quotas(period, of, colleagues, cancel)).Of(of, null), await Recorded(period, of, cancel), (double)(await company.Load(cancel)).WantedChance);
        foreach (var (person, quota) in quotas)
        {
            if (View(kept, period, (ForecastSubject.Salesperson, person), new HashSet<long> { person }, quota, Recorded(recorded[person], null), wanted) is { } view)
            {
                views.Add(person, view);
            }
        }

        return views;
    }

    /// <summary>The same of teams, each with those below it as it is when these months begin.</summary>
    /// <param name="period">A month, a quarter or a half.</param>
    /// <param name="teams">Which.</param>
    /// <param name="kept">What is expected month by month, and as of which day.</param>
    /// <param name="colleagues">Who is where.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyDictionary<long, ForecastView>> OfTeams(Period period, IReadOnlyCollection<long> teams, (DateOnly AsOf, CompanyAhead Ahead) kept, Colleagues colleagues, CancellationToken cancel)
    {
        var views = new Dictionary<long, ForecastView>();
        if (teams.Count == 0 || !await IsTold(period, cancel) || !Reaches(kept.Ahead, period))
        {
            return views;
        }

        var (quotas, recorded, wanted) = (await Quotas(period, null, colleagues, cancel), await Recorded(period, null, cancel), (double)(await company.Load(cancel)).WantedChance);
        foreach (var team in teams)
        {
            var scope = new ScoreScope(TeamId: team);
            var (of, within) = (People(scope, period.FirstDay, colleagues), TeamsOf(scope, colleagues));
            if (View(kept, period, (ForecastSubject.Team, team), of, Together(quotas.Of(of, within)), Recorded(recorded, within), wanted) is { } view)
            {
                views.Add(team, view);
            }
        }

        return views;
    }

    /// <summary>Whether a quota is known for months to come: one that is agreed for them, or one of the months that run, which is taken for them.</summary>
    public async Task<bool> HasQuota(Period period, ScoreScope scope, Colleagues colleagues, CancellationToken cancel) =>
        People(scope, period.FirstDay, colleagues) is var of && TeamsOf(scope, colleagues) is var teams && (await Quotas(period, teams is null ? of : null, colleagues, cancel)).Of(of, teams).Values.Any(q => q.Quota > 0);

    private static HashSet<long>? TeamsOf(ScoreScope scope, Colleagues colleagues) => scope is { PersonId: null, TeamId: { } team } ? [.. colleagues.WithSubteams(team)] : null;

    private async Task<bool> IsTold(Period period, CancellationToken cancel) => period.FirstDay > await company.Today(cancel);

    /// <summary>Whether these months are among those that are looked ahead.</summary>
    private static bool Reaches(CompanyAhead ahead, Period period) => ahead.ByWeek.Count > 0 && ahead.At(period.Last) < CompanyAhead.Months;

    private static ForecastView? View((DateOnly AsOf, CompanyAhead Ahead) kept, Period period, (ForecastSubject Subject, long Id) whose, HashSet<long>? of, (decimal Quota, decimal Taken) asked, decimal won, double wanted)
    {
        var (asOf, ahead) = kept;
        if (asked.Quota == 0 || !ahead.People.Any(p => of?.Contains(p.SalespersonId) != false))
        {
            return null;
        }

        var basis = ahead.Basis(of, ahead.At(period.First), period.Length, (double)won, asOf);
        var odds = basis.Outlook.Against((double)asked.Quota);
        var now = new KeptForecast
        {
            Subject = whose.Subject,
            SubjectId = whose.Id,
            First = period.First,
            Length = period.Length,
            AsOf = asOf,
            Said = new(1, (double)asked.Quota, basis.Outlook.Won, odds.Expected - basis.Outlook.Won, basis.Outlook.Variance, 0, 0, 0, [odds.Chance], odds),
            NextWeek = 0,
            Closed = ahead.Closed,
            Basis = basis,
        };
        return new(now, null, [], [], _noNames, wanted)
        {
            QuotaTaken = asked.Taken,
            IsOfOrders = ahead.IsOfOrders,
        };
    }

    /// <summary>Whose results count; null for everyone's.</summary>
    private static HashSet<long>? People(ScoreScope scope, DateOnly day, Colleagues colleagues)
    {
        if (scope.PersonId is { } person)
        {
            return [person];
        }

        if (scope.TeamId is not { } team)
        {
            return null;
        }

        var teams = colleagues.WithSubteams(team);
        return [.. colleagues.People.Select(p => p.Id).Where(p => teams.Contains(colleagues.Roster.TeamOn(p, day)))];
    }

    /// <summary>The quotas of some people, or of all, in months to come and in those that run.</summary>
    private async Task<AskedAhead> Quotas(Period period, HashSet<long>? people, Colleagues colleagues, CancellationToken cancel)
    {
        var running = (await company.Load(cancel)).FiscalYear.Cut(await company.Today(cancel), period.Length);
        var (isOfAll, whose) = (people is null, people?.ToArray() ?? []);
        var (first, last, since, until) = (period.First, period.Last, running.First, running.Last);
        var months = (await db.QuotaMonths.AsNoTracking()
            .Where(q => ((q.Month >= first && q.Month <= last) || (q.Month >= since && q.Month <= until)) && (isOfAll || EF.Parameter(whose).Contains(q.SalespersonId)) && q.Revenue != null)
            .Select(q => new { q.SalespersonId, q.TeamId, q.Month, Amount = q.Revenue!.Value }).ToListAsync(cancel)).ToLookup(q => q.SalespersonId, q => (q.TeamId, q.Month, q.Amount));
        return new(period, running, months, colleagues.Roster);
    }

    private static (decimal Quota, decimal Taken) Together(Dictionary<long, (decimal Quota, decimal Taken)> quotas) => (quotas.Values.Sum(q => q.Quota), quotas.Values.Sum(q => q.Taken));

    /// <summary>What a person has recorded with a day of months to come already, in the company's currency.</summary>
    public async Task<decimal> Recorded(Period period, long person, CancellationToken cancel) => Recorded((await Recorded(period, [person], cancel))[person], null);

    private static decimal Recorded(IEnumerable<IGrouping<long, RecordedAhead>> recorded, HashSet<long>? teams) => recorded.Sum(person => Recorded(person, teams));

    private static decimal Recorded(IEnumerable<RecordedAhead> recorded, HashSet<long>? teams) => recorded.Where(r => teams?.Contains(r.TeamId) != false).Sum(r => r.Revenue);

    /// <summary>What each has recorded with a day of these months already, by team.</summary>
    private async Task<ILookup<long, RecordedAhead>> Recorded(Period period, HashSet<long>? people, CancellationToken cancel)
    {
        var (isOfAll, whose, first, last) = (people is null, people?.ToArray() ?? [], period.First, period.Last);
        return (await db.PersonMonths.Where(m => m.Month >= first && m.Month <= last && (isOfAll || EF.Parameter(whose).Contains(m.SalespersonId)))
            .GroupBy(m => new { m.SalespersonId, m.TeamId }).Select(g => new { g.Key, Revenue = g.Sum(m => m.Tally.Revenue) }).ToListAsync(cancel)).ToLookup(g => g.Key.SalespersonId, g => new RecordedAhead(g.Key.TeamId, g.Revenue));
    }

    private readonly record struct RecordedAhead(long TeamId, decimal Revenue);

    /// <summary>What is asked of people in months to come.</summary>
    /// <param name="Period">These months.</param>
    /// <param name="Running">As many that run.</param>
    /// <param name="Months">The quotas in both, by person.</param>
    /// <param name="Roster">Who is where.</param>
    private sealed record AskedAhead(Period Period, Period Running, ILookup<long, (long TeamId, Month Month, decimal Amount)> Months, Roster Roster)
    {
        /// <summary>
        /// What is asked of each, and how much of that is taken from the months that run, since it is not agreed yet for each of the months to come: as much a month, for the time in which they are there. Of teams as much of it as is asked in the time that each is in them.
        /// </summary>
        /// <param name="of">Whose results count; null for everyone's.</param>
        /// <param name="teams">Of which teams; null for any.</param>
        public Dictionary<long, (decimal Quota, decimal Taken)> Of(HashSet<long>? of, HashSet<long>? teams) => Months.ToDictionary(person => person.Key, person =>
        {
            var agreed = Whole(person, Period);
            if (agreed > 0)
            {
                return (teams is null ? agreed : person.Where(q => Period.Contains(q.Month) && teams.Contains(q.TeamId)).Sum(q => q.Amount), 0);
            }

            var taken = of?.Contains(person.Key) != false && There(person.Key, Running) is > 0 and var there ? Whole(person, Running) / there * There(person.Key, Period) : 0;
            return (taken, taken);
        });

        private decimal There(long person, Period of) => of.Months.Sum(month => Roster.Shares(person, month).Sum(s => s.Share));

        private decimal Whole(IGrouping<long, (long TeamId, Month Month, decimal Amount)> person, Period of) => Scoring.Quotas.Whole(person.Select(q => (q.Month, q.Amount)), person.Key, of, Roster);
    }
}
