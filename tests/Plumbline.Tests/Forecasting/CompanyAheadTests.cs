using FsCheck.Xunit;
using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

public sealed class CompanyAheadTests
{
    private static readonly DateOnly _start = new(2026, 1, 1);
    private static readonly DateOnly _asOf = new(2026, 8, 15);
    private static readonly DateOnly[] _ends = [.. Enumerable.Range(1, CompanyAhead.Months).Select(n => new Month(2026, 8).Plus(n).FirstDay.AddDays(-1))];

    [Property]
    public void The_parts_add_up_to_the_people(int seed)
    {
        var ahead = Some(new(seed));

        var parts = ahead.Deals.Select(MonthsAhead.Of).Concat(ahead.Others.Select(o => o.Expected)).Append(ahead.Coming).Aggregate((a, b) => a + b);
        Equal(ahead.Total(), parts);
    }

    [Property]
    public void A_deal_is_won_once_at_most_and_never_backwards(int seed)
    {
        foreach (var deal in Some(new(seed)).Deals)
        {
            Assert.All(deal.Chances, c => Assert.InRange(c, 0, 1));
            Assert.InRange(deal.Chances.Sum(), 0, 1 + 1e-9);
        }
    }

    [Property]
    public void What_slips_comes_later_and_less_of_it_comes_in_time(int seed, byte which, byte by)
    {
        var ahead = Some(new(seed));
        var months = 1 + (by % 6);
        HashSet<long> slipped = [.. ahead.Deals.Where((_, i) => ((which >> (i % 8)) & 1) == 1).Select(d => d.Id)];

        var other = ahead.If(slipped, months, 1);

        for (var until = 1; until <= CompanyAhead.Months; until++)
        {
            Assert.True(other.Total().Money.Take(until).Sum() <= ahead.Total().Money.Take(until).Sum() + 1e-6);
        }

        Equal(other.Total(), other.Deals.Select(MonthsAhead.Of).Concat(other.Others.Select(o => o.Expected)).Append(other.Coming).Aggregate((a, b) => a + b));
        Equal(ahead.Total().Worth(0.75), ahead.If(new HashSet<long>(), 3, 0.75).Total());
        var more = ahead.If(new HashSet<long>(), 3, 2);
        Assert.Equal(2 * ahead.Range(0, 12, 1).High, more.Range(0, 12, 1).High, 1e-6 * more.Range(0, 12, 1).High); // Twice as much, and as sure.
        Equal(ahead.Total() + (ahead.Deals.Where(d => slipped.Contains(d.Id)).Select(MonthsAhead.Of).Aggregate(MonthsAhead.None(12), (a, b) => a + b) * -1), ahead.Without(slipped).Total());
    }

    [Property]
    public void Months_are_multiplied_by_what_earlier_ones_teach_and_a_deal_is_still_won_once_at_most(int seed, byte by)
    {
        var people = People(new(seed), out _);
        double[] factors = [.. Enumerable.Range(0, CompanyAhead.Months).Select(n => n < 4 ? by / 100.0 : 1)];

        var times = CompanyAhead.Multiplied(people, factors);

        Assert.All(times.Values.SelectMany(p => p.Open), d => Assert.InRange(d.Chances.Sum(), 0, 1 + 1e-9));
        Assert.True(by >= 100 || Math.Abs(CompanyAhead.Expected(times, 4) - (by / 100.0 * CompanyAhead.Expected(people, 4))) < 1e-6 * CompanyAhead.Expected(people, 4));
    }

    [Property]
    public void As_margin_each_product_leaves_its_part_and_the_people_still_add_up_to_it(int seed)
    {
        var ahead = Some(new(seed));
        var all = ahead.AsMargin(id => id % 3, product => product is { } id ? 0.2 * id : 0.25);

        Equal(all.Total(), all.Deals.Select(MonthsAhead.Of).Concat(all.Others.Select(o => o.Expected)).Append(all.Coming).Aggregate((a, b) => a + b));
        Equal(ahead.Coming.Worth(0.25), all.Coming);
        Assert.Equal(ahead.Deals.Select(d => d.Value * 0.2 * (d.Id % 3)), all.Deals.Select(d => d.Value));
        Equal(ahead.Total().Worth(0.5), ahead.AsMargin(_ => null, _ => 0.5).Total());
    }

    [Fact]
    public void Where_more_is_begun_there_are_more_deals_to_come_and_not_more_open_ones()
    {
        // More open deals than are told one by one, and two wins to come in each of three months.
        var open = Enumerable.Range(1, 500).Select(i => new DealAhead(i, 1, 1_000 - i, [0.1, 0.05, 0.05, .. new double[CompanyAhead.Months - 3]])).ToList();
        double[] coming = [2, 2, 2, .. new double[CompanyAhead.Months - 3]];
        var ahead = CompanyAhead.Together(new(2026, 8), new Dictionary<long, PersonAhead> { [1] = new(open, coming, [.. coming.Select(c => c * 500)]) }, _ => default, AheadLesson.Of([], _ => 0, new(2026, 8)), [], [500], 40);

        var outlook = ahead.Basis(new HashSet<long> { 1 }, 1, 2, 0, new(2026, 7, 31)).Outlook;

        var more = (outlook.Coming - outlook.Folded.Wins) / 4; // So that the shock takes nothing from the mean.
        Assert.InRange(more, 1, 1.01);
        Assert.Equal((500 - outlook.Open.Count) * 0.1 * more, outlook.Folded.Wins, 1e-9);
        Assert.True(outlook.Folded.Wins > 0);
        Assert.Equal(2_000 * more, outlook.ComingValue, 1e-6);
        Assert.Equal(ahead.Total().Money.Skip(1).Take(2).Sum(), outlook.Expected, 1e-3 * outlook.Expected);
    }

    [Fact]
    public void Earlier_outlooks_teach_by_how_much_they_were_off()
    {
        var now = new Month(2026, 8);
        ToldAhead Told(int monthsAgo, double expected) => new(now.Plus(-monthsAgo), [.. Enumerable.Repeat(expected, CompanyAhead.Months)], new double[CompanyAhead.Months], 0);

        Assert.All(AheadLesson.Of([], _ => 1, now), l => Assert.Equal(new(1, 0.30), l));
        Assert.All(AheadLesson.Of([Told(0, 100)], _ => 50, now), l => Assert.Equal(new(1, 0.30), l)); // No month of it is over.
        var half = AheadLesson.Of([.. Enumerable.Range(1, 12).Select(n => Told(n, 100))], _ => 50, now);
        Assert.InRange(half[0].Factor, 0.5, 0.7); // Three times nothing different beside some eight months that brought half, each told of from three distances.
        Assert.True(half[11].Factor > half[0].Factor, "The few months so far on say less.");
        Assert.True(half[0].Spread < 0.30, "All were off alike, so that little is not known.");
        var wild = AheadLesson.Of([.. Enumerable.Range(1, 12).Select(n => Told(n, 100))], m => m.Number % 2 == 0 ? 10 : 190, now);
        Assert.True(wild[0].Spread > 0.6);
    }

    [Fact]
    public void The_range_holds_what_is_expected_and_a_month_is_less_sure_than_many()
    {
        var ahead = Some(new(3));
        var (one, all) = (ahead.Range(2, 1, 1), ahead.Range(0, 12, 1));

        var (month, year) = (ahead.Total().Money[2], ahead.Total().Money.Sum());
        Assert.InRange(month, one.Low, one.High);
        Assert.InRange(year, all.Low, all.High);
        Assert.True((one.High - one.Low) / month > (all.High - all.Low) / year);
    }

    [Fact]
    public void Nothing_is_expected_where_nothing_is_known()
    {
        var none = CompanyAhead.Together(new(2026, 8), new Dictionary<long, PersonAhead>(), _ => default, [], [], [], 0);

        Assert.Equal(MonthsAhead.None(12).Money, none.Total().Money);
        Assert.Equal((0.0, 0.0), (none.Range(0, 12, 5).Low, none.Range(0, 12, 5).Chance));
    }

    [Property]
    public void A_deal_to_come_is_won_in_some_months_where_it_is_won_by_their_end_and_not_before_them(byte from, byte count)
    {
        var (first, months) = (1 + (from % 6), 1 + (count % 4));
        People(new(from), out var forecaster);
        var ahead = Some(new(from)) with { ByWeek = forecaster.ByWeek(53), Times = [.. Enumerable.Repeat(1.0, CompanyAhead.Months)], People = [new(1, MonthsAhead.None(CompanyAhead.Months))] };

        var basis = ahead.Basis(new HashSet<long> { 1 }, first, months, 0, _asOf);

        Assert.Equal(ahead.FromNow[first + months - 1] - ahead.FromNow[first - 1], basis.FromWeeks[0], 0.02); // Between the weeks it is a straight line.
        Assert.All(basis.FromWeeks, f => Assert.InRange(f, -1e-12, 1));
        Assert.True(basis.FromBest >= 0.95 * basis.FromWeeks.Max());
        Assert.All(basis.FromWeeks.Take(basis.BestWeek), f => Assert.True(f < 0.95 * basis.FromWeeks.Max()));
    }

    private static void Equal(MonthsAhead a, MonthsAhead b)
    {
        foreach (var (x, y) in a.Money.Zip(b.Money).Concat(a.Wins.Zip(b.Wins)))
        {
            Assert.Equal(x, y, 1e-6 * (1 + Math.Abs(x)));
        }
    }

    private static CompanyAhead Some(Random random) => CompanyAhead.Together(new(2026, 8), People(random, out var forecaster), id => new(id % 3, id % 2 == 0 ? null : 45), AheadLesson.Of([], _ => 0, new(2026, 8)), forecaster.FromNow(_ends), forecaster.Values, forecaster.Closed);

    private static Dictionary<long, PersonAhead> People(Random random, out Forecaster forecaster)
    {
        var deals = Enumerable.Range(1, 400).Select(i =>
        {
            var opened = _start.AddDays(random.Next(220));
            var closed = opened.AddDays(10 + random.Next(80));
            var isWon = random.Next(3) == 0;
            return new Deal(i, 1 + random.Next(3), null, opened) { Closed = closed, IsWon = isWon, Value = isWon ? 100 + random.Next(900) : 0, Marks = [new(opened, null, 100 + random.Next(900))] };
        }).ToList();
        var learned = forecaster = Forecaster.Learn(deals, _asOf);
        return Enumerable.Range(1, 3).ToDictionary(p => (long)p, p => learned.Ahead(p, _ends));
    }
}
