using Ical.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Plumbline.Mailing;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Presentations;

/// <summary>Invitations, against a real mail server on the loopback.</summary>
public class InvitationTests
{
    private static readonly DateTimeOffset _begins = new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Everybody_asked_gets_a_mail_that_calendars_understand_and_nobody_else(Provider provider)
    {
        await using var server = MailServer.Start();
        await using var site = await MailTests.Site(server.Port, provider);
        var world = await Called(site);
        var gone = await site.Add("Gil Gone", Roles.Salesperson);
        await site.Change(db => db.People.Single(p => p.Id == gone.Id).Left = new DateOnly(2026, 10, 31));

        await Send(world, meeting => meeting.Invite(gone.Id, LeadershipFunction.None));

        Assert.Equal(["Ben.Colleague@example.com", "Mary.Seller@example.com", "Paul.Manager@example.com"], server.Taken.Select(m => m.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
        var mail = server.Taken.Single(m => m.To.ToString().Contains("Ben", StringComparison.Ordinal));
        Assert.Equal("Invitation: Plans of the half", mail.Subject);
        Assert.Null(mail.Headers["List-Unsubscribe"]);
        Assert.Contains("Paul Manager asks you to a meeting", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Tue 1 Dec 2026, 15:00 (Europe/Vienna), 60 minutes. Room 4", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("1. Mary Seller", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://plumbline.example/presentations/1", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("href=\"https://plumbline.example/presentations/1\"", mail.HtmlBody, StringComparison.Ordinal);

        var (part, calendar) = CalendarOf(mail);
        Assert.Equal(("REQUEST", "utf-8"), (part.ContentType.Parameters["method"], part.ContentType.Charset));
        Assert.Same(part, ((Multipart)((Multipart)mail.Body!)[0])[^1]); // The last way to read it, and so the best.
        Assert.Equal("invitation.ics", Assert.Single(mail.Attachments).ContentDisposition!.FileName);
        var meeting = Assert.Single(calendar.Events);
        Assert.Equal(("REQUEST", "presentation-1@example.com", "CONFIRMED"), (calendar.Method, meeting.Uid, meeting.Status));
        Assert.Equal((_begins.UtcDateTime, _begins.AddHours(1).UtcDateTime), (meeting.DtStart!.AsUtc, meeting.DtEnd!.AsUtc));
        Assert.Equal(("Plans of the half", "Room 4", "https://plumbline.example/presentations/1"), (meeting.Summary, meeting.Location, meeting.Description));
        Assert.Equal(("mailto:Paul.Manager@example.com", "Paul Manager"), (meeting.Organizer!.Value!.OriginalString, meeting.Organizer.CommonName), AnyCase);
        Assert.Equal(["Ben Colleague", "Mary Seller", "Paul Manager"], meeting.Attendees.Select(a => a.CommonName).Order(StringComparer.Ordinal));
        Assert.Equal(
            [(world.Mary.Id, "Plans of the half, Tue 1 Dec 2026, 15:00"), (world.Ben.Id, "Plans of the half, Tue 1 Dec 2026, 15:00")],
            (await Told(site)).Select(n => (n.PersonId, n.About)));
    }

    [Theory, EachDatabase]
    public async Task The_same_state_is_sent_once_and_a_change_and_a_cancellation_follow_under_the_same_name(Provider provider)
    {
        await using var server = MailServer.Start();
        await using var site = await MailTests.Site(server.Port, provider);
        var world = await Called(site);
        await Send(world);
        await Send(world);
        Assert.Equal((3, 2), (server.Taken.Count, (await Told(site)).Count));
        var first = Assert.Single(CalendarOf(server.Taken.First()).Calendar.Events);

        server.Taken.Clear();
        await Send(world, meeting => meeting.Move(new("Plans of the half", _begins.AddDays(1), 90, "")));
        await Send(world);
        Assert.Equal(["Moved or changed: Plans of the half"], server.Taken.Select(m => m.Subject).Distinct());
        var moved = Assert.Single(CalendarOf(server.Taken.First()).Calendar.Events);
        Assert.Equal((first.Uid, true, null), (moved.Uid, moved.Sequence > first.Sequence, moved.Location));
        Assert.Equal(_begins.AddDays(1).AddMinutes(90).UtcDateTime, moved.DtEnd!.AsUtc);

        server.Taken.Clear();
        await Send(world, meeting => meeting.Invite(world.Olga.Id, LeadershipFunction.None));
        Assert.Equal(["Invitation: Plans of the half"], server.Taken.Where(m => m.To.ToString().Contains("Olga", StringComparison.Ordinal)).Select(m => m.Subject));
        Assert.Equal(3, server.Taken.Count(m => m.Subject == "Moved or changed: Plans of the half"));

        server.Taken.Clear();
        await Send(world, meeting => meeting.Uninvite(world.Olga.Id));
        var notAsked = Assert.Single(server.Taken, m => m.To.ToString().Contains("Olga", StringComparison.Ordinal));
        Assert.Equal(("Cancelled: Plans of the half", "CANCEL"), (notAsked.Subject, CalendarOf(notAsked).Calendar.Method));
        Assert.Contains("It takes place without you", notAsked.TextBody, StringComparison.Ordinal);
        server.Taken.Clear();
        await Send(world, meeting => meeting.Invite(world.Olga.Id, LeadershipFunction.None));
        Assert.Equal("Invitation: Plans of the half", Assert.Single(server.Taken, m => m.To.ToString().Contains("Olga", StringComparison.Ordinal)).Subject);

        server.Taken.Clear();
        await Send(world, meeting => meeting.Cancel());
        Assert.Equal(4, server.Taken.Count(m => m.Subject == "Cancelled: Plans of the half"));
        var (part, calendar) = CalendarOf(server.Taken.First());
        Assert.Equal(("CANCEL", "CANCEL"), (part.ContentType.Parameters["method"], calendar.Method));
        var off = Assert.Single(calendar.Events);
        Assert.Equal((first.Uid, "CANCELLED", true), (off.Uid, off.Status, off.Sequence > moved.Sequence));
        Assert.Contains(await Told(site), n => n.PersonId == world.Olga.Id && n.About.EndsWith("(cancelled)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_is_typed_into_title_place_or_name_adds_nothing_to_mail_or_calendar()
    {
        const string nasty = "Pläne; \"groß\", 1\\2\r\nMETHOD:CANCEL\r\nBcc: eve@example.com\n\nATTENDEE:mailto:eve@example.com\u2028\u0085X-A:1";
        const string harmless = "Pläne; \"groß\", 1\\2 METHOD:CANCEL Bcc: eve@example.com ATTENDEE:mailto:eve@example.com X-A:1";
        await using var server = MailServer.Start();
        await using var site = await MailTests.Site(server.Port);
        var world = await Called(site, nasty, nasty);
        await site.Change(db => db.People.Single(p => p.Id == world.Paul.Id).Name = "Paul \"P\";,:\r\nBcc: eve@example.com");

        await Send(world);

        Assert.Equal(3, server.Taken.Count);
        foreach (var mail in server.Taken)
        {
            Assert.Equal(($"Invitation: {harmless}", 0), (mail.Subject, mail.Bcc.Count));
            var (part, calendar) = CalendarOf(mail);
            using var bytes = new MemoryStream();
            await part.Content!.DecodeToAsync(bytes, Cancel);
            var lines = System.Text.Encoding.UTF8.GetString(bytes.ToArray()).Split("\r\n");
            Assert.DoesNotContain('\n', string.Concat(lines));
            Assert.Single(lines, line => line.StartsWith("METHOD", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.StartsWith("Bcc", StringComparison.Ordinal) || line.StartsWith("X-A", StringComparison.Ordinal));
            Assert.All(lines, line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
            var meeting = Assert.Single(calendar.Events);
            Assert.Equal(("REQUEST", harmless, harmless, 3), (calendar.Method, meeting.Summary, meeting.Location, meeting.Attendees.Count));
            Assert.Equal("Paul 'P';,: Bcc: eve@example.com", meeting.Organizer!.CommonName);
        }
    }

    [Fact]
    public async Task Where_no_mail_is_sent_people_are_told_in_the_app_all_the_same()
    {
        await using var site = await TheSite.Start();
        var world = await Called(site);

        await Send(world);

        Assert.Equal(2, (await Told(site)).Count);
        Assert.Empty(await site.Db(db => db.OutgoingMails.ToListAsync(Cancel)));
        Assert.Contains("Paul Manager asks you to a meeting: Plans of the half", (await (await site.As(world.Ben)).Open("/notifications")).Text, StringComparison.Ordinal);
    }

    /// <summary>Paul calls a meeting in which Mary presents to Ben, in Vienna.</summary>
    private static async Task<PlanWorld> Called(TheSite site, string title = "Plans of the half", string place = "Room 4")
    {
        var world = await PlanWorld.On(site);
        var plan = await world.Plan(p =>
        {
            world.Submit(p);
            world.Agree(p);
        });
        await site.Change(db =>
        {
            db.Companies.Single().TimeZone = "Europe/Vienna";
            var meeting = new Presentation(PresentationKind.Peers, new(title, _begins, 60, place), world.Paul.Id);
            meeting.Invite(world.Ben.Id, LeadershipFunction.None);
            meeting.Add(plan, world.Mary.Id);
            db.Add(meeting);
        });
        return world;
    }

    /// <summary>Changes the meeting as its convener, sends the news of it, and has the mail go out.</summary>
    private static async Task Send(PlanWorld world, Action<Presentation>? change = null)
    {
        await world.Site.With<IServiceProvider, bool>(async services =>
        {
            var db = services.GetRequiredService<PlumblineDb>();
            db.ActingPersonId = world.Paul.Id;
            var meeting = await db.Presentations.SingleAsync(Cancel);
            change?.Invoke(meeting);
            await db.SaveChangesAsync(Cancel);
            await services.GetRequiredService<Invitations>().Send(meeting, Cancel);
            meeting.Told();
            await db.SaveChangesAsync(Cancel);
            return true;
        });
        await MailTests.Send(world.Site);
    }

    private static (TextPart Part, Calendar Calendar) CalendarOf(MimeMessage mail)
    {
        var part = mail.BodyParts.OfType<TextPart>().Single(p => p.ContentType.IsMimeType("text", "calendar"));
        return (part, Calendar.Load(part.Text)!);
    }

    private static Task<List<Notification>> Told(TheSite site) => site.Db(db => db.Set<Notification>().Where(n => n.Kind == NotificationKind.InvitedToPresentation).OrderBy(n => n.PersonId).ToListAsync(Cancel));

    private static EqualityComparer<(string, string?)> AnyCase { get; } = EqualityComparer<(string, string?)>.Create((a, b) => string.Equals(a.Item1, b.Item1, StringComparison.OrdinalIgnoreCase) && a.Item2 == b.Item2);
}
