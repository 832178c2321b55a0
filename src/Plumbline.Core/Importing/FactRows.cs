using Plumbline.Fiscal;
using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>What a file is about. In this order a run of several files lands: what is referred to comes first.</summary>
public enum FactKind
{
    /// <summary>The teams, as a tree.</summary>
    Team,

    /// <summary>Salespeople and managers.</summary>
    Person,

    /// <summary>What we sell.</summary>
    Product,

    /// <summary>Customers and prospects.</summary>
    Account,

    /// <summary>People at accounts.</summary>
    Contact,

    /// <summary>The names and meanings of a pipeline's stages.</summary>
    Stage,

    /// <summary>Opportunities, open and closed.</summary>
    Opportunity,

    /// <summary>What an opportunity was before: stage, amount, expected close.</summary>
    OpportunityChange,

    /// <summary>Orders and invoices, from finance.</summary>
    Booking,

    /// <summary>Calls, meetings, visits and the like.</summary>
    Activity,

    /// <summary>Quotas set elsewhere.</summary>
    Target,
}

/// <summary>
/// Names another record as the file does: by its id in the source system, by name, or both. A file that keys one thing in several ways
/// prefixes the id with the way ("national_id:61161660").
/// </summary>
public readonly record struct Reference(string? Id, string? Name)
{
    /// <summary>Whether nothing is named.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Id) && string.IsNullOrEmpty(Name);
}

/// <summary>A record read from a file, not yet joined to what is here.</summary>
/// <param name="Line">The line of the file on which the record begins, counted from 1.</param>
/// <param name="Id">The record's id in the source system; null where it has none, then the natural key of its kind counts.</param>
public abstract record FactRow(int Line, string? Id);

/// <summary>A team; <paramref name="Parent"/> is the team above.</summary>
public sealed record TeamRow(int Line, string? Id, string Name, Reference Parent) : FactRow(Line, Id)
{
    /// <summary>Who leads it; nobody where the file does not say.</summary>
    public Reference Lead { get; init; }
}

/// <summary>A person. Natural key: the name. <paramref name="OtherIds"/> are further ids by which other files name the person, each with its prefix.</summary>
public sealed record PersonRow(int Line, string? Id, string Name, string? Email, string? Title, Reference Manager, Reference Team, DateOnly? Joined, DateOnly? Left,
    IReadOnlyList<string> OtherIds) : FactRow(Line, Id);

/// <summary>A product. Natural key: the name. <paramref name="DefaultMargin"/> is a fraction of revenue.</summary>
public sealed record ProductRow(int Line, string? Id, string Name, string? Code, string? Family, decimal? ListPrice, decimal? Cost, decimal? DefaultMargin) : FactRow(Line, Id)
{
    /// <summary>The currency that stands beside its prices; null where none does.</summary>
    public string? Currency { get; init; }
}

/// <summary>An account. Natural key: the name.</summary>
public sealed record AccountRow(int Line, string? Id, string Name, string? Industry, string? Region, Reference Parent, Reference Owner) : FactRow(Line, Id)
{
    /// <summary>When it pays, in the source's words.</summary>
    public string? PaymentTerms { get; init; }
}

/// <summary>A person at an account. Natural key: mail address, else name and account.</summary>
public sealed record ContactRow(int Line, string? Id, string Name, string? Title, string? Email, string? Phone, Reference Account) : FactRow(Line, Id);

/// <summary>A stage of a pipeline; <paramref name="Probability"/> is a fraction.</summary>
public sealed record StageRow(int Line, string? Id, string Name, OpportunityState State, decimal? Probability, int? Order) : FactRow(Line, Id);

/// <summary>
/// An opportunity. <paramref name="State"/> is null where only the stage tells; then a single close date stands both in <paramref name="ExpectedClose"/> and <paramref name="Closed"/>. Days are null where the file does not say. <paramref name="Amount"/> is what was won for a won one,
/// else what is expected; <paramref name="Probability"/> is a fraction. <paramref name="IsNewBusiness"/>: a customer won for the first time.
/// </summary>
public sealed record OpportunityRow(int Line, string? Id, string? Name, Reference Account, Reference Product, Reference Salesperson, string? Stage, OpportunityState? State,
    decimal? Amount, string? Currency, decimal? Probability, DateOnly? Opened, DateOnly? ExpectedClose, DateOnly? Closed, string? Reason, bool? IsNewBusiness) : FactRow(Line, Id)
{
    /// <summary>The marketing campaign that it came from, as the source calls it; null where none is named.</summary>
    public string? Campaign { get; init; }

    /// <summary>The team of its salesperson, as the source calls it; null where none is named.</summary>
    public string? Team { get; init; }

    /// <summary>Whether the file has no ids, and this one is made up of what the row says: several opportunities may have it.</summary>
    public bool IsIdMadeUp { get; init; }

    /// <summary>Of when this is its state; null where the file does not say.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>What it was while it was open, the earliest first, where the file has its states on several days.</summary>
    public IReadOnlyList<OpportunityChangeRow> History { get; init; } = [];
}

/// <summary>What an opportunity became at an instant (UTC); null is "not changed or not said".</summary>
public sealed record OpportunityChangeRow(int Line, string? Id, Reference Opportunity, DateTimeOffset At, string? Stage, decimal? Amount, DateOnly? ExpectedClose, decimal? Probability) : FactRow(Line, Id)
{
    /// <summary>The currency that stands beside the amount; null where none does.</summary>
    public string? Currency { get; init; }

    /// <summary>An instant of a file, which is taken to be in UTC.</summary>
    public static DateTimeOffset InUtc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}

/// <summary>A part of a booking credited to a person; <paramref name="Share"/> is a fraction, and the shares of a booking add up to 1.</summary>
public readonly record struct CreditRow(Reference Salesperson, decimal Share);

/// <summary>A booking. <paramref name="Cost"/> is the whole cost of it, <paramref name="UnitCost"/> that of one piece; either may be unknown.</summary>
public sealed record BookingRow(int Line, string? Id, DateOnly Date, Reference Account, Reference Product, IReadOnlyList<CreditRow> Credits, decimal Revenue, decimal? Cost, decimal? UnitCost, decimal? Margin,
    decimal? Quantity, string? Territory, string? Currency, bool? IsNewBusiness) : FactRow(Line, Id)
{
    /// <summary>Whether it was cancelled, or was only quoted: it is no booking, and one that was taken for it before counts nothing any more.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>The team of its salesperson, as the source calls it; null where none is named.</summary>
    public string? Team { get; init; }
}

/// <summary>Something a salesperson did. <paramref name="Type"/> as the source calls it.</summary>
public sealed record ActivityRow(int Line, string? Id, string Type, DateOnly Date, Reference Salesperson, Reference Account, Reference Opportunity, Reference Contact, string? Subject, string? Outcome) : FactRow(Line, Id)
{
    /// <summary>When it began on its day; null where the file gives only the day.</summary>
    public TimeOnly? Start { get; init; }
}

/// <summary>A quota set elsewhere, for the months of <paramref name="Period"/> together. Natural key: salesperson and period.</summary>
public sealed record TargetRow(int Line, string? Id, Reference Salesperson, Period Period, decimal? Revenue, decimal? Margin, string? Currency) : FactRow(Line, Id);

/// <summary>A record that cannot be taken, and why, in words for the person who can mend it.</summary>
/// <param name="Line">The line of the file on which the record begins, counted from 1.</param>
/// <param name="Reason">What is wrong, with the column, the value and how to mend it.</param>
/// <param name="Cells">The record as it stands in the file, in the order of the file's columns.</param>
public sealed record RefusedRow(int Line, string Reason, IReadOnlyList<string> Cells);
