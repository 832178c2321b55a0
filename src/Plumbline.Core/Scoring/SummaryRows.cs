using Plumbline.Fiscal;

namespace Plumbline.Scoring;

/// <summary>A row of <see cref="Summaries.People"/> as kept.</summary>
public sealed class PersonMonth
{
    /// <summary>The month.</summary>
    public required Month Month { get; init; }

    /// <summary>Who; 0 for nobody.</summary>
    public required long SalespersonId { get; init; }

    /// <summary>The team they were in; 0 for none.</summary>
    public required long TeamId { get; init; }

    /// <summary>The results.</summary>
    public Tally Tally { get; set; }
}

/// <summary>A row of <see cref="Summaries.Items"/> and <see cref="Summaries.ItemPipeline"/> as kept.</summary>
public sealed class ItemMonth
{
    /// <summary>Product or account.</summary>
    public required ItemKind Kind { get; init; }

    /// <summary>The month.</summary>
    public required Month Month { get; init; }

    /// <summary>Which; 0 for none named.</summary>
    public required long ItemId { get; init; }

    /// <summary>The results.</summary>
    public Tally Tally { get; set; }

    /// <summary>What opened less what closed.</summary>
    public Stock Pipeline { get; set; }
}

/// <summary>A row of <see cref="Summaries.Pipeline"/> as kept.</summary>
public sealed class PipelineMonth
{
    /// <summary>The month.</summary>
    public required Month Month { get; init; }

    /// <summary>Who; 0 for nobody.</summary>
    public required long SalespersonId { get; init; }

    /// <summary>What opened less what closed.</summary>
    public Stock Pipeline { get; set; }
}

/// <summary>A row of <see cref="Summaries.Activities"/> as kept.</summary>
public sealed class ActivityMonth
{
    /// <summary>The month.</summary>
    public required Month Month { get; init; }

    /// <summary>Who.</summary>
    public required long SalespersonId { get; init; }

    /// <summary>The activities' type.</summary>
    public required long TypeId { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; set; }
}
