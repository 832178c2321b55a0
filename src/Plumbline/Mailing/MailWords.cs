using System.Globalization;
using Plumbline.Ui;

namespace Plumbline.Mailing;

/// <summary>Mail and what becomes of it, in words.</summary>
internal static class MailWords
{
    /// <summary>The kind, as in "the weekly digest".</summary>
    public static string Of(MailKind kind) => kind switch { MailKind.Digest => "the weekly digest", MailKind.Reminder => "reminders of due promises", MailKind.Trial => "test mail", MailKind.Invitation => "invitations", MailKind.Outlook => "the monthly outlook" };

    /// <summary>One of the kind, as in "Weekly digest".</summary>
    public static string One(MailKind kind) => kind switch { MailKind.Digest => "Weekly digest", MailKind.Reminder => "Reminder", MailKind.Trial => "Test mail", MailKind.Invitation => "Invitation", MailKind.Outlook => "Monthly outlook" };

    /// <summary>How far it is.</summary>
    public static string Of(MailState state) => state switch
    {
        MailState.Waiting => "waits",
        MailState.Sending => "is being sent",
        MailState.Sent => "sent",
        MailState.Failed => "failed",
        MailState.Unsure => "not known whether sent",
        MailState.Dropped => "dropped",
    };

    /// <summary>How that is drawn.</summary>
    public static Standing Is(MailState state) => state switch { MailState.Sent => Standing.Good, MailState.Failed => Standing.Bad, MailState.Unsure => Standing.Watch, _ => Standing.Neutral };

    /// <summary>An hour of the day, as in "7:00".</summary>
    public static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour}:00");
}
