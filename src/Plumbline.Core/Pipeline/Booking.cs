namespace Plumbline.Pipeline;

/// <summary>A won order on its day, from finance.</summary>
public sealed class Booking
{
    /// <summary>The database's number for the booking; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>The system it came from.</summary>
    public required string System { get; set; }

    /// <summary>Its id in that system, or its natural key.</summary>
    public required string ExternalId { get; set; }

    /// <summary>The day of the order.</summary>
    public DateOnly Date { get; set; }

    /// <summary>Who bought; null where it is not said.</summary>
    public long? AccountId { get; set; }

    /// <summary>What they bought; null where it is not said.</summary>
    public long? ProductId { get; set; }

    /// <summary>What it brings.</summary>
    public decimal Revenue { get; set; }

    /// <summary>What it costs us in all; null where it is not known.</summary>
    public decimal? Cost { get; set; }

    /// <summary>What is left of it, as the source says; null where it is not said.</summary>
    public decimal? Margin { get; set; }

    /// <summary>Pieces; null where it is not said.</summary>
    public decimal? Quantity { get; set; }

    /// <summary>The territory as the source names it; null where it does not.</summary>
    public string? Territory { get; set; }

    /// <summary>Whether the customer is new; null where it is not said.</summary>
    public bool? IsNewBusiness { get; set; }

    /// <summary>The import that added it; null where added by hand.</summary>
    public long? ImportId { get; set; }
}

/// <summary>The part of a booking credited to a salesperson. The shares of a booking add up to 1.</summary>
public sealed class BookingCredit
{
    /// <summary>The booking.</summary>
    public required long BookingId { get; set; }

    /// <summary>Who is credited.</summary>
    public required long SalespersonId { get; set; }

    /// <summary>A fraction, above 0 and at most 1.</summary>
    public required decimal Share { get; set; }

    /// <summary>The day of the booking, kept here too so that a person's records are found by day.</summary>
    public required DateOnly Date { get; set; }
}
