using Microsoft.EntityFrameworkCore;
using Plumbline.Forecasting;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>What a person calls is too rosy, or too careful, again and again.</summary>
internal sealed class CallsBiased(CallDesk calls, LatestForecasts forecasts, PlumblineDb db) : SignalRule
{
    private const int FewestPeriods = 3;

    public override string Key => "calls-biased";

    public override string Name => "Forecast too rosy or too careful";

    public override RuleGroup Group => RuleGroup.QuotaAndForecast;

    public override RuleLimit Limit => new(20, 5, 100, "% off");

    public override string Says(decimal limit) =>
        $"What a person committed to for the last {FewestPeriods} or more ended quarters was on the whole more than {limit:0}% above or below what came, with two quarters more counted as right; and what they called last for this quarter, if anything, lies as far on the same side of the computed forecast.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var sellers = watch.SellerIds;
        var quarter = watch.Fiscal.Quarter(watch.Today);
        var callers = await db.Calls.Where(c => EF.Parameter(sellers).Contains(c.SalespersonId) && c.Length == quarter.Length).Select(c => c.SalespersonId).Distinct().ToArrayAsync(cancel);
        var called = (await db.Calls.AsNoTracking().Where(c => EF.Parameter(sellers).Contains(c.SalespersonId) && c.First == quarter.First && c.Length == quarter.Length).ToListAsync(cancel)).GroupBy(c => c.SalespersonId).ToDictionary(g => g.Key, g => g.MaxBy(c => c.Day)!.Commit);
        var computed = await forecasts.Of(ForecastSubject.Salesperson, sellers, quarter, watch, cancel);
        var found = new List<Finding>();
        foreach (var (person, accuracy) in await calls.Accuracies(callers, quarter, cancel))
        {
            if (accuracy.Periods < FewestPeriods || (accuracy.Bias ?? (accuracy.IsOfNothing ? 1 : 0)) is var bias && Math.Abs(bias) * 100 <= watch.Limit)
            {
                continue;
            }

            // Who has learned from it calls otherwise now, and who has not called yet can.
            if (called.TryGetValue(person, out var commit) && !(computed.GetValueOrDefault(person)?.Odds.Expected is > 0 and var expected && ((double)commit - expected) / expected * Math.Sign(bias) * 100 > (double)watch.Limit))
            {
                continue;
            }

            found.Add(new(
                person, "calls", watch.Quota(person, quarter) * Math.Min(1, Math.Abs(bias)), quarter.LastDay, $"Forecasts are {(bias > 0 ? "too rosy" : "too careful")}",
                $"Over {Figures.Count(accuracy.Periods)} quarters {(bias > 0 ? "less came than was" : "more came than was")} committed to{(accuracy.IsOfNothing ? ": nothing came" : $": {Figures.Change(bias)} with two quarters more counted as right")}. The computed forecast stands beside yours.",
                [new("What was called, and what came", $"forecast?period={watch.Fiscal.Name(quarter)}&person={person}#call")],
                new("Call this quarter anew", $"forecast?period={watch.Fiscal.Name(quarter)}&person={person}#call", Line: SignalAction.Review(person))));
        }

        return found;
    }
}
