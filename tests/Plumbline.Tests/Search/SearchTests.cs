using System.Net.Http.Json;
using System.Text.Json;
using Plumbline.Accounts;
using Plumbline.Book;
using Plumbline.Plans;

namespace Plumbline.Search;

public class SearchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Everything_is_found_by_the_beginnings_of_its_words(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        await world.Open(2, 500, "Öfen für Borealis");
        await world.Sell(2, 500, new(2026, 3, 1));
        await site.Change(db => db.AddRange(
            new Contact { Name = "Żaneta Quist", Title = "CFO", AccountId = 1 },
            new Contact { Name = "Nobody's", System = "crm", ExternalId = "1" },
            new Account { Name = "Борей Логистика" }));
        var ben = await site.As(world.Ben);
        await (await ben.Open("/accounts/1")).Submit("comment", new() { ["Text"] = "Their warehouse burnt down." });

        Assert.Equal(["People: Ben Ólafsson"], await Find(ben, "olaf"));
        Assert.Equal(["People: Ben Ólafsson"], await Find(ben, "ólafsson ben"));
        Assert.Equal(["Accounts: Aurora Shipping"], await Find(ben, "ship"));
        Assert.Equal(["Accounts: Aurora Shipping"], await Find(ben, "shipping aur"));
        Assert.Equal(["Accounts: Borealis Öl & Gas", "Opportunities: Öfen für Borealis"], await Find(ben, "BOREALIS"));
        Assert.Equal(["Opportunities: Öfen für Borealis"], await Find(ben, "ofen"));
        Assert.Equal(["Accounts: Борей Логистика"], await Find(ben, "логист"));
        Assert.Equal(["Contacts: Żaneta Quist"], await Find(ben, "zan"));
        Assert.Equal(["Comments: Their warehouse burnt down."], await Find(ben, "burnt ware"));
        Assert.Empty(await Find(ben, "two"));
        Assert.Empty(await Find(ben, "%"));
        Assert.Empty(await Find(ben, "  "));
        Assert.Empty(await Find(ben, "burnt bakery"));

        var page = await ben.Open("/search?q=aurora");
        Assert.Contains("Aurora ShippingTransport, North", page.Text, StringComparison.Ordinal);
        Assert.Equal("opportunities/1", (await ben.Open("/search?q=ofen")).The("main a[href^=opportunities]").GetAttribute("href"));
        Assert.Contains("Nothing found for “zzz”", (await ben.Open("/search?q=zzz")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Plans_are_found_by_whose_they_are_and_drafts_only_by_their_sides(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await world.Plan();
        await site.Change(db => db.Add(new Account { Name = "Zephyr Yachts" }));
        await site.Change(db => db.Add(new AccountPlan(world.Mary.Id, new(world.Mary.Id, IsInLine: false), new(db.Accounts.Single(a => a.Name == "Zephyr Yachts").Id, new(new(2026, 10), 3)), site.Clock.GetUtcNow())));

        Assert.Equal(["Accounts: Zephyr Yachts", "Account plans: Zephyr Yachts, Oct to Dec 2026"], await Find(await site.As(world.Paul), "zeph"));
        Assert.Equal(["Accounts: Zephyr Yachts"], await Find(await site.As(world.Ben), "zeph"));
        Assert.Equal(["People: Mary Seller"], await Find(await site.As(world.Ben), "mary"));
        Assert.Equal(["People: Mary Seller", "Plans: Mary Seller, Jul to Dec 2026"], await Find(await site.As(world.Paul), "mary"));
        Assert.Equal(["People: Mary Seller", "Plans: Mary Seller, Jul to Dec 2026"], await Find(await site.As(world.Mary), "mary"));
    }

    [Theory, EachDatabase]
    public async Task What_is_renamed_or_closed_is_found_as_it_is_now(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        await world.Open(3, 500, "Mill");
        var ben = await site.As(world.Ben);
        Assert.Equal(["Opportunities: Mill"], await Find(ben, "mill"));

        await site.Change(db => db.Accounts.Single(a => a.Id == 1).Name = "Zephyr");
        await site.Change(db => db.Opportunities.Single().State = Pipeline.OpportunityState.Lost);

        Assert.Empty(await Find(ben, "aurora"));
        Assert.Equal(["Accounts: Zephyr"], await Find(ben, "zeph"));
        Assert.Empty(await Find(ben, "mill"));
    }

    private static async Task<IEnumerable<string>> Find(Visitor visitor, string text)
    {
        var found = await visitor.Http.GetFromJsonAsync<JsonElement>($"/search/find?q={Uri.EscapeDataString(text)}", Cancel);
        return [.. found.EnumerateArray().Select(f => $"{f.GetProperty("group").GetString()}: {f.GetProperty("label").GetString()}")];
    }
}
