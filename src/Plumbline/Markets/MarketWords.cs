using Plumbline.Book;
using Plumbline.Ui;

namespace Plumbline.Markets;

/// <summary>How segments are called, and where their accounts are listed.</summary>
internal static class MarketWords
{
    public const string NotKnown = "not known";

    public static string Of(MarketCut cut) => cut switch
    {
        MarketCut.Industry => "industry",
        MarketCut.Region => "region",
        _ => "industry and region",
    };

    /// <summary>As in "Retail", "Retail, North", "Retail, region not known".</summary>
    public static string NameOf(MarketSegment segment, MarketCut cut)
    {
        var (industry, region) = (segment.Industry ?? $"Industry {NotKnown}", segment.Region ?? (cut == MarketCut.Both ? $"region {NotKnown}" : $"Region {NotKnown}"));
        return cut switch { MarketCut.Industry => industry, MarketCut.Region => region, _ => $"{industry}, {region}" };
    }

    /// <summary>The list of a segment's accounts. Null where it cannot be asked for, since an industry or a region that is not known is none to ask for.</summary>
    public static string? ListOf(MarketSegment segment, MarketCut cut, bool isQuiet = false, bool isUnowned = false) =>
        (segment.Industry is null && cut != MarketCut.Region) || (segment.Region is null && cut != MarketCut.Industry) ? null
        : new AccountsAsk { Whose = isUnowned ? Whose.Nobody : Whose.All, Industry = segment.Industry, Region = segment.Region, Quiet = isQuiet }.Href;

    /// <summary>As in "27% to 41%".</summary>
    public static string Range(Estimate share) => $"{Figures.Percent(share.Low)} to {Figures.Percent(share.High)}";

    public static string Of(MarketPromise promise) => promise switch
    {
        MarketPromise.Untapped => "untapped",
        MarketPromise.Perhaps => "perhaps",
        _ => "",
    };

    /// <summary>The cut that an address asks for.</summary>
    public static MarketCut Cut(string? by) => Enum.TryParse<MarketCut>(by?.Trim(), ignoreCase: true, out var cut) && Enum.IsDefined(cut) ? cut : MarketCut.Industry;

    /// <summary>The cut in an address.</summary>
    public static string Query(MarketCut cut) => $"by={cut.ToString().ToLowerInvariant()}";
}
