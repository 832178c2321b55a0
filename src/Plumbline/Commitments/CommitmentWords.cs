using Plumbline.Ui;

namespace Plumbline.Commitments;

/// <summary>How promises read on a page.</summary>
internal static class CommitmentWords
{
    public static string Of(CommitmentKind kind) => kind switch
    {
        CommitmentKind.Goal => "Goal",
        CommitmentKind.Training => "Training",
        CommitmentKind.Sentence => "Commitment",
        CommitmentKind.Step => "Step",
        CommitmentKind.Tactic => "Tactic",
        CommitmentKind.NextStep => "Next step",
        CommitmentKind.Meeting => "Team meeting",
        CommitmentKind.Improvement => "Improvement",
        CommitmentKind.Review => "Review",
        CommitmentKind.Decision => "Review decision",
        CommitmentKind.Coaching => "Coaching",
        CommitmentKind.Observation => "Observation",
        CommitmentKind.Presented => "Presented",
        CommitmentKind.Help => "Help offered",
        CommitmentKind.Inspecting => "Owed to the team",
        CommitmentKind.Signal => "Signal",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(PromiseStanding standing) => standing switch
    {
        PromiseStanding.Asked => "Asked",
        PromiseStanding.Open => "Open",
        PromiseStanding.Overdue => "Overdue",
        PromiseStanding.Kept => "Kept",
        PromiseStanding.Late => "Late",
        PromiseStanding.Broken => "Broken",
        PromiseStanding.Renegotiated => "Renegotiated",
        PromiseStanding.Void => "No longer asked",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };

    /// <summary>What was no promise says why there is none.</summary>
    public static string Of(PromiseStanding standing, CommitmentState? state) => (standing, state) is (PromiseStanding.Void, CommitmentState.Declined) ? "Declined" : Of(standing);

    /// <summary>That an answer is kept.</summary>
    public static string Of(CommitmentAnswer said) => said switch
    {
        CommitmentAnswer.Accepted => "It is yours now: the day is promised.",
        CommitmentAnswer.Declined => "They see that you declined, and why.",
        CommitmentAnswer.Done => "It is done.",
        CommitmentAnswer.Moved => "Promised for another day.",
        CommitmentAnswer.GivenUp => "It is given up, with the reason.",
        CommitmentAnswer.Explained => "The reason is kept.",
        CommitmentAnswer.Reopened => "It is open again.",
        _ => throw new ArgumentOutOfRangeException(nameof(said)),
    };

    /// <summary>As in "moved once"; nothing where it was not.</summary>
    public static string Moved(int times) => times switch { 0 => "", 1 => "moved once", _ => $"moved {times:0} times" };

    public static Standing ToneOf(PromiseStanding standing) => standing switch
    {
        PromiseStanding.Kept => Standing.Good,
        PromiseStanding.Late => Standing.Watch,
        PromiseStanding.Overdue or PromiseStanding.Broken => Standing.Bad,
        _ => Standing.Neutral,
    };

    /// <summary>As in "today", "in 3 days", "2 days ago".</summary>
    public static string When(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        > 1 and var ahead => $"in {ahead:0} days",
        var behind => $"{-behind:0} days ago",
    };

    /// <summary>Whether what it was promised in is not everyone's to read, as the promise is.</summary>
    public static bool IsFromPrivate(CommitmentKind kind) => kind is CommitmentKind.Observation or CommitmentKind.Coaching or CommitmentKind.Decision or CommitmentKind.Signal;

    /// <summary>Where the commitment was made: the address of its source, which is written as "plan/12/goals.k3", "opportunity/7/k1", "activity/9/k1", "meeting/4/k1", "inspection/6/action", "review/3/k1", "coaching/2/k1", "signal/8/k1" or "presentation/5/12/k1", the plan's number after the meeting's.</summary>
    public static PageLink SourceOf(Commitment commitment) => commitment.Source.Split('/', 3) switch
    {
        ["plan", var plan, var path] => new("The plan", $"plans/{plan}#{path.Split('.')[0]}"),
        ["opportunity", var opportunity, ..] => new("The opportunity", $"opportunities/{opportunity}"),
        ["activity", var activity, ..] => new("The activity", $"activities/{activity}"),
        ["coaching", var session, ..] => new("The coaching talk", $"coaching/{session}"),
        ["review", var review, ..] => new("The review", $"reviews/{review}#decisions"),
        ["meeting", var meeting, ..] => new("The team meeting", $"meetings/{meeting}"),
        ["inspecting", var manager, ..] => new("What a manager owes the team", $"inspecting?manager={manager}"),
        ["presentation", var presentation, var rest] => new("The presentation", $"presentations/{presentation}/plans/{rest.Split('/')[0]}"),
        ["signal", var signal, ..] => new("The signal", $"signals/{signal}"),
        ["inspection", var validation, ..] => new("The observation", $"inspection/{validation}"),
        _ => throw new InvalidOperationException($"No page is known for {commitment.Source}."),
    };
}
