using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Comments;
using Plumbline.Plans;

namespace Plumbline.Notifications;

public class NotificationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Each_move_of_a_plan_is_told_to_the_other_side(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var id = await world.Plan();
        var (mary, paul) = (await site.As(world.Mary), await site.As(world.Paul));

        await (await mary.Open($"/plans/{id}/negotiate")).Submit("propose");
        var asked = await paul.Open("/notifications");
        Assert.Contains("Mary Seller put a plan before you: Mary Seller, Jul to Dec 2026", asked.Text, StringComparison.Ordinal);
        await (await asked.Submit("open", button: $"Open.Id={await Latest(site)}")).Submit("remark", new() { ["Text"] = "August is dead." });
        Assert.Contains("Paul Manager commented on Mary Seller, Jul to Dec 2026", (await mary.Open("/notifications")).Text, StringComparison.Ordinal);
        await (await paul.Open($"/plans/{id}/negotiate")).Submit("sign");

        Assert.Contains("Paul Manager signed, and so the plan is in force", (await mary.Open("/notifications")).Text, StringComparison.Ordinal);
        Assert.Equal("2 unread", CommentTests.Bell(await mary.Open("/scoreboard")));
        Assert.Equal([NotificationKind.PlanSubmitted, NotificationKind.Commented, NotificationKind.PlanAgreed], await site.Db(db => db.Set<Notification>().OrderBy(n => n.Id).Select(n => n.Kind).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task A_plan_that_was_taken_back_is_submitted_again_and_no_counter_proposal()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(world.Submit);
        var mary = await site.As(world.Mary);

        await (await mary.Open($"/plans/{id}/negotiate")).Submit("withdraw");
        await (await mary.Open($"/plans/{id}/negotiate")).Submit("propose");
        await (await (await site.As(world.Paul)).Open($"/plans/{id}/edit")).Submit("plan", new() { ["goals.1.commit"] = "4" }, "act=save");
        await (await (await site.As(world.Paul)).Open($"/plans/{id}/negotiate")).Submit("propose");

        Assert.Equal(
            [(world.Paul.Id, NotificationKind.PlanSubmitted), (world.Mary.Id, NotificationKind.PlanCountered)],
            (await site.Db(db => db.Set<Notification>().OrderBy(n => n.Id).ToListAsync(Cancel))).Select(n => (n.PersonId, n.Kind)));
    }

    [Theory, EachDatabase]
    public async Task Nobody_is_told_what_they_do_not_want_to_hear(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await site.Change(db => db.Accounts.First().OwnerId = world.Mary.Id);
        var mary = await site.As(world.Mary);

        var preferences = await mary.Open("/notifications/preferences");
        Assert.All(preferences.Document.QuerySelectorAll("input[name='Input.Kinds']"), box => Assert.True(box.HasAttribute("checked")));
        // None at all is an answer, too.
        using var none = await mary.Http.PostAsync("/notifications/preferences", new FormUrlEncodedContent(preferences.Fields("preferences").Where(f => f.Key != "Input.Kinds")), Cancel);
        Assert.Empty((await mary.Open("/notifications/preferences")).Document.QuerySelectorAll("input[name='Input.Kinds'][checked]"));

        await Choose(await mary.Open("/notifications/preferences"), _ => false, kind => kind != NotificationKind.Commented);
        Assert.False((await mary.Open("/notifications/preferences")).The($"[name='Input.Kinds'][value={nameof(NotificationKind.Commented)}]").HasAttribute("checked"));
        var ben = await site.As(world.Ben);
        await (await ben.Open("/accounts/1")).Submit("comment", new() { ["Text"] = "They moved." });
        Assert.Equal("", CommentTests.Bell(await mary.Open("/scoreboard")));
        await (await ben.Open("/accounts/1")).Submit("comment", new() { ["Text"] = "@Mary Seller they moved." });
        Assert.Equal("1 unread", CommentTests.Bell(await mary.Open("/scoreboard")));

        // What another window chose meanwhile stays.
        var (one, other) = (await mary.Open("/notifications/preferences"), await mary.Open("/notifications/preferences"));
        await Choose(one, _ => true, kind => kind == NotificationKind.Commented);
        await Choose(other, kind => kind != NotificationKind.PlanCountered, _ => false);
        Assert.Equal([nameof(NotificationKind.PlanCountered)], (await mary.Open("/notifications/preferences")).Document.QuerySelectorAll("input[name='Input.Kinds']:not([checked])").Select(b => b.GetAttribute("value")));

        async Task Choose(Page page, Func<NotificationKind, bool> keeps, Func<NotificationKind, bool> adds)
        {
            var fields = page.Fields("preferences").Where(f => f.Key != "Input.Kinds" || keeps(Enum.Parse<NotificationKind>(f.Value)));
            using var answer = await mary.Http.PostAsync("/notifications/preferences", new FormUrlEncodedContent(fields.Concat(Enum.GetValues<NotificationKind>().Where(adds).Select(kind => KeyValuePair.Create("Input.Kinds", kind.ToString())))), Cancel);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    [Theory, EachDatabase]
    public async Task All_are_marked_as_read_and_old_ones_go(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var now = site.Clock.GetUtcNow();
        await site.Change(db =>
        {
            foreach (var (days, isRead) in new[] { (200, true), (200, false), (10, true), (1, false) })
            {
                var told = new Notification { PersonId = world.Mary.Id, Kind = NotificationKind.MeetingNotes, At = now.AddDays(-days), About = $"{days} days {isRead}", Href = "scoreboard" };
                if (isRead)
                {
                    told.Read(told.At);
                }

                db.Add(told);
            }

            db.Add(new Notification { PersonId = world.Ben.Id, Kind = NotificationKind.MeetingNotes, At = now, About = "Ben's", Href = "scoreboard" });
        });
        var mary = await site.As(world.Mary);

        var page = await mary.Open("/notifications");
        Assert.DoesNotContain("Ben's", page.Text, StringComparison.Ordinal);
        Assert.Equal("2 unread", CommentTests.Bell(page));
        var read = await page.Submit("read-all");

        Assert.Equal("", CommentTests.Bell(read));
        Assert.DoesNotContain("200 days True", read.Text, StringComparison.Ordinal);
        Assert.Contains("200 days False", read.Text, StringComparison.Ordinal);
        Assert.Equal(1, await site.Db(db => db.Set<Notification>().CountAsync(n => n.ReadAt == null, Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Who_is_told_something_lets_go_of_what_they_read_long_ago(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var now = site.Clock.GetUtcNow();
        await site.Change(db => db.AddRange(Read(world.Mary.Id, 200), Read(world.Mary.Id, 10), Read(world.Ben.Id, 200)));

        await (await (await site.As(world.Ben)).Open("/accounts/1")).Submit("comment", new() { ["Text"] = "@Mary Seller they moved." });

        Assert.Equal(
            [(world.Mary.Id, "10 days"), (world.Ben.Id, "200 days"), (world.Mary.Id, "Corner Bakery")],
            (await site.Db(db => db.Set<Notification>().OrderBy(n => n.Id).ToListAsync(Cancel))).Select(n => (n.PersonId, n.About)));

        Notification Read(long person, int days)
        {
            var told = new Notification { PersonId = person, Kind = NotificationKind.MeetingNotes, At = now.AddDays(-days), About = $"{days} days", Href = "scoreboard" };
            told.Read(told.At);
            return told;
        }
    }

    private static Task<long> Latest(TheSite site) => site.Db(db => db.Set<Notification>().MaxAsync(n => n.Id, Cancel));
}
