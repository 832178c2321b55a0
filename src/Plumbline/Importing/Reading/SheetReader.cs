using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Plumbline.Importing.Reading;

/// <summary>Reads a sheet of a workbook row by row. Numbers and days are written out in one way, whatever their format shows.</summary>
internal sealed class SheetReader : TableReader
{
    private const int DaysTo1904 = 1462;
    private readonly SpreadsheetDocument _document;
    private readonly OpenXmlReader _rows;
    private readonly string[] _shared;
    private readonly bool[] _dateStyles;
    private readonly bool _from1904;
    private int _line;

    public SheetReader(string path, string sheet)
    {
        _document = SpreadsheetDocument.Open(path, false);
        var book = _document.WorkbookPart!;
        var id = book.Workbook!.Descendants<Sheet>().First(s => s.Name == sheet).Id!.Value!;
        _rows = OpenXmlReader.Create((WorksheetPart)book.GetPartById(id));
        _shared = SharedStrings(book);
        _dateStyles = DateStyles(book);
        _from1904 = book.Workbook.WorkbookProperties?.Date1904?.Value == true;
    }

    /// <summary>The sheets that are not hidden, in the workbook's order.</summary>
    public static IReadOnlyList<string> SheetsOf(string path)
    {
        using var document = SpreadsheetDocument.Open(path, false);
        var book = document.WorkbookPart ?? throw new InvalidDataException("The workbook has no sheets.");
        return [.. book.Workbook!.Descendants<Sheet>()
            .Where(s => (s.State is null || s.State.Value == SheetStateValues.Visible) && book.GetPartById(s.Id!.Value!) is WorksheetPart)
            .Select(s => s.Name!.Value!)];
    }

    /// <inheritdoc/>
    public override bool Read(Cells cells)
    {
        while (_rows.Read())
        {
            if (_rows.ElementType == typeof(Row) && _rows.IsStartElement)
            {
                var row = (Row)_rows.LoadCurrentElement()!;
                _line = row.RowIndex is { } index ? (int)index.Value : _line + 1;
                cells.Begin(_line);
                cells.IsOpenEnded = true;
                foreach (var cell in row.Elements<Cell>())
                {
                    var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
                    while (cells.Count < column)
                    {
                        cells.End();
                    }

                    Add(cell, cells);
                }

                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _rows.Dispose();
        _document.Dispose();
    }

    private void Add(Cell cell, Cells cells)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        if (type == CellValues.SharedString)
        {
            cells.Add(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _shared.Length ? _shared[index] : "");
        }
        else if (type == CellValues.InlineString)
        {
            cells.Add(cell.InlineString?.InnerText ?? "");
        }
        else if (type == CellValues.Error)
        {
            cells.Add("");
        }
        else if (type == CellValues.String || type == CellValues.Date)
        {
            cells.Add(value);
        }
        else if (type != CellValues.Boolean && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            cells.Add(IsDate(cell) && number is >= 0 and < 2_958_466 ? Day(number) : Number(number, value), typed: true);
        }
        else
        {
            cells.Add(value, typed: true);
        }
    }

    private bool IsDate(Cell cell) => cell.StyleIndex is { } style && style.Value < _dateStyles.Length && _dateStyles[style.Value];

    private string Day(double serial)
    {
        var at = DateTime.FromOADate(serial + (_from1904 ? DaysTo1904 : 0));
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    // through decimal, which rounds away the noise of binary fractions (0.30000000000000004)
    private static string Number(double number, string text) => Math.Abs(number) < 1e15 ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : text;

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetterUpper(c))
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column - 1;
    }

    private static string[] SharedStrings(WorkbookPart book)
    {
        if (book.SharedStringTablePart is not { } part)
        {
            return [];
        }

        var texts = new List<string>();
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
            {
                var item = (SharedStringItem)reader.LoadCurrentElement()!;
                // phonetic runs are a reading aid, not part of the text
                texts.Add(item.Text?.Text ?? string.Concat(item.Elements<Run>().Select(r => r.Text?.Text)));
            }
        }

        return [.. texts];
    }

    private static bool[] DateStyles(WorkbookPart book)
    {
        var styles = book.WorkbookStylesPart?.Stylesheet;
        var own = styles?.NumberingFormats?.Elements<NumberingFormat>().Where(f => f.NumberFormatId is not null).GroupBy(f => f.NumberFormatId!.Value)
            .ToDictionary(g => g.Key, g => g.First().FormatCode?.Value ?? "") ?? [];
        return [.. styles?.CellFormats?.Elements<CellFormat>().Select(f => f.NumberFormatId?.Value is { } id && (own.TryGetValue(id, out var code) ? ShowsDate(code) : id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 50 and <= 58))) ?? []];
    }

    /// <summary>Whether a number format shows a day: it has a y or a d outside quotes and brackets.</summary>
    private static bool ShowsDate(string code)
    {
        var skipTo = '\0';
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (skipTo != '\0')
            {
                skipTo = c == skipTo ? '\0' : skipTo;
            }
            else if (c is '"' or '[')
            {
                skipTo = c == '[' ? ']' : '"';
            }
            else if (c is '\\' or '_' or '*')
            {
                i++;
            }
            else if (c is 'y' or 'Y' or 'd' or 'D')
            {
                return true;
            }
        }

        return false;
    }
}
