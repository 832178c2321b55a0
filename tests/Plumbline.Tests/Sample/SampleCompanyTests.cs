using Plumbline.Fiscal;
using Plumbline.Pipeline;

namespace Plumbline.Sample;

public class SampleCompanyTests
{
    private static readonly DateOnly _today = new(2026, 11, 23);

    [Fact]
    public void The_same_day_makes_the_same_company()
    {
        var one = new SampleCompany(_today);
        var other = new SampleCompany(_today);

        Assert.Equal(one.Pipeline.Opportunities, other.Pipeline.Opportunities);
        Assert.Equal(one.Pipeline.Activities, other.Pipeline.Activities);
        Assert.Equal(one.Contacts(), other.Contacts());
    }

    [Fact]
    public void Nothing_has_happened_that_lies_ahead()
    {
        var company = new SampleCompany(_today);

        Assert.All(company.Pipeline.Opportunities, o => Assert.True((o.Closed ?? _today) <= _today && o.Opened <= _today));
        Assert.All(company.Pipeline.Activities, a => Assert.True(a.Date <= _today));
        Assert.All(company.Pipeline.Opportunities.Where(o => o.State == OpportunityState.Open), o => Assert.True(o.ExpectedClose > _today.AddDays(-60)));
    }

    [Fact]
    public void Salespeople_differ_and_most_come_near_their_quota()
    {
        var company = new SampleCompany(_today);
        var year = new Period(new Month(2025, 7), 12);
        var won = company.Pipeline.Opportunities.Where(o => o.State == OpportunityState.Won && year.Contains(o.Closed!.Value)).ToLookup(o => o.Salesperson.Id, o => o.Amount!.Value);
        var attained = company.Sellers.Where(s => s.Joined is null && s.Left is null)
            .Select(s => won[SampleCompany.Key(s.Name)].Sum() / year.Months.Sum(s.QuotaOf)).Order().ToList();

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(" ", attained.Select(a => a.ToString("P0", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.InRange(attained[attained.Count / 2], 0.75m, 1.15m);
        Assert.True(attained[^1] - attained[0] > 0.3m);
    }
}
