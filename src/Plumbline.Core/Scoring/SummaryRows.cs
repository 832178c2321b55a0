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

/// <summary>What an account brought in a fiscal year: <see cref="Summaries.Items"/> summed up, by which accounts are listed.</summary>
public sealed class AccountYear
{
    /// <summary>The first month of the fiscal year.</summary>
    public required Month Year { get; init; }

    /// <summary>Which account.</summary>
    public required long AccountId { get; init; }

    /// <summary>Revenue booked.</summary>
    public decimal Revenue { get; set; }
}

/// <summary>What is open with an account now: <see cref="Summaries.ItemPipeline"/> summed up.</summary>
public sealed class AccountPipeline
{
    /// <summary>Which account.</summary>
    public required long AccountId { get; init; }

    /// <summary>How many opportunities.</summary>
    public int OpenCount { get; set; }

    /// <summary>Their amounts as far as known.</summary>
    public decimal OpenAmount { get; set; }
}

/// <summary>When anybody last had to do with an account.</summary>
public sealed class AccountContact
{
    /// <summary>Which account.</summary>
    public required long AccountId { get; init; }

    /// <summary>The day of its newest activity.</summary>
    public required DateOnly Last { get; init; }
}
