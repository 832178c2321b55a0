namespace Plumbline.Markets;

/// <summary>All accounts of the company by segment, with what each is measured by.</summary>
public sealed class CompanyMarket
{
    private readonly IReadOnlyList<MarketPart> _parts;

    /// <summary>Puts the whole together.</summary>
    /// <param name="parts">By industry and region, each pair once.</param>
    /// <param name="elsewhere">What closed with no account named: it counts for the company, and for no segment.</param>
    /// <param name="wonValue">What the won deals brought, as far as known, in the company's currency.</param>
    /// <param name="valued">Of how many won deals that is known.</param>
    public CompanyMarket(IReadOnlyList<MarketPart> parts, MarketCounts elsewhere, decimal wonValue, int valued)
    {
        _parts = parts;
        Total = parts.Aggregate(elsewhere, (sum, part) => sum + part.Counts);
        WinRate = Total.Closed == 0 ? null : (Total.Won + 0.5m) / (Total.Closed + 1); // Who never won, or never lost, still might: half a deal either way.
        MeanWin = valued == 0 ? null : wonValue / valued;
    }

    /// <summary>All together.</summary>
    public MarketCounts Total { get; }

    /// <summary>Won out of closed, with half a deal either way, from 0 to 1; null where nothing was closed.</summary>
    public decimal? WinRate { get; }

    /// <summary>What a won deal brings on average, in the company's currency; null where none is known.</summary>
    public decimal? MeanWin { get; }

    /// <summary>How many accounts lack an industry.</summary>
    public int WithoutIndustry => _parts.Where(p => p.Industry is null).Sum(p => p.Counts.Accounts);

    /// <summary>How many accounts lack a region.</summary>
    public int WithoutRegion => _parts.Where(p => p.Region is null).Sum(p => p.Counts.Accounts);

    /// <summary>The segments by a cut, those with the most accounts that are not worked first, like ones by name.</summary>
    public IReadOnlyList<MarketSegment> Segments(MarketCut cut) =>
    [
        .. _parts.GroupBy(p => (Industry: cut == MarketCut.Region ? null : p.Industry, Region: cut == MarketCut.Industry ? null : p.Region))
            .Select(g => new MarketSegment(g.Key.Industry, g.Key.Region, [.. g], this))
            .GroupBy(s => s.Counts.NotWorked).OrderByDescending(g => g.Key).SelectMany(ByName),
    ];

    /// <summary>
    /// The segments of which more could be made, in groups: what one group is worth lies above what the next is, whatever holds within the ranges. Within a group they are alike, and stand by name.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<MarketSegment>> Untapped(IEnumerable<MarketSegment> segments) =>
    [
        .. Alike.Groups([.. segments.Where(s => s.Promise == MarketPromise.Untapped)], s => s.Worth ?? Estimate.Zero)
            .Select(g => ByName(g).ToList()),
    ];

    /// <summary>What is not known comes last.</summary>
    private static IEnumerable<MarketSegment> ByName(IEnumerable<MarketSegment> segments) =>
        segments.OrderBy(s => s.Industry is null).ThenBy(s => s.Industry, StringComparer.OrdinalIgnoreCase).ThenBy(s => s.Region is null).ThenBy(s => s.Region, StringComparer.OrdinalIgnoreCase);
}
