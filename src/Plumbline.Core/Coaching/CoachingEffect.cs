namespace Plumbline.Coaching;

/// <summary>Over which days a figure is looked at after a talk.</summary>
/// <param name="First">The day after the talk.</param>
/// <param name="Last">The last that has gone by, or as far as the figure looks.</param>
public sealed record CoachingWindow(DateOnly First, DateOnly Last)
{
    /// <summary>So many days must have gone by before anything is said.</summary>
    public const int LeastDays = 14;

    /// <summary>How many days there are, both counted.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>The days after a talk, as many as the figure looked back before it: so that the two compare, and none counts in both.</summary>
    /// <returns>Null where there is no figure, or it is too early to say.</returns>
    public static CoachingWindow? After(DateOnly talk, CoachingFigure figure, DateOnly today)
    {
        var first = talk.AddDays(1);
        var yesterday = today.AddDays(-1);
        var last = first.AddDays(DaysOf(figure) - 1);
        var window = new CoachingWindow(first, last < yesterday ? last : yesterday);
        return figure != CoachingFigure.None && window.Days >= LeastDays ? window : null;
    }

    /// <summary>Whether a day counts.</summary>
    public bool Contains(DateOnly day) => day >= First && day <= Last;

    private static int DaysOf(CoachingFigure figure) => figure switch
    {
        CoachingFigure.Activities => 8 * 7,
        CoachingFigure.PromisesKept => 90,
        _ => 365,
    };
}
