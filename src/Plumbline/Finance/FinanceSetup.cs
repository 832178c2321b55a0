using Microsoft.AspNetCore.Http.HttpResults;
using Plumbline.Companies;
using Plumbline.Exporting;
using Plumbline.People;

namespace Plumbline.Finance;

internal static class FinanceSetup
{
    private static readonly SheetColumn[] _columns =
    [
        new("Month", 12), new("Sold"), new("Expected still"), new("Together"), new("One in ten less"), new("One in ten more"), new("Quota"), new("A year before"), new("Margin"), new("Margin quota"), new("Customers pay"), new("Customers pay if quotas were reached"),
        new("Vendors pay"), new("Marketing costs"), new("To be claimed"),
    ];

    public static void AddFinance(this IServiceCollection services) => services.AddScoped<OutlookReader>();

    public static void MapFinance(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outlook/finance.csv", Csv).RequireAuthorization(Access.Leaders);
        routes.MapGet("/outlook/finance.xlsx", Sheet).RequireAuthorization(Access.Leaders);
    }

    private static async Task<FileStreamHttpResult> Csv(HttpRequest request, OutlookReader reader, OurCompany company, CancellationToken cancel) => (await Table(request, reader, cancel)).Csv(await company.Today(cancel));

    private static async Task<FileStreamHttpResult> Sheet(HttpRequest request, OutlookReader reader, OurCompany company, CancellationToken cancel) => (await Table(request, reader, cancel)).Sheet(await company.Today(cancel));

    private static async Task<TableOut> Table(HttpRequest request, OutlookReader reader, CancellationToken cancel)
    {
        var view = await reader.ReadOrRefuse(OutlookAsk.Read(request.Query).Scenario, cancel);
        return new(view.Supposed is null ? "outlook-finance" : "outlook-finance-supposed", _columns, (view.Supposed ?? view.Finance).Months.Select(m => (IReadOnlyList<object?>)
        [
            m.Month.ToString(), m.Sold.Revenue, m.Rest, m.Revenue, m.Low, m.High, m.Quota, m.LastYear.Revenue, m.Margin, m.MarginQuota, m.FromCustomers, m.CashPlanned, m.FromVendors, m.Marketing, view.ClaimsDue.GetValueOrDefault(m.Month),
        ]));
    }
}
