using FsCheck.Xunit;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Plans;
using static Plumbline.Plans.SomePlan;

namespace Plumbline.Presentations;

public class FunctionLawTests
{
    [Fact]
    public void A_months_revenue_arrives_so_many_days_after_each_of_its_days()
    {
        Assert.Equal([(new Month(2027, 1), 1_000m), (new(2027, 2), 28_000m), (new(2027, 3), 2_000m)], new PaymentTerm(30).Spread(new(2027, 1), 31_000));
        Assert.Equal([(new Month(2027, 2), 28m)], new PaymentTerm(0).Spread(new(2027, 2), 28));
        Assert.Equal([(new Month(2027, 11), 10m), (new(2027, 12), 20m)], new PaymentTerm(173).Spread(new(2027, 6), 30)); // 173 days after the 1st of June is the 21st of November.
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData(" 0 ", 0)]
    [InlineData("180", 180)]
    [InlineData("45.0", 45)]
    [InlineData("181", null)]
    [InlineData("-1", null)]
    [InlineData("30.5", null)]
    [InlineData("soon", null)]
    [InlineData("30%", null)]
    [InlineData(null, null)]
    public void A_term_is_whole_days_from_0_to_180(string? typed, int? days)
    {
        Assert.Equal(days is not null, PaymentTerm.TryRead(typed, out var term));
        Assert.Equal(days ?? 30, term.Days);
    }

    [Fact]
    public void A_term_out_of_range_is_refused() => Assert.Equal("days", Assert.Throws<RefusedException>(() => new PaymentTerm(181)).Field);

    [Property]
    public void What_arrives_is_what_was_sold_to_the_last_ten_thousandth(int tenThousandths, byte month, byte days)
    {
        var (revenue, sold, term) = (tenThousandths / 10_000m, HalfYear.First.Plus(month), new PaymentTerm(days % (PaymentTerm.Longest + 1)));

        var parts = term.Spread(sold, revenue);

        Assert.Equal(revenue, parts.Sum(p => p.Amount));
        Assert.All(parts, p => Assert.True(p.Month >= Month.Of(sold.FirstDay.AddDays(term.Days)) && p.Month <= Month.Of(new Period(sold, 1).LastDay.AddDays(term.Days))));
        Assert.Equal(parts.Select(p => p.Month).Order().Distinct(), parts.Select(p => p.Month));
    }

    [Property]
    public void Finance_adds_up_over_plans_months_and_time(int[] seeds, byte days, sbyte shift)
    {
        var (half, plans) = (Shifted(shift), Plans(seeds));
        var finance = new CompanyFinance(half, plans, new(days % (PaymentTerm.Longest + 1)));

        Assert.Equal(plans.Sum(p => p.Content.ForecastOf(half).Revenue), finance.Total.Forecast.Sum);
        Assert.Equal(plans.Sum(p => p.Content.QuotaOf(half).Revenue), finance.Total.Quota.Sum);
        Assert.Equal(plans.Sum(p => p.Content.QuotaOf(half).Margin), finance.Total.Margin.Sum);
        Assert.Equal(finance.Total.Forecast.Sum, finance.Total.Cash + finance.CashAfter);
        Assert.Equal(plans.Sum(p => p.MonthsOf(half).Count()), finance.Total.Quota.Known + finance.Total.Quota.Missing);
        Assert.Equal(finance.Total.Cash, finance.Lines.Sum(l => l.Total.Cash));
        Assert.Equal(finance.CashAfter, finance.Lines.Sum(l => l.CashAfter));
        Assert.All(finance.Lines, l => Assert.Equal(l.Total.Forecast.Sum, l.Total.Cash + l.CashAfter));
        Assert.All(finance.Months.Index(), m => Assert.Equal(m.Item, CompanyFinance.Sum(finance.Lines.Select(l => l.Months[m.Index]))));
    }

    [Property]
    public void Marketing_counts_each_activity_once_by_month_and_once_by_program(int[] seeds)
    {
        var plans = Plans(seeds);
        var marketing = new CompanyMarketing(HalfYear, plans);

        Assert.Equal(plans.Sum(p => p.Content.Marketing.Count), marketing.Total.Count);
        foreach (var parts in new[] { marketing.ByMonth.Append(marketing.Outside).Append(marketing.WithoutDay), marketing.ByProgram })
        {
            Assert.Equal(marketing.Total.Count, parts.Sum(s => s.Count));
            Assert.Equal(marketing.Total.Budget, KnownSum.Of(parts.Select(s => s.Budget)));
            Assert.Equal(marketing.Total.Funded, KnownSum.Of(parts.Select(s => s.Funded)));
            Assert.Equal(marketing.Total.Pipeline, KnownSum.Of(parts.Select(s => s.Pipeline)));
        }
    }

    [Property]
    public void Demand_and_what_is_open_less_what_is_beyond_is_the_quota_of_each_month(int[] seeds, sbyte shift)
    {
        var (half, plans) = (Shifted(shift), Plans(seeds));
        var demand = new CompanyDemand(half, plans);

        Assert.Equal(plans.Sum(p => p.Content.ForecastOf(half).Revenue), demand.Products.Sum(p => p.Total));
        Assert.All(demand.Products, p => Assert.Equal(p.Total, p.Lines.Sum(l => l.Total)));
        foreach (var (at, month) in half.Months.Index())
        {
            Assert.Equal(demand.Forecast[at], demand.Products.Sum(p => p.Months[at]));
            Assert.Equal(demand.Quota[at].Sum, demand.Forecast[at] + demand.Open[at] - demand.Beyond[at]);
            Assert.Equal(plans.Sum(p => p.Content.QuotaOf(new(month, 1)).Revenue), demand.Quota[at].Sum);
            Assert.True(demand.Open[at] >= 0 && demand.Beyond[at] >= 0);
        }
    }

    [Fact]
    public void A_margin_that_no_plan_gives_is_missing_and_not_zero()
    {
        var plan = new PlanInForce(1, 1, new BusinessPlanContent(HalfYear) { Quotas = [new(HalfYear.First) { Revenue = 100 }, new(HalfYear.Last) { Revenue = 100, Margin = 0 }] });

        var months = new CompanyFinance(HalfYear, [plan], PaymentTerm.Usual).Months;

        Assert.Equal(new KnownSum(0, 0, 1), months[0].Margin);
        Assert.True(months[0].Margin.IsUnknown);
        Assert.False(months[^1].Margin.IsUnknown);
    }

    [Fact]
    public void Of_a_plan_that_covers_a_part_of_the_half_only_these_months_count()
    {
        var plan = new PlanInForce(1, 1, Content() with { Marketing = [new("1") { Title = "Inside", Starts = new(2027, 4, 1) }, new("2") { Title = "Of the other half", Starts = new(2027, 2, 1) }, new("3") { Title = "Some day" }] });
        var half = new Period(new(2027, 4), 6); // The plan covers January to June.

        Assert.Equal(new KnownSum(30_000, 3, 0), new CompanyFinance(half, [plan], PaymentTerm.Usual).Total.Quota);
        Assert.Equal(30_000, new CompanyDemand(half, [plan]).Open.Sum());
        Assert.Equal(["Inside", "Some day"], new CompanyMarketing(half, [plan]).Entries.Select(e => e.Activity.Title));
    }

    [Fact]
    public void An_activity_says_what_it_lacks()
    {
        MarketingEntry Entry(MarketingActivity activity) => new(new(1, 1, Content()), activity);

        var bare = Entry(new("1") { Title = "Breakfast" });
        var whole = Entry(new("1") { Program = "Co-op", Starts = HalfYear.FirstDay, Leads = 0, Budget = 100, FundedShare = 0.5m, ClaimBy = HalfYear.LastDay });

        Assert.Equal((true, true, true, false), (bare.HasNoProgram, bare.HasNoDay, bare.HasNoResult, bare.HasNoClaimDay));
        Assert.Equal((false, 50m), (whole.LacksSomething, whole.Funded));
        Assert.True(Entry(whole.Activity with { ClaimBy = null }).HasNoClaimDay);
    }

    [Fact]
    public void Names_of_products_that_are_not_in_the_list_are_one_however_they_are_written()
    {
        ForecastLine Line(string key, long? id, string product, decimal revenue) => new(key) { ProductId = id, Product = product, Client = key, Months = [new(HalfYear.First) { Revenue = revenue }] };
        var content = new BusinessPlanContent(HalfYear) { Forecast = [Line("a", 21, "Ovens", 10), Line("b", null, "Mixers", 20), Line("c", null, " mixers", 5), Line("d", null, "", 100), Line("e", null, "Mixers", 30), Line("f", null, "Mixers", 1)] };

        var products = new CompanyDemand(HalfYear, [new(1, 1, content)]).Products;

        Assert.Equal(["Mixers", "Ovens", ""], products.Select(p => p.Name));
        Assert.Equal(["e", "b", "c"], products[0].Largest.Select(l => l.Line.Client));
        Assert.Equal(30m / 56, products[0].ShareOf(products[0].Lines[0]));
    }

    private static Period Shifted(sbyte months) => new(HalfYear.First.Plus(months % 7), 6);

    private static List<PlanInForce> Plans(int[] seeds) => [.. seeds.Take(4).Select((seed, at) => new PlanInForce(at + 1, at + 1, Arbitrary(seed)))];
}
