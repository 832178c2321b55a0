using Plumbline.Forecasting;
using Plumbline.Ui;

namespace Plumbline.Finance;

/// <summary>How the outlook reads on a page and in a mail.</summary>
internal static class OutlookWords
{
    /// <summary>What is missing to the quota, or beyond it; null where there is none.</summary>
    public static string? AgainstQuota(FinanceSum sum, Figures money) => sum.Quota is not { } quota ? null
        : sum.IsPartlyAsked ? "quotas of some are still to be agreed"
        : sum.Revenue >= quota ? $"{money.Compact(sum.Revenue - quota)} more expected" : $"{money.Compact(quota - sum.Revenue)} missing";

    /// <summary>Good where the quota is likely to be reached, bad where even a good course does not bring it.</summary>
    public static Standing Is(FinanceSum sum) => sum.Quota is not { } quota || sum.IsPartlyAsked ? Standing.Neutral : sum.Revenue >= quota ? Standing.Good : sum.High < quota ? Standing.Bad : Standing.Watch;

    /// <summary>What some months bring in cash, as in "Customers pay, Nov to Jan".</summary>
    public static string CustomersPay(FinanceSum sum) => $"Customers pay, {Figures.ShortName(sum.Months[0].Month)} to {Figures.ShortName(sum.Months[^1].Month)}";

    /// <summary>What of a half's margin is asked for, and the chance that it comes; null where nothing is.</summary>
    public static string? Margin(FinanceSum half, OutlookView view, Figures money) => half.MarginQuota is not { } asked ? null
        : $"of {money.Compact(asked)} asked for{(view.Margin is not { } odds ? "" : odds.IsLittle ? $", {ForecastWords.Standing(odds)}" : $", the chance {ForecastWords.Percent(odds.Said.Attainment.Chance)}")}";

    /// <summary>The margin of the half as its forecast expects it, else by what each product usually leaves; null where too few products have a known margin.</summary>
    public static decimal? MarginOf(FinanceSum half, OutlookView view) => view is { Scenario.IsAny: false, Margin: { } odds } ? Math.Round((decimal)odds.Said.Attainment.Expected, 2) : half.Margin;

    /// <summary>What is supposed, in words.</summary>
    public static string Of(OutlookScenario scenario, IReadOnlyList<OutlookDeal> deals)
    {
        var slipped = deals.Where(d => scenario.Slipped.Contains(d.Deal.Id)).Select(d => d.Name).ToList();
        string?[] said =
        [
            slipped.Count == 0 ? null : $"{string.Join(", ", slipped)} {(slipped.Count == 1 ? "slips" : "slip")} by {(scenario.Later == 1 ? "a month" : $"{Figures.Count(scenario.Later)} months")}",
            scenario.Change == 0 ? null : $"{Figures.Percent(Math.Abs(scenario.Change))} {(scenario.Change < 0 ? "less" : "more")} is sold of what is not won yet",
        ];
        return string.Join("; ", said.OfType<string>());
    }
}
