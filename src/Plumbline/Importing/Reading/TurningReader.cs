namespace Plumbline.Importing.Reading;

/// <summary>Gives each person of a turned table a record of its own, with the periods as columns. All of it is held: it is as large as a sheet that people write.</summary>
internal sealed class TurningReader(TableReader inner, Turned turned) : TableReader
{
    private List<(string Text, bool IsTyped)[]>? _rows;
    private int _column;

    /// <inheritdoc/>
    public override bool Read(Cells cells)
    {
        _rows ??= All();
        if (_rows.Count == 0 || _column >= _rows[0].Length)
        {
            return false;
        }

        cells.Begin(_column + 1);
        cells.IsOpenEnded = true;
        foreach (var row in _rows)
        {
            var (text, isTyped) = _column < row.Length ? row[_column] : ("", false);
            cells.Add(text, isTyped);
        }

        _column++;
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => inner.Dispose();

    private List<(string, bool)[]> All()
    {
        var (rows, cells) = (new List<(string, bool)[]>(), new Cells());
        for (var record = 0; inner.Read(cells); record++)
        {
            if (record >= turned.Header && !cells.IsBlank)
            {
                var row = cells.ToArray();
                rows.Add([(rows.Count == 0 ? Turned.People : turned.PeriodOf(row) ?? row[0], false), .. row.Select((text, at) => (text, cells.IsTyped(at))).Skip(turned.Keys)]);
            }
        }

        return rows;
    }
}
