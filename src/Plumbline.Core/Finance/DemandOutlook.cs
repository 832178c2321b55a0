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
public readonly record struct DemandMonth(decimal Sold, decimal Rest)
{
    /// <summary>All of it.</summary>
    public decimal Revenue => Sold + Rest;
}

/// <summary>What some time is likely to bring of a product.</summary>
/// <param name="Low">With a chance of one in ten it brings less.</param>
/// <param name="High">With a chance of one in ten it brings more.</param>
/// <param name="Chance">The chance that it brings what is planned, from 0 to 1; null where nothing is.</param>
public readonly record struct DemandRange(decimal Low, decimal High, double? Chance);

/// <summary>The demand for a product. Ranges are reckoned when they are asked for: a company may have thousands of products.</summary>
public sealed class ProductDemandAhead
{
    private readonly Func<Month, DemandRange> _rangeOf;
    private readonly Lazy<DemandRange> _half;

    internal ProductDemandAhead(DemandedProduct product, IReadOnlyList<DemandMonth> months, decimal? planned, Func<Month, DemandRange> rangeOf, Func<DemandRange> half) =>
        (Product, Months, Planned, _rangeOf, _half) = (product, months, planned, rangeOf, new(half));

    /// <summary>The product.</summary>
    public DemandedProduct Product { get; }

    /// <summary>Each month shown, in order.</summary>
    public IReadOnlyList<DemandMonth> Months { get; }

    /// <summary>What agreed plans forecast of it in the running half; null where none names it.</summary>
    public decimal? Planned { get; }

    /// <summary>The range of the running half, and the chance that it brings what agreed plans forecast.</summary>
    public DemandRange Half => _half.Value;

    /// <summary>The range of one of the months shown.</summary>
    public DemandRange RangeOf(Month month) => _rangeOf(month);

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
        var products = new ProductsAhead(ahead, deals, lately);
        Products =
        [
            .. sold.Keys.Select(k => k.Product).Concat(rest.Keys).Concat(planned.Keys).Distinct().Select(Product).Where(p => p.Planned > 0 || p.Months.Any(m => m.Revenue != 0))
                .OrderBy(p => p.Product.Id is null).ThenByDescending(p => p.Of(inOrder.Count)).ThenBy(p => p.Product.Name, StringComparer.OrdinalIgnoreCase),
        ];

        ProductDemandAhead Product(long id)
        {
            var cells = inOrder.Select(Month).ToList();
            decimal? asked = planned.TryGetValue(id, out var known) ? known : null;
            return new(productOf(id == 0 ? null : id), cells, asked, month => Range(cells[inOrder.IndexOf(month)], ahead.At(month), 1, null), OfHalf);

            DemandMonth Month(Month month) => new(sold.GetValueOrDefault((id, month)), ahead.At(month) is >= 0 and < CompanyAhead.Months and var at && rest.TryGetValue(id, out var expects) ? expects[at] : 0);

            DemandRange OfHalf()
            {
                var together = new DemandMonth(cells.Take(half).Sum(c => c.Sold), cells.Take(half).Sum(c => c.Rest));
                return Range(together, 0, half - inOrder.FindIndex(m => m >= ahead.First), asked);
            }

            DemandRange Range(DemandMonth cell, int from, int count, decimal? wanted)
            {
                if (cell.Rest <= 0)
                {
                    return new(cell.Sold, cell.Sold, wanted is null ? null : cell.Sold >= wanted ? 1 : 0);
                }

                var likely = products.Range(id, from, count, (double)((wanted ?? cell.Revenue) - cell.Sold));
                return new(cell.Sold + Math.Round((decimal)likely.Low, 2), cell.Sold + Math.Round((decimal)likely.High, 2), wanted is null ? null : cell.Sold >= wanted ? 1 : likely.Chance);
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
