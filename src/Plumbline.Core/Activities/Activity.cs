namespace Plumbline.Activities;

/// <summary>A kind of activity, as the company counts them.</summary>
public sealed class ActivityType
{
    /// <summary>The database's number for the type; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>What it is called, as in "Meeting".</summary>
    public required string Name { get; set; }

    /// <summary>Whether it is offered for new activities and goals.</summary>
    public bool IsOffered { get; set; } = true;

    /// <summary>The import that first named it; null where added by hand.</summary>
    public long? ImportId { get; set; }
}

/// <summary>Something a salesperson did.</summary>
public sealed class Activity
{
    /// <summary>The database's number for the activity; 0 until saved.</summary>
    public long Id { get; set; }

    /// <summary>The system it came from.</summary>
    public required string System { get; set; }

    /// <summary>Its id in that system, or its natural key.</summary>
    public required string ExternalId { get; set; }

    /// <summary>Its type.</summary>
    public required long TypeId { get; set; }

    /// <summary>The day on which it happened.</summary>
    public DateOnly Date { get; set; }

    /// <summary>Who did it.</summary>
    public long SalespersonId { get; set; }

    /// <summary>With which account; null where it is not said.</summary>
    public long? AccountId { get; set; }

    /// <summary>About which opportunity; null where it is not said.</summary>
    public long? OpportunityId { get; set; }

    /// <summary>With whom; null where it is not said.</summary>
    public long? ContactId { get; set; }

    /// <summary>What it was about; null where it is not said.</summary>
    public string? Subject { get; set; }

    /// <summary>What came of it; null where it is not said.</summary>
    public string? Outcome { get; set; }

    /// <summary>The import that added it; null where added by hand.</summary>
    public long? ImportId { get; set; }
}
