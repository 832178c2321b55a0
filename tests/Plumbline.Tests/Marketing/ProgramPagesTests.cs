using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Marketing;

public class ProgramPagesTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly ProgramTerms _terms = new() { Vendor = "Hearth", Name = "Co-op", Currency = "EUR", Share = 0.5m, Cap = 5_000, GraceDays = 45, CheckedOn = new(2026, 11, 2) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_catalogue_starts_with_kinds_of_programs_that_nobody_has_checked(Provider provider)
    {
        await using var site = await Site(provider);
        var max = await site.As(await site.Add("Max", Roles.Marketing));
        var empty = await max.Open("/programs");
        Assert.Contains("No programs yet", empty.Text, StringComparison.Ordinal);

        var taken = await empty.Submit("starting");
        Assert.Contains("8 programs were added", taken.Text, StringComparison.Ordinal);
        Assert.Equal(8, taken.Document.QuerySelectorAll("#catalogue tbody tr").Length);
        Assert.All(taken.Document.QuerySelectorAll("#catalogue tbody tr"), row => Assert.Contains("never checked", row.TextContent, StringComparison.Ordinal));
        Assert.Contains("All of them are here already", (await taken.Submit("starting")).Text, StringComparison.Ordinal);

        var coOp = await taken.Follow("Co-op marketing funds (CSP)");
        Assert.Contains("$10,000", coOp.The("#terms").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 USD counts as 1 EUR", coOp.Text, StringComparison.Ordinal);
        Assert.All(await site.Db(db => db.Set<MarketingProgram>().AsNoTracking().ToListAsync(Cancel)), p => Assert.True(p.Terms is { Cap: null, CheckedOn: null, Note: not "" }));
    }

    [Theory, EachDatabase]
    public async Task A_program_is_added_and_what_cannot_be_is_told_beside_what_was_typed(Provider provider)
    {
        await using var site = await Site(provider);
        await site.Change(db => db.Products.Add(new() { Name = "Oven", Family = "Ovens", IsSold = true }));
        var form = await (await (await site.As(await site.Add("Max", Roles.Marketing))).Open("/programs")).Follow("Add a program");
        Assert.Contains("You sell Ovens", form.Text, StringComparison.Ordinal);

        foreach (var (field, typed, says) in new[]
        {
            ("Vendor", "", "Say whose program it is."), ("Share", "half", "is no share"), ("Share", "120%", "A share is from 0% to 100%."), ("Cap", "much", "is no amount"), ("Currency", "XXQ", "There is no currency XXQ"),
            ("Until", "soon", "soon"), ("ClaimDays", "some", "is no number of days"), ("Address", "our portal", "Write the whole address"),
        })
        {
            var fill = new Dictionary<string, string> { ["Vendor"] = "Hearth", ["Name"] = "Co-op", ["Share"] = "50%", ["Note"] = "Kept", [field] = typed };
            var refused = await form.Submit("program", fill);
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
            Assert.Equal(typed, refused.The($"input[name='Input.{field}']").GetAttribute("value") ?? "");
            Assert.Equal("Kept", refused.The("textarea[name='Input.Note']").TextContent);
        }

        var rate = await form.Submit("program", new() { ["Vendor"] = "Hearth", ["Name"] = "Co-op", ["Currency"] = "usd", ["Rate"] = "", ["Cap"] = "1,000" });
        Assert.Contains("Say what 1 USD is in EUR.", rate.Text, StringComparison.Ordinal);
        var saved = await rate.Submit("program", new() { ["Rate"] = "0.92", ["Share"] = "50%", ["Categories"] = "Seminar\r\n Mailing \r\n\r\nseminar", ["Proof"] = "Invoice", ["Until"] = "2027-06-30", ["IsChecked"] = "on", ["NeedsApproval"] = "on" });

        Assert.Contains("Checked with the vendor on Tue 24 Nov", saved.Text, StringComparison.Ordinal);
        Assert.Contains("Seminar; Mailing", saved.The("#terms").TextContent, StringComparison.Ordinal);
        var terms = (await site.Db(db => db.Set<MarketingProgram>().AsNoTracking().SingleAsync(Cancel))).Terms;
        Assert.Equal((920m, 0.5m, true, _today), (terms.CapHere!.Value, terms.Share!.Value, terms.NeedsApproval, terms.CheckedOn!.Value));
        Assert.DoesNotContain("check the terms", (await saved.Visitor.Open("/programs")).Text, StringComparison.Ordinal);

        var twice = await form.Submit("program", new() { ["Vendor"] = "HEARTH", ["Name"] = "co-op" });
        Assert.Contains("has a program “co-op” in the catalogue already", twice.Text, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromDays(367));
        Assert.Contains("check the terms", (await (await site.As(await site.Add("Mary", Roles.Salesperson))).Open("/programs")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Each_version_tells_what_it_changed_and_who_saves_second_is_told(Provider provider)
    {
        await using var site = await Site(provider);
        var (max, ada) = (await site.Add("Max", Roles.Marketing), await site.Add("Ada", Roles.Administrator));
        await Put(site, _terms, max);
        var mine = await (await site.As(ada)).Open("/programs/1/edit");
        var read = await (await (await site.As(max)).Open("/programs/1/edit")).Submit("program", new() { ["Share"] = "40%", ["Note"] = "New year" });
        Assert.Equal(["2Tue 24 Nov, Max", "The vendor’s share", "50%", "40%"], Cells(read, "#versions tbody tr:nth-child(1)"));
        Assert.Equal(["Note", "nothing", "New year"], Cells(read, "#versions tbody tr:nth-child(2)"));

        var told = await mine.Submit("program", new() { ["Share"] = "30%", ["Categories"] = "Seminar" });
        Assert.Contains("Saved meanwhile: 40%", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: New year", told.Text, StringComparison.Ordinal);
        Assert.Equal("30%", told.The("input[name='Input.Share']").GetAttribute("value"));
        Assert.Contains("Ada", (await told.Submit("program")).The("#versions").TextContent, StringComparison.Ordinal);
        Assert.Equal(0.3m, (await site.Db(db => db.Set<MarketingProgram>().AsNoTracking().SingleAsync(Cancel))).Terms.Share);

        await (await told.Visitor.Open("/programs/1/edit")).Submit("program"); // Nothing was changed: no version.
        Assert.Equal(3, await site.Db(db => db.Set<ProgramVersion>().CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_program_is_retired_and_taken_up_again(Provider provider)
    {
        await using var site = await Site(provider);
        var max = await site.Add("Max", Roles.Marketing);
        await Put(site, _terms, max);
        var page = await (await site.As(max)).Open("/programs/1");
        var retired = await page.Submit("retire");
        Assert.Contains("retired", retired.The(".state").TextContent, StringComparison.Ordinal);
        var list = await (await page.Visitor.Open("/programs")).Follow("1 retired");
        Assert.Contains("Co-op", list.The("#catalogue").TextContent, StringComparison.Ordinal);
        await (await list.Follow("Co-op")).Submit("take-up");
        Assert.Contains("It was done already", (await retired.Submit("take-up")).Text, StringComparison.Ordinal); // Pressed twice, it is not undone.
        Assert.False((await site.Db(db => db.Set<MarketingProgram>().AsNoTracking().SingleAsync(Cancel))).IsRetired);
    }

    [Theory, EachDatabase]
    public async Task Who_sells_reads_and_changes_nothing(Provider provider)
    {
        await using var site = await Site(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        Assert.Contains("Marketing or an administrator puts them here", (await (await site.As(mary)).Open("/programs")).Text, StringComparison.Ordinal);
        await Put(site, _terms, await site.Add("Max", Roles.Marketing));
        var visitor = await site.As(mary);
        Assert.Contains("Programs", (await visitor.Open("/today")).The("nav").TextContent, StringComparison.Ordinal);
        foreach (var address in new[] { "/programs", "/programs/1" })
        {
            var page = await visitor.Open(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("main form, main a[href$='/edit'], main a[href$='/new']"));
        }

        foreach (var address in new[] { "/programs/new", "/programs/1/edit", "/programs/1/funds/new" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get(address)).Status);
        }

        // A page that was open when the role was taken away.
        var open = await (await site.As(await site.Add("Mo", Roles.Marketing))).Open("/programs/1");
        await site.Db(db => db.People.Where(p => p.Name == "Mo").ExecuteUpdateAsync(set => set.SetProperty(p => p.Roles, Roles.Salesperson), Cancel));
        await site.Change(db => db.Products.Add(new() { Name = "Oven" })); // People are kept in memory until the data is another.
        await open.Submit("retire");
        Assert.False((await site.Db(db => db.Set<MarketingProgram>().AsNoTracking().SingleAsync(Cancel))).IsRetired);
    }

    internal static async Task<TheSite> Site(Provider provider)
    {
        var site = await TheSite.Start(provider);
        await site.Db(db => db.Companies.ExecuteUpdateAsync(set => set.SetProperty(c => c.Currency, "EUR"), Cancel));
        return site;
    }

    internal static async Task<MarketingProgram> Put(TheSite site, ProgramTerms terms, Person by)
    {
        var program = new MarketingProgram(terms, by.Id, new(2026, 11, 2));
        await site.Change(db => db.Add(program));
        return program;
    }

    internal static IEnumerable<string> Cells(Page page, string row) => page.The(row).Children.Select(c => string.Concat(c.TextContent.Split('\n').Select(line => line.Trim())));
}
