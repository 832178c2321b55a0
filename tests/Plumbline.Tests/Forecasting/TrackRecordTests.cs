using FsCheck.Xunit;

namespace Plumbline.Forecasting;

public sealed class TrackRecordTests
{
    private static readonly Outlook _half = new(0, [new(1, 0.5, 100)], 0, [], 0);

    [Fact]
    public void Without_a_past_the_deals_have_their_say_and_pace_a_little()
    {
        var said = new TrackRecord().At(0.5).Say(_half, 100, before: 0);

        Assert.InRange(said.Attainment.Chance, 0.35, 0.5);
        Assert.Equal(4, said.Heard.Count);
        Assert.Equal(50, said.Rest, 1);
    }

    [Fact]
    public void Forecasts_that_were_too_high_make_the_next_one_lower_and_wider_ones_make_it_wider()
    {
        var before = new TrackRecord().At(0.5).Say(_half, 60, before: 50);

        Assert.True(After(20).Attainment.Expected < before.Attainment.Expected);
        Assert.True(After(80).Attainment.Expected > before.Attainment.Expected);

        Statement After(double actual)
        {
            var record = new TrackRecord();
            for (var period = 0; period < 8; period++)
            {
                record.Learn([.. Enumerable.Range(0, 5).Select(_ => (IReadOnlyList<JudgedStatement>)[new(record.At(0.5).Say(_half, 60, 50), actual)])]);
            }

            return record.At(0.5).Say(_half, 60, before: 50);
        }
    }

    [Fact]
    public void The_opinion_that_was_right_is_heard_more()
    {
        var opinions = new Opinions([0.85, 0.15], holds: 4);
        for (var i = 0; i < 100; i++)
        {
            opinions.Add([0.9, 0.1], hasCome: false, 1);
        }

        Assert.Equal([0, 1], opinions.Weights().Select(w => Math.Round(w, 6)));
        Assert.Equal([0.85, 0.15], new Opinions([0.85, 0.15], holds: 4).Weights());
    }

    [Property]
    public void Weights_are_shares(byte[] said, byte came)
    {
        var opinions = new Opinions([0.85, 0.15, 0, 0], holds: 4);
        foreach (var s in said ?? [])
        {
            opinions.Add([s / 255.0, 1 - (s / 255.0), 0.5, came / 255.0], s > came, 0.5);
        }

        Assert.Equal(1, opinions.Weights().Sum(), 1e-9);
        Assert.All(opinions.Weights(), w => Assert.InRange(w, 0, 1 + 1e-9));
    }

    [Fact]
    public void Of_teams_and_bare_orders_the_run_rate_is_heard_from_the_beginning()
    {
        var (one, several) = (new TrackRecord().At(0.5).Say(_half with { Won = 70 }, 100, 0), new TrackRecord(leansOnPace: true).At(0.5).Say(_half with { Won = 70 }, 100, 0));
        Assert.True(several.Attainment.Chance > one.Attainment.Chance, "At this rate the quota is more than reached.");
    }

    [Fact]
    public void What_is_reached_stays_reached_whatever_was_learned() =>
        Assert.Equal(1, new TrackRecord().At(0.1).Say(_half with { Won = 100 }, 100, 0).Attainment.Chance);

    [Fact]
    public void A_basis_says_the_same_as_the_forecast_it_was_made_with()
    {
        var outlook = new Outlook(10, [new(1, 0.5, 40), new(2, 0.2, 30)], 1.5, [10, 20], 0.2);
        var lesson = new TrackRecord().At(0.4);
        var said = lesson.Say(outlook, 60, 30);
        var basis = lesson.Basis(said, outlook, [0.1], [0.2]);
        Assert.Equal(0.2, basis.FromBest, 1e-9); // New pipeline is of deals that are qualified, and a week's work of any.
        Assert.Equal(0.1, (basis with { Qualified = [] }).FromBest, 1e-9);
        Assert.True(basis.ToReach(60, 0.8)!.Deals < (basis with { Qualified = [] }).ToReach(60, 0.8)!.Deals);
        Assert.Equal(basis.EachWeek(60, 0.8), (basis with { Qualified = [] }).EachWeek(60, 0.8));

        Assert.Equal(said.Attainment.Chance, basis.Chance(60, basis.Outlook), 1e-9);
        Assert.Equal(1, basis.Effects(60, 3)[0].Deal.Id);
        Assert.All(basis.Effects(60, 3), e => Assert.True(e.Without <= e.Chance));
        Assert.Equal(2, basis.Effects(60, 3).Count);

        // A huge deal that is hardly likely matters little, and is what one would suppose to be won.
        var unlikely = basis with { Outlook = basis.Outlook with { Open = [.. basis.Outlook.Open, .. Enumerable.Range(3, 9).Select(id => new Prospect(id, 0.5, 30)), new(99, 0.0001, 900)] } };
        Assert.Contains(unlikely.Effects(60, 2).Skip(2), e => e.Deal.Id == 99);
        Assert.InRange(unlikely.Effects(60, 2).Count, 3, 5);
    }

    [Fact]
    public void How_often_the_same_was_true_before_is_counted_by_quota_and_not_by_week()
    {
        var record = new TrackRecord();
        var (low, high) = (new Outlook(0, [new(1, 0.1, 50)], 0, [], 0.2), new Outlook(0, [new(1, 0.95, 100)], 0, [], 0.2));
        record.Learn([.. Enumerable.Range(0, 6).Select(n => Judged(low, n == 0)), .. Enumerable.Range(0, 3).Select(n => Judged(high, n > 0))]);
        var lesson = record.At(0.5);

        Assert.Equal(new AlikeForecasts(6, 1), Alike(low));
        Assert.Equal(new AlikeForecasts(3, 2), Alike(high));
        Assert.Equal(default, Alike(low with { Won = 100 })); // What is reached needs no odds.
        Assert.Equal(0, record.At(0.9).Basis(Said(low, 0.9), low, [], []).Alike.Quotas); // Nothing was said with as much left.

        AlikeForecasts Alike(Outlook outlook) => lesson.Basis(Said(outlook, 0.5), outlook, [], []).Alike;

        static Statement Said(Outlook outlook, double left) => new TrackRecord().At(left).Say(outlook, 100, 0) with { Attainment = outlook.Against(100) };

        static IReadOnlyList<JudgedStatement> Judged(Outlook outlook, bool isReached) => [.. Enumerable.Range(0, 3).Select(week => new JudgedStatement(Said(outlook, 0.55 - (0.08 * week)), isReached ? 110 : 40))];
    }

    [Property]
    public void Pipeline_that_is_needed_reaches_the_chance_and_one_deal_less_does_not(byte chance, byte gap)
    {
        var outlook = new Outlook(0, [new(1, chance / 256.0, 50)], 0.5, [10, 20, 30], 0.3);
        var basis = new ForecastBasis(outlook, 0.9, 0.02, [0.2, 0.1]);
        var quota = 20.0 + gap;

        var add = basis.ToReach(quota, 0.8);

        Assert.NotNull(add);
        Assert.True(With(add.Deals) >= 0.8);
        Assert.True(add.Deals == 0 || With(add.Deals - 1) < 0.8);
        Assert.Equal(add.Deals * 20, add.Value, 1e-9);
        var weekly = basis.EachWeek(quota, 0.8);
        Assert.NotNull(weekly);
        Assert.True(weekly == 0 || basis.Chance(quota, outlook with { Coming = outlook.Coming + (weekly.Value * 0.3) }) >= 0.8 - 1e-9);
        double With(int deals) => basis.Chance(quota, outlook with { Coming = outlook.Coming + (deals * basis.FromBest) });
    }

    [Property]
    public void However_little_the_deals_have_to_say_enough_of_them_reach_the_quota_and_more_never_lower_the_chance(byte weight, byte others, byte more)
    {
        var said = 0.1 + (0.8 * weight / 255.0);
        var outlook = new Outlook(0, [new(1, 0.4, 50)], 0.5, [10, 20, 30], 0.3);
        var basis = new ForecastBasis(outlook, said, (1 - said) * others / 256.0, [0.5]);

        Assert.Equal((said * outlook.Reaches(60)) + basis.Others, basis.Chance(60, outlook), 1e-12);
        Assert.True(basis.Chance(60, outlook with { Coming = 0.5 + (more / 10.0) }) >= basis.Chance(60, outlook) - 1e-12);
        Assert.True(basis.Chance(60, outlook with { Open = [] }) <= basis.Chance(60, outlook) + 1e-12);
        Assert.NotNull(basis.ToReach(60, 0.8));
    }

    [Fact]
    public void Where_the_deals_go_from_hopeless_to_unlikely_the_others_do_not_go_to_certain_nor_down_with_one_deal_of_many()
    {
        var far = new ForecastBasis(new(0, [new(1, 0.01, 100)], 0, [10], 0), 0.55, 0.03, [0.5]);
        var near = new ForecastBasis(new(0, [.. Enumerable.Range(1, 40).Select(i => new Prospect(i, 0.9, 10))], 0, [10], 0), 0.85, 0.145, [0.5]);

        Assert.InRange(far.Chance(1_000, far.Outlook with { Won = 900 }), 0.03, 0.1);
        Assert.InRange(near.Chance(200, near.Outlook with { Open = [.. near.Outlook.Open.Skip(1)] }), 0.97, 1);
        Assert.Equal(0, new ForecastBasis(new(0, [new(1, 0.5, 10)], 0, [10], 0), 0.5, 0.5, [0.5]).Chance(10, new(0, [], 0, [10], 0)));
    }

    [Property]
    public void What_is_shaken_more_keeps_its_mean(byte chance, byte deals, byte spread)
    {
        var outlook = new Outlook(50, [.. Enumerable.Range(0, 1 + (deals % 40)).Select(i => new Prospect(i, 0.05 + (0.9 * chance / 255.0), 10 + i))], 0.5, [10, 20, 30], 0);

        Assert.Equal(outlook.Expected, outlook.Calibrated((1, spread / 400.0)).Expected, 0.02 * outlook.Expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.09)] // A hundred deals for one that is won in time are no advice.
    public void Pipeline_that_comes_too_late_is_no_help(double inTime)
    {
        var late = new ForecastBasis(new(0, [], 0, [10], 0.3), 1, 0, [inTime]);

        Assert.Null(late.ToReach(100, 0.8));
        Assert.Null((late with { Qualified = [0.5] }).EachWeek(100, 0.8)); // Nor is it to begin so many each week, however soon what is qualified is won.
        Assert.NotNull((late with { Qualified = [0.5] }).ToReach(100, 0.8));
    }
}
