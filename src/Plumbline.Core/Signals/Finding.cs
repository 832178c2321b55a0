namespace Plumbline.Signals;

/// <summary>A fact behind a signal, in words with its figures.</summary>
/// <param name="Words">As in "Northwind, 24,000, nothing since Tue 6 Oct".</param>
/// <param name="Href">Where it can be checked: an address within the site; null where there is none.</param>
public sealed record SignalEvidence(string Words, string? Href = null);

/// <summary>The one thing that is proposed.</summary>
/// <param name="Words">A verb with what it is done to, as in "Log what happened".</param>
/// <param name="Href">Where it is done: an address within the site.</param>
/// <param name="Own">What the person whom the signal concerns can do instead, where only somebody else can do this; null where they can.</param>
/// <param name="Line">What a manager above can do instead, where only the person can do this; null where they can do the same.</param>
/// <param name="Promise">What the person could promise to do about it, as in "Pull in Northwind", where the action is only a page to look at: to promise is then the thing to do. Empty where nobody can say what; null where the action itself does something about it.</param>
public sealed record SignalAction(string Words, string Href, SignalAction? Own = null, SignalAction? Line = null, string? Promise = null)
{
    /// <summary>To sit down with somebody over plan and actual.</summary>
    public static SignalAction Review(long person) => new("Prepare the talk", FormattableString.Invariant($"reviews/month/{person}"));
}

/// <summary>What a rule found for a person to act on, as of a day.</summary>
/// <param name="PersonId">Who can do something about it.</param>
/// <param name="Cause">What it comes from, as in "opportunity/12": with the rule and the person it is the same signal as long as it is found.</param>
/// <param name="Stake">What is at stake in the company's currency, not below 0; 0 where it cannot be told in money.</param>
/// <param name="By">The day by which something is to be done about it.</param>
/// <param name="Title">What goes wrong, in a line.</param>
/// <param name="Words">The same with its figures, in a sentence or two.</param>
/// <param name="Evidence">What it rests on, the weightiest first.</param>
/// <param name="Action">What is proposed.</param>
public sealed record Finding(long PersonId, string Cause, decimal Stake, DateOnly By, string Title, string Words, IReadOnlyList<SignalEvidence> Evidence, SignalAction Action)
{
    /// <summary>For how many things it stands, at least 1: where there are more than when it was put off, it is told again.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether the day is one that somebody gave and may move, as that of a claim; else it counts from when it was found first, and does not move on while nobody does anything.</summary>
    public bool IsDayGiven { get; init; }
}
