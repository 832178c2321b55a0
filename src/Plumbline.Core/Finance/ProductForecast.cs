using Plumbline.Fiscal;
using Plumbline.Forecasting;

namespace Plumbline.Finance;

/// <summary>What is sold, or agreed, of one product.</summary>
/// <param name="Revenue">The revenue; null where nothing is said of it.</param>
/// <param name="Margin">The margin; null where nothing is said of it, or too little of it is known.</param>
public readonly record struct ProductAmounts(decimal? Revenue, decimal? Margin)
{
    /// <summary>By revenue or by margin.</summary>
    public decimal? Of(ForecastMeasure measure) => measure == ForecastMeasure.Margin ? Margin : Revenue;
}

/// <summary>Whether a product is likely to bring in a period what agreed plans expect of it. Money in the company's currency.</summary>
/// <param name="ProductId">The product; null for what names none.</param>
/// <param name="Sold">Sold by the day that is told of.</param>
/// <param name="Expected">Sold and expected still; null where it is not known what part of the product's revenue is margin.</param>
/// <param name="Low">With a chance of one in ten it brings less; null as above.</param>
/// <param name="High">With a chance of one in ten it brings more; null as above.</param>
/// <param name="Planned">What agreed plans expect of it; null where none names it.</param>
/// <param name="Chance">The chance that it brings that, from 0 to 1; null where nothing is planned, or nothing can be told.</param>
/// <param name="Came">What it has brought by now, where the day that is told of is gone; null where it is today, or not known.</param>
public sealed record ProductOdds(long? ProductId, decimal? Sold, decimal? Expected, decimal? Low, decimal? High, decimal? Planned, double? Chance, decimal? Came)
{
    /// <summary>The open opportunity of it that is expected to bring most in these months; null where none is open, none of them is among the company's largest, or nothing is expected or known of what it leaves.</summary>
    public WeightyDeal? Most { get; init; }

    /// <summary>What deals bring that are not there yet, at the pace of late; null where nothing is expected, or it is not known what it leaves.</summary>
    public decimal? Coming { get; init; }
}

/// <summary>An open opportunity that weighs most of something.</summary>
/// <param name="Id">Which.</param>
/// <param name="Worth">What it brings, or leaves, where it is won; in the company's currency.</param>
/// <param name="Chance">The chance that it is won in the months that are looked at, from 0 to 1.</param>
public sealed record WeightyDeal(long Id, decimal Worth, double Chance);

/// <summary>
/// Of each product how likely a month, a quarter or a half brings what the agreed plans expect of it: what is sold by a day, and the product's part of what was expected at its end. Margin is revenue times the part of it that is
/// usually left, so that a plan's margin is reached as likely as the revenue that leaves it.
/// </summary>
public sealed class ProductForecast
{
    /// <summary>Puts it together.</summary>
    /// <param name="period">The months that are looked at.</param>
    /// <param name="measure">By revenue or by margin.</param>
    /// <param name="expected">What was expected at the end of the day.</param>
    /// <param name="deals">What its largest deals are about.</param>
    /// <param name="lately">What was sold in the year before the day of each product, by which deals still to come are cut.</param>
    /// <param name="shareOf">The part of a product's revenue that is margin; null where that is not known.</param>
    /// <param name="sold">What of each product was sold in the period by the end of the day; the product is 0 where none is named.</param>
    /// <param name="planned">What plans that were agreed by then expect of each product in the period.</param>
    /// <param name="came">What each brought in the period by now; null where the day is today.</param>
    public ProductForecast(
        Period period, ForecastMeasure measure, ExpectedRevenue expected, IReadOnlyDictionary<long, DealItem> deals, IReadOnlyList<(long? Product, decimal Revenue)> lately, Func<long?, decimal?> shareOf,
        IReadOnlyDictionary<long, ProductAmounts> sold, IReadOnlyDictionary<long, ProductAmounts> planned, IReadOnlyDictionary<long, ProductAmounts>? came)
    {
        var products = new ProductsAhead(expected.Ahead, deals, lately);
        var from = Math.Max(0, expected.Ahead.At(period.First));
        var count = Math.Max(0, Math.Min(CompanyAhead.Months, expected.Ahead.At(period.Last) + 1) - from);
        var weightiest = expected.Ahead.Deals.GroupBy(d => deals.GetValueOrDefault(d.Id).ProductId ?? 0).ToDictionary(g => g.Key, g => g.Select(d => (Deal: d, Chance: d.Told(from, count))).MaxBy(d => d.Deal.Value * d.Chance));
        var rest = expected.ByProduct.ToDictionary(p => p.Key ?? 0, p => p.Months.Skip(from).Take(count).Sum());
        Products =
        [
            .. sold.Keys.Concat(rest.Where(r => r.Value > 0).Select(r => r.Key)).Concat(planned.Keys).Concat(came?.Keys ?? []).Distinct().Select(Of)
                .OrderBy(p => p.ProductId is null).ThenByDescending(p => p.Planned is not null).ThenByDescending(p => Math.Max(p.Planned ?? 0, p.Expected ?? p.Sold ?? 0)).ThenBy(p => p.ProductId),
        ];

        ProductOdds Of(long id)
        {
            long? product = id == 0 ? null : id;
            var (known, wanted, left) = (sold.GetValueOrDefault(id, new(0, 0)).Of(measure), planned.GetValueOrDefault(id).Of(measure), rest.GetValueOrDefault(id));
            var share = measure == ForecastMeasure.Margin ? shareOf(product) : 1;
            if (known is not { } until || (left > 0 && share is null))
            {
                return new(product, known, null, null, null, wanted, null, Came());
            }

            if (left <= 0)
            {
                return new(product, known, known, known, known, wanted, wanted is null ? null : known >= wanted ? 1 : 0, Came());
            }

            // What leaves nothing, or less, brings no margin nearer.
            var leaves = (double)share!.Value;
            var likely = products.Range(id, from, count, wanted is { } asked && leaves > 0 ? (double)(asked - until) / leaves : (double)left);
            var (low, high) = (until + Money(likely.Low * leaves), until + Money(likely.High * leaves));
            return new(product, known, until + Math.Round(left * share.Value, 4), Math.Min(low, high), Math.Max(low, high), wanted, wanted is null ? null : until >= wanted ? 1 : leaves > 0 ? likely.Chance : 0, Came())
            {
                Most = weightiest.TryGetValue(id, out var most) && most.Chance > 0 ? new(most.Deal.Id, Money(most.Deal.Value * leaves), most.Chance) : null,
                Coming = Money(products.Coming(id, from, count) * leaves),
            };

            decimal? Came() => came is null ? null : came.GetValueOrDefault(id, new(0, 0)).Of(measure);
        }

        static decimal Money(double amount) => Math.Round((decimal)amount, 2);
    }

    /// <summary>Each product: those first that plans name, the largest first; what names none comes last.</summary>
    public IReadOnlyList<ProductOdds> Products { get; }
}
