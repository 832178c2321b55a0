namespace Plumbline.Mailing;

public class OutgoingMailTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_not_taken_now_is_tried_again_at_growing_distances_until_it_is_given_up()
    {
        var mail = Some();
        var now = _now;
        var waits = new List<double>();
        for (; mail.State == MailState.Waiting; now = mail.NextTry)
        {
            mail.Follow(new(DeliveryCame.NotNow, "421 try later"), now);
            waits.Add((mail.NextTry - now).TotalMinutes);
        }

        Assert.Equal([1, 5, 15, 60, 240, 240], waits.Take(6));
        Assert.Equal(MailState.Failed, mail.State);
        Assert.Equal("421 try later", mail.LastError);
        Assert.InRange(now - _now, TimeSpan.FromHours(43), TimeSpan.FromDays(2));
    }

    [Theory]
    [InlineData(DeliveryCame.Taken, MailState.Sent)]
    [InlineData(DeliveryCame.Refused, MailState.Failed)]
    [InlineData(DeliveryCame.Unknown, MailState.Unsure)]
    [InlineData(DeliveryCame.Unwanted, MailState.Dropped)]
    public void What_came_of_a_try_is_what_becomes_of_the_mail(DeliveryCame came, MailState state)
    {
        var mail = Some();
        mail.Follow(new(came, "words"), _now);

        Assert.Equal((state, 1, state == MailState.Sent ? _now : null), (mail.State, mail.Tries, mail.SentAt));
    }

    [Fact]
    public void Only_what_failed_or_is_not_known_is_sent_again_and_what_is_there_is_not_dropped()
    {
        var sent = Some();
        sent.Follow(new(DeliveryCame.Taken), _now);
        Assert.Throws<RefusedException>(() => sent.SendAgain(_now));
        Assert.Throws<RefusedException>(sent.Drop);

        var lost = Some();
        lost.Follow(new(DeliveryCame.Unknown), _now);
        lost.SendAgain(_now.AddDays(5));
        Assert.Equal((MailState.Waiting, _now.AddDays(5), _now.AddDays(7)), (lost.State, lost.NextTry, lost.GoodUntil));
        lost.Drop();
        Assert.Equal(MailState.Dropped, lost.State);
    }

    [Theory]
    [InlineData(null, 7, "Day")]
    [InlineData(DayOfWeek.Monday, 24, "Hour")]
    [InlineData(DayOfWeek.Monday, null, "Hour")]
    public void A_choice_of_no_day_or_hour_is_refused_and_changes_nothing(DayOfWeek? day, int? hour, string field)
    {
        var choice = new MailChoice(1);
        Assert.Equal(field, Assert.Throws<RefusedException>(() => choice.ChooseDigest(false, day, hour)).Field);
        Assert.Equal((true, 0), (choice.Digest, choice.Revision));
    }

    internal static OutgoingMail Some(string key = "digest/1/2026-11-23", long person = 1, DateTimeOffset? at = null, MailKind kind = MailKind.Digest, string to = "mary@example.com") => new OutgoingMail
    {
        Key = key,
        PersonId = person,
        Kind = kind,
        To = to,
        Subject = "Your week",
        Html = "<p>Grüße</p>",
        Text = "Grüße",
        Unsubscribe = "https://plumbline.example/mail/unsubscribe/abc",
        MessageId = $"{key.Replace('/', '.')}@example.com",
        QueuedAt = at ?? _now,
        GoodUntil = (at ?? _now) + MailRetries.GivenUpAfter,
    }.Wait(at ?? _now);
}
