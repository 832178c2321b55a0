using Microsoft.AspNetCore.Http.HttpResults;
using Plumbline.Companies;
using Plumbline.Exporting;
using Plumbline.Fiscal;
using static Plumbline.Scoring.ScoreboardRow;

namespace Plumbline.Marketing;

/// <summary>Answers with what came of local marketing as a file: all lines, not one page of them.</summary>
internal sealed class ResultsFile(MarketingResults results, OurCompany company)
{
    private static readonly string[] _columns =
    [
        "name", "activities", "cost", "own", "leads", "cost_per_lead", "opportunities", "cost_per_opportunity", "sourced_pipeline", "influenced_pipeline", "wins", "cost_per_win", "revenue", "sourced_revenue", "margin", "revenue_of_unknown_margin", "return_on_own",
        "return_on_cost",
    ];

    public async Task<FileStreamHttpResult> Csv(HttpRequest request, CancellationToken cancel)
    {
        var (ask, fiscal) = await Ask(request, cancel);
        var file = new MemoryStream();
        using (var csv = new CsvOut(file, withMark: true))
        {
            csv.Row(_columns);
            foreach (var line in (await results.All(ask, cancel)).Lines)
            {
                csv.Cell(line.Name);
                foreach (var (number, _) in Numbers(line.Sum))
                {
                    csv.Cell(Plain(number));
                }

                csv.EndRow();
            }
        }

        return Answer(file, ask, fiscal, "text/csv; charset=utf-8", "csv");
    }

    public async Task<FileStreamHttpResult> Sheet(HttpRequest request, CancellationToken cancel)
    {
        var (ask, fiscal) = await Ask(request, cancel);
        var file = new MemoryStream();
        SheetColumn[] columns =
        [
            new($"{ask.By}", 36), new("Activities", 10), new("Cost"), new("Own part"), new("Leads", 10), new("Per lead"), new("Opportunities", 13), new("Per opportunity"), new("Sourced pipeline"), new("Influenced pipeline"), new("Wins", 10), new("Per win"), new("Revenue"),
            new("Sourced revenue"), new("Margin"), new("Revenue of unknown margin", 26), new("Return on own"), new("Return on cost"),
        ];
        using (var sheet = new SheetOut(file, "What came of it", columns))
        {
            foreach (var line in (await results.All(ask, cancel)).Lines)
            {
                sheet.Cell(line.Name);
                foreach (var (number, isShare) in Numbers(line.Sum))
                {
                    sheet.Cell(Plain(number), isShare);
                }

                sheet.EndRow();
            }
        }

        return Answer(file, ask, fiscal, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    }

    private async Task<(ResultsAsk Ask, FiscalYear Fiscal)> Ask(HttpRequest request, CancellationToken cancel)
    {
        var fiscal = (await company.Load(cancel)).FiscalYear;
        return (ResultsAsk.Read(name => request.Query[name], fiscal, await company.Today(cancel)), fiscal);
    }

    private static (decimal? Number, bool IsShare)[] Numbers(AttributedSum sum) =>
    [
        (sum.Activities, false), (sum.Cost, false), (sum.Own, false), (sum.Leads, false), (sum.CostPerLead, false), (sum.Opportunities, false), (sum.CostPerOpportunity, false), (sum.Sourced, false), (sum.Influenced, false), (sum.Wins, false), (sum.CostPerWin, false),
        (sum.Revenue, false), (sum.SourcedRevenue, false), (sum.Margin, false), (sum.UnknownMarginRevenue, false), (sum.ReturnOnOwn, true), (sum.ReturnOnCost, true),
    ];

    private static FileStreamHttpResult Answer(MemoryStream file, ResultsAsk ask, FiscalYear fiscal, string type, string extension)
    {
        file.Position = 0;
        return TypedResults.File(file, type, FormattableString.Invariant($"marketing-{fiscal.Name(ask.Year)}-{ask.By}-{ask.Model}.{extension}").ToLowerInvariant());
    }
}
