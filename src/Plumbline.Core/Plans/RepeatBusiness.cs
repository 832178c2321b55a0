using System.Globalization;

namespace Plumbline.Plans;

/// <summary>What the largest accounts are likely to buy again.</summary>
internal static class RepeatBusiness
{
    /// <summary>
    /// A line for each account and product bought in two months or more, the largest first. It is expected to bring the mean of the two halves looked at, in the
    /// shape of the same months a year ago where it was bought then, else evenly.
    /// </summary>
    public static Rows<ForecastLine> Of(PlanHistory history, Dictionary<string, string> reasons)
    {
        var groups = history.Sold.Where(s => s.AccountId != 0)
            .GroupBy(s => (s.AccountId, s.ProductId))
            .Where(g => g.Sum(s => s.Revenue) > 0 && g.Select(s => s.Month).Distinct().Count() >= 2)
            .OrderByDescending(g => g.Sum(s => s.Revenue)).ThenBy(g => g.Key)
            .Take(PlanSuggestion.MostLines);
        return [.. groups.Select((g, i) => LineOf((i + 1).ToString(CultureInfo.InvariantCulture), [.. g], history, reasons))];
    }

    private static ForecastLine LineOf(string key, IReadOnlyList<Sold> sold, PlanHistory history, Dictionary<string, string> reasons)
    {
        var yearAgo = sold.Where(s => history.YearAgo.Contains(s.Month)).Sum(s => s.Revenue);
        var recent = sold.Where(s => history.Recent.Contains(s.Month)).Sum(s => s.Revenue);
        var total = Whole.Round(Math.Max(0, (yearAgo + recent) / 2));
        var months = history.Plan.Months.ToList();
        var shape = months.Select(m => Math.Max(0, sold.Where(s => s.Month == m.Plus(-12)).Sum(s => s.Revenue))).ToList();
        var revenue = Whole.Split(total, shape);
        var known = sold.Where(s => s.Margin is not null).ToList();
        var share = known.Sum(s => s.Revenue) is > 0 and var of ? known.Sum(s => s.Margin!.Value) / of : (decimal?)null;
        // Laplace's rule of succession over the halves looked at: bought in both, 3 in 4; in one of two, 1 in 2.
        var halves = (yearAgo > 0 ? 1 : 0) + (recent > 0 ? 1 : 0);
        var confidence = (halves + 1) / 4m;
        var times = sold.Select(s => s.Month).Distinct().Count();
        reasons[$"forecast.{key}"] =
            $"Bought in {times:0} months: {Said.Money(yearAgo)} in {Said.Month(history.YearAgo.First)} to {Said.Month(history.YearAgo.Last)} and {Said.Money(recent)} in {Said.Month(history.Recent.First)} to {Said.Month(history.Recent.Last)}; the mean is {Said.Money(total)}. In {halves:0} of 2 halves, so {Said.Share(confidence)} likely.";
        return new(key)
        {
            AccountId = sold[0].AccountId,
            Client = sold[0].Account,
            ProductId = sold[0].ProductId == 0 ? null : sold[0].ProductId,
            Product = sold[0].Product,
            Confidence = confidence,
            Source = $"Repeat business: bought in {times:0} months",
            Months =
            [
                .. months.Select((month, i) => (month, i)).Where(c => revenue[c.i] != 0)
                    .Select(c => new ForecastMonth(c.month) { Revenue = revenue[c.i], Margin = share is { } s ? Math.Round(revenue[c.i] * s, 0) : null }),
            ],
        };
    }
}
