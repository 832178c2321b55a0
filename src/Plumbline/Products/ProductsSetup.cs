namespace Plumbline.Products;

internal static class ProductsSetup
{
    public static void AddProducts(this IServiceCollection services) => services.AddScoped<ProductRecords>();
}
