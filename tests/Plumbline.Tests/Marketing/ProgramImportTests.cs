using System.Text;
using Microsoft.EntityFrameworkCore;
using Plumbline.Exporting;
using Plumbline.People;

namespace Plumbline.Marketing;

public class ProgramImportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_list_is_taken_and_once_more_changes_only_what_it_says_otherwise(Provider provider)
    {
        await using var site = await ProgramPagesTests.Site(provider);
        var max = await site.As(await site.Add("Max", Roles.Marketing));
        const string head = "Vendor;Program;Kind;Share;Cap;Approval;Proof;Claim days;Grace_days;Colour\n";
        var taken = await Send(max, $"{head}Hearth;Co-op;co-op;50%;5.000;yes;\"Invoice; List of attendees\";;45;red\nHearth;Launch;MDF;;;no;Invoice;30;;\n");
        Assert.Contains("2 added, 0 changed, 0 unchanged", taken.Text, StringComparison.Ordinal);
        Assert.Contains("1 column was not read", taken.Text, StringComparison.Ordinal);
        Assert.Contains("Colour", taken.Text, StringComparison.Ordinal);
        await site.Db(async db =>
        {
            var program = await db.Set<MarketingProgram>().Include("_versions").SingleAsync(p => p.Key == "HEARTH/CO OP", Cancel);
            program.Change(program.Terms with { CheckedOn = new(2026, 11, 20), Note = "By hand" }, 1, new(2026, 11, 20));
            return await db.SaveChangesAsync(Cancel);
        });

        Assert.Contains("0 added, 1 changed, 1 unchanged", (await Send(max, $"{head}HEARTH;Co-op;co-op;40%;5.000;yes;\"Invoice; List of attendees\";;45;red\nHearth;Launch;MDF;;;no;Invoice;30;;\n")).Text, StringComparison.Ordinal);
        var terms = (await site.Db(db => db.Set<MarketingProgram>().AsNoTracking().SingleAsync(p => p.Key == "HEARTH/CO OP", Cancel))).Terms;
        Assert.Equal((0.4m, 5_000m, true, 45, "By hand", new DateOnly(2026, 11, 20)), (terms.Share!.Value, terms.Cap!.Value, terms.NeedsApproval, terms.GraceDays, terms.Note, terms.CheckedOn!.Value));
        Assert.Equal(["Invoice", "List of attendees"], terms.Proof);
    }

    [Theory, EachDatabase]
    public async Task A_row_that_is_not_right_is_told_and_nothing_is_taken(Provider provider)
    {
        await using var site = await ProgramPagesTests.Site(provider);
        var max = await site.As(await site.Add("Max", Roles.Marketing));
        var refused = await Send(max, "vendor,program,kind,share,currency\nHearth,Co-op,co-op,50%,EUR\nHearth,Launch,raffle,,EUR\nHearth,Co-op,co-op,50%,EUR\n,Nameless,,,EUR\nHearth,Abroad,,,USD\n");
        Assert.Contains("Nothing was taken", refused.Text, StringComparison.Ordinal);
        Assert.Equal(["3", "4", "5", "6"], refused.Document.QuerySelectorAll("#refused tbody th").Select(c => c.TextContent));
        foreach (var why in new[] { "“raffle” is no kind", "is on line 2 already", "Say whose program it is.", "Say what 1 USD is in EUR." })
        {
            Assert.Contains(why, refused.Text, StringComparison.Ordinal);
        }

        Assert.Contains("There is no column “vendor”", (await Send(max, "program,kind\nCo-op,MDF\n")).Text, StringComparison.Ordinal);
        Assert.Contains("Choose a file.", (await (await max.Open("/programs/import")).Submit("import")).Text, StringComparison.Ordinal);
        Assert.Contains("The file cannot be read", (await (await max.Open("/programs/import")).Submit("import", files: [("Input.File", "list.xlsx", [(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0, 0])])).Text, StringComparison.Ordinal);
        Assert.Empty(await site.Db(db => db.Set<MarketingProgram>().ToListAsync(Cancel)));
    }

    [Fact]
    public async Task A_workbook_says_a_whole_share_and_a_day()
    {
        await using var site = await ProgramPagesTests.Site(Provider.Sqlite);
        using var bytes = new MemoryStream();
        using (var sheet = new SheetOut(bytes, "Programs", [new("Vendor"), new("Program"), new("Share"), new("Until")]))
        {
            sheet.Cell("Hearth").Cell("Co-op").Cell(1m).Cell(new DateOnly(2027, 6, 30)).EndRow();
        }

        var max = await site.As(await site.Add("Max", Roles.Marketing));
        Assert.Contains("1 added", (await (await max.Open("/programs/import")).Submit("import", files: [("Input.File", "programs.xlsx", bytes.ToArray())])).Text, StringComparison.Ordinal);
        var terms = (await site.Db(db => db.Set<MarketingProgram>().AsNoTracking().SingleAsync(Cancel))).Terms;
        Assert.Equal((1m, new DateOnly(2027, 6, 30)), (terms.Share!.Value, terms.Until!.Value));
    }

    private static async Task<Page> Send(Visitor visitor, string text) => await (await visitor.Open("/programs/import")).Submit("import", files: [("Input.File", "programs.csv", Encoding.UTF8.GetBytes(text))]);
}
