using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Mailing;

/// <summary>Days of which a reminder tells.</summary>
/// <param name="SlippedSince">What was due from this day on, and before today, slipped since the last time.</param>
/// <param name="Today">The day of the reminder.</param>
/// <param name="Until">What is due up to this day is told of now.</param>
public readonly record struct ReminderDays(DateOnly SlippedSince, DateOnly Today, DateOnly Until);

/// <summary>
/// When mail is due, by the clock on the company's wall: where it is put forward over the hour chosen the mail comes when it shows the next one, and where it is put back the hour comes twice and the mail once, since there is one for each key.
/// </summary>
public static class MailTimes
{
    /// <summary>Nobody is away for longer, as far as days of work are looked for.</summary>
    private const int MostDays = 366;

    /// <summary>The day whose digest is due: its hour has come since it was last looked, and no more than a day ago, as after a stop. Who is away on the day that they chose gets it when they are back, in the same week. Null where none is.</summary>
    /// <param name="choice">The person's.</param>
    /// <param name="firstDay">The day on which the company's week begins.</param>
    /// <param name="roster">Knows when the person is there.</param>
    /// <param name="looked">What the clock showed when it was last looked.</param>
    /// <param name="wall">What the clock on the wall shows.</param>
    public static DateOnly? DigestDue(MailChoice choice, DayOfWeek firstDay, Roster roster, DateTime looked, DateTime wall)
    {
        var latest = DateOnly.FromDateTime(wall.AddHours(-choice.DigestHour)); // The last day on which this hour has come.
        return choice.Digest && latest == DigestDay() && At(latest, choice.DigestHour) > looked ? latest : null;

        DateOnly? DigestDay()
        {
            var week = Week.Of(latest, firstDay);
            var chosen = Week.Of(week.LastDay, choice.DigestDay ?? firstDay).FirstDay;
            return roster.IsThere(choice.PersonId, chosen) ? chosen
                : Enumerable.Range(1, week.LastDay.DayNumber - chosen.DayNumber).Select(chosen.AddDays).Where(day => roster.DaysAtWork(choice.PersonId, day, day) > 0).Select(day => (DateOnly?)day).FirstOrDefault();
        }
    }

    /// <summary>The month whose outlook is due: from the digest's hour of its first weekday on, for two days, so that one that cannot be told yet is looked for again; there is one for each key. Null where none is.</summary>
    /// <param name="choice">The person's.</param>
    /// <param name="wall">What the clock on the wall shows.</param>
    public static Month? OutlookDue(MailChoice choice, DateTime wall)
    {
        var latest = DateOnly.FromDateTime(wall.AddHours(-choice.DigestHour));
        var first = Month.Of(latest).FirstDay;
        var weekday = first.DayOfWeek switch { DayOfWeek.Saturday => first.AddDays(2), DayOfWeek.Sunday => first.AddDays(1), _ => first };
        return choice.Outlook && latest >= weekday && latest < weekday.AddDays(2) ? Month.Of(latest) : null;
    }

    /// <summary>The key of an outlook: one for each person and month.</summary>
    public static string OutlookKey(long person, Month month) => FormattableString.Invariant($"outlook/{person}/{month}");

    /// <summary>The key of a digest: one for each person and week of the company, however often they choose another day.</summary>
    public static string DigestKey(long person, DateOnly day, DayOfWeek firstDay) => FormattableString.Invariant($"digest/{person}/{Week.Of(day, firstDay).FirstDay:yyyy-MM-dd}");

    /// <summary>
    /// The days of which a reminder tells now: today and tomorrow and what slipped yesterday, where tomorrow reaches to the next day on which the person works, and yesterday back to the last. Null on days on which they do not
    /// work, and where their hour has not come since it was last looked.
    /// </summary>
    /// <param name="choice">The person's.</param>
    /// <param name="roster">Knows when the person works.</param>
    /// <param name="looked">What the clock showed when it was last looked.</param>
    /// <param name="wall">What the clock on the wall shows.</param>
    public static ReminderDays? ReminderDue(MailChoice choice, Roster roster, DateTime looked, DateTime wall)
    {
        var today = DateOnly.FromDateTime(wall);
        var at = At(today, choice.ReminderHour);
        if (!choice.Reminders || at <= looked || at > wall || !Works(today))
        {
            return null;
        }

        return new(Next(-1), today, Next(+1));

        bool Works(DateOnly day) => roster.DaysAtWork(choice.PersonId, day, day) > 0;

        DateOnly Next(int step)
        {
            for (var days = 1; days <= MostDays; days++)
            {
                if (Works(today.AddDays(step * days)))
                {
                    return today.AddDays(step * days);
                }
            }

            return today.AddDays(step);
        }
    }

    /// <summary>The key of a reminder: one for each person and day.</summary>
    public static string ReminderKey(long person, DateOnly day) => FormattableString.Invariant($"reminder/{person}/{day:yyyy-MM-dd}");

    private static DateTime At(DateOnly day, int hour) => day.ToDateTime(new(hour, 0));
}
