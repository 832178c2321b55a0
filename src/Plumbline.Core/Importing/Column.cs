namespace Plumbline.Importing;

/// <summary>A column for one month or quarter of a wide table; <paramref name="Year"/> is 0 where another column says it.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Header">As it stands in the file.</param>
/// <param name="Year">The year, of quarters the fiscal one.</param>
/// <param name="Number">Of months 1 to 12, of quarters 1 to 4.</param>
/// <param name="Months">How long it is: 1 or 3.</param>
/// <param name="Scale">What its numbers are multiplied with.</param>
internal sealed record PeriodColumn(int Index, string Header, int Year, int Number, int Months, decimal Scale)
{
    private const int LeastMonths = 3;
    private const int LeastQuarters = 2;

    /// <summary>The columns that make a header one of a wide table; none where it is no such. Quarters beside months sum these up, and quarters of no year may be anything, as the grades of a survey.</summary>
    public static IReadOnlyList<PeriodColumn> In(IReadOnlyList<string> header)
    {
        var months = Of(Importing.Header.MonthOf, 1);
        var quarters = months.Count >= LeastMonths ? [] : Of(Importing.Header.QuarterOf, 3);
        return months.Count >= LeastMonths ? months : quarters.Count >= LeastQuarters && (quarters.TrueForAll(q => q.Year > 0) || header.Any(h => _years.Contains(Importing.Header.Plain(h)))) ? quarters : [];

        List<PeriodColumn> Of(Func<string, (int Year, int Number)?> read, int length) =>
            [.. header.Index().Select(h => (h.Index, Period: read(Importing.Header.Unscaled(h.Item)))).Where(c => c.Period is not null).Select(c => new PeriodColumn(c.Index, header[c.Index], c.Period!.Value.Year, c.Period.Value.Number, length, Importing.Header.ScaleOf(header[c.Index])))];
    }

    private static readonly HashSet<string> _years = ["year", "fiscalyear", "calendaryear", "fy", "jahr", "geschaftsjahr", "annee", "exercice", "ano", "ejercicio"];
}

/// <summary>A column of the file and what it is read as.</summary>
internal sealed class Column(Field field, int index, string header, string? prefix)
{
    // beyond this many different values the column does not repeat enough for a pool to pay
    private const int MostPooled = 50_000;

    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _pool =
        new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly bool _isPooled = FieldsOf.Repeats(field);
    private readonly bool _mayBeDash = FieldsOf.TypeOf(field) != CellType.Text;

    public Field Field { get; } = field;

    public int Index { get; } = index;

    public string Header { get; } = header;

    public string? Prefix { get; } = prefix;

    public string? HeaderCurrency { get; } = Importing.Header.CurrencyOf(header) ?? Importing.Header.CurrencyBehind(header)?.Currency;

    /// <summary>The currency in which the header ends, as "amount_usd" does.</summary>
    public string? CurrencyBehind { get; } = Importing.Header.CurrencyBehind(header)?.Currency;

    /// <summary>Whether the header says that its numbers are parts of a hundred.</summary>
    public bool SaysPercent { get; } = header.Contains('%', StringComparison.Ordinal) || Importing.Header.Plain(header) is var plain && (plain.Contains("percent", StringComparison.Ordinal) || plain.EndsWith("pct", StringComparison.Ordinal) || plain.EndsWith("rate", StringComparison.Ordinal));

    /// <summary>What its numbers are multiplied with, as the header says.</summary>
    public decimal Scale { get; } = Importing.Header.ScaleOf(header);

    public CellType Type { get; } = FieldsOf.TypeOf(field);

    public NumberEvidence Numbers { get; } = new();

    public DateEvidence Dates { get; } = new();

    public YearEvidence Years { get; } = new();

    public DecimalMark Mark { get; set; }

    public DateOrder Order { get; set; }

    /// <summary>Whether nothing tells the order, and nobody was asked for it.</summary>
    public bool IsOrderOpen { get; set; }

    public bool IsPercent { get; set; }

    /// <summary>Before the first and after the last of these years a day is a slip.</summary>
    public (int First, int Last) SoundYears { get; set; } = (int.MinValue, int.MaxValue);

    public void Observe(Cells cells)
    {
        var text = cells[Index].Trim();
        if (Type == CellType.Date && !NumberText.IsNone(text))
        {
            Years.Observe(text);
        }

        if (cells.IsTyped(Index) && Type != CellType.Share || NumberText.IsNone(text))
        {
            return;
        }

        if (Type is CellType.Number or CellType.Share)
        {
            Numbers.Observe(text, Type == CellType.Share);
        }
        else if (Type == CellType.Date)
        {
            Dates.Observe(text);
        }
    }

    /// <summary>The cell's text, null where it stands for nothing; one and the same string for the same text where the column repeats itself.</summary>
    public string? Text(Cells cells)
    {
        var text = cells[Index].Trim();
        if (IsNothing(text))
        {
            return null;
        }

        if (text is ['\'', '=' or '+' or '-' or '@', ..])
        {
            // the apostrophe that an export puts before what a spreadsheet would run
            text = text[1..];
        }

        if (!_isPooled)
        {
            return Whole(text);
        }

        if (_pool.TryGetValue(text, out var known))
        {
            return known;
        }

        var whole = Whole(text);
        if (_pool.Dictionary.Count < MostPooled)
        {
            _pool[text] = whole;
        }

        return whole;
    }

    private string Whole(ReadOnlySpan<char> text) => Prefix is null ? text.ToString() : string.Concat(Prefix, text);

    // "000000000000000AAA" is how Salesforce writes that a reference is empty
    private bool IsNothing(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text.Length is 15 or 18 && text.StartsWith("000000000000000")) || (NumberText.IsNone(text) && (_mayBeDash || text is not "None"));
}
