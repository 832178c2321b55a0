using System.Net;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plumbline.Accounts;
using Plumbline.Book;
using Plumbline.People;

namespace Plumbline.Markets;

public sealed class MarketsPageTests
{
    private const string Address = "/outlook/markets";

    private static readonly string[] _industries = ["Retail", "Transport", "Energy"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Leaders_see_who_is_covered_by_industry_region_or_both(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        await world.Sell(1, 7_000, new(2026, 3, 1));
        await world.Sell(1, 1_000, new(2025, 3, 1), product: 2);
        await world.Sell(2, 900, new(2024, 12, 31)); // Within two years, yet before the last fiscal year.
        await world.Open(1, 500);
        await world.Visit(1, new(2026, 11, 1));
        await world.Visit(2, new(2026, 6, 1));
        var visitor = await Leader(site);

        var page = await visitor.Open(Address);
        Assert.Equal(["Industry not known", "1", "0", "11 never", "0%", "1", "0", "0", "0", "nothing closed", ""], Cells(page, "#segments tbody tr:nth-child(3)"));
        Assert.Equal(["Energy", "1", "0", "1", "0%", "0", "0", "1", "0"], Cells(page, "#segments tbody tr:nth-child(1)")[..9]);
        Assert.Equal(["Transport", "1", "1", "0", "100%", "0", "500", "2", "0"], Cells(page, "#segments tbody tr:nth-child(4)")[..9]);
        Assert.Equal(["All accounts", "4", "1", "3", "25%", "2", "500", "3", "0"], Cells(page, "#segments tfoot tr")[..9]);
        Assert.Contains("1 account has no industry", page.Text, StringComparison.Ordinal);
        Assert.Equal("accounts?whose=all&industry=Transport", page.The("#segments tbody tr:nth-child(4) th a").GetAttribute("href"));
        Assert.Equal("accounts?whose=all&industry=Energy&quiet=1", page.The("#segments tbody tr:nth-child(1) td a").GetAttribute("href"));
        Assert.Empty(page.Document.QuerySelectorAll("#segments tbody tr:nth-child(3) a"));
        Assert.Equal(["Borealis Öl & Gas"], (await visitor.Open("/accounts?whose=all&industry=Energy&quiet=1")).Document.QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim()));

        Assert.Equal(["Region not known", "North"], Names(await visitor.Open($"{Address}?by=region")));
        Assert.Equal(["Energy, North", "Food, region not known", "Industry not known, region not known", "Transport, North"], Names(await visitor.Open($"{Address}?by=both")));
        Assert.Equal(["Energy", "Food", "Industry not known", "Transport"], Names(await visitor.Open($"{Address}?by=moon&page=99")));
    }

    [Theory, EachDatabase]
    public async Task Products_that_like_customers_buy_are_told_with_how_many_are_without(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        await site.Change(db => db.AddRange(Enumerable.Range(0, 4).Select(i => new Account { Name = $"Sailor {i}", Industry = "Transport" })));
        foreach (var account in new[] { 1L, 5, 6, 7, 8 })
        {
            await world.Sell(account, 100, new(2026, 2, 1));
        }

        await world.Sell(1, 100, new(2026, 2, 1), product: 2);
        await world.Sell(5, 100, new(2025, 2, 1), product: 2);
        await world.Sell(6, 100, new(2024, 2, 1), product: 2); // Too long ago.
        await world.Sell(3, 100, new(2026, 2, 1), product: 2);

        var page = await (await Leader(site)).Open(Address);

        Assert.Equal(["Segment", "Customers", "Ovens", "Mixers"], Cells(page, "#products thead tr"));
        Assert.Equal(["Food", "1", "0 of 1", "1 of 1"], Cells(page, "#products tbody tr:nth-child(2)"));
        Assert.Equal(["Transport", "5", "100%", "40%3 without"], Cells(page, "#products tbody tr:nth-child(1)"));
    }

    [Theory, EachDatabase]
    public async Task Where_we_win_and_few_are_worked_stands_first_with_what_it_is_worth(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await Fill(site, accountsEach: 30);
        var visitor = await Leader(site);

        var page = await visitor.Open(Address);

        Assert.Equal(["Retail", "30", "0%", "30 of 30"], Cells(page, "#untapped tbody tr")[..4]);
        Assert.Equal("accounts?whose=all&industry=Retail&quiet=1", page.The("#untapped tbody a").GetAttribute("href"));
        Assert.Equal(["untapped", "", ""], page.Document.QuerySelectorAll("#segments tbody td:last-child").Select(c => c.TextContent.Trim()));

        var csv = (await visitor.Get($"{Address}/export.csv?by=industry")).Body.TrimStart('\uFEFF').Split("\r\n");
        Assert.StartsWith("industry,region,accounts,customers,not_contacted,never_contacted,without_owner,open_amount,won,lost,win_rate,win_rate_low,win_rate_high,worked,untapped,worth,worth_low,worth_high", csv[0], StringComparison.Ordinal);
        Assert.StartsWith("Retail,,30,30,30,30,30,0,30,0,0.", csv[1], StringComparison.Ordinal);
        Assert.Contains(",0,untapped,", csv[1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"{Address}/export.xlsx?by=both")).Status);
    }

    [Theory, EachDatabase]
    public async Task The_number_of_queries_does_not_grow_with_accounts_and_segments(Provider provider)
    {
        var queries = new CountedQueries();
        await using var site = await TheSite.Start(provider, builder => builder.Logging.AddProvider(queries).AddFilter<CountedQueries>("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Information));
        await Fill(site, accountsEach: 2);
        var few = await Read();
        await site.Change(db => db.AddRange(Enumerable.Range(0, 600).Select(i => new Account { Name = $"More {i:000}", Industry = $"Trade {i % 60}", Region = i % 3 == 0 ? null : $"Region {i % 7}" })));

        Assert.Equal(few, await Read());
        var whole = await site.With<MarketReader, MarketsView>(reader => reader.Read(Cancel));
        var quick = await site.With<MarketReader, CompanyMarket>(reader => reader.Market(Cancel));
        Assert.Equal(whole.Market.Segments(MarketCut.Both).Select(s => (s.Industry, s.Region, s.Counts, s.Worth)), quick.Segments(MarketCut.Both).Select(s => (s.Industry, s.Region, s.Counts, s.Worth)));
        var visitor = await Leader(site);
        List<string> names = [.. Names(await visitor.Open(Address)), .. Names(await visitor.Open($"{Address}?page=2"))];
        Assert.Equal((63, 63), (names.Count, names.Distinct().Count()));

        async Task<int> Read()
        {
            var before = queries.Count;
            await site.With<MarketReader, MarketsView>(reader => reader.Read(Cancel));
            return queries.Count - before;
        }
    }

    [Fact]
    public async Task Nobody_but_leaders_opens_it_and_an_empty_company_says_so()
    {
        await using var site = await TheSite.Start();

        Assert.Contains("No accounts yet", (await (await Leader(site)).Open(Address)).Text, StringComparison.Ordinal);
        foreach (var role in new[] { Roles.Salesperson, Roles.Manager, Roles.Marketing, Roles.Administrator })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await site.As(await site.Add(role.ToString(), role))).Get(Address)).Status);
        }
    }

    /// <summary>Retail is won always and worked never; transport and energy are worked and rarely won.</summary>
    private static async Task Fill(TheSite site, int accountsEach)
    {
        var world = await BookWorld.On(site);
        await site.Change(db => db.RemoveRange(db.Accounts));
        await site.Change(db => db.AddRange(_industries.SelectMany(industry => Enumerable.Range(0, accountsEach).Select(i => new Account { Name = $"{industry} {i:00}", Industry = industry }))));
        var accounts = await site.Db(db => Task.FromResult(db.Accounts.OrderBy(a => a.Id).Select(a => new { a.Id, a.Industry }).ToList()));
        await site.Change(db => db.AddRange(accounts.Select((a, at) => new Pipeline.Opportunity
        {
            System = "fill",
            ExternalId = $"{at}",
            Name = "Deal",
            AccountId = a.Id,
            ProductId = 1,
            SalespersonId = world.Mary.Id,
            State = a.Industry == "Retail" || at % 5 == 0 ? Pipeline.OpportunityState.Won : Pipeline.OpportunityState.Lost,
            Amount = 1_000,
            Opened = new(2026, 8, 1),
            Closed = new(2026, 9, 1),
        })));
        await site.Change(db => db.AddRange(accounts.Where(a => a.Industry != "Retail").Select((a, at) => new Activities.Activity { System = "fill", ExternalId = $"{at}", TypeId = 1, Date = new(2026, 11, 2), SalespersonId = world.Mary.Id, AccountId = a.Id })));
    }

    private static async Task<Visitor> Leader(TheSite site) => await site.As(await site.Add("Lea Leader", Roles.Leadership));

    private static string[] Names(Page page) => [.. page.Document.QuerySelectorAll("#segments tbody th").Select(h => h.TextContent.Trim())];

    private static string[] Cells(Page page, string row) => [.. page.The(row).Children.Select(c => string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private sealed class CountedQueries : ILoggerProvider, ILogger
    {
        private int _count;

        public int Count => _count;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId == RelationalEventId.CommandExecuted)
            {
                Interlocked.Increment(ref _count);
            }
        }

        public void Dispose()
        {
        }
    }
}
