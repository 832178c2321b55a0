namespace Plumbline.Scoring;

/// <summary>What results add up to. Money in the company's currency.</summary>
public readonly record struct Tally
{
    /// <summary>Revenue booked.</summary>
    public decimal Revenue { get; init; }

    /// <summary>The part of <see cref="Revenue"/> from customers won for the first time.</summary>
    public decimal NewRevenue { get; init; }

    /// <summary>Margin, as far as it is known.</summary>
    public decimal Margin { get; init; }

    /// <summary>The part of <see cref="Revenue"/> whose margin is not known.</summary>
    public decimal UnknownMarginRevenue { get; init; }

    /// <summary>Bookings credited, whole or in part.</summary>
    public int Bookings { get; init; }

    /// <summary>Opportunities won.</summary>
    public int Won { get; init; }

    /// <summary>Opportunities lost.</summary>
    public int Lost { get; init; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => this == default;

    /// <summary>Margin where any of it is known, or nothing was sold; else null.</summary>
    public decimal? KnownMargin => Revenue != 0 && UnknownMarginRevenue == Revenue ? null : Margin;

    /// <summary>Both together.</summary>
    public static Tally operator +(Tally a, Tally b) => new()
    {
        Revenue = a.Revenue + b.Revenue,
        NewRevenue = a.NewRevenue + b.NewRevenue,
        Margin = a.Margin + b.Margin,
        UnknownMarginRevenue = a.UnknownMarginRevenue + b.UnknownMarginRevenue,
        Bookings = a.Bookings + b.Bookings,
        Won = a.Won + b.Won,
        Lost = a.Lost + b.Lost,
    };

    /// <summary>The opposite: what takes it away again.</summary>
    public static Tally operator -(Tally a) => new()
    {
        Revenue = -a.Revenue,
        NewRevenue = -a.NewRevenue,
        Margin = -a.Margin,
        UnknownMarginRevenue = -a.UnknownMarginRevenue,
        Bookings = -a.Bookings,
        Won = -a.Won,
        Lost = -a.Lost,
    };
}

/// <summary>Open opportunities: how many, and their amounts as far as known. As a flow: what opened less what closed.</summary>
public readonly record struct Stock(int Count, decimal Amount)
{
    /// <summary>Both together.</summary>
    public static Stock operator +(Stock a, Stock b) => new(a.Count + b.Count, a.Amount + b.Amount);

    /// <summary>The opposite: what takes it away again.</summary>
    public static Stock operator -(Stock a) => new(-a.Count, -a.Amount);
}
