using Microsoft.EntityFrameworkCore;

namespace Plumbline.Products;

internal static class ProductFamilies
{
    extension(IQueryable<Product> products)
    {
        /// <summary>The product families that are sold, by name.</summary>
        public async Task<IReadOnlyList<string>> SoldFamilies(CancellationToken cancel) =>
            [.. (await products.Where(p => p.IsSold && p.MergedIntoId == null && p.Family != null).Select(p => p.Family!).Distinct().ToListAsync(cancel)).Order(StringComparer.OrdinalIgnoreCase)];
    }
}
