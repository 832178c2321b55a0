using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Coaching;

public class CoachingPagesTests
{
    private const string Secret = "I am afraid of calling buyers.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_talk_is_prepared_held_answered_and_what_will_be_done_is_promised(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var prepared = await (await (await site.As(world.Paul)).Open("/coaching")).Submit($"prepare-{world.Mary.Id}");
        Assert.Equal("/coaching/1", prepared.Path);
        Assert.Contains("Win rate", prepared.The("#facts").TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-12-01", prepared.The("input[name='Input.NextOn']").GetAttribute("value")); // Nothing is known of her yet: weekly.

        var kept = await prepared.Submit("talk", new() { ["Input.Reality"] = Secret }, "Input.Move=keep");
        var refused = await kept.Submit("talk", new() { ["Input.Topic"] = "First meetings" }, "Input.Move=hold");
        Assert.Contains("Say which goal the other has.", refused.Text, StringComparison.Ordinal);
        Assert.Equal(Secret, refused.The("textarea[name='Input.Reality']").TextContent);
        var acted = await refused.Submit("act", new() { ["Action.What"] = "Three calls on Monday", ["Action.Due"] = "2026-11-30", ["Action.Confidence"] = "8" });
        Assert.Empty(await Promises(site));
        await acted.Submit("talk", new() { ["Input.Topic"] = "First meetings", ["Input.Goal"] = "Three a week", ["Input.Figure"] = "Activities" }, "Input.Move=hold");

        var promise = Assert.Single(await Promises(site));
        Assert.Equal((CommitmentKind.Coaching, CommitmentState.Asked, world.Mary.Id), (promise.Kind, promise.State, promise.PersonId));
        Assert.Contains(await site.Db(db => db.Set<Notification>().Where(n => n.PersonId == world.Mary.Id).Select(n => n.Kind).ToListAsync(Cancel)), k => k == NotificationKind.CoachingHeld);

        var mary = await (await (await site.As(world.Mary)).Open("/coaching")).Follow("First meetings");
        Assert.Contains(Secret, mary.The("#talk").TextContent, StringComparison.Ordinal);
        Assert.Contains("0 when you talked", mary.The("#effect").TextContent, StringComparison.Ordinal);
        var replied = await mary.Submit("reply", new() { ["Reply.Reply"] = "It helped to say it." });
        Assert.Equal("It helped to say it.", replied.The("textarea[name='Reply.Reply']").TextContent);
        await replied.Submit("act", new() { ["Action.What"] = "Ask Ben how he does it" });
        Assert.Equal([CommitmentState.Asked, CommitmentState.Open], (await Promises(site)).Select(p => p.State));

        var next = await (await (await site.As(world.Paul)).Open("/coaching")).Submit($"prepare-{world.Mary.Id}");
        Assert.Contains("Three calls on Monday", next.The("#last").TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Nobody_but_the_two_and_the_line_finds_a_word_of_it_anywhere(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var admin = await site.Add("Ada Admin", Roles.Administrator);
        var finance = await site.Add("Fay Finance", Roles.Leadership);
        var prepared = await (await (await site.As(world.Paul)).Open("/coaching")).Submit($"prepare-{world.Mary.Id}");
        var draft = await prepared.Submit("talk", new() { ["Input.Topic"] = "Courage", ["Input.Goal"] = "Call a buyer", ["Input.Reality"] = Secret }, "Input.Move=keep");
        foreach (var reader in new[] { world.Mary, world.Olga, world.Ben, admin, finance })
        {
            Assert.Equal(404, (int)(await (await site.As(reader)).Open("/coaching/1")).Status);
        }

        await draft.Submit("talk", [], "Input.Move=hold");
        Assert.Equal(200, (int)(await (await site.As(world.Olga)).Open("/coaching/1")).Status);
        foreach (var reader in new[] { world.Ben, admin, finance })
        {
            var visitor = await site.As(reader);
            Assert.Equal(404, (int)(await visitor.Open("/coaching/1")).Status);
            foreach (var path in new[] { "/coaching", "/search?q=afraid", "/search?q=courage", "/commitments?all=1", "/notifications", "/today", $"/people/{world.Mary.Id}", "/presentations/board" })
            {
                var page = await visitor.Open(path);
                Assert.DoesNotContain("afraid of", page.The("main").TextContent, StringComparison.Ordinal);
                Assert.DoesNotContain("Courage", page.The("main").TextContent, StringComparison.Ordinal);
            }

            Assert.DoesNotContain("afraid of", (await visitor.Open("/commitments/export.csv?all=1")).Body, StringComparison.Ordinal);
        }

        var trail = await site.Db(db => db.Audit.Where(a => a.Subject == nameof(CoachingSession)).Select(a => a.Before + a.After).ToListAsync(Cancel));
        Assert.NotEmpty(trail);
        Assert.DoesNotContain(trail, t => t.Contains("afraid", StringComparison.Ordinal) || t.Contains("Courage", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Nobody_prepares_a_talk_with_who_does_not_report_to_them(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        Assert.DoesNotContain("Prepare", (await (await site.As(world.Ben)).Open("/coaching")).The("main").TextContent, StringComparison.Ordinal);
        var page = await (await site.As(world.Paul)).Open("/coaching");
        await site.Change(db => db.People.Single(p => p.Id == world.Mary.Id).ManagerId = world.Olga.Id);
        Assert.Equal(409, (int)(await page.Submit($"prepare-{world.Mary.Id}")).Status);
        Assert.False(await site.Db(db => db.CoachingSessions.AnyAsync(Cancel)));

        // Who prepared a talk before loses it with the person.
        await site.Change(db => db.CoachingSessions.Add(new(world.Mary.Id, world.Manager, new(2026, 11, 20), [])));
        Assert.Equal(404, (int)(await (await site.As(world.Paul)).Open("/coaching/1")).Status);
    }

    [Theory, EachDatabase]
    public async Task Two_windows_of_the_coach_lose_nothing(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var first = await (await (await site.As(world.Paul)).Open("/coaching")).Submit($"prepare-{world.Mary.Id}");
        var second = await (await site.As(world.Paul)).Open("/coaching/1");
        await first.Submit("talk", new() { ["Input.Goal"] = "Three a week" }, "Input.Move=keep");
        var told = await second.Submit("talk", new() { ["Input.Goal"] = "Four a week" }, "Input.Move=keep");
        Assert.Contains("Saved meanwhile: Three a week", told.Text, StringComparison.Ordinal);
        Assert.Equal("Four a week", (await told.Submit("talk", [], "Input.Move=keep")).The("textarea[name='Input.Goal']").TextContent);
    }

    private static Task<List<Commitment>> Promises(TheSite site) => site.Db(db => db.Commitments.Where(c => c.Source.StartsWith("coaching/")).OrderBy(c => c.Id).ToListAsync(Cancel));
}
