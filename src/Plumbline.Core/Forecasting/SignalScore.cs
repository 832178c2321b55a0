using Plumbline.Fiscal;
using Plumbline.Pipeline;

namespace Plumbline.Forecasting;

/// <summary>How far a signal could have been trusted: how often it was raised, and what came after.</summary>
/// <param name="Signal">The key of its rule.</param>
/// <param name="Raised">Of how many quotas, or opportunities, it was raised at least once.</param>
/// <param name="Followed">After how many of them what it warns of came: the quota was missed, the opportunity was lost. The others were followed by none.</param>
/// <param name="Came">How often that came in all, warned of or not.</param>
/// <param name="Of">Of how many quotas or opportunities.</param>
/// <param name="ShareLeft">The median share of the period that was left when it was first raised; null where it is not about a period, or was never raised.</param>
/// <param name="LeadDays">The median of the days from when it was first raised until what it warns of came: until the end of the period that missed, or until the opportunity was lost; null where that never came.</param>
public sealed record SignalScore(string Signal, int Raised, int Followed, int Came, int Of, double? ShareLeft, int? LeadDays)
{
    /// <summary>After how many of those raised it did not come.</summary>
    public int FollowedByNone => Raised - Followed;

    /// <summary>The share of those raised that were right; null where none was.</summary>
    public double? Precision => Raised == 0 ? null : Followed / (double)Raised;

    /// <summary>The share of what came that was warned of; null where nothing came.</summary>
    public double? Recall => Came == 0 ? null : Followed / (double)Came;

    /// <summary>How often it comes anyway: a signal that is right no oftener tells nothing. Null of nothing.</summary>
    public double? Anyway => Of == 0 ? null : Came / (double)Of;

    private const double ThinAt = 0.25; // Of the open pipeline: what the rule takes where a company says nothing.

    /// <summary>Of quotas, by what the forecast said at the ends of the weeks before the last: told at a chance of at most <see cref="KeptForecast.AtRisk"/>.</summary>
    public static SignalScore AtRisk(IEnumerable<JudgedForecast> forecasts) => OfQuotas("quota-at-risk", forecasts, f => f.Chance <= KeptForecast.AtRisk);

    /// <summary>The same of quotas that are neither at risk nor on course, told where it takes new pipeline of more than a quarter of what is open to be on course.</summary>
    public static SignalScore Thin(IEnumerable<JudgedForecast> forecasts) => OfQuotas("pipeline-thin", forecasts, f => f.Missing > ThinAt);

    /// <summary>Of quotas by the odds of months that have not begun, told a month before they begin at a chance of at most <see cref="KeptForecast.AtRisk"/>. There is no share left of a period that has not begun: the time until its end is told in days.</summary>
    /// <param name="ahead">What was said of quotas a month before their periods began.</param>
    /// <param name="forecasts">What was said of the quotas later, by which it is known how they ended.</param>
    public static SignalScore Ahead(IEnumerable<QuotaAhead> ahead, IEnumerable<JudgedForecast> forecasts)
    {
        var reached = forecasts.Where(f => f.Rule == ForecastRule.Forecast).DistinctBy(f => f.Judged).ToDictionary(f => f.Judged, f => f.IsReached);
        return Judge("pipeline-ahead", [.. ahead.Where(a => reached.ContainsKey(a.Judged)).Select(a => new Warning(a.Judged, reached[a.Judged], a.Chance <= KeptForecast.AtRisk ? a.AsOf : null))]);
    }

    /// <summary>Of signals that were told in earnest, and are kept: told to somebody while a period of theirs ran, a week before its end at the latest. Of periods that began before any signal was kept nothing is known.</summary>
    /// <param name="signal">The key of the rule.</param>
    /// <param name="forecasts">What was said of the quotas, by which it is known how they ended.</param>
    /// <param name="keptSince">The day on which the first signal of any rule was told.</param>
    /// <param name="told">From when until when each was told, by person; told still where the second is null.</param>
    public static SignalScore OfTold(string signal, IEnumerable<JudgedForecast> forecasts, DateOnly keptSince, ILookup<long, (DateOnly From, DateOnly? Until)> told)
    {
        var quotas = forecasts.Where(f => f.Rule == ForecastRule.Forecast && f.Judged.Period.FirstDay >= keptSince).DistinctBy(f => f.Judged).Select(f => new Warning(f.Judged, f.IsReached, First(f.Judged))).ToList();
        return Judge(signal, quotas) with { ShareLeft = Median([.. quotas.Where(q => q.First is not null).Select(q => (q.Judged.Period.LastDay.DayNumber - q.First!.Value.DayNumber) / (double)Days(q.Judged.Period))]) };

        DateOnly? First(JudgedQuota quota) => told[quota.SubjectId].Where(s => s.From <= quota.Period.LastDay.AddDays(-Week.Days) && !(s.Until <= quota.Period.FirstDay))
            .Select(s => (DateOnly?)(s.From > quota.Period.FirstDay ? s.From : quota.Period.FirstDay)).Min();

        static int Days(Period period) => period.LastDay.DayNumber - period.FirstDay.DayNumber + 1;
    }

    private static SignalScore OfQuotas(string signal, IEnumerable<JudgedForecast> forecasts, Func<JudgedForecast, bool> isTold)
    {
        var quotas = forecasts.Where(f => f.Rule == ForecastRule.Forecast).GroupBy(f => f.Judged).Select(q => (q.Key, q.First().IsReached, First: q.Where(f => isTold(f) && f.ShareLeft > 0).MinBy(f => f.AsOf))).ToList();
        return Judge(signal, [.. quotas.Select(q => new Warning(q.Key, q.IsReached, q.First?.AsOf))]) with { ShareLeft = Median([.. quotas.Select(q => q.First?.ShareLeft).OfType<double>()]) };
    }

    private static SignalScore Judge(string signal, IReadOnlyList<Warning> quotas)
    {
        var raised = quotas.Where(q => q.First is not null).ToList();
        var lead = raised.Where(r => !r.IsReached).Select(r => r.Judged.Period.LastDay.DayNumber - r.First!.Value.DayNumber).ToList();
        return new(signal, raised.Count, raised.Count(r => !r.IsReached), quotas.Count(q => !q.IsReached), quotas.Count, null, Median(lead));
    }

    /// <summary>The median, of two in the middle the higher; null of none.</summary>
    private static T? Median<T>(List<T> values)
        where T : struct => values.Count == 0 ? null : values.Order().ElementAt(values.Count / 2);

    /// <summary>A quota, and when it was first warned that it would be missed; null where that was never said.</summary>
    private readonly record struct Warning(JudgedQuota Judged, bool IsReached, DateOnly? First);

    /// <summary>Of deals that ended, and were open on a day looked at, by how long they stood at their stage at the ends of months: longer than 85 of 100 that were won from it in the year before stood there. Of stages from which fewer than twenty were won nothing is told; of activities, by which the rule knows what is worked, deals say nothing.</summary>
    /// <param name="deals">All deals of the company.</param>
    public static SignalScore OfDeals(IReadOnlyCollection<Deal> deals)
    {
        var ended = deals.Where(d => d is { Closed: not null, IsOrder: false, IsReorder: false } && d.Closed > d.Opened).ToList();
        var (raised, seen) = (new Dictionary<long, DateOnly>(), new HashSet<long>());
        if (ended.Count > 0)
        {
            var last = ended.Max(d => d.Closed!.Value);
            for (var day = ended.Min(d => d.Opened).AddYears(1); day < last; day = day.AddMonths(1))
            {
                var since = day.AddYears(-1);
                var usual = ended.Where(d => d.IsWonIn(since, day)).SelectMany(Stays).GroupBy(s => s.Stage, s => s.Days, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() >= StageHistory.EnoughWon)
                    .ToDictionary(g => g.Key, g => g.Order().ElementAt((int)(StageHistory.NearlyAll * (g.Count() - 1))), StringComparer.OrdinalIgnoreCase);
                foreach (var deal in ended.Where(d => d.IsOpenAt(day)))
                {
                    seen.Add(deal.Id);
                    var mark = deal.At(day);
                    if (usual.TryGetValue(mark.Stage ?? "", out var longest) && day.DayNumber - mark.Since.DayNumber > longest)
                    {
                        raised.TryAdd(deal.Id, day);
                    }
                }
            }
        }

        var lost = ended.Where(d => !d.IsWon && raised.ContainsKey(d.Id)).ToList();
        return new("opportunity-stalled", raised.Count, lost.Count, ended.Count(d => !d.IsWon && seen.Contains(d.Id)), seen.Count, null, Median([.. lost.Select(d => d.Closed!.Value.DayNumber - raised[d.Id].DayNumber)]));
    }

    /// <summary>How long a deal stood at each of its stages; at the one without a name where none was recorded.</summary>
    private static IEnumerable<(string Stage, int Days)> Stays(Deal deal)
    {
        var (stage, since) = ("", deal.Opened);
        foreach (var mark in deal.Marks.Where(m => m.Stage is not null && m.Since < deal.Closed))
        {
            if (mark.Stage != stage)
            {
                yield return (stage, mark.Since.DayNumber - since.DayNumber);
                (stage, since) = (mark.Stage!, mark.Since);
            }
        }

        yield return (stage, deal.Closed!.Value.DayNumber - since.DayNumber);
    }
}
