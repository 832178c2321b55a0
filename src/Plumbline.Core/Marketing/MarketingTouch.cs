namespace Plumbline.Marketing;

/// <summary>Somebody says that an opportunity has to do with an activity, beside what its campaign says.</summary>
public sealed class MarketingTouch
{
    /// <summary>Ties the two.</summary>
    public MarketingTouch(long activityId, long opportunityId, long by, DateOnly notedOn) => (ActivityId, OpportunityId, By, NotedOn) = (activityId, opportunityId, by, notedOn);

    /// <summary>The activity.</summary>
    public long ActivityId { get; private set; }

    /// <summary>The opportunity.</summary>
    public long OpportunityId { get; private set; }

    /// <summary>Who said so.</summary>
    public long By { get; private set; }

    /// <summary>The company's day on which they did.</summary>
    public DateOnly NotedOn { get; private set; }
}
