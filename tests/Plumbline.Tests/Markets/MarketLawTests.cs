using FsCheck.Xunit;

namespace Plumbline.Markets;

public class MarketLawTests
{
    [Fact]
    public void A_segment_is_untapped_where_the_whole_range_lies_above_the_companys_rate_and_fewer_are_worked()
    {
        var market = new CompanyMarket([Part("Retail", 100, worked: 20, won: 60, lost: 20), Part("Transport", 100, worked: 80, won: 40, lost: 80)], MarketCounts.None, 1_000_000, 100);
        var (retail, transport) = (Of(market, "Retail"), Of(market, "Transport"));

        Assert.Equal(0.5m, market.WinRate);
        Assert.Equal(65m / 90, retail.WinRate!.Value.Mid);
        Assert.True(retail.WinRate.Value.Low > 0.6m);
        Assert.Equal((MarketPromise.Untapped, MarketPromise.None), (retail.Promise, transport.Promise));
        Assert.Equal(80 * 10_000 * (65m / 90), retail.Worth!.Value.Mid);
    }

    [Fact]
    public void What_is_won_more_often_and_worked_as_much_is_not_untapped()
    {
        var market = new CompanyMarket([Part("Retail", 100, worked: 80, won: 60, lost: 20), Part("Transport", 100, worked: 20, won: 40, lost: 80)], MarketCounts.None, 0, 0);

        Assert.All(market.Segments(MarketCut.Industry), s => Assert.Equal(MarketPromise.None, s.Promise));
        Assert.All(market.Segments(MarketCut.Industry), s => Assert.Null(s.Worth));
    }

    [Fact]
    public void Few_deals_make_a_perhaps_and_none_make_nothing()
    {
        var market = new CompanyMarket([Part("Retail", 10, won: 2, lost: 0), Part("Energy", 10), Part("Transport", 100, worked: 90, won: 40, lost: 60)], MarketCounts.None, 10, 1);

        Assert.Equal((MarketPromise.Perhaps, MarketPromise.None), (Of(market, "Retail").Promise, Of(market, "Energy").Promise));
        Assert.Equal(Math.Round(market.WinRate!.Value, 9), Math.Round(Of(market, "Energy").WinRate!.Value.Mid, 9));
    }

    [Fact]
    public void Without_anything_closed_there_are_no_rates()
    {
        var market = new CompanyMarket([Part("Retail", 10)], MarketCounts.None, 0, 0);

        Assert.Null(market.WinRate);
        Assert.Null(market.MeanWin);
        Assert.Equal((null, null, MarketPromise.None), (Of(market, "Retail").WinRate, Of(market, "Retail").Worth, Of(market, "Retail").Promise));
    }

    [Fact]
    public void Deals_without_an_account_count_for_the_company_alone()
    {
        var market = new CompanyMarket([Part("Retail", 10, won: 1, lost: 1)], new() { Won = 7, Lost = 0 }, 80, 8);

        Assert.Equal(8.5m / 10, market.WinRate);
        Assert.Equal(10, market.MeanWin);
        Assert.Equal(1, Of(market, "Retail").Counts.Won);
    }

    [Fact]
    public void A_product_is_usual_from_two_of_five_customers_on_and_of_fewer_customers_nothing_is_said()
    {
        Assert.Equal((0.4m, true, 3), (new ProductBuyers(5, 2).Share, new ProductBuyers(5, 2).IsUsual, new ProductBuyers(5, 2).Without));
        Assert.False(new ProductBuyers(10, 3).IsUsual);
        Assert.Equal((null, false), (new ProductBuyers(4, 4).Share, new ProductBuyers(4, 4).IsUsual));
    }

    [Property]
    public void Each_cut_adds_up_to_the_company(byte[] seeds)
    {
        var market = new CompanyMarket(Parts(seeds), MarketCounts.None, 0, 0);

        foreach (var cut in Enum.GetValues<MarketCut>())
        {
            var segments = market.Segments(cut);
            Assert.Equal(market.Total, segments.Aggregate(MarketCounts.None, (sum, s) => sum + s.Counts));
            Assert.Equal(segments.Count, segments.Select(s => (s.Industry, s.Region)).Distinct().Count());
            Assert.Equal(segments.Sum(s => s.BuyersOf(1).Buyers), market.Segments(MarketCut.Both).Sum(s => s.BuyersOf(1).Buyers));
            Assert.Equal(segments.Select(s => s.Counts.NotWorked).OrderDescending(), segments.Select(s => s.Counts.NotWorked));
        }
    }

    [Property]
    public void A_rate_lies_within_its_range_and_between_the_segments_own_and_the_companys(byte[] seeds)
    {
        var market = new CompanyMarket(Parts(seeds), MarketCounts.None, 0, 0);

        foreach (var segment in market.Segments(MarketCut.Both).Where(s => s.WinRate is not null))
        {
            var (rate, own) = (segment.WinRate!.Value, segment.Counts.Closed == 0 ? market.WinRate!.Value : (decimal)segment.Counts.Won / segment.Counts.Closed);
            Assert.True(rate.Low <= rate.Mid && rate.Mid <= rate.High);
            Assert.InRange(rate.Mid, Math.Min(own, market.WinRate!.Value) - 1e-9m, Math.Max(own, market.WinRate.Value) + 1e-9m);
            Assert.True(segment.Promise != MarketPromise.Untapped || (rate.Low >= market.WinRate && segment.Counts.WorkedShare < market.Total.WorkedShare));
        }
    }

    [Property]
    public void Groups_that_are_ranked_do_not_overlap_and_those_within_one_cannot_be_cut(byte[] ends)
    {
        var ranges = ends.Chunk(2).Where(c => c.Length == 2).Select(c => new Estimate(Math.Min(c[0], c[1]), (c[0] + c[1]) / 2m, Math.Max(c[0], c[1]))).ToList();

        var groups = Alike.Groups(ranges, r => r).ToList();

        Assert.Equal(ranges.Count, groups.Sum(g => g.Count));
        Assert.All(groups.Zip(groups.Skip(1)), pair => Assert.True(pair.First.Min(r => r.Low) > pair.Second.Max(r => r.High)));
        foreach (var group in groups.Select(g => g.OrderByDescending(r => r.Low).ToList()))
        {
            Assert.All(Enumerable.Range(1, group.Count - 1), at => Assert.True(group.Take(at).Min(r => r.Low) <= group.Skip(at).Max(r => r.High)));
        }
    }

    private static MarketSegment Of(CompanyMarket market, string industry) => market.Segments(MarketCut.Industry).Single(s => s.Industry == industry);

    private static MarketPart Part(string? industry, int accounts, int worked = 0, int won = 0, int lost = 0, string? region = null) =>
        new(industry, region, new() { Accounts = accounts, Worked = worked, Won = won, Lost = lost }, new Dictionary<long, int>());

    private static List<MarketPart> Parts(byte[] seeds) =>
    [
        .. seeds.Take(12).Select((seed, at) => new MarketPart(
            at % 4 == 3 ? null : $"Industry {at % 4}", at / 4 == 2 ? null : $"Region {at / 4}",
            new() { Accounts = seed, Worked = seed / 2, Customers = seed / 3, NeverMet = seed / 5, Unowned = seed / 7, Open = seed * 10, Won = seed % 13, Lost = seed % 17 }, new Dictionary<long, int> { [1] = seed / 4 })),
    ];
}
