using Plumbline.Fiscal;
using Plumbline.Forecasting;

namespace Plumbline.Finance;

/// <summary>A product as production looks at it.</summary>
/// <param name="Id">The product; null for what names none.</param>
/// <param name="Name">What it is called.</param>
/// <param name="UnitPrice">What one piece is listed at; null where it has no such price.</param>
public sealed record DemandedProduct(long? Id, string Name, decimal? UnitPrice);

/// <summary>What of one product is sold and expected in a month.</summary>
/// <param name="Sold">Sold until now.</param>
/// <param name="Rest">Expected beyond it.</param>
/// <param name="Low">With a chance of one in ten the month brings less.</param>
/// <param name="High">With a chance of one in ten it brings more.</param>
public readonly record struct DemandMonth(decimal Sold, decimal Rest, decimal Low, decimal High)
{
    /// <summary>All of it.</summary>
    public decimal Revenue => Sold + Rest;
}

/// <summary>The demand for a product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Months">Each month shown, in order.</param>
/// <param name="Low">With a chance of one in ten the running half brings less in all.</param>
/// <param name="High">With a chance of one in ten the running half brings more.</param>
/// <param name="Planned">What agreed plans forecast of it in the running half; null where none names it.</param>
/// <param name="Chance">The chance that the running half brings as much, from 0 to 1; null where no plan names it.</param>
public sealed record ProductDemandAhead(DemandedProduct Product, IReadOnlyList<DemandMonth> Months, decimal Low, decimal High, decimal? Planned, double? Chance)
{
    /// <summary>What some months bring.</summary>
    /// <param name="count">How many, from the first.</param>
    public decimal Of(int count) => Months.Take(count).Sum(m => m.Revenue);

    /// <summary>An amount in pieces at the list price; null where the product has none.</summary>
    public decimal? Units(decimal amount) => Product.UnitPrice is > 0 and var price ? amount / price : null;

    /// <summary>What the running half brings beyond what agreed plans forecast; negative where it brings less, null where none names the product.</summary>
    /// <param name="half">How many of the months are the running half's.</param>
    public decimal? Beyond(int half) => Planned is { } planned ? Of(half) - planned : null;
}

/// <summary>
/// What is to be delivered: revenue sold and expected by product and month, and in pieces at the list price where a product has one. The products add up to the months of finance. Of deals that are
/// not there yet nobody knows the product: they are taken to be of the products sold in the last twelve months.
/// </summary>
public sealed class DemandOutlook
{
    /// <summary>Puts it together.</summary>
    /// <param name="months">The months shown; those of the running half first.</param>
    /// <param name="half">How many of them are the running half's.</param>
    /// <param name="sold">What is sold of each product by month; the product is 0 where none is named.</param>
    /// <param name="expected">What is expected still.</param>
    /// <param name="deals">What its largest deals are about.</param>
    /// <param name="lately">What was sold lately of each product, by which deals still to come are cut.</param>
    /// <param name="planned">What agreed plans forecast of each product in the running half; by null what they only name.</param>
    /// <param name="productOf">Of a product's number, what it is called and listed at.</param>
    public DemandOutlook(
        Period months, int half, IReadOnlyDictionary<(long Product, Month Month), decimal> sold, ExpectedRevenue expected, IReadOnlyDictionary<long, DealItem> deals, IReadOnlyList<(long? Product, decimal Revenue)> lately,
        IReadOnlyDictionary<long, decimal> planned, Func<long?, DemandedProduct> productOf)
    {
        (Months, Half) = (months, half);
        var (ahead, inOrder) = (expected.Ahead, months.Months.ToList());
        var rest = expected.ByProduct.ToDictionary(p => p.Key ?? 0, p => p.Months);
        var (all, of) = (lately.Where(l => l.Revenue > 0).Sum(l => l.Revenue), lately.Where(l => l.Revenue > 0).ToDictionary(l => l.Product ?? 0, l => l.Revenue));
        Products =
        [
            .. sold.Keys.Select(k => k.Product).Concat(rest.Keys).Concat(planned.Keys).Distinct().Select(Product).Where(p => p.Planned > 0 || p.Months.Any(m => m.Revenue != 0))
                .OrderBy(p => p.Product.Id is null).ThenByDescending(p => p.Of(inOrder.Count)).ThenBy(p => p.Product.Name, StringComparer.OrdinalIgnoreCase),
        ];

        ProductDemandAhead Product(long id)
        {
            var mine = ahead.Deals.Where(d => (deals.GetValueOrDefault(d.Id).ProductId ?? 0) == id).ToList();
            var others = ahead.Others.Where(o => (o.ProductId ?? 0) == id).Aggregate(ahead.Coming * (all == 0 ? (id == 0 ? 1 : 0) : (double)(of.GetValueOrDefault(id) / all)), (sum, o) => sum + o.Expected);
            var cells = inOrder.Select(Month).ToList();
            var soldInHalf = cells.Take(half).Sum(c => c.Sold);
            var first = inOrder.FindIndex(m => m >= ahead.First);
            decimal? asked = planned.TryGetValue(id, out var known) ? known : null;
            var range = Range(0, Math.Max(0, half - first), cells.Take(half).Sum(c => c.Rest), asked - soldInHalf);
            return new(productOf(id == 0 ? null : id), cells, soldInHalf + range.Low, soldInHalf + range.High, asked, asked is null ? null : soldInHalf >= asked ? 1 : range.Chance);

            DemandMonth Month(Month month)
            {
                var at = ((month.Year - ahead.First.Year) * 12) + month.Number - ahead.First.Number;
                var (before, still) = (sold.GetValueOrDefault((id, month)), at >= 0 && at < CompanyAhead.Months && rest.TryGetValue(id, out var expects) ? expects[at] : 0);
                var (low, high, _) = Range(at, 1, still, null);
                return new(before, still, before + low, before + high);
            }

            (decimal Low, decimal High, double Chance) Range(int from, int count, decimal expects, decimal? missing)
            {
                if (expects <= 0)
                {
                    return (0, 0, 0);
                }

                var likely = ahead.Range(mine, others, from, count, (double)(missing ?? expects));
                return (Math.Round((decimal)likely.Low, 2), Math.Round((decimal)likely.High, 2), likely.Chance);
            }
        }
    }

    /// <summary>The months shown.</summary>
    public Period Months { get; }

    /// <summary>How many of them are the running half's.</summary>
    public int Half { get; }

    /// <summary>Each product, the largest first; what names none comes last.</summary>
    public IReadOnlyList<ProductDemandAhead> Products { get; }
}
