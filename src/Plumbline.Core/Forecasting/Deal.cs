namespace Plumbline.Forecasting;

/// <summary>What was known of a deal from a day on. Null where nothing was.</summary>
public readonly record struct DealMark(DateOnly Since, string? Stage, decimal? Amount);

/// <summary>Whose a deal was until it was handed on.</summary>
/// <param name="Until">The day on which it was handed on: at its end it was somebody else's.</param>
/// <param name="SalespersonId">Whose; <see cref="Deal.Nobody"/> where it was nobody's.</param>
public readonly record struct DealHolder(DateOnly Until, long SalespersonId);

/// <summary>
/// A deal as the forecast looks at it: when it came, what was known of it when, and how it ended. An order without a pipeline before it is a deal that was won on the day it came.
/// </summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="SalespersonId">Whose it is.</param>
/// <param name="ProductId">What would be sold; null where it is not said.</param>
/// <param name="Opened">The day on which it came.</param>
public sealed record Deal(long Id, long SalespersonId, long? ProductId, DateOnly Opened)
{
    /// <summary>Whose deals are nobody's: they count for the company.</summary>
    public const long Nobody = 0;

    /// <summary>The day on which it was won or lost; null while open.</summary>
    public DateOnly? Closed { get; init; }

    /// <summary>From when on it counted as qualified pipeline: from its coming where nothing tells otherwise; null where it never did.</summary>
    public DateOnly? Qualified { get; init; } = Opened;

    /// <summary>Whether it was won.</summary>
    public bool IsWon { get; init; }

    /// <summary>What it brought; 0 where it brought nothing.</summary>
    public decimal Value { get; init; }

    /// <summary>What it left; null where that is not known.</summary>
    public decimal? Margin { get; init; }

    /// <summary>What its product is listed at; null where that is not known. It tells how large such a deal may be, and is no amount that anybody stated.</summary>
    public decimal? ListPrice { get; init; }

    /// <summary>The account that ordered; null of opportunities, and where it is not known who did.</summary>
    public long? AccountId { get; init; }

    /// <summary>What was known of it, in the order of the days.</summary>
    public IReadOnlyList<DealMark> Marks { get; init; } = [];

    /// <summary>The amount of a deal of which no other was recorded as long as it was open, and since when; null where the marks tell, or it is not known what it was before the deal ended.</summary>
    public (DateOnly Since, decimal Amount)? Stated { get; init; }

    /// <summary>The same deal at what it is sold for, where it counts with something else, as with its margin: its odds go by that. Null where it counts as it is sold.</summary>
    public Deal? Sold { get; init; }

    /// <summary>Whose it was before, the first first; none where it was never handed on.</summary>
    public IReadOnlyList<DealHolder> Before { get; init; } = [];

    /// <summary>The same deal of whose it was at the end of a day.</summary>
    public Deal HeldAt(DateOnly day)
    {
        foreach (var holder in Before)
        {
            if (holder.Until > day)
            {
                return this with { SalespersonId = holder.SalespersonId };
            }
        }

        return this;
    }

    /// <summary>What it was expected to bring, at the end of a day; null where nobody said.</summary>
    public decimal? AmountAt(DateOnly day) => Stated is { } stated && stated.Since <= day ? stated.Amount : At(day).Amount;

    /// <summary>As it was at the end of a day, with whom it was then and without what came later; null where it had not come. What was known of it when, its marks tell as they are.</summary>
    public Deal? KnownAt(DateOnly day) => Opened > day ? null : Closed > day ? HeldAt(day) with { Closed = null, IsWon = false, IsCredit = false, Value = 0, Margin = null } : HeldAt(day);

    /// <summary>Whether it was open at the end of a day.</summary>
    public bool IsOpenAt(DateOnly day) => Opened <= day && (Closed is not { } closed || closed > day);

    /// <summary>Whether it is an order without a pipeline before it.</summary>
    public bool IsOrder => IsWon && Closed == Opened;

    /// <summary>Whether it is the next order of an account that has ordered before: it comes with the order before it, and is open for as long as the account has not ordered since. It is lost where somebody else sells to the account instead.</summary>
    public bool IsReorder => AccountId is not null && Closed != Opened;

    /// <summary>Whether it is money given back, as by a credit note: it takes from what was won, and is no deal that was won or comes again.</summary>
    public bool IsCredit { get; init; }

    /// <summary>Whether nobody says when it came, so that the day is that on which it became known here, and tells nothing of how many come.</summary>
    public bool IsOpeningAssumed { get; init; }

    /// <summary>Whether it was won in these days.</summary>
    public bool IsWonIn(DateOnly first, DateOnly last) => IsWon && Closed >= first && Closed <= last;

    /// <summary>What was known of it at the end of a day: its stage since when, and its amount.</summary>
    public DealMark At(DateOnly day)
    {
        var (since, stage, amount) = (Opened, (string?)null, (decimal?)null);
        foreach (var mark in Marks)
        {
            if (mark.Since > day)
            {
                break;
            }

            if (mark.Stage is not null && mark.Stage != stage)
            {
                (since, stage) = (mark.Since, mark.Stage);
            }

            amount = mark.Amount ?? amount;
        }

        return new(since, stage, amount);
    }
}
