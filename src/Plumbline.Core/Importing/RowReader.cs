using System.Globalization;
using Plumbline.Companies;

namespace Plumbline.Importing;

/// <summary>Reads the fields of one record. The first cell that cannot be read is kept in words, and the rest goes on as if it were empty.</summary>
internal sealed class RowReader
{
    private static readonly DateOnly _excelEpoch = new(1899, 12, 30);
    private readonly Column?[] _columns = new Column?[Enum.GetValues<Field>().Length];

    public RowReader(IEnumerable<Column> columns)
    {
        foreach (var column in columns)
        {
            _columns[(int)column.Field] = column;
        }
    }

    public Cells Cells { get; private set; } = new();

    /// <summary>What is wrong with the record; null while nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Why the record is left though nothing is wrong with it, as in "3 rows left: deleted in the source".</summary>
    public string? LeftBecause { get; private set; }

    /// <summary>The currency that stands beside the amounts read so far, as <see cref="CurrencySigns"/> names it; null where none does.</summary>
    public string? AmountsIn { get; private set; }

    public int Line => Cells.Line;

    public void Begin(Cells cells)
    {
        Cells = cells;
        Problem = null;
        LeftBecause = null;
        AmountsIn = null;
    }

    public void Leave(string because) => LeftBecause ??= because;

    public void Refuse(string problem) => Problem ??= problem;

    public bool Has(Field field) => _columns[(int)field] is not null;

    public Column? ColumnOf(Field field) => _columns[(int)field];

    public string? Text(Field field) => _columns[(int)field]?.Text(Cells);

    public Reference Reference(Field id, Field name) => new(Text(id), Text(name));

    public decimal? Number(Field field)
    {
        if (_columns[(int)field] is not { } column)
        {
            return null;
        }

        if (field == Field.Quantity && Cells[column.Index].TrimEnd() is [.., 'm'])
        {
            // metres as well as millions
            RefuseNumber(column.Index, column.Header, column.Mark);
            return null;
        }

        return NumberAt(column.Index, column.Header, column.Mark, column.Scale);
    }

    /// <summary>A number of a column, whose header may say by what all of them are to be multiplied; one that says so itself is what it says.</summary>
    public decimal? NumberAt(int index, string header, DecimalMark mark, decimal scale)
    {
        var text = Cells[index];
        if (text.IsEmpty)
        {
            return null;
        }

        if (!NumberText.TryParse(text, Cells.IsTyped(index) ? DecimalMark.Point : mark, out var value, out var currency, out var isScaled))
        {
            RefuseNumber(index, header, mark);
        }
        else if (currency is not null && AmountsIn is { } before && CurrencySigns.Both(before, currency) is null)
        {
            Refuse($"{header}: \"{text}\" is in {currency}, and another amount of the row is in {before}. Give all amounts of a row in one currency.");
        }
        else if (currency is not null)
        {
            AmountsIn = AmountsIn is null ? currency : CurrencySigns.Both(AmountsIn, currency);
        }

        return isScaled ? value : value * scale;
    }

    /// <summary>A share, whether written as 60, 60 % or 0.6.</summary>
    public decimal? Share(Field field)
    {
        if (_columns[(int)field] is not { } column || Number(field) is not { } value)
        {
            return null;
        }

        var share = column.IsPercent ? value / 100 : value;
        if (share is < 0 or > 1)
        {
            Refuse($"{column.Header}: {value.ToString(CultureInfo.InvariantCulture)} is no share between 0 and 100 %.");
        }

        return share;
    }

    /// <summary>A day as it is written, whatever offset stands behind its time.</summary>
    public DateOnly? Date(Field field) => Written(field) is { } written ? DateOnly.FromDateTime(written) : null;

    /// <summary>A day and time as the clock where it was written shows them.</summary>
    public DateTime? Written(Field field) => Moment(field, inUtc: false);

    /// <summary>A day and time in UTC, where the text says how far from it they are.</summary>
    public DateTime? Instant(Field field) => Moment(field, inUtc: true);

    private DateTime? Moment(Field field, bool inUtc)
    {
        if (_columns[(int)field] is not { } column)
        {
            return null;
        }

        var text = Cells[column.Index];
        if (NumberText.IsNone(text))
        {
            return null;
        }

        if (TryMoment(column, text, inUtc, out var value))
        {
            RefuseSlip(column, text, value.Year);
            return value;
        }

        if (DateText.IsOutOfRange(text, column.Order))
        {
            Refuse($"{column.Header}: \"{text}\" is out of range: no day so far away can be right. Write the day that is meant, or leave it empty.");
            return null;
        }

        Refuse($"{column.Header}: \"{text}\" is not a date{(column.Dates.DayFirst + column.Dates.MonthFirst + column.Dates.Either == 0 ? "" : column.Order == DateOrder.DayFirst ? " with the day first, as the column's others are" : " with the month first, as the column's others are")}. Write it as in 2027-04-30.");
        return null;
    }

    /// <summary>An instant that a row can do without: null where the cell says none, or nothing tells which of day and month stands first.</summary>
    public DateTime? InstantIfSaid(Field field) => _columns[(int)field] is { IsOrderOpen: false } column && TryMoment(column, Cells[column.Index], inUtc: true, out var value) ? value : null;

    private bool TryMoment(Column column, ReadOnlySpan<char> text, bool inUtc, out DateTime value)
    {
        if ((Cells.IsTyped(column.Index) || column.Dates.AreSerials) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is > 1 and < 2_958_466)
        {
            // a day of a workbook whose cell bears no date format, or was written out without it, is its number of days
            value = _excelEpoch.ToDateTime(TimeOnly.MinValue).AddDays(serial);
            return true;
        }

        return inUtc ? DateText.TryParse(text, column.Order, out value) : DateText.TryWritten(text, column.Order, out value);
    }

    /// <summary>Refuses a day whose year is mistyped (<see cref="YearEvidence"/>).</summary>
    private void RefuseSlip(Column column, ReadOnlySpan<char> text, int year)
    {
        var (first, last) = column.SoundYears;
        if (year < first || year > last)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"{column.Header}: \"{text}\" is {(year < first ? first - year : year - last)} years {(year < first ? "before" : "after")} all other days of the column, so its year looks mistyped. Write the year that is meant."));
        }
    }

    public bool? Flag(Field field)
    {
        if (_columns[(int)field] is not { } column)
        {
            return null;
        }

        var text = Cells[column.Index].Trim();
        if (text.IsEmpty || NumberText.IsNone(text))
        {
            return null;
        }

        if (text is "1" or "x" or "X" || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text.Equals("t", StringComparison.OrdinalIgnoreCase) || text.Equals("y", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("no", StringComparison.OrdinalIgnoreCase) || text.Equals("f", StringComparison.OrdinalIgnoreCase) || text.Equals("n", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Refuse($"{column.Header}: \"{text}\" is neither yes nor no. Write true or false.");
        return null;
    }

    private void RefuseNumber(int index, string header, DecimalMark mark) =>
        Refuse($"{header}: \"{Cells[index]}\" is not a number. Write it as in {(mark == DecimalMark.Point ? "1234.50" : "1234,50")}, or leave it empty.");

    /// <summary>First and last name together, or the name as it stands.</summary>
    public string? PersonName()
    {
        if (Text(Field.Name) is { } whole)
        {
            return whole;
        }

        var (first, last) = (Text(Field.FirstName), Text(Field.LastName));
        return first is null ? last : last is null ? first : $"{first} {last}";
    }
}
