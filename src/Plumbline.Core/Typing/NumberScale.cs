namespace Plumbline.Typing;

/// <summary>The words behind a number that stand for its last noughts: 12k, 1.5 M, 3 Mio. and 2bn.</summary>
public static class NumberScale
{
    /// <summary>The longest of them.</summary>
    public const int Longest = 4;

    /// <summary>By how much the word multiplies; null where it is none of them.</summary>
    public static decimal? Of(ReadOnlySpan<char> word) => word switch
    {
        "k" or "K" => 1_000m,
        "m" or "M" or "Mio" or "Mio." => 1_000_000m,
        "B" or "bn" or "Mrd" or "Mrd." => 1_000_000_000m,
        _ => null,
    };
}
