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
        Equal(ahead.Total() * 0.75, ahead.If(new HashSet<long>(), 3, 0.75).Total());
    }

    [Fact]
    public void It_brings_as_much_as_the_forecast_of_the_first_months_says()
    {
        var people = People(new(7), out _);
        var before = Money(people);

        var after = Money(CompanyAhead.AsForecast(people, 4, before.Take(4).Sum() * 1.1));

        Assert.Equal(before.Take(4).Sum() * 1.1, after.Take(4).Sum(), before.Take(4).Sum() * 1e-6);
        Assert.Equal(before[8] * 1.1, after[8], before[8] * 1e-6);

        static List<double> Money(IReadOnlyDictionary<long, PersonAhead> of) => [.. CompanyAhead.Together(new(2026, 8), of, _ => default, 0.3, [], [], 0).Total().Money];
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
        var none = CompanyAhead.Together(new(2026, 8), new Dictionary<long, PersonAhead>(), _ => default, 0.3, [], [], 0);

        Assert.Equal(MonthsAhead.None(12).Money, none.Total().Money);
        Assert.Equal((0.0, 0.0), (none.Range(0, 12, 5).Low, none.Range(0, 12, 5).Chance));
    }

    private static void Equal(MonthsAhead a, MonthsAhead b)
    {
        foreach (var (x, y) in a.Money.Zip(b.Money).Concat(a.Wins.Zip(b.Wins)))
        {
            Assert.Equal(x, y, 1e-6 * (1 + Math.Abs(x)));
        }
    }

    private static CompanyAhead Some(Random random) => CompanyAhead.Together(new(2026, 8), People(random, out var forecaster), id => new(id % 3, id % 2 == 0 ? null : 45), 0.3, forecaster.FromNow(_ends), forecaster.Values, forecaster.Closed);

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
        return Enumerable.Range(1, 3).ToDictionary(p => (long)p, p => learned.Ahead(p, _ends, 1));
    }
}
