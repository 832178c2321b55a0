using Microsoft.EntityFrameworkCore;
using Plumbline.Forecasting;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>What a person calls is too rosy, or too careful, again and again.</summary>
internal sealed class CallsBiased(CallDesk calls, PlumblineDb db) : SignalRule
{
    private const int FewestPeriods = 3;
    private const int DaysCalled = 14;

    public override string Key => "calls-biased";

    public override string Name => "Forecast too rosy or too careful";

    public override RuleLimit Limit => new(20, 5, 100, "% off");

    public override string Says(decimal limit) =>
        $"What a person committed to for the last {FewestPeriods} or more ended quarters was on the whole more than {limit:0}% above or below what came, with two quarters more counted as right, and this quarter was not called anew in the last {DaysCalled} days.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var sellers = watch.SellerIds;
        var quarter = watch.Fiscal.Quarter(watch.Today);
        var callers = await db.Calls.Where(c => EF.Parameter(sellers).Contains(c.SalespersonId) && c.Length == quarter.Length).Select(c => c.SalespersonId).Distinct().ToArrayAsync(cancel);
        var lately = watch.Today.AddDays(-DaysCalled);
        var called = (await db.Calls.Where(c => EF.Parameter(sellers).Contains(c.SalespersonId) && c.First == quarter.First && c.Length == quarter.Length && c.Day >= lately).Select(c => c.SalespersonId).Distinct().ToListAsync(cancel)).ToHashSet();
        var found = new List<Finding>();
        foreach (var (person, accuracy) in await calls.Accuracies(callers, quarter, cancel))
        {
            if (called.Contains(person) || accuracy.Periods < FewestPeriods || accuracy.Bias is not { } bias || Math.Abs(bias) * 100 <= watch.Limit)
            {
                continue;
            }

            found.Add(new(
                person, "calls", watch.Quota(person, quarter) * Math.Abs(bias), quarter.LastDay, $"Forecasts are {(bias > 0 ? "too rosy" : "too careful")}",
                $"Over {Figures.Count(accuracy.Periods)} quarters {(bias > 0 ? "less came than was" : "more came than was")} committed to: {Figures.Change(bias)} with two quarters more counted as right. The computed forecast stands beside yours.",
                [new("What was called, and what came", $"forecast?period={watch.Fiscal.Name(quarter)}&person={person}#call")],
                new("Call this quarter anew", $"forecast?period={watch.Fiscal.Name(quarter)}&person={person}#call", Line: SignalAction.Review(person))));
        }

        return found;
    }
}
