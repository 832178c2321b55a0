using FsCheck.Xunit;
using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

public sealed class ForecasterTests
{
    private static readonly DateOnly _start = new(2026, 1, 1);
    private static readonly DateOnly _asOf = new(2026, 8, 15);
    private static readonly Period _quarter = new(new Month(2026, 7), 3);

    [Fact]
    public void Without_a_history_a_quarter_is_won_after_sixty_days()
    {
        var curves = WinCurves.Learn([], _asOf, Stated);

        Assert.Equal(0.25 * (1 - Math.Exp(-0.5)), curves.FromBirth(30), 1e-12);
        Assert.Equal(curves.FromBirth(30), curves.Chance(40, "Proposal", 5, 100, 30), 1e-12);
        Assert.Equal(0, curves.Chance(0, null, 0, null, -1));
    }

    [Fact]
    public void Much_history_outweighs_what_is_assumed()
    {
        // Of each ten, nine are won on their twentieth day, the tenth is lost on its fortieth.
        var deals = Enumerable.Range(0, 1000).Select(i => new Deal(i, 1, null, _start.AddDays(i % 150)) { Closed = _start.AddDays((i % 150) + (i % 10 == 0 ? 40 : 20)), IsWon = i % 10 != 0, Value = 10 }).ToList();
        var curves = WinCurves.Learn(deals, _asOf, Stated);

        Assert.InRange(curves.FromBirth(19), 0, 0.02);
        Assert.InRange(curves.FromBirth(20), 0.85, 0.9);
        Assert.InRange(curves.FromBirth(200), 0.85, 0.9);
    }

    [Fact]
    public void Deals_still_open_count_for_as_long_as_they_were_seen()
    {
        // Half of them are won on day 30; the others came less than 30 days ago.
        var deals = Enumerable.Range(0, 400).Select(i => i % 2 == 0
            ? new Deal(i, 1, null, _start.AddDays(i % 90)) { Closed = _start.AddDays((i % 90) + 30), IsWon = true, Value = 10 }
            : new Deal(i, 1, null, _asOf.AddDays(-(i % 25)))).ToList();

        Assert.InRange(WinCurves.Learn(deals, _asOf, Stated).FromBirth(30), 0.9, 1);
    }

    [Property]
    public void Nothing_that_came_later_and_no_order_matters(int seed)
    {
        var deals = Some(new(seed));
        var until = deals.Where(d => d.Opened <= _asOf)
            .Select(d => (d.Closed > _asOf ? d with { Closed = null, IsWon = false, Value = 0 } : d) with { Marks = [.. d.Marks.Where(m => m.Since <= _asOf)] }).Reverse().ToList();
        for (var person = 1; person <= 3; person++)
        {
            var (all, cut) = (Of(deals, person), Of(until, person));
            Assert.Equal(all.Open, cut.Open);
            Assert.Equal(all.Values, cut.Values);
            Assert.Equal((all.Won, all.Coming, all.Spread), (cut.Won, cut.Coming, cut.Spread));
        }
    }

    [Fact]
    public void Who_wins_more_of_the_same_deals_has_better_odds_and_a_factor_that_leans_on_the_others()
    {
        var deals = Enumerable.Range(0, 200).Select(i => new Deal(i, 1 + (i % 2), null, _start.AddDays(i)) { Closed = _start.AddDays(i + 20), IsWon = i % 2 == 0 ? i % 8 != 0 : i % 8 == 1, Value = 10 })
            .Concat([new(900, 1, null, _asOf.AddDays(-10)), new(901, 2, null, _asOf.AddDays(-10)), new(902, 3, null, _asOf.AddDays(-10))]).ToList();

        var (better, worse, unknown) = (Of(deals, 1).Open[^1].Chance, Of(deals, 2).Open[^1].Chance, Of(deals, 3).Open[^1].Chance);

        Assert.True(better > unknown && unknown > worse, $"{better} > {unknown} > {worse}");
    }

    [Property]
    public void What_is_likely_by_a_months_end_is_no_less_likely_within_more_days(int seed)
    {
        var learned = Forecaster.Learn(Some(new(seed)), _asOf);
        var soon = learned.Within(1, Prospect.DaysSoon);
        for (var month = new Period(Month.Of(_asOf), 1); month.LastDay <= _asOf.AddDays(Prospect.DaysSoon); month = month.Next)
        {
            Assert.All(learned.For(1, month.FirstDay, month.LastDay).Open, deal => Assert.InRange(soon[deal.Id], deal.Told - 1e-12, 1));
        }
    }

    [Fact]
    public void A_deal_that_is_qualified_is_won_oftener_and_sooner_than_one_that_comes()
    {
        // Half of the deals never qualify. The others do after 30 days, and half of those are won 30 days later.
        var start = new DateOnly(2025, 1, 1);
        List<Deal> deals =
        [
            .. Enumerable.Range(0, 400).Select(n => (Number: n, Opened: start.AddDays(n))).Select(d => new Deal(d.Number + 1, 1, null, d.Opened)
            {
                Qualified = d.Number % 2 == 0 ? null : d.Opened.AddDays(30),
                Closed = d.Opened.AddDays(60),
                IsWon = d.Number % 4 == 1,
                Value = d.Number % 4 == 1 ? 100 : 0,
            }),
        ];
        var forecaster = Forecaster.Learn(deals, start.AddDays(500));

        var (any, qualified) = (forecaster.FromWeeks(1, 91), forecaster.FromWeeks(1, 91, isQualified: true));
        Assert.Equal(0.25, any[0], 0.03);
        Assert.Equal(0.5, qualified[0], 0.05);
        Assert.InRange(any[7], 0, 0.02); // 42 days are too few from the coming on,
        Assert.Equal(0.5, qualified[7], 0.05); // and enough from the qualifying.
        Assert.Equal(any, Forecaster.Learn([.. deals.Select(d => d with { Qualified = d.Opened })], start.AddDays(500)).FromWeeks(1, 91, isQualified: true));
    }

    [Fact]
    public void What_is_over_needs_no_odds()
    {
        var deals = Some(new(1));
        var over = Forecaster.Learn(deals, _asOf).For(1, new(2026, 4, 1), new(2026, 6, 30));

        Assert.Equal((double)deals.Where(d => d.SalespersonId == 1 && d.IsWonIn(new(2026, 4, 1), new(2026, 6, 30))).Sum(d => d.Value), over.Won);
        Assert.Equal((0, 0.0), (over.Open.Count, over.Coming));
    }

    [Fact]
    public void A_backtest_never_looks_ahead()
    {
        var deals = Some(new(2));
        var quotas = Enumerable.Range(1, 3).SelectMany(p => new[] { new JudgedQuota(p, [p], _quarter.Previous, 300), new JudgedQuota(p, [p], _quarter, 300) }).ToList();
        var before = deals.Select(d => d.Closed > _asOf || d.Opened > _asOf ? d with { Closed = d.Opened > _asOf ? d.Closed : _quarter.LastDay, IsWon = !d.IsWon, Value = 12_345 } : d).ToList();
        before = before.ConvertAll(d => d.IsOpenAt(_asOf) && d.Id % 3 == 0 ? d with { SalespersonId = (d.SalespersonId % 3) + 1, Before = [new(_asOf.AddDays(1), d.SalespersonId)] } : d); // Some are handed on the day after.

        var (one, other) = (Said(deals), Said(before));

        Assert.NotEmpty(one);
        Assert.Equal(one, other);
        Assert.Equal(Enum.GetValues<ForecastRule>(), Backtest.Run(deals, quotas).Select(f => f.Rule).Distinct().Order());

        List<(long, DateOnly, ForecastRule, double)> Said(List<Deal> some) =>
            [.. Backtest.Run(some, quotas).Where(f => f.AsOf <= _asOf).Select(f => (f.Judged.SubjectId, f.AsOf, f.Rule, f.Chance))];
    }

    [Property(MaxTest = 5)]
    public void What_is_judged_beside_changes_nothing_and_is_taught_by_its_own_past_alone(int seed)
    {
        var deals = Some(new(seed));
        Period[] quarters = [_quarter.Previous.Previous, _quarter.Previous, _quarter];
        List<JudgedQuota> quotas = [.. quarters.SelectMany(q => Enumerable.Range(1, 3).Select(p => new JudgedQuota(p, [p], q, 100 * p)))];
        List<JudgedQuota> whole = [.. quarters.Select(q => new JudgedQuota(Deal.Nobody, [1, 2, 3], q, 600))];

        var both = Backtest.Run(deals, quotas, beside: whole).ToLookup(s => s.Judged.SubjectId == Deal.Nobody);

        Assert.Equal(Backtest.Run(deals, quotas), both[false]);
        Assert.Equal(Backtest.Run(deals, whole), both[true]);
    }

    [Fact]
    public void In_a_backtest_who_has_left_brings_no_new_deals()
    {
        var deals = Some(new(3));
        JudgedQuota[] quotas = [new(1, [1], _quarter, 300), new(2, [2], _quarter, 300)];
        var (stayed, left) = (Said(null), Said(day => day >= _asOf ? new HashSet<long> { 1 } : []));

        Assert.All(stayed.Zip(left).Where(s => s.First.Who == 1 && s.First.Day > _asOf && s.First.Day < _quarter.LastDay.AddDays(-7)), s => Assert.True(s.Second.Expected < s.First.Expected, $"{s}"));

        List<(long Who, DateOnly Day, double? Expected)> Said(Func<DateOnly, IReadOnlySet<long>>? gone) =>
            [.. Backtest.Run(deals, quotas, gone).Where(f => f.Rule == ForecastRule.Forecast).Select(f => (f.Judged.SubjectId, f.AsOf, f.Projected))];
    }

    private static decimal? Stated(Deal deal, DateOnly day) => deal.AmountAt(day);

    private static Outlook Of(IReadOnlyCollection<Deal> deals, long person) => Forecaster.Learn(deals, _asOf).For(person, _quarter.FirstDay, _quarter.LastDay);

    private static List<Deal> Some(Random random) =>
    [
        .. Enumerable.Range(0, 120).Select(i =>
        {
            var opened = _start.AddDays(random.Next(270));
            var (ends, won) = (random.Next(4) > 0, random.Next(3) == 0);
            var closed = opened.AddDays(random.Next(1, 80));
            return new Deal(i, random.Next(1, 4), random.Next(1, 3), opened)
            {
                Closed = ends ? closed : null,
                IsWon = ends && won,
                Value = ends && won ? random.Next(1, 100) : 0,
                Marks = [new(opened, "Qualify", random.Next(1, 100)), new(opened.AddDays(random.Next(1, 40)), "Proposal", random.Next(1, 100))],
            };
        }),
    ];
}
