using Plumbline.Fiscal;

namespace Plumbline.Reviews;

/// <summary>By when each part of a review is to be done.</summary>
public static class ReviewRhythm
{
    /// <summary>The salesperson hands in within so many days after the quarter's end.</summary>
    public const int OwnDays = 10;

    /// <summary>The manager answers within so many days after that.</summary>
    public const int AnswerDays = 7;

    /// <summary>Both have recommitted within so many days after the quarter's end.</summary>
    public const int RecommitDays = 30;

    private const int WritingDays = 14;

    /// <summary>Whether a quarter's review can be begun: in its last two weeks, and for half a year after, while there is a next quarter to recommit to.</summary>
    public static bool IsTime(Period quarter, DateOnly today) => today >= quarter.LastDay.AddDays(-WritingDays) && !IsPast(quarter, today);

    /// <summary>Whether it is too late to begin a quarter's review.</summary>
    public static bool IsPast(Period quarter, DateOnly today) => today > quarter.LastDay.AddMonths(6);

    /// <summary>The day by which the next part is to be done; null where nothing is left.</summary>
    /// <param name="state">Where the review stands; null where it has not begun.</param>
    /// <param name="quarter">What it looks back on.</param>
    /// <param name="handedIn">When the salesperson handed in; null until then.</param>
    public static DateOnly? Due(ReviewState? state, Period quarter, DateOnly? handedIn) => state switch
    {
        null or ReviewState.Own => quarter.LastDay.AddDays(OwnDays),
        ReviewState.Answer => (handedIn ?? quarter.LastDay).AddDays(AnswerDays),
        ReviewState.Talk => quarter.LastDay.AddDays(RecommitDays),
        _ => null,
    };
}
