using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Coaching;
using Plumbline.Commitments;
using Plumbline.Plans;

namespace Plumbline.Inspecting;

public class InspectingPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_a_manager_owes_is_listed_promised_and_seen_by_the_manager_above(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await world.Plan(world.Submit);

        var own = await (await site.As(world.Paul)).Open("/inspecting");
        Assert.Contains("Talk with Mary Seller", own.The("#due").TextContent, StringComparison.Ordinal);
        Assert.Contains("there was none yet", own.The("#due").TextContent, StringComparison.Ordinal);
        Assert.Contains("Answer Mary Seller’s plan, Jul to Dec 2026", own.The("#due").TextContent, StringComparison.Ordinal);
        Assert.Contains("due since Sat 20 Jun", own.The("#due").TextContent, StringComparison.Ordinal); // Put forward on the 15th, and five days to answer.
        Assert.DoesNotContain("Ben Colleague", own.The("#due").TextContent, StringComparison.Ordinal);

        var past = await own.Submit("promise-1", new() { ["Day"] = "2026-11-01" });
        Assert.Contains("Promise a day to come", past.Text, StringComparison.Ordinal);
        var promised = await past.Submit("promise-1", new() { ["Day"] = "2026-11-27" });
        await own.Submit("promise-1", new() { ["Day"] = "2026-11-28" }); // From a page of before.
        var promise = await site.Db(db => db.Commitments.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((CommitmentKind.Inspecting, CommitmentState.Open, world.Paul.Id, new DateOnly(2026, 11, 27)), (promise.Kind, promise.State, promise.PersonId, promise.Due));
        Assert.Contains("by Fri 27 Nov", promised.The("#due").TextContent, StringComparison.Ordinal);

        var above = await (await site.As(world.Olga)).Open($"/inspecting?manager={world.Paul.Id}");
        Assert.Contains("What Paul Manager owes the team", above.Text, StringComparison.Ordinal);
        Assert.Contains("by Fri 27 Nov", above.The("#due").TextContent, StringComparison.Ordinal);
        Assert.Null(above.Document.QuerySelector("#due form"));
        Assert.Contains("Nobody reports to you", (await (await site.As(world.Paul)).Open($"/inspecting?manager={world.Olga.Id}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await site.As(world.Mary)).Open("/inspecting")).Status);
    }

    [Theory, EachDatabase]
    public async Task Talks_held_are_counted_by_week_and_due_again_as_agreed(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await site.Change(db =>
        {
            var talk = new CoachingSession(world.Mary.Id, new(world.Paul.Id, IsInLine: true), new(2026, 11, 17), []);
            talk.Write(world.Paul.Id, new() { Topic = "Closing", Goal = "Two a month" }, CoachingFigure.None);
            talk.Hold(world.Paul.Id, [], null, new(2026, 12, 1), new(2026, 11, 17));
            db.Add(talk);
        });
        var paul = await site.As(world.Paul);

        var page = await paul.Open("/inspecting");
        Assert.DoesNotContain("Talk with Mary", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Closing", page.Text, StringComparison.Ordinal);
        Assert.Equal(["0", "1", "0"], page.Document.QuerySelectorAll("#weeks tbody tr").Take(3).Select(r => r.QuerySelector("td")!.TextContent));
        site.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Contains("Talk with Mary Seller", (await paul.Open("/inspecting")).The("#due").TextContent, StringComparison.Ordinal);
    }
}
