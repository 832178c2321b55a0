using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Commitments;
using Plumbline.Inspection;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Training;

public class TrainingPagesTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_need_is_booked_done_and_seen_to_have_helped(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (world, need) = await Agreed(site);
        await Seen(site, world, _today.AddDays(-40), score: 2);
        var mine = await (await site.As(world.Mary)).Open("/training");
        Assert.Contains("planned", mine.The("#needs").TextContent, StringComparison.Ordinal);
        Assert.Contains("prepares Can sell", mine.The("#needs").TextContent, StringComparison.Ordinal);

        var form = await mine.Follow("Book: Closing");
        var refused = await form.Submit("book", new() { ["Input.Day"] = "2026-11-20", ["Input.With"] = "Vendor course", ["Input.Cost"] = "690" });
        Assert.Contains("Choose a day to come.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Vendor course", refused.The("input[name='Input.With']").GetAttribute("value"));
        var booked = await refused.Submit("book", new() { ["Input.Day"] = "2026-11-27" });
        Assert.Contains("booked for Fri 27 Nov", booked.The("#needs").TextContent, StringComparison.Ordinal);
        Assert.Contains("Vendor course, €690", booked.The("#needs").TextContent, StringComparison.Ordinal);
        var paul = await site.As(world.Paul);
        Assert.Equal(["Mary Seller", "1", "1", "0", "0"], (await paul.Open("/training")).Document.QuerySelectorAll("tbody tr:first-child > *").Select(c => c.TextContent.Trim()));

        await (await paul.Open($"/commitments/{need}")).Submit("do", new() { ["Do.Day"] = "2026-11-24", ["Do.Words"] = "Passed the exam" });
        var done = await paul.Open($"/training?person={world.Mary.Id}");
        Assert.Contains("done on Tue 24 Nov", done.The("#needs").TextContent, StringComparison.Ordinal);
        Assert.Contains("25% and not passed before; not seen since", done.The("#needs").TextContent, StringComparison.Ordinal);
        Assert.NotNull(done.Document.QuerySelector("#needs a[href^='inspection/observe']"));

        site.Clock.Advance(TimeSpan.FromDays(9));
        await Seen(site, world, _today.AddDays(8), score: 4);
        Assert.Contains("25% and not passed before, 75% after: better", (await paul.Open($"/training?person={world.Mary.Id}")).The("#needs").TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Two_who_book_at_once_see_each_others(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (world, need) = await Agreed(site);
        var address = $"/training?person={world.Mary.Id}&book={need}";
        var (mary, paul) = (await (await site.As(world.Mary)).Open(address), await (await site.As(world.Paul)).Open(address));
        await mary.Submit("book", new() { ["Input.Day"] = "2026-12-01", ["Input.With"] = "A course" });
        var told = await paul.Submit("book", new() { ["Input.Day"] = "2026-12-02", ["Input.With"] = "Another" });
        Assert.Contains("Saved meanwhile: A course", told.Text, StringComparison.Ordinal);
        Assert.Equal("Another", told.The("input[name='Input.With']").GetAttribute("value"));
        await told.Submit("book");
        var kept = await site.Db(db => db.Set<TrainingBooking>().SingleAsync(Cancel));
        Assert.Equal(("Another", new DateOnly(2026, 12, 2)), (kept.With, kept.Day));

        var taken = await (await mary.Visitor.Open(address)).Submit("cancel");
        Assert.Contains("planned", taken.The("#needs").TextContent, StringComparison.Ordinal);
        Assert.Empty(await site.Db(db => db.Set<TrainingBooking>().ToListAsync(Cancel)));
    }

    [Fact]
    public async Task What_somebody_learns_is_theirs_and_the_lines_to_see()
    {
        await using var site = await TheSite.Start();
        var (world, need) = await Agreed(site);
        var finance = await site.Add("Fay Finance", Roles.Leadership | Roles.Administrator);
        foreach (var reader in new[] { world.Ben, finance })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(reader)).Open($"/training?person={world.Mary.Id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(reader)).Open($"/training?person={world.Mary.Id}&book={need}")).Status);
        }

        Assert.Contains("No training was agreed yet", (await (await site.As(world.Ben)).Open("/training")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_meanwhile_is_not_booked_any_more()
    {
        await using var site = await TheSite.Start();
        var (world, need) = await Agreed(site);
        var form = await (await site.As(world.Mary)).Open($"/training?book={need}&person={world.Mary.Id}");
        await (await form.Visitor.Open($"/commitments/{need}")).Submit("do", new() { ["Do.Day"] = "2026-11-24" });
        Assert.Contains("there is nothing to book any more", (await form.Submit("book", new() { ["Input.Day"] = "2026-12-01", ["Input.With"] = "A course" })).Text, StringComparison.Ordinal);
    }

    /// <summary>Mary's plan names what she learns to close better, and both have signed it.</summary>
    private static async Task<(PlanWorld World, long Need)> Agreed(TheSite site)
    {
        var world = await PlanWorld.On(site);
        await site.Change(db => db.Add(SomeForm.Of(SomeForm.Meeting)));
        await using var scope = site.Services.CreateAsyncScope();
        var plan = new BusinessPlan(world.Mary.Id, world.Author, PlanWorld.Content(), new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero));
        scope.ServiceProvider.GetRequiredService<Storage.PlumblineDb>().Add(plan);
        PlanWorld.Propose(plan, world.Author, PlanWorld.Content() with { Training = [new("t1") { Skill = "Closing", How = "Vendor course", ByWhen = new(2026, 12, 1), Prepares = "Can sell" }] });
        world.Agree(plan);
        await scope.ServiceProvider.GetRequiredService<Agreements>().Save(plan, Cancel);
        return (world, await site.Db(db => db.Commitments.Where(c => c.Kind == CommitmentKind.Training).Select(c => c.Id).SingleAsync(Cancel)));
    }

    private static Task<int> Seen(TheSite site, PlanWorld world, DateOnly day, int score) => site.Db(async db =>
    {
        db.Add(SomeForm.Shared(world.Mary, await db.ValidationForms.SingleAsync(Cancel), world.Paul, day, score));
        return await db.SaveChangesAsync(Cancel);
    });
}
