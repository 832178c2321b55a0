using System.Globalization;
using Plumbline.Fiscal;
using Plumbline.Importing;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Products;

namespace Plumbline.Sample;

/// <summary>
/// What the sample's salespeople expect of whom, and what is asked of them: near enough to what their accounts really buy and to how much the teams really do, that good and weak ones are told apart by their results.
/// </summary>
internal sealed class SampleForecast(SampleCompany company, IReadOnlyDictionary<string, long> accounts, IReadOnlyList<Product> products, IReadOnlyDictionary<string, long> activityTypes, IReadOnlyDictionary<string, Opportunity> open)
{
    private const int MostSold = 9;
    private const int MostMissed = 2;
    private const int FewestLines = 7;
    private const int LooksBackWeeks = 26;
    private const decimal MoreThanUsual = 1.05m;
    private static readonly decimal[] _hopes = [1.1m, 0.85m, 1.25m, 0.95m, 0.75m];
    private static readonly decimal?[] _confidence = [0.9m, 0.8m, 0.6m, null, 0.7m];
    private static readonly string[] _types = ["Call", "Meeting", "Demo", "Proposal"];

    private readonly ILookup<string, OpportunityRow> _bySeller = company.Pipeline.Opportunities.ToLookup(o => o.Salesperson.Id!);
    private readonly Dictionary<string, Product> _products = products.ToDictionary(p => p.ExternalId!);
    private readonly Dictionary<string, string> _names = company.Accounts.ToDictionary(a => a.Id!, a => a.Name);

    /// <summary>
    /// Most of what comes to be sold is foreseen, a little too high or too low and sometimes a month off; a deal or two that were counted on are lost. Together it is what a salesperson dares to show beside the quota.
    /// </summary>
    public Rows<ForecastLine> Of(SampleSeller seller, Period half)
    {
        var all = _bySeller[SampleCompany.Key(seller.Name)].ToList();
        var foreseen = Largest(all.Where(o => o.State == OpportunityState.Won ? half.Contains(o.Closed!.Value) : o.State == OpportunityState.Open && half.Contains(o.ExpectedClose!.Value)), MostSold);
        foreseen.AddRange(Largest(all.Where(o => o.State == OpportunityState.Lost && half.Contains(o.Closed!.Value)), MostMissed));
        if (foreseen.Count < FewestLines)
        {
            foreseen.AddRange(Largest(all.Where(o => o.State == OpportunityState.Won && half.YearBefore.Contains(o.Closed!.Value)), FewestLines - foreseen.Count));
        }

        var hoped = foreseen.Select((o, i) => o.Amount!.Value * _hopes[i % _hopes.Length]).ToList();
        var dares = half.Months.Sum(seller.QuotaOf) * (0.94m + (seller.Name.Length % 5 * 0.03m));
        var scale = hoped.Sum() == 0 ? 0 : dares / hoped.Sum();
        return
        [
            .. foreseen.Select((o, i) => (Opportunity: o, Revenue: Math.Round(hoped[i] * scale / 100) * 100, Place: i))
                .GroupBy(f => (f.Opportunity.Account, f.Opportunity.Product))
                .Select((group, i) => Line((i + 1).ToString(CultureInfo.InvariantCulture), half, i, [.. group.Select(f => (MonthOf(f.Opportunity, half, f.Place), f.Revenue))], [.. group.Select(f => f.Opportunity)])),
        ];
    }

    /// <summary>The same is asked of everyone: a little more than the company's usual, by the week where it is at least two a week, else by the month.</summary>
    public Rows<ActivityGoal> Goals(Period half)
    {
        var (until, since) = (half.FirstDay < company.Today ? half.FirstDay : company.Today, half.FirstDay.AddDays(-7 * LooksBackWeeks));
        var weeks = (until.DayNumber - since.DayNumber) / 7m * company.Sellers.Count(s => s.IsThere(since));
        var done = company.Pipeline.Activities.Where(a => a.Date >= since && a.Date < until).CountBy(a => a.Type).ToDictionary();
        return [.. _types.Select((type, i) => Goal((i + 1).ToString(CultureInfo.InvariantCulture), type, done.GetValueOrDefault(type) / weeks * MoreThanUsual))];
    }

    private ActivityGoal Goal(string key, string type, decimal usual) => new(key)
    {
        TypeId = activityTypes[type],
        Type = type,
        PerWeek = usual < 2 ? null : Math.Round(usual * 2) / 2,
        PerMonth = usual < 2 ? Math.Max(1, Math.Round(usual * 52 / 12)) : Math.Round(Math.Round(usual * 2) / 2 * 52 / 12),
        Expected = type == "Call" ? "One meeting for three calls" : "",
    };

    private ForecastLine Line(string key, Period half, int place, IReadOnlyList<(Month Month, decimal Revenue)> cells, IReadOnlyList<OpportunityRow> deals)
    {
        var of = deals[0];
        var product = _products[of.Product.Id!];
        var restsOn = deals.Count == 1 ? open.GetValueOrDefault(of.Id!) : null; // A line rests on one deal, or on none.
        return new(key)
        {
            AccountId = accounts[of.Account.Id!],
            Client = _names[of.Account.Id!],
            ProductId = product.Id,
            Product = product.Name,
            OpportunityId = restsOn?.Id,
            Opportunity = restsOn?.Name ?? "",
            Confidence = _confidence[place % _confidence.Length],
            Source = of.Opened < half.FirstDay ? "Open opportunity" : of.IsNewBusiness == true ? "Campaign follow-up" : "Repeat business",
            Months = [.. cells.GroupBy(c => c.Month, c => c.Revenue).Select(m => new ForecastMonth(m.Key) { Revenue = m.Sum(), Margin = Math.Round(m.Sum() * (product.MarginShare ?? 0) / 100) * 100 })],
        };
    }

    private static List<OpportunityRow> Largest(IEnumerable<OpportunityRow> of, int most) => [.. of.OrderByDescending(o => o.Amount).ThenBy(o => o.Line).Take(most)];

    private static Month MonthOf(OpportunityRow opportunity, Period half, int place)
    {
        var closes = Month.Of(opportunity.Closed ?? opportunity.ExpectedClose!.Value);
        var month = half.Contains(closes) ? closes : closes.Plus(12); // It was bought in these months a year ago.
        return place % 4 == 3 && month > half.First ? month.Plus(-1) : month;
    }
}
