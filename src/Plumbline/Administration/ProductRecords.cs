using Microsoft.EntityFrameworkCore;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Administration;

/// <summary>A page of products.</summary>
internal sealed record ProductsFound(IReadOnlyList<Product> Products, int Found, int Page, int Pages);

/// <summary>Reads products, and changes what they cost and are listed at.</summary>
internal sealed class ProductRecords(PlumblineDb db)
{
    private const int OnAPage = 50;

    /// <summary>Products whose name, code or family holds the text; those merged into others are not among them.</summary>
    public async Task<ProductsFound> Find(string? text, int page, CancellationToken cancel)
    {
        var part = text?.Trim() ?? "";
        var found = (await db.Products.AsNoTracking().Where(p => p.MergedIntoId == null).ToListAsync(cancel))
            .Where(p => Holds(p.Name) || Holds(p.Code) || Holds(p.Family))
            .OrderBy(p => p.Family, StringComparer.CurrentCultureIgnoreCase).ThenBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase).ToList();
        var pages = Math.Max(1, (found.Count + OnAPage - 1) / OnAPage);
        page = Math.Clamp(page, 1, pages);
        return new([.. found.Skip((page - 1) * OnAPage).Take(OnAPage)], found.Count, page, pages);

        bool Holds(string? words) => words?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
    }

    public Task<Product?> Read(long id, CancellationToken cancel) => db.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.MergedIntoId == null, cancel);

    /// <summary>Saves what was typed, and counts anew what depends on it; refuses where someone else saved since it was read.</summary>
    public async Task Change(long id, ProductInput input, CancellationToken cancel)
    {
        var product = await db.Products.SingleOrDefaultAsync(p => p.Id == id && p.MergedIntoId == null, cancel) ?? throw RefusedException.NotFound("product");
        Refuse.Stale("this product", input.Revision, product.Revision);
        await db.AllOrNothing(
            async () =>
            {
                var before = await CountingContext.Load(db, cancel);
                input.PutInto(product);
                await db.SaveChangesAsync(cancel);
                using var bulk = BulkWriter.Of(db);
                await Recounting.Follow(db, bulk, before, cancel);
            },
            cancel);
    }
}
