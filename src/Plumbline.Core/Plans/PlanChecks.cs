using Plumbline.Fiscal;
using Plumbline.Pipeline;

namespace Plumbline.Plans;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>Must be mended before the plan is put forward.</summary>
    MustMend,

    /// <summary>Does not add up, and may have its reason.</summary>
    WorthALook,

    /// <summary>Adds up, and could be made more of.</summary>
    Offer,
}

/// <summary>Something in a plan that does not add up, in words with its figures, and the path of the field (or the section's name) where it is mended.</summary>
public sealed record Finding(Severity Severity, string Words, string Path)
{
    /// <summary>Where else something can be done about it; null where nowhere.</summary>
    public FindingLink? Elsewhere { get; init; }
}

/// <summary>A page, by its address from the root, and what is done there.</summary>
public sealed record FindingLink(string Words, string Href);

/// <summary>An opportunity that a plan names, as it stands now.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="State">Whether it is open, won or lost.</param>
/// <param name="Amount">What it may bring; null where that is not known.</param>
/// <param name="ExpectedClose">The day on which it is expected to close; null where that is not known.</param>
public sealed record NamedOpportunity(string Name, OpportunityState State, decimal? Amount, DateOnly? ExpectedClose);

/// <summary>Something in which the salesperson is to be validated and is not.</summary>
/// <param name="Name">The area, as in "Can sell".</param>
/// <param name="Stands">How it stands, as in "lapsed after Tue 20 Oct".</param>
/// <param name="Forms">The names of the forms by which they are validated.</param>
public sealed record MissingValidation(string Name, string Stands, IReadOnlyList<string> Forms);

/// <summary>What a plan is checked against.</summary>
/// <param name="Accounts">The accounts that exist, of those the plan names (<see cref="PlanChecks.AccountsOf"/>).</param>
/// <param name="Products">The products that exist, of those the plan names.</param>
/// <param name="FiscalYear">How quarters are cut.</param>
/// <param name="SplitsNewBusiness">Whether the company tells new business from existing.</param>
/// <param name="Arithmetic">The plan's arithmetic; null leaves out what needs the person's rates.</param>
public sealed record PlanKnown(
    IReadOnlySet<long> Accounts, IReadOnlySet<long> Products, FiscalYear FiscalYear, bool SplitsNewBusiness, PlanArithmetic? Arithmetic)
{
    /// <summary>The people who exist, of those the plan names (<see cref="PlanChecks.PeopleOf"/>).</summary>
    public IReadOnlySet<long> People { get; init; } = new HashSet<long>();

    /// <summary>The opportunities that exist, of those the plan names (<see cref="PlanChecks.OpportunitiesOf"/>).</summary>
    public IReadOnlyDictionary<long, NamedOpportunity> Opportunities { get; init; } = new Dictionary<long, NamedOpportunity>();

    /// <summary>By the name of a client who is no account: the account that may be meant, since it is called the same or nearly so.</summary>
    public IReadOnlyDictionary<string, string> LikeAccounts { get; init; } = new Dictionary<string, string>();

    /// <summary>What the salesperson did not pass, or what has lapsed, of what is required.</summary>
    public IReadOnlyList<MissingValidation> MissingValidations { get; init; } = [];

    /// <summary>How much it weighs where no training prepares one of them.</summary>
    public Severity ValidationsWeigh { get; init; } = Severity.WorthALook;

    /// <summary>What the accounts and products that the plan names have become.</summary>
    public PlanMerges Merges { get; init; } = PlanMerges.None;
}

/// <summary>The panel of what does not add up.</summary>
public static class PlanChecks
{
    /// <summary>All findings, the weighty first, then in the order of the form.</summary>
    public static IReadOnlyList<Finding> Of(PlanContent content, PlanKnown known) =>
    [
        .. (content switch
        {
            BusinessPlanContent business => BusinessPlanChecks.Of(business, known),
            AccountPlanContent account => AccountPlanChecks.Of(account, known),
            _ => throw new ArgumentOutOfRangeException(nameof(content)),
        }).OrderBy(f => f.Severity),
    ];

    /// <summary>The accounts that the plan names.</summary>
    public static IReadOnlySet<long> AccountsOf(PlanContent content) => content switch
    {
        BusinessPlanContent business => business.Forecast.Select(l => l.AccountId).Concat(business.Named.Select(a => a.AccountId)).OfType<long>().ToHashSet(),
        AccountPlanContent account => new HashSet<long> { account.AccountId },
        _ => new HashSet<long>(),
    };

    /// <summary>The names of clients that are none of the accounts, or not told which.</summary>
    public static IReadOnlySet<string> ProspectsOf(PlanContent content) =>
        content is BusinessPlanContent business ? business.Forecast.Select(l => (l.AccountId, l.Client)).Concat(business.Named.Select(a => (a.AccountId, a.Client))).Where(c => c.AccountId is null && c.Client != "").Select(c => c.Client).ToHashSet() : new HashSet<string>();

    /// <summary>The products that the plan names.</summary>
    public static IReadOnlySet<long> ProductsOf(PlanContent content) => content switch
    {
        BusinessPlanContent business => business.Forecast.Select(l => l.ProductId).Concat(business.Named.Select(a => a.ProductId)).OfType<long>().ToHashSet(),
        AccountPlanContent account => account.Whitespace.Select(w => w.ProductId).OfType<long>().ToHashSet(),
        _ => new HashSet<long>(),
    };

    /// <summary>The people of ours whom the plan names.</summary>
    public static IReadOnlySet<long> PeopleOf(PlanContent content) =>
        content is AccountPlanContent account ? account.Tactics.Select(t => t.OwnerId).Concat(account.Contacts.Select(c => c.OwnerId)).OfType<long>().ToHashSet() : new HashSet<long>();

    /// <summary>The opportunities that the plan rests on.</summary>
    public static IReadOnlySet<long> OpportunitiesOf(PlanContent content) =>
        content is BusinessPlanContent business ? business.Forecast.Select(l => l.OpportunityId).OfType<long>().ToHashSet() : new HashSet<long>();

    /// <summary>A word for each section that says nothing yet, but for those that have their own.</summary>
    internal static IEnumerable<Finding> Empty(PlanContent content, params PlanSection[] but)
    {
        var filled = PlanLines.Of(content).Select(l => l.Section).Concat(but).ToHashSet();
        return content.Form.Sections.Where(s => !filled.Contains(s.Section)).Select(s => Look($"There is nothing under {s.Label} yet.", s.Name));
    }

    internal static string Named(string name, string otherwise) => name == "" ? otherwise : name;

    internal static Finding Must(string words, string path) => new(Severity.MustMend, words, path);

    internal static Finding Look(string words, string path) => new(Severity.WorthALook, words, path);
}
