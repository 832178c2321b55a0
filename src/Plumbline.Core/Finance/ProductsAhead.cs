using Plumbline.Forecasting;

namespace Plumbline.Finance;

/// <summary>What of the months ahead is of which product. Of deals that are not there yet nobody knows it: they are taken to be of the products sold lately.</summary>
public sealed class ProductsAhead
{
    private readonly CompanyAhead _ahead;
    private readonly ILookup<long, DealAhead> _deals;
    private readonly ILookup<long, MonthsAhead> _others;
    private readonly Dictionary<long, decimal> _lately;
    private readonly decimal _all;

    /// <summary>Cuts it.</summary>
    /// <param name="ahead">What is expected.</param>
    /// <param name="deals">What its largest deals are about.</param>
    /// <param name="lately">What was sold lately of each product; null where none was named.</param>
    public ProductsAhead(CompanyAhead ahead, IReadOnlyDictionary<long, DealItem> deals, IReadOnlyList<(long? Product, decimal Revenue)> lately)
    {
        _ahead = ahead;
        _deals = ahead.Deals.ToLookup(d => deals.GetValueOrDefault(d.Id).ProductId ?? 0);
        _others = ahead.Others.ToLookup(o => o.ProductId ?? 0, o => o.Expected);
        _lately = lately.Where(l => l.Revenue > 0).ToDictionary(l => l.Product ?? 0, l => l.Revenue);
        _all = _lately.Values.Sum();
    }

    /// <summary>How likely it is that a product brings so much in some of the months ahead together.</summary>
    /// <param name="product">The product; 0 for what names none.</param>
    /// <param name="from">The first month, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">What is to be reached.</param>
    public Attainment Range(long product, int from, int count, double target)
    {
        return _ahead.Range(_deals[product], _others[product].Aggregate(_ahead.Coming * PartOfComing(product), (sum, one) => sum + one), from, count, target);
    }

    /// <summary>What deals that are not there yet bring of a product in some of the months ahead together, in the company's currency.</summary>
    /// <param name="product">The product; 0 for what names none.</param>
    /// <param name="from">The first month, from 0.</param>
    /// <param name="count">How many.</param>
    public double Coming(long product, int from, int count) => _ahead.Coming.Money.Skip(from).Take(count).Sum() * PartOfComing(product);

    private double PartOfComing(long product) => _all == 0 ? (product == 0 ? 1 : 0) : (double)(_lately.GetValueOrDefault(product) / _all);
}
