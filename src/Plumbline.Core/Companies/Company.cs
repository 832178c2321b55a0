using Plumbline.Fiscal;

namespace Plumbline.Companies;

/// <summary>Where the results come from.</summary>
public enum BookingsFrom
{
    /// <summary>A won opportunity is a booking on its closing day.</summary>
    WonOpportunities,

    /// <summary>Bookings are imported from finance; won opportunities count as won, not as revenue.</summary>
    Finance,
}

/// <summary>What a plan says of a validation that was not passed or has lapsed, and that no training in it prepares.</summary>
public enum ValidationPolicy
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>That it does not add up.</summary>
    Warn,

    /// <summary>That it must be mended before the plan is put forward.</summary>
    Block,
}

/// <summary>The company whose team this is, and how it counts. There is one.</summary>
public sealed class Company
{
    /// <summary>The only company's number.</summary>
    public const long TheOne = 1;

    /// <summary>Pipeline is reckoned for no smaller chance.</summary>
    public const decimal LeastWanted = 0.50m;

    /// <summary>Pipeline is reckoned for no greater chance: the last few percent take as much as all others.</summary>
    public const decimal MostWanted = 0.95m;

    /// <summary>Always <see cref="TheOne"/>.</summary>
    public long Id { get; private set; } = TheOne;

    /// <summary>As the company calls itself; empty until set up.</summary>
    public string Name { get; set; } = "";

    /// <summary>ISO 4217, as in EUR; null until it is known. Money is in this currency everywhere.</summary>
    public string? Currency { get; set; }

    /// <summary>The month in which the fiscal year begins, 1 to 12.</summary>
    public int FirstMonth { get; set; } = 1;

    /// <summary>The day on which a week begins.</summary>
    public DayOfWeek FirstDayOfWeek { get; set; } = DayOfWeek.Monday;

    /// <summary>The IANA time zone in which "today" is told.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Where the results come from.</summary>
    public BookingsFrom BookingsFrom { get; set; }

    /// <summary>Whether quotas tell new business from existing.</summary>
    public bool SplitsNewBusiness { get; set; }

    /// <summary>The chance of reaching a quota for which pipeline is reckoned, a fraction from <see cref="LeastWanted"/> to <see cref="MostWanted"/>.</summary>
    public decimal WantedChance { get; set; } = 0.80m;

    /// <summary>So many days after the sale customers usually pay, 0 to <see cref="PaymentTerm.Longest"/>, where their account says nothing else.</summary>
    public int PaymentDays { get; set; } = PaymentTerm.Usual.Days;

    /// <summary>What a plan says of a lapsed validation that no training in it prepares.</summary>
    public ValidationPolicy ValidationPolicy { get; set; } = ValidationPolicy.Warn;

    /// <summary>Whether attainment is kept off the board of commitments, of everybody and not only of those who choose so.</summary>
    public bool HidesAttainmentOnBoard { get; set; }

    /// <summary>The fields of opportunities from a CRM that are kept here, and that its imports leave alone; all others are the CRM's and cannot be changed here.</summary>
    public OpportunityFields KeptHere { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>How the company cuts its year.</summary>
    public FiscalYear FiscalYear => new(FirstMonth);
}
