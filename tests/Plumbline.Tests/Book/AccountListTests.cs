using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Fiscal;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Book;

public class AccountListTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Accounts_are_sorted_and_filtered_by_what_happened_with_them(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        var mary = await site.As(world.Mary);

        Assert.Equal(["Aurora Shipping"], Names(await mary.Open("/accounts")));
        Assert.Equal(["Aurora Shipping", "Borealis Öl & Gas", "Cirrus Bakery", "Delta Group"], Names(await mary.Open("/accounts?whose=all")));
        Assert.Equal(["Delta Group", "Cirrus Bakery", "Borealis Öl & Gas", "Aurora Shipping"], Names(await mary.Open("/accounts?whose=all&sort=-name")));
        Assert.Equal(["Borealis Öl & Gas", "Aurora Shipping", "Cirrus Bakery", "Delta Group"], Names(await mary.Open("/accounts?whose=all&sort=contact")));
        Assert.Equal(["Cirrus Bakery", "Delta Group", "Aurora Shipping", "Borealis Öl & Gas"], Names(await mary.Open("/accounts?whose=all&sort=-contact")));
        Assert.Equal(["Cirrus Bakery", "Aurora Shipping", "Borealis Öl & Gas", "Delta Group"], Names(await mary.Open("/accounts?whose=all&sort=open")));
        Assert.Equal(["Aurora Shipping", "Borealis Öl & Gas", "Cirrus Bakery", "Delta Group"], Names(await mary.Open("/accounts?whose=all&sort=year")));
        Assert.Equal(["Borealis Öl & Gas", "Aurora Shipping", "Cirrus Bakery", "Delta Group"], Names(await mary.Open("/accounts?whose=all&sort=last")));

        Assert.Equal(["Aurora Shipping", "Borealis Öl & Gas"], Names(await (await site.As(world.Ada)).Open("/accounts")));
        Assert.Equal(["Cirrus Bakery", "Delta Group"], Names(await mary.Open("/accounts?whose=nobody")));
        Assert.Equal(["Aurora Shipping", "Borealis Öl & Gas"], Names(await mary.Open("/accounts?whose=all&region=North")));
        Assert.Equal(["Borealis Öl & Gas"], Names(await mary.Open("/accounts?whose=all&industry=Energy")));
        Assert.Equal(["Aurora Shipping", "Cirrus Bakery", "Delta Group"], Names(await mary.Open("/accounts?whose=all&quiet=1")));
        Assert.Equal(["Aurora Shipping", "Cirrus Bakery"], Names(await mary.Open("/accounts?whose=all&open=1")));
        Assert.Equal(["Borealis Öl & Gas"], Names(await mary.Open("/accounts?whose=all&lapsed=1")));
        Assert.Equal(["Borealis Öl & Gas"], Names(await mary.Open("/accounts?whose=all&q=ol")));
        Assert.Equal(["Borealis Öl & Gas"], Names(await mary.Open("/accounts?whose=all&q=gas+bor")));
        Assert.Empty(Names(await mary.Open("/accounts?whose=all&q=%28")));
        Assert.Contains("No account fits", (await mary.Open("/accounts?whose=all&q=zzz")).Text, StringComparison.Ordinal);

        var line = (await mary.Open("/accounts?whose=all&q=aurora")).The("tbody tr").QuerySelectorAll("td").Select(c => c.TextContent.Trim());
        Assert.Equal(["Mary Seller", "North", "Fri 3 Jul", "500", "7,000", "1,000", "1", "none"], line);
        Assert.Equal(["Energy", "Food", "Transport"], await site.With<AccountList, List<string>>(list => list.Choices(nameof(Account.Industry), Cancel)));
    }

    [Theory, EachDatabase]
    public async Task The_plan_of_the_quarter_is_shown_to_whom_it_may_be_and_what_has_none_is_found(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        await site.Change(db => db.Add(new AccountPlan(world.Mary.Id, new(world.Mary.Id, IsInLine: false), new(1, new Period(new(2026, 10), 3)), site.Clock.GetUtcNow())));
        var (mary, ben) = (await site.As(world.Mary), await site.As(world.Ben));

        Assert.Equal("Draft", (await mary.Open("/accounts?whose=all&q=aurora")).The("tbody a[href='plans/1']").TextContent);
        Assert.Equal("none", (await ben.Open("/accounts?whose=all&q=aurora")).The("tbody td:last-child").TextContent.Trim());
        Assert.Equal(["Borealis Öl & Gas", "Cirrus Bakery", "Delta Group"], Names(await mary.Open("/accounts?whose=all&unplanned=1")));
    }

    [Theory, EachDatabase]
    public async Task A_list_of_many_pages_shows_each_account_once_in_every_order(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        await site.Change(db => db.AddRange(Enumerable.Range(0, 120).Select(i => new Account { Name = $"More {i:000}", Industry = $"Trade {i % 7}", Region = i % 3 == 0 ? null : $"Region {i % 3}" })));
        foreach (var account in new[] { 60L, 70, 80 })
        {
            await world.Visit(account, new(2026, 10, (int)(account / 10)));
            await world.Open(account, account);
        }

        var visitor = await site.As(world.Ada);
        foreach (var sort in new[] { "name", "-name", "contact", "-contact", "open", "-open", "year", "-year", "-last" })
        {
            List<string> names = [.. Names(await visitor.Open($"/accounts?whose=all&sort={sort}")), .. Names(await visitor.Open($"/accounts?whose=all&sort={sort}&page=2")), .. Names(await visitor.Open($"/accounts?whose=all&sort={sort}&page=3"))];
            Assert.Equal(124, names.Distinct().Count());
            Assert.Equal(124, names.Count);
            Assert.Empty(Names(await visitor.Open($"/accounts?whose=all&sort={sort}&page=4")));
        }

        foreach (var column in new[] { nameof(Account.Industry), nameof(Account.Region) })
        {
            Assert.Equal(
                await site.Db(db => db.Accounts.Select(a => EF.Property<string?>(a, column)).Where(c => c != null).Distinct().OrderBy(c => c).Select(c => c!).ToListAsync(Cancel)),
                await site.With<AccountList, List<string>>(list => list.Choices(column, Cancel)));
        }
    }

    [Theory, EachDatabase]
    public async Task A_view_is_kept_renamed_and_deleted_and_is_ones_own(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        var mary = await site.As(world.Mary);

        var kept = await (await mary.Open("/accounts?whose=all&quiet=1&sort=open&page=1")).Submit("keep", new() { ["Name"] = "Gone quiet" });
        Assert.Equal("Gone quiet", kept.The(".tabs [aria-current]").TextContent);
        Assert.Equal(["Cirrus Bakery", "Aurora Shipping", "Delta Group"], Names(await (await mary.Open("/accounts")).Follow("Gone quiet")));
        var twice = await (await mary.Open("/accounts?whose=all")).Submit("keep", new() { ["Name"] = "gone QUIET" });
        Assert.Contains("You have a view called gone QUIET already.", twice.Text, StringComparison.Ordinal);
        var renamed = await kept.Submit("rename", new() { ["Name"] = "Sleeping" });
        Assert.Equal("Sleeping", renamed.The(".tabs [aria-current]").TextContent);
        Assert.DoesNotContain("Sleeping", (await (await site.As(world.Ben)).Open("/accounts")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sleeping", (await renamed.Submit("forget")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_is_listed_comes_as_a_file(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        var mary = await site.As(world.Mary);

        var csv = (await mary.Get("/accounts/export.csv?whose=all&region=North&sort=open")).Body.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("name,industry,region,owner,last_contact,open,open_amount,revenue_this_year,revenue_last_year,whitespace,plan", csv[0]);
        Assert.Equal("Aurora Shipping,Transport,North,Mary Seller,2026-07-03,1,500,7000,1000,1,", csv[1]);
        Assert.Equal("Borealis Öl & Gas,Energy,North,Ben Ólafsson,2026-11-02,0,0,0,2000,1,", csv[2]);
        Assert.Equal(HttpStatusCode.OK, (await mary.Get("/accounts/export.xlsx")).Status);
    }

    [Theory, EachDatabase]
    public async Task What_was_there_before_is_caught_up_with(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await World(site);
        await site.Db(async db =>
        {
            await db.Accounts.ExecuteUpdateAsync(set => set.SetProperty(a => a.FoldedName, "").SetProperty(a => a.FromSecondWord, (string?)null), Cancel);
            await db.Opportunities.ExecuteUpdateAsync(set => set.SetProperty(o => o.FoldedName, "").SetProperty(o => o.SecondWord, (string?)null), Cancel);
            await db.AccountYears.ExecuteDeleteAsync(Cancel);
            await db.AccountContacts.ExecuteDeleteAsync(Cancel);
            await db.AccountPipelines.ExecuteDeleteAsync(Cancel);
            await db.CatchUp(Cancel);
            return true;
        });

        Assert.Equal(["AURORA SHIPPING", "BOREALIS OL GAS", "CIRRUS BAKERY", "DELTA GROUP"], await site.Db(db => db.Accounts.OrderBy(a => a.Id).Select(a => EF.Property<string>(a, "FoldedName")).ToListAsync(Cancel)));
        Assert.True(await site.Db(db => db.Opportunities.AllAsync(o => o.FoldedName == "TWO OVENS" && o.SecondWord == "OVENS", Cancel)));
        Assert.Empty(await site.Db(db => Recounting.Differences(db, Cancel)));
        Assert.Equal(1_000, await site.Db(db => db.AccountYears.Where(y => y.AccountId == 1 && y.Revenue == 1_000).Select(y => y.Revenue).SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task What_is_open_is_caught_up_with_where_there_are_no_accounts(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await site.Change(db => db.Opportunities.Add(new() { System = "test", ExternalId = "1", Name = "Two ovens", Amount = 900 }));
        foreach (var lose in (Func<PlumblineDb, Task>[])
            [db => db.PipelineMonths.Where(m => m.Month == Counting.Now).ExecuteDeleteAsync(Cancel), db => db.Opportunities.ExecuteUpdateAsync(set => set.SetProperty(o => o.FoldedName, ""), Cancel)])
        {
            await site.Db(async db =>
            {
                await lose(db);
                await db.CatchUp(Cancel);
                return true;
            });

            Assert.Empty(await site.Db(db => Recounting.Differences(db, Cancel)));
            Assert.Equal(1, await site.Db(db => db.Opportunities.CountAsync(o => o.FoldedName == "TWO OVENS", Cancel)));
        }
    }

    /// <summary>Aurora: 7,000 this year and 1,000 last, of one product; last met in July; 500 open. Borealis: 2,000 last year, of the other; met in November. Cirrus: 900 open. Delta: nothing.</summary>
    private static async Task<BookWorld> World(TheSite site)
    {
        var world = await BookWorld.On(site);
        await world.Sell(1, 7_000, new(2026, 3, 1));
        await world.Sell(1, 1_000, new(2025, 12, 31));
        await world.Sell(2, 2_000, new(2025, 12, 30), product: 2);
        await world.Open(1, 500);
        await world.Open(3, 900);
        await world.Visit(1, new(2026, 7, 3));
        await world.Visit(1, new(2026, 5, 3));
        await world.Visit(2, new(2026, 11, 2));
        return world;
    }

    private static IEnumerable<string> Names(Page page) => page.Document.QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim());
}
