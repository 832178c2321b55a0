namespace Plumbline.Markets;

/// <summary>By what accounts are cut into segments.</summary>
public enum MarketCut
{
    /// <summary>By what they do for a living.</summary>
    Industry,

    /// <summary>By where they are.</summary>
    Region,

    /// <summary>By industry and region.</summary>
    Both,
}

/// <summary>Whether there is more in a segment than is made of it.</summary>
public enum MarketPromise
{
    /// <summary>Nothing says so.</summary>
    None,

    /// <summary>It was won more often there than elsewhere, of too few to be sure, and few are worked.</summary>
    Perhaps,

    /// <summary>It is won more often there than elsewhere, beyond what chance would explain, and few are worked.</summary>
    Untapped,
}

/// <summary>Accounts of an industry in a region, with what is known of them. Null is an industry or a region that is not known.</summary>
/// <param name="Industry">What they do for a living.</param>
/// <param name="Region">Where they are.</param>
/// <param name="Counts">What there is among them.</param>
/// <param name="Buyers">By product: how many of the customers bought it of late.</param>
public sealed record MarketPart(string? Industry, string? Region, MarketCounts Counts, IReadOnlyDictionary<long, int> Buyers);

/// <summary>How many of a segment's customers buy a product.</summary>
/// <param name="Customers">The customers.</param>
/// <param name="Buyers">Those of them that bought it of late.</param>
public readonly record struct ProductBuyers(int Customers, int Buyers)
{
    /// <summary>A product that so many of like customers buy is one that the others could use, as a fraction.</summary>
    public const decimal UsualShare = 0.4m;

    /// <summary>Of fewer customers nothing is concluded.</summary>
    public const int FewestCustomers = 5;

    /// <summary>Those that did not buy it.</summary>
    public int Without => Customers - Buyers;

    /// <summary>The share of customers that buy it, from 0 to 1; null where they are too few to tell.</summary>
    public decimal? Share => Customers < FewestCustomers ? null : (decimal)Buyers / Customers;

    /// <summary>Whether like customers usually buy it.</summary>
    public bool IsUsual => Share >= UsualShare;
}

/// <summary>A segment of the market beside the whole company.</summary>
public sealed class MarketSegment
{
    /// <summary>With so many closed deals a segment's own win rate says enough.</summary>
    public const int EnoughClosed = 20;

    /// <summary>The company's win rate counts as so many closed deals of the segment's own, so that few deals say little.</summary>
    public const int Support = 10;

    private readonly CompanyMarket _company;
    private readonly Lazy<Estimate?> _winRate;

    internal MarketSegment(string? industry, string? region, IReadOnlyCollection<MarketPart> parts, CompanyMarket company)
    {
        (Industry, Region, _company) = (industry, region, company);
        Counts = parts.Aggregate(MarketCounts.None, (sum, part) => sum + part.Counts);
        Buyers = parts.SelectMany(p => p.Buyers).GroupBy(b => b.Key, b => b.Value).ToDictionary(g => g.Key, g => g.Sum());
        _winRate = new(WinRateOf);
    }

    /// <summary>The industry; null where it is not known, or not asked for.</summary>
    public string? Industry { get; }

    /// <summary>The region; null where it is not known, or not asked for.</summary>
    public string? Region { get; }

    /// <summary>What there is in it.</summary>
    public MarketCounts Counts { get; }

    /// <summary>By product: how many of the customers bought it of late.</summary>
    public IReadOnlyDictionary<long, int> Buyers { get; }

    /// <summary>
    /// Won out of closed, with the company's rate counted as <see cref="Support"/> deals more: mean and 10% to 90% of the beta distribution that follows. Null where the company has closed nothing.
    /// </summary>
    public Estimate? WinRate => _winRate.Value;

    /// <summary>Whether there is more in it than is made of it: it is won at least as often as in the company, and fewer are worked.</summary>
    public MarketPromise Promise =>
        _company.WinRate is not { } usual || WinRate is not { } own || !(Counts.WorkedShare < _company.Total.WorkedShare) ? MarketPromise.None
        : own.Low >= usual ? MarketPromise.Untapped
        : Counts.Closed is > 0 and < EnoughClosed && own.Mid > usual ? MarketPromise.Perhaps
        : MarketPromise.None;

    /// <summary>
    /// What it would bring if each account that is not worked came to one decision: those accounts × the win rate × the company's mean win, in its currency. Null where one of them is not known.
    /// </summary>
    public Estimate? Worth => WinRate is { } rate && _company.MeanWin is { } win ? rate.Times(Counts.NotWorked * win) : null;

    /// <summary>How many of its customers buy a product.</summary>
    public ProductBuyers BuyersOf(long product) => new(Counts.Customers, Buyers.GetValueOrDefault(product));

    private Estimate? WinRateOf() => _company.WinRate is { } usual ? Estimate.Share(Counts.Won + (usual * Support), Counts.Lost + ((1 - usual) * Support)) : null;
}
