using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Commitments;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Presentations;

public class PresentationPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task The_leadership_hears_a_plan_asks_and_endorses_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        var carla = await site.Add("Carla Counts", Roles.Leadership);

        var meeting = await Call(site, world.Paul, PresentationKind.Leadership);
        Assert.Equal("/presentations/1", meeting.Path);
        Assert.Contains("Mary Seller", meeting.The("#agenda").TextContent, StringComparison.Ordinal);
        Assert.Contains("Carla Counts", meeting.The("#people").TextContent, StringComparison.Ordinal);
        meeting = await meeting.Submit("invite", new() { ["Invited.Of"] = $"{carla.Id}", ["Invited.Function"] = "Finance" });

        var talk = await (await site.As(carla)).Open("/presentations/1/plans/1");
        talk = await talk.Submit("ask", new() { ["Question.Words"] = "Which month is short of cash?" });
        Assert.Contains("Questions are open", talk.The("#decision").TextContent, StringComparison.Ordinal);
        var early = await talk.Submit("endorse", new() { ["Endorsed.Words"] = "Good" });
        Assert.Contains("Your own question still waits", early.Text, StringComparison.Ordinal);
        Assert.Equal("Good", early.The("input[name='Endorsed.Words']").GetAttribute("value"));

        var mary = await site.As(world.Mary);
        Assert.Contains("Which month is short of cash?", (await mary.Open("/today")).Text, StringComparison.Ordinal);
        var own = await mary.Open("/presentations/1/plans/1");
        var empty = await own.Submit("reply-1", new() { ["Reply.Words"] = "" });
        Assert.Contains("Write the answer", empty.Text, StringComparison.Ordinal);
        await empty.Submit("reply-1", new() { ["Reply.Words"] = "None is." });
        talk = await (await (await site.As(carla)).Open("/presentations/1/plans/1")).Submit("endorse", new() { ["Endorsed.Words"] = "Sound" });
        Assert.Contains("Carla Counts, finance", talk.The("#decision").TextContent, StringComparison.Ordinal);
        Assert.Contains("endorsed by Carla Counts, finance", (await mary.Open("/plans/1")).The("#presented").TextContent, StringComparison.Ordinal);
        Assert.Equal([NotificationKind.PlanQuestioned, NotificationKind.PlanEndorsed], await Told(site, world.Mary, NotificationKind.PlanQuestioned, NotificationKind.PlanEndorsed));
        Assert.Equal([NotificationKind.QuestionAnswered], await Told(site, carla, NotificationKind.QuestionAnswered));
    }

    [Theory, EachDatabase]
    public async Task What_is_pressed_twice_is_done_once_and_says_so(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        var paul = await site.As(world.Paul);
        var form = await paul.Open("/presentations");
        var called = await form.Submit("call", new() { ["Input.Title"] = "Plans" });
        Assert.Equal(called.Path, (await form.Submit("call", new() { ["Input.Title"] = "Plans" })).Path);
        Assert.Equal(1, await site.Db(db => db.Presentations.CountAsync(Cancel)));

        await called.Submit("arrange-1", button: "Move=off");
        var again = await called.Submit("arrange-1", button: "Move=off");
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("It was done already", again.Text, StringComparison.Ordinal);
        Assert.Equal(called.Path, again.The("main a.btn-primary, body a.btn-primary").GetAttribute("href"));
        await called.Submit("tell");
        Assert.Contains("It was done already", (await called.Submit("tell")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_the_leadership_says_is_read_by_them_and_those_concerned(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        var carla = await site.Add("Carla Counts", Roles.Leadership);
        var admin = await site.Add("Ada Admin", Roles.Administrator);
        await Call(site, world.Paul, PresentationKind.Leadership);
        await (await (await site.As(carla)).Open("/presentations/1/plans/1")).Submit("ask", new() { ["Question.Words"] = "Is the bakery solvent?" });
        await (await (await site.As(world.Paul)).Open("/presentations/1/minutes")).Submit("minutes", new() { ["Taken.Notes"] = "The bakery owes us money." });

        foreach (var reader in new[] { carla, world.Mary, world.Paul, world.Olga })
        {
            Assert.Contains("Is the bakery solvent?", (await (await site.As(reader)).Open("/presentations/1/plans/1")).Text, StringComparison.Ordinal);
        }

        foreach (var other in new[] { world.Ben, admin })
        {
            var visitor = await site.As(other);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/presentations/1")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/presentations/1/plans/1")).Status);
            Assert.DoesNotContain("Plans of the half", (await visitor.Open("/presentations")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("solvent", (await visitor.Open("/plans/1")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("solvent", (await visitor.Open("/search?q=solvent")).The("main").TextContent.Replace("“solvent”", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        // Minutes stay with who takes them until they are out; who presents sees what is said to their own plan and no other.
        Assert.DoesNotContain("owes us money", (await (await site.As(world.Mary)).Open("/presentations/1")).Text, StringComparison.Ordinal);
        await site.Change(db => db.Add(new BusinessPlan(world.Ben.Id, new(world.Ben.Id, false), PlanWorld.Content(), site.Clock.GetUtcNow())));
        await site.Db(async db =>
        {
            (await db.Presentations.AsSplitQuery().SingleAsync(Cancel)).Add(2, world.Ben.Id);
            return await db.SaveChangesAsync(Cancel);
        });
        var ben = await site.As(world.Ben);
        Assert.DoesNotContain("Mary Seller", (await ben.Open("/presentations/1")).The("#agenda").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Open("/presentations/1/plans/1")).Status);

        // A salesperson who was asked to come listens, and neither asks nor endorses.
        await site.Db(async db =>
        {
            (await db.Presentations.AsSplitQuery().SingleAsync(Cancel)).Invite(world.Ben.Id, LeadershipFunction.None);
            return await db.SaveChangesAsync(Cancel);
        });
        var listening = await ben.Open("/presentations/1/plans/1");
        Assert.Equal(HttpStatusCode.OK, listening.Status);
        Assert.DoesNotContain("Endorse the plan", listening.Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => site.With<IServiceProvider, bool>(async services =>
        {
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = new(new System.Security.Claims.ClaimsIdentity([new(CurrentPerson.Claim, $"{world.Ben.Id}")], "test")) };
            await services.GetRequiredService<HearingDesk>().Endorse(1, 1, new(), Cancel);
            return true;
        }));
        var trail = await site.Db(db => db.Audit.Select(a => a.Before + a.After).ToListAsync(Cancel));
        Assert.DoesNotContain(trail, change => change is not null && (change.Contains("solvent", StringComparison.Ordinal) || change.Contains("owes us", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    public async Task Before_colleagues_a_sentence_is_taken_down_read_back_and_witnessed(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        await Call(site, world.Paul, PresentationKind.Peers);

        var chair = await (await site.As(world.Paul)).Open("/presentations/1/plans/1");
        var undated = await chair.Submit("take-down", new() { ["Sentence.Words"] = "Three tastings a month", ["Sentence.Day"] = "2026-01-01" });
        Assert.Contains("Promise a day to come", undated.Text, StringComparison.Ordinal);
        chair = await undated.Submit("take-down", new() { ["Sentence.Day"] = "2026-12-20" });
        Assert.Contains("Not read back", chair.The("#promised").TextContent, StringComparison.Ordinal);
        var ben = await site.As(world.Ben);
        Assert.Null((await ben.Open("/presentations/1/plans/1")).Document.QuerySelector("form[action*='witness'], input[value='witness']"));

        var mary = await site.As(world.Mary);
        Assert.Contains("read it back", (await mary.Open("/today")).Text, StringComparison.Ordinal);
        var unread = await mary.Open("/presentations/1/plans/1");
        await chair.Submit("take-down", new() { ["Sentence.Words"] = "And a fourth at Easter", ["Sentence.Day"] = "2026-12-24" });
        var unseen = await unread.Submit("read-back");
        Assert.Contains("A sentence came after you opened the page", unseen.Text, StringComparison.Ordinal);
        await (await mary.Open("/presentations/1/plans/1")).Submit("read-back");
        Assert.Equal([CommitmentState.Open, CommitmentState.Open], await site.Db(db => db.Commitments.Where(c => c.Kind == CommitmentKind.Presented).Select(c => c.State).ToListAsync(Cancel)));

        var heard = await (await ben.Open("/presentations/1/plans/1")).Submit("witness");
        Assert.Contains("Ben Colleague", heard.The("#witnesses").TextContent, StringComparison.Ordinal);
        heard = await heard.Submit("offer", new() { ["Help.Words"] = "I bring the oven", ["Help.Day"] = "2026-12-01" });
        heard = await heard.Submit("applaud", new() { ["Applause.Words"] = "For the tastings" });
        Assert.Contains("For the tastings", heard.The("#applause").TextContent, StringComparison.Ordinal);
        var help = await Promise(site, CommitmentKind.Help);
        Assert.Equal((world.Ben.Id, world.Mary.Id, CommitmentState.Open), (help.PersonId, help.ToId!.Value, help.State));

        var late = await chair.Submit("take-down", new() { ["Sentence.Words"] = "And one more", ["Sentence.Day"] = "2026-12-20" });
        Assert.Contains("signed as witness", late.Text, StringComparison.Ordinal);

        var board = await ben.Open("/presentations/board");
        var card = board.The($"#person-{world.Mary.Id}").TextContent;
        Assert.Contains("Three tastings a month", card, StringComparison.Ordinal);
        Assert.Contains("I bring the oven", card, StringComparison.Ordinal);
        Assert.Contains("Witnessed by Ben Colleague", card, StringComparison.Ordinal);
        Assert.Contains("1 colleague applauded", card, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Attainment_stands_on_the_board_unless_the_person_or_the_company_keeps_it_off(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        await site.Change(db => db.AgreedQuotas.AddRange(PlanWorld.Half.Months.Select(m => new AgreedQuota(world.Mary.Id, m, 10_000, null, new(2026, 6, 15), 1))));
        await site.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            using var bulk = BulkWriter.Of(db);
            await new QuotaWriter(db).Write(bulk, [world.Mary.Id], Cancel);
            await transaction.CommitAsync(Cancel);
            return true;
        });
        await world.Sell(21_000);
        var ben = await site.As(world.Ben);
        var mary = await site.As(world.Mary);
        Assert.Contains("of the half’s quota", (await ben.Open("/presentations/board")).The($"#person-{world.Mary.Id}").TextContent, StringComparison.Ordinal);

        await (await mary.Open("/presentations/board")).Submit("choice", [], "Input.Hides=true");
        Assert.DoesNotContain("of the half’s quota", (await ben.Open("/presentations/board")).Text, StringComparison.Ordinal);
        await (await mary.Open("/presentations/board")).Submit("choice", [], "Input.Hides=false");
        Assert.Contains("of the half’s quota", (await ben.Open("/presentations/board")).Text, StringComparison.Ordinal);
        await site.Change(db => db.Companies.First().HidesAttainmentOnBoard = true);
        var kept = await mary.Open("/presentations/board");
        Assert.DoesNotContain("of the half’s quota", kept.Text, StringComparison.Ordinal);
        Assert.Contains("The company keeps attainment off", kept.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Slides_are_made_of_what_is_written_and_notes_are_the_salespersons_own(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        await Call(site, world.Paul, PresentationKind.Peers);
        var mary = await site.As(world.Mary);

        var slides = await mary.Open("/present/1?meeting=1");
        Assert.Equal(["cover", "last", "goals", "quotas", "forecast", "activities", "commitments"], slides.Document.QuerySelectorAll("section.slide").Select(s => s.Id!));
        var notes = await (await mary.Open("/present/1/notes?meeting=1")).Submit("notes", new() { ["Notes.Rows[2].Text"] = "Tell the story of the oven" });
        Assert.Equal("Tell the story of the oven", notes.The("#goals textarea").TextContent);
        var other = await mary.Open("/present/1/notes");
        await other.Submit("notes", new() { ["Notes.Rows[2].Text"] = "Another story" });
        var stale = await notes.Submit("notes", new() { ["Notes.Rows[2].Text"] = "A third" });
        Assert.Contains("other notes to this slide", stale.Text, StringComparison.Ordinal);
        Assert.Equal("A third", stale.The("#goals textarea").TextContent);

        foreach (var person in new[] { world.Paul, world.Ben })
        {
            var visitor = await site.As(person);
            Assert.DoesNotContain("Another story", (await visitor.Open("/present/1/notes")).Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/present/1")).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await mary.Open("/present/99")).Status);
    }

    [Theory, EachDatabase]
    public async Task Who_presents_does_not_chair_and_who_may_not_call_a_meeting_is_told(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        var mary = await site.As(world.Mary);
        Assert.Null((await mary.Open("/presentations")).Document.QuerySelector("#call"));
        await Call(site, world.Paul, PresentationKind.Peers);
        var page = await mary.Open("/presentations/1");
        Assert.Null(page.Document.QuerySelector("#change"));
        Assert.DoesNotContain("Put it on the agenda", page.Text, StringComparison.Ordinal);

        // A page of before somebody took the minutes.
        var (first, second) = (await (await site.As(world.Paul)).Open("/presentations/1/minutes"), await (await site.As(world.Olga)).Open("/presentations/1/minutes"));
        Assert.Equal(HttpStatusCode.NotFound, (await mary.Open("/presentations/1/minutes")).Status);
        await first.Submit("minutes", new() { ["Taken.Notes"] = "Olga came late." });
        var stale = await second.Submit("minutes", new() { ["Taken.Notes"] = "Paul was early." });
        Assert.Contains("Olga came late.", stale.The("main").TextContent, StringComparison.Ordinal);
        Assert.Equal("Paul was early.", stale.The("textarea[name='Taken.Notes']").TextContent);
        Assert.Contains("still to come", (await stale.Submit("minutes", [], "Taken.Move=hold")).Text, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromDays(7));
        var held = await (await (await site.As(world.Paul)).Open("/presentations/1/minutes")).Submit("minutes", [], "Taken.Move=hold");
        Assert.Contains("Paul was early.", (await mary.Open("/presentations/1")).The("#minutes").TextContent, StringComparison.Ordinal);
        Assert.Contains("Held", held.Text, StringComparison.Ordinal);
    }

    private static async Task<PlanWorld> Agreed(TheSite site)
    {
        var world = await PlanWorld.On(site);
        await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        });
        return world;
    }

    private static async Task<Page> Call(TheSite site, Person by, PresentationKind kind) =>
        await (await (await site.As(by)).Open("/presentations")).Submit("call", new() { ["Input.Kind"] = kind.ToString(), ["Input.Title"] = "Plans of the half", ["Input.Day"] = "2026-12-01", ["Input.Time"] = "09:30" });

    private static Task<Commitment> Promise(TheSite site, CommitmentKind kind) => site.Db(db => db.Commitments.AsNoTracking().SingleAsync(c => c.Kind == kind, Cancel));

    private static Task<List<NotificationKind>> Told(TheSite site, Person person, params NotificationKind[] kinds) =>
        site.Db(db => db.Set<Notification>().Where(n => n.PersonId == person.Id && kinds.Contains(n.Kind)).OrderBy(n => n.Id).Select(n => n.Kind).ToListAsync(Cancel));
}
