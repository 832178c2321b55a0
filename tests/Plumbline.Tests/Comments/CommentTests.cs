using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Importing;
using Plumbline.Plans;

namespace Plumbline.Comments;

public class CommentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Who_is_mentioned_is_told_and_finds_the_comment(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await site.Change(db => db.Accounts.First().OwnerId = world.Mary.Id);
        var (ben, paul, mary) = (await site.As(world.Ben), await site.As(world.Paul), await site.As(world.Mary));

        var page = await ben.Open("/accounts/1");
        Assert.Contains("Write something first.", (await page.Submit("comment", new() { ["Text"] = " " })).Text, StringComparison.Ordinal);
        var said = await page.Submit("comment", new() { ["Text"] = "@Paul, who knows their CFO?" });
        await page.Submit("comment", new() { ["Text"] = "@Paul, who knows their CFO?" });

        Assert.Contains("@Paul Manager, who knows their CFO?", said.Text, StringComparison.Ordinal);
        Assert.Equal($"people/{world.Paul.Id}", said.The(".talk a").GetAttribute("href"));
        Assert.Equal(1, await site.Db(db => db.Set<Comment>().CountAsync(Cancel)));
        Assert.Equal("1 unread", Bell(await paul.Open("/scoreboard")));
        var told = await paul.Open("/notifications");
        Assert.Contains("Ben Colleague mentioned you: Corner Bakery", told.Text, StringComparison.Ordinal);
        var opened = await told.Submit("open", button: "Open.Id=1");
        Assert.StartsWith("/accounts/1?comments-to=1", opened.Path, StringComparison.Ordinal);
        Assert.Equal("", Bell(opened));
        Assert.Equal("", Bell(await paul.Open("/scoreboard")));
        Assert.Contains("Ben Colleague commented on Corner Bakery", (await mary.Open("/notifications")).Text, StringComparison.Ordinal);
        Assert.Equal("", Bell(await ben.Open("/scoreboard")));
    }

    [Theory, EachDatabase]
    public async Task A_form_sent_many_times_at_once_says_it_once(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var page = await (await site.As(world.Ben)).Open("/accounts/1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => page.Submit("comment", new() { ["Text"] = "They buy in spring." })));

        Assert.All(answers, a => Assert.Equal("/accounts/1?comments-to=", a.Path.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')));
        Assert.Equal(1, await site.Db(db => db.Set<Comment>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_form_sent_again_with_other_words_says_so_and_loses_neither()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var page = await (await site.As(world.Ben)).Open("/accounts/1");
        await page.Submit("comment", new() { ["Text"] = "They buy in spring." });

        var told = await page.Submit("comment", new() { ["Text"] = "They buy in autumn." });
        Assert.Contains("You sent this form before, with other words", told.Text, StringComparison.Ordinal);
        Assert.Equal("They buy in autumn.", told.The("textarea[name='Say.Text']").TextContent);
        await told.Submit("comment");

        Assert.Equal(["They buy in spring.", "They buy in autumn."], await site.Db(db => db.Set<Comment>().OrderBy(c => c.Id).Select(c => c.Text).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task What_is_too_long_is_refused_as_it_was_typed_before_names_are_looked_for_in_it()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);

        var refused = await (await (await site.As(world.Ben)).Open("/accounts/1")).Submit("comment", new() { ["Text"] = string.Concat(Enumerable.Repeat("@Paul ", 1_000)) });

        Assert.Contains("That is 5999 characters long.", refused.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_comment_is_changed_and_deleted_by_its_writer_alone(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var (ben, mary) = (await site.As(world.Ben), await site.As(world.Mary));
        await (await ben.Open("/accounts/1")).Submit("comment", new() { ["Text"] = "They buy in spring." });
        Assert.DoesNotContain("Edit or delete", (await mary.Open("/accounts/1")).Text, StringComparison.Ordinal);
        Assert.Null((await mary.Open("/accounts/1?change=1")).Document.QuerySelector("textarea[name='Change.Text']"));

        var (one, other) = (await ben.Open("/accounts/1?change=1"), await ben.Open("/accounts/1?change=1"));
        var changed = await one.Submit("comment-change", new() { ["Change.Text"] = "They buy in autumn. @Mary Seller" });
        Assert.Contains("They buy in autumn.", changed.Text, StringComparison.Ordinal);
        Assert.Contains(", changed Tue 24 Nov, 09:00", changed.Text, StringComparison.Ordinal);
        Assert.Equal("1 unread", Bell(await mary.Open("/scoreboard")));
        var stale = await other.Submit("comment-change", new() { ["Change.Text"] = "They never buy." });
        Assert.Contains("Saved meanwhile: They buy in autumn.", stale.Text, StringComparison.Ordinal);
        Assert.Contains("They never buy.", stale.The("textarea[name='Change.Text']").TextContent, StringComparison.Ordinal);
        var gone = await (await ben.Open("/accounts/1?change=1")).Submit("comment-change", button: "Change.Deletes=true");

        Assert.Contains("Deleted Tue 24 Nov, 09:00", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("autumn", gone.Text, StringComparison.Ordinal);
        Assert.Empty(await site.Db(db => db.Set<CommentWord>().ToListAsync(Cancel)));
        Assert.Contains(await site.Db(db => db.Audit.Where(a => a.Subject == nameof(Comment)).ToListAsync(Cancel)), a => a.Before?.Contains("autumn", StringComparison.Ordinal) == true);
    }

    [Theory, EachDatabase]
    public async Task Comments_on_a_plan_are_seen_by_those_who_see_the_plan(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var id = await world.Plan(world.Submit);
        var mary = await site.As(world.Mary);

        var page = await mary.Open($"/plans/{id}");
        var early = await page.Submit("comment", new() { ["Text"] = "@Ben Colleague, what do you think?" });
        Assert.Contains("Ben Colleague may not read this yet", early.Text, StringComparison.Ordinal);
        await page.Submit("comment", new() { ["Text"] = "@Olga Chief, the number is a stretch." });
        Assert.Equal("1 unread", Bell(await (await site.As(world.Olga)).Open("/scoreboard")));
        var ben = await site.As(world.Ben);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Get($"/plans/{id}")).Status);
        Assert.DoesNotContain("the number is", (await ben.Open("/search?q=stretch")).Text, StringComparison.Ordinal);

        await site.Db(async db =>
        {
            world.Agree(await db.BusinessPlans.AsSingleQuery().SingleAsync(Cancel));
            return await db.SaveChangesAsync(Cancel);
        });
        Assert.Contains("the number is a stretch", (await ben.Open("/search?q=stretch")).Text, StringComparison.Ordinal);
        Assert.Contains("the number is a stretch", (await ben.Open($"/plans/{id}")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Comments_on_an_account_that_went_into_another_stand_there(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await site.Change(db => db.Add(new Account { Name = "Corner Bakery Ltd" }));
        var ben = await site.As(world.Ben);
        await (await ben.Open("/accounts/1")).Submit("comment", new() { ["Text"] = "They buy in spring." });
        var open = await ben.Open("/accounts/1");
        await site.With<Merging, bool>(async merging =>
        {
            await merging.Accounts(1, 2, Cancel);
            return true;
        });

        Assert.Contains("They buy in spring.", (await ben.Open("/accounts/2")).The("#comment-1").TextContent, StringComparison.Ordinal);
        Assert.Contains("They buy in spring.", (await ben.Open("/accounts/1?comments-to=1")).The("#comment-1").TextContent, StringComparison.Ordinal); // As old notifications lead there.
        Assert.StartsWith("/accounts/2?comments-to=", (await open.Submit("comment", new() { ["Text"] = "And in autumn." })).Path, StringComparison.Ordinal);
        Assert.Contains("Corner Bakery Ltd", (await ben.Open("/search?q=spring")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Who_sees_few_comments_finds_them_behind_those_of_others(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var draft = await world.Plan();
        Comment[] said = [.. Enumerable.Range(0, 121).Select(i => new Comment(i == 0 ? new(SubjectKind.Account, 1) : new(SubjectKind.BusinessPlan, draft), $"{Guid.NewGuid():n}", world.Mary.Id, $"Autumn {i}", site.Clock.GetUtcNow()))];
        foreach (var comment in said)
        {
            await site.Change(db => db.Add(comment));
        }

        await site.Change(db => db.AddRange(said.Select(c => new CommentWord { Word = "AUTUMN", CommentId = c.Id })));

        var page = await (await site.As(world.Ben)).Open("/search?q=autumn");
        Assert.Equal(["Autumn 0"], page.Document.QuerySelectorAll("ul.found a").Select(a => a.TextContent));
    }

    [Theory, EachDatabase]
    public async Task What_was_said_about_a_draft_goes_with_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var id = await world.Plan();
        var mary = await site.As(world.Mary);
        await (await mary.Open($"/plans/{id}")).Submit("comment", new() { ["Text"] = "The number is a stretch." });

        await (await mary.Open($"/plans/{id}")).Submit("discard");

        Assert.Empty(await site.Db(db => db.Set<Comment>().ToListAsync(Cancel)));
        Assert.Empty(await site.Db(db => db.Set<CommentWord>().ToListAsync(Cancel)));
    }

    [Fact]
    public async Task Long_talks_come_in_parts()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        await site.Change(db => db.AddRange(Enumerable.Range(1, 45).Select(i => new Comment(new(SubjectKind.Account, 1), $"k{i}", world.Ben.Id, $"Word number {i}.", site.Clock.GetUtcNow()))));
        var ben = await site.As(world.Ben);

        var latest = await ben.Open("/accounts/1");
        Assert.Equal((20, "comment-26", "comment-45"), Shown(latest));
        var older = await latest.Follow("Older comments");
        Assert.Equal((20, "comment-6", "comment-25"), Shown(older));
        Assert.Equal((5, "comment-1", "comment-5"), Shown(await older.Follow("Older comments")));
        Assert.Equal((20, "comment-26", "comment-45"), Shown(await older.Follow("The latest comments")));
    }

    private static (int, string?, string?) Shown(Page page)
    {
        var lines = page.Document.QuerySelectorAll(".talk > li").Select(l => l.Id).ToList();
        return (lines.Count, lines[0], lines[^1]);
    }

    internal static string Bell(Page page) => page.Document.QuerySelector(".bell .count")?.TextContent ?? "";
}
