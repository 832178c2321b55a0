using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.People;
using Plumbline.Scoring;

namespace Plumbline.Importing.Uploading;

public class ImportPagesTests
{
    private const string Deals = "Opportunity ID,Opportunity Name,Account,Salesperson,Stage,Amount,Currency,Close Date\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_real_set_goes_through_the_pages_and_back(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.Add("Ada", Roles.Administrator);
        var visitor = await site.As(ada);
        var files = Directory.GetFiles(SharedData.Folder("maven-crm"), "*.csv").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))).ToArray();

        var review = await Send(visitor, files);
        Assert.Contains("Opportunities", review.The("select[name='Input.Tables[0].Kind']").TextContent, StringComparison.Ordinal);
        Assert.Contains("The first rows as they will land", review.Text, StringComparison.Ordinal);
        var unsaid = await review.Submit("about", [], "Input.Then=import");
        Assert.Contains("Say in which currency the amounts are.", unsaid.Text, StringComparison.Ordinal);

        var result = await Landed(await unsaid.Submit("about", new() { ["Currency"] = "usd" }, "Input.Then=import"));
        Assert.Equal("4,299", FigureOf(result, "Added"));
        Assert.Equal("0", FigureOf(result, "Refused"));
        Assert.Contains("sales_pipeline.csv", result.Text, StringComparison.Ordinal);
        Assert.Equal("USD", await site.Db(db => db.Companies.Select(c => c.Currency).SingleAsync(Cancel)));
        Assert.Equal(ada.Id, await site.Db(db => db.Imports.Select(i => i.PersonId).SingleAsync(Cancel)));
        Assert.Empty(await site.Db(db => Recounting.Differences(db, Cancel)));
        var board = await visitor.Open(result.The("a.btn-primary").GetAttribute("href")!);
        Assert.Contains("Darcel Schlecht", board.Text, StringComparison.Ordinal);

        var again = await Landed(await (await Send(visitor, files)).Submit("about", [], "Input.Then=import"));
        Assert.Equal("0", FigureOf(again, "Added"));
        Assert.Equal("0", FigureOf(again, "Changed"));
        Assert.Equal("4,299", FigureOf(again, "Unchanged"));

        var list = await visitor.Open("/imports");
        Assert.Contains("nothing new", list.Text, StringComparison.Ordinal);
        var undone = await list.Submit("undo");
        Assert.Contains("The import was taken back", undone.Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.Db(db => db.Opportunities.CountAsync(Cancel)));
        Assert.Null(await site.Db(db => db.Companies.Select(c => c.Currency).SingleAsync(Cancel)));
        Assert.False(Directory.EnumerateFileSystemEntries(Path.Combine(site.Data.Folder, "uploads")).Any());
    }

    [Theory, EachDatabase]
    public async Task Refused_rows_are_downloaded_mended_and_imported_again(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var csv = Deals + "1,First,Acme,Ann,Won,1000,EUR,2026-04-30\n2,Second,Acme,Ann,Won,lots,EUR,2026-04-30\n";

        var result = await Landed(await (await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes(csv)))).Submit("about", [], "Input.Then=import"));

        Assert.Equal("1", FigureOf(result, "Refused"));
        var rows = await visitor.Get(result.Document.QuerySelectorAll("a[href*='/refused/']")[0].GetAttribute("href")!.Insert(0, "/"));
        Assert.Equal("text/csv", rows.Answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("refused-deals.csv", rows.Answer.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Contains("\r\n2,Second,Acme,Ann,Won,lots,EUR,2026-04-30,3,", rows.Body, StringComparison.Ordinal);

        var mended = await Landed(await (await Send(visitor, ("mended.csv", Encoding.UTF8.GetBytes(rows.Body.Replace("lots", "2000", StringComparison.Ordinal))))).Submit("about", [], "Input.Then=import"));

        Assert.Equal("0", FigureOf(mended, "Refused"));
        Assert.Equal(3_000, (await site.Db(db => db.Opportunities.ToListAsync(Cancel))).Sum(o => o.Amount));
    }

    [Fact]
    public async Task What_the_dates_leave_open_is_asked()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var review = await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes(Deals + "1,First,Acme,Ann,Won,1000,EUR,03/04/2026\n")));
        Assert.Contains("nothing tells whether 03/04/2026 has the day or the month first", review.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("--dates", review.Body, StringComparison.Ordinal);

        var refused = await review.Submit("about", [], "Input.Then=import");
        Assert.Contains("Or leave the file out.", refused.Text, StringComparison.Ordinal);
        var shown = await Ended(await refused.Submit("about", new() { ["Dates"] = nameof(DateOrder.DayFirst) }, "Input.Then=look"));
        Assert.Contains("2026-04-03", shown.Text, StringComparison.Ordinal);
        await Landed(await shown.Submit("about", [], "Input.Then=import"));

        Assert.Equal(new DateOnly(2026, 4, 3), await site.Db(db => db.Opportunities.Select(o => o.Closed).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task A_sign_that_several_currencies_share_is_asked_about()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var csv = "Opportunity ID,Opportunity Name,Account,Salesperson,Stage,Amount,Close Date\n1,First,Acme,Ann,Won,$1000,2026-04-30\n2,Second,Acme,Ann,Won,250k,2026-04-30\n3,Third,Acme,Ann,Won,kr 5,2026-04-30\n";

        var review = await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes(csv)));
        Assert.Contains("the files do not name one", review.Text, StringComparison.Ordinal);
        var unsaid = await review.Submit("about", [], "Input.Then=import");
        Assert.Contains("Say in which currency the amounts are.", unsaid.Text, StringComparison.Ordinal);
        var result = await Landed(await unsaid.Submit("about", new() { ["Currency"] = "USD" }, "Input.Then=import"));

        Assert.Equal("1", FigureOf(result, "Refused"));
        Assert.Equal(251_000, (await site.Db(db => db.Opportunities.ToListAsync(Cancel))).Sum(o => o.Amount));
    }

    [Fact]
    public async Task Columns_mapped_by_hand_land_and_are_remembered()
    {
        await using var site = await TheSite.Start();
        await site.Change(db => db.Companies.First().Currency = "EUR");
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var csv = Encoding.UTF8.GetBytes("Wer,Was,Wieviel,Wann\nAnn,Care,1000,2026-04-30\nBen,Care,500,2026-05-31\n");

        var unknown = await Send(visitor, ("liste.csv", csv));
        Assert.Contains("Its header is none that we know", unknown.Text, StringComparison.Ordinal);
        var asked = await unknown.Submit("about", new() { ["Input.Tables[0].Kind"] = nameof(FactKind.Booking) }, "Input.Then=look");
        Assert.Contains("No column is known to hold the", asked.Text, StringComparison.Ordinal);
        var twice = await asked.Submit("about", new() { ["Input.Tables[0].Columns[0]"] = "revenue", ["Input.Tables[0].Columns[2]"] = "revenue" }, "Input.Then=look");
        Assert.Contains("cannot both be the same field", twice.Text, StringComparison.Ordinal);
        var mapped = await twice.Submit("about", new()
        {
            ["Input.Tables[0].Columns[0]"] = "salesperson",
            ["Input.Tables[0].Columns[1]"] = "product",
            ["Input.Tables[0].Columns[2]"] = "revenue",
            ["Input.Tables[0].Columns[3]"] = "date",
        }, "Input.Then=import");
        Assert.Equal("0", FigureOf(await Landed(mapped), "Refused"));
        Assert.Equal(1_500, (await site.Db(db => db.Bookings.ToListAsync(Cancel))).Sum(b => b.Revenue));

        var next = await Send(visitor, ("liste2.csv", csv));
        Assert.Contains("Recognised", next.Text, StringComparison.Ordinal);
        Assert.Equal(nameof(FactKind.Booking), next.The("select[name='Input.Tables[0].Kind'] option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task Targets_of_shared_territories_can_be_left()
    {
        await using var site = await TheSite.Start();
        await site.Change(db => db.Companies.First().Currency = "USD");
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var csv = Encoding.UTF8.GetBytes("Year,EmployeeID,M01,M02,M03,M04\n2026,123,10,20,30,40\n");

        var review = await Send(visitor, ("ResellerSalesTargets.csv", csv));
        Assert.Contains("for territories that several people share", review.Text, StringComparison.Ordinal);
        var left = await review.Submit("about", new() { ["Targets"] = "leave" }, "Input.Then=look");
        Assert.Contains("such targets were to be left", left.Text, StringComparison.Ordinal);
        Assert.Contains("No file is left that can be imported", (await left.Submit("about", [], "Input.Then=import")).Text, StringComparison.Ordinal);
        await Landed(await left.Submit("about", new() { ["Targets"] = "own" }, "Input.Then=import"));

        Assert.Equal(100_000, (await site.Db(db => db.Targets.ToListAsync(Cancel))).Sum(t => t.Revenue));
    }

    [Fact]
    public async Task Hostile_file_names_are_only_names()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var csv = Encoding.UTF8.GetBytes(Deals + "1,First,Acme,Ann,Won,1000,EUR,2026-04-30\n");

        var review = await Send(visitor, ("../../../evil.csv", csv), ("C:\\windows\\<b>x.csv", csv), ("..", csv));

        Assert.Contains("evil.csv", review.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("..", review.The("h2").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", review.Body, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(site.Data.Folder, "evil.csv")));
        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(site.Data.Folder, "uploads")));
        Assert.Equal(["000", "001", "002", "upload.json"], Directory.GetFiles(kept).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Contains("These files are no longer here", (await visitor.Open("/imports/new/..%2f..%2fplumbline")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u202Efdp.csv", "afdp.csv")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("...", "file")]
    [InlineData("", "file")]
    public void Names_are_shown_as_they_can_be(string sent, string shown) => Assert.Equal(shown, Uploads.Names([sent])[0]);

    [Fact]
    public void Names_are_shown_each_once() => Assert.Equal(["a.csv", "A (2).csv", "a (3).csv"], Uploads.Names(["a.csv", "A.csv", "x/a.csv"]));

    [Fact]
    public async Task What_is_too_large_is_said_to_be()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        await visitor.Open("/imports");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/imports") { Content = new StreamContent(Stream.Null) };
        request.Content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
        request.Content.Headers.ContentLength = UploadingSetup.MostSent + 1;
        request.Headers.ExpectContinue = true;

        using var answer = await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_sent_is_asked_for_again()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));

        Assert.Contains("Choose at least one file.", (await Send(visitor)).Text, StringComparison.Ordinal);
        Assert.Contains("There is nothing in what you sent.", (await Send(visitor, ("empty.csv", []))).Text, StringComparison.Ordinal);
        var alone = await Send(visitor, ("head.csv", Encoding.UTF8.GetBytes(Deals)));
        Assert.Contains("It has a header and no rows. Export it again with rows in it.", alone.Text, StringComparison.Ordinal);
        Assert.Empty(alone.Document.QuerySelectorAll("button[name='Input.Then']")); // There is nothing to import.
        Assert.NotEmpty((await Send(visitor, ("unknown.csv", Encoding.UTF8.GetBytes("Foo,Bar\n1,2\n")))).Document.QuerySelectorAll("button[name='Input.Then']")); // What it is about can be said.
        Assert.Contains("No table in what you sent", (await Send(visitor, ("photo.png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 0]))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_waited_for_a_day_are_forgotten()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var review = await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes(Deals + "1,First,Acme,Ann,Won,1000,EUR,2026-04-30\n")));

        site.Clock.Advance(TimeSpan.FromHours(25));
        site.Services.GetRequiredService<Uploads>().Sweep();

        Assert.False(Directory.EnumerateFileSystemEntries(Path.Combine(site.Data.Folder, "uploads")).Any());
        Assert.DoesNotContain(review.Path, (await visitor.Open("/imports")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_import_says_what_was_kept_and_can_be_mended()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var csv = Encoding.UTF8.GetBytes(Deals + "1,First,Acme,Ann,Won,1000,EUR,2026-04-30\n2,Second,Acme,Ann,Won,1000,USD,2026-04-30\n");

        var failed = await Ended(await (await Send(visitor, ("deals.csv", csv))).Submit("about", [], "Input.Then=import"));
        Assert.Contains("Nothing was imported", failed.Text, StringComparison.Ordinal);
        Assert.Contains("Your data is as it was before", failed.Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.Db(db => db.Imports.CountAsync(Cancel)));

        var mended = await Landed(await failed.Submit("about", new() { ["Currency"] = "EUR" }, "Input.Then=import"));
        Assert.Equal("1", FigureOf(mended, "Refused"));
    }

    [Fact]
    public async Task Two_names_of_one_are_merged()
    {
        await using var site = await TheSite.Start();
        await site.Change(db => db.Companies.First().Currency = "EUR");
        await site.Change(db => db.Products.AddRange(new() { Name = "GTX Pro" }, new() { Name = "GTXPro" }));
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));

        var merged = await (await visitor.Open("/imports/merges")).Submit("merge-Product-2-1");

        Assert.Contains("GTXPro is GTX Pro from now on.", merged.Text, StringComparison.Ordinal);
        Assert.Contains("No two names look alike", merged.Text, StringComparison.Ordinal);
        Assert.Equal(1, await site.Db(db => db.Products.Where(p => p.Name == "GTXPro").Select(p => p.MergedIntoId).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task Two_names_that_are_not_the_same_are_not_offered_again_unless_asked_for()
    {
        await using var site = await TheSite.Start();
        await site.Change(db => db.Accounts.AddRange(new() { Name = "Aurora" }, new() { Name = "Aurore" }));
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));

        await (await visitor.Open("/imports/merges")).Submit("apart-Account-1-2");
        var kept = await visitor.Open("/imports/merges");
        Assert.Contains("No two names look alike", kept.Text, StringComparison.Ordinal);
        Assert.Contains("Aurora and Aurore", kept.Text, StringComparison.Ordinal);

        Assert.Contains("Keep Aurora", (await kept.Submit("again-Account-1-2")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Only_the_import_that_was_confirmed_is_taken_back(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        await Landed(await (await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes(Deals + "1,First,Acme,Ann,Won,1000,EUR,2026-04-30\n")))).Submit("about", [], "Input.Then=import"));
        var confirmed = await visitor.Open("/imports");
        await Landed(await (await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes(Deals + "2,Second,Acme,Ann,Won,500,EUR,2026-04-30\n")))).Submit("about", [], "Input.Then=import"));

        Assert.Contains("Later imports stand on import 1", (await confirmed.Submit("undo")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await site.Db(db => db.Opportunities.CountAsync(Cancel)));

        var undone = await (await visitor.Open("/imports")).Submit("undo");
        Assert.Equal("First", await site.Db(db => db.Opportunities.Select(o => o.Name).SingleAsync(Cancel)));
        Assert.Equal("1", undone.The("input[name='Input.Import']").GetAttribute("value"));
    }

    [Theory, EachDatabase]
    public async Task What_would_change_is_shown_before_anything_does(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var csv = Deals + "1,First,Acme,Ann,Won,1000,EUR,2026-04-30\n";
        await Landed(await (await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes(csv)))).Submit("about", [], "Input.Then=import"));
        var more = csv.Replace("1000", "1500", StringComparison.Ordinal) + "2,Second,Acme,Ben,Won,500,EUR,2026-04-30\n3,Third,Acme,Ben,Won,lots,EUR,2026-04-30\n";

        var shown = await Ended(await (await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes(more)))).Submit("about", [], "Input.Then=look"));

        var changes = shown.Document.QuerySelectorAll("[aria-label='What would change'] tbody tr > *").Select(c => c.TextContent.Trim());
        Assert.Equal(["deals.csv", "1", "1", "0", "1"], changes);
        Assert.Contains("would be added without a sign-in: Ben.", shown.Text, StringComparison.Ordinal);
        Assert.Equal(1000, await site.Db(db => db.Opportunities.Select(o => o.Amount).SingleAsync(Cancel)));
        Assert.Equal("1", FigureOf(await Landed(await shown.Submit("about", [], "Input.Then=import")), "Added"));
    }

    [Fact]
    public async Task Two_questions_have_a_reason_each()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));

        var review = await Send(visitor, ("deals.csv", Encoding.UTF8.GetBytes("Opportunity ID;Opportunity Name;Account;Salesperson;Stage;Amount;Currency;Close Date\n1;First;Acme;Ann;Won;1.000;EUR;03/04/2026\n")));

        Assert.Contains("03/04/2026 has the day or the month first", HintOf(review, "Input.Dates"), StringComparison.Ordinal);
        Assert.Contains("1.234 is one thousand", HintOf(review, "Input.Decimals"), StringComparison.Ordinal);
        Assert.DoesNotContain("1.234", HintOf(review, "Input.Dates"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_name_that_was_joined_wrongly_is_kept_apart(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await site.Change(db => db.Accounts.Add(new() { Name = "Ac-me" }));
        var visitor = await site.As(await site.Add("Ada", Roles.Administrator));
        var file = ("deals.csv", Encoding.UTF8.GetBytes(Deals + "1,First,Acme,Ann,Won,1000,EUR,2026-04-30\n"));
        await Landed(await (await Send(visitor, file)).Submit("about", [], "Input.Then=import"));
        Assert.Equal(1, await site.Db(db => db.Accounts.CountAsync(Cancel)));

        var parted = await (await visitor.Open("/imports/merges")).Submit("part-Account-41434d45");
        Assert.Contains("ACME and Ac-me are kept apart. Import the file again", parted.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Joined at once", parted.Text, StringComparison.Ordinal);
        var again = await Landed(await (await Send(visitor, file)).Submit("about", [], "Input.Then=import"));

        Assert.Equal("1", FigureOf(again, "Changed"));
        Assert.Equal("Acme", await site.Db(db => db.Opportunities.Join(db.Accounts, o => o.AccountId, a => a.Id, (o, a) => a.Name).SingleAsync(Cancel)));
        Assert.Empty(await site.Db(db => Recounting.Differences(db, Cancel)));
    }

    private static string HintOf(Page page, string field) => page.The($"[name='{field}']").GetAttribute("aria-describedby")!.Split(' ')[0] is var id ? page.The($"[id='{id}']").TextContent : "";

    private static async Task<Page> Send(Visitor visitor, params (string Name, byte[] Bytes)[] files)
    {
        var page = await visitor.Open("/imports");
        return await page.Submit("upload", files: files.Select(f => ("Input.Files", f.Name, f.Bytes)));
    }

    /// <summary>Loads the page anew, as a browser without script does, until the import has ended.</summary>
    private static async Task<Page> Ended(Page page)
    {
        while (page.Document.QuerySelector("plumb-progress") is not null)
        {
            Cancel.ThrowIfCancellationRequested();
            page = await page.Visitor.Open(page.Path);
        }

        return page;
    }

    private static async Task<Page> Landed(Page page)
    {
        var ended = await Ended(page);
        Assert.True(ended.Path.Length > "/imports/".Length && char.IsAsciiDigit(ended.Path["/imports/".Length]) && !ended.Path.Contains("new", StringComparison.Ordinal), ended.Text);
        return ended;
    }

    private static string FigureOf(Page page, string label) =>
        page.Document.QuerySelectorAll(".figures > *").First(f => f.TextContent.Trim().StartsWith(label, StringComparison.Ordinal)).TextContent.Trim().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
}
