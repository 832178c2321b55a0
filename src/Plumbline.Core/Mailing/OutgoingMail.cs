namespace Plumbline.Mailing;

/// <summary>What a mail is for. Those that come by themselves can each be turned off.</summary>
public enum MailKind
{
    /// <summary>The week in one mail.</summary>
    Digest,

    /// <summary>Promises that are due.</summary>
    Reminder,

    /// <summary>An administrator tries out whether mail goes out.</summary>
    Trial,

    /// <summary>Somebody is asked to a meeting, or told that it moved or does not take place.</summary>
    Invitation,

    /// <summary>What is coming, once a month, for leadership.</summary>
    Outlook,
}

/// <summary>How far a mail is.</summary>
public enum MailState
{
    /// <summary>It is to be sent, now or after a while.</summary>
    Waiting,

    /// <summary>A runner has it and speaks to the server.</summary>
    Sending,

    /// <summary>The server has taken it.</summary>
    Sent,

    /// <summary>It was given up.</summary>
    Failed,

    /// <summary>The server may have taken it: contact was lost before its answer came, or before that was written down. It is not sent again by itself.</summary>
    Unsure,

    /// <summary>Nobody wants it any more.</summary>
    Dropped,
}

/// <summary>
/// A mail on its way: one for each <see cref="Key"/>, kept until long after the key's time is over, so that what is written twice is sent once.
/// </summary>
public sealed class OutgoingMail
{
    /// <summary>For how many days it is kept, whatever became of it: longer than the same key could be written again.</summary>
    public const int KeptDays = 30;

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>What there may only be one of, as in "digest/12/2026-11-23".</summary>
    public required string Key { get; init; }

    /// <summary>Whom it is for.</summary>
    public required long PersonId { get; init; }

    /// <summary>What it is for.</summary>
    public required MailKind Kind { get; init; }

    /// <summary>The mail address, as it was known when it was last tried.</summary>
    public required string To { get; set; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The mail as a page; empty once it is sent or dropped.</summary>
    public required string Html { get; set; }

    /// <summary>The same in plain text; empty once it is sent or dropped.</summary>
    public required string Text { get; set; }

    /// <summary>An appointment that comes with it, as an iCalendar text whose METHOD says what to do with it; null for none.</summary>
    public string? Calendar { get; set; }

    /// <summary>Where one click turns off mail of this kind; null where it cannot be.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>The same in every try, so that a mailbox that gets it twice can tell.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>From when on it says nothing useful any more, and is not tried again.</summary>
    public required DateTimeOffset GoodUntil { get; set; }

    /// <summary>How far it is.</summary>
    public MailState State { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; private set; }

    /// <summary>When it may be tried next; while it is being sent, when that began.</summary>
    public DateTimeOffset NextTry { get; private set; }

    /// <summary>Why it was not taken the last time, in the server's words where it said any.</summary>
    public string? LastError { get; private set; }

    /// <summary>When the server took it.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Whether an administrator may have one in this state sent now, or once more.</summary>
    public static bool MayBeSentAgain(MailState state) => state is MailState.Waiting or MailState.Failed or MailState.Unsure;

    /// <summary>Whether one in this state can be dropped: it is not under way, nor there.</summary>
    public static bool MayBeDropped(MailState state) => state is MailState.Waiting or MailState.Failed or MailState.Unsure;

    /// <summary>It is to be sent from now on.</summary>
    public OutgoingMail Wait(DateTimeOffset now)
    {
        (State, NextTry) = (MailState.Waiting, now);
        return this;
    }

    /// <summary>What becomes of it after a try.</summary>
    /// <param name="outcome">What came of the try.</param>
    /// <param name="now">When it ended.</param>
    public void Follow(Delivery outcome, DateTimeOffset now)
    {
        Tries++;
        LastError = outcome.Words;
        var next = now + MailRetries.After(Tries);
        (State, NextTry) = outcome.Came switch
        {
            DeliveryCame.Taken => (MailState.Sent, now),
            DeliveryCame.Refused => (MailState.Failed, now),
            DeliveryCame.Unknown => (MailState.Unsure, now),
            DeliveryCame.Unwanted => (MailState.Dropped, now),
            _ => next < GoodUntil ? (MailState.Waiting, next) : (MailState.Failed, now),
        };
        SentAt = State == MailState.Sent ? now : null;
        if (State is MailState.Sent or MailState.Dropped)
        {
            LetGoOfText();
        }
    }

    /// <summary>An administrator has it sent once more.</summary>
    /// <exception cref="RefusedException">It is under way, there, or dropped.</exception>
    public void SendAgain(DateTimeOffset now)
    {
        Refuse.Unless(MayBeSentAgain(State), Refusal.Conflict, "This mail was sent or dropped meanwhile, or is being sent right now.");
        (State, NextTry, Tries, GoodUntil) = (MailState.Waiting, now, 0, now + MailRetries.GivenUpAfter);
    }

    /// <summary>Nobody wants it any more; it stays for its key.</summary>
    /// <exception cref="RefusedException">It is under way, or there.</exception>
    public void Drop()
    {
        Refuse.Unless(MayBeDropped(State), Refusal.Conflict, "This mail was sent already, or is being sent right now.");
        State = MailState.Dropped;
        LetGoOfText();
    }

    /// <summary>Its key is needed for longer than what it says, which is between the sender and the one who gets it.</summary>
    private void LetGoOfText() => (Html, Text, Calendar) = ("", "", null);
}
