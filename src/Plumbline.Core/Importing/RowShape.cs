using System.Globalization;

namespace Plumbline.Importing;

/// <summary>The shape that a header gives to the rows below it, by which rows are told whose cells stand under the wrong names.</summary>
internal sealed class RowShape
{
    private readonly IReadOnlyList<string> _header;
    private readonly int _width;
    private readonly int _least;

    /// <summary>The shape below a header. What it leaves without a name at its end, a row may leave out.</summary>
    public RowShape(IReadOnlyList<string> header)
    {
        _header = header;
        _width = header.Count;
        _least = _width;
        while (_least > 1 && string.IsNullOrWhiteSpace(header[_least - 1]))
        {
            _least--;
        }
    }

    /// <summary>Whether the row says once more what the header says.</summary>
    public bool IsHeader(Cells cells)
    {
        for (var i = 0; i < _width; i++)
        {
            if (!cells[i].Trim().Equals(_header[i].AsSpan().Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Why the row as a whole cannot be trusted: its cells may stand under the wrong headers.</summary>
    public string? Unsound(Cells cells)
    {
        if (cells.IsBroken)
        {
            return "A quotation mark is opened in this row and never closed. Close it, or take it out.";
        }

        if (cells.Holds('\0'))
        {
            return "The row holds a character of number 0, which not every database keeps. Take it out.";
        }

        if ((cells.Count >= _least || cells.IsOpenEnded) && (cells.Count <= _width || (cells.IsOpenEnded && IsBlankFrom(cells, _width))))
        {
            return null;
        }

        // not even an empty cell too many is taken: the header may lack one, and then all stand under the wrong name
        return cells.Count > _width
            ? string.Create(CultureInfo.InvariantCulture, $"The row has {cells.Count} cells, the header {_least}. Take out the separator that is too many, or put quotation marks around the text that holds it.")
            : string.Create(CultureInfo.InvariantCulture, $"The row has {cells.Count} {(cells.Count == 1 ? "cell" : "cells")}, the header {_least}. Put in the separators that are missing.");
    }

    private static bool IsBlankFrom(Cells cells, int index)
    {
        for (var i = index; i < cells.Count; i++)
        {
            if (!cells[i].IsWhiteSpace())
            {
                return false;
            }
        }

        return true;
    }
}
