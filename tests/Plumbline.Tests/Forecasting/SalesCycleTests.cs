namespace Plumbline.Forecasting;

public sealed class SalesCycleTests
{
    private static readonly DateOnly _start = new(2026, 1, 1);
    private static readonly DateOnly _asOf = new(2026, 8, 15);
    private static readonly DateOnly _month = _asOf.AddDays(30);

    [Fact]
    public void What_somebody_begins_is_told_by_their_own_cycle()
    {
        var forecaster = Forecaster.Learn(Company(quick: 15, slow: 60), _asOf);

        Assert.InRange(forecaster.CycleOf(1).Times, 0.5, 0.7);
        Assert.InRange(forecaster.CycleOf(2).Times, 1.3, 2);
        Assert.True(forecaster.FromWeeks(1, 30)[0] > 1.5 * forecaster.FromWeeks(2, 30)[0]);
        Assert.True(forecaster.For(1, _asOf, _month).Coming > 1.5 * forecaster.For(2, _asOf, _month).Coming);
        Assert.True(forecaster.Ahead(1, [_month]).Coming[0] > 1.5 * forecaster.Ahead(2, [_month]).Coming[0]);
        Assert.Equal(forecaster.CycleOf(2).Times, forecaster.Ahead(2, [_month]).Cycle);
        Assert.Equal(Open(1), Open(2), 1e-2); // What is open tells by its age.

        double Open(long person) => forecaster.For(person, _asOf, _month).Open.Single().Chance;
    }

    [Fact]
    public void Who_sells_as_all_do_has_the_companys_cycle()
    {
        var forecaster = Forecaster.Learn(Company(quick: 30, slow: 30), _asOf);

        Assert.InRange(forecaster.CycleOf(1).Times, 0.97, 1.03);
        Assert.InRange(forecaster.CycleOf(2).Times, 0.97, 1.03);
        Assert.Equal(1, forecaster.CycleOf(7).Times);
    }

    [Fact]
    public void Who_joined_of_late_is_not_quick_because_only_quick_deals_can_be_won_yet()
    {
        // Half of all are won on their tenth day and half on their hundredth; of who joined fifty days ago none of these is seen yet.
        var company = Enumerable.Range(0, 600).Select(i => Won(i, 1 + (i % 3), _start.AddDays(i % 120), i % 2 == 0 ? 10 : 100));
        var joined = Enumerable.Range(1_000, 40).Select(i => _asOf.AddDays(-50 + (i % 35)) is var opened && i % 2 == 0 ? Won(i, 9, opened, 10) : new Deal(i, 9, null, opened));

        Assert.InRange(Forecaster.Learn([.. company, .. joined], _asOf).CycleOf(9).Times, 0.9, 1.1);
    }

    [Fact]
    public void Deals_from_before_endings_were_known_make_nobody_slow()
    {
        // All alike, half of them won on their tenth day and half on their hundredth; nothing that ended before May is known.
        var known = new DateOnly(2026, 5, 1);
        var company = Enumerable.Range(0, 900).Select(i => Won(i, 1 + (i % 3), _start.AddDays(i % 210), i % 2 == 0 ? 10 : 100)).Where(d => d.Closed >= known);
        var forecaster = Forecaster.Learn([.. company.Select(d => d.Closed > _asOf ? d with { Closed = null, IsWon = false, Value = 0 } : d)], _asOf);

        Assert.All(Enumerable.Range(1, 3), person => Assert.InRange(forecaster.CycleOf(person).Times, 0.93, 1.07));
    }

    [Fact]
    public void An_order_comes_by_its_accounts_rhythm_and_not_by_a_sellers_cycle()
    {
        var orders = Enumerable.Range(0, 200).Select(i => new Deal(i, 1 + (i % 2), null, _start.AddDays(i)) { AccountId = i % 20, Closed = _start.AddDays(i + (i % 2 == 0 ? 5 : 25)), IsWon = true, Value = 10 });

        var forecaster = Forecaster.Learn([.. orders], _asOf);

        Assert.Equal((1, 1), (forecaster.CycleOf(1).Times, forecaster.CycleOf(2).Times));
    }

    [Theory]
    [InlineData(1, 30, 30)]
    [InlineData(2, 30, 15)]
    [InlineData(0.5, 30, 60)]
    [InlineData(2, 1, 1)] // A day that is left is one.
    [InlineData(2, 0, 0)]
    [InlineData(2, -1, -1)]
    public void Days_are_those_that_others_take(double times, int days, int usually) => Assert.Equal(usually, new SalesCycle(times).Usually(days));

    /// <summary>Of each two deals one is won and one is lost after forty days; of each person one is open that came five days ago.</summary>
    private static List<Deal> Company(int quick, int slow) =>
    [
        .. Enumerable.Range(0, 320).Select(i => i % 4 < 2 ? Won(i, 1 + (i % 2), _start.AddDays(i % 150), i % 2 == 0 ? quick : slow) : new Deal(i, 1 + (i % 2), null, _start.AddDays(i % 150)) { Closed = _start.AddDays((i % 150) + 40) }),
        .. Enumerable.Range(1, 2).Select(p => new Deal(10_000 + p, p, null, _asOf.AddDays(-5)) { Marks = [new(_asOf.AddDays(-5), null, 10)] }),
    ];

    private static Deal Won(int id, long person, DateOnly opened, int after) => new(id, person, null, opened) { Closed = opened.AddDays(after), IsWon = true, Value = 10 };
}
