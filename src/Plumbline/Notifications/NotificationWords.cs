using Plumbline.People;

namespace Plumbline.Notifications;

/// <summary>What was told, in words.</summary>
internal static class NotificationWords
{
    public static string Of(Notification told, Colleagues people)
    {
        var who = told.ById is { } by ? people.NameOf(by) : "Plumbline";
        return told.Kind switch
        {
            NotificationKind.Mentioned => $"{who} mentioned you: {told.About}",
            NotificationKind.Commented => $"{who} commented on {told.About}",
            NotificationKind.PlanSubmitted => $"{who} put a plan before you: {told.About}",
            NotificationKind.PlanCountered => $"{who} proposes something else: {told.About}",
            NotificationKind.PlanAgreed => $"{who} signed, and so the plan is in force: {told.About}",
            NotificationKind.PlanAmended => $"{who} wants to change a plan in force: {told.About}",
            NotificationKind.HelpAsked => $"{who} asks for your help: {told.About}",
            NotificationKind.MeetingNotes => $"{who} ended the meeting, and its notes are out: {told.About}",
            NotificationKind.AskDeclined => $"{who} said no to what you asked: {told.About}",
            NotificationKind.AskAccepted => $"{who} takes on what you asked: {told.About}",
            NotificationKind.ReviewHandedIn => $"{who} handed in a review: {told.About}",
            NotificationKind.ReviewAnswered => $"{who} answered your review: {told.About}",
            NotificationKind.Recommitted => $"{who} signed, and so you have both recommitted: {told.About}",
            NotificationKind.CoachingHeld => $"{who} took down {told.About}",
            NotificationKind.ObservationShared => $"{who} shared what they saw of you: {told.About}",
            NotificationKind.PlanEndorsed => $"{who} endorsed your plan: {told.About}",
            NotificationKind.PlanQuestioned => $"{who} asks about your plan: {told.About}",
            NotificationKind.QuestionAnswered => $"{who} answered your question: {told.About}",
            NotificationKind.HelpOffered => $"{who} offers you help: {told.About}",
            NotificationKind.QuizHandedIn => $"{who} answered in words, for you to read: {told.About}",
            NotificationKind.InvitedToPresentation => $"{who} asks you to a meeting: {told.About}",
        };
    }

    /// <summary>The kind as a choice: "Someone mentions me".</summary>
    public static string Choice(NotificationKind kind) => kind switch
    {
        NotificationKind.Mentioned => "Someone mentions me in a comment",
        NotificationKind.Commented => "Someone comments on my plan or my account",
        NotificationKind.PlanSubmitted => "A plan is put before me to sign",
        NotificationKind.PlanCountered => "The other side proposes something else",
        NotificationKind.PlanAgreed => "A plan of mine is signed by both",
        NotificationKind.PlanAmended => "The other side wants to change a plan in force",
        NotificationKind.HelpAsked => "A colleague asks me to help",
        NotificationKind.MeetingNotes => "The notes of my team’s meeting are out",
        NotificationKind.AskDeclined => "A colleague says no to what I asked",
        NotificationKind.AskAccepted => "A colleague takes on what I asked",
        NotificationKind.ReviewHandedIn => "Someone who reports to me hands in their review",
        NotificationKind.ReviewAnswered => "My manager answers my review",
        NotificationKind.Recommitted => "Both sides have recommitted to the next quarter",
        NotificationKind.CoachingHeld => "What was said in a coaching talk with me can be read",
        NotificationKind.ObservationShared => "Somebody shares what they saw of me",
        NotificationKind.PlanEndorsed => "The leadership endorses my plan",
        NotificationKind.PlanQuestioned => "The leadership asks about my plan",
        NotificationKind.QuestionAnswered => "My question to a plan is answered",
        NotificationKind.HelpOffered => "A colleague offers me help",
        NotificationKind.QuizHandedIn => "The answers to a quiz wait for me to read",
        NotificationKind.InvitedToPresentation => "I am asked to a meeting in which plans are presented",
    };

    public static string Icon(NotificationKind kind) => kind switch
    {
        NotificationKind.Mentioned or NotificationKind.Commented => "message",
        NotificationKind.HelpAsked or NotificationKind.AskDeclined or NotificationKind.AskAccepted or NotificationKind.HelpOffered => "checklist",
        NotificationKind.MeetingNotes => "users",
        NotificationKind.InvitedToPresentation => "calendar",
        NotificationKind.ObservationShared => "user-check",
        _ => "signature",
    };
}
