using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>Goes through the days on which forecasts are said, in their order: of each day it knows what was said before, and what came of periods that are over by then, and nothing that came later.</summary>
internal sealed class ForecastWalk(IReadOnlyList<Deal> deals, QuotaBook quotas)
{
    private const int WeeksAhead = 53; // As far as the months ahead are told.
    private const double LeastOfHalf = 0.5; // Of what the half says of a month, and twice as much at most.
    private static readonly int[] _lengths = [1, 3, 6];

    private readonly ILookup<long, Deal> _won = deals.Where(d => d.IsWon).ToLookup(d => d.SalespersonId);
    private readonly Dictionary<(ForecastSubject Subject, int Length), TrackRecord> _records = [];
    private readonly Dictionary<(ForecastSubject Subject, long Id, Period Period), Running> _running = [];
    private readonly Dictionary<Period, PeriodSoFar> _soFar = [];
    private readonly Dictionary<(long Person, Month Month), decimal> _results = [];
    private readonly List<long> _sellers = [.. deals.SelectMany(d => d.Before.Select(b => b.SalespersonId).Append(d.SalespersonId)).Distinct()]; // Also who has handed all of theirs on.
    private readonly bool _areOrders = deals.All(d => d.IsOrder);
    private readonly Lazy<ILookup<(long Team, Month Month), Deal>> _wonByTeam = new(() =>
        deals.Where(d => d.IsWon).SelectMany(d => quotas.TeamsOf(d.SalespersonId, d.Closed!.Value), (deal, team) => (deal, team)).ToLookup(d => (d.team, Month.Of(d.deal.Closed!.Value)), d => d.deal)); // What was won counts for the team of that day.

    private (DateOnly WeekEnd, Dictionary<long, double> Expected)? _week;
    private (DateOnly AsOf, Forecaster Forecaster)? _learned;

    /// <summary>Takes up what was said at the end of a week.</summary>
    public void Remember(DateOnly weekEnd, IEnumerable<KeptForecast> said)
    {
        Pass(weekEnd);
        var asked = new Dictionary<Period, Dictionary<(ForecastSubject, long), AskedQuota>>();
        var expected = new Dictionary<long, double>();
        foreach (var one in said)
        {
            if (!asked.TryGetValue(one.Period, out var of))
            {
                asked[one.Period] = of = quotas.Of(one.Period, weekEnd.AddDays(1), _sellers).ToDictionary(q => (q.Subject, q.SubjectId));
            }

            // A quota that was taken back since is judged no more, and what was said on the last day of its period tells nothing any more.
            if (one.Period.LastDay > weekEnd && of.TryGetValue((one.Subject, one.SubjectId), out var quota))
            {
                Keep(quota, one.Period, one.Said);
            }

            if (one.Subject == ForecastSubject.Salesperson)
            {
                expected[one.SubjectId] = one.NextWeek;
            }
        }

        _week = (weekEnd, expected);
    }

    /// <summary>Says what is likely to come as known at the end of a day, of the periods that a day lies in.</summary>
    /// <param name="asOf">The day at whose end it is said.</param>
    /// <param name="within">A day of the periods.</param>
    /// <param name="isExplained">Of which quotas it is kept what the forecast rests on.</param>
    /// <param name="isRunning">Whether the day is not over yet, and with it what ends on it.</param>
    public List<KeptForecast> Say(DateOnly asOf, DateOnly within, Func<AskedQuota, bool> isExplained, bool isRunning = false)
    {
        Pass(asOf, isRunning);
        var asked = _lengths.Select(length => quotas.Fiscal.Cut(within, length)).Select(period => (Period: period, Quotas: quotas.Of(period, within, _sellers).ToList())).Where(a => a.Quotas.Count > 0).ToList();
        var rows = new List<KeptForecast>();
        if (asked.Count == 0)
        {
            return rows;
        }

        var forecaster = At(asOf);
        var expected = new Dictionary<long, double>();
        foreach (var (period, all) in asked)
        {
            var left = isRunning && period.LastDay == asOf ? 1 : Math.Max(0, period.LastDay.DayNumber - asOf.DayNumber);
            var shareLeft = Math.Min(1, left / (period.LastDay.DayNumber - period.FirstDay.DayNumber + 1.0));
            var lessons = all.Select(q => q.Record).Distinct().ToDictionary(s => s, s => RecordOf(s, period.Length).At(shareLeft));
            var soFar = SoFar(period);
            var outlooks = all.SelectMany(q => q.People).Distinct().ToDictionary(p => p, p => forecaster.For(p, period.FirstDay, period.LastDay, isRunning).Times(soFar.FactorOf(p)));
            foreach (var quota in all)
            {
                var outlook = Outlook.Together([.. quota.People.Select(p => outlooks[p])]);
                outlook = quota.Subject == ForecastSubject.Team ? outlook with { Won = (double)OfTeam(quota.SubjectId, period, asOf) } : outlook;
                var said = lessons[quota.Record].Say(outlook, (double)quota.Quota, (double)quota.People.Sum(p => Result(p, period.Previous) + Result(p, period.Previous.Previous)) / 2);
                if (quota.Subject == ForecastSubject.Salesperson && !expected.ContainsKey(quota.SubjectId))
                {
                    expected.Add(quota.SubjectId, forecaster.Wins(quota.SubjectId, Week.Days));
                }

                Keep(quota, period, said);
                rows.Add(new()
                {
                    Subject = quota.Subject,
                    SubjectId = quota.SubjectId,
                    First = period.First,
                    Length = period.Length,
                    AsOf = asOf,
                    Said = said,
                    NextWeek = expected.GetValueOrDefault(quota.SubjectId),
                    Closed = forecaster.Closed,
                    Basis = isExplained(quota) ? lessons[quota.Record].Basis(said, outlook, forecaster.FromWeeks(quota.People, left), forecaster.FromWeeks(quota.People, left, isQualified: true)) with { Cycle = quota.People is [var one] ? forecaster.CycleOf(one).Times : 1 } : null,
                });
            }
        }

        _week = (asOf, expected);
        return rows;
    }

    /// <summary>
    /// What is expected month by month from the end of a day on, by the same odds, corrected by what was told earlier; of the month and the half that run as much as was said of them.
    /// </summary>
    /// <param name="asOf">The day, which was said last or is later.</param>
    /// <param name="said">What was said at its end.</param>
    /// <param name="itemOf">What an open deal is about.</param>
    /// <param name="told">What was told at the ends of the months before.</param>
    /// <param name="isRunning">Whether the day is not over yet.</param>
    public CompanyAhead Ahead(DateOnly asOf, IEnumerable<KeptForecast> said, Func<long, DealItem> itemOf, IReadOnlyCollection<ToldAhead> told, bool isRunning = false)
    {
        var (first, half) = (Month.Of(asOf), quotas.Fiscal.Half(asOf));
        var lessons = AheadLesson.Of(told, Came, first);
        IReadOnlyDictionary<long, PersonAhead> people = Known(CompanyAhead.Multiplied(People(asOf, isRunning: isRunning), [.. lessons.Select(l => l.Factor)]), asOf);
        var months = half.Months.Count(m => m >= first);
        var (ofMonth, ofHalf) = (Of(new(first, 1)), Of(half));
        Multiply(0, months, Left(ofHalf) / In(0, months));
        if (ofMonth is not null)
        {
            // The month is told by itself; what is left of the half is that of its other months, unless the two disagree so much that one of them must be wrong.
            Multiply(0, 1, Left(ofMonth) / In(0, 1));
            Multiply(1, months, ofHalf is null ? 1 : Math.Clamp((Left(ofHalf) - In(0, 1)) / In(1, months), LeastOfHalf, 1 / LeastOfHalf));
        }

        var spreads = ofMonth?.Basis is { } now && lessons is [var running, ..] ? [running with { Spread = now.Outlook.Spread }, .. lessons.Skip(1)] : lessons;
        return Together(asOf, people, itemOf, spreads) with { Told = [.. told], Half = ofHalf?.Basis is { } basis ? new(months, basis.Outlook.Spread) : null };

        KeptForecast? Of(Period period) => said.SingleOrDefault(f => f.Subject == ForecastSubject.Company && f.Period == period);

        static double Left(KeptForecast? forecast) => forecast is null ? double.NaN : Math.Max(0, forecast.Said.Attainment.Expected - forecast.Said.Won);

        double In(int from, int until) => CompanyAhead.Expected(people, until) - CompanyAhead.Expected(people, from);

        // Where nothing is said, or nothing is expected, there is nothing to multiply.
        void Multiply(int from, int until, double factor) =>
            people = double.IsFinite(factor) ? CompanyAhead.Multiplied(people, [.. Enumerable.Range(0, CompanyAhead.Months).Select(n => n >= from && n < until ? factor : 1)]) : people;
    }

    /// <summary>Keeps with a person's forecast how likely each open deal is won soon, whenever the period ends.</summary>
    public void KeepSoon(KeptForecast said)
    {
        var soon = At(said.AsOf).Within(said.SubjectId, Prospect.DaysSoon);
        said.Basis = said.Basis! with { Outlook = said.Basis.Outlook with { Open = [.. said.Basis.Outlook.Open.Select(p => soon.TryGetValue(p.Id, out var chance) ? p with { Soon = chance } : p)] } };
    }

    /// <summary>What the months from one on were expected to bring when it began, before earlier ones had their say.</summary>
    public ToldAhead Tell(Month month)
    {
        var ahead = Together(month.FirstDay.AddDays(-1), People(month.FirstDay.AddDays(-1), month), _ => default, AheadLesson.Of([], Came, month), month);
        return new(month, ahead.Total().Money, [.. Enumerable.Range(0, CompanyAhead.Months).Select(ahead.Variance)], ToldAhead.Won(deals, month), ToldAhead.MethodNow);
    }

    /// <summary>
    /// Without what is recorded with a day to come, which counts as sold already: a deal that is won then is open no more, and of bare orders as much less is still to come in that month.
    /// </summary>
    private Dictionary<long, PersonAhead> Known(IReadOnlyDictionary<long, PersonAhead> people, DateOnly asOf)
    {
        var over = deals.Where(d => d.Closed > asOf).ToLookup(d => d.SalespersonId);
        return people.ToDictionary(p => p.Key, p => over[p.Key].Any() ? Of(p.Value, [.. over[p.Key]]) : p.Value);

        PersonAhead Of(PersonAhead person, IReadOnlyList<Deal> known)
        {
            var (ended, booked) = (known.Select(d => d.Id).ToHashSet(), known.Where(d => d.IsOrder || (d.IsReorder && d.IsWon)).ToLookup(d => Month.Of(d.Closed!.Value), d => (double)d.Value));
            double[] value = [.. person.Value.Select((money, n) => Math.Max(0, money - booked[Month.Of(asOf).Plus(n)].Sum()))];
            return person with
            {
                Open = [.. person.Open.Where(d => !ended.Contains(d.Id))],
                Coming = [.. person.Coming.Select((wins, n) => person.Value[n] > 0 ? wins * value[n] / person.Value[n] : wins)],
                Value = value,
            };
        }
    }

    private double Came(Month month) => (double)_sellers.Sum(p => Result(p, new(month, 1)));

    private Dictionary<long, PersonAhead> People(DateOnly asOf, Month? first = null, bool isRunning = false)
    {
        var (forecaster, ends) = (At(asOf), Ends(first ?? Month.Of(asOf)));
        return _sellers.ToDictionary(p => p, p => forecaster.Ahead(p, ends, isRunning));
    }

    private CompanyAhead Together(DateOnly asOf, IReadOnlyDictionary<long, PersonAhead> people, Func<long, DealItem> itemOf, IReadOnlyList<AheadLesson> lessons, Month? first = null)
    {
        var (forecaster, from) = (At(asOf), first ?? Month.Of(asOf));
        var ends = Ends(from);
        return CompanyAhead.Together(from, people, itemOf, lessons, forecaster.FromNow(ends), forecaster.Values, forecaster.Closed) with
        {
            OfValues = forecaster.Spreads,
            ByWeek = forecaster.ByWeek(WeeksAhead),
            QualifiedByWeek = forecaster.ByWeek(WeeksAhead, isQualified: true),
            Times = [.. forecaster.Seasons(ends).Zip(lessons, (season, lesson) => season * lesson.Factor)],
        };
    }

    private static DateOnly[] Ends(Month first) => [.. Enumerable.Range(1, CompanyAhead.Months).Select(n => first.Plus(n).FirstDay.AddDays(-1))];

    private Forecaster At(DateOnly asOf) => (_learned is { } learned && learned.AsOf == asOf ? learned : (_learned = (asOf, Forecaster.Learn(deals, asOf, quotas.GoneBy(asOf)))).Value).Forecaster;

    /// <summary>Goes on to a day: what came in the week since counts, and of periods that are over is learned.</summary>
    private void Pass(DateOnly asOf, bool isRunning = false)
    {
        if (_week is { } week && week.WeekEnd.AddDays(Week.Days) <= asOf)
        {
            foreach (var length in _lengths)
            {
                var period = quotas.Fiscal.Cut(week.WeekEnd.AddDays(1), length);
                foreach (var (person, expected) in week.Expected)
                {
                    SoFar(period).Add(person, expected, _won[person].Count(d => (d.Sold ?? d).Value > 0 && d.Closed > week.WeekEnd && d.Closed <= week.WeekEnd.AddDays(Week.Days)));
                }
            }

            _week = null;
        }

        var until = isRunning ? asOf.AddDays(-1) : asOf;
        foreach (var over in _running.Where(r => r.Key.Period.LastDay <= until).GroupBy(r => (r.Key.Subject, r.Key.Period)).OrderBy(g => g.Key.Period.First).ThenBy(g => g.Key.Subject).ToList())
        {
            RecordOf(over.Key.Subject, over.Key.Period.Length).Learn([.. over.OrderBy(r => r.Key.Id).Select(r => r.Value.Judge(Came(r.Value.Quota!, over.Key.Period)))]);
            foreach (var (key, _) in over)
            {
                _running.Remove(key);
            }
        }
    }

    private void Keep(AskedQuota quota, Period period, Statement said)
    {
        if (quota.Record != quota.Subject)
        {
            return; // It is learned from once.
        }

        var key = (quota.Subject, quota.SubjectId, period);
        if (!_running.TryGetValue(key, out var running))
        {
            _running[key] = running = new();
        }

        running.Quota = quota;
        running.Said.Add(said);
    }

    private TrackRecord RecordOf(ForecastSubject subject, int length) => _records.TryGetValue((subject, length), out var record) ? record : _records[(subject, length)] = new(leansOnPace: subject != ForecastSubject.Salesperson || _areOrders);

    private PeriodSoFar SoFar(Period period) => _soFar.TryGetValue(period, out var soFar) ? soFar : _soFar[period] = new();

    private decimal Came(AskedQuota quota, Period period) => quota.Subject == ForecastSubject.Team ? OfTeam(quota.SubjectId, period, period.LastDay) : quota.People.Sum(p => Result(p, period));

    private decimal OfTeam(long team, Period period, DateOnly until) => period.Months.Sum(month => _wonByTeam.Value[(team, month)].Where(d => d.Closed <= until).Sum(d => d.Value));

    private decimal Result(long person, Period period) => period.Months.Sum(month =>
        _results.TryGetValue((person, month), out var known) ? known : _results[(person, month)] = Backtest.Result(_won[person], new(month, 1)));

    /// <summary>What was said of a quota whose period is not over.</summary>
    private sealed class Running
    {
        public List<Statement> Said { get; } = [];

        public AskedQuota? Quota { get; set; }

        public IReadOnlyList<JudgedStatement> Judge(decimal actual) => [.. Said.Select(s => new JudgedStatement(s, (double)actual))];
    }
}
