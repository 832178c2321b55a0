using Microsoft.AspNetCore.Http.HttpResults;
using Plumbline.Exporting;
using static Plumbline.Scoring.ScoreboardRow;

namespace Plumbline.Markets;

/// <summary>Answers with all segments as a file, and with who buys which product behind each.</summary>
internal sealed class MarketsExport(MarketReader reader)
{
    private static readonly SheetColumn[] _columns =
    [
        new("Industry", 24), new("Region", 24), new("Accounts", 12), new("Customers", 12), new("Not contacted", 14), new("Never contacted", 14), new("Without owner", 14), new("Open amount"), new("Won", 10), new("Lost", 10),
        new("Win rate", 12), new("Win rate low", 12), new("Win rate high", 12), new("Worked", 12), new("Untapped", 12), new("Worth"), new("Worth low"), new("Worth high"),
    ];

    public async Task<FileStreamHttpResult> Csv(string? by, CancellationToken cancel)
    {
        var (view, cut, file) = (await reader.Read(cancel), MarketWords.Cut(by), new MemoryStream());
        using (var csv = new CsvOut(file, withMark: true))
        {
            csv.Row([.. _columns.Select(c => c.Header.ToLowerInvariant().Replace(' ', '_')), .. view.Products.Select(p => $"customers of {p.Name}")]);
            foreach (var s in view.Market.Segments(cut))
            {
                csv.Cell(s.Industry).Cell(s.Region).Cell(s.Counts.Accounts).Cell(s.Counts.Customers).Cell(s.Counts.NotWorked).Cell(s.Counts.NeverMet).Cell(s.Counts.Unowned).Cell(Plain(s.Counts.Open)).Cell(s.Counts.Won).Cell(s.Counts.Lost)
                    .Cell(Plain(s.WinRate?.Mid)).Cell(Plain(s.WinRate?.Low)).Cell(Plain(s.WinRate?.High)).Cell(Plain(s.Counts.WorkedShare)).Cell(MarketWords.Of(s.Promise))
                    .Cell(Money(s.Worth?.Mid)).Cell(Money(s.Worth?.Low)).Cell(Money(s.Worth?.High));
                foreach (var product in view.Products)
                {
                    csv.Cell(s.BuyersOf(product.Id).Buyers);
                }

                csv.EndRow();
            }
        }

        return Answer(file, "text/csv; charset=utf-8", view, cut, "csv");
    }

    public async Task<FileStreamHttpResult> Sheet(string? by, CancellationToken cancel)
    {
        var (view, cut, file) = (await reader.Read(cancel), MarketWords.Cut(by), new MemoryStream());
        using (var sheet = new SheetOut(file, "Markets", [.. _columns, .. view.Products.Select(p => new SheetColumn($"Customers of {p.Name}", 24))]))
        {
            foreach (var s in view.Market.Segments(cut))
            {
                sheet.Cell(s.Industry).Cell(s.Region).Cell(s.Counts.Accounts).Cell(s.Counts.Customers).Cell(s.Counts.NotWorked).Cell(s.Counts.NeverMet).Cell(s.Counts.Unowned).Cell(Plain(s.Counts.Open)).Cell(s.Counts.Won).Cell(s.Counts.Lost)
                    .Cell(s.WinRate?.Mid, isShare: true).Cell(s.WinRate?.Low, isShare: true).Cell(s.WinRate?.High, isShare: true).Cell(s.Counts.WorkedShare, isShare: true).Cell(MarketWords.Of(s.Promise))
                    .Cell(Money(s.Worth?.Mid)).Cell(Money(s.Worth?.Low)).Cell(Money(s.Worth?.High));
                foreach (var product in view.Products)
                {
                    sheet.Cell(s.BuyersOf(product.Id).Buyers);
                }

                sheet.EndRow();
            }
        }

        return Answer(file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", view, cut, "xlsx");
    }

    /// <summary>To whole units: an estimate has no cents.</summary>
    private static decimal? Money(decimal? estimate) => estimate is { } known ? Math.Round(known, MidpointRounding.AwayFromZero) : null;

    private static FileStreamHttpResult Answer(MemoryStream file, string type, MarketsView view, MarketCut cut, string extension)
    {
        file.Position = 0;
        return TypedResults.File(file, type, FormattableString.Invariant($"markets-{cut.ToString().ToLowerInvariant()}-{view.Today:yyyy-MM-dd}.{extension}"));
    }
}
