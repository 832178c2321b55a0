namespace Plumbline.Markets;

/// <summary>What there is among some accounts. Counts of parts add up to those of the whole.</summary>
public sealed record MarketCounts
{
    /// <summary>Nothing.</summary>
    public static MarketCounts None { get; } = new();

    /// <summary>Accounts, customers or not.</summary>
    public int Accounts { get; init; }

    /// <summary>Accounts that bought of late.</summary>
    public int Customers { get; init; }

    /// <summary>Accounts that somebody had to do with of late.</summary>
    public int Worked { get; init; }

    /// <summary>Accounts that nobody ever had to do with.</summary>
    public int NeverMet { get; init; }

    /// <summary>Accounts that nobody looks after.</summary>
    public int Unowned { get; init; }

    /// <summary>The amounts of open opportunities, as far as known.</summary>
    public decimal Open { get; init; }

    /// <summary>Opportunities won.</summary>
    public int Won { get; init; }

    /// <summary>Opportunities lost.</summary>
    public int Lost { get; init; }

    /// <summary>Won and lost.</summary>
    public int Closed => Won + Lost;

    /// <summary>Accounts that nobody had to do with of late, those never met among them.</summary>
    public int NotWorked => Accounts - Worked;

    /// <summary>The share of accounts that somebody had to do with, from 0 to 1; null where there are no accounts.</summary>
    public decimal? WorkedShare => Accounts == 0 ? null : (decimal)Worked / Accounts;

    /// <summary>Both together.</summary>
    public static MarketCounts operator +(MarketCounts one, MarketCounts other) => new()
    {
        Accounts = one.Accounts + other.Accounts,
        Customers = one.Customers + other.Customers,
        Worked = one.Worked + other.Worked,
        NeverMet = one.NeverMet + other.NeverMet,
        Unowned = one.Unowned + other.Unowned,
        Open = one.Open + other.Open,
        Won = one.Won + other.Won,
        Lost = one.Lost + other.Lost,
    };
}
