using System.Net;
using System.Text;
using Ical.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Coaching;
using Plumbline.Meetings;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Scoring;

namespace Plumbline.Presentations;

public class CalendarFeedTests
{
    private const string Secret = "I am afraid of calling buyers.";
    private static readonly DateTimeOffset _begins = new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_feed_has_what_is_the_persons_own_and_not_a_word_of_what_is_said(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Busy(site);
        var address = await Make(await site.As(world.Mary));

        var answer = await site.Stranger().Get(address);

        Assert.Equal((HttpStatusCode.OK, "text/calendar", "private"), (answer.Status, answer.Answer.Content.Headers.ContentType!.MediaType, answer.Answer.Headers.CacheControl!.ToString()));
        Assert.DoesNotContain("afraid", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Courage", answer.Body, StringComparison.Ordinal);
        var feed = Calendar.Load(answer.Body)!;
        Assert.Equal(
            [
                ("Weekly meeting of North", "2026-11-23", "meeting-1@plumbline"), ("Plans; of the half, öffentlich", "2026-12-01", "presentation-1@plumbline"), ("Coaching talk with Paul Manager", "2026-12-04", "coaching-2@plumbline"),
                ("Called off", "2026-12-08", "presentation-2@plumbline"), ("Review of Q4 2026: hand in by today", "2027-01-10", $"review-{world.Mary.Id}-2026-10@plumbline"),
            ],
            feed.Events.OrderBy(e => e.DtStart!.Value).Select(e => (e.Summary, e.DtStart!.Date.ToString("O", null), e.Uid!)));
        var meeting = feed.Events.Single(e => e.Uid == "presentation-1@plumbline");
        Assert.Equal((_begins.UtcDateTime, _begins.AddHours(1).UtcDateTime, "Room 4"), (meeting.DtStart!.AsUtc, meeting.DtEnd!.AsUtc, meeting.Location));
        Assert.Equal(("CANCELLED", "CONFIRMED"), (feed.Events.Single(e => e.Summary == "Called off").Status, meeting.Status));
        Assert.All(feed.Events.Where(e => e.Summary!.StartsWith("Coaching", StringComparison.Ordinal) || e.Summary.StartsWith("Review", StringComparison.Ordinal)), e => Assert.True(e.IsAllDay));

        var theirs = Calendar.Load((await site.Stranger().Get(await Make(await site.As(world.Paul)))).Body)!;
        Assert.Equal(["Called off", "Coaching talk with Mary Seller", "Plans; of the half, öffentlich", "Weekly meeting of North"], theirs.Events.Select(e => e.Summary).Order(StringComparer.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task An_old_address_stops_once_a_new_one_is_made_and_none_is_kept_in_clear(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Busy(site);
        var mary = await site.As(world.Mary);
        var old = await Make(mary);
        Assert.DoesNotContain(old, (await mary.Open("/calendar")).Body, StringComparison.Ordinal); // Shown once.

        var renewed = await Make(mary);

        Assert.NotEqual(old, renewed);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), ((await site.Stranger().Get(old)).Status, (await site.Stranger().Get(renewed)).Status));
        var secret = renewed.Split('/', '.')[2];
        Assert.Equal(43, secret.Length); // 256 bits.
        var feed = await site.Db(db => db.Set<CalendarFeed>().SingleAsync(Cancel));
        Assert.DoesNotContain(secret, feed.Hash, StringComparison.OrdinalIgnoreCase);
        var trail = await site.Db(db => db.Audit.Where(a => a.Subject == nameof(CalendarFeed)).Select(a => a.Before + a.After).ToListAsync(Cancel));
        Assert.Equal(2, trail.Count);
        Assert.DoesNotContain(trail, text => text.Contains(secret, StringComparison.Ordinal) || text.Contains(feed.Hash, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(site.Data.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(secret, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel)), StringComparison.Ordinal);
        }

        var off = await (await mary.Open("/calendar")).Submit("off");
        Assert.Contains("Turned off", off.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Stranger().Get(renewed)).Status);
    }

    [Theory, EachDatabase]
    public async Task Addresses_that_are_nobodys_or_of_somebody_who_left_lead_nowhere(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        var ben = await site.Add("Ben", Roles.Salesperson);
        var (left, shut) = (await Make(await site.As(mary)), await Make(await site.As(ben)));
        Assert.Equal(HttpStatusCode.OK, (await site.Stranger().Get(left)).Status);

        await site.Change(db => db.People.Single(p => p.Id == mary.Id).Left = new DateOnly(2026, 11, 1));
        await site.Change(db => db.Users.Single(s => s.PersonId == ben.Id).IsDisabled = true);

        foreach (var path in new[] { left, shut, "/calendar/abc.ics", $"/calendar/{new string('A', 43)}.ics", $"/calendar/{new string('A', 3_000)}.ics" })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await site.Stranger().Get(path)).Status));
        }
    }

    [Fact]
    public async Task The_page_says_what_is_when_for_who_has_no_feed()
    {
        await using var site = await TheSite.Start();
        var world = await Busy(site);

        var page = await (await site.As(world.Mary)).Open("/calendar");

        Assert.Contains("You have no address yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("Tue 1 Dec", page.The("#days").TextContent, StringComparison.Ordinal);
        Assert.Contains("14:00 to 15:00, Room 4", page.The("#days").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Weekly meeting", page.The("#days").TextContent, StringComparison.Ordinal); // It was yesterday.
        Assert.Contains("Nothing in the next 90 days", (await (await site.As(await site.Add("Nora New", Roles.Marketing))).Open("/calendar")).Text, StringComparison.Ordinal);
    }

    private static async Task<string> Make(Visitor visitor)
    {
        var made = await (await visitor.Open("/calendar")).Submit("make");
        return new Uri(made.The("input[aria-label='Your secret address']").GetAttribute("value")!).PathAndQuery;
    }

    /// <summary>Mary presents, was coached twice, is in a team that met, and has a quota for a month of the quarter; Ben and Olga have a meeting of their own.</summary>
    private static async Task<PlanWorld> Busy(TheSite site)
    {
        var world = await PlanWorld.On(site);
        var plan = await world.Plan(p =>
        {
            world.Submit(p);
            world.Agree(p);
        });
        await site.Change(db =>
        {
            var meeting = new Presentation(PresentationKind.Peers, new("Plans; of the half, öffentlich", _begins, 60, "Room 4"), world.Paul.Id);
            meeting.Add(plan, world.Mary.Id);
            meeting.Told();
            db.Add(meeting);
            db.Add(new Team { Name = "North", LeaderId = world.Paul.Id });
            db.Add(new QuotaMonth { Month = new(2026, 12), SalespersonId = world.Mary.Id, TeamId = 0, Revenue = 1_000 });
            db.Add(Talk(world, new(2026, 11, 10), new(2026, 12, 9))); // They sat down earlier.
        });
        await site.Change(db =>
        {
            var off = new Presentation(PresentationKind.Peers, new("Called off", _begins.AddDays(7), 30, ""), world.Paul.Id);
            off.Invite(world.Mary.Id, LeadershipFunction.None);
            off.Told();
            off.Cancel();
            db.Add(off);
            db.Add(Talk(world, new(2026, 11, 20), new(2026, 12, 4)));
            db.Add(new TeamMembership { PersonId = world.Mary.Id, TeamId = db.Teams.Single().Id });
            db.Add(new TeamMeeting(db.Teams.Single().Id, new(2026, 11, 23), world.Paul.Id, new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero)));
        });
        await site.Change(db =>
        {
            var others = new Presentation(PresentationKind.Leadership, new("Not Mary’s", _begins, 60, ""), world.Ben.Id);
            others.Invite(world.Olga.Id, LeadershipFunction.Executive);
            var untold = new Presentation(PresentationKind.Peers, new("Nobody knows of it yet", _begins.AddDays(1), 30, ""), world.Olga.Id);
            untold.Invite(world.Mary.Id, LeadershipFunction.None);
            db.AddRange(others, untold);
        });
        return world;
    }

    private static CoachingSession Talk(PlanWorld world, DateOnly day, DateOnly next)
    {
        var talk = new CoachingSession(world.Mary.Id, new(world.Paul.Id, IsInLine: true), day, []);
        talk.Write(world.Paul.Id, new() { Topic = "Courage", Goal = "Call a buyer", Reality = Secret }, CoachingFigure.None);
        talk.Hold(world.Paul.Id, [], null, next, day);
        return talk;
    }
}
