using Plumbline.Fiscal;
using Plumbline.Pipeline;
using Plumbline.Products;

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
    public void What_is_promised_is_near_enough_to_what_is_done_to_tell_good_from_weak()
    {
        var company = new SampleCompany(_today);
        var products = SampleCompany.Products().Select(p => new Product { Name = p.Name, ExternalId = p.Id }).ToList();
        var numbers = company.Accounts.Select((a, i) => KeyValuePair.Create(a.Id!, i + 1L)).ToDictionary();
        var forecast = new SampleForecast(company, numbers, products, SampleNames.ActivityTypes.Select((t, i) => KeyValuePair.Create(t, i + 1L)).ToDictionary(), new Dictionary<string, Opportunity>());
        var half = new Period(new Month(2026, 1), 6);
        var sellers = company.Sellers.Where(s => s.IsThere(half.FirstDay) && s.IsThere(half.LastDay)).ToList();

        var goals = forecast.Goals(half);
        var calls = company.Pipeline.Activities.Where(a => a.Type == "Call" && half.Contains(a.Date)).CountBy(a => a.Salesperson.Id!).ToDictionary();
        var called = sellers.Select(s => calls[SampleCompany.Key(s.Name)] / 26m / goals[0].Weekly!.Value).Order().ToList();
        var sold = sellers.Select(s =>
        {
            var lines = forecast.Of(s, half);
            var named = lines.Select(l => l.AccountId!.Value).ToHashSet();
            Assert.InRange(lines.Sum(l => l.Revenue) / half.Months.Sum(s.QuotaOf), 0.9m, 1.1m);
            return company.Pipeline.Opportunities.Where(o => o.State == OpportunityState.Won && o.Salesperson.Id == SampleCompany.Key(s.Name) && half.Contains(o.Closed!.Value) && named.Contains(numbers[o.Account.Id!])).Sum(o => o.Amount!.Value) / lines.Sum(l => l.Revenue);
        }).Order().ToList();

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(" ", goals.Select(g => $"{g.Type} {g.PerWeek}/{g.PerMonth}")));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(" ", called.Concat(sold).Select(a => a.ToString("P0", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.InRange(called[called.Count / 2], 0.8m, 1.2m);
        Assert.InRange(sold[sold.Count / 2], 0.6m, 1.1m);
        Assert.True(called[0] > 0.5m && called[^1] < 1.5m);
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
