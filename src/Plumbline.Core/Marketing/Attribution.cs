using Plumbline.Pipeline;
using Plumbline.Scoring;

namespace Plumbline.Marketing;

/// <summary>How an opportunity is split among the activities that touch it.</summary>
public enum AttributionModel
{
    /// <summary>All of it to the first.</summary>
    First,

    /// <summary>All of it to the last.</summary>
    Last,

    /// <summary>To each the same.</summary>
    Even,
}

/// <summary>An activity that an opportunity is told to have come of, or to have been helped by.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="On">The day on which it touched the opportunity.</param>
public readonly record struct Touch(long ActivityId, DateOnly On);

/// <summary>Splits what opportunities bring among the activities that touch them, so that the parts add up to the whole.</summary>
public static class Attribution
{
    /// <summary>The day on which an activity touches an opportunity: of its days the nearest to the day of opening; the first where that is not known.</summary>
    public static DateOnly DayOf(DateOnly first, DateOnly last, DateOnly? opened) => opened is not { } day || day < first ? first : day > last ? last : day;

    /// <summary>The touches that count, the earliest first: of activities that take place and have begun, and before the opportunity was closed.</summary>
    public static IReadOnlyList<Touch> Touches(Opportunity opportunity, IEnumerable<LocalActivity> activities, DateOnly today) =>
    [
        .. activities.Where(a => !a.IsOff && a.First <= today).DistinctBy(a => a.Id).Select(a => new Touch(a.Id, DayOf(a.First, a.Last, opportunity.Opened))).Where(t => !(t.On > opportunity.Closed)).OrderBy(t => t.On).ThenBy(t => t.ActivityId),
    ];

    /// <summary>Whether the opportunity came of a touch: it is on the day of opening, or before. One that is later has only helped.</summary>
    public static bool IsSourced(Opportunity opportunity, Touch touch) => touch.On <= opportunity.Opened;

    /// <summary>What of an opportunity each of its touches gets, in their order; together the whole, to the last ten-thousandth. Of each part it is told by its own touch whether it is sourced.</summary>
    public static IReadOnlyList<AttributedSum> Parts(Opportunity opportunity, IReadOnlyList<Touch> touches, AttributionModel model, Counting counting)
    {
        var weights = Weights(model, touches.Count);
        var shares = Split.ByWeight(1, weights);
        var (amounts, worth) = (Split.ByWeight(opportunity.Amount ?? 0, weights), Split.ByWeight(counting.WorthOf(opportunity) ?? 0, weights));
        var margins = counting.MarginOf(opportunity) is { } margin ? Split.ByWeight(margin, weights) : null;
        return [.. touches.Select((touch, i) => Part(opportunity, IsSourced(opportunity, touch), shares[i], amounts[i], margins?[i], worth[i]))];
    }

    private static AttributedSum Part(Opportunity opportunity, bool isSourced, decimal share, decimal amount, decimal? margin, decimal worth) => opportunity.State switch
    {
        OpportunityState.Open => new() { Opportunities = share, Influenced = worth, Sourced = isSourced ? worth : 0 },
        OpportunityState.Won => new() { Opportunities = share, Wins = share, Revenue = amount, SourcedRevenue = isSourced ? amount : 0, Margin = margin ?? 0, UnknownMarginRevenue = margin is null ? amount : 0 },
        _ => new() { Opportunities = share },
    };

    private static decimal[] Weights(AttributionModel model, int touches) =>
        [.. Enumerable.Range(0, touches).Select(i => model switch { AttributionModel.First => i == 0 ? 1m : 0, AttributionModel.Last => i == touches - 1 ? 1m : 0, _ => 1 })];
}
