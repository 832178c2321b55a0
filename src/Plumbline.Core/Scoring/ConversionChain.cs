using Plumbline.Activities;

namespace Plumbline.Scoring;

/// <summary>A link of the chain from a first touch to an order.</summary>
public enum ChainStep
{
    /// <summary>Touches for one opportunity opened.</summary>
    Touches,

    /// <summary>Conversations for one opportunity opened.</summary>
    Conversations,

    /// <summary>Meetings for one opportunity opened.</summary>
    Meetings,

    /// <summary>Opportunities that got a proposal, of those opened.</summary>
    Proposed,

    /// <summary>Opportunities won, of those with a proposal that are decided.</summary>
    ProposalsWon,

    /// <summary>Opportunities won, of all decided.</summary>
    Won,
}

/// <summary>How much of one thing came of another.</summary>
/// <param name="Part">The count above the line.</param>
/// <param name="Whole">The count below it.</param>
/// <param name="Value">The ratio with its range; null where <paramref name="Whole"/> is below <see cref="ConversionChain.Fewest"/>, or no activity was counted.</param>
public sealed record ChainRatio(int Part, int Whole, Estimate? Value);

/// <summary>A link for a person and for the rest of the team.</summary>
public sealed record ChainLink(ChainStep Step, ChainRatio Own, ChainRatio Team)
{
    /// <summary>Whether the link is a share, from 0 to 1; else it is a number of activities for one opportunity.</summary>
    public bool IsShare => Step >= ChainStep.Proposed;

    /// <summary>1 where the person's figure lies above the team's, -1 where below, and 0 where their ranges meet, so that they may well be the same. Null where either is not known.</summary>
    public int? Difference => (Own.Value, Team.Value) is ({ } own, { } team) ? own.Low > team.High ? 1 : own.High < team.Low ? -1 : 0 : null;
}

/// <summary>What comes of what: activities for an opportunity, opportunities for a proposal, proposals for an order; a person against the rest of the team. Counts first, and a range around each ratio.</summary>
public static class ConversionChain
{
    /// <summary>With fewer cases than these nothing is told.</summary>
    public const int Fewest = 5;

    /// <summary>The links that either side has any count for, in order.</summary>
    public static IReadOnlyList<ChainLink> Of(SellingRates own, SellingRates team) =>
        [.. Enum.GetValues<ChainStep>().Select(step => new ChainLink(step, Ratio(step, own), Ratio(step, team))).Where(l => l.Own.Part + l.Team.Part > 0)];

    private static ChainRatio Ratio(ChainStep step, SellingRates rates) => step switch
    {
        ChainStep.Touches => PerOpportunity(rates.CountOf(ActivityKind.Touch), rates.Opened),
        ChainStep.Conversations => PerOpportunity(rates.CountOf(ActivityKind.Conversation), rates.Opened),
        ChainStep.Meetings => PerOpportunity(rates.CountOf(ActivityKind.Meeting), rates.Opened),
        ChainStep.Proposed => Share(rates.Proposed, rates.Opened),
        ChainStep.ProposalsWon => Share(rates.ProposedWon, rates.ProposedWon + rates.ProposedLost),
        _ => Share(rates.Won, rates.Closed),
    };

    private static ChainRatio PerOpportunity(int done, int opened) => new(done, opened, opened < Fewest || done == 0 ? null : Estimate.Ratio(done, opened));

    // Half a case either way, since those who never won so far, or always, are still ones that might.
    private static ChainRatio Share(int part, int whole) => new(part, whole, whole < Fewest ? null : Estimate.Share(part + 0.5m, whole - part + 0.5m));
}
