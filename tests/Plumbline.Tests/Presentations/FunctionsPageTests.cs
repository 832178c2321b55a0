using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Plans;
using Plumbline.Products;

namespace Plumbline.Presentations;

public class FunctionsPageTests
{
    private const string Address = "/presentations/functions?period=2026-H2";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Finance_sees_revenue_margin_and_cash_of_what_is_agreed(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (world, id) = await Agreed(site);

        var page = await (await site.As(world.Ben)).Open(Address);

        Assert.Equal(["Jul 2026", "10,000", "2,500", "60,000", "1,935"], Cells(page, "#months tbody tr:nth-child(1)")); // Of 31 days one is paid in July.
        Assert.Equal(["Aug 2026", "10,000", "2,500", "0", "58,065"], Cells(page, "#months tbody tr:nth-child(2)"));
        Assert.Equal(["Dec 2026", "10,000", "2,500", "500", "16"], Cells(page, "#months tbody tr:nth-child(6)"));
        Assert.Equal(["After the half", "", "", "", "484"], Cells(page, "#months tbody tr:nth-child(7)"));
        Assert.Equal(["Total", "60,000", "15,000", "60,500", "60,500"], Cells(page, "#months tfoot tr"));
        Assert.Equal(["Mary Seller", "60,000", "15,000", "60,500", "1,935", "58,065", "0", "0", "0", "16", "484"], Cells(page, "#lines tbody tr"));
        Assert.Equal($"plans/{id}", page.The("#lines tbody a").GetAttribute("href"));
        Assert.Contains("What was sold before Jul 2026 and is paid in these months is not part of it.", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 salesperson has no agreed plan for Jul to Dec 2026", page.The("#without").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Ben Colleague"], page.Document.QuerySelectorAll("#without a").Select(a => a.TextContent));
    }

    [Theory, EachDatabase]
    public async Task The_version_in_force_counts_and_neither_drafts_nor_proposals(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var id = await world.Plan(world.Submit);
        var visitor = await site.As(world.Mary);
        Assert.Contains("No plan is agreed for Jul to Dec 2026", (await visitor.Open(Address)).Text, StringComparison.Ordinal);

        await Change(site, id, plan =>
        {
            world.Agree(plan);
            plan.Amend(world.Author, "Better times", DateTimeOffset.UnixEpoch);
            PlanWorld.Propose(plan, world.Author, PlanWorld.Content(12_000));
        });
        Assert.Equal("60,000", Cells(await visitor.Open(Address), "#months tfoot tr")[1]);

        await Change(site, id, world.Agree);
        Assert.Equal("72,000", Cells(await visitor.Open(Address), "#months tfoot tr")[1]);
        Assert.Contains("No plan is agreed for Jan to Jun 2027", (await visitor.Open("/presentations/functions?period=2027-Q1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_are_refused_in_words_and_kept_as_typed()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As((await Agreed(site)).World.Mary);

        var page = await (await visitor.Open(Address)).Submit("presentations/functions", new() { ["days"] = "soon" });
        Assert.Contains("“soon” is not a number of days", page.Text, StringComparison.Ordinal);
        Assert.Equal(("soon", "true"), (page.The("input[name=days]").GetAttribute("value"), page.The("input[name=days]").GetAttribute("aria-invalid")));
        Assert.Contains("days=soon", page.The("nav[aria-label=Functions] a:nth-child(2)").GetAttribute("href"), StringComparison.Ordinal);

        page = await page.Submit("presentations/functions", new() { ["days"] = "0" });
        Assert.Equal(["Jul 2026", "10,000", "2,500", "60,000", "60,000"], Cells(page, "#months tbody tr:nth-child(1)"));
        Assert.Equal("0", Cells(page, "#months tbody tr:nth-child(7)")[^1]);

        Assert.Contains("“next year” is not a period", (await visitor.Open("/presentations/functions?period=next%20year")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Production_sees_demand_by_product_under_the_names_of_now(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (world, id) = await Agreed(site);
        await site.Change(db => db.AddRange(new Account { Name = "Grand Bakery" }, new Product { Name = "Ovens and stoves" }));
        await site.Change(db => (db.Accounts.Single(a => a.Id == 1).MergedIntoId, db.Products.Single(p => p.Id == 1).MergedIntoId) = (2, 2));

        var page = await (await site.As(world.Olga)).Open($"{Address}&show=Production");

        Assert.Equal(["Ovens and stoves", "60,000", "0", "0", "0", "0", "0", "60,000", "Grand Bakery 60,000, 100%"], Cells(page, "#products tbody tr:nth-child(1)"));
        Assert.Equal("Mixersnot in the list of products", Cells(page, "#products tbody tr:nth-child(2)")[0]);
        Assert.Equal(["60,000", "0", "0", "0", "0", "500", "60,500"], Cells(page, "#products tr.sum")[1..^1]);
        Assert.Equal(["0", "10,000", "10,000", "10,000", "10,000", "9,500", "49,500"], Cells(page, "#products tbody tr:nth-child(4)")[1..^1]);
        Assert.Equal(["50,000", "0", "0", "0", "0", "0", "50,000"], Cells(page, "#products tbody tr:nth-child(5)")[1..^1]);
        Assert.Equal(["Quota", "10,000", "10,000", "10,000", "10,000", "10,000", "10,000", "60,000"], Cells(page, "#products tfoot tr")[..^1]);
        Assert.Equal(["accounts/2", $"plans/{id}"], page.Document.QuerySelectorAll("#clients details:first-of-type tbody a").Select(a => a.GetAttribute("href")));
        Assert.Contains("Perhaps Patisserieprospect", page.The("#clients").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marketing_sees_each_activity_and_what_it_lacks()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        await world.Plan(plan =>
        {
            PlanWorld.Propose(plan, world.Author, PlanWorld.Content() with
            {
                Marketing =
                [
                    new("1") { Title = "Tasting", Vendor = "Ovenmakers", Program = "Co-op", Starts = new(2026, 9, 8), Budget = 3_000, FundedShare = 0.5m, Leads = 12, Pipeline = 40_000, ClaimBy = new(2026, 12, 1) },
                    new("2") { Title = "Flyers", Program = "Launch", Budget = 400, ClaimBy = new(2026, 12, 31) },
                ],
            });
            world.Agree(plan);
        });

        var page = await (await site.As(await site.Add("Mia Marketing", People.Roles.Marketing))).Open($"{Address}&show=marketing");

        Assert.Equal(["Sep 2026", "1", "3,000", "1,500", "12", "unknown", "40,000"], Cells(page, "#months tbody tr:nth-child(3)"));
        Assert.Equal(["Without a day", "1", "400", "unknown", "unknown", "unknown", "unknown"], Cells(page, "#months tbody tr:nth-child(7)"));
        Assert.Equal(["Total", "2", "3,400", "1,5001 without", "121 without", "unknown", "40,0001 without"], Cells(page, "#months tfoot tr"));
        Assert.Equal(["Ovenmakers: Co-op", "Launch"], page.Document.QuerySelectorAll("#programs tbody th").Select(h => h.TextContent));
        Assert.Equal(["Tasting", "Mary Seller", "Tue 8 Sep 2026", "Co-opOvenmakers", "3,000", "1,50050%", "12", "", "40,000", "Tue 1 Dec 2026", ""], Cells(page, "#activities tbody tr:nth-child(1)"));
        Assert.Equal("no day, no result expected", Cells(page, "#activities tbody tr:nth-child(2)")[^1]);
    }

    private static async Task<(PlanWorld World, long Id)> Agreed(TheSite site)
    {
        var world = await PlanWorld.On(site);
        return (world, await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        }));
    }

    private static Task<int> Change(TheSite site, long id, Action<BusinessPlan> change) => site.Db(async db =>
    {
        change(await db.BusinessPlans.AsSingleQuery().SingleAsync(p => p.Id == id, Cancel));
        return await db.SaveChangesAsync(Cancel);
    });

    private static string[] Cells(Page page, string row) => [.. page.The(row).Children.Select(c => string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
