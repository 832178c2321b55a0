namespace Plumbline.Importing.Reading;

/// <summary>
/// Reads separated text: quoted cells with separators and line ends in them, any line end, a quote escaped by itself or a backslash. A quote that is opened
/// and never closed spoils its own line only. Own code because neither library at hand takes all of these and gives the line on which a record begins.
/// </summary>
internal sealed class DelimitedReader(TextReader text, Dialect dialect) : TableReader
{
    // a quoted cell longer than this is taken for a quotation mark that nobody closed
    private const int LongestRecord = 1 << 20;
    private const int Block = 1 << 16;

    private readonly char _separator = dialect.Separator;
    private readonly char _quote = dialect.Quote;
    private readonly bool _doubles = dialect.Escape == dialect.Quote;
    private readonly bool _endsWithReturn = dialect.EndsWithReturn;
    private char[] _buffer = new char[Block];
    private int _start;
    private int _length;
    private int _line = 1;
    private bool _atEnd;

    /// <inheritdoc/>
    public override bool Read(Cells cells)
    {
        if (_start >= _length && !Fill(ref _start))
        {
            return false;
        }

        var (start, line) = (_start, _line);
        if (TryRecord(cells, quotes: true, ref start))
        {
            return true;
        }

        // the quote was never closed: take this line as it stands and go on with the next
        (_start, _line) = (start, line);
        TryRecord(cells, quotes: false, ref start);
        cells.IsBroken = true;
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => text.Dispose();

    /// <summary>Reads a record from <see cref="_start"/>; <paramref name="start"/> follows it where the buffer moves.</summary>
    /// <returns>False where a quote is not closed.</returns>
    private bool TryRecord(Cells cells, bool quotes, ref int start)
    {
        cells.Begin(_line);
        cells.IsOpenEnded = false;
        var at = _start;
        while (true)
        {
            if (dialect.SkipsSpace)
            {
                while (Has(ref at, ref start) && _buffer[at] == ' ')
                {
                    at++;
                }
            }

            if (quotes && Has(ref at, ref start) && _buffer[at] == _quote && !TryQuoted(cells, ref at, ref start))
            {
                return false;
            }

            if (!Plain(cells, ref at, ref start))
            {
                _start = at;
                return true;
            }
        }
    }

    /// <summary>Reads a cell up to the next separator or line end.</summary>
    /// <returns>Whether another cell follows.</returns>
    private bool Plain(Cells cells, ref int at, ref int start)
    {
        while (true)
        {
            var buffer = _buffer;
            var i = at;
            for (; i < _length; i++)
            {
                var c = buffer[i];
                if (c == _separator || c == '\r' || (c == '\n' && !_endsWithReturn))
                {
                    cells.Append(buffer.AsSpan(at, i - at));
                    cells.End();
                    at = i + 1;
                    if (c == _separator)
                    {
                        return true;
                    }

                    if (c == '\r' && Has(ref at, ref start) && _buffer[at] == '\n')
                    {
                        at++;
                    }

                    _line++;
                    return false;
                }

                if (c == '\n')
                {
                    _line++;
                }
            }

            cells.Append(buffer.AsSpan(at, i - at));
            at = i;
            if (!Has(ref at, ref start))
            {
                cells.End();
                return false;
            }
        }
    }

    /// <summary>Reads what stands between quotes; what follows the closing one is read as plain.</summary>
    private bool TryQuoted(Cells cells, ref int at, ref int start)
    {
        at++;
        while (true)
        {
            if (!Has(ref at, ref start) || at - start > LongestRecord)
            {
                return false;
            }

            var rest = _buffer.AsSpan(at, _length - at);
            var stop = _doubles ? rest.IndexOfAny(_quote, '\n', '\r') : rest.IndexOfAny([_quote, '\\', '\n', '\r']);
            if (stop < 0)
            {
                cells.Append(rest);
                at = _length;
                continue;
            }

            cells.Append(rest[..stop]);
            at += stop;
            var c = _buffer[at++];
            if (c == '\r' || c == '\n')
            {
                cells.Append([c]);
                _line += c == '\n' || !(Has(ref at, ref start) && _buffer[at] == '\n') ? 1 : 0;
            }
            else if (c == '\\' && !_doubles)
            {
                if (Has(ref at, ref start) && _buffer[at] is var next && (next == _quote || next == '\\'))
                {
                    cells.Append([next]);
                    at++;
                }
                else
                {
                    cells.Append([c]);
                }
            }
            else if (_doubles && Has(ref at, ref start) && _buffer[at] == _quote)
            {
                cells.Append([c]);
                at++;
            }
            else
            {
                return true;
            }
        }
    }

    private bool Has(ref int at, ref int start)
    {
        if (at < _length)
        {
            return true;
        }

        var before = start;
        var filled = Fill(ref start);
        at -= before - start;
        return filled;
    }

    /// <summary>Reads on, keeping what stands from <paramref name="keep"/> on, which moves to the buffer's start.</summary>
    private bool Fill(ref int keep)
    {
        if (_atEnd)
        {
            return false;
        }

        var kept = _length - keep;
        if (keep > 0)
        {
            Array.Copy(_buffer, keep, _buffer, 0, kept);
        }
        else if (kept == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _start = 0;
        keep = 0;
        _length = kept;
        var read = text.Read(_buffer, kept, _buffer.Length - kept);
        _atEnd = read <= 0;
        _length += Math.Max(read, 0);
        return read > 0;
    }
}
