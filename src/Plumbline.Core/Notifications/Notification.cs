namespace Plumbline.Notifications;

/// <summary>What a person is told. Each can be turned off.</summary>
public enum NotificationKind
{
    /// <summary>Someone named the person in a comment.</summary>
    Mentioned,

    /// <summary>Someone commented on what is the person's: their plan, their account.</summary>
    Commented,

    /// <summary>A plan was put before the person to sign.</summary>
    PlanSubmitted,

    /// <summary>The other side proposes something else.</summary>
    PlanCountered,

    /// <summary>Both sides have signed.</summary>
    PlanAgreed,

    /// <summary>The other side wants to change a plan in force.</summary>
    PlanAmended,

    /// <summary>A colleague asks the person to help.</summary>
    HelpAsked,

    /// <summary>The notes of the team's meeting are out.</summary>
    MeetingNotes,

    /// <summary>The colleague whom the person asked said no.</summary>
    AskDeclined,

    /// <summary>The colleague whom the person asked takes it on.</summary>
    AskAccepted,

    /// <summary>A salesperson handed in their own view of a quarter.</summary>
    ReviewHandedIn,

    /// <summary>The manager gave theirs.</summary>
    ReviewAnswered,

    /// <summary>Both have recommitted to the next quarter.</summary>
    Recommitted,

    /// <summary>What was taken down in a coaching talk can be read.</summary>
    CoachingHeld,

    /// <summary>What somebody saw of the person, or read of their answers, is shared with them.</summary>
    ObservationShared,

    /// <summary>The leadership endorsed the person's plan.</summary>
    PlanEndorsed,

    /// <summary>The leadership has a question to the person's plan.</summary>
    PlanQuestioned,

    /// <summary>The author answered a question of the person's.</summary>
    QuestionAnswered,

    /// <summary>Somebody offered to help with the person's plan.</summary>
    HelpOffered,

    /// <summary>The person is asked to a meeting in which plans are presented, or it moved, or does not take place.</summary>
    InvitedToPresentation,

    /// <summary>Somebody who reports to the person handed in a quiz whose answers in words wait to be read.</summary>
    QuizHandedIn,
}

/// <summary>Something a person is told in the app, kept until it was read and for a while after.</summary>
public sealed class Notification
{
    /// <summary>For how many days one that was read is kept.</summary>
    public const int KeptDays = 90;

    /// <summary>The database's number for it; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Who is told.</summary>
    public required long PersonId { get; init; }

    /// <summary>What is told.</summary>
    public required NotificationKind Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null where nobody did, as when time ran out.</summary>
    public long? ById { get; init; }

    /// <summary>What it is about, as in "Aurora Shipping".</summary>
    public required string About { get; init; }

    /// <summary>The beginning of what was said; null where nothing was.</summary>
    public string? Excerpt { get; init; }

    /// <summary>Where to see it: an address within the site.</summary>
    public required string Href { get; init; }

    /// <summary>When the person read it; null until then.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Marks it as read, once.</summary>
    public void Read(DateTimeOffset at) => ReadAt ??= at;
}

/// <summary>A kind that a person does not want to be told.</summary>
public sealed class MutedKind
{
    /// <summary>Who.</summary>
    public required long PersonId { get; init; }

    /// <summary>What.</summary>
    public required NotificationKind Kind { get; init; }
}
