namespace Plumbline.Pipeline;

/// <summary>A stage of a pipeline as its system names it, and what it means.</summary>
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

    /// <summary>Whether an administrator here said what an opportunity in it is: then its system says so no more.</summary>
    public bool IsStateOurs { get; set; }

    /// <summary>The chance its system gives it, as a fraction; null where it gives none.</summary>
    public decimal? Probability { get; set; }

    /// <summary>Its place in the pipeline as its system has it; null where it is not said.</summary>
    public int? Order { get; set; }

    /// <summary>Its place as an administrator here put it, which goes before its system's; null where nobody did.</summary>
    public int? Place { get; set; }

    /// <summary>Whether what stands in it, while open, counts as qualified pipeline.</summary>
    public bool IsQualified { get; set; } = true;

    /// <summary>The import that added it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }
}
