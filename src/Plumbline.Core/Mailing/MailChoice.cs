namespace Plumbline.Mailing;

/// <summary>What a person wants by mail, and when. Who has chosen nothing gets all of it, early in the morning.</summary>
public sealed class MailChoice
{
    /// <summary>The hour of who has not chosen one.</summary>
    public const int UsualHour = 7;

    private const int LastHour = 23;

    /// <summary>What holds for a person who has chosen nothing.</summary>
    public MailChoice(long personId) => PersonId = personId;

    private MailChoice()
    {
    }

    /// <summary>Whose choice it is.</summary>
    public long PersonId { get; private set; }

    /// <summary>Whether the weekly digest is wanted.</summary>
    public bool Digest { get; private set; } = true;

    /// <summary>The day of the digest; null for the day on which the company's week begins.</summary>
    public DayOfWeek? DigestDay { get; private set; }

    /// <summary>The hour of the digest in the company's time zone, 0 to 23.</summary>
    public int DigestHour { get; private set; } = UsualHour;

    /// <summary>Whether reminders of due promises are wanted.</summary>
    public bool Reminders { get; private set; } = true;

    /// <summary>The hour of reminders in the company's time zone, 0 to 23.</summary>
    public int ReminderHour { get; private set; } = UsualHour;

    /// <summary>Whether the outlook is wanted each month, of those who lead. It comes at the digest's hour.</summary>
    public bool Outlook { get; private set; } = true;

    /// <summary>Counts the changes, so that two windows that save at once are told.</summary>
    public int Revision { get; private set; }

    /// <summary>Chooses the digest, or none. Day and hour are kept for when it is turned on again.</summary>
    /// <exception cref="RefusedException">No such day or hour.</exception>
    public void ChooseDigest(bool wanted, DayOfWeek? day, int? hour)
    {
        Refuse.Unless(day is { } known && Enum.IsDefined(known), Refusal.Invalid, "Choose a day of the week.", "Day");
        (Digest, DigestDay, DigestHour) = (wanted, day, Hour(hour, "Hour"));
        Revision++;
    }

    /// <summary>Chooses reminders, or none.</summary>
    /// <exception cref="RefusedException">No such hour.</exception>
    public void ChooseReminders(bool wanted, int? hour)
    {
        (Reminders, ReminderHour) = (wanted, Hour(hour, "ReminderHour"));
        Revision++;
    }

    /// <summary>Chooses the monthly outlook, or none.</summary>
    public void ChooseOutlook(bool wanted)
    {
        Outlook = wanted;
        Revision++;
    }

    /// <summary>Turns off what one click asks to.</summary>
    public void TurnOff(MailKind kind)
    {
        (Digest, Reminders, Outlook) = (Digest && kind != MailKind.Digest, Reminders && kind != MailKind.Reminder, Outlook && kind != MailKind.Outlook);
        Revision++;
    }

    private static int Hour(int? hour, string field)
    {
        Refuse.Unless(hour is >= 0 and <= LastHour, Refusal.Invalid, "Choose an hour of the day.", field);
        return hour.Value;
    }
}
