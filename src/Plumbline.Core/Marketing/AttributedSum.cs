using System.Numerics;

namespace Plumbline.Marketing;

/// <summary>What some activities cost and what came of them, in the company's currency; to be added up.</summary>
public sealed record AttributedSum : IAdditionOperators<AttributedSum, AttributedSum, AttributedSum>
{
    // Where less of the won revenue has a known margin, a return would be told of the rest.
    private const decimal LeastKnown = 0.8m;

    /// <summary>Nothing.</summary>
    public static AttributedSum None { get; } = new();

    /// <summary>How many activities.</summary>
    public int Activities { get; init; }

    /// <summary>What they cost.</summary>
    public decimal Cost { get; init; }

    /// <summary>What of it the company bears itself.</summary>
    public decimal Own { get; init; }

    /// <summary>Leads that came.</summary>
    public int Leads { get; init; }

    /// <summary>Opportunities that they touch; of one that several touch a part each.</summary>
    public decimal Opportunities { get; init; }

    /// <summary>Open pipeline that came of them: the parts of those whose touch is on the day of opening or before.</summary>
    public decimal Sourced { get; init; }

    /// <summary>Open pipeline of all that they touch, the sourced one among it.</summary>
    public decimal Influenced { get; init; }

    /// <summary>Opportunities won, in parts as above.</summary>
    public decimal Wins { get; init; }

    /// <summary>What was won.</summary>
    public decimal Revenue { get; init; }

    /// <summary>What was won that came of them, in parts as above.</summary>
    public decimal SourcedRevenue { get; init; }

    /// <summary>What the won ones leave, as far as it is known.</summary>
    public decimal Margin { get; init; }

    /// <summary>Won revenue of which nobody knows what it leaves.</summary>
    public decimal UnknownMarginRevenue { get; init; }

    /// <summary>Cost per lead; null where none came.</summary>
    public decimal? CostPerLead => Per(Leads);

    /// <summary>Cost per opportunity; null where there is none.</summary>
    public decimal? CostPerOpportunity => Per(Opportunities);

    /// <summary>Cost per win; null where there is none.</summary>
    public decimal? CostPerWin => Per(Wins);

    /// <summary>Whether the margin of at least four fifths of the won revenue is known.</summary>
    public bool IsMarginKnown => Revenue - UnknownMarginRevenue >= LeastKnown * Revenue;

    /// <summary>Margin as a share of the company's own part; null where that is nothing, or the margin is not known enough.</summary>
    public decimal? ReturnOnOwn => IsMarginKnown && Own > 0 ? Margin / Own : null;

    /// <summary>Margin as a share of the whole cost; null where that is nothing, or the margin is not known enough.</summary>
    public decimal? ReturnOnCost => IsMarginKnown && Cost > 0 ? Margin / Cost : null;

    /// <summary>What an activity cost, and how many leads came: those listed, or those counted where these are more.</summary>
    public static AttributedSum Of(LocalActivity activity, int leadsListed, DateOnly today) => new()
    {
        Activities = 1,
        Cost = activity.Cost,
        Own = activity.Own + BudgetSum.LapsedOf(activity, today),
        Leads = Math.Max(activity.LeadsCounted ?? 0, leadsListed),
    };

    /// <summary>Adds up.</summary>
    public static AttributedSum operator +(AttributedSum left, AttributedSum right) => new()
    {
        Activities = left.Activities + right.Activities,
        Cost = left.Cost + right.Cost,
        Own = left.Own + right.Own,
        Leads = left.Leads + right.Leads,
        Opportunities = left.Opportunities + right.Opportunities,
        Sourced = left.Sourced + right.Sourced,
        Influenced = left.Influenced + right.Influenced,
        Wins = left.Wins + right.Wins,
        Revenue = left.Revenue + right.Revenue,
        SourcedRevenue = left.SourcedRevenue + right.SourcedRevenue,
        Margin = left.Margin + right.Margin,
        UnknownMarginRevenue = left.UnknownMarginRevenue + right.UnknownMarginRevenue,
    };

    private decimal? Per(decimal count) => count > 0 ? Cost / count : null;
}
