using FsCheck.Xunit;

namespace Plumbline.Forecasting;

public sealed class ForecastChangeTests
{
    private const double Quota = 100;

    private static readonly double[] _values = [8, 12, 20];

    [Property]
    public void The_parts_add_up_to_the_whole_and_follow_one_another(byte[] then, byte[] today, byte won, byte brought, bool fewer)
    {
        var (before, now) = (Kept(Some(then, 0, 2)), Kept(Some(today, won, 1.5), fewer ? 70 : Quota, weight: 0.8, others: 0.05));
        var since = Enumerable.Range(0, 40).ToDictionary(id => (long)id, id => new DealSince(id % 3 == 0, brought / 16.0, id % 3 < 2, id % 5 == 0, id % 2 == 0));

        var parts = ForecastChange.Between(before, now, since);

        Assert.Equal(now.Said.Attainment.Chance - before.Said.Attainment.Chance, parts.Sum(p => p.Chance), 1e-9);
        Assert.Equal(now.Said.Attainment.Expected - before.Said.Attainment.Expected, parts.Sum(p => p.Expected), 1e-9);
        Assert.Equal(parts.Select(p => p.Cause).Order().Distinct(), parts.Select(p => p.Cause));
        Assert.All(parts.Zip(parts.Skip(1)), p => Assert.Equal(p.First.To, p.Second.From));
        Assert.All(parts, p => Assert.InRange(p.To.Chance, 0, 1));
    }

    [Property]
    public void Where_nothing_changed_there_are_no_parts(byte[] deals, byte won) =>
        Assert.Empty(ForecastChange.Between(Kept(Some(deals, won, 2)), Kept(Some(deals, won, 2)), new Dictionary<long, DealSince>()));

    [Property]
    public void What_was_won_never_lowers_the_chance(byte[] deals, byte won, byte brought, byte besides)
    {
        var then = Some([200, .. deals ?? []], won, 2) with { OfStated = [0.6, 0.9, 1.1, 1.4] };
        var today = then with { Open = [.. then.Open.Skip(1)], Won = then.Won + (brought / 4.0) + besides };

        var parts = ForecastChange.Between(Kept(then), Kept(today), new Dictionary<long, DealSince> { [then.Open[0].Id] = new(IsWon: true, brought / 4.0, IsOver: true) });

        Assert.All(parts.Where(p => p.Cause == ChangeCause.Won), p => Assert.True(p.Chance >= 0, p.ToString()));
        Assert.DoesNotContain(parts, p => p.Cause is ChangeCause.Lost or ChangeCause.New or ChangeCause.Slipped or ChangeCause.Odds);
    }

    [Fact]
    public void A_guess_that_grows_with_a_deals_age_is_told_with_its_odds_and_what_somebody_stated_as_another_amount()
    {
        Prospect[] then = [new(1, 0.5, 20, true), new(2, 0.5, 20, true)];
        Prospect[] today = [new(1, 0.4, 30, true), new(2, 0.5, 30)];

        var parts = ForecastChange.Between(Kept(new(0, then, 0, [], 0)), Kept(new(0, today, 0, [], 0)), new Dictionary<long, DealSince>()).ToDictionary(p => p.Cause);

        Assert.Equal([2L], parts[ChangeCause.Amounts].Deals);
        Assert.Equal(5, parts[ChangeCause.Amounts].Expected, 1e-9);
        Assert.Equal([1L], parts[ChangeCause.Odds].Deals);
        Assert.Equal(2, parts[ChangeCause.Odds].Expected, 1e-9);
    }

    [Fact]
    public void Each_cause_is_told_with_its_deals_and_what_it_did()
    {
        Prospect[] then = [new(1, 0.5, 20), new(2, 0.5, 30), new(3, 0.4, 10), new(4, 0.6, 10), new(5, 0.5, 15)];
        Prospect[] today = [new(3, 0.4, 25), new(4, 0.3, 10), new(5, 0.7, 15), new(6, 0.5, 40)];
        var since = new Dictionary<long, DealSince> { [1] = new(IsWon: true, 20, IsOver: true), [2] = new(IsOver: true), [4] = new(IsExpectedLater: true), [6] = new(IsNew: true) };

        var parts = ForecastChange.Between(Kept(new(30, then, 2, _values, 0.3)), Kept(new(50, today, 1, _values, 0.3), 110), since).ToDictionary(p => p.Cause);

        Assert.Equal(Enum.GetValues<ChangeCause>(), parts.Keys.Order());
        Assert.Empty(parts[ChangeCause.Quota].Deals);
        Assert.True(parts[ChangeCause.Quota].Chance < 0 && parts[ChangeCause.Quota].Expected == 0);
        Tells(ChangeCause.Won, 1, +10);
        Tells(ChangeCause.Lost, 2, -15);
        Tells(ChangeCause.New, 6, +20);
        Tells(ChangeCause.Amounts, 3, +6);
        Tells(ChangeCause.Slipped, 4, -3);
        Tells(ChangeCause.Odds, 5, +3);
        Assert.True(parts[ChangeCause.TimeAndPace].Chance < 0, "Half as much is still to come.");

        // The shock, which moves odds up and down, moves the mean of a deal a little.
        void Tells(ChangeCause cause, long deal, double expected)
        {
            Assert.Equal([deal], parts[cause].Deals);
            Assert.Equal(expected, parts[cause].Expected, 0.5);
            Assert.Equal(Math.Sign(expected), Math.Sign(parts[cause].Chance));
        }
    }

    [Fact]
    public void A_win_for_less_than_was_thought_is_shown_as_two_things()
    {
        var (then, today) = (new Outlook(40, [new(1, 0.5, 60)], 1, _values, 0.2), new Outlook(70, [], 1, _values, 0.2));

        var parts = ForecastChange.Between(Kept(then), Kept(today), new Dictionary<long, DealSince> { [1] = new(IsWon: true, 30, IsOver: true) });

        Assert.Equal([(ChangeCause.Won, +1), (ChangeCause.Amounts, -1)], parts.Select(p => (p.Cause, Math.Sign(p.Chance))));
        Assert.Equal(1, parts[0].To.Chance);
        Assert.Equal(-30, parts[1].Expected, 1e-9);
    }

    [Fact]
    public void Among_very_many_deals_one_that_is_no_longer_looked_at_alone_is_not_lost_nor_is_one_new_that_was_there()
    {
        var folded = new FoldedDeals(50, 10, 100);
        var (then, today) = (new Outlook(0, [new(1, 0.5, 20), new(2, 0.5, 20)], 4, _values, 0.2) { Folded = folded }, new Outlook(0, [new(2, 0.5, 20), new(3, 0.5, 25)], 4, _values, 0.2) { Folded = folded });

        Assert.Equal([ChangeCause.TimeAndPace], ForecastChange.Between(Kept(then), Kept(today), new Dictionary<long, DealSince> { [1] = default, [3] = default }).Select(p => p.Cause));
        Assert.Equal([ChangeCause.Lost, ChangeCause.New], ForecastChange.Between(Kept(then), Kept(today), new Dictionary<long, DealSince> { [1] = new(IsOver: true), [3] = new(IsNew: true) }).Select(p => p.Cause));
    }

    /// <summary>Deals by their chances; what they are worth follows from their number.</summary>
    private static Outlook Some(byte[]? chances, byte won, double coming) =>
        new(won / 4.0, [.. (chances ?? []).Take(20).Select((chance, at) => new Prospect(at + (chance % 4), chance / 256.0, 1 + (chance % 30))).DistinctBy(p => p.Id)], coming, _values, 0.3);

    private static KeptForecast Kept(Outlook outlook, double quota = Quota, double weight = 0.9, double others = 0.02)
    {
        var basis = new ForecastBasis(outlook, weight, others, []);
        var against = outlook.Against(quota);
        return new()
        {
            Subject = ForecastSubject.Salesperson,
            SubjectId = 1,
            First = new(2026, 10),
            Length = 3,
            AsOf = new(2026, 11, 24),
            Said = new(0.5, quota, outlook.Won, 0, 0, 0, 0, 0, [], against with { Chance = basis.Chance(quota, outlook) }),
            NextWeek = 0,
            Closed = 100,
            Basis = basis,
        };
    }
}
