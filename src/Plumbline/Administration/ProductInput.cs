using Plumbline.Products;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Administration;

/// <summary>What can be changed of a product, as typed.</summary>
public sealed class ProductInput
{
    /// <summary>The family; empty for none.</summary>
    public string? Family { get; set; }

    /// <summary>What one piece is listed at.</summary>
    public string? ListPrice { get; set; }

    /// <summary>What one piece costs.</summary>
    public string? Cost { get; set; }

    /// <summary>The margin in percent of revenue, where list price and cost do not tell it.</summary>
    public string? DefaultMargin { get; set; }

    /// <summary>Whether it is still sold.</summary>
    public bool IsSold { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static ProductInput Of(Product product) => new()
    {
        Family = product.Family,
        ListPrice = product.ListPrice is { } price ? Figures.Input(price) : null,
        Cost = product.Cost is { } cost ? Figures.Input(cost) : null,
        DefaultMargin = product.DefaultMargin is { } margin ? $"{Figures.Input(margin * 100)}%" : null,
        IsSold = product.IsSold,
        Revision = product.Revision,
    };

    /// <summary>Puts what was typed into the product, or refuses before anything has changed.</summary>
    internal void PutInto(Product product)
    {
        var (price, cost, margin) = (Amount(ListPrice, nameof(ListPrice)), Amount(Cost, nameof(Cost)), Share());
        (product.Family, product.ListPrice, product.Cost, product.DefaultMargin, product.IsSold) = (TypedText.OrNull(Family), price, cost, margin, IsSold);
        product.Revision++;
    }

    private static decimal? Amount(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        // A lone dash reads as zero, but whoever writes one here may mean that it is not known.
        Refuse.Unless(TypedNumber.TryRead(typed, out var amount) && typed.Any(char.IsAsciiDigit) && amount is >= 0 and <= 10_000_000_000m, Refusal.Invalid, $"“{typed}” is no amount. Write it as 1,250.00, or leave it empty where it is not known.", field);
        return Math.Round(amount, 4);
    }

    private decimal? Share()
    {
        if (string.IsNullOrWhiteSpace(DefaultMargin))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryReadShare(DefaultMargin, out var share) && DefaultMargin.Any(char.IsAsciiDigit) && share is >= -1 and <= 1, Refusal.Invalid, $"“{DefaultMargin}” is no margin. Write it as 30%, or leave it empty where it is not known.", nameof(DefaultMargin));
        return Math.Round(share, 4);
    }
}
