using Plumbline.People;

namespace Plumbline.Mailing;

public class MailTimesTests
{
    private static readonly MailChoice _usual = new(1);

    [Theory]
    [InlineData("2026-11-23 06:45", "2026-11-23 06:59", false)]
    [InlineData("2026-11-23 06:45", "2026-11-23 07:00", true)]
    [InlineData("2026-11-23 07:00", "2026-11-23 07:15", false)]
    [InlineData("2026-11-20 12:00", "2026-11-24 06:59", true)]
    [InlineData("2026-11-20 12:00", "2026-11-24 07:00", false)]
    [InlineData("2026-11-24 06:45", "2026-11-24 07:15", false)]
    public void The_digest_is_due_once_its_hour_has_come_and_up_to_a_day_late(string looked, string now, bool isDue) =>
        Assert.Equal(isDue ? new DateOnly(2026, 11, 23) : null, MailTimes.DigestDue(_usual, DayOfWeek.Monday, Roster(), At(looked), At(now)));

    [Theory]
    [InlineData(23, 23, 24)] // One Monday.
    [InlineData(23, 26, 27)]
    [InlineData(23, 27, null)] // Not on the weekend, nor a week later.
    [InlineData(24, 24, 23)]
    public void Who_is_away_on_the_day_gets_the_digest_when_they_are_back_in_that_week(int from, int until, int? comes)
    {
        var roster = Roster(new Absence { PersonId = 1, From = Day(from), Until = Day(until) });
        var days = Enumerable.Range(23, 7).Where(day => MailTimes.DigestDue(_usual, DayOfWeek.Monday, roster, Day(day).ToDateTime(new(6, 45)), Day(day).ToDateTime(new(7, 0))) is not null);

        Assert.Equal(comes is { } one ? [one] : [], days);
    }

    [Fact]
    public void Who_chose_nothing_gets_the_digest_on_the_first_day_of_the_companys_week()
    {
        Assert.NotNull(MailTimes.DigestDue(_usual, DayOfWeek.Sunday, Roster(), At("2026-11-22 06:45"), At("2026-11-22 07:00")));
        Assert.Null(MailTimes.DigestDue(_usual, DayOfWeek.Sunday, Roster(), At("2026-11-23 06:45"), At("2026-11-23 07:00")));
    }

    [Theory]
    [InlineData("2026-12-01 06:59", null)] // A Tuesday.
    [InlineData("2026-12-01 07:00", "2026-12")]
    [InlineData("2026-12-03 06:59", "2026-12")] // Looked for again where it could not be told.
    [InlineData("2026-12-03 07:00", null)]
    [InlineData("2026-08-01 07:00", null)] // A Saturday: it comes on Monday.
    [InlineData("2026-08-03 07:00", "2026-08")]
    [InlineData("2026-11-01 07:00", null)] // A Sunday.
    [InlineData("2026-11-02 09:00", "2026-11")]
    public void The_outlook_is_due_on_the_first_weekday_of_a_month(string now, string? month)
    {
        Assert.Equal(month, MailTimes.OutlookDue(_usual, At(now))?.ToString());
        var off = new MailChoice(1);
        off.TurnOff(MailKind.Outlook);
        Assert.Null(MailTimes.OutlookDue(off, At(now)));
        Assert.True(off is { Digest: true, Reminders: true });
    }

    [Fact]
    public void Off_means_off()
    {
        var choice = new MailChoice(1);
        choice.ChooseDigest(false, DayOfWeek.Monday, 7);
        choice.ChooseReminders(false, 7);

        Assert.Null(MailTimes.DigestDue(choice, DayOfWeek.Monday, Roster(), At("2026-11-23 06:45"), At("2026-11-23 07:00")));
        Assert.Null(MailTimes.ReminderDue(choice, Roster(), At("2026-11-24 06:45"), At("2026-11-24 07:00")));
    }

    /// <summary>In Vienna 2:00 does not exist on 29 March 2026, and is there twice on 25 October.</summary>
    [Fact]
    public void An_hour_that_the_clocks_skip_or_repeat_brings_one_digest()
    {
        var vienna = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna");
        foreach (var day in new DateOnly[] { new(2026, 3, 29), new(2026, 10, 25) })
        {
            var choice = new MailChoice(1);
            choice.ChooseDigest(true, DayOfWeek.Sunday, 2);
            var looks = Enumerable.Range(0, 48 * 4).Select(n => new DateTimeOffset(day.AddDays(-1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(15 * n)).Select(at => TimeZoneInfo.ConvertTime(at, vienna).DateTime).ToList();
            Assert.Equal([day], looks.Zip(looks.Skip(1), (looked, now) => MailTimes.DigestDue(choice, DayOfWeek.Monday, Roster(), looked, now)).OfType<DateOnly>());
        }
    }

    [Fact]
    public void However_often_somebody_chooses_another_day_the_weeks_digest_has_one_key()
    {
        Assert.Equal("digest/12/2026-11-23", MailTimes.DigestKey(12, new(2026, 11, 23), DayOfWeek.Monday));
        Assert.Equal(MailTimes.DigestKey(12, new(2026, 11, 23), DayOfWeek.Monday), MailTimes.DigestKey(12, new(2026, 11, 29), DayOfWeek.Monday));
        Assert.NotEqual(MailTimes.DigestKey(12, new(2026, 11, 23), DayOfWeek.Monday), MailTimes.DigestKey(12, new(2026, 11, 30), DayOfWeek.Monday));
    }

    [Fact]
    public void A_reminder_tells_of_today_and_tomorrow_and_of_what_slipped_yesterday() =>
        Assert.Equal(new(Day(24), Day(25), Day(26)), Reminder(Day(25)));

    [Fact]
    public void What_falls_on_the_weekend_is_told_on_Friday_and_what_slipped_there_on_Monday()
    {
        Assert.Equal(new(Day(19), Day(20), Day(23)), Reminder(Day(20)));
        Assert.Null(Reminder(Day(21)));
        Assert.Null(Reminder(Day(22)));
        Assert.Equal(new(Day(20), Day(23), Day(24)), Reminder(Day(23), digest: false));
    }

    [Fact]
    public void What_falls_into_an_absence_is_told_before_it_and_what_slipped_there_after()
    {
        var away = new Absence { PersonId = 1, From = Day(25), Until = Day(27) };

        Assert.Equal(new(Day(23), Day(24), new(2026, 11, 30)), Reminder(Day(24), away));
        Assert.Null(Reminder(Day(26), away));
        Assert.Equal(new(Day(24), new(2026, 11, 30), new(2026, 12, 1)), Reminder(new(2026, 11, 30), away, digest: false));
    }

    [Fact]
    public void No_reminder_comes_twice_nor_on_the_day_after()
    {
        Assert.Null(MailTimes.ReminderDue(_usual, Roster(), At("2026-11-25 07:00"), At("2026-11-25 07:15")));
        Assert.Null(MailTimes.ReminderDue(_usual, Roster(), At("2026-11-24 06:45"), At("2026-11-25 06:45")));
    }

    private static ReminderDays? Reminder(DateOnly day, Absence? away = null, bool digest = true)
    {
        var choice = new MailChoice(1);
        choice.ChooseDigest(digest, DayOfWeek.Monday, 7);
        return MailTimes.ReminderDue(choice, Roster(away), day.ToDateTime(new(6, 45)), day.ToDateTime(new(7, 0)));
    }

    private static Roster Roster(Absence? away = null) => new([], [], away is null ? [] : [away]);

    private static DateOnly Day(int ofNovember) => new(2026, 11, ofNovember);

    private static DateTime At(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
