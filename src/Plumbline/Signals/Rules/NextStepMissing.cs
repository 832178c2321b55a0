using Plumbline.Opportunities;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Open opportunities of which nobody has said what is done next.</summary>
internal sealed class NextStepMissing(OpenDeals deals) : SignalRule
{
    private const int DaysLeft = 7;
    private const decimal Much = 0.10m; // Of the quarter's quota.

    public override string Key => "next-step-missing";

    public override string Name => "No next step";

    public override RuleGroup Group => RuleGroup.Pipeline;

    public override bool RestsOnForecasts => true; // By what is at stake.

    public override RuleLimit Limit => new(3, 1, 100, "opportunities");

    public override string Says(decimal limit) => $"At least {limit:0} open opportunities of a person have no next step with a day, or fewer that together are worth {Much * 100:0}% of the quota of the quarter. What stands still is told by a signal of its own, too. At stake is the value of each times {DealChances.Words}.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel) =>
    [
        .. (await deals.ByPerson(deals.Of(watch).Where(o => o.NextStep == null), watch, cancel)).Where(d => d.Count >= watch.Limit || (watch.Quota(d.PersonId, watch.Fiscal.Quarter(watch.Today)) is > 0 and var quota && d.Worth >= Much * quota)).Select(d => new Finding(
            d.PersonId, "no-step", d.Weighted, watch.Today.AddDays(DaysLeft), $"{(d.Count == 1 ? "1 open opportunity has" : $"{Figures.Count(d.Count)} open opportunities have")} no next step",
            $"{watch.Money.Compact(d.Worth)} of pipeline waits for somebody to say what happens next, and by when.",
            [.. d.Largest.Select(o => new SignalEvidence($"{o.Name}, {watch.Money.Compact(o.Worth)}{(o.Stage is null ? "" : $", {o.Stage}")}", $"opportunities/{o.Id}"))],
            new("Plan the next steps", new PipelineAsk(PipelineView.List, new(d.PersonId), Only: PipelineOnly.NoStep, Sort: "-amount").Href))
        {
            Count = d.Count,
        }),
    ];
}
