using System.Globalization;
using Plumbline.Scoring;

namespace Plumbline.Plans;

/// <summary>A plan as history suggests it, each number with a sentence that says where it comes from.</summary>
/// <param name="Content">The plan.</param>
/// <param name="Reasons">By path (or section name): where the number comes from.</param>
public sealed record PlanSuggestion(BusinessPlanContent Content, IReadOnlyDictionary<string, string> Reasons)
{
    /// <summary>How many lines of repeat business are forecast at most.</summary>
    public const int MostLines = 15;

    /// <summary>Suggests a plan.</summary>
    /// <param name="history">What was sold.</param>
    /// <param name="growth">What the company wishes on top, as a fraction: 0.08 for 8%.</param>
    /// <param name="own">The person's counts.</param>
    /// <param name="team">The team's, without the person.</param>
    /// <param name="today">The company's day.</param>
    /// <param name="soFar">What the plan's months have brought and hold; nothing where it is left out.</param>
    public static PlanSuggestion From(PlanHistory history, decimal growth, SellingRates own, SellingRates team, DateOnly today, PlanSoFar? soFar = null)
    {
        var reasons = new Dictionary<string, string>();
        var content = new BusinessPlanContent(history.Plan);
        content = content with { Quotas = QuotasOf(history, growth, reasons) };
        content = content with { Forecast = RepeatBusiness.Of(history, reasons), Named = NamedOf(history) };
        return new(content with { Activities = ActivitiesOf(content, own, team, today, soFar, reasons) }, reasons);
    }

    private static Rows<Quota> QuotasOf(PlanHistory history, decimal growth, Dictionary<string, string> reasons)
    {
        var months = history.Plan.Months.ToList();
        var (yearAgo, recent) = (history.Of(history.YearAgo).Revenue, history.Of(history.Recent).Revenue);
        var isSeasonal = yearAgo > 0;
        if (!isSeasonal && recent <= 0)
        {
            reasons["quotas"] = "Nothing was booked in the last months or in these months a year ago, so history suggests no quota.";
            return [];
        }

        var (basis, run) = isSeasonal ? (yearAgo, history.YearAgo) : (recent, history.Recent);
        var total = Whole.Round(basis * (1 + growth));
        var shape = isSeasonal ? months.Select(m => Math.Max(0, history.Of(m.Plus(-12)).Revenue)).ToList() : [.. months.Select(_ => 1m)];
        // One year of one person is noisy: half the month's share follows that year, half is even.
        var weights = shape.Select(s => s + (shape.Sum() / shape.Count)).ToList();
        var revenue = Whole.Split(total, weights);
        var share = history.MarginShare;
        var margin = share is { } s ? Whole.Split(Whole.Round(total * Math.Max(0, s)), revenue) : null;
        var sentence = $"{Said.Month(run.First)} to {Said.Month(run.Last)} brought {Said.Money(basis)}; with {Said.Share(growth)} growth, {Said.Money(total)}";
        reasons["quotas"] = sentence + (isSeasonal ? ", spread half evenly and half as in those months." : ", spread evenly, since nothing was booked in these months a year ago.");
        foreach (var (month, i) in months.Select((m, i) => (m, i)))
        {
            var was = history.Of(month.Plus(-12)).Revenue;
            reasons[$"quotas.{month}.revenue"] = isSeasonal
                ? $"{Said.Month(month.Plus(-12))} brought {Said.Money(was)}, {Said.Share(was / basis)} of those months; {Said.Share(weights[i] / weights.Sum())} of {Said.Money(total)} is {Said.Money(revenue[i])}."
                : $"An equal part of {Said.Money(total)}: {Said.Money(revenue[i])}.";
            reasons[$"quotas.{month}.margin"] = share is { } m && margin is not null
                ? $"Your margin was {Said.Share(m)} where it is known: {Said.Money(margin[i])}."
                : "No margin is known, so none is suggested.";
        }

        return [.. months.Select((month, i) => new Quota(month) { Revenue = revenue[i], Margin = margin?[i] })];
    }

    /// <summary>The ten who bought most in the months that history covers. What they buy in a year is told by the two halves, where these make one.</summary>
    private static Rows<NamedAccount> NamedOf(PlanHistory history)
    {
        var isYear = history.Recent.Length + history.YearAgo.Length == 12 && !history.Recent.Months.Any(history.YearAgo.Contains);
        return
        [
            .. history.Sold.Where(s => s.AccountId != 0).GroupBy(s => (s.AccountId, s.Account)).Select(g => (g.Key, Revenue: g.Sum(s => s.Revenue))).Where(a => a.Revenue > 0)
                .OrderByDescending(a => a.Revenue).ThenBy(a => a.Key.AccountId).Take(NamedAccount.MostTop)
                .Select(a => new NamedAccount(a.Key.AccountId.ToString(CultureInfo.InvariantCulture)) { AccountId = a.Key.AccountId, Client = a.Key.Account, Rank = NamedRank.TopTen, Revenue = isYear ? Whole.Round(a.Revenue) : null }),
        ];
    }

    private static Rows<ActivityGoal> ActivitiesOf(BusinessPlanContent content, SellingRates own, SellingRates team, DateOnly today, PlanSoFar? soFar, Dictionary<string, string> reasons)
    {
        var rates = new SupportedRates(own, team);
        var arithmetic = new PlanArithmetic(content, rates, today, soFar);
        List<ActivityGoal> goals = [];
        foreach (var type in rates.Types)
        {
            var usual = own.Weeks > 0 ? own.CountOf(type.TypeId) / own.Weeks : 0;
            var need = arithmetic.Activities.FirstOrDefault(a => a.Type.TypeId == type.TypeId);
            var weekly = Math.Ceiling(Math.Max(usual, need?.PerWeek.Mid ?? 0));
            if (weekly == 0)
            {
                continue;
            }

            var key = type.TypeId.ToString(CultureInfo.InvariantCulture);
            goals.Add(new(key)
            {
                TypeId = type.TypeId,
                Type = type.Name,
                PerWeek = weekly,
                PerMonth = Math.Round(weekly * 52 / 12, MidpointRounding.AwayFromZero),
                PerOpportunity = need is null ? null : Math.Round(need.PerOpportunity.Mid, 2),
                IsDerived = need is not null && need.PerWeek.Mid >= usual,
            });
            reasons[$"activities.{key}.per-week"] = need is not null && need.PerWeek.Mid >= usual
                ? need.Words
                : $"You did {Said.Number(usual)} a week in the last {Said.Number(own.Weeks)} weeks{(arithmetic.Quota == 0 ? ". There is no quota yet that could ask for more." : $", and the gap of {Said.Money(arithmetic.Gap)} asks for no more: keep it up.")}";
        }

        return [.. goals];
    }
}

/// <summary>Amounts in whole units, or in hundreds where they are large, so that a suggestion does not look more exact than it is.</summary>
internal static class Whole
{
    /// <summary>Rounded to hundreds from 60,000 up, to whole units below.</summary>
    public static decimal Round(decimal amount) => Math.Round(amount / Unit(amount), MidpointRounding.AwayFromZero) * Unit(amount);

    /// <summary>Splits a rounded amount into rounded parts that add up to it.</summary>
    public static IReadOnlyList<decimal> Split(decimal amount, IReadOnlyList<decimal> weights)
    {
        var scale = Unit(amount) * 10_000;
        return [.. Plumbline.Split.ByWeight(amount / scale, weights).Select(part => part * scale)];
    }

    private static decimal Unit(decimal amount) => Math.Abs(amount) >= 60_000 ? 100 : 1;
}
