namespace Plumbline.Products;

/// <summary>
/// The part of a product's revenue that is margin: what it was of late, where that is known of four fifths of its revenue; else what its price and cost, or its usual share, say; else that of all products together,
/// by the same rule.
/// </summary>
public sealed class MarginShares
{
    /// <summary>What was sold lately is that of the month of today and so many before it.</summary>
    public const int MonthsLately = 12;

    private const decimal EnoughKnown = 0.8m;

    private readonly Dictionary<long, decimal> _known = [];
    private readonly Func<long, decimal?> _usual;
    private readonly decimal? _ofAll;

    /// <summary>Learns them.</summary>
    /// <param name="lately">What was sold lately of each product, its known margin, and the revenue whose margin is not known; the product is null where none was named.</param>
    /// <param name="usual">What a product's price and cost, or its usual share, say; null where they say nothing.</param>
    public MarginShares(IReadOnlyList<(long? Product, decimal Revenue, decimal Margin, decimal Unknown)> lately, Func<long, decimal?> usual)
    {
        _usual = usual;
        foreach (var one in lately)
        {
            if (one.Product is { } product && Share(one.Revenue, one.Margin, one.Unknown) is { } share)
            {
                _known[product] = share;
            }
        }

        _ofAll = Share(lately.Sum(l => l.Revenue), lately.Sum(l => l.Margin), lately.Sum(l => l.Unknown));
    }

    /// <summary>A product's share, as a fraction of revenue; null where nothing tells it.</summary>
    public decimal? Of(long? product) => product is not { } id ? _ofAll : _known.TryGetValue(id, out var known) ? known : _usual(id) ?? _ofAll;

    private static decimal? Share(decimal revenue, decimal margin, decimal unknown) => revenue > 0 && revenue - unknown >= revenue * EnoughKnown ? margin / (revenue - unknown) : null;
}
