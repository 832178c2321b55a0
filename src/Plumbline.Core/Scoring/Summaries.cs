using Plumbline.Fiscal;

namespace Plumbline.Scoring;

/// <summary>What is summed by item for the whole company.</summary>
public enum ItemKind
{
    /// <summary>By product.</summary>
    Product,

    /// <summary>By account.</summary>
    Account,
}

/// <summary>A person's results of a month while in a team. Person and team are 0 where there is none.</summary>
public readonly record struct PersonMonthKey(Month Month, long SalespersonId, long TeamId);

/// <summary>A product's or an account's results of a month, of the whole company. The item is 0 where none is named.</summary>
public readonly record struct ItemMonthKey(ItemKind Kind, Month Month, long ItemId);

/// <summary>The change of a person's open pipeline in a month. The person is 0 where there is none.</summary>
public readonly record struct PipelineMonthKey(Month Month, long SalespersonId);

/// <summary>A person's activities of a type in a month.</summary>
public readonly record struct ActivityMonthKey(Month Month, long SalespersonId, long TypeId);

/// <summary>
/// The summaries that scoreboards read, or a change to them. Kept in the database with the facts, in one transaction;
/// they can be recounted from the facts at any time and must come out the same.
/// </summary>
public sealed class Summaries
{
    /// <summary>Results by month, person and team.</summary>
    public Dictionary<PersonMonthKey, Tally> People { get; } = [];

    /// <summary>Results by month and product or account.</summary>
    public Dictionary<ItemMonthKey, Tally> Items { get; } = [];

    /// <summary>Change of the open pipeline by month and person: what opened less what closed. All changes together stand in the row of <see cref="Counting.Now"/>; less those after a month they are what stood open at its end.</summary>
    public Dictionary<PipelineMonthKey, Stock> Pipeline { get; } = [];

    /// <summary>The same by month and product or account.</summary>
    public Dictionary<ItemMonthKey, Stock> ItemPipeline { get; } = [];

    /// <summary>Activities by month, person and type.</summary>
    public Dictionary<ActivityMonthKey, int> Activities { get; } = [];

    /// <summary>
    /// The accounts whose activities were counted or uncounted, each with the newest day counted (none: the first day there is). The newest that is left when some are taken away only the facts can tell.
    /// </summary>
    public Dictionary<long, DateOnly> Contacts { get; } = [];

    /// <summary>Whether anything is in it.</summary>
    public bool IsEmpty => People.Count + Items.Count + Pipeline.Count + ItemPipeline.Count + Activities.Count + Contacts.Count == 0;
}
