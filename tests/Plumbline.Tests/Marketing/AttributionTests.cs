using FsCheck.Xunit;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Scoring;

namespace Plumbline.Marketing;

public class AttributionTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly Counting _counting = new(default, new([], [], []), new Dictionary<long, Product> { [1] = new() { Name = "Oven", ListPrice = 900, DefaultMargin = 0.3m } });

    [Theory]
    [InlineData("2026-09-30", "2026-10-05")] // Before: the first day.
    [InlineData("2026-10-06", "2026-10-06")]
    [InlineData("2026-11-01", "2026-10-07")] // After: the last.
    [InlineData(null, "2026-10-05")]
    public void A_touch_is_on_the_day_of_the_activity_nearest_to_the_opening(string? opened, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, null), Attribution.DayOf(new(2026, 10, 5), new(2026, 10, 7), opened is null ? null : DateOnly.Parse(opened, null)));

    [Fact]
    public void What_is_off_to_come_or_after_the_close_does_not_count()
    {
        var (held, off, coming) = (Activity(1, new(2026, 10, 5)), Activity(2, new(2026, 10, 1)), Activity(3, _today.AddDays(1)));
        off.Move(FundingStage.Cancelled, _today, null, "Nobody came", 1, _today);
        var open = Deal(OpportunityState.Open, new(2026, 10, 20), null);
        Assert.Equal([new Touch(1, new(2026, 10, 5))], Attribution.Touches(open, [coming, held, off, held], _today));
        Assert.True(Attribution.IsSourced(open, Attribution.Touches(open, [held], _today)[0]));

        Assert.Empty(Attribution.Touches(Deal(OpportunityState.Won, new(2026, 8, 1), new(2026, 10, 4)), [held], _today));
        var begunBefore = Deal(OpportunityState.Won, new(2026, 8, 1), new(2026, 10, 30));
        var touches = Attribution.Touches(begunBefore, [held], _today);
        Assert.False(Attribution.IsSourced(begunBefore, Assert.Single(touches))); // Influenced only.
        Assert.False(Attribution.IsSourced(Deal(OpportunityState.Open, null, null), Attribution.Touches(Deal(OpportunityState.Open, null, null), [held], _today)[0]));
    }

    [Fact]
    public void Each_model_gives_the_whole_to_whom_it_says()
    {
        var won = Deal(OpportunityState.Won, new(2026, 10, 20), new(2026, 11, 2));
        won.Amount = 1_000;
        var touches = Attribution.Touches(won, [Activity(1, new(2026, 9, 1)), Activity(2, new(2026, 10, 1)), Activity(3, new(2026, 10, 25))], _today);
        Assert.Equal([1_000m, 0, 0], Attribution.Parts(won, touches, AttributionModel.First, _counting).Select(p => p.Revenue));
        Assert.Equal([0, 0, 1_000m], Attribution.Parts(won, touches, AttributionModel.Last, _counting).Select(p => p.Revenue));
        Assert.Equal([333.3334m, 333.3333m, 333.3333m], Attribution.Parts(won, touches, AttributionModel.Even, _counting).Select(p => p.Revenue));
    }

    [Fact]
    public void A_part_is_sourced_by_its_own_touch()
    {
        var won = Deal(OpportunityState.Won, new(2026, 10, 20), new(2026, 11, 2));
        won.Amount = 1_000;
        var touches = Attribution.Touches(won, [Activity(1, new(2026, 10, 1)), Activity(2, new(2026, 10, 25))], _today); // The second took place once it was opened.
        Assert.Equal([500m, 0], Attribution.Parts(won, touches, AttributionModel.Even, _counting).Select(p => p.SourcedRevenue));
        Assert.Equal([0, 0m], Attribution.Parts(won, touches, AttributionModel.Last, _counting).Select(p => p.SourcedRevenue));
        Assert.Equal([1_000m, 0], Attribution.Parts(won, touches, AttributionModel.First, _counting).Select(p => p.SourcedRevenue));
    }

    [Fact]
    public void A_return_is_told_where_enough_of_the_margin_is_known()
    {
        var sum = new AttributedSum { Cost = 2_000, Own = 1_000, Leads = 10, Wins = 0.5m, Revenue = 10_000, Margin = 2_400, UnknownMarginRevenue = 2_000 };
        Assert.Equal((2.4m, 1.2m, 200m, 4_000m, null), (sum.ReturnOnOwn, sum.ReturnOnCost, sum.CostPerLead, sum.CostPerWin, sum.CostPerOpportunity));
        Assert.Null((sum with { UnknownMarginRevenue = 2_001 }).ReturnOnOwn);
        Assert.Null((sum with { Own = 0 }).ReturnOnOwn);
        Assert.Equal(0, (sum with { Revenue = 0, Margin = 0, UnknownMarginRevenue = 0 }).ReturnOnCost); // Money went, and nothing came back.
    }

    [Property]
    public bool Shares_of_an_opportunity_are_one_together(byte touches, byte model)
    {
        var shares = Attribution.Parts(Deal(OpportunityState.Lost, null, null), [.. Enumerable.Range(1, touches % 40).Select(i => new Touch(i, _today))], (AttributionModel)(model % 3), _counting).Select(p => p.Opportunities).ToList();
        return shares.Sum() == (touches % 40 == 0 ? 0 : 1) && shares.TrueForAll(s => s >= 0);
    }

    [Property]
    public bool What_activities_get_and_what_nothing_touches_is_the_whole_however_it_is_cut(int seed, byte model)
    {
        var chance = new Random(seed);
        List<LocalActivity> activities = [.. Enumerable.Range(1, 6).Select(i => Activity(i, _today.AddDays(chance.Next(-200, 20))))];
        if (chance.Next(2) == 0)
        {
            activities[0].Move(FundingStage.Cancelled, _today, null, "No room", 1, _today);
        }

        var (whole, attributed, untouched) = (AttributedSum.None, activities.ToDictionary(a => a.Id, _ => AttributedSum.None), AttributedSum.None);
        for (var i = 0; i < 30; i++)
        {
            var state = (OpportunityState)chance.Next(3);
            var opened = chance.Next(5) == 0 ? (DateOnly?)null : _today.AddDays(-chance.Next(300));
            var deal = Deal(state, opened, state == OpportunityState.Open || chance.Next(6) == 0 ? null : (opened ?? _today.AddDays(-300)).AddDays(chance.Next(100)));
            (deal.Amount, deal.ProductId) = (chance.Next(5) == 0 ? null : chance.Next(1_000_000) / 100m, chance.Next(2) == 0 ? 1 : null);
            var touches = Attribution.Touches(deal, activities.Where(_ => chance.Next(3) == 0), _today);
            whole += Whole(deal);
            untouched += touches.Count == 0 ? Whole(deal) : AttributedSum.None;
            foreach (var (touch, part) in touches.Zip(Attribution.Parts(deal, touches, (AttributionModel)(model % 3), _counting)))
            {
                attributed[touch.ActivityId] += part;
            }
        }

        bool Adds(Func<long, int> cut) => attributed.GroupBy(a => cut(a.Key)).Select(g => g.Aggregate(AttributedSum.None, (sum, a) => sum + a.Value)).Append(untouched).Aggregate(AttributedSum.None, (sum, part) => sum + part) with { Sourced = 0, SourcedRevenue = 0 } == whole;
        return attributed.Values.All(a => a.Sourced >= 0 && a.Sourced <= a.Influenced && a.SourcedRevenue >= 0 && a.SourcedRevenue <= a.Revenue) && Adds(id => (int)id) && Adds(id => (int)id % 2) && Adds(_ => 0);
    }

    [Fact]
    public void Pasted_lines_are_read_or_each_that_cannot_be_is_named()
    {
        var lines = LeadLine.Read("Ann Berg; Aurora Shipping; ann@aurora.example; wants a call\r\n\r\nBo Lind\tBorealis\nann berg;aurora shipping;ANN@aurora.example", "Lines");
        Assert.Equal([new("Ann Berg", "Aurora Shipping", "ann@aurora.example", "wants a call"), new LeadLine("Bo Lind", "Borealis", "", "")], lines);
        var refused = Assert.Throws<RefusedException>(() => LeadLine.Read("Ann Berg\n; Borealis\nBo; Borealis; no mail\nbo@b.example", "Lines"));
        Assert.Equal(
            "Nothing is taken yet. Line 2: the name is missing; it comes first. Line 3: “no mail” is no mail address; it comes third, after name and company. Line 4: a mail address stands where the name belongs; write name; company; mail.", refused.Message);
        Assert.Contains("500 fit at once", Assert.Throws<RefusedException>(() => LeadLine.Read(string.Join('\n', Enumerable.Range(0, 501).Select(i => $"Guest {i}")), "Lines")).Message, StringComparison.Ordinal);
    }

    private static LocalActivity Activity(long id, DateOnly day)
    {
        var activity = new LocalActivity(new() { Title = $"Seminar {id}", First = day, Last = day, Budget = 100 }, 1, null, null, $"{id}", 1, day < _today ? day : _today);
        typeof(LocalActivity).GetProperty(nameof(LocalActivity.Id))!.SetValue(activity, id); // The database's, of which there is none here.
        return activity;
    }

    /// <summary>What an opportunity brings in all, whatever of it is sourced.</summary>
    private static AttributedSum Whole(Opportunity deal) => deal.State switch
    {
        OpportunityState.Open => new() { Opportunities = 1, Influenced = _counting.WorthOf(deal) ?? 0 },
        OpportunityState.Won => new() { Opportunities = 1, Wins = 1, Revenue = deal.Amount ?? 0, Margin = _counting.MarginOf(deal) ?? 0, UnknownMarginRevenue = _counting.MarginOf(deal) is null ? deal.Amount ?? 0 : 0 },
        _ => new() { Opportunities = 1 },
    };

    private static Opportunity Deal(OpportunityState state, DateOnly? opened, DateOnly? closed) => new() { System = "crm", ExternalId = "o", Name = "Deal", State = state, Opened = opened, Closed = closed };
}
