using FsCheck.Xunit;
using Plumbline.Fiscal;
using static Plumbline.Plans.SomePlan;
using Plumbline.Scoring;

namespace Plumbline.Plans;

public class PlanSuggestionTests
{
    private static readonly Period _recent = HalfYear.Previous;
    private static readonly SellingRates _own = new()
    {
        Won = 20,
        Lost = 40,
        WonValue = 200_000,
        LostValue = 400_000,
        CycleDays = 45,
        Opened = 80,
        Activities = [new(1, "Meetings", 240)],
        Weeks = 52,
    };

    [Fact]
    public void The_quota_is_last_years_with_growth_in_half_its_season()
    {
        // January a year ago brought 6,000 and May 6,000; the other months nothing. Half even, half seasonal: 4,000 and 4,000, and 1,000 for the rest.
        var suggestion = Suggest([Sale("2026-01", 6_000, 1_500), Sale("2026-05", 6_000, 1_500)], growth: 0m);

        Assert.Equal([4_000m, 1_000, 1_000, 1_000, 4_000, 1_000], suggestion.Content.Quotas.Select(q => q.Revenue!.Value));
        Assert.Equal([1_000m, 250, 250, 250, 1_000, 250], suggestion.Content.Quotas.Select(q => q.Margin!.Value));
        Assert.Equal("Jan 2026 to Jun 2026 brought 12,000; with 0% growth, 12,000, spread half evenly and half as in those months.", suggestion.Reasons["quotas"]);
        Assert.Equal("Jan 2026 brought 6,000, 50% of those months; 33.3% of 12,000 is 4,000.", suggestion.Reasons["quotas.2027-01.revenue"]);
    }

    [Fact]
    public void Without_a_year_ago_it_is_the_last_six_months_spread_evenly()
    {
        var suggestion = Suggest([Sale("2026-10", 12_000, null)], growth: 0.1m);
        Assert.All(suggestion.Content.Quotas, q => Assert.Equal((2_200m, (decimal?)null), (q.Revenue!.Value, q.Margin)));
        Assert.Contains("spread evenly", suggestion.Reasons["quotas"], StringComparison.Ordinal);
        Assert.Contains("No margin is known", suggestion.Reasons["quotas.2027-01.margin"], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_history_it_suggests_no_figures_and_says_so()
    {
        var suggestion = PlanSuggestion.From(new(HalfYear, _recent, []), 0.1m, SellingRates.None, SellingRates.None, Today);
        Assert.Equal(new BusinessPlanContent(HalfYear), suggestion.Content);
        Assert.Contains("suggests no quota", suggestion.Reasons["quotas"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_forecast_is_what_accounts_bought_again()
    {
        var suggestion = Suggest(
            [
                Sale("2026-02", 6_000, 1_500), Sale("2026-09", 8_000, 2_000),
                Sale("2026-08", 500, 100, account: 12), Sale("2026-09", 500, 100, account: 12),
                Sale("2026-10", 90_000, 9_000, account: 13), // Once is not again.
            ],
            growth: 0);

        Assert.Equal([11L, 12], suggestion.Content.Forecast.Select(l => l.AccountId!.Value));
        var first = suggestion.Content.Forecast[0];
        Assert.Equal((new Month(2027, 2), 7_000m, 1_750m), (first.Months.Single().Month, first.Revenue, first.Margin));
        Assert.Equal([0.75m, 0.5m], suggestion.Content.Forecast.Select(l => l.Confidence!.Value));
        Assert.Equal(500, suggestion.Content.Forecast[1].Revenue); // The mean of nothing and 1,000.
        Assert.StartsWith("Bought in 2 months: 6,000 in Jan 2026 to Jun 2026 and 8,000 in Jul 2026 to Dec 2026; the mean is 7,000.", suggestion.Reasons["forecast.1"], StringComparison.Ordinal);
    }

    [Fact]
    public void Activity_goals_follow_from_the_gap_at_own_rates_and_never_fall_below_what_is_usual()
    {
        var wide = Suggest([Sale("2026-01", 900_000, 200_000)], growth: 0.2m).Content.Activities.Single();
        var narrow = Suggest([Sale("2026-01", 6_000, 1_500), Sale("2026-07", 6_000, 1_500)], growth: 0m).Content.Activities.Single();

        Assert.True(wide.IsDerived && wide.PerWeek > 5);
        Assert.Equal((false, 5m), (narrow.IsDerived, narrow.PerWeek!.Value)); // 240 in 52 weeks are 4.6.
    }

    [Property]
    public void Splitting_loses_nothing(uint[] revenues, byte growth)
    {
        var sold = revenues.Select((r, i) => Sale(new Month(2026, 1).Plus(i % 12).ToString(), r / 100m, r / 400m, account: 10 + (i % 4))).ToList();
        var history = new PlanHistory(HalfYear, _recent, sold);
        var suggestion = PlanSuggestion.From(history, growth / 100m, _own, SellingRates.None, Today);

        var basis = history.Of(history.YearAgo).Revenue is > 0 and var yearAgo ? yearAgo : history.Of(_recent).Revenue;
        var wished = basis * (1 + (growth / 100m));
        Assert.Equal(Whole.Round(wished), suggestion.Content.QuotaOf(HalfYear).Revenue);
        Assert.True(Math.Abs(wished - suggestion.Content.QuotaOf(HalfYear).Revenue) <= 50);
        Assert.Equal(suggestion.Content.Forecast.Sum(l => l.Revenue), HalfYear.Months.Sum(m => suggestion.Content.ForecastOf(new(m, 1)).Revenue));
        Assert.Equal(history.Sold.Sum(s => s.Revenue), history.Of(history.YearAgo).Revenue + history.Of(_recent).Revenue);
    }

    [Fact]
    public void Each_number_says_where_it_comes_from()
    {
        var suggestion = Suggest([Sale("2026-01", 900_000, 200_000), Sale("2026-08", 9_000, 2_000)], growth: 0.2m);
        var numbers = PlanLines.Of(suggestion.Content).Where(l => l.Section is PlanSection.Quotas || l.Path.EndsWith(".per-week", StringComparison.Ordinal)).Select(l => l.Path)
            .Concat(suggestion.Content.Forecast.Select(l => $"forecast.{l.Key}"));
        Assert.All(numbers, path => Assert.Contains(path, suggestion.Reasons));
    }

    [Fact]
    public void The_template_is_a_plan_to_begin_with_and_must_be_filled_in()
    {
        var template = PlanTemplate.For(HalfYear);
        Assert.NotEmpty(template.Goals);
        Assert.Contains(PlanChecks.Of(template, Known), f => f.Severity == Severity.MustMend);
    }

    private static PlanSuggestion Suggest(Sold[] sold, decimal growth) => PlanSuggestion.From(new(HalfYear, _recent, sold), growth, _own, SellingRates.None, Today);

    private static Sold Sale(string month, decimal revenue, decimal? margin, long account = 11) =>
        new(new(int.Parse(month[..4], System.Globalization.CultureInfo.InvariantCulture), int.Parse(month[5..], System.Globalization.CultureInfo.InvariantCulture)), account, $"Account {account}", 21, "Ovens", revenue, margin);
}
