using Plumbline.Accounts;
using Plumbline.Importing;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Scoring;

namespace Plumbline.Plans;

/// <summary>What stands beside a plan is what really happened, whatever became of the records since. Today is Tue 24 Nov 2026.</summary>
public class PlanFactsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task After_a_merge_a_signed_line_shows_what_the_account_and_product_that_stayed_brought(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await site.Change(db => db.AddRange(new Account { Name = "Corner Bakery Ltd" }, new Product { Name = "Oven" }));
        await world.Sell(7_000);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        });
        var hash = (await world.Read(id)).InForce!.Hash;

        await site.With<Merging, bool>(async merging =>
        {
            await merging.Accounts(1, 2, Cancel);
            await merging.Products(1, 2, Cancel);
            return true;
        });

        var page = await (await site.As(world.Mary)).Open($"/plans/{id}");
        var line = page.The("#forecast tbody tr:nth-child(1)");
        Assert.Equal("7,000of 60,000", line.LastElementChild!.TextContent.Trim());
        Assert.Equal("accounts/2", line.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("0", page.The("#forecast tbody tr:nth-child(3)").LastElementChild!.TextContent.Trim()); // Nothing was sold besides.
        Assert.Equal((hash, 1L), ((await world.Read(id)).InForce!.Hash, ((BusinessPlanContent)(await world.Read(id)).InForce!.Content).Forecast[0].AccountId));
    }

    [Theory, EachDatabase]
    public async Task What_was_bought_before_stands_beside_a_line_whose_account_was_merged_since(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await site.Change(db => db.Add(new Account { Name = "Corner Bakery Ltd" }));
        await world.Sell(7_000);
        var id = await world.Plan();
        await site.With<Merging, bool>(async merging =>
        {
            await merging.Accounts(1, 2, Cancel);
            return true;
        });

        var page = await (await site.As(world.Mary)).Open($"/plans/{id}/edit");

        Assert.Contains("7,000", page.The("[name='forecast.k1.client']").Closest("tr")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Corner Bakery is not among the accounts", page.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_deal_that_was_pulled_in_has_not_slipped(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await Won(site, world.Mary, 10, opened: new(2026, 1, 12), closed: new(2026, 8, 20));
        await site.Change(db => db.OpportunityChanges.AddRange(Enumerable.Range(1, 10).SelectMany(i => new[]
        {
            // Nine were expected in December and pulled in to August; one was expected in May and slipped. They came from the file in no order.
            Change(i, day: 20, i == 1 ? new(2026, 8, 20) : new(2026, 8, 15)), Change(i, day: 2, i == 1 ? new(2026, 5, 1) : new(2026, 12, 1)),
        })));
        var id = await world.Plan();

        var page = await (await site.As(world.Mary)).Open($"/plans/{id}/edit");

        Assert.Contains("10% of your pipeline slips out of its period", page.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Activities_and_opportunities_are_counted_over_the_same_whole_months(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await Won(site, world.Mary, 10, opened: new(2025, 11, 1), closed: new(2026, 8, 20)); // The first of the twelve months.
        await Won(site, world.Mary, 5, opened: new(2026, 11, 2), closed: new(2026, 11, 20)); // This month is not over.
        await site.Change(db =>
        {
            foreach (var (month, count) in new[] { (new Fiscal.Month(2025, 10), 500), (new(2025, 11), 12), (new(2026, 10), 18), (new(2026, 11), 700), (new(2026, 12), 900) })
            {
                db.ActivityMonths.Add(new ActivityMonth { Month = month, SalespersonId = world.Mary.Id, TypeId = 1, Count = count });
            }
        });
        var id = await world.Plan();

        var page = await (await site.As(world.Mary)).Open($"/plans/{id}/edit");

        Assert.Contains("your 30 activities of the type Call for 10 opportunities", page.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_is_booked_and_what_is_open_counts_towards_a_running_half(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await world.Sell(7_000);
        await site.Change(db => db.Opportunities.AddRange(
            Open("in the half, at a client whom the forecast names", 1, new(2026, 12, 18)), Open("in the half", null, new(2026, 12, 20)), Open("after it", null, new(2027, 1, 2))));
        var id = await world.Plan(plan => plan.Edit(world.Author, [new("forecast.k1.2026-12.revenue", "", "5000")], DateTimeOffset.UnixEpoch));

        var page = await (await site.As(world.Mary)).Open($"/plans/{id}/edit");

        Assert.Contains("Jul 2026 to Oct 2026 are over and brought 7,000.", page.Text, StringComparison.Ordinal);
        Assert.Contains("60,000 - 7,000 = 53,000.", page.Text, StringComparison.Ordinal);
        Assert.Contains("add up to 8,000; 4,000 of it is at clients that the forecast names and counts there, so 4,000.", page.Text, StringComparison.Ordinal);

        Opportunity Open(string name, long? account, DateOnly expected) => new()
        {
            System = "test",
            ExternalId = name,
            Name = name,
            AccountId = account,
            SalespersonId = world.Mary.Id,
            State = OpportunityState.Open,
            Amount = 4_000,
            Opened = new(2026, 10, 1),
            ExpectedClose = expected,
        };
    }

    [Fact]
    public async Task Where_someone_is_in_no_team_the_support_is_the_companys()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        await Won(site, world.Ben, 10, opened: new(2026, 1, 12), closed: new(2026, 8, 20));
        var id = await world.Plan();

        var page = await (await site.As(world.Mary)).Open($"/plans/{id}/edit");

        Assert.Contains("the company's won deals brought 1,000 each; you have won none yet", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the team's", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static Task Won(TheSite site, Person by, int count, DateOnly opened, DateOnly closed) => site.Change(db => db.Opportunities.AddRange(Enumerable.Range(1, count).Select(i => new Opportunity
    {
        System = "test",
        ExternalId = $"{closed} {i}",
        Name = "Deal",
        SalespersonId = by.Id,
        State = OpportunityState.Won,
        Amount = 1_000,
        Opened = opened,
        Closed = closed,
    })));

    private static OpportunityChange Change(int opportunity, int day, DateOnly expected) => new() { OpportunityId = opportunity, At = new(2026, 3, day, 8, 0, 0, TimeSpan.Zero), ExpectedClose = expected };
}
