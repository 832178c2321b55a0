using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Scoring;

namespace Plumbline.Meetings;

public class MeetingTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_agenda_is_an_hour_at_most() => Assert.InRange(Agenda.Items.Sum(i => i.Minutes), 1, Agenda.Longest);

    [Theory, EachDatabase]
    public async Task A_meeting_is_begun_rated_promised_in_and_ended(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (_, mary, ben) = await Team(site);
        await site.Change(db => db.Commitments.Add(new(CommitmentKind.Meeting, "meeting/99/x", mary.Id, "Call the bakery", _today.AddDays(-9), _today.AddDays(-4))));
        var page = await (await (await site.As(mary)).Open("/meetings")).Submit("begin-1");
        Assert.Equal("/meetings/1", page.Path);
        Assert.Contains("Call the bakery", page.The("#kept").TextContent, StringComparison.Ordinal);

        var unrated = await page.Submit("rate", new() { ["Rate.Words"] = "Slow start" });
        Assert.Contains("Rate the week from 1 to 5.", unrated.Text, StringComparison.Ordinal);
        Assert.Equal("Slow start", unrated.The("input[name='Rate.Words']").GetAttribute("value"));
        var rated = await unrated.Submit("rate", new() { ["Rate.Score"] = "4" });
        Assert.Contains("Slow start", rated.The(".ratings").TextContent, StringComparison.Ordinal);

        var promised = await rated.Submit("promise", new() { ["Promise.Words"] = "Send the offer", ["Promise.Day"] = "27 Nov 2026" });
        var asked = await promised.Submit("promise", new() { ["Promise.Person"] = $"{ben.Id}", ["Promise.Words"] = "Bring the price list", ["Promise.Day"] = "26 Nov 2026" });
        Assert.Contains("Send the offer", asked.The("#promises").TextContent, StringComparison.Ordinal);
        Assert.Equal([CommitmentState.Open, CommitmentState.Asked], (await Promises(site)).Skip(1).Select(c => c.State));

        var over = await asked.Submit("notes", new() { ["Notes.Notes"] = "Prices rise in January." }, "Notes.Key=end");
        Assert.Contains("Prices rise in January.", over.The(".written").TextContent, StringComparison.Ordinal);
        var late = await asked.Submit("promise", new() { ["Promise.Words"] = "One more" });
        Assert.Contains("This meeting is over", late.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await Promises(site)).Count);
    }

    [Theory, EachDatabase]
    public async Task What_the_week_needs_and_nobody_promised_stands_beside_what_was_promised(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await world.Plan(world.Submit);
        await (await (await site.As(world.Paul)).Open("/plans/1/negotiate")).Submit("sign");
        await site.Change(db =>
        {
            db.Add(new Team { Name = "North", LeaderId = world.Paul.Id });
            db.Add(new Opportunity { System = "test", ExternalId = "1", Name = "Oven", SalespersonId = world.Mary.Id });
        });
        await site.Change(db => db.Add(new TeamMembership { PersonId = world.Mary.Id, TeamId = db.Teams.Single().Id }));

        var page = await (await (await site.As(world.Mary)).Open("/meetings")).Submit("begin-1");

        Assert.Contains("Call: 10 agreed for the week, 0 done", page.Text, StringComparison.Ordinal);
        Assert.Equal("1 open opportunity has no next step", page.The($"a[href='pipeline?view=list&person={world.Mary.Id}&only=no-step']").TextContent);
        Assert.DoesNotContain("still to be created", page.Text, StringComparison.Ordinal); // What is begun now comes too late for the months of the plan.

        await site.Change(db => db.Add(new QuotaMonth { Month = new(2027, 4), SalespersonId = world.Mary.Id, TeamId = db.Teams.Single().Id, Revenue = 3_000, Source = QuotaSource.AgreedPlan }));
        Assert.Matches("of pipeline is still to be created for the next 6 months", (await page.Visitor.Open("/meetings/1")).Text);
    }

    [Theory, EachDatabase]
    public async Task What_is_promised_for_the_week_is_needed_no_more(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await world.Plan(world.Submit);
        await (await (await site.As(world.Paul)).Open("/plans/1/negotiate")).Submit("sign");
        await site.Change(db => db.Add(new Team { Name = "North", LeaderId = world.Paul.Id }));
        await site.Change(db => db.Add(new TeamMembership { PersonId = world.Mary.Id, TeamId = db.Teams.Single().Id }));
        await site.Change(db => db.Add(new Commitment(CommitmentKind.Meeting, "meeting/99/x", world.Paul.Id, "9 calls", _today, _today.AddDays(1)))); // Another's.
        var page = await (await (await site.As(world.Mary)).Open("/meetings")).Submit("begin-1");

        var next = await page.Submit("promise", new() { ["Promise.Words"] = "8 calls", ["Promise.Day"] = "30 Nov 2026" });
        var some = await next.Submit("promise", new() { ["Promise.Words"] = "4 calls to bakeries", ["Promise.Day"] = "29 Nov 2026" });
        Assert.Contains("Call: 10 agreed for the week, 0 done, 4 promised", some.Text, StringComparison.Ordinal);
        var all = await some.Submit("promise", new() { ["Promise.Words"] = "Six calls to hotels", ["Promise.Day"] = "27 Nov 2026" });

        Assert.DoesNotContain("agreed for the week", all.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_was_promised_for_last_week_is_answered_for_wherever_it_was_moved(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (_, mary, ben) = await Team(site);
        var (late, inTime, kept, dropped, far) = (Promised(mary, 1, 19), Promised(ben, 2, 20), Promised(mary, 3, 18), Promised(mary, 4, 17), Promised(ben, 5, 18));
        late.Renegotiate(new(2026, 11, 27), "I forgot it", _today);
        inTime.Renegotiate(new(2026, 11, 26), "They are away", new(2026, 11, 18));
        kept.Do(null, new(2026, 11, 18), new(2026, 11, 18));
        dropped.Drop(new(2026, 11, 16));
        far.Renegotiate(new(2027, 3, 1), "They have no budget", new(2026, 11, 19));
        await site.Change(db => db.Commitments.AddRange(late, inTime, kept, dropped, far));

        var page = await (await (await site.As(mary)).Open("/meetings")).Submit("begin-1");

        var lines = page.Document.QuerySelectorAll("#kept tbody tr").Select(r => $"{r.QuerySelector("th a")!.TextContent}: {string.Join(' ', r.QuerySelector(".state")!.ParentElement!.Children.Select(c => c.TextContent))}");
        Assert.Equal(
            ["Send offer 5: Late moved to Mon 1 Mar 2027 They have no budget", "Send offer 2: Renegotiated moved to Thu 26 Nov They are away", "Send offer 3: Kept", "Send offer 1: Late moved to Fri 27 Nov I forgot it"], lines);
        Assert.Contains("1 of 3 kept on the day, 33%; 1 renegotiated in time", page.The("#kept").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 of 3 on the day", (await page.Visitor.Open("/commitments?period=2026-11&team=1")).Text, StringComparison.Ordinal);
        Assert.Equal(["Send offer 1", "Send offer 2"], page.Document.QuerySelectorAll("#promises .member li a[href^='commitments/']").Select(a => a.TextContent).Order(StringComparer.Ordinal));

        static Commitment Promised(Person person, int number, int day) => new(CommitmentKind.Meeting, $"meeting/99/{number}", person.Id, $"Send offer {number}", new(2026, 11, 12), new(2026, 11, day));
    }

    [Theory, EachDatabase]
    public async Task Two_who_begin_the_meeting_at_once_begin_one(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (_, mary, ben) = await Team(site);
        var (hers, his) = (await (await site.As(mary)).Open("/meetings"), await (await site.As(ben)).Open("/meetings"));

        var begun = await Task.WhenAll(hers.Submit("begin-1"), his.Submit("begin-1"));
        var late = await hers.Submit("begin-1"); // From the page on which it had not begun yet.

        Assert.Equal(["/meetings/1", "/meetings/1", "/meetings/1"], begun.Append(late).Select(p => p.Path));
        Assert.Equal(1, await site.Db(db => db.TeamMeetings.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task All_rate_at_once_and_the_same_promise_sent_twice_is_one(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (_, mary, ben) = await Team(site);
        var hers = await (await (await site.As(mary)).Open("/meetings")).Submit("begin-1");
        var his = await (await site.As(ben)).Open("/meetings/1");

        await Task.WhenAll(hers.Submit("rate", new() { ["Rate.Score"] = "5" }), his.Submit("rate", new() { ["Rate.Score"] = "2" }));
        await hers.Submit("promise", new() { ["Promise.Words"] = "Send the offer" });
        await hers.Submit("promise", new() { ["Promise.Words"] = "Send the offer" });

        Assert.Equal([5, 2], await site.Db(db => db.WeekRatings.OrderBy(r => r.PersonId).Select(r => r.Score).ToListAsync(Cancel)));
        Assert.Single(await Promises(site));
    }

    [Fact]
    public async Task Who_saves_the_notes_second_sees_both_versions()
    {
        await using var site = await TheSite.Start();
        var (_, mary, ben) = await Team(site);
        var hers = await (await (await site.As(mary)).Open("/meetings")).Submit("begin-1");
        var his = await (await site.As(ben)).Open("/meetings/1");
        await hers.Submit("notes", new() { ["Notes.Notes"] = "Hers" });

        var told = await his.Submit("notes", new() { ["Notes.Notes"] = "His" });
        Assert.Contains("Saved meanwhile: Hers", told.Text, StringComparison.Ordinal);
        Assert.Equal("His", told.The("textarea").TextContent);
        await told.Submit("notes");

        Assert.Equal("His", await site.Db(db => db.TeamMeetings.Select(m => m.Notes).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task A_meeting_is_the_teams_and_the_lines_and_nobody_elses()
    {
        await using var site = await TheSite.Start();
        var (paul, mary, _) = await Team(site);
        await (await (await site.As(mary)).Open("/meetings")).Submit("begin-1");
        var stranger = await site.Add("Cleo", Roles.Salesperson);

        Assert.Equal(System.Net.HttpStatusCode.OK, (await (await site.As(paul)).Open("/meetings/1")).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await (await site.As(stranger)).Open("/meetings/1")).Status);
        Assert.DoesNotContain("Ovens", (await (await site.As(stranger)).Open("/meetings")).Text, StringComparison.Ordinal);
    }

    /// <summary>The team Ovens of Mary and Ben, who report to Paul.</summary>
    private static async Task<(Person Paul, Person Mary, Person Ben)> Team(TheSite site)
    {
        var paul = await site.Add("Paul", Roles.Manager);
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson, paul), await site.Add("Ben", Roles.Salesperson, paul));
        await site.Change(db => db.Teams.Add(new() { Name = "Ovens" }));
        await site.Change(db => db.TeamMemberships.AddRange(new TeamMembership { PersonId = mary.Id, TeamId = 1 }, new TeamMembership { PersonId = ben.Id, TeamId = 1 }));
        return (paul, mary, ben);
    }

    private static Task<List<Commitment>> Promises(TheSite site) => site.Db(db => db.Commitments.AsNoTracking().OrderBy(c => c.Id).ToListAsync(Cancel));
}
