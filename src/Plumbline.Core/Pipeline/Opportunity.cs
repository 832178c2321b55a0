using Plumbline.Typing;

namespace Plumbline.Pipeline;

/// <summary>Something we may sell to someone.</summary>
public sealed class Opportunity
{
    /// <summary>The database's number for the opportunity; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>The system it came from.</summary>
    public required string System { get; set; }

    /// <summary>Its id in that system, or its natural key.</summary>
    public required string ExternalId { get; set; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>Who may buy; null where it is not said.</summary>
    public long? AccountId { get; set; }

    /// <summary>What they may buy; null where it is not said.</summary>
    public long? ProductId { get; set; }

    /// <summary>Who works it; null where it is not said.</summary>
    public long? SalespersonId { get; set; }

    /// <summary>How far it is, in the source's words.</summary>
    public string? Stage { get; set; }

    /// <summary>Whether it is open, won or lost.</summary>
    public OpportunityState State { get; set; }

    /// <summary>What it brought or may bring; null where it is not known.</summary>
    public decimal? Amount { get; set; }

    /// <summary>The chance the source gives it, as a fraction; null where it gives none.</summary>
    public decimal? Probability { get; set; }

    /// <summary>The day on which it was opened; null where it is not known.</summary>
    public DateOnly? Opened { get; set; }

    /// <summary>The day on which it is expected to close; null where it is not known.</summary>
    public DateOnly? ExpectedClose { get; set; }

    /// <summary>The day on which it was won or lost; null while open, or where it is not known.</summary>
    public DateOnly? Closed { get; set; }

    /// <summary>Why it was won or lost; null where it is not known.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether the customer is new; null where it is not said.</summary>
    public bool? IsNewBusiness { get; set; }

    /// <summary>The import that added it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>The folded name while it is open, by whose beginning it is found; null once it is closed, so that the many that are over cost no index.</summary>
    public string? OpenName { get => State == OpportunityState.Open ? Folded.Name(Name) : null; private set { } }
}

/// <summary>What an opportunity became at an instant: the values after the change, null where they did not change or are not known.</summary>
public sealed class OpportunityChange
{
    /// <summary>The database's number for the change; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>What changed.</summary>
    public required long OpportunityId { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>The new stage.</summary>
    public string? Stage { get; set; }

    /// <summary>The new amount.</summary>
    public decimal? Amount { get; set; }

    /// <summary>The new expected closing day.</summary>
    public DateOnly? ExpectedClose { get; set; }

    /// <summary>The new chance, as a fraction.</summary>
    public decimal? Probability { get; set; }

    /// <summary>The import that added it; null where recorded here.</summary>
    public long? ImportId { get; set; }
}

/// <summary>A stage of a pipeline as the source names it, and what it means.</summary>
public sealed class Stage
{
    /// <summary>The database's number for the stage; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The system it came from.</summary>
    public required string System { get; set; }

    /// <summary>Its id in that system.</summary>
    public required string ExternalId { get; set; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>What an opportunity in it is.</summary>
    public OpportunityState State { get; set; }

    /// <summary>The chance the source gives it, as a fraction; null where it gives none.</summary>
    public decimal? Probability { get; set; }

    /// <summary>Its place in the pipeline; null where it is not said.</summary>
    public int? Order { get; set; }

    /// <summary>The import that added it; null where added by hand.</summary>
    public long? ImportId { get; set; }
}
