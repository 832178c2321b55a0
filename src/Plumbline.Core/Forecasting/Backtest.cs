using Plumbline.Fiscal;
using Plumbline.Pipeline;

namespace Plumbline.Forecasting;

/// <summary>A quota that is judged: whether it was reached is known by now.</summary>
/// <param name="SubjectId">Of whom: a salesperson or a team.</param>
/// <param name="People">Whose results count: the salesperson, or the members of the team.</param>
/// <param name="Period">For when.</param>
/// <param name="Quota">How much, above 0.</param>
public sealed record JudgedQuota(long SubjectId, IReadOnlyList<long> People, Period Period, decimal Quota);

/// <summary>The forecast, and the simple rules that it is compared with.</summary>
public enum ForecastRule
{
    /// <summary>Ours.</summary>
    Forecast,

    /// <summary>What is won so far, going on at the same pace; before anything is gone, as in the two periods before.</summary>
    RunRate,

    /// <summary>What is won so far, and for the rest the pace of the two periods before.</summary>
    PaceBefore,

    /// <summary>What is won so far and the open pipeline, each deal at the share that the company won of those that were at its stage; of all, where few were or nobody says.</summary>
    WeightedPipeline,

    /// <summary>What is won so far and a third of the open pipeline.</summary>
    ThreeTimesCoverage,

    /// <summary>The share of quotas that were reached before, whatever is known of this one.</summary>
    BaseRate,
}

/// <summary>What a rule said at the end of a week.</summary>
/// <param name="Judged">Of which quota.</param>
/// <param name="AsOf">When.</param>
/// <param name="ShareLeft">The share of the period that was still to come.</param>
/// <param name="Rule">Which rule.</param>
/// <param name="Chance">That the quota is reached.</param>
/// <param name="Projected">What is expected, in money; null where the rule has none.</param>
/// <param name="Low">The lower end of the stated 80%; null where the rule states none.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Actual">What came.</param>
public sealed record JudgedForecast(JudgedQuota Judged, DateOnly AsOf, double ShareLeft, ForecastRule Rule, double Chance, double? Projected, double? Low, double? High, double Actual)
{
    /// <summary>Whether the quota was reached.</summary>
    public bool IsReached => Actual >= (double)Judged.Quota;

    /// <summary>Of our forecast, where the quota was neither at risk nor on course: the new pipeline that it took to be on course, as a part of what was open; null where pipeline would not do it, and elsewhere.</summary>
    public double? Missing { get; init; }
}

/// <summary>
/// Replays history: at the end of each week of each period the forecast and the simple rules say what will come, from what was known then. A rule's chance is learned from how far it was wrong before.
/// </summary>
public sealed class Backtest
{
    private readonly IReadOnlyCollection<Deal> _deals;
    private readonly Func<DateOnly, IReadOnlySet<long>>? _goneBy;
    private readonly ILookup<long, Deal> _won;

    private Backtest(IReadOnlyCollection<Deal> deals, Func<DateOnly, IReadOnlySet<long>>? goneBy) => (_deals, _goneBy, _won) = (deals, goneBy, deals.Where(d => d.IsWon).ToLookup(d => d.SalespersonId));

    /// <summary>All that was said, in the order of the weeks.</summary>
    /// <param name="deals">All deals of the company.</param>
    /// <param name="quotas">What is judged; periods of one length, all of them over.</param>
    /// <param name="goneBy">Who had left the company at the end of a day; nobody where it is not said.</param>
    /// <param name="beside">Quotas of another kind, as of all together, that are judged in the same go: of the same people, and taught by their own past alone.</param>
    public static IEnumerable<JudgedForecast> Run(IReadOnlyCollection<Deal> deals, IReadOnlyCollection<JudgedQuota> quotas, Func<DateOnly, IReadOnlySet<long>>? goneBy = null, IReadOnlyCollection<JudgedQuota>? beside = null)
    {
        var (test, areOrders) = (new Backtest(deals, goneBy), deals.All(d => d.IsOrder));
        var kinds = new[] { quotas, beside ?? [] }.Where(k => k.Count > 0).Select(k => (Past: new Past(leansOnPace: areOrders || k.Any(q => q.People.Count > 1)), Quotas: k.ToLookup(q => q.Period))).ToList();
        return kinds.SelectMany(k => k.Quotas.Select(p => p.Key)).Distinct().OrderBy(p => p.First).SelectMany(period => test.Judge(period, [.. kinds.Select(k => (k.Past, (IReadOnlyList<JudgedQuota>)[.. k.Quotas[period].OrderBy(q => q.SubjectId)]))]));
    }

    /// <summary>What some people won in a period.</summary>
    public static decimal Result(IEnumerable<Deal> own, Period period) => own.Where(d => d.IsWonIn(period.FirstDay, period.LastDay)).Sum(d => d.Value);

    private List<JudgedForecast> Judge(Period period, IReadOnlyList<(Past Past, IReadOnlyList<JudgedQuota> Quotas)> kinds)
    {
        var people = kinds.SelectMany(k => k.Quotas).SelectMany(q => q.People).Distinct().Order().ToList();
        var (results, before) = (people.ToDictionary(p => p, p => Result(_won[p], period)), people.ToDictionary(p => p, p => (Result(_won[p], period.Previous) + Result(_won[p], period.Previous.Previous)) / 2));
        var judged = kinds.Select(k => (k.Past, k.Quotas, Said: new List<JudgedForecast>(), Ours: k.Quotas.ToDictionary(q => q, _ => new List<JudgedStatement>()))).ToList();
        var soFar = new PeriodSoFar();
        var days = period.LastDay.DayNumber - period.FirstDay.DayNumber + 1;
        for (var asOf = period.FirstDay.AddDays(-1); asOf < period.LastDay; asOf = asOf.AddDays(Week.Days))
        {
            var (forecaster, left) = (Forecaster.Learn(_deals, asOf, _goneBy?.Invoke(asOf)), (period.LastDay.DayNumber - asOf.DayNumber) / (double)days);
            var pipeline = new PipelineThen(_deals, asOf);
            var outlooks = people.ToDictionary(p => p, p => forecaster.For(p, period.FirstDay, period.LastDay).Times(soFar.FactorOf(p)));
            foreach (var (past, quotas, said, ours) in judged)
            {
                var (lesson, errors) = (past.Record.At(left), past.Errors.ToDictionary(e => e.Key, e => new RuleErrors(e.Value, left)));
                foreach (var quota in quotas)
                {
                    var actual = (double)quota.People.Sum(p => results[p]);
                    var outlook = Outlook.Together([.. quota.People.Select(p => outlooks[p])]);
                    var statement = lesson.Say(outlook, (double)quota.Quota, (double)quota.People.Sum(p => before[p]));
                    ours[quota].Add(new(statement, actual));
                    said.AddRange(past.Say(quota, asOf, statement, actual, quota.People.Sum(pipeline.OpenOf), quota.People.Sum(pipeline.WeightedOf), errors, Missing(statement, outlook, quota.People, forecaster, lesson, period.LastDay.DayNumber - asOf.DayNumber)));
                }
            }

            foreach (var person in people)
            {
                soFar.Add(person, forecaster.Wins(person, Week.Days), _won[person].Count(d => d.Value > 0 && d.Closed > asOf && d.Closed <= asOf.AddDays(Week.Days)));
            }
        }

        // Learned only now that the period is over.
        foreach (var (past, _, said, ours) in judged)
        {
            past.Learn(said, [.. ours.Values]);
        }

        return [.. judged.SelectMany(k => k.Said)];
    }

    /// <summary>The new pipeline that it takes, where there is something to be done about it.</summary>
    private static double? Missing(Statement said, Outlook outlook, IReadOnlyList<long> people, Forecaster forecaster, Lesson lesson, int days)
    {
        if (said.IsReached || said.Attainment.Chance is <= KeptForecast.AtRisk or >= KeptForecast.OnCourse)
        {
            return null;
        }

        var basis = lesson.Basis(said, outlook, forecaster.FromWeeks(people, days), forecaster.FromWeeks(people, days, isQualified: true));
        return basis.ToReach(said.Quota, KeptForecast.OnCourse) is { Deals: > 0 } add ? add.Value / basis.Outlook.Open.Sum(p => p.Value) : null;
    }

    /// <summary>What quotas of one kind, which are over, teach of the next ones.</summary>
    private sealed class Past(bool leansOnPace)
    {
        private int _reached;
        private int _judged;

        public TrackRecord Record { get; } = new(leansOnPace);

        /// <summary>By how much each rule was off, with which share of the period left.</summary>
        public Dictionary<ForecastRule, List<(double ShareLeft, double Error)>> Errors { get; } = [];

        public IEnumerable<JudgedForecast> Say(JudgedQuota judged, DateOnly asOf, Statement said, double actual, double open, double weighted, Dictionary<ForecastRule, RuleErrors> errors, double? missing)
        {
            yield return new(judged, asOf, said.ShareLeft, ForecastRule.Forecast, said.Attainment.Chance, said.Attainment.Expected, said.Attainment.Low, said.Attainment.High, actual) { Missing = missing };
            yield return Rule(ForecastRule.RunRate, said.RunRate);
            yield return Rule(ForecastRule.PaceBefore, said.PaceBefore);
            yield return Rule(ForecastRule.WeightedPipeline, said.Won + weighted);
            yield return Rule(ForecastRule.ThreeTimesCoverage, said.Won + (open / 3));
            yield return new(judged, asOf, said.ShareLeft, ForecastRule.BaseRate, said.IsReached ? 1 : (_reached + 0.5) / (_judged + 1), null, null, null, actual);

            JudgedForecast Rule(ForecastRule rule, double projected) =>
                new(judged, asOf, said.ShareLeft, rule, said.IsReached ? 1 : (errors.GetValueOrDefault(rule) ?? new([], said.ShareLeft)).Chance(projected, said.Quota), projected, null, null, actual);
        }

        public void Learn(IReadOnlyCollection<JudgedForecast> said, IReadOnlyList<IReadOnlyList<JudgedStatement>> ours)
        {
            Record.Learn(ours);
            foreach (var rule in said.Where(s => s.Projected is not null).GroupBy(s => s.Rule))
            {
                (Errors.TryGetValue(rule.Key, out var errors) ? errors : Errors[rule.Key] = []).AddRange(rule.Select(s => (s.ShareLeft, (s.Actual - s.Projected!.Value) / (double)s.Judged.Quota)));
            }

            var quotas = said.Select(s => (s.Judged, s.IsReached)).Distinct().ToList();
            (_reached, _judged) = (_reached + quotas.Count(q => q.IsReached), _judged + quotas.Count);
        }
    }

    /// <summary>The open pipeline as it was, and what it brings at the shares won until then.</summary>
    private sealed class PipelineThen
    {
        private readonly Dictionary<long, (double Open, double Weighted)> _people;

        public PipelineThen(IReadOnlyCollection<Deal> deals, DateOnly asOf)
        {
            var closed = deals.Where(d => d.Closed <= asOf && d.Closed > asOf.AddDays(-WinCurves.Window)).ToList();
            var won = closed.Where(d => d.IsWon).ToList();
            var usual = won.Count == 0 ? 0 : (double)won.Average(d => d.Value);
            var wonShare = closed.Count == 0 ? 0.25 : won.Count / (double)closed.Count;
            var shares = closed.SelectMany(d => d.Marks.Select(m => m.Stage).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(stage => (Stage: stage, d.IsWon))).GroupBy(s => s.Stage, s => s.IsWon, StringComparer.OrdinalIgnoreCase)
                .Where(g => g.Count() >= StageHistory.EnoughClosed).ToDictionary(g => g.Key, g => g.Count(isWon => isWon) / (double)g.Count(), StringComparer.OrdinalIgnoreCase);
            _people = deals.Where(d => d.IsOpenAt(asOf) && !d.IsReorder).Select(d => (d.HeldAt(asOf).SalespersonId, Value: (d.AmountAt(asOf) ?? d.ListPrice) is > 0 and { } amount ? (double)amount : usual, Share: shares.GetValueOrDefault(d.At(asOf).Stage ?? "", wonShare)))
                .GroupBy(d => d.SalespersonId).ToDictionary(g => g.Key, g => (g.Sum(d => d.Value), g.Sum(d => d.Value * d.Share)));
        }

        public double OpenOf(long salesperson) => _people.GetValueOrDefault(salesperson).Open;

        public double WeightedOf(long salesperson) => _people.GetValueOrDefault(salesperson).Weighted;
    }
}
