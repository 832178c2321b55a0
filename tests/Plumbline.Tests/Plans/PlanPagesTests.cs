using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Scoring;

namespace Plumbline.Plans;

public class PlanPagesTests
{
    [Fact]
    public async Task A_plan_is_read_with_what_came_of_it()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        await world.Sell(7_000);
        await site.Change(db => db.ActivityMonths.Add(new ActivityMonth { Month = new(2026, 7), SalespersonId = world.Mary.Id, TypeId = 1, Count = 42 }));
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        });

        var page = await (await site.As(world.Mary)).Open($"/plans/{id}");

        Assert.Contains("What did I promise, and how is it going?", page.Text, StringComparison.Ordinal);
        Assert.Equal([.. PlanForm.Business.Sections.Select(s => s.Label), "From touch to order", "How likely is the quota?"], page.Document.QuerySelectorAll(".card[id]:not(#comments) > header h2").Select(h => h.TextContent));
        Assert.Contains("Tastings opened doors.", page.The("#last").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing is written here.", page.The("#marketing").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Aug 2026", "10,000", "7,000", "70%", "2,500", "unknown"], Cells(page, "#quotas tbody tr:nth-child(2)"));
        Assert.Equal(["Q3 2026", "30,000", "7,000", "23%", "7,500", "unknown"], Cells(page, "#quotas tbody tr:nth-child(4)"));
        Assert.Equal(["Dec 2026", "10,000", "", "", "2,500", ""], Cells(page, "#quotas tbody tr:nth-child(7)"));
        Assert.Equal("7,000of 60,000", Cells(page, "#forecast tbody tr:nth-child(1)")[^1]);
        Assert.Equal("–of 0", Cells(page, "#forecast tbody tr:nth-child(2)")[^1]);
        Assert.Equal("0", Cells(page, "#forecast tbody tr:nth-child(3)")[^1]);
        Assert.Contains("Wed 1 Jul 2026 to Tue 24 Nov 2026, 21 weeks", page.The("#activities").TextContent, StringComparison.Ordinal);
        Assert.Equal(["10", "2", "20%"], Cells(page, "#activities tbody tr").Skip(1).Take(3));
    }

    [Fact]
    public async Task Colleagues_read_what_is_agreed_and_nothing_else()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            PlanWorld.Propose(plan, world.Manager, PlanWorld.Content(12_000));
        });
        var (ben, cleo) = (await site.As(world.Ben), await site.As(await site.Add("Cleo Finance", Roles.Leadership)));
        foreach (var path in new[] { $"/plans/{id}", $"/plans/{id}/versions/1", $"/plans/{id}/compare", $"/plans/{id}/negotiate", $"/plans/of/{world.Mary.Id}/2026-08" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await ben.Open(path)).Status);
        }

        await site.Db(async db =>
        {
            var plan = await db.BusinessPlans.AsSingleQuery().SingleAsync(p => p.Id == id, TestContext.Current.CancellationToken);
            plan.Sign(world.Author, 2, plan.OnTable!.Hash, DateTimeOffset.UnixEpoch, new(2026, 6, 15));
            plan.Amend(world.Author, "A secret reason", DateTimeOffset.UnixEpoch);
            PlanWorld.Propose(plan, world.Author, PlanWorld.Content(9_000));
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        foreach (var colleague in new[] { ben, cleo })
        {
            var page = await colleague.Open($"/plans/{id}");
            Assert.Equal(["Jul 2026", "12,000"], Cells(page, "#quotas tbody tr").Take(2));
            Assert.Contains("Agreed", page.The("h1").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Negotiate", page.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await colleague.Open($"/plans/{id}/versions/2")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await colleague.Open($"/plans/{id}/versions/1")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await colleague.Open($"/plans/{id}/versions/3")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await colleague.Open($"/plans/{id}/compare?from=2&to=3")).Status);
            Assert.Contains("There is nothing to compare yet", (await colleague.Open($"/plans/{id}/compare")).Text, StringComparison.Ordinal);
        }

        var both = await (await site.As(world.Paul)).Open($"/plans/{id}");
        Assert.Contains("Being amended", both.The("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("A secret reason", both.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_compared_line_by_line_either_way()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            PlanWorld.Propose(plan, world.Manager, PlanWorld.Content(12_000) with { Commitments = [] });
        });

        var page = await (await site.As(world.Mary)).Open($"/plans/{id}/compare");
        Assert.Contains("Quota: revenue 60,000 72,000 +12,000 (+20.0%)", page.Text, StringComparison.Ordinal);
        Assert.Contains("Jul 2026Revenue 10,000 12,000 +2,000", page.Text, StringComparison.Ordinal);
        Assert.Contains("Every Friday each opportunity has a next step.I commit to Every Friday each opportunity has a next step. nothing", page.Text, StringComparison.Ordinal);

        var back = await page.Submit($"plans/{id}/compare", new() { ["from"] = "2", ["to"] = "1" });
        Assert.Contains("Jul 2026Revenue 12,000 10,000 −2,000", back.Text, StringComparison.Ordinal);
        Assert.Contains("They say the same", (await back.Submit($"plans/{id}/compare", new() { ["from"] = "1" })).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Visitor.Open($"/plans/{id}/compare?from=7&to=1")).Status);
    }

    [Fact]
    public async Task A_version_stands_as_it_was_signed_and_tampering_shows()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        });
        var hash = (await world.Read(id)).InForce!.Hash;
        var visitor = await site.As(world.Ben);

        var intact = await visitor.Open($"/plans/{id}/versions/1");
        Assert.Contains(hash, intact.Text, StringComparison.Ordinal);
        Assert.Contains("which fits the text", intact.Text, StringComparison.Ordinal);
        Assert.Equal(2, intact.Document.QuerySelectorAll($"dd code[title='{hash}']").Length);
        Assert.Empty(intact.Document.QuerySelectorAll("main form"));

        await site.Db(db => db.Set<PlanVersion>().ExecuteUpdateAsync(set => set.SetProperty(v => v.Text, v => v.Text.Replace("10000", "100")), TestContext.Current.CancellationToken));
        var touched = await visitor.Open($"/plans/{id}/versions/1");
        Assert.Contains("This is not the text that was signed", touched.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("which fits the text", touched.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_read_by_its_two_sides()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan();

        var own = await (await site.As(world.Mary)).Open($"/plans/{id}");
        Assert.Contains("It is your turn: only you and your managers see this draft.", own.Text, StringComparison.Ordinal);
        Assert.Equal("plans/" + id + "/edit", own.Document.QuerySelectorAll("a").First(a => a.TextContent.Trim() == "Edit").GetAttribute("href"));
        Assert.Contains("Submit the plan", (await own.Follow("Negotiate")).Text, StringComparison.Ordinal);
        Assert.Contains("It is Mary Seller's turn", (await (await site.As(world.Olga)).Open($"/plans/{id}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(world.Ben)).Open($"/plans/{id}")).Status);
    }

    private static string[] Cells(Page page, string row) => [.. page.The(row).Children.Select(c => string.Concat(c.TextContent.Where(ch => ch is not '\n')).Trim())];
}
