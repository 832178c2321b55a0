using Microsoft.AspNetCore.Http.HttpResults;
using Plumbline.Companies;
using Plumbline.Exporting;
using Plumbline.Finance;
using Plumbline.Forecasting;
using Plumbline.People;

namespace Plumbline.Leadership;

internal static class LeadershipSetup
{
    private static readonly SheetColumn[] _columns = [new("Product", 32), new("Month", 12), new("Sold"), new("Expected still"), new("Together"), new("One in ten less"), new("One in ten more"), new("List price"), new("Pieces"), new("In agreed plans"), new("Difference"), new("Chance of it", IsShare: true)];

    private static readonly SheetColumn[] _productColumns = [new("Product", 32), new("Sold"), new("Sold and expected"), new("One in ten less"), new("One in ten more"), new("In agreed plans"), new("Chance of it", IsShare: true), new("Came"), new("A week before"), new("Chance then", IsShare: true)];

    public static void AddLeadership(this IServiceCollection services)
    {
        services.AddScoped<AgreedDemand>();
        services.AddScoped<OutlookExceptions>();
        services.AddScoped<ProductForecasts>();
    }

    public static void MapLeadership(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outlook/exceptions.csv", async (OutlookExceptions exceptions, OurCompany company, CancellationToken cancel) => (await Exceptions(exceptions, cancel)).Csv(await company.Today(cancel))).RequireAuthorization(Access.Leaders);
        routes.MapGet("/outlook/exceptions.xlsx", async (OutlookExceptions exceptions, OurCompany company, CancellationToken cancel) => (await Exceptions(exceptions, cancel)).Sheet(await company.Today(cancel))).RequireAuthorization(Access.Leaders);
        routes.MapGet("/outlook/products.csv", async (string? period, string? by, string? asof, ProductForecasts products, AskedDays days, OurCompany company, CancellationToken cancel) => (await Products(await ProductsAsk.Read(period, by, asof, company, days, cancel), products, cancel)).Csv(await company.Today(cancel))).RequireAuthorization(Access.Leading);
        routes.MapGet("/outlook/products.xlsx", async (string? period, string? by, string? asof, ProductForecasts products, AskedDays days, OurCompany company, CancellationToken cancel) => (await Products(await ProductsAsk.Read(period, by, asof, company, days, cancel), products, cancel)).Sheet(await company.Today(cancel))).RequireAuthorization(Access.Leading);
        routes.MapGet("/outlook/production.csv", Csv).RequireAuthorization(Access.Leaders);
        routes.MapGet("/outlook/production.xlsx", Sheet).RequireAuthorization(Access.Leaders);
    }

    private static async Task<FileStreamHttpResult> Csv(OutlookReader reader, AgreedDemand demand, OurCompany company, CancellationToken cancel) => (await Table(reader, demand, cancel)).Csv(await company.Today(cancel));

    private static async Task<FileStreamHttpResult> Sheet(OutlookReader reader, AgreedDemand demand, OurCompany company, CancellationToken cancel) => (await Table(reader, demand, cancel)).Sheet(await company.Today(cancel));

    private static async Task<TableOut> Exceptions(OutlookExceptions exceptions, CancellationToken cancel)
    {
        var view = await exceptions.Read(cancel) ?? throw OutlookReader.NothingYet;
        return new("outlook", [new("What", 48), new("Why", 96), new("Where", 40)], view.Exceptions.Select(e => (IReadOnlyList<object?>)[e.Title, e.Words, e.Href]));
    }

    private static async Task<TableOut> Products(ProductsAsk ask, ProductForecasts products, CancellationToken cancel)
    {
        Refuse.Unless(!ask.IsMisread && ask.NotThen is null && !ask.IsTooFar, Refusal.Invalid, "Ask for the file from the page that shows these products.");
        var view = await products.Read(ask.Period, ask.Measure, ask.Then, cancel) ?? throw (ask.Then is null ? OutlookReader.NothingYet : new RefusedException(Refusal.NotFound, "What could be told of that day was not reckoned. Ask for it on the page first."));
        return new("outlook-products", _productColumns, view.Forecast.Products.Select(p => (IReadOnlyList<object?>)[view.NameOf(p), p.Sold, p.Expected, p.Low, p.High, p.Planned, view.ChanceOf(p), p.Came, view.Before?.Of(p.ProductId)?.Expected, view.Before is { } before && before.Of(p.ProductId) is { } then ? before.ChanceOf(then) : null]));
    }

    private static async Task<TableOut> Table(OutlookReader reader, AgreedDemand agreed, CancellationToken cancel)
    {
        var view = await reader.ReadOrRefuse(OutlookScenario.None, cancel);
        var demand = await agreed.Read(view, cancel);
        return new("outlook-production", _columns, demand.Products.SelectMany(p => p.Months.Zip(demand.Months.Months, (cell, month) => (IReadOnlyList<object?>)
        [
            p.Product.Name, month.ToString(), cell.Sold, cell.Rest, cell.Revenue, p.RangeOf(month).Low, p.RangeOf(month).High, p.Product.UnitPrice, Pieces(p, cell.Revenue), null, null, null,
        ]).Append(
        [
            p.Product.Name, view.Fiscal.Name(view.Half), p.Months.Take(demand.Half).Sum(m => m.Sold), p.Months.Take(demand.Half).Sum(m => m.Rest), p.Of(demand.Half), p.Half.Low, p.Half.High, p.Product.UnitPrice, Pieces(p, p.Of(demand.Half)), p.Planned, p.Beyond(demand.Half),
            p.Half.Chance is { } chance ? (decimal)chance : null,
        ])));

        static object? Pieces(ProductDemandAhead product, decimal amount) => product.Units(amount) is { } units ? Math.Round(units, 2) : null;
    }
}
