namespace Plumbline.Forecasting;

/// <summary>One bin of a calibration table.</summary>
/// <param name="From">Chances from here, a fraction; the bin is a tenth wide.</param>
/// <param name="Count">How many forecasts said so.</param>
/// <param name="Said">Their mean.</param>
/// <param name="Reached">The share of them after which the quota was reached.</param>
public sealed record CalibrationBin(double From, int Count, double Said, double Reached);

/// <summary>From when on warnings could be trusted.</summary>
/// <param name="ShareGone">The share of the period gone, at the first week from which on at least four of five warnings were right; null where there was none.</param>
/// <param name="Precision">The share of warnings, from that week on, that a miss followed.</param>
/// <param name="Recall">The share of the misses that were warned of in that week.</param>
public sealed record WarningLead(double? ShareGone, double? Precision, double? Recall);

/// <summary>Warnings when a third of the period was gone.</summary>
/// <param name="Raised">Of how many quotas the chance was 30% or less.</param>
/// <param name="Right">How many of these were missed.</param>
/// <param name="Misses">How many were missed in all.</param>
public sealed record WarningsAtAThird(int Raised, int Right, int Misses);

/// <summary>The forecast beside a rule.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Ratio">The forecast's Brier score as a part of the rule's: below 1 it is better.</param>
/// <param name="Low">From where it would lie, nine times of ten, on other periods like these; null of fewer than eight.</param>
/// <param name="High">To where.</param>
public sealed record RuleComparison(ForecastRule Rule, double Ratio, double? Low, double? High)
{
    private const int FewestPeriods = 8; // Of fewer the error itself is not known.
    private const double NineOfTen = 1.645; // Standard deviations.

    /// <summary>
    /// The forecast beside each other rule, in their order. How sure a ratio is tells the jackknife (Quenouille, Tukey), which leaves each period out in turn, on the ratio's logarithm: people share the luck of a period, so
    /// that it is periods that are left out, and not forecasts.
    /// </summary>
    public static IReadOnlyList<RuleComparison> Of(IEnumerable<JudgedForecast> forecasts)
    {
        var periods = forecasts.GroupBy(f => f.Judged.Period).OrderBy(p => p.Key.First).Select(p => p.GroupBy(f => f.Rule).ToDictionary(r => r.Key, r => r.Sum(RuleScore.SquaredError))).ToList();
        return [.. Enum.GetValues<ForecastRule>().Where(rule => rule != ForecastRule.Forecast && periods.Sum(p => p.GetValueOrDefault(rule)) > 0).Select(rule => Of(rule, [.. periods.Select(p => (p[ForecastRule.Forecast], p.GetValueOrDefault(rule)))]))];
    }

    private static RuleComparison Of(ForecastRule rule, IReadOnlyList<(double Ours, double Theirs)> periods)
    {
        var (ours, theirs) = (periods.Sum(p => p.Ours), periods.Sum(p => p.Theirs));
        if (periods.Count < FewestPeriods || periods.Any(p => p.Ours >= ours || p.Theirs >= theirs))
        {
            return new(rule, ours / theirs, null, null);
        }

        var without = periods.Select(p => Math.Log((ours - p.Ours) / (theirs - p.Theirs))).ToList();
        var mean = without.Average();
        var error = Math.Sqrt((periods.Count - 1.0) / periods.Count * without.Sum(w => (w - mean) * (w - mean)));
        return new(rule, ours / theirs, ours / theirs * Math.Exp(-NineOfTen * error), ours / theirs * Math.Exp(NineOfTen * error));
    }
}

/// <summary>How good a rule was.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Forecasts">How many there were.</param>
/// <param name="Brier">Mean squared error of the chance (Brier 1950): 0 is best; always saying one half gives 0.25.</param>
/// <param name="LogLoss">Mean negative logarithm of the chance given to what came, chances held between 0.001 and 0.999.</param>
/// <param name="CalibrationError">Expected calibration error over ten bins.</param>
/// <param name="Bins">The bins that hold anything.</param>
/// <param name="Coverage">The share of outcomes inside the stated 80%; null where the rule states none.</param>
/// <param name="Lead">When its warnings, a chance of 30% or less, could be trusted.</param>
/// <param name="Third">Its warnings at a third of the period.</param>
public sealed record RuleScore(ForecastRule Rule, int Forecasts, double Brier, double LogLoss, double CalibrationError, IReadOnlyList<CalibrationBin> Bins, double? Coverage, WarningLead Lead, WarningsAtAThird Third)
{
    private const double ThirdGone = 2 / 3.0; // Of the period is left.
    private const double Surest = 0.999;
    private const double Trusted = 0.8;
    private const int FewestWarnings = 5;

    /// <summary>The scores of each rule, in their order.</summary>
    public static IReadOnlyList<RuleScore> Of(IEnumerable<JudgedForecast> forecasts) => [.. forecasts.GroupBy(f => f.Rule).OrderBy(g => g.Key).Select(g => Of(g.Key, [.. g]))];

    private static RuleScore Of(ForecastRule rule, IReadOnlyList<JudgedForecast> said)
    {
        var bins = said.GroupBy(f => Math.Min(9, (int)(f.Chance * 10))).OrderBy(b => b.Key)
            .Select(b => new CalibrationBin(b.Key / 10.0, b.Count(), b.Average(f => f.Chance), b.Average(f => f.IsReached ? 1.0 : 0))).ToList();
        var ranged = said.Where(f => f is { Low: not null, ShareLeft: > 0 }).ToList();
        return new(
            rule,
            said.Count,
            said.Average(SquaredError),
            said.Average(f => -Math.Log(Math.Clamp(f.IsReached ? f.Chance : 1 - f.Chance, 1 - Surest, Surest))),
            bins.Sum(b => b.Count * Math.Abs(b.Said - b.Reached)) / said.Count,
            bins,
            ranged.Count == 0 ? null : ranged.Average(f => f.Actual >= f.Low && f.Actual <= f.High ? 1.0 : 0),
            LeadOf(said),
            AtAThird(said));
    }

    internal static double SquaredError(JudgedForecast said) => Math.Pow(said.Chance - (said.IsReached ? 1 : 0), 2);

    private static WarningsAtAThird AtAThird(IReadOnlyList<JudgedForecast> said)
    {
        var then = said.GroupBy(f => f.Judged).Select(q => q.MinBy(f => (Math.Abs(f.ShareLeft - ThirdGone), f.AsOf))!).ToList();
        return new(then.Count(f => f.Chance <= KeptForecast.AtRisk), then.Count(f => f.Chance <= KeptForecast.AtRisk && !f.IsReached), then.Count(f => !f.IsReached));
    }

    private static WarningLead LeadOf(IReadOnlyList<JudgedForecast> said)
    {
        var weeks = said.GroupBy(f => Math.Round(1 - f.ShareLeft, 2)).OrderBy(w => w.Key).ToList();
        for (var from = 0; from < weeks.Count; from++)
        {
            var warnings = weeks.Skip(from).SelectMany(w => w).Where(f => f.Chance <= KeptForecast.AtRisk).ToList();
            var now = weeks[from].Where(f => f.Chance <= KeptForecast.AtRisk).ToList();
            if (now.Count >= FewestWarnings && now.Count(f => !f.IsReached) >= Trusted * now.Count && warnings.Count(f => !f.IsReached) >= Trusted * warnings.Count)
            {
                var misses = weeks[from].Count(f => !f.IsReached);
                return new(weeks[from].Key, warnings.Count(f => !f.IsReached) / (double)warnings.Count, now.Count(f => !f.IsReached) / (double)Math.Max(1, misses));
            }
        }

        return new(null, null, null);
    }
}

/// <summary>How good what was said of all together was.</summary>
/// <param name="Quotas">How many periods were judged.</param>
/// <param name="Reached">In how many of them the quotas of all together were reached.</param>
/// <param name="Rules">The scores of each rule, the forecast first.</param>
/// <param name="Compared">The forecast beside each other rule.</param>
public sealed record TogetherScore(int Quotas, int Reached, IReadOnlyList<RuleScore> Rules, IReadOnlyList<RuleComparison> Compared)
{
    /// <summary>Judges it; null where nothing was said.</summary>
    public static TogetherScore? Of(IReadOnlyCollection<JudgedForecast> said)
    {
        var quotas = said.DistinctBy(s => s.Judged).ToList();
        return quotas.Count == 0 ? null : new(quotas.Count, quotas.Count(s => s.IsReached), RuleScore.Of(said), RuleComparison.Of(said));
    }
}
