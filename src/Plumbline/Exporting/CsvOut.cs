using System.Globalization;
using System.Text;

namespace Plumbline.Exporting;

/// <summary>
/// Writes CSV as RFC 4180 has it. A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers, days and empty cells stay what they are.
/// </summary>
internal sealed class CsvOut : IDisposable
{
    private readonly StreamWriter _to;
    private bool _hasCells;

    /// <summary>Writes UTF-8 to a stream, which is left open; <paramref name="withMark"/> puts a byte-order mark first, without which Excel misreads letters beyond ASCII.</summary>
    public CsvOut(Stream to, bool withMark = false) => _to = new(to, new UTF8Encoding(withMark), leaveOpen: true) { NewLine = "\r\n" };

    /// <summary>Adds a text; null is an empty cell.</summary>
    public CsvOut Cell(string? text)
    {
        Write(Harmless(text ?? ""));
        return this;
    }

    /// <summary>Adds a number, invariant and without separators; null is an empty cell.</summary>
    public CsvOut Cell(decimal? number)
    {
        Write(number?.ToString(CultureInfo.InvariantCulture) ?? "");
        return this;
    }

    /// <summary>Adds a day as in 2027-04-30; null is an empty cell.</summary>
    public CsvOut Cell(DateOnly? day)
    {
        Write(day?.ToString("O", CultureInfo.InvariantCulture) ?? "");
        return this;
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        _to.WriteLine();
        _hasCells = false;
    }

    /// <summary>Writes a row of texts.</summary>
    public void Row(IEnumerable<string?> texts)
    {
        foreach (var text in texts)
        {
            Cell(text);
        }

        EndRow();
    }

    /// <summary>The text with an apostrophe before it where it begins as a formula does.</summary>
    public static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    /// <inheritdoc/>
    public void Dispose() => _to.Dispose();

    private void Write(string text)
    {
        if (_hasCells)
        {
            _to.Write(',');
        }

        _hasCells = true;
        if (text.AsSpan().IndexOfAny("\",\r\n") >= 0 || text is [' ', ..] or [.., ' '])
        {
            _to.Write('"');
            _to.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            _to.Write('"');
        }
        else
        {
            _to.Write(text);
        }
    }
}
