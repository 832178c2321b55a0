using System.Globalization;
using Plumbline.Importing;

namespace Plumbline.Exporting;

/// <summary>
/// Writes the rows that an import refused as a file that can be mended and imported again: the file's own columns, then <c>line</c> and <c>reason</c>.
/// What a spreadsheet would run gets an apostrophe before it, which reading takes off again; numbers stay as they stood.
/// </summary>
internal sealed class RefusedOut : IDisposable
{
    private readonly StreamWriter _to;
    private readonly int _width;

    /// <summary>Begins the file with its header; the stream is left open.</summary>
    public RefusedOut(Stream to, IReadOnlyList<string> header)
    {
        _to = new(to, new System.Text.UTF8Encoding(true), leaveOpen: true) { NewLine = "\r\n" };
        _width = header.Count;
        Write([.. header, "line", "reason"]);
    }

    /// <summary>Adds a row. Cells beyond the header go with the last one, so that nothing is lost and nothing stands under <c>line</c>.</summary>
    public void Row(RefusedRow row)
    {
        var cells = row.Cells.Take(_width).Concat(Enumerable.Repeat("", Math.Max(0, _width - row.Cells.Count))).ToArray();
        if (row.Cells.Count > _width && _width > 0)
        {
            cells[^1] = string.Join(',', row.Cells.Skip(_width - 1)).TrimEnd(',');
        }

        Write([.. cells, row.Line.ToString(CultureInfo.InvariantCulture), row.Reason]);
    }

    /// <inheritdoc/>
    public void Dispose() => _to.Dispose();

    private void Write(string[] cells) => _to.WriteLine(string.Join(',', cells.Select(c =>
    {
        var cell = NumberText.TryParse(c, DecimalMark.Point, out _) || NumberText.TryParse(c, DecimalMark.Comma, out _) ? c : CsvOut.Harmless(c);
        return cell.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    })));
}
