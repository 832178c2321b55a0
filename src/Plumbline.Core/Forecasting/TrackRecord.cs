namespace Plumbline.Forecasting;

/// <summary>What is said of a quota at the end of a day: the forecast, and what it was put together from, by which it is judged once the period is over.</summary>
/// <param name="ShareLeft">The share of the period that was still to come, from 0 to 1.</param>
/// <param name="Quota">What is to be reached, above 0.</param>
/// <param name="Won">Won until then.</param>
/// <param name="Rest">What the odds expected to come still, before past forecasts had their say.</param>
/// <param name="Variance">The square of how far chance alone would let it lie from that.</param>
/// <param name="PaceBefore">What is won and, for the rest, the pace of the two periods before.</param>
/// <param name="RunRate">What is won, going on at the same pace; at the beginning the same as the pace before.</param>
/// <param name="QuotaPace">What is won and, for the rest, the share of the quota that is usually reached in such a time: where quotas are set from what is likely, they tell it.</param>
/// <param name="Heard">The chance by the deals, by the pace before, by the run rate, and by the quota's own pace.</param>
/// <param name="Attainment">The forecast.</param>
public sealed record Statement(double ShareLeft, double Quota, double Won, double Rest, double Variance, double PaceBefore, double RunRate, double QuotaPace, IReadOnlyList<double> Heard, Attainment Attainment)
{
    /// <summary>Whether the quota was reached when it was said.</summary>
    public bool IsReached => Won >= Quota;
}

/// <summary>A statement of a period that is over, and what the period brought in all.</summary>
public readonly record struct JudgedStatement(Statement Said, double Actual)
{
    /// <summary>Whether the quota was reached in the end.</summary>
    public bool IsReached => Actual >= Said.Quota;
}

/// <summary>
/// What the forecasts of periods that are over teach for the next ones: whether they were too high or too low, by how much more they were wrong than chance alone would have it, and how much each opinion deserves to be
/// heard. One record is of subjects and periods of one kind: the quarters of salespeople, say.
/// </summary>
public sealed class TrackRecord
{
    private const double QuotasOfUsual = 1; // So many judged quotas the usual weights of opinions weigh.
    private const double QuotasReached = 4; // So many quotas that are just reached weigh, in what part of them is usual.

    private readonly List<JudgedStatement> _past = [];
    private readonly List<IReadOnlyList<JudgedStatement>> _judged = [];
    private (double Attained, int Of) _quotas;
    private readonly Opinions _opinions;

    /// <summary>Begins one.</summary>
    /// <param name="leansOnPace">Whether the pace is trusted more until the record tells better: of several people together, and where results are orders of which nobody knows whose they are.</param>
    public TrackRecord(bool leansOnPace = false) => _opinions = new(leansOnPace ? [0.55, 0.10, 0.25, 0.10] : [0.85, 0.05, 0.05, 0.05], QuotasOfUsual);

    /// <summary>Learns from a period that is over: all that was said of each of its quotas.</summary>
    public void Learn(IReadOnlyCollection<IReadOnlyList<JudgedStatement>> quotas)
    {
        foreach (var quota in quotas.Where(q => q.Count > 0))
        {
            _past.AddRange(quota);
            _judged.Add(quota);
            _quotas = (_quotas.Attained + (quota[0].Actual / quota[0].Said.Quota), _quotas.Of + 1);
            foreach (var one in quota.Where(j => !j.Said.IsReached))
            {
                _opinions.Add([.. one.Said.Heard], one.IsReached, 1.0 / quota.Count);
            }
        }
    }

    /// <summary>What the record says of forecasts with this share of the period left, worked out once for all of a day.</summary>
    public Lesson At(double shareLeft) => new(
        shareLeft, Calibration.At(_past, shareLeft), _opinions.Weights(), (_quotas.Attained + QuotasReached) / (_quotas.Of + QuotasReached),
        new(_past, shareLeft, s => s.PaceBefore), new(_past, shareLeft, s => s.RunRate), new(_past, shareLeft, s => s.QuotaPace))
    {
        Judged = [.. _judged],
    };
}

/// <summary>How a forecast is corrected by earlier ones.</summary>
public sealed class Lesson
{
    private readonly double _shareLeft;
    private readonly (double Bias, double Spread) _calibration;
    private readonly double[] _weights;
    private readonly double _usual;
    private readonly RuleErrors _paceBefore;
    private readonly RuleErrors _runRate;
    private readonly RuleErrors _quotaPace;
    private Dictionary<ChanceStanding, AlikeForecasts>? _alike;

    internal Lesson(double shareLeft, (double Bias, double Spread) calibration, double[] weights, double usual, RuleErrors paceBefore, RuleErrors runRate, RuleErrors quotaPace) =>
        (_shareLeft, _calibration, _weights, _usual, _paceBefore, _runRate, _quotaPace) = (shareLeft, calibration, weights, usual, paceBefore, runRate, quotaPace);

    /// <summary>What was said of each quota that is over.</summary>
    internal IReadOnlyList<IReadOnlyList<JudgedStatement>> Judged { private get; init; } = [];

    /// <summary>The forecast of a quota.</summary>
    /// <param name="outlook">What the period may still bring by the odds alone.</param>
    /// <param name="quota">What is to be reached, above 0.</param>
    /// <param name="before">The mean of what the two periods before brought.</param>
    public Statement Say(Outlook outlook, double quota, double before)
    {
        var (rest, variance, left) = (outlook.Expected - outlook.Won, outlook.Variance, _shareLeft);
        var (pace, run, quotaPace) = (outlook.Won + (left * before), left < 1 ? outlook.Won / (1 - left) : before, outlook.Won + (left * quota * _usual));
        var byDeals = outlook.Calibrated(_calibration).Against(quota);
        double[] heard = [byDeals.Chance, _paceBefore.Chance(pace, quota), _runRate.Chance(run, quota), _quotaPace.Chance(quotaPace, quota)];
        var isReached = outlook.Won >= quota;
        return new(left, quota, outlook.Won, rest, variance, pace, run, quotaPace, heard, byDeals with { Chance = isReached ? 1 : Math.Clamp(heard.Zip(_weights, (h, w) => h * w).Sum(), 0, 1) });
    }

    /// <summary>What a statement rests on, for explaining it.</summary>
    /// <param name="said">The statement.</param>
    /// <param name="outlook">The outlook that it was made of.</param>
    /// <param name="fromWeeks">The chance that a deal that comes now, in a week, in two weeks ... is won in time.</param>
    /// <param name="qualified">The same of one that is qualified when it comes.</param>
    public ForecastBasis Basis(Statement said, Outlook outlook, IReadOnlyList<double> fromWeeks, IReadOnlyList<double> qualified) =>
        new(outlook.Calibrated(_calibration), _weights[0], said.Heard.Skip(1).Zip(_weights.Skip(1), (h, w) => h * w).Sum(), Biased(fromWeeks))
        {
            Qualified = Biased(qualified),
            Alike = said.IsReached ? default : (_alike ??= AlikeForecasts.ByStanding(Judged, _shareLeft)).GetValueOrDefault(KeptForecast.StandingOf(said.Attainment.Chance)),
        };

    private double[] Biased(IReadOnlyList<double> chances) => [.. chances.Select(c => Outlook.Odds(c, _calibration.Bias))];
}

/// <summary>Whether a quota is at risk, open or on course, by its chance.</summary>
public enum ChanceStanding
{
    /// <summary>Its chance is <see cref="KeptForecast.AtRisk"/> or less.</summary>
    AtRisk,

    /// <summary>It is between the two.</summary>
    Open,

    /// <summary>Its chance is <see cref="KeptForecast.OnCourse"/> or more.</summary>
    OnCourse,
}

/// <summary>How earlier quotas ended of which the same was said with as much time left.</summary>
/// <param name="Quotas">How many there were.</param>
/// <param name="Reached">How many of them were reached.</param>
public readonly record struct AlikeForecasts(int Quotas, int Reached)
{
    private const double AsMuch = 0.1; // Of the period.

    /// <summary>By what was said: of each quota that is over what was said of it with most nearly the same share of its period left, unless it was reached by then.</summary>
    internal static Dictionary<ChanceStanding, AlikeForecasts> ByStanding(IReadOnlyList<IReadOnlyList<JudgedStatement>> judged, double shareLeft) =>
        judged.Select(quota => quota.MinBy(s => Math.Abs(s.Said.ShareLeft - shareLeft))).Where(s => Math.Abs(s.Said.ShareLeft - shareLeft) <= AsMuch && !s.Said.IsReached)
            .GroupBy(s => KeptForecast.StandingOf(s.Said.Attainment.Chance)).ToDictionary(g => g.Key, g => new AlikeForecasts(g.Count(), g.Count(s => s.IsReached)));
}

/// <summary>How far a simple rule was wrong before, with a like share of the period left, as parts of the quota.</summary>
internal sealed class RuleErrors
{
    private const double Likeness = 0.15; // Of the share left.
    private const double AssumedErrors = 2; // So many the assumed one weighs.
    private const double AssumedSpread = 0.30;
    private const double LogisticOfNormal = 0.55; // The scale of a logistic distribution as wide as a normal one.

    private readonly double _shareLeft;
    private readonly double[] _errors;

    public RuleErrors(IEnumerable<JudgedStatement> past, double shareLeft, Func<Statement, double> rule)
        : this(past.Select(j => (j.Said.ShareLeft, (j.Actual - rule(j.Said)) / j.Said.Quota)), shareLeft)
    {
    }

    public RuleErrors(IEnumerable<(double ShareLeft, double Error)> past, double shareLeft)
    {
        _shareLeft = shareLeft;
        _errors = [.. past.Where(p => Math.Abs(p.ShareLeft - shareLeft) <= Likeness).Select(p => p.Error)];
        Array.Sort(_errors);
    }

    /// <summary>How often an error like the earlier ones would have the quota reached. Without any, what a spread of three tenths makes of it.</summary>
    public double Chance(double projected, double quota)
    {
        var needed = (quota - projected) / quota;
        var assumed = 1 / (1 + Math.Exp(needed / (AssumedSpread * Math.Max(0.2, Math.Sqrt(_shareLeft)) * LogisticOfNormal)));
        var (low, high) = (0, _errors.Length);
        while (low < high)
        {
            var mid = (low + high) / 2;
            (low, high) = _errors[mid] < needed ? (mid + 1, high) : (low, mid);
        }

        return (_errors.Length - low + (AssumedErrors * assumed)) / (_errors.Length + AssumedErrors);
    }
}

/// <summary>The bias of earlier forecasts, and the spread that chance alone does not explain. Forecasts at a like share of the period count more.</summary>
internal static class Calibration
{
    private const double UsualSpread = 0.30;
    private const double SpreadWeight = 60; // Forecasts.
    private const double BiasWeight = 8; // As many times what is expected now.
    private const double Likeness = 0.25; // Of the share left: how far off a forecast weighs little.
    private const double Least = 0.05;

    /// <summary>By what the odds and the pace are multiplied, 0.5 to 2, and the spread of the shock.</summary>
    public static (double Bias, double Spread) At(IReadOnlyCollection<JudgedStatement> past, double shareLeft)
    {
        var weighed = past.Where(p => p.Said.Rest > 0).Select(p => (Expected: p.Said.Rest, p.Said.Variance, Came: p.Actual - p.Said.Won, Weight: Math.Exp(-Math.Pow((p.Said.ShareLeft - shareLeft) / Likeness, 2)))).ToList();
        if (weighed.Count == 0)
        {
            return (1, UsualSpread);
        }

        var weight = weighed.Sum(w => w.Weight);
        var mean = weighed.Sum(w => w.Weight * w.Expected) / weight;
        var support = BiasWeight * mean * Math.Max(1, weighed.Count / 50.0);
        var bias = Math.Clamp((weighed.Sum(w => w.Weight * w.Came) + support) / (weighed.Sum(w => w.Weight * w.Expected) + support), 0.5, 2);

        var beyond = weighed.Sum(w =>
        {
            var expected = bias * w.Expected;
            return w.Weight * Math.Clamp((Math.Pow(w.Came - expected, 2) - (bias * w.Variance)) / (expected * expected), -1, 4);
        });
        return (bias, Math.Sqrt(Math.Max(Least * Least, ((SpreadWeight * UsualSpread * UsualSpread) + beyond) / (SpreadWeight + weight))));
    }
}
