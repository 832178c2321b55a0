using System.Text;

namespace Plumbline.Importing.Reading;

/// <summary>How a text file parts its cells and records.</summary>
/// <param name="Separator">Between cells.</param>
/// <param name="Quote">Around cells that hold separators or line ends.</param>
/// <param name="Escape">Before a quote that belongs to the text: the quote itself (doubled) or a backslash.</param>
/// <param name="SkipsSpace">Whether a blank after the separator belongs to the separator.</param>
/// <param name="EndsWithReturn">Whether only a carriage return ends a record, and a line feed belongs to the text.</param>
internal sealed record Dialect(char Separator, char Quote = '"', char Escape = '"', bool SkipsSpace = false, bool EndsWithReturn = false)
{
    private const int SampleLength = 1 << 17;
    private const int SampleRecords = 400;
    private static readonly char[] _separators = [',', ';', '\t', '|'];

    /// <summary>In words, as in "semicolon".</summary>
    public string SeparatorName => (Separator, SkipsSpace) switch
    {
        (',', true) => "comma and blank",
        (',', _) => "comma",
        (';', _) => "semicolon",
        ('\t', _) => "tab",
        _ => "vertical bar",
    };

    /// <summary>Tells the dialect from the beginning of a file: the one under which the records are most alike.</summary>
    public static Dialect Of(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding);
        var buffer = new char[SampleLength];
        var sample = buffer.AsSpan(0, reader.ReadBlock(buffer)).ToString();
        return Of(sample, reader.Peek() < 0);
    }

    /// <summary>Tells the dialect of a sample.</summary>
    internal static Dialect Of(string sample, bool isWhole)
    {
        if (sample.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && sample.Length > 4 && _separators.Contains(sample[4]))
        {
            return new(sample[4]);
        }

        var best = new Dialect(',');
        var bestScore = double.MinValue;
        foreach (var candidate in Candidates(sample))
        {
            var score = Score(candidate, sample, isWhole);
            if (score > bestScore)
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }

    private static IEnumerable<Dialect> Candidates(string sample)
    {
        var hasSingle = sample.Contains('\'', StringComparison.Ordinal);
        var hasBackslash = sample.Contains("\\\"", StringComparison.Ordinal);
        var hasLoneReturn = HasLoneReturn(sample);
        foreach (var separator in _separators.Where(s => sample.Contains(s, StringComparison.Ordinal)))
        {
            foreach (var ends in hasLoneReturn ? (bool[])[false, true] : [false])
            {
                var spaced = sample.Contains($"{separator} \"", StringComparison.Ordinal);
                foreach (var skips in separator != '\t' && spaced ? (bool[])[false, true] : [false])
                {
                    yield return new(separator, SkipsSpace: skips, EndsWithReturn: ends);
                    if (hasBackslash)
                    {
                        yield return new(separator, Escape: '\\', SkipsSpace: skips, EndsWithReturn: ends);
                    }
                }

                if (hasSingle && sample.Contains($"{separator}'", StringComparison.Ordinal) && sample.Contains($"'{separator}", StringComparison.Ordinal))
                {
                    yield return new(separator, '\'', '\'', EndsWithReturn: ends);
                }
            }
        }
    }

    private static bool HasLoneReturn(string sample)
    {
        for (var i = sample.IndexOf('\r'); i >= 0 && i + 1 < sample.Length; i = sample.IndexOf('\r', i + 1))
        {
            if (sample[i + 1] != '\n')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Rewards records of one width and cells that read as something; punishes quotation marks left over in cells, which tell a wrong quote or escape.
    /// </summary>
    private static double Score(Dialect dialect, string sample, bool isWhole)
    {
        using var reader = new DelimitedReader(new StringReader(sample), dialect);
        var cells = new Cells();
        var widths = new Dictionary<int, int>();
        int records = 0, quoted = 0, all = 0, typed = 0, broken = 0, last = 0;
        while (records < SampleRecords && reader.Read(cells))
        {
            if (cells.IsBlank)
            {
                continue;
            }

            records++;
            last = cells.Count;
            broken += cells.IsBroken && (isWhole || records == 1) ? 1 : 0;
            widths[cells.Count] = widths.GetValueOrDefault(cells.Count) + 1;
            for (var i = 0; i < cells.Count; i++)
            {
                all++;
                var cell = cells[i].Trim();
                quoted += cell.Contains(dialect.Quote) && (cell[0] == dialect.Quote || cell[^1] == dialect.Quote || cell.Contains('\\')) ? 1 : 0;
                typed += IsTyped(cell) ? 1 : 0;
            }
        }

        if (!isWhole && records > 1 && records < SampleRecords && widths[last] == 1)
        {
            // the sample ends in the middle of a record
            widths.Remove(last);
            records--;
        }

        if (records == 0)
        {
            return double.MinValue;
        }

        var (width, count) = widths.OrderByDescending(w => w.Value * Math.Min(w.Key, 2)).ThenByDescending(w => w.Key).Select(w => (w.Key, w.Value)).First();
        if (width < 2)
        {
            return -1;
        }

        var alike = (double)count / records;
        var columns = Math.Min(width, 12) / 12.0;
        return (alike * 2) + (0.15 * columns) + (0.5 * typed / all) - (4.0 * quoted / all) - ((double)broken / records)
            - (dialect.Escape != dialect.Quote ? 0.001 : 0) - (dialect.Quote == '\'' ? 0.05 : 0);
    }

    private static bool IsTyped(ReadOnlySpan<char> cell) =>
        cell.IsEmpty || NumberText.TryParse(cell, DecimalMark.Point, out _) || NumberText.TryParse(cell, DecimalMark.Comma, out _) || DateText.TryParse(cell, DateOrder.DayFirst, out _)
        || DateText.TryParse(cell, DateOrder.MonthFirst, out _);
}
