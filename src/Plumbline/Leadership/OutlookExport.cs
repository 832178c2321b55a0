using Microsoft.AspNetCore.Http.HttpResults;
using Plumbline.Companies;
using Plumbline.Exporting;

namespace Plumbline.Leadership;

/// <summary>Answers with the outlook as a file.</summary>
internal sealed class OutlookExport(OutlookReader reader, OurCompany company)
{
    public async Task<FileStreamHttpResult> FinanceCsv(OutlookScenario scenario, CancellationToken cancel) => (await Finance(scenario, cancel)).Csv(await company.Today(cancel));

    public async Task<FileStreamHttpResult> FinanceSheet(OutlookScenario scenario, CancellationToken cancel) => (await Finance(scenario, cancel)).Sheet(await company.Today(cancel));

    public async Task<FileStreamHttpResult> DemandCsv(CancellationToken cancel) => (await Demand(cancel)).Csv(await company.Today(cancel));

    public async Task<FileStreamHttpResult> DemandSheet(CancellationToken cancel) => (await Demand(cancel)).Sheet(await company.Today(cancel));

    private async Task<TableOut> Finance(OutlookScenario scenario, CancellationToken cancel)
    {
        SheetColumn[] columns =
        [
            new("Month", 12), new("Sold"), new("Expected still"), new("Together"), new("One in ten less"), new("One in ten more"), new("Quota"), new("A year before"), new("Margin"), new("Margin quota"), new("Customers pay"), new("Customers pay if quotas were reached"),
            new("Vendors pay"), new("Marketing costs"), new("To be claimed"),
        ];
        var view = await Read(scenario, cancel);
        return new("outlook-finance", columns, (view.Supposed ?? view.Finance).Months.Select(m => (IReadOnlyList<object?>)
        [
            m.Month.ToString(), m.Sold.Revenue, m.Rest, m.Revenue, m.Low, m.High, m.Quota, m.LastYear.Revenue, m.Margin, m.MarginQuota, m.FromCustomers, m.CashPlanned, m.FromVendors, m.Marketing, view.ClaimsDue.GetValueOrDefault(m.Month),
        ]));
    }

    private async Task<TableOut> Demand(CancellationToken cancel)
    {
        SheetColumn[] columns = [new("Product", 32), new("Month", 12), new("Sold"), new("Expected still"), new("Together"), new("One in ten less"), new("One in ten more"), new("List price"), new("Pieces")];
        var view = await Read(OutlookScenario.None, cancel);
        var demand = await reader.Demand(view, cancel);
        return new("outlook-production", columns, demand.Products.SelectMany(p => p.Months.Zip(demand.Months.Months, (cell, month) => (IReadOnlyList<object?>)
        [
            p.Product.Name, month.ToString(), cell.Sold, cell.Rest, cell.Revenue, cell.Low, cell.High, p.Product.UnitPrice, p.Units(cell.Revenue) is { } units ? Math.Round(units, 2) : null,
        ])));
    }

    private async Task<OutlookView> Read(OutlookScenario scenario, CancellationToken cancel) =>
        await reader.Read(scenario, cancel) ?? throw new RefusedException(Refusal.NotFound, "Nothing was told of the months ahead yet. It is reckoned in the background; try again in a few minutes.");
}
