using Plumbline.Companies;
using Plumbline.Exporting;
using Plumbline.Fiscal;
using Plumbline.People;
using static Plumbline.Scoring.ScoreboardRow;

namespace Plumbline.Marketing;

/// <summary>What local marketing costs, and what came of it, as files: all lines, not one page of them.</summary>
internal static class MarketingFiles
{
    private static readonly SheetColumn[] _budget = [new("Name", 36), new("Activities", 10), new("Planned"), new("Committed"), new("Spent"), new("Cost"), new("Vendors"), new("Claimed"), new("Paid"), new("Own"), new("Lapsed")];

    private static readonly SheetColumn[] _results =
    [
        new("Name", 36), new("Activities", 10), new("Cost"), new("Own"), new("Leads", 10), new("Cost per lead"), new("Opportunities", 13), new("Cost per opportunity", 20), new("Sourced pipeline"), new("Influenced pipeline", 20), new("Wins", 10), new("Cost per win"),
        new("Revenue"), new("Sourced revenue"), new("Margin"), new("Revenue of unknown margin", 26), new("Return on own", IsShare: true), new("Return on cost", IsShare: true),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marketing/budget.csv", async (HttpRequest request, MarketingBudget budget, OurCompany company, CancellationToken cancel) => (await Budget(request, budget, company, cancel)).Csv(await company.Today(cancel))).RequireAuthorization(Access.Everyone);
        routes.MapGet("/marketing/budget.xlsx", async (HttpRequest request, MarketingBudget budget, OurCompany company, CancellationToken cancel) => (await Budget(request, budget, company, cancel)).Sheet(await company.Today(cancel))).RequireAuthorization(Access.Everyone);
        routes.MapGet("/marketing/results.csv", async (HttpRequest request, MarketingResults results, OurCompany company, CancellationToken cancel) => (await Results(request, results, company, cancel)).Csv(await company.Today(cancel))).RequireAuthorization(Access.Everyone);
        routes.MapGet("/marketing/results.xlsx", async (HttpRequest request, MarketingResults results, OurCompany company, CancellationToken cancel) => (await Results(request, results, company, cancel)).Sheet(await company.Today(cancel))).RequireAuthorization(Access.Everyone);
    }

    private static async Task<TableOut> Budget(HttpRequest request, MarketingBudget budget, OurCompany company, CancellationToken cancel)
    {
        var (fiscal, today) = await Days(company, cancel);
        var view = await budget.Read(BudgetAsk.Read(name => request.Query[name], fiscal, today), cancel);
        return new(
            Name("budget", view.Ask.Year, fiscal, $"{view.Ask.By}"), _budget,
            view.Lines.Select(l => Row(l.Name, l.Sum.Count, l.Sum.Planned, l.Sum.Committed, l.Sum.Spent, l.Sum.Cost, l.Sum.Vendors, l.Sum.Claimed, l.Sum.Paid, l.Sum.Own, l.Sum.Lapsed)));
    }

    private static async Task<TableOut> Results(HttpRequest request, MarketingResults results, OurCompany company, CancellationToken cancel)
    {
        var (fiscal, today) = await Days(company, cancel);
        var ask = ResultsAsk.Read(name => request.Query[name], fiscal, today);
        return new(
            Name("results", ask.Year, fiscal, $"{ask.By}-{ask.Model}"), ask.By == ResultsBy.Salesperson ? [new(ResultsWords.Of(ask.By), 36), .. _results[1..]] : _results,
            (await results.All(ask, cancel)).Lines.Select(l => Row(
                l.Name, l.Sum.Activities, l.Sum.Cost, l.Sum.Own, l.Sum.Leads, l.Sum.CostPerLead, l.Sum.Opportunities, l.Sum.CostPerOpportunity, l.Sum.Sourced, l.Sum.Influenced, l.Sum.Wins, l.Sum.CostPerWin, l.Sum.Revenue, l.Sum.SourcedRevenue, l.Sum.Margin,
                l.Sum.UnknownMarginRevenue, l.Sum.ReturnOnOwn, l.Sum.ReturnOnCost)));
    }

    private static async Task<(FiscalYear Fiscal, DateOnly Today)> Days(OurCompany company, CancellationToken cancel) => ((await company.Load(cancel)).FiscalYear, await company.Today(cancel));

    private static string Name(string what, Period year, FiscalYear fiscal, string cut) => FormattableString.Invariant($"marketing-{what}-{fiscal.Name(year)}-{cut}").ToLowerInvariant();

    private static List<object?> Row(string name, params ReadOnlySpan<decimal?> numbers)
    {
        var row = new List<object?>(numbers.Length + 1) { name };
        foreach (var number in numbers)
        {
            row.Add(Plain(number));
        }

        return row;
    }
}
