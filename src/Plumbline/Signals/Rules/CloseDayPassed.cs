using Plumbline.Opportunities;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Open opportunities that were to close before today.</summary>
internal sealed class CloseDayPassed(OpenDeals deals) : SignalRule
{
    private const int DaysLeft = 7;

    public override string Key => "close-day-passed";

    public override string Name => "Expected close has passed";

    public override RuleGroup Group => RuleGroup.Pipeline;

    public override bool RestsOnForecasts => true; // By what is at stake.

    public override RuleLimit Limit => new(7, 0, 92, "days ago");

    public override string Says(decimal limit) => $"Open opportunities were expected to close more than {limit:0} days ago, so that every figure that rests on the day is wrong. At stake is the value of each times {DealChances.Words}.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var before = watch.Today.AddDays(-(int)watch.Limit);
        return
        [
            .. (await deals.ByPerson(deals.Of(watch).Where(o => o.ExpectedClose < before), watch, cancel)).Select(d => new Finding(
                d.PersonId, "close-passed", d.Weighted, watch.Today.AddDays(DaysLeft), $"{(d.Count == 1 ? "1 open opportunity was" : $"{Figures.Count(d.Count)} open opportunities were")} to close by now",
                $"{watch.Money.Compact(d.Worth)} was expected before {watch.Day(before)} and is neither won nor lost. Say how it ended, or when it will.",
                [.. d.Largest.Select(o => new SignalEvidence($"{o.Name}, {watch.Money.Compact(o.Worth)}, expected {watch.Day(o.ExpectedClose!.Value)}", $"opportunities/{o.Id}"))],
                new("Go through what is overdue", new PipelineAsk(PipelineView.List, new(d.PersonId), Only: PipelineOnly.Overdue).Href))
            {
                Count = d.Count,
            }),
        ];
    }
}
