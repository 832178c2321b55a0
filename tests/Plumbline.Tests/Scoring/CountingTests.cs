using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;

namespace Plumbline.Scoring;

public class CountingTests
{
    private static readonly Roster _roster = new([], [new TeamMembership { PersonId = 7, TeamId = 1, Until = new(2026, 3, 15) }, new TeamMembership { PersonId = 7, TeamId = 2, From = new(2026, 3, 16) }], []);
    private readonly Counting _counting = new(BookingsFrom.WonOpportunities, _roster, new Dictionary<long, Product> { [5] = new() { Name = "Migration", ListPrice = 400, Cost = 300 } });
    private readonly Counting _finance = new(BookingsFrom.Finance, _roster, new Dictionary<long, Product> { [5] = new() { Name = "Migration", Cost = 300 } });

    [Fact]
    public void A_won_opportunity_is_a_booking_on_its_closing_day_for_the_team_of_that_day()
    {
        _counting.Count(Deal(OpportunityState.Won, amount: 1_000, opened: new(2026, 1, 10), closed: new(2026, 3, 20)));

        var tally = _counting.Counted.People[new(new(2026, 3), 7, 2)];
        Assert.Equal(new Tally { Revenue = 1_000, Margin = 250, Bookings = 1, Won = 1 }, tally);
        Assert.Equal(tally, _counting.Counted.Items[new(ItemKind.Product, new(2026, 3), 5)]);
        Assert.Equal(tally, _counting.Counted.Items[new(ItemKind.Account, new(2026, 3), 9)]);
    }

    [Fact]
    public void It_stood_open_from_its_opening_month_until_the_month_before_it_closed()
    {
        _counting.Count(Deal(OpportunityState.Lost, amount: 1_000, opened: new(2026, 1, 10), closed: new(2026, 3, 20)));

        Assert.Equal(new Stock(1, 1_000), OpenAtEndOf(new(2026, 1)));
        Assert.Equal(new Stock(1, 1_000), OpenAtEndOf(new(2026, 2)));
        Assert.Equal(new Stock(0, 0), OpenAtEndOf(new(2026, 3)));
    }

    [Fact]
    public void An_open_one_without_an_amount_is_worth_its_list_price_and_without_an_opening_day_has_always_been_open()
    {
        _counting.Count(Deal(OpportunityState.Open, amount: null, opened: null, closed: null));

        Assert.Equal(new Stock(1, 400), OpenAtEndOf(new(2017, 1)));
    }

    [Fact]
    public void Where_finance_gives_the_bookings_a_won_opportunity_brings_no_revenue()
    {
        _finance.Count(Deal(OpportunityState.Won, amount: 1_000, opened: null, closed: new(2026, 3, 20)));

        Assert.Equal(new Tally { Won = 1 }, _finance.Counted.People[new(new(2026, 3), 7, 2)]);
    }

    [Fact]
    public void Split_credit_adds_up_to_the_whole()
    {
        var booking = new Booking { System = "files", ExternalId = "1", Date = new(2026, 3, 2), Revenue = 100, Quantity = 0.1m, ProductId = 5 };
        _finance.Count(booking, [Credit(7, 0.3333m), Credit(8, 0.3333m), Credit(9, 0.3334m)]);

        Assert.Equal(100, _finance.Counted.People.Values.Sum(t => t.Revenue));
        Assert.Equal(70, _finance.Counted.People.Values.Sum(t => t.Margin));
        Assert.Equal(100, _finance.Counted.Items[new(ItemKind.Product, new(2026, 3), 5)].Revenue);
    }

    [Fact]
    public void A_margin_that_cannot_be_known_is_unknown_and_not_zero()
    {
        var booking = new Booking { System = "files", ExternalId = "1", Date = new(2026, 3, 2), Revenue = 100 };
        _finance.Count(booking, [Credit(7, 1)]);

        var tally = _finance.Counted.People.Values.Single();
        Assert.Equal(100, tally.UnknownMarginRevenue);
        Assert.Null(tally.KnownMargin);
    }

    [Fact]
    public void What_is_counted_and_uncounted_leaves_nothing()
    {
        var deal = Deal(OpportunityState.Won, amount: 1_000, opened: new(2026, 1, 10), closed: new(2026, 3, 20));
        _counting.Count(deal);
        _counting.Uncount(deal);

        Assert.All(_counting.Counted.People.Values, t => Assert.True(t.IsEmpty));
        Assert.All(_counting.Counted.Items.Values, t => Assert.True(t.IsEmpty));
        Assert.All(_counting.Counted.Pipeline.Values, s => Assert.Equal(default, s));
    }

    /// <summary>What opened less what closed up to the month, which must be what is open now less what came after.</summary>
    private Stock OpenAtEndOf(Month month)
    {
        Stock Sum(Func<Month, bool> months) => _counting.Counted.Pipeline.Where(p => months(p.Key.Month)).Aggregate(default(Stock), (sum, p) => sum + p.Value);
        var open = Sum(m => m <= month);
        Assert.Equal(open, Sum(m => m == Counting.Now) + -Sum(m => m > month && m != Counting.Now));
        return open;
    }

    private static BookingCredit Credit(long person, decimal share) => new() { BookingId = 1, SalespersonId = person, Share = share, Date = new(2026, 3, 2) };

    private static Opportunity Deal(OpportunityState state, decimal? amount, DateOnly? opened, DateOnly? closed) => new()
    {
        System = "files",
        ExternalId = "1",
        Name = "Deal",
        SalespersonId = 7,
        AccountId = 9,
        ProductId = 5,
        State = state,
        Amount = amount,
        Opened = opened,
        Closed = closed,
    };
}
