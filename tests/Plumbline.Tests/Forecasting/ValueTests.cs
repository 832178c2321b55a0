using FsCheck.Xunit;

namespace Plumbline.Forecasting;

/// <summary>What deals bring, and when what is large comes.</summary>
public sealed class ValueTests
{
    [Fact]
    public void A_persons_deals_are_thought_as_large_as_their_own_wins_and_those_of_who_has_none_as_the_companys()
    {
        // One sells ten times as much with each deal as the other; nobody states amounts.
        DateOnly asOf = new(2026, 7, 1);
        List<Deal> deals = [.. Enumerable.Range(0, 200).Select(n => Sold(n, 1 + (n % 2), n % 2 == 0 ? 10_000 : 1_000)), .. Enumerable.Range(1, 3).Select(person => new Deal(1_000 + person, person, null, asOf.AddDays(-5)))];
        var forecaster = Forecaster.Learn(deals, asOf);
        var (large, small, none) = (Of(1), Of(2), Of(3));

        Assert.InRange(large.Open.Single().Value / small.Open.Single().Value, 8, 10.1);
        Assert.Equal(5_500, none.Open.Single().Value, 1.0);
        Assert.InRange(large.Values.Average() / small.Values.Average(), 8, 10.1);

        Outlook Of(long person) => forecaster.For(person, new(2026, 7, 1), new(2026, 9, 30));

        Deal Sold(int n, long person, decimal value)
        {
            var opened = asOf.AddDays(-40 - (n * 3));
            return n % 4 < 2 ? new(n, person, null, opened) { Closed = opened.AddDays(30), IsWon = true, Value = value } : new(n, person, null, opened) { Closed = opened.AddDays(30) };
        }
    }

    [Fact]
    public void Where_people_hurry_to_be_done_by_the_end_of_a_quarter_more_is_expected_of_its_last_week()
    {
        // A deal comes each day; every third is won, half of these on a day of their own and half at the end of the quarter.
        DateOnly asOf = new(2026, 9, 23);
        List<Deal> deals = [.. Enumerable.Range(0, 700).Select(n => (Number: n, Opened: asOf.AddDays(-n))).Select(d => Some(d.Number, d.Opened)).Where(d => d.Opened <= asOf)];
        var even = deals.ConvertAll(d => d.IsWon ? d with { Closed = d.Opened.AddDays(30) > asOf ? null : d.Opened.AddDays(30) } : d).ConvertAll(d => d.Closed is null ? d with { IsWon = false, Value = 0 } : d);

        var (hurried, usual) = (Week(deals), Week(even));
        Assert.True(hurried > 1.5 * usual, $"{hurried} and {usual}");

        double Week(IReadOnlyCollection<Deal> all) => Forecaster.Learn(all, asOf).For(1, new(2026, 7, 1), new(2026, 9, 30)) is var outlook ? outlook.Expected - outlook.Won : 0;

        Deal Some(int n, DateOnly opened)
        {
            var quarter = new DateOnly(opened.Year, (((opened.Month - 1) / 3) * 3) + 1, 1).AddMonths(3).AddDays(-1 - (n % 6));
            var ends = n % 6 == 0 && quarter > opened ? quarter : opened.AddDays(30);
            return ends > asOf ? new(n, 1, null, opened) : new(n, 1, null, opened) { Closed = ends, IsWon = n % 3 == 0, Value = n % 3 == 0 ? 1_000 : 0 };
        }
    }

    private static readonly DateOnly _start = new(2026, 1, 1);
    private static readonly DateOnly _asOf = new(2026, 8, 15);

    [Fact]
    public void Where_products_differ_much_a_few_wins_tell_what_one_brings()
    {
        var deals = Wins((1, 10), (1, 12), (1, 11), (2, 1_000), (2, 1_100), (2, 900)).ToList();

        var usual = new UsualValues(deals, deals);

        Assert.InRange(usual.Of(Open(1)), 11, 60);
        Assert.InRange(usual.Of(Open(2)), 900, 1_000);
    }

    [Fact]
    public void Where_they_differ_by_chance_alone_each_brings_what_all_do()
    {
        var deals = Wins((1, 500), (1, 1_500), (2, 1_400), (2, 600), (3, 1_000), (3, 1_000), (3, 400), (2, 1_700)).ToList();

        var usual = new UsualValues(deals, deals);

        Assert.InRange(usual.Of(Open(1)), 980, 1_040);
        Assert.InRange(usual.Of(Open(2)), 980, 1_080);
    }

    [Fact]
    public void What_was_never_won_brings_its_list_price_as_many_times_as_the_others_did_and_what_nothing_is_known_of_the_mean()
    {
        var deals = Wins((1, 400), (1, 400), (2, 80), (2, 80)).Select(d => d with { ListPrice = d.ProductId == 1 ? 100 : 20 }).Append(Open(3) with { ListPrice = 50 }).ToList();

        var usual = new UsualValues([.. deals.Where(d => d.IsWon)], deals);

        Assert.Equal(200, usual.Of(Open(3)), 1e-9);
        Assert.Equal(240, usual.Of(Open(null)), 1e-9);
        Assert.Equal(200, usual.SizeOf(Open(3), _asOf));
        Assert.Equal(77, usual.SizeOf(Open(3) with { Stated = (_start, 77) }, _asOf));
        Assert.Null(usual.SizeOf(Open(null), _asOf));
        Assert.Equal(0, new UsualValues([], deals).Of(Open(null)));
    }

    [Fact]
    public void What_takes_long_brings_more_where_it_did()
    {
        var byAge = new ValueByAge([.. Enumerable.Range(0, 50).Select(_ => (10, 0.5)), .. Enumerable.Range(0, 50).Select(_ => (200, 1.5))]);

        Assert.InRange(byAge.Times(0, 30), 0.5, 0.6);
        Assert.InRange(byAge.Times(100, 365), 1.4, 1.5);
        Assert.Equal(1, byAge.Times(0, 365), 1e-9); // All of them: no more than was thought.
        Assert.Equal(1, byAge.Times(300, 30), 1e-9); // None so old was won.
        Assert.Equal(1, new ValueByAge([]).Times(5, 5));
    }

    [Fact]
    public void A_large_deal_that_takes_half_a_year_is_not_expected_of_what_comes_within_a_month()
    {
        var forecaster = Forecaster.Learn(SmallAndLarge(), _asOf);

        var (month, year) = (forecaster.For(1, _asOf.AddDays(1), _asOf.AddDays(30)), forecaster.For(1, _asOf.AddDays(1), _asOf.AddDays(365)));

        Assert.InRange(month.Values.Max(), 1, 100);
        Assert.InRange(year.Values.Max(), 1_000, 2_000);
    }

    [Fact]
    public void A_deal_without_an_amount_that_is_open_still_when_all_small_ones_are_over_is_large()
    {
        var forecaster = Forecaster.Learn([.. SmallAndLarge(), Open(null) with { Id = 901, Opened = _asOf.AddDays(-150) }, Open(null) with { Id = 902, Opened = _asOf.AddDays(-1) }], _asOf);

        var open = forecaster.For(1, _asOf.AddDays(1), _asOf.AddDays(60)).Open.ToDictionary(p => p.Id);

        Assert.True(open[901].Value > 5 * open[902].Value, $"{open[901].Value} > 5 × {open[902].Value}");
        Assert.True(open[901] is { IsGuess: true, Chance: > 0.5 }, $"{open[901]}");
    }

    [Fact]
    public void Odds_go_by_age_to_the_day()
    {
        // All are won on their ninetieth day: five days before it is as good as sure within a week, a month before it is not.
        var deals = Enumerable.Range(0, 400).Select(i => new Deal(i, 1, null, _start.AddDays(i % 120)) { Closed = _start.AddDays((i % 120) + 90), IsWon = true, Value = 10 }).ToList();
        var curves = WinCurves.Learn(deals, _asOf, (deal, day) => deal.AmountAt(day));

        Assert.InRange(curves.Chance(85, null, 85, null, 7), 0.9, 1);
        Assert.InRange(curves.Chance(60, null, 60, null, 7), 0, 0.05);
        Assert.InRange(curves.Chance(60, null, 60, null, 30), 0.9, 1);
        Assert.Equal(curves.Chance(85, null, 85, null, 7), curves.Chance(85, "a stage nobody knows", 3, null, 7));
    }

    [Fact]
    public void An_account_that_orders_each_quarter_is_expected_to_order_again_when_its_time_comes()
    {
        // Forty accounts order every ninety days, each the same amount; half of them in one month, half in the next.
        List<Deal> orders = [.. Enumerable.Range(1, 40).SelectMany(OfAccount)];
        var forecaster = Forecaster.Learn(orders, _asOf);

        var soon = forecaster.For(1, _asOf.AddDays(1), _asOf.AddDays(30));

        var due = orders.Where(d => d.Closed is null && d.Opened.AddDays(90) <= _asOf.AddDays(30)).Select(d => -d.AccountId!.Value).ToHashSet();
        Assert.Equal((20, 20, 40), (due.Count, orders.Count(d => d.Closed is null) - due.Count, soon.Reorders));
        Assert.All(soon.Open.Where(p => due.Contains(p.Id)), p => Assert.InRange(p.Chance, 0.8, 1));
        Assert.All(soon.Open.Where(p => !due.Contains(p.Id)), p => Assert.InRange(p.Chance, 0, 0.2));
        Assert.All(soon.Open, p => Assert.InRange(p.Value, (-p.Id * 100) - 100, (-p.Id * 100) + 100)); // As much as that account orders.

        static IEnumerable<Deal> OfAccount(int account)
        {
            var first = _start.AddDays(-300 + (account % 2 == 0 ? 0 : 40));
            for (DateOnly order = first, before = first; ; before = order, order = order.AddDays(90))
            {
                if (order > _asOf)
                {
                    yield return new(-account, 1, null, before) { AccountId = account };
                    yield break;
                }

                yield return new((100 * account) + order.DayNumber, 1, null, before) { Closed = order, IsWon = true, Value = 100 * account, AccountId = account };
            }
        }
    }

    [Property]
    public void Of_orders_nothing_that_came_later_and_no_order_of_them_matters(int seed)
    {
        var random = new Random(seed);
        var orders = Enumerable.Range(1, 20).SelectMany(account =>
        {
            List<DateOnly> days = [.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => _start.AddDays(random.Next(-200, 330))).Distinct().Order()];
            return days.Select((day, i) => new Deal((100 * account) + i, 1 + (account % 3), null, i == 0 ? day : days[i - 1]) { Closed = day, IsWon = true, Value = random.Next(1, 1_000), AccountId = account })
                .Append(new(-account, 1 + (account % 3), null, days[^1]) { AccountId = account });
        }).ToList();
        DateOnly[] ends = [.. Enumerable.Range(1, CompanyAhead.Months).Select(n => _asOf.AddDays(30 * n))];
        var (all, cut) = (Forecaster.Learn(orders, _asOf), Forecaster.Learn([.. orders.Select(d => d.KnownAt(_asOf)).OfType<Deal>().Reverse()], _asOf));

        for (var person = 1; person <= 3; person++)
        {
            var (one, other) = (all.For(person, _asOf.AddDays(-20), _asOf.AddDays(70)), cut.For(person, _asOf.AddDays(-20), _asOf.AddDays(70)));
            Assert.Equal(one.Open.OrderBy(p => p.Id), other.Open.OrderBy(p => p.Id));
            Assert.Equal((one.Won, one.Coming, one.Spread), (other.Won, other.Coming, other.Spread));
            Assert.Equal(one.Values, other.Values);
            Assert.Equal(all.Ahead(person, ends).Value, cut.Ahead(person, ends).Value);
            Assert.Equal(all.Ahead(person, ends).Coming, cut.Ahead(person, ends).Coming);
        }
    }

    [Fact]
    public void Where_all_came_on_one_day_there_is_no_season_and_no_figure_that_is_none()
    {
        var deals = Enumerable.Range(0, 10).Select(i => new Deal(i, 1, null, new(2026, 1, 1)) { Closed = new(2026, 1, 1), IsWon = true, Value = 100, AccountId = i % 2 == 0 ? i : null }).ToList();
        var forecaster = Forecaster.Learn(deals, new(2026, 1, 31));

        Assert.True(double.IsFinite(forecaster.For(1, new(2026, 1, 1), new(2026, 6, 30)).Expected));
        Assert.All(forecaster.Ahead(1, [new(2026, 4, 30), new(2026, 7, 31)]).Value, v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void An_account_that_has_not_ordered_for_two_years_is_not_expected_again_nor_is_who_sold_to_it()
    {
        var deals = SmallAndLarge().Append(new(-7, 2, null, _asOf.AddDays(-WinCurves.Window - 1)) { AccountId = 7 }).Append(new(-8, 3, null, _asOf.AddDays(-WinCurves.Window)) { AccountId = 8 }).ToList();
        var forecaster = Forecaster.Learn(deals, _asOf);

        Assert.Empty(forecaster.For(2, _asOf, _asOf.AddDays(90)).Open);
        Assert.Single(forecaster.For(3, _asOf, _asOf.AddDays(90)).Open);
        Assert.Equal([0], forecaster.Ahead(2, [_asOf.AddDays(90)]).Value);
        Assert.Equal([0], forecaster.Ahead(3, [_asOf.AddDays(90)]).Value);
    }

    [Fact]
    public void A_deal_that_is_older_than_anything_that_was_won_is_hardly_won_any_more()
    {
        var deals = SmallAndLarge().Concat(Enumerable.Range(0, 50).Select(i => new Deal(2_000 + i, 1, null, _asOf.AddDays(-2_000 - i)))).ToList();

        Assert.All(Forecaster.Learn(deals, _asOf).For(1, _asOf, _asOf.AddDays(90)).Open.Where(p => p.Id >= 2_000), p => Assert.InRange(p.Chance, 0, 0.1));
    }

    [Fact]
    public void Of_who_has_not_begun_nothing_is_expected_month_by_month()
    {
        DateOnly[] ends = [_asOf.AddDays(30), _asOf.AddDays(60)];
        var deals = SmallAndLarge().Append(new(990, 2, null, _asOf.AddDays(3))).ToList();

        Assert.Equal([0, 0], Forecaster.Learn(deals, _asOf).Ahead(2, ends).Value);
        Assert.True(Forecaster.Learn(deals, _asOf).Ahead(1, ends).Value.Min() > 0);
    }

    [Fact]
    public void Together_the_next_orders_of_accounts_are_counted_and_not_named()
    {
        Outlook OfOne(long account) => new(10, [new(7 + account, 0.5, 100), new(-account, 0.8, 50, true)], 1, [20], 0.1);

        var both = Outlook.Together([OfOne(1), OfOne(2)]);

        Assert.Equal([8, 9], both.Open.Select(p => p.Id));
        Assert.Equal((4, 2), (both.OpenDeals, both.Reorders));
        Assert.Equal(2 * OfOne(1).Expected, both.Expected, tolerance: 1);
    }

    private static List<Deal> SmallAndLarge() =>
    [
        .. Enumerable.Range(0, 200).Select(i => new Deal(i, 1, null, _start.AddDays(-200 + (2 * i)))).Select(d => d.Id % 4 == 0
            ? d with { Closed = Before(d.Opened.AddDays(180)), IsWon = d.Opened.AddDays(180) <= _asOf, Value = d.Opened.AddDays(180) <= _asOf ? 1_000 : 0 }
            : d with { Closed = Before(d.Opened.AddDays(10)), IsWon = d.Opened.AddDays(10) <= _asOf, Value = d.Opened.AddDays(10) <= _asOf ? 10 : 0 }),
    ];

    private static DateOnly? Before(DateOnly day) => day <= _asOf ? day : null;

    private static Deal Open(long? product) => new(900, 1, product, _start);

    private static IEnumerable<Deal> Wins(params (long Product, decimal Value)[] wins) => wins.Select((w, i) => new Deal(i, 1, w.Product, _start) { Closed = _start.AddDays(30), IsWon = true, Value = w.Value });
}
