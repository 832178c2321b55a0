namespace Plumbline.Importing;

/// <summary>Knows the lines that a report puts below its rows. It is asked of each record in the file's order.</summary>
/// <param name="header">The cells of the header.</param>
/// <param name="kind">What the rows are; null where they are no facts of ours.</param>
internal sealed class Footer(IReadOnlyList<string> header, FactKind? kind)
{
    private const string Own = "the report's own footer";
    private const string Totals = "a line of totals";

    // of a narrower table one cell may be all that is known of a row
    private const int LeastColumns = 4;

    private static readonly string[] _footers = ["Grand Total", "Confidential Information", "Copyright (c)", "Copyright ©"];
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _totals = Words("total", "totals", "subtotal", "sum", "average");

    // German, French, Spanish, Italian, Dutch and Portuguese; some are names of companies as well
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _otherTotals = Words(
        "summe", "gesamt", "gesamtsumme", "gesamtergebnis", "zwischensumme", "total général", "total general", "sous-total", "suma", "suma total", "total geral", "soma", "totale", "totale generale", "subtotale", "totaal", "eindtotaal", "subtotaal");

    private readonly bool _isWide = header.Count(h => !string.IsNullOrWhiteSpace(h)) >= LeastColumns;
    private bool _isBelow;
    private int _lastLine = int.MaxValue;

    /// <summary>What a line of a report is that stands below its rows; null for any other line.</summary>
    public string? Of(Cells cells)
    {
        // a workbook leaves out what is empty
        _isBelow |= cells.IsOpenEnded && cells.Line - 1 > _lastLine;
        _lastLine = cells.Line;
        var first = Filled(cells, 0);
        if (first == cells.Count)
        {
            _isBelow = true;
            return null;
        }

        var said = Said(cells, first);
        if (said is null && _isBelow && IsAlone(cells, first))
        {
            said = Own;
        }

        _isBelow = said == Own || (_isBelow && said is not null);
        return said;
    }

    private string? Said(Cells cells, int first)
    {
        var text = cells[first].Trim();
        foreach (var footer in "GC".Contains(char.ToUpperInvariant(text[0])) ? _footers : [])
        {
            if (text.StartsWith(footer, StringComparison.OrdinalIgnoreCase))
            {
                return Own;
            }
        }

        return IsIn(_totals, Word(text)) || (kind is FactKind.Opportunity or FactKind.Booking && IsOfTotals(cells, first)) ? Totals : null;
    }

    /// <summary>Whether a word for totals is all that stands beside numbers; in its first cell one more text may stand, as in "12 deals".</summary>
    private static bool IsOfTotals(Cells cells, int first)
    {
        var word = first;
        while (word < cells.Count && !char.IsLetter(cells[word].TrimStart() is [var letter, ..] ? letter : ' '))
        {
            word = Filled(cells, word + 1);
        }

        var text = Word(cells[word].Trim());
        if (!IsIn(_otherTotals, text) && !IsIn(_totals, text))
        {
            return false;
        }

        var (numbers, others) = (0, 0);
        for (var i = first; i < cells.Count; i = Filled(cells, i + 1))
        {
            var isNumber = i != word && (NumberText.TryParse(cells[i], DecimalMark.Point, out _) || NumberText.TryParse(cells[i], DecimalMark.Comma, out _));
            (numbers, others) = isNumber ? (numbers + 1, others) : (numbers, others + (i == word ? 0 : 1));
        }

        return numbers > 0 && others <= (word == first ? 1 : 0);
    }

    /// <summary>Whether the row is one cell, of which a record would have more: the names of a report and its company stand so below it, after an empty line.</summary>
    private bool IsAlone(Cells cells, int first) =>
        _isWide && Filled(cells, first + 1) == cells.Count && ((cells.Count == 1 && !cells.IsOpenEnded) || kind is FactKind.Opportunity or FactKind.OpportunityChange or FactKind.Booking or FactKind.Activity or FactKind.Target);

    // no word for totals begins otherwise, so that most rows are done with at one letter
    private static bool IsIn(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> totals, ReadOnlySpan<char> word) =>
        !word.IsEmpty && "AEGSTZ".Contains(char.ToUpperInvariant(word[0])) && totals.Contains(word);

    private static int Filled(Cells cells, int from)
    {
        while (from < cells.Count && cells[from].IsWhiteSpace())
        {
            from++;
        }

        return Math.Min(from, cells.Count);
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text) => text.IndexOf('(') is > 0 and var cut ? text[..cut].Trim() : text.TrimEnd(':');

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(params string[] words) => new HashSet<string>(words, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
