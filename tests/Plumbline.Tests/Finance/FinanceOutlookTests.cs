using FsCheck.Xunit;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Products;
using Plumbline.Scoring;

namespace Plumbline.Finance;

public sealed class FinanceOutlookTests
{
    private static readonly Month _first = new(2027, 1);
    private static readonly Period _months = new(_first, 12);
    private static readonly Month _now = new(2027, 3);

    [Property]
    public void Every_cut_adds_up_to_the_months_to_the_last_ten_thousandth(int seed)
    {
        var expected = Expected(new(seed));

        for (var month = 0; month < CompanyAhead.Months; month++)
        {
            Assert.Equal(expected.Months[month], expected.ByPerson.Sum(p => p.Months[month]));
            Assert.Equal(expected.Months[month], expected.ByProduct.Sum(p => p.Months[month]));
            Assert.Equal(expected.Months[month], expected.ByPayment.Sum(p => p.Months[month]));
        }
    }

    [Property]
    public void Bookings_are_what_is_sold_and_what_is_expected_and_cash_is_all_of_it(int seed)
    {
        var outlook = Outlook(new(seed));

        foreach (var month in outlook.Months)
        {
            Assert.Equal(outlook.Facts.Sold.GetValueOrDefault(month.Month), month.Sold);
            Assert.Equal(month.Month < _now ? 0 : outlook.Facts.Expected.Months[outlook.Index(month.Month)!.Value], month.Rest);
            Assert.True(month.Low <= month.High);
        }

        // All that was sold from the first month on, and all that is expected, is paid once.
        var facts = outlook.Facts with { SoldByPayment = [.. outlook.Facts.SoldByPayment.Where(s => s.Month >= _first)] };
        var from = new FinanceOutlook(facts);
        Assert.Equal(facts.SoldByPayment.Sum(s => s.Revenue) + facts.Expected.Months.Sum(), from.Months.Sum(m => m.FromCustomers) + from.CashAfter);
    }

    [Fact]
    public void Cash_comes_by_the_terms_of_each_account()
    {
        var facts = Facts(new(1)) with { SoldByPayment = [(new(2027, 1), 0, 310), (new(2027, 1), null, 310), (new(2026, 11), 60, 300)], Expected = Nothing };

        var months = new FinanceOutlook(facts).Months;

        // At once all of January; after 30 days one of 31 parts in January, 28 in February, 2 in March; and of November 2026, 60 days later, 30 days from 31 December to 29 January.
        Assert.Equal(310 + 10 + 290, months[0].FromCustomers);
        Assert.Equal(280, months[1].FromCustomers);
        Assert.Equal(20, months[2].FromCustomers);
    }

    [Fact]
    public void Months_that_miss_their_quota_are_gaps_but_not_those_that_are_over_or_that_few_have_a_quota_for()
    {
        var facts = Facts(new(1)) with { Expected = Nothing, Sold = new Dictionary<Month, Tally> { [_first] = new() { Revenue = 50 }, [_now] = new() { Revenue = 70 } }, Quota = new Dictionary<Month, AskedOfAll> { [_first] = new(100, null, 1, 0), [_now] = new(100, null, 1, 0), [_now.Plus(1)] = new(0, null, 1, 0), [_now.Plus(2)] = new(100, null, 0.7m, 0) } };

        var gap = Assert.Single(new FinanceOutlook(facts).GapMonths);
        Assert.Equal((_now, 30m, 0.0), (gap.Month, gap.Gap!.Value, gap.Chance!.Value));
    }

    [Fact]
    public void Cash_is_planned_where_each_month_that_is_paid_then_has_a_quota()
    {
        AskedOfAll asked = new(300, null, 1, 0);
        var facts = Facts(new(1)) with { SoldByPayment = [(_first, null, 100), (_first, 90, 100)], Quota = Enumerable.Range(-2, 14).ToDictionary(_first.Plus, _ => asked) };

        // In January is paid what was sold in December and on its own first day, after 30 days, and from 3 October to 2 November, after 90: of October there is no quota.
        var months = new FinanceOutlook(facts).Months;
        Assert.Null(months[0].CashPlanned);
        Assert.NotNull(months[1].CashPlanned);
        Assert.Equal(300.0, (double)months[4].CashPlanned!.Value, 20.0);
        Assert.NotNull(new FinanceOutlook(facts with { SoldByPayment = [(_first, null, 100)] }).Months[0].CashPlanned);
    }

    [Fact]
    public void Margin_is_said_only_where_most_of_the_revenue_has_a_known_share()
    {
        var facts = Facts(new(2));

        Assert.All(new FinanceOutlook(facts with { MarginShare = product => product == 1 ? 0.4m : null }).Months.Where(m => m.Rest > 0), m => Assert.Null(m.MarginRest));
        Assert.All(new FinanceOutlook(facts with { MarginShare = _ => 0.4m }).Months.Where(m => m.Rest > 0), m => Assert.Equal((double)(m.Rest * 0.4m), (double)m.MarginRest!.Value, 0.01));
        Assert.Null(new MarginShares([(1, 100, 10, 90), (2, 100, 40, 0)], _ => null).Of(1));
        Assert.Equal(0.4m, new MarginShares([(1, 100, 10, 90), (2, 100, 40, 0)], _ => null).Of(2));
        Assert.Equal(0.25m, new MarginShares([(1, 100, 10, 90)], _ => 0.25m).Of(1));
    }

    [Fact]
    public void A_gap_is_explained_by_people_and_deals()
    {
        var ahead = Ahead(new(5));
        var facts = Facts(new(5)) with { Quota = new Dictionary<Month, AskedOfAll> { [_now.Plus(1)] = new(1_000_000, null, 1, 0) } };
        var outlook = new FinanceOutlook(facts);

        var causes = GapCauses.Of(outlook, Assert.Single(outlook.GapMonths), new Dictionary<long, decimal> { [1] = 900_000, [2] = 100_000 }, new Dictionary<long, decimal> { [2] = 50 });

        Assert.Equal([1, 2], causes.People.Select(p => p.SalespersonId));
        Assert.Equal(100_000 - 50 - outlook.Facts.Expected.ByPerson.Single(p => p.Key == 2).Months[1], causes.People[1].Missing);
        Assert.All(causes.Pull, p => Assert.Equal(p.ByThen, p.Deal.Chances.Take(2).Sum(), 1e-9));
        Assert.Null(causes.Pipeline); // Of deals begun now one in thirty is won just then.
        Assert.Equal(ahead.FromNow[1] - ahead.FromNow[0], causes.FromNow, 1e-9);
    }

    [Property]
    public void Products_add_up_to_the_months_of_finance(int seed)
    {
        var (facts, random) = (Facts(new(seed)), new Random(seed));
        var products = facts.Sold.ToDictionary(s => s.Key, s => Split.ByWeight(s.Value.Revenue, [1, random.Next(5), 3]));
        var sold = products.Where(p => _months.Contains(p.Key)).SelectMany(p => p.Value.Select((revenue, product) => (Product: (long)product, Month: p.Key, revenue))).ToDictionary(p => (p.Product, p.Month), p => p.revenue);
        var finance = new FinanceOutlook(facts);

        var demand = new DemandOutlook(_months, 6, sold, facts.Expected, Items(facts.Expected.Ahead), [(null, 10), (1, 30), (2, 60)], new Dictionary<long, decimal> { [1] = 500 }, id => new(id, $"{id}", id == 1 ? 25 : null));

        foreach (var (month, at) in finance.Months.Select((m, i) => (m, i)))
        {
            Assert.Equal(month.Revenue, demand.Products.Sum(p => p.Months[at].Revenue));
        }

        var one = demand.Products.Single(p => p.Product.Id == 1);
        Assert.Equal(one.Of(6) - 500, one.Beyond(6));
        Assert.Equal(one.Of(6) / 25, one.Units(one.Of(6)));
        Assert.Null(demand.Products.First(p => p.Product.Id != 1).Units(1));
    }

    [Property]
    public void Products_of_a_period_add_up_to_what_is_expected_of_it_and_more_is_less_likely(int seed, byte first, byte length, byte planned)
    {
        var expected = Expected(new(seed));
        var period = new Period(_now.Plus((first % 14) - 2), length % 3 == 0 ? 1 : length % 3 == 1 ? 3 : 6);
        var sold = new Dictionary<long, ProductAmounts> { [1] = new(100, 25), [2] = new(40, null) };
        var forecast = Products(expected, period, ForecastMeasure.Revenue, sold, new() { [1] = new(planned * 10, null) });

        Assert.Equal(140 + expected.Months.Where((_, m) => period.Contains(_now.Plus(m))).Sum(), forecast.Products.Sum(p => p.Expected));
        Assert.All(forecast.Products, p => Assert.True(p.Low <= p.High));
        Assert.All(forecast.Products.Where(p => p.ProductId != 1), p => Assert.Null(p.Chance));
        var one = Assert.Single(forecast.Products, p => p.ProductId == 1);
        Assert.Same(one, forecast.Products[0]);
        Assert.InRange(one.Chance!.Value, 0, 1);
        Assert.Equal(planned <= 10, one.Sold >= one.Planned);
        Assert.True(planned > 10 || one.Chance == 1);
        Assert.True(Chance(planned + 20) <= one.Chance + 1e-9);

        double Chance(int more) => Products(expected, period, ForecastMeasure.Revenue, sold, new() { [1] = new(more * 10, null) }).Products[0].Chance!.Value;
    }

    [Property]
    public void A_margin_is_as_likely_as_the_revenue_that_leaves_it(int seed, byte planned)
    {
        var expected = Expected(new(seed));
        var period = new Period(_now, 3);

        var revenue = Products(expected, period, ForecastMeasure.Revenue, new() { [1] = new(100, 25) }, new() { [1] = new(100 + (planned * 4), null) }).Products[0];
        var margin = Products(expected, period, ForecastMeasure.Margin, new() { [1] = new(100, 25) }, new() { [1] = new(null, 25 + planned) }).Products[0];

        Assert.Equal(revenue.Chance!.Value, margin.Chance!.Value, 1e-9);
        Assert.InRange(margin.Expected!.Value - 25 - ((revenue.Expected!.Value - 100) / 4), -0.01m, 0.01m);
        Assert.True(margin.Low <= margin.Expected && margin.Expected <= margin.High);
    }

    [Fact]
    public void Of_a_margin_that_is_not_known_nothing_is_told_and_what_leaves_nothing_brings_it_no_nearer()
    {
        var (expected, period) = (Expected(new(3)), new Period(_now, 1));
        var planned = new Dictionary<long, ProductAmounts> { [1] = new(null, 50), [2] = new(null, 50), [7] = new(null, 50) };

        var unknown = Products(expected, period, ForecastMeasure.Margin, new() { [1] = new(100, null), [7] = new(100, 25) }, planned, share: null).Products;
        var (one, other, seven) = (unknown.Single(p => p.ProductId == 1), unknown.Single(p => p.ProductId == 2), unknown.Single(p => p.ProductId == 7));
        Assert.Equal((null, null, null, 50m), (one.Sold, one.Expected, one.Chance, one.Planned)); // The margin of what is sold is not known.
        Assert.Equal((0m, null, null), (other.Sold, other.Expected, other.Chance)); // That of what is expected.
        Assert.Equal((25m, 0.0), (seven.Expected, seven.Chance)); // Of a product that nothing is expected of all is known.

        var loss = Products(expected, period, ForecastMeasure.Margin, [], planned, share: -0.1m).Products.Single(p => p.ProductId == 1);
        Assert.True(loss.Expected < 0 && loss.Low < loss.High);
        Assert.Equal(0, loss.Chance);
    }

    private static ProductForecast Products(ExpectedRevenue expected, Period period, ForecastMeasure measure, Dictionary<long, ProductAmounts> sold, Dictionary<long, ProductAmounts> planned, decimal? share = 0.25m) =>
        new(period, measure, expected, Items(expected.Ahead), [(null, 10), (1, 30), (2, 60)], _ => share, sold, planned, null);

    [Theory]
    [InlineData("30", 30)]
    [InlineData("Net 45", 45)]
    [InlineData("2% 10, Net 30", 30)]
    [InlineData("60 days", 60)]
    [InlineData("30 Tage netto, 10 Tage 2% Skonto", 30)]
    [InlineData("Due on receipt", 0)]
    [InlineData("Net 400", null)]
    [InlineData("as agreed", null)]
    [InlineData(null, null)]
    public void Terms_are_read_as_other_systems_word_them(string? words, int? days) => Assert.Equal(days, PaymentTerm.DaysIn(words));

    private static readonly ExpectedRevenue Nothing = new(CompanyAhead.Together(_now, new Dictionary<long, PersonAhead>(), _ => default, [], new double[12], [], 0), new Dictionary<long, DealItem>(), [], []);

    private static FinanceOutlook Outlook(Random random) => new(Facts(random));

    private static FinanceFacts Facts(Random random)
    {
        var months = Enumerable.Range(-12, 15).Select(_first.Plus).ToList();
        var sold = months.ToDictionary(m => m, _ => new Tally { Revenue = random.Next(100_000) / 100m, Bookings = 1 });
        return new()
        {
            Months = _months,
            AsOf = _now.FirstDay,
            Sold = sold,
            SoldByPayment = [.. sold.Where(s => s.Key >= _first.Plus(-FinanceFacts.MonthsBefore)).SelectMany(s => new[] { (s.Key, (int?)null, s.Value.Revenue - 1), (s.Key, 60, 1m) })],
            Quota = _months.Months.ToDictionary(m => m, _ => new AskedOfAll(random.Next(1000), null, 1, 0)),
            Expected = Expected(random),
            MarginShare = _ => null,
            Usual = PaymentTerm.Usual,
            FromVendors = new Dictionary<Month, decimal>(),
            Marketing = new Dictionary<Month, decimal>(),
        };
    }

    private static ExpectedRevenue Expected(Random random)
    {
        var ahead = Ahead(random);
        return new(ahead, Items(ahead), [(null, 10), (1, 30), (2, 60)], [(null, 70), (45, 30)]);
    }

    private static Dictionary<long, DealItem> Items(CompanyAhead ahead) => ahead.Deals.ToDictionary(d => d.Id, d => new DealItem(d.Id % 3 == 0 ? null : d.Id % 3, d.Id % 2 == 0 ? null : 45));

    private static CompanyAhead Ahead(Random random)
    {
        var people = Enumerable.Range(1, 3).ToDictionary(p => (long)p, p => new PersonAhead(
            [.. Enumerable.Range(1, 90).Select(d => new DealAhead((100 * p) + d, p, 10 + random.Next(1000), [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble() / 12)]))],
            [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())], [.. Enumerable.Range(0, 12).Select(_ => 200 * random.NextDouble())]));
        return CompanyAhead.Together(_now, people, id => new(id % 3 == 0 ? null : id % 3, id % 2 == 0 ? null : 45), AheadLesson.Of([], _ => 0, _now), [.. Enumerable.Range(1, 12).Select(n => n / 30.0)], [50, 100, 450], 100);
    }
}
