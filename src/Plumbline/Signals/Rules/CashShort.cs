using Plumbline.Finance;
using Plumbline.People;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Customers are likely to pay less in a month than the quotas of the months before would bring.</summary>
internal sealed class CashShort(OutlookReader outlook) : SignalRule
{
    public override string Key => "cash-short";

    public override string Name => "Cash below plan";

    public override RuleGroup Group => RuleGroup.QuotaAndForecast;

    public override RuleLimit Limit => new(10, 5, 50, "% of the planned cash");

    public override bool RestsOnForecasts => true;

    public override string Says(decimal limit) => $"What customers are likely to pay in a month that runs, or comes within {Watch.DaysAhead:0} days, by the terms of their accounts, is below what they would pay if each month had reached its quotas, by {limit:0}% or more. It is told to those who lead.";

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
        var months = view.Finance.CashGapMonths.Where(m => m.Month.FirstDay <= until && m.CashGap >= m.CashPlanned * watch.Limit / 100).ToList();
        return [.. leaders.SelectMany(leader => months.Select(month => Found(leader, month, watch)))];
    }

    private static Finding Found(Person leader, FinanceMonth month, Watch watch) => new(
        leader.Id, $"cash/{month.Month}", month.CashGap!.Value, month.Month.Plus(1).FirstDay.AddDays(-1), $"{watch.Money.Compact(month.CashGap.Value)} less cash than planned in {Figures.Name(month.Month)}",
        $"Customers are likely to pay {watch.Money.Compact(month.FromCustomers)} by the terms of their accounts; {watch.Money.Compact(month.CashPlanned!.Value)} if every month had reached its quotas.",
        [new("Cash by month", "outlook/finance#cash")], new("See the cash by month", "outlook/finance#cash", Promise: ""));
}
