using Microsoft.EntityFrameworkCore;
using Plumbline.Plans;

namespace Plumbline.Marketing;

public class ProgramOffersTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_program_that_fits_is_offered_until_a_row_or_an_activity_uses_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (world, id) = await World(site);
        var visitor = await site.As(world.Mary);

        var page = await visitor.Open($"/plans/{id}/edit");
        Assert.Equal(
            [
                "Hearth Co-op: 500 forecast in Dec 2026; pays 50% up to €1,500; ask before; claim within 45 days.",
                "10,000 of Hearth Co-op, earned Jan to Jun 2026, can be used from Wed 1 Jul 2026 to Thu 31 Dec 2026, and no activity is noted for it: it is lost unless claimed by Sun 14 Feb 2027.",
            ],
            Offers(page));
        Assert.Contains("Could be used", page.The("#checks").TextContent, StringComparison.Ordinal);
        Assert.Equal(["marketing/new?program=1", "marketing/new?program=1&fund=1"], page.Document.QuerySelectorAll(".findings-offer .finding-link").Select(a => a.GetAttribute("href")));

        var form = await visitor.Open("/marketing/new?program=1&fund=1");
        Assert.Equal("1/1", form.The("select[name='Input.Pays'] option[selected]").GetAttribute("value"));
        Assert.Null((await visitor.Open("/marketing/new?program=99&fund=soon")).Document.QuerySelector("select[name='Input.Pays'] option[selected]"));

        // A row of the plan uses it, and 800 of the money.
        await Change(site, id, world, content => content with { Marketing = [new("m") { Title = "Tasting", Vendor = "hearth", Program = "Co-op", Starts = new(2026, 12, 4), Budget = 1_600, ClaimBy = new(2027, 1, 15) }] });
        Assert.StartsWith("9,200 of Hearth Co-op", Assert.Single(Offers(await visitor.Open($"/plans/{id}/edit"))), StringComparison.Ordinal);

        // It is taken up: the fund itself knows of it now, and it counts once.
        await site.Change(db => db.Add(new LocalActivity(
            new() { Title = "Tasting", First = new(2026, 12, 4), Last = new(2026, 12, 4), Budget = 1_600 }, world.Mary.Id, db.Set<MarketingProgram>().Single(), db.Set<ProgramFund>().Single(), $"plan/{id}/marketing.m", world.Mary.Id, _today)));
        Assert.StartsWith("9,200 of Hearth Co-op", Assert.Single(Offers(await visitor.Open($"/plans/{id}/edit"))), StringComparison.Ordinal);

        // Without the row the activity says that the program is used.
        await Change(site, id, world, content => content with { Marketing = [] });
        Assert.StartsWith("9,200 of Hearth Co-op", Assert.Single(Offers(await visitor.Open($"/plans/{id}/edit"))), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_is_for_other_products_or_industries_or_is_retired_is_not_offered(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (world, id) = await World(site);
        var visitor = await site.As(world.Mary);
        var mixers = await Terms(terms => terms with { Families = ["Mixers"] }); // The forecast of December is of mixers, by name.
        Assert.Equal(2, mixers.Count);
        Assert.Empty(await Terms(terms => terms with { Families = ["Fridges"] }));
        Assert.Empty(await Terms(terms => terms with { Families = [], Industries = ["Food"] })); // Nobody knows what the prospect does.
        await Terms(terms => terms with { Industries = [] });
        await site.Change(db => db.Set<MarketingProgram>().Single().Retire(true));
        Assert.Empty(Offers(await visitor.Open($"/plans/{id}/edit")));

        async Task<IReadOnlyList<string>> Terms(Func<ProgramTerms, ProgramTerms> change)
        {
            await site.Db(async db =>
            {
                var program = await db.Set<MarketingProgram>().Include("_versions").SingleAsync(Cancel);
                program.Change(change(program.Terms), world.Olga.Id, _today);
                return await db.SaveChangesAsync(Cancel);
            });
            return Offers(await visitor.Open($"/plans/{id}/edit"));
        }
    }

    [Fact]
    public async Task Offers_keep_nobody_from_signing()
    {
        await using var site = await TheSite.Start();
        var (world, id) = await World(site);

        var page = await (await (await site.As(world.Mary)).Open($"/plans/{id}/edit")).Submit("plan", [], "act=submit");

        Assert.Contains("It is submitted", page.Text, StringComparison.Ordinal);
    }

    private static string[] Offers(Page page) => [.. page.Document.QuerySelectorAll(".findings-offer li > a:first-child").Select(a => a.TextContent.Trim())];

    /// <summary>Mary's draft, and a program that pays half of what is done for anything, with 10,000 for this half.</summary>
    private static async Task<(PlanWorld World, long Plan)> World(TheSite site)
    {
        var world = await PlanWorld.On(site);
        var program = new MarketingProgram(new() { Vendor = "Hearth", Name = "Co-op", Currency = "EUR", Share = 0.5m, Cap = 1_500, NeedsApproval = true, ClaimDays = 45, CheckedOn = new(2026, 7, 1) }, world.Olga.Id, new(2026, 7, 1));
        await site.Change(db => db.Add(program));
        var fund = new ProgramFund(program.Id);
        fund.Write("Jan to Jun 2026", 10_000, new(2026, 7, 1), new(2026, 12, 31), new(2027, 2, 14), program.Terms);
        await site.Change(db => db.Add(fund));
        return (world, await world.Plan());
    }

    private static Task<int> Change(TheSite site, long id, PlanWorld world, Func<BusinessPlanContent, BusinessPlanContent> change) => site.Db(async db =>
    {
        var plan = await db.BusinessPlans.AsSingleQuery().SingleAsync(p => p.Id == id, Cancel);
        plan.Replace(world.Author, change((BusinessPlanContent)plan.DraftOf(Side.Salesperson)!), DateTimeOffset.UnixEpoch);
        return await db.SaveChangesAsync(Cancel);
    });
}
