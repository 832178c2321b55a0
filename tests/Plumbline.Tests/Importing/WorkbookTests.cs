using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Plumbline.Importing.Reading;

namespace Plumbline.Importing;

/// <summary>Workbooks as spreadsheet programs write them: shared texts, days as numbers with a format, cells left out, sheets beside one another.</summary>
public class WorkbookTests : FilesOfTests
{
    private static readonly string[] _header = ["Deal Name", "Rep", "Stage", "Amount", "Close Date"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shared_texts_days_and_cells_left_out_are_read_in_either_calendar(bool from1904)
    {
        var serial = new DateTime(2027, 4, 3, 0, 0, 0, DateTimeKind.Unspecified).ToOADate() - (from1904 ? 1462 : 0);
        var path = Make(from1904, ("Deals", SheetStateValues.Visible, [_header, ["Ovens", "José", "Won", 1234.5, serial], ["Mixers", null, "Open", null, serial + 30]]));

        var file = SourceSet.Open([path], new()).Files.Single();

        Assert.Equal(FactKind.Opportunity, file.Kind);
        var rows = Facts<OpportunityRow>(file);
        Assert.Equal(("Ovens", "José", 1234.5m, new DateOnly(2027, 4, 3)), (rows[0].Name, rows[0].Salesperson.Name, rows[0].Amount!.Value, rows[0].Closed!.Value));
        Assert.Equal(("Mixers", null, null, new DateOnly(2027, 5, 3)), (rows[1].Name, rows[1].Salesperson.Name, rows[1].Amount, rows[1].ExpectedClose!.Value));
    }

    [Fact]
    public void Each_sheet_is_a_file_of_its_own_and_hidden_ones_are_left()
    {
        var path = Make(
            from1904: false,
            ("Deals", SheetStateValues.Visible, [_header, ["Ovens", "José", "Won", 10, 46_000]]),
            ("Old deals", SheetStateValues.Hidden, [_header, ["Gone", "José", "Won", 10, 46_000]]),
            ("Products", SheetStateValues.Visible, [["Product", "List Price"], ["Oven", 900]]));

        var files = SourceSet.Open([path], new()).Files;

        Assert.Equal([FactKind.Product, FactKind.Opportunity], files.Select(f => f.Kind!.Value).Order());
        Assert.All(files, f => Assert.EndsWith("]", f.FileName, StringComparison.Ordinal));
    }

    private string Make(bool from1904, params (string Name, SheetStateValues State, object?[][] Rows)[] sheets)
    {
        var path = PathOf("book.xlsx");
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.Workbook = new Workbook(new WorkbookProperties { Date1904 = from1904 }, new Sheets());
        var texts = new SharedStringTable();
        book.AddNewPart<SharedStringTablePart>().SharedStringTable = texts;
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()), new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
        foreach (var (nth, sheet) in sheets.Index())
        {
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(sheet.Rows.Select((row, at) => new Row(row.Select((value, column) => CellOf(value, column, at, texts)).OfType<Cell>()) { RowIndex = (uint)at + 1 })));
            book.Workbook.Sheets!.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)nth + 1, Name = sheet.Name, State = sheet.State });
        }

        return path;
    }

    /// <summary>A text by its number among the shared ones, a number as it is, in the last column as a day; nothing for an empty cell.</summary>
    private static Cell? CellOf(object? value, int column, int row, SharedStringTable texts)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row + 1}");
        switch (value)
        {
            case null:
                return null;
            case string text:
                texts.Append(new SharedStringItem(new Text(text)));
                return new() { CellReference = reference, DataType = CellValues.SharedString, CellValue = new((texts.ChildElements.Count - 1).ToString(CultureInfo.InvariantCulture)) };
            default:
                return new() { CellReference = reference, StyleIndex = column == _header.Length - 1 ? 1u : 0u, CellValue = new(Convert.ToString(value, CultureInfo.InvariantCulture)!) };
        }
    }
}
