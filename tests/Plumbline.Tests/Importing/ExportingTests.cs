using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Plumbline.Exporting;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing;

public class ExportingTests : FilesOfTests
{
    [Fact]
    public void Csv_quotes_what_must_be_and_makes_formulas_harmless_but_not_numbers()
    {
        using var to = new MemoryStream();
        using (var csv = new CsvOut(to, withMark: true))
        {
            csv.Row(["name", "amount"]);
            csv.Cell("=1+1").Cell(-5.50m).Cell("a \"b\", c").Cell(new DateOnly(2027, 4, 30)).Cell((string?)null).EndRow();
            csv.Row(["+1", "-x", "@sum", "\tq", "plain"]);
        }

        Assert.Equal([0xEF, 0xBB, 0xBF], to.ToArray()[..3]);
        Assert.Equal("name,amount\r\n'=1+1,-5.50,\"a \"\"b\"\", c\",2027-04-30,\r\n'+1,'-x,'@sum,'\tq,plain\r\n", Encoding.UTF8.GetString(to.ToArray()[3..]));
    }

    [Fact]
    public void A_workbook_is_valid_and_reads_back_as_it_was_written()
    {
        var path = PathOf("deals.xlsx");
        using (var file = File.Create(path, 4096, FileOptions.None))
        {
            using var sheet = new SheetOut(file, "Deals: 2027/H1", [new("Deal Name", 30), new("Rep"), new("Stage"), new("Amount"), new("Close Date"), new("Probability")]);
            sheet.Cell("=HYPERLINK(1)").Cell("José").Cell("Won").Cell(1234.5m).Cell(new DateOnly(2027, 4, 3)).Cell(0.6m, isShare: true).EndRow();
            sheet.Cell("Two\nlines").Cell("Ann").Cell("Proposal").Cell((decimal?)null).Cell((DateOnly?)null).Cell(0.25m, isShare: true).EndRow();
        }

        using (var document = SpreadsheetDocument.Open(path, false))
        {
            Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => e.Description));
        }

        var read = SourceSet.Open([path], new()).Files.Single();
        Assert.Equal(FactKind.Opportunity, read.Kind);
        var rows = Facts<OpportunityRow>(read);
        Assert.Equal(("=HYPERLINK(1)", 1234.5m, new DateOnly(2027, 4, 3), 0.6m), (rows[0].Name, rows[0].Amount!.Value, rows[0].Closed!.Value, rows[0].Probability!.Value));
        Assert.Equal(("Two\nlines", null, null), (rows[1].Name, rows[1].Amount, rows[1].ExpectedClose));
    }

    [Fact]
    public void Refused_rows_are_written_so_that_they_can_be_mended_and_read_again()
    {
        var file = Open("deals.csv", "Deal Name,Rep,Stage,Amount,Reason\n=cmd,Ann,Won,much,price\nB,Ann,Won,-7,\n");
        var refused = Refused(file);
        var path = PathOf("refused.csv");
        using (var to = File.Create(path))
        {
            using var rows = new RefusedOut(to, [.. file.Columns.Select(c => c.Header)]);
            refused.ForEach(rows.Row);
        }

        var text = File.ReadAllText(path);
        Assert.StartsWith("Deal Name,Rep,Stage,Amount,Reason,line,reason\r\n'=cmd,Ann,Won,much,price,2,", text, StringComparison.Ordinal);
        var mended = Open("mended.csv", text.Replace("much", "9", StringComparison.Ordinal));
        var row = Facts<OpportunityRow>(mended).Single();
        Assert.Equal(("=cmd", 9m, "price"), (row.Name, row.Amount!.Value, row.Reason));
    }
}
