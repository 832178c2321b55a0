using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Plumbline.Exporting;

/// <summary>A column of a sheet.</summary>
/// <param name="Header">Shown bold in the frozen first row.</param>
/// <param name="Width">In characters.</param>
/// <param name="IsShare">Whether its numbers are shares, which <see cref="TableOut"/> shows as percent.</param>
internal sealed record SheetColumn(string Header, double Width = 16, bool IsShare = false);

/// <summary>Writes a workbook with one sheet, row by row. Text is never a formula here: it is written as text.</summary>
internal sealed class SheetOut : IDisposable
{
    private const uint Plain = 0;
    private const uint Bold = 1;
    private const uint Money = 2;
    private const uint Day = 3;
    private const uint Percent = 4;
    private const uint DayFormat = 14;
    private const uint PercentFormat = 10;
    private const uint MoneyFormat = 4;
    private const int MostText = 32_767;
    private readonly SpreadsheetDocument _document;
    private readonly OpenXmlWriter _to;

    /// <summary>Begins the workbook; it is complete when disposed. The stream must be one that can be read and sought, and is left open.</summary>
    public SheetOut(Stream to, string name, IReadOnlyList<SheetColumn> columns)
    {
        _document = SpreadsheetDocument.Create(to, SpreadsheetDocumentType.Workbook);
        var book = _document.AddWorkbookPart();
        var sheet = book.AddNewPart<WorksheetPart>();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        book.Workbook = new(new Sheets(new Sheet { Id = book.GetIdOfPart(sheet), SheetId = 1, Name = SheetName(name) }));
        _to = OpenXmlWriter.Create(sheet);
        _to.WriteStartElement(new Worksheet());
        _to.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        _to.WriteElement(new Columns(columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width, CustomWidth = true })));
        _to.WriteStartElement(new SheetData());
        _to.WriteStartElement(new Row());
        foreach (var column in columns)
        {
            Text(column.Header, Bold);
        }

        EndRow();
    }

    /// <summary>Adds a text; null is an empty cell.</summary>
    public SheetOut Cell(string? text)
    {
        Begin();
        Text(text ?? "", Plain);
        return this;
    }

    /// <summary>Adds a number; null is an empty cell. A share is shown as percent.</summary>
    public SheetOut Cell(decimal? number, bool isShare = false)
    {
        Begin();
        Value(number?.ToString(CultureInfo.InvariantCulture), isShare ? Percent : Money);
        return this;
    }

    /// <summary>Adds a day; null is an empty cell.</summary>
    public SheetOut Cell(DateOnly? day)
    {
        Begin();
        Value(day?.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture), Day);
        return this;
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        _to.WriteEndElement();
        _inRow = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _to.WriteEndElement();
        _to.WriteEndElement();
        _to.Dispose();
        _document.Dispose();
    }

    private bool _inRow;

    private void Begin()
    {
        if (!_inRow)
        {
            _to.WriteStartElement(new Row());
            _inRow = true;
        }
    }

    private void Value(string? value, uint style) => _to.WriteElement(value is null ? new Cell { StyleIndex = style } : new Cell(new CellValue(value)) { StyleIndex = style });

    private void Text(string text, uint style) => _to.WriteElement(
        text.Length == 0
            ? new Cell { StyleIndex = style }
            : new Cell(new InlineString(new Text(Allowed(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style });

    /// <summary>What a cell can hold: no control characters, and no more than Excel takes.</summary>
    private static string Allowed(string text)
    {
        var kept = text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')) ? string.Concat(text.Where(c => !char.IsControl(c) || c is '\t' or '\n' or '\r')) : text;
        return kept.Length > MostText ? kept[..MostText] : kept;
    }

    private static string SheetName(string name)
    {
        var allowed = string.Concat(name.Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' ? ' ' : c)).Trim();
        return allowed.Length == 0 ? "Sheet" : allowed.Length > 31 ? allowed[..31] : allowed;
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = MoneyFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = DayFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = PercentFormat, ApplyNumberFormat = true }));
}
