namespace Plumbline.Forecasting;

/// <summary>Deals as what they leave: margin in the place of revenue, so that a quota of margin is forecast by the same odds, which go by what a deal is sold for.</summary>
public static class MarginDeals
{
    private const decimal EnoughKnown = 0.8m; // So much of the revenue won must have a known margin.

    /// <summary>
    /// Each deal with its margin as value. What was won and leaves an unknown margin is taken to leave the usual share of its revenue, and so is what is open of a product whose share nobody knows.
    /// </summary>
    /// <param name="deals">The deals.</param>
    /// <param name="shareOf">The part of a product's revenue that is margin; null where it is not known.</param>
    /// <returns>Null where the margin of less than four fifths of what was won is known: a forecast of margin would say little.</returns>
    public static IReadOnlyList<Deal>? Of(IReadOnlyList<Deal> deals, Func<long, decimal?> shareOf)
    {
        var (won, known, margin) = (0m, 0m, 0m);
        foreach (var deal in deals.Where(d => d.IsWon && d.Value > 0))
        {
            won += deal.Value;
            (known, margin) = deal.Margin is { } left ? (known + deal.Value, margin + left) : (known, margin);
        }

        if (won == 0 || known < won * EnoughKnown)
        {
            return null;
        }

        var usual = margin / known;
        return [.. deals.Select(Of)];

        Deal Of(Deal deal)
        {
            var share = Math.Max(0, deal.ProductId is { } product ? shareOf(product) ?? usual : usual);
            return deal with
            {
                Sold = deal,
                Value = deal.Margin ?? deal.Value * usual,
                Marks = [.. deal.Marks.Select(m => m with { Amount = m.Amount * share })],
                ListPrice = deal.ListPrice * share,
                Stated = deal.Stated is { } stated ? (stated.Since, stated.Amount * share) : null,
            };
        }
    }
}
