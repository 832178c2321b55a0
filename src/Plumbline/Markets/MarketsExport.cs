using Microsoft.AspNetCore.Http.HttpResults;
using Plumbline.Exporting;

namespace Plumbline.Markets;

/// <summary>Answers with all segments as a file, and with who buys which product behind each.</summary>
internal sealed class MarketsExport(MarketReader reader)
{
    private static readonly SheetColumn[] _columns =
    [
        new("Industry", 24), new("Region", 24), new("Accounts", 12), new("Customers", 12), new("Not contacted", 14), new("Never contacted", 14), new("Without owner", 14), new("Open amount"), new("Won", 10), new("Lost", 10),
        new("Win rate", 12, IsShare: true), new("Win rate low", 12, IsShare: true), new("Win rate high", 12, IsShare: true), new("Worked", 12, IsShare: true), new("Untapped", 12), new("Worth"), new("Worth low"), new("Worth high"),
    ];

    public async Task<FileStreamHttpResult> Csv(string? by, CancellationToken cancel)
    {
        var view = await reader.Read(cancel);
        return Table(view, MarketWords.Cut(by)).Csv(view.Today);
    }

    public async Task<FileStreamHttpResult> Sheet(string? by, CancellationToken cancel)
    {
        var view = await reader.Read(cancel);
        return Table(view, MarketWords.Cut(by)).Sheet(view.Today);
    }

    private static TableOut Table(MarketsView view, MarketCut cut) => new(
        $"markets-{cut.ToString().ToLowerInvariant()}", [.. _columns, .. view.Products.Select(p => new SheetColumn($"Customers of {p.Name}", 24))],
        view.Market.Segments(cut).Select(s => (IReadOnlyList<object?>)
        [
            s.Industry, s.Region, s.Counts.Accounts, s.Counts.Customers, s.Counts.NotWorked, s.Counts.NeverMet, s.Counts.Unowned, s.Counts.Open, s.Counts.Won, s.Counts.Lost,
            s.WinRate?.Mid, s.WinRate?.Low, s.WinRate?.High, s.Counts.WorkedShare, MarketWords.Of(s.Promise), Money(s.Worth?.Mid), Money(s.Worth?.Low), Money(s.Worth?.High),
            .. view.Products.Select(p => (object?)s.BuyersOf(p.Id).Buyers),
        ]));

    /// <summary>To whole units: an estimate has no cents.</summary>
    private static decimal? Money(decimal? estimate) => estimate is { } known ? Math.Round(known, MidpointRounding.AwayFromZero) : null;
}
