using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Book;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Storage;

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
        Assert.Equal(["Opportunities: Two ovens"], await Find(ben, "two"));
        Assert.Equal(["Opportunities: Öfen für Borealis"], await Find(ben, "bor fur"));
        Assert.Equal(["Pages: Signals"], await Find(ben, "signals"));
        Assert.Equal(["Pages: My plan"], await Find(ben, "plan my"));
        Assert.Empty(await Find(ben, "administr")); // Nobody is led where they may not go.
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
        await site.Change(db => db.Opportunities.Single().Name = "Grinder");

        Assert.Empty(await Find(ben, "aurora"));
        Assert.Equal(["Accounts: Zephyr"], await Find(ben, "zeph"));
        Assert.Empty(await Find(ben, "mill"));
        Assert.Equal(["Opportunities: Grinder"], await Find(ben, "grind"));
    }

    [Theory, EachDatabase]
    public async Task Opportunities_are_found_by_any_word_open_ones_first_and_what_is_over_says_how(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        await world.Open(3, 500, "Spring order of mixers");
        await world.Open(3, 900, "Mixers to rent, for two years at most");
        await world.Open(3, 900, "Whatever else");
        await site.Change(db => db.Opportunities.Single(o => o.Name.StartsWith("Mixers")).State = OpportunityState.Lost);
        var ben = await site.As(world.Ben);

        Assert.Equal(["Opportunities: Spring order of mixers", "Opportunities: Mixers to rent, for two years at most"], await Find(ben, "mix"));
        Assert.Equal(["Opportunities: Mixers to rent, for two years at most"], await Find(ben, "two mix years"));
        Assert.Equal(["Opportunities: Mixers to rent, for two years at most"], await Find(ben, "most mixer"));
        Assert.Equal(["Opportunities: Mixers to rent, for two years at most"], await Find(ben, "mix most")); // The longest stands too late to be looked for by.
        Assert.Empty(await Find(ben, "mix autumn"));
        Assert.Contains("Cirrus Bakery, lost", (await ben.Open("/search?q=rent")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Opportunities_are_looked_for_by_index_however_many_there_are(bool open)
    {
        await using var site = await TheSite.Start();

        var ways = await site.Db(async db =>
        {
            List<string> said = [];
            foreach (var way in (open ? db.Opportunities.Where(o => o.State == OpportunityState.Open) : db.Opportunities.Where(o => o.State != OpportunityState.Open)).Named("ship"))
            {
                var sql = string.Join('\n', way.Take(5).ToQueryString().Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
                await db.Database.OpenConnectionAsync(Cancel);
                await using var explain = db.Database.GetDbConnection().CreateCommand();
                explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
                foreach (var name in Regex.Matches(sql, @"@\w+").Select(m => m.Value).Distinct())
                {
                    var parameter = explain.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, "SHIP");
                    explain.Parameters.Add(parameter);
                }

                await using var reader = await explain.ExecuteReaderAsync(Cancel);
                List<string> steps = [];
                while (await reader.ReadAsync(Cancel))
                {
                    steps.Add(reader.GetString(3));
                }

                said.Add(string.Join("; ", steps));
            }

            return said;
        });

        Assert.Equal(OpportunityNames.Columns.Select(c => $"SEARCH o USING INDEX IX_Opportunities_{(open ? "Open" : "Over")}_{c} ({c}>? AND {c}<?)"), ways);
    }

    [Theory, EachDatabase]
    public async Task What_was_remarked_in_talks_is_found_by_its_two_sides(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var plan = await world.Plan();
        var mary = await site.As(world.Mary);
        foreach (var text in new[] { "Autumn is too low.", "Spring is too high." })
        {
            await (await mary.Open($"/plans/{plan}/negotiate")).Submit("remark", new() { ["Text"] = text });
        }

        Assert.Equal(["Talks about plans: Autumn is too low."], await Find(mary, "low aut"));
        Assert.Equal(["Talks about plans: Spring is too high.", "Talks about plans: Autumn is too low."], await Find(await site.As(world.Paul), "too"));
        Assert.Empty(await Find(mary, "low spring"));
        await site.Db(async db =>
        {
            await db.Set<PlanCommentWord>().ExecuteDeleteAsync(Cancel); // As before the words of remarks were kept.
            await db.CatchUp(Cancel);
            return true;
        });
        Assert.Equal(["Talks about plans: Autumn is too low."], await Find(mary, "low aut"));
        Assert.Empty(await Find(await site.As(world.Ben), "autumn"));
        Assert.Equal($"plans/{plan}/negotiate", (await mary.Open("/search?q=autumn")).The("main a[href^=plans]").GetAttribute("href"));
    }

    [Theory, EachDatabase]
    public async Task A_plan_for_an_account_that_went_into_another_is_found_by_the_other(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        await site.Change(db => db.AddRange(new Account { Name = "Zephyr Yachts" }, new Account { Name = "Old Sails" }));
        await site.Change(db =>
        {
            var (zephyr, old) = (db.Accounts.Single(a => a.Name == "Zephyr Yachts"), db.Accounts.Single(a => a.Name == "Old Sails"));
            db.Add(new AccountPlan(world.Mary.Id, new(world.Mary.Id, IsInLine: false), new(old.Id, new(new(2026, 10), 3)), site.Clock.GetUtcNow()));
            old.MergedIntoId = zephyr.Id;
        });

        Assert.Equal(["Accounts: Zephyr Yachts", "Account plans: Zephyr Yachts, Oct to Dec 2026"], await Find(await site.As(world.Mary), "zeph"));
    }

    private static async Task<IEnumerable<string>> Find(Visitor visitor, string text)
    {
        var found = await visitor.Http.GetFromJsonAsync<JsonElement>($"/search/find?q={Uri.EscapeDataString(text)}", Cancel);
        return [.. found.EnumerateArray().Select(f => $"{f.GetProperty("group").GetString()}: {f.GetProperty("label").GetString()}")];
    }
}
