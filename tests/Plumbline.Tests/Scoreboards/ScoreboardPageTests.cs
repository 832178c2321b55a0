using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Scoreboards;

/// <summary>The scoreboard as people see it, in the quarter that holds Tue 24 Nov 2026.</summary>
public class ScoreboardPageTests
{
    private static readonly Month _october = new(2026, 10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task The_page_shows_figures_that_lead_to_their_records(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, page) = await WithMary(site);

        Assert.Equal("Scoreboard", page.The("h1").TextContent.Trim());
        var line = page.The("tbody tr");
        Assert.Equal("1Mary", line.QuerySelector("th")!.TextContent.Trim());
        Assert.Equal("mine", line.ClassName);
        Assert.DoesNotContain("__RequestVerificationToken", page.Body, StringComparison.Ordinal);
        Assert.Equal("800", line.QuerySelectorAll("td")[1].TextContent.Trim());
        Assert.Contains("80%", line.QuerySelectorAll("td")[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("coverage 0×", line.TextContent, StringComparison.Ordinal); // 200 are missing, and nothing is open.
        var records = await page.Visitor.Open("/" + line.QuerySelectorAll("td")[1].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Adding up to 800", records.Text, StringComparison.Ordinal);
        Assert.Contains("Aurora", records.The("tbody").TextContent, StringComparison.Ordinal);
        var account = await records.Follow("Aurora");
        Assert.Contains("What do we know of this account?", account.Text, StringComparison.Ordinal);
        var person = await page.Follow("Mary");
        Assert.Equal($"/people/{mary.Id}?period=2026-Q4", person.Path);
        Assert.Contains("imported target", person.The("#quota").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_hold_the_same_lines_and_run_no_formula()
    {
        await using var site = await TheSite.Start();
        await WithMary(site);
        var harmful = await site.Add("=SUM(A1)", Roles.Salesperson);
        await site.Change(db => db.PersonMonths.Add(new() { Month = _october, SalespersonId = harmful.Id, TeamId = 0, Tally = new() { Revenue = 12.5m, UnknownMarginRevenue = 12.5m } }));
        var visitor = await site.As(harmful);

        var csv = await visitor.Get("/scoreboard/export.csv?period=2026-Q4");
        Assert.Equal(Encoding.UTF8.GetPreamble(), (await visitor.Http.GetByteArrayAsync("/scoreboard/export.csv?period=2026-Q4", Cancel))[..3]);
        Assert.Equal(
            ["name,quota,actual,attainment,margin,won,lost,open,open_amount", "Mary,1000,800,0.8,300,1,0,0,0", "'=SUM(A1),,12.5,,,0,0,0,0", ""],
            csv.Body.TrimStart('\uFEFF').Split("\r\n"));
        Assert.StartsWith("attachment", csv.Answer.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var sheet = await visitor.Http.GetByteArrayAsync("/scoreboard/export.xlsx?period=2026-Q4&by=team", Cancel);
        Assert.Equal([(byte)'P', (byte)'K'], sheet[..2]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Get("/scoreboard/export.csv?period=2026-Q5")).Status);
    }

    [Fact]
    public async Task Each_state_says_what_it_is()
    {
        await using var site = await TheSite.Start();
        var mary = await site.As(await site.Add("Mary", Roles.Salesperson));
        var boss = await site.As(await site.Add("Ada", Roles.Administrator));
        Assert.Contains("As soon as an administrator has brought in", (await mary.Open("/scoreboard")).Text, StringComparison.Ordinal);
        Assert.Equal("imports", (await boss.Open("/scoreboard")).The("main .empty-state a").GetAttribute("href"));

        await site.Change(db => db.PersonMonths.Add(new() { Month = _october, SalespersonId = 1, TeamId = 0, Tally = new() { Revenue = 5, Bookings = 1, UnknownMarginRevenue = 5 } }));
        var page = await mary.Open("/scoreboard");
        Assert.Contains("No quota for this period", page.Text, StringComparison.Ordinal);
        Assert.Contains("unknown", page.The("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("2027 has not begun", (await mary.Open("/scoreboard?period=2027")).Text, StringComparison.Ordinal);
        Assert.Contains("“soon” is not a period", (await mary.Open("/scoreboard?period=soon")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await mary.Get("/scoreboard?team=77")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mary.Get("/people/77")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mary.Get("/accounts/77")).Status);
    }

    [Fact]
    public async Task A_manager_sees_each_of_their_people()
    {
        await using var site = await TheSite.Start();
        var ada = await site.Add("Ada", Roles.Manager);
        await site.Add("Ben", Roles.Salesperson, ada);
        var (_, page) = await WithMary(site, ada);
        Assert.Equal(HttpStatusCode.Forbidden, (await page.Visitor.Get("/team")).Status);

        var team = await (await site.As(ada)).Open("/team");

        Assert.Equal(["Mary", "Ben"], team.Document.QuerySelectorAll("tbody th > a:first-child").Select(t => t.TextContent.Trim()));
        Assert.Contains("imported target", team.The("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("ahead of pace", team.The("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_kept_until_anything_it_shows_may_have_changed()
    {
        await using var site = await TheSite.Start();
        var (mary, first) = await WithMary(site);
        var visitor = first.Visitor;
        async Task<bool> IsKept(Visitor who, string path = "/scoreboard?period=2026-Q4", string? accept = null)
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, path);
            ask.Headers.TryAddWithoutValidation("Accept", accept ?? "text/html");
            using var answer = await who.Http.SendAsync(ask, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl!.NoStore, "The browser must not keep it.");
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            return answer.Headers.Age is not null;
        }

        Assert.False(await IsKept(visitor));
        Assert.True(await IsKept(visitor));
        Assert.False(await IsKept(visitor, "/scoreboard?period=2026-q4"));
        Assert.False(await IsKept(visitor, accept: "text/html; blazor-enhanced-nav=on"));
        Assert.True(await IsKept(visitor, accept: "text/html; blazor-enhanced-nav=on"));

        var ben = await site.Add("Ben", Roles.Salesperson);
        Assert.False(await IsKept(visitor));
        var other = await site.As(ben);
        Assert.False(await IsKept(visitor)); // Ben's sign-in was made.
        Assert.True(await IsKept(visitor));
        Assert.False(await IsKept(other));
        Assert.Equal("Ben", (await other.Open("/scoreboard?period=2026-Q4")).The(".me-name").TextContent);

        await site.Change(db => db.PersonMonths.First(m => m.SalespersonId == mary.Id).Tally = new() { Revenue = 900 });
        Assert.Contains("90%", (await visitor.Open("/scoreboard?period=2026-Q4")).The("tbody tr").TextContent, StringComparison.Ordinal);

        Assert.True(await IsKept(visitor));
        await site.Change(db => db.People.First(p => p.Id == mary.Id).Roles |= Roles.Manager);
        Assert.False(await IsKept(visitor));
        Assert.Contains("Team", (await visitor.Open("/scoreboard?period=2026-Q4")).The(".rail").TextContent, StringComparison.Ordinal);

        Assert.True(await IsKept(visitor));
        site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await IsKept(visitor));
    }

    [Fact]
    public async Task A_kept_page_is_shown_to_nobody_who_may_no_longer_see_it()
    {
        await using var site = await TheSite.Start();
        var (mary, page) = await WithMary(site);
        Assert.Equal(HttpStatusCode.OK, (await page.Visitor.Get("/scoreboard")).Status);
        await site.Change(db => db.Users.First(u => u.PersonId == mary.Id).IsDisabled = true);
        Assert.Equal(HttpStatusCode.Redirect, (await page.Visitor.Get("/scoreboard")).Status);
    }

    [Theory]
    [InlineData(200, "no-store", null, true)]
    [InlineData(200, "no-cache, no-store", null, false)]
    [InlineData(200, "no-store", "plumbline=renewed", false)]
    [InlineData(404, "no-store", null, false)]
    public async Task What_is_one_persons_or_one_requests_is_never_kept(int status, string cacheControl, string? cookie, bool isKept)
    {
        var answer = new OutputCacheContext { HttpContext = new DefaultHttpContext(), AllowCacheStorage = true };
        answer.HttpContext.Response.StatusCode = status;
        answer.HttpContext.Response.Headers.CacheControl = cacheControl;
        answer.HttpContext.Response.Headers.SetCookie = cookie;

        await new VersionedCache().ServeResponseAsync(answer, Cancel);

        Assert.Equal(isKept, answer.AllowCacheStorage);
    }

    /// <summary>Mary with a quota of 1,000 and 800 sold to Aurora in the quarter, and the scoreboard as she sees it.</summary>
    private static async Task<(Person Mary, Page Page)> WithMary(TheSite site, Person? manager = null)
    {
        var mary = await site.Add("Mary", Roles.Salesperson, manager);
        await site.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            using var bulk = BulkWriter.Of(db);
            var aurora = new Accounts.Account { Name = "Aurora" };
            var care = new Products.Product { Name = "Care", DefaultMargin = 0.375m };
            db.AddRange(aurora, care, new QuotaMonth { Month = _october, SalespersonId = mary.Id, TeamId = 0, Revenue = 1_000, Source = QuotaSource.ImportedTarget });
            await db.SaveChangesAsync(Cancel);
            db.Add(new Opportunity
            {
                System = "test",
                ExternalId = "1",
                Name = "Care for Aurora",
                AccountId = aurora.Id,
                ProductId = care.Id,
                SalespersonId = mary.Id,
                State = OpportunityState.Won,
                Amount = 800,
                Opened = new(2026, 9, 1),
                Closed = new(2026, 10, 5),
            });
            await db.SaveChangesAsync(Cancel);
            await Recounting.Whole(db, bulk, Cancel);
            await db.RaiseVersion(Cancel);
            await transaction.CommitAsync(Cancel);
            return 0;
        });
        return (mary, await (await site.As(mary)).Open("/scoreboard"));
    }
}
