using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>What one month is to bring at least (the commit), in the company's currency.</summary>
public sealed record Quota(Month Month) : IPlanRow
{
    /// <summary>Revenue asked for; null until given.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>Margin asked for; null until given.</summary>
    public decimal? Margin { get; init; }

    /// <summary>The part of <see cref="Revenue"/> that comes from new business; null where it is not told apart.</summary>
    public decimal? NewRevenue { get; init; }

    /// <summary>The month, as in 2027-04.</summary>
    public string Key => Month.ToString();

    /// <inheritdoc/>
    public bool IsBlank => this == new Quota(Month);
}

/// <summary>What one client is expected to buy of one product, month by month.</summary>
public sealed record ForecastLine(string Key) : IPlanRow
{
    /// <summary>The account; null for a prospect who is none yet.</summary>
    public long? AccountId { get; init; }

    /// <summary>The client's name as written: the account's, or the prospect's.</summary>
    public string Client { get; init; } = "";

    /// <summary>The product; null where it is only named.</summary>
    public long? ProductId { get; init; }

    /// <summary>The product's name as written.</summary>
    public string Product { get; init; } = "";

    /// <summary>How likely, as a fraction from 0 to 1; null where it is not said.</summary>
    public decimal? Confidence { get; init; }

    /// <summary>The open opportunity that the line rests on; null where it rests on none.</summary>
    public long? OpportunityId { get; init; }

    /// <summary>The opportunity's name as written.</summary>
    public string Opportunity { get; init; } = "";

    /// <summary>Where the figures come from: repeat business, an open opportunity, a hunch.</summary>
    public string Source { get; init; } = "";

    /// <summary>The months that bring something.</summary>
    public Rows<ForecastMonth> Months { get; init; } = [];

    /// <summary>Revenue of all months.</summary>
    public decimal Revenue => Months.Sum(m => m.Revenue ?? 0);

    /// <summary>Margin of all months, as far as it is known.</summary>
    public decimal Margin => Months.Sum(m => m.Margin ?? 0);

    /// <inheritdoc/>
    public bool IsBlank => this == new ForecastLine(Key);
}

/// <summary>One cell of a forecast line.</summary>
public sealed record ForecastMonth(Month Month) : IPlanRow
{
    /// <summary>Revenue expected.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>Margin expected; may be negative; null where it is not known.</summary>
    public decimal? Margin { get; init; }

    /// <summary>The month, as in 2027-04.</summary>
    public string Key => Month.ToString();

    /// <inheritdoc/>
    public bool IsBlank => this == new ForecastMonth(Month);
}

/// <summary>How many activities of a type are to be done.</summary>
public sealed record ActivityGoal(string Key) : IPlanRow
{
    /// <summary>The activity type; null where it is only named.</summary>
    public long? TypeId { get; init; }

    /// <summary>The type's name as written.</summary>
    public string Type { get; init; } = "";

    /// <summary>How many a week.</summary>
    public decimal? PerWeek { get; init; }

    /// <summary>How many a month.</summary>
    public decimal? PerMonth { get; init; }

    /// <summary>How many it takes for one opportunity, as assumed.</summary>
    public decimal? PerOpportunity { get; init; }

    /// <summary>What they are to bring.</summary>
    public string Expected { get; init; } = "";

    /// <summary>Whether the number was derived from the quota; else it was set by hand.</summary>
    public bool IsDerived { get; init; }

    /// <summary>The goal per week: as given, else from the month's at 52 weeks to 12 months; null where there is neither.</summary>
    public decimal? Weekly => PerWeek ?? (PerMonth * 12 / 52);

    /// <inheritdoc/>
    public bool IsBlank => this == new ActivityGoal(Key);
}

/// <summary>A local marketing activity, tied to a vendor's program.</summary>
public sealed record MarketingActivity(string Key) : IPlanRow
{
    /// <summary>What is done.</summary>
    public string Title { get; init; } = "";

    /// <summary>The vendor.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>The vendor's program that funds it.</summary>
    public string Program { get; init; } = "";

    /// <summary>Who is to be reached.</summary>
    public string Audience { get; init; } = "";

    /// <summary>The first day.</summary>
    public DateOnly? Starts { get; init; }

    /// <summary>The last day; null for one day only.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>What it costs, in the company's currency.</summary>
    public decimal? Budget { get; init; }

    /// <summary>The vendor's part of the cost, as a fraction from 0 to 1.</summary>
    public decimal? FundedShare { get; init; }

    /// <summary>Leads expected.</summary>
    public decimal? Leads { get; init; }

    /// <summary>Opportunities expected.</summary>
    public decimal? Opportunities { get; init; }

    /// <summary>Pipeline expected, in the company's currency.</summary>
    public decimal? Pipeline { get; init; }

    /// <summary>Who follows up.</summary>
    public string FollowUp { get; init; } = "";

    /// <summary>The last day on which the vendor takes the claim.</summary>
    public DateOnly? ClaimBy { get; init; }

    /// <inheritdoc/>
    public bool IsBlank => this == new MarketingActivity(Key);
}

/// <summary>Money of several months or lines.</summary>
public readonly record struct PlanSum(decimal Revenue, decimal Margin, decimal NewRevenue);
