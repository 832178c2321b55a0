using Plumbline.Finance;
using Plumbline.People;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>A month is likely to bring the company less than its quotas ask for.</summary>
internal sealed class MonthsShort(OutlookReader outlook) : SignalRule
{
    public override string Key => "month-short";

    public override string Name => "Month falls short";

    public override RuleGroup Group => RuleGroup.QuotaAndForecast;

    public override RuleLimit Limit => new(10, 1, 50, "% of the quota");

    public override bool RestsOnForecasts => true;

    public override string Says(decimal limit) => $"What is sold and expected of a month that runs, or comes within {Watch.DaysAhead:0} days, is below its quotas by {limit:0}% or more, where most have a quota for it. It is told to those who lead.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var leaders = watch.People.Where(p => p.Roles.HasFlag(Roles.Leadership)).ToList();
        if (leaders.Count == 0)
        {
            return [];
        }

        if (await outlook.Read(OutlookScenario.None, cancel) is not { } view)
        {
            watch.Untold.Add(Key);
            return [];
        }

        var until = watch.Today.AddDays(Watch.DaysAhead);
        var gaps = view.Gaps.Where(g => g.Month.Month.FirstDay <= until && g.Month.Gap >= g.Month.Quota * watch.Limit / 100).ToList();
        return [.. leaders.SelectMany(leader => gaps.Select(gap => Found(leader, gap, view, watch)))];
    }

    private static Finding Found(Person leader, GapCauses gap, OutlookView view, Watch watch)
    {
        var (month, href) = (gap.Month, $"outlook/finance#gap-{gap.Month.Month}");
        return new(
            leader.Id, $"month/{month.Month}", month.Gap!.Value, month.Month.Plus(1).FirstDay.AddDays(-1), $"{Figures.Name(month.Month)} is likely to bring {watch.Money.Compact(month.Revenue)} of {watch.Money.Compact(month.Quota!.Value)}",
            $"{watch.Money.Compact(month.Gap.Value)} is missing.{(gap.People is [var most, ..] ? $" {view.NameOf(most.SalespersonId)} misses most, {watch.Money.Compact(most.Missing)}." : "")}{(gap.Pipeline is { } pipeline ? $" {watch.Money.Compact(pipeline)} of new deals begun now would bring it." : " Of new deals too few are won just then: what is open is to be pulled in.")}",
            [.. gap.Pull.Select(p => new SignalEvidence($"{NameOf(p, view) ?? "An order"}: adds {watch.Money.Compact(p.Adds)} if it is won by then", FormattableString.Invariant($"opportunities/{p.Deal.Id}")))], new("See what could close it", href, Promise: ToPromise(gap, view, watch)));
    }

    /// <summary>What the leader could promise: to pull in what would bring most, else to begin what is missing; empty where neither is known.</summary>
    private static string ToPromise(GapCauses gap, OutlookView view, Watch watch) =>
        gap.Pull.Select(p => NameOf(p, view)).OfType<string>().FirstOrDefault() is { } first ? $"Pull in {first}"
        : gap.Pipeline is { } pipeline ? $"Begin opportunities worth {watch.Money.Compact(pipeline)}"
        : "";

    private static string? NameOf(PulledDeal pulled, OutlookView view) => view.Deals.FirstOrDefault(d => d.Deal.Id == pulled.Deal.Id)?.Name;
}
