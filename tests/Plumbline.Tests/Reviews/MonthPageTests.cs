using System.Net;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Reviews;

public class MonthPageTests
{
    [Theory, EachDatabase]
    public async Task A_month_stands_beside_its_plan_and_leads_to_the_talk(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await world.Plan(world.Submit);
        await (await (await site.As(world.Paul)).Open("/plans/1/negotiate")).Submit("sign"); // As a person does, so that its quotas count.
        await world.Sell(8_000);
        var address = $"/reviews/month/{world.Mary.Id}?period=2026-08";
        var page = await (await site.As(world.Paul)).Open(address);
        Assert.Equal("Mary Seller, Aug 2026", page.The("h1").TextContent.Trim());
        Assert.Single(page.Document.QuerySelectorAll("#results tbody tr"), r => r.TextContent.Contains("Revenue", StringComparison.Ordinal));
        Assert.Contains("€8,000", page.The("#results").TextContent, StringComparison.Ordinal);
        Assert.Contains("No talk was held in this month.", page.Text, StringComparison.Ordinal);

        Assert.Contains("missed", page.The("#results tbody").TextContent, StringComparison.Ordinal); // It is over, and 2,000 are wanting.
        Assert.DoesNotContain("missed", (await page.Visitor.Open($"/reviews/month/{world.Mary.Id}")).The("#results tbody").TextContent, StringComparison.Ordinal); // This one still runs.
        var talk = await (await page.Visitor.Open($"/reviews/month/{world.Mary.Id}")).Submit("prepare");
        Assert.Equal("/coaching/1", talk.Path);
        Assert.NotNull((await page.Visitor.Open(address)).Document.QuerySelector("a[href='coaching/1']"));
        await talk.Submit("talk", new() { ["Input.Topic"] = "November", ["Input.Goal"] = "Back on pace" }, "Input.Move=hold");
        Assert.Contains("You talked on Tue 24 Nov", (await (await site.As(world.Mary)).Open($"/reviews/month/{world.Mary.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_is_seen_by_the_person_and_the_line()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        Assert.Contains("No business plan was agreed for this month", (await (await site.As(world.Olga)).Open($"/reviews/month/{world.Mary.Id}")).Text, StringComparison.Ordinal);
        foreach (var reader in new[] { world.Ben, await site.Add("Ada Admin", Roles.Administrator | Roles.Leadership) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(reader)).Open($"/reviews/month/{world.Mary.Id}")).Status);
        }
    }
}
