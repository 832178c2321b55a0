using FsCheck;
using FsCheck.Xunit;

namespace Plumbline.Forecasting;

public sealed class OutlookTests
{
    [Fact]
    public void Few_deals_have_the_odds_that_one_counts_on_fingers()
    {
        var two = new Outlook(5, [new(1, 0.5, 10), new(2, 0.5, 10)], 0, [], 0);

        Assert.Equal(1, two.Reaches(5), 1e-12);
        Assert.Equal(0.75, two.Reaches(15), 1e-12);
        Assert.Equal(0.25, two.Reaches(25), 1e-12);
        Assert.Equal(0, two.Reaches(25.2), 1e-12);
        Assert.Equal(15, two.Expected, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(900)] // More than can be added up at once.
    public void Deals_to_come_are_a_poisson_number(double expected)
    {
        var coming = new Outlook(0, [], expected, [10], 0);

        Assert.Equal(1 - Math.Exp(-expected), coming.Reaches(10), 1e-9);
        Assert.Equal(10 * expected, coming.Expected, 1e-6);
        Assert.InRange(coming.Reaches(10 * expected), 0.45, 0.65);
    }

    [Property]
    public void Won_is_sure_and_nothing_comes_of_nothing(NormalFloat won, NormalFloat quota)
    {
        var (sum, asked) = (Math.Abs(won.Item) % 1e9, Math.Abs(quota.Item) % 1e9);
        Assert.Equal(sum >= asked ? 1 : 0, new Outlook(sum, [], 0, [], 0.3).Reaches(asked));
    }

    [Property]
    public void The_chance_falls_with_the_quota_and_rises_with_whatever_is_better(byte[] chances, byte[] values, byte coming, byte more)
    {
        var outlook = Some(chances, values, coming);
        var quota = 1 + (outlook.Expected / 2);
        var chance = outlook.Reaches(quota);

        Assert.InRange(chance, 0, 1);
        NotLess(outlook.Reaches(quota), outlook.Reaches(quota * 1.1));
        NotLess((outlook with { Won = outlook.Won + more }).Reaches(quota), chance);
        NotLess((outlook with { Coming = outlook.Coming + (more / 50.0) }).Reaches(quota), outlook.Values.Count == 0 ? 0 : chance);
        NotLess((outlook with { Open = [.. outlook.Open, new(99, more / 256.0, 1 + more)] }).Reaches(quota), chance);
        for (var i = 0; i < outlook.Open.Count; i++)
        {
            var deal = outlook.Open[i];
            NotLess(With(i, deal with { Chance = deal.Chance + ((1 - deal.Chance) / 2) }).Reaches(quota), chance);
            NotLess(With(i, deal with { Value = deal.Value + more }).Reaches(quota), chance);
        }

        Outlook With(int at, Prospect changed) => outlook with { Open = [.. outlook.Open.Select((p, i) => i == at ? changed : p)] };
        static void NotLess(double more, double less) => Assert.True(more >= less - 1e-9, $"{more} < {less}");
    }

    [Property]
    public void The_range_holds_the_middle_and_never_less_than_is_won(byte[] chances, byte[] values, byte coming)
    {
        var outlook = Some(chances, values, coming);
        var likely = outlook.Against(100);

        Assert.True(outlook.Won <= likely.Low && likely.Low <= likely.Mid && likely.Mid <= likely.High, likely.ToString());
        Assert.True(outlook.Expected >= outlook.Won);
    }

    [Property]
    public void Other_money_leaves_the_chance(byte[] chances, byte[] values, byte coming)
    {
        var outlook = Some(chances, values, coming);
        var quota = 1 + (outlook.Expected / 2);
        var other = outlook with { Won = outlook.Won * 7.5, Values = [.. outlook.Values.Select(v => v * 7.5)], Open = [.. outlook.Open.Select(p => p with { Value = p.Value * 7.5 })] };

        Assert.Equal(outlook.Reaches(quota), other.Reaches(quota * 7.5), 1e-9);
    }

    /// <summary>Nearly: range and chance are told on lattices of their own, and what falls between two points is shared between them. A point of the range's lattice is about a hundredth of it, however small its lower end.</summary>
    [Property]
    public void The_range_has_the_chance_that_it_says(byte[] chances, byte[] values, byte coming)
    {
        var outlook = Some(chances, values, coming);
        var likely = outlook.Against(outlook.Won + 1);
        if (likely.Expected == outlook.Won)
        {
            return; // Nothing may come, so there is no range.
        }

        var point = 0.02 * (likely.High - likely.Low);
        var (more, less) = (outlook.Reaches((likely.High * 1.05) + point), outlook.Reaches((likely.Low * 0.95) - point));
        Assert.True(more <= 0.15, $"{likely}: {more}");
        Assert.True(less >= 0.85, $"{likely}: {less}");
    }

    [Property]
    public void A_shock_moves_what_is_sure_and_not_what_is_expected(byte[] chances, byte[] values, byte coming, byte shock)
    {
        var sure = Some(chances, values, coming) with { Spread = 0 };

        var shaken = sure.Shaken(shock / 512.0);

        Assert.Equal(sure.Expected - sure.Won, shaken.Expected - shaken.Won, 0.005 * (sure.Expected - sure.Won));
    }

    [Property]
    public void The_order_of_the_deals_does_not_matter(byte[] chances, byte[] values, byte coming)
    {
        var outlook = Some(chances, values, coming);
        var other = outlook with { Open = [.. outlook.Open.Reverse()] };

        Assert.Equal(outlook.Reaches(1 + outlook.Expected), other.Reaches(1 + outlook.Expected), 1e-12);
    }

    [Fact]
    public void What_several_bring_together_is_the_sum()
    {
        var (one, other) = (new Outlook(3, [new(1, 0.5, 10)], 2, [4, 6], 0.2), new Outlook(5, [new(2, 0.25, 20)], 1, [10, 10], 0.2));
        var both = Outlook.Together([one, other]);

        Assert.Equal(one.Expected + other.Expected, both.Expected, 0.2);
        Assert.Equal(8, both.Won);
        Assert.True(both.Spread < 0.2, "What is uncertain of each alone evens out.");
        Assert.Same(one, Outlook.Together([one]));
    }

    [Fact]
    public void Of_very_many_deals_together_the_largest_are_looked_at_and_the_mean_of_all_stays()
    {
        var people = Enumerable.Range(0, 5).Select(person => new Outlook(0, [.. Enumerable.Range(0, 300).Select(i => new Prospect((1_000 * person) + i, 0.1 + (i % 5 * 0.1), 1 + (i % 50)))], 2, [20, 30], 0)).ToList();
        var all = Outlook.Together(people);

        Assert.Equal((1_500, 200), (all.OpenDeals, all.Open.Count));
        Assert.Equal(people.Sum(p => p.ComingValue), all.ComingValue, 1e-6 * all.Expected);
        Assert.Equal(people.Sum(p => p.Expected), all.Expected, 1e-3 * all.Expected);
        Assert.Equal(people.Sum(p => p.Variance), all.Variance, 0.25 * all.Variance);
        Assert.Equal(3 * all.ComingValue, all.Times(3).ComingValue, 1e-6 * all.Expected);
    }

    [Fact]
    public void A_deal_whose_value_is_a_guess_may_bring_more_or_less()
    {
        var guessed = new Outlook(0, [new(1, 1, 10, IsGuess: true)], 0, [], 0) { OfGuessed = [0.5, 1.5] };

        Assert.Equal(1, guessed.Reaches(5), 1e-12);
        Assert.Equal(0.5, guessed.Reaches(15), 1e-12);
        Assert.Equal(10, guessed.Expected, 1e-12);
        Assert.Equal(25, guessed.Variance, 1e-9);
    }

    [Property]
    public void Odds_that_are_multiplied_stay_odds(byte chance, byte factor)
    {
        var (p, f) = (chance / 255.0, (factor + 1) / 32.0);
        Assert.InRange(Outlook.Odds(p, f), 0, 1);
        Assert.Equal(p, Outlook.Odds(Outlook.Odds(p, f), 1 / f), 1e-9);
    }

    private static Outlook Some(byte[] chances, byte[] values, byte coming) => new(
        values.Length * 3,
        [.. (chances ?? []).Zip(values ?? [], (chance, value) => new Prospect(chance, chance / 256.0, 1 + value))],
        coming / 50.0,
        [.. (values ?? []).Take(24).Select(v => 1.0 + v)],
        0.3);
}
