using System.Globalization;
using Plumbline.Importing.Facts;

namespace Plumbline.Importing;

/// <summary>
/// A recognised table: which column is what, how its numbers and dates are written, and what its rows become. First every row is observed, because
/// what one cell leaves open the whole column tells; then the rows are read.
/// </summary>
public sealed class TableReading
{
    /// <summary>What a column for one month or quarter is read as, in the place of a field.</summary>
    public const string APeriod = "a period of its own";

    private readonly SourceTable _table;
    private readonly IReadOnlyList<Column> _columns;
    private readonly IReadOnlyList<PeriodColumn> _periods;
    private readonly ReadingHints _hints;
    private readonly NumberEvidence _periodNumbers = new();
    private readonly RowReader _row;
    private readonly LineOfManagement _line = new();
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);
    private readonly List<FactRow> _facts = [];
    private readonly List<string> _notes = [];
    private readonly RowShape _shape;
    private Footer _footer;
    private Func<Action<List<FactRow>>>? _begin;
    private Action<List<FactRow>>? _read;
    private Func<IEnumerable<FactRow>> _rest = () => [];
    private readonly OpportunityLines _lines = new();

    internal TableReading(SourceTable table, IReadOnlyList<string> header, IReadOnlyList<Column> columns, IReadOnlyList<PeriodColumn> periods, ReadingHints hints)
    {
        (_table, Header, _columns, _periods, _hints) = (table, header, columns, periods, hints);
        _row = new(columns);
        _shape = new(header);
        _footer = new(header, table.Kind);
        if (table.Note is not null)
        {
            _notes.Add(table.Note);
        }
    }

    /// <summary>What the rows are; null where they are no facts of ours.</summary>
    public FactKind? Kind => _table.Kind;

    /// <summary>The source system.</summary>
    public string Profile => _table.Profile;

    /// <summary>The source systems that its header fits, this one among them.</summary>
    public IReadOnlyList<string> MayBeFrom { get; internal init; } = [];

    /// <summary>The header's cells.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Why the rows are left where they are no facts of ours.</summary>
    public string? Left => _table.Left ?? (MayBeShared && _hints.LeavesSharedTargets ? "Its targets may be meant for territories that several people share, and such targets were to be left." : null);

    /// <summary>Whether its targets may be meant for territories that several people share, and not for a person's own results.</summary>
    public bool MayBeShared => _table.MayBeShared;

    /// <summary>Whether other files of the run need what these rows say.</summary>
    public bool IsJoined => _table.Side != Side.None;

    /// <summary>Why the table cannot be read until something is said; null where it can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The refusal without how to answer it on the command line.</summary>
    public string? Question { get; private set; }

    /// <summary>Why the order of day and month must be told; null where the columns tell it.</summary>
    public string? DatesQuestion { get; private set; }

    /// <summary>Why the decimal mark must be told; null where the columns tell it.</summary>
    public string? DecimalsQuestion { get; private set; }

    /// <summary>The rows that hold anything, header and footers left out.</summary>
    public int Rows { get; private set; }

    /// <summary>What to say about the table.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The teams that the people of this table make up by who reports to whom; to be there before the people.</summary>
    public IReadOnlyList<TeamRow> Teams { get; private set; } = [];

    /// <summary>What was left so far while reading, in words.</summary>
    public IReadOnlyList<string> RowsLeft => [.. _left.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Value} {(l.Value == 1 ? "row" : "rows")} left: {l.Key}."))];

    /// <summary>How many rows were left so far while reading.</summary>
    public int LeftCount => _left.Values.Sum();

    /// <summary>What the column is read as, by field name; null where it is not used.</summary>
    public string? FieldOf(int column) => _columns.FirstOrDefault(c => c.Index == column) is { } mapped ? FieldsOf.NameOf(mapped.Field) : _periods.Any(m => m.Index == column) ? APeriod : null;

    /// <summary>Takes note of one row: how its numbers and dates are written, and what it says about rows of other files.</summary>
    public void Observe(Cells cells, Joins joins)
    {
        if (_footer.Of(cells) is not null || cells.IsBlank || _shape.IsHeader(cells))
        {
            return;
        }

        Rows++;
        if (_shape.Unsound(cells) is not null)
        {
            return;
        }

        foreach (var column in _columns)
        {
            column.Observe(cells);
        }

        foreach (var period in _periods)
        {
            if (!cells.IsTyped(period.Index))
            {
                _periodNumbers.Observe(cells[period.Index].Trim());
            }
        }

        if (Kind == FactKind.Opportunity && _row.ColumnOf(Field.Id) is { } id && (_row.Has(Field.Product) || _row.Has(Field.ProductId) || _row.Has(Field.At)))
        {
            _lines.Observe(id, cells);
        }

        Join(cells, joins);
    }

    /// <summary>Decides, when every row was observed, how the columns are written; asks where they do not tell.</summary>
    public void Settle(Joins joins)
    {
        foreach (var column in _columns.Where(c => c.Type == CellType.Share))
        {
            column.IsPercent = column.Numbers.HasPercent || column.Numbers.IsAboveOne;
        }

        foreach (var column in _columns.Where(c => c.Field is Field.Opened or Field.Closed or Field.CloseDate or Field.WonOn or Field.LostOn or Field.Date))
        {
            var years = column.Years.Sound;
            column.SoundYears = column.Field == Field.CloseDate ? (years.First, int.MaxValue) : years; // What is only expected may be written as far away as "never".
        }

        if (Kind is not { } kind)
        {
            return;
        }

        var missing = Recognition.RequiredBy(kind).FirstOrDefault(group => _periods.Count == 0 && !group.Any(f => _columns.Any(c => c.Field == f)));
        if (missing is null && kind == FactKind.Activity && !joins.TellsOwners && !_row.Has(Field.Salesperson) && !_row.Has(Field.SalespersonId))
        {
            missing = [Field.Salesperson]; // or else another file would have to tell who did what
        }

        if (missing is not null)
        {
            Ask($"No column is known to hold the {FieldsOf.NameOf(missing[0]).Replace('_', ' ')}. Say which one does", $": --map {FieldsOf.NameOf(missing[0])}=COLUMN.");
        }

        SettleDates();
        var mark = SettleNumbers();
        if (kind == FactKind.Person && !_row.Has(Field.Team) && !_row.Has(Field.TeamId))
        {
            Teams = _line.Teams();
        }

        _begin = () => Reader(kind, joins, mark);
    }

    /// <summary>Begins to read from the first row, as often as wanted.</summary>
    public void Begin()
    {
        _left.Clear();
        _lines.Begin();
        _footer = new(Header, Kind);
        _read = _begin!();
    }

    /// <summary>Turns one row into facts, or into the reason why it cannot be taken. Headers repeated, footers and blank lines become nothing.</summary>
    public void Map(Cells cells, List<ReadResult> into)
    {
        var below = _footer.Of(cells);
        if (cells.IsBlank)
        {
            return;
        }

        if ((below ?? (_shape.IsHeader(cells) ? "the header once more" : null)) is { } what)
        {
            Leave(what);
            return;
        }

        if (_shape.Unsound(cells) is { } unsound)
        {
            into.Add(new(null, new(cells.Line, unsound, cells.ToArray())));
            return;
        }

        _facts.Clear();
        _row.Begin(cells);
        if (_row.Flag(Field.IsDeleted) == true)
        {
            Leave("deleted in the source");
            return;
        }

        _read!(_facts);
        if (_row.LeftBecause is { } because)
        {
            Leave(because);
        }
        else if (_row.Problem is { } problem)
        {
            into.Add(new(null, new(cells.Line, problem, cells.ToArray())));
        }
        else
        {
            foreach (var fact in _facts)
            {
                into.Add(new(fact, null));
            }
        }
    }

    /// <summary>What was held until all rows are known.</summary>
    public void End(List<ReadResult> into) => into.AddRange(_rest().Select(fact => new ReadResult(fact, null)));

    private Action<List<FactRow>> Reader(FactKind kind, Joins joins, DecimalMark markOfPeriods)
    {
        var other = new OtherFacts(_row, _table, joins, _line);
        var opportunity = new OpportunityFacts(_row, Profile, joins, _hints, _lines);
        var target = new TargetFacts(_row, _table, _periods, markOfPeriods, joins, _hints);
        _rest = kind switch { FactKind.Opportunity => () => _lines.PutTogether(Leave), FactKind.Target => () => target.PutTogether(Leave), _ => () => [] };
        return kind switch
        {
            FactKind.Team => One(other.ReadTeam),
            FactKind.Person => One(other.ReadPerson),
            FactKind.Product => One(other.ReadProduct),
            FactKind.Account => One(other.ReadAccount),
            FactKind.Contact => One(other.ReadContact),
            FactKind.Stage => One(other.ReadStage),
            FactKind.Opportunity => One(opportunity.Read),
            FactKind.OpportunityChange => One(opportunity.ReadChange),
            FactKind.Booking => One(new BookingFacts(_row, _hints).Read),
            FactKind.Activity => One(other.ReadActivity),
            FactKind.Target => target.Read,
        };

        static Action<List<FactRow>> One(Func<FactRow?> read) => into =>
        {
            if (read() is { } fact)
            {
                into.Add(fact);
            }
        };
    }

    private void Join(Cells cells, Joins joins)
    {
        if (_table.Side == Side.None && Kind is not (FactKind.Stage or FactKind.Target or FactKind.Person))
        {
            return;
        }

        _row.Begin(cells);
        joins.Observe(_table.Side, _row);
        if (Kind == FactKind.Stage && _row.Text(Field.Id) is { } stage && _row.Flag(Field.IsDeleted) != true)
        {
            var name = _row.Text(Field.Name) ?? stage;
            joins.Stages.TryAdd(stage, (name, OtherFacts.StateOfStage(_row, name)));
        }
        else if (Kind == FactKind.Target && _row.Text(Field.ParentGoal) is { } parent)
        {
            joins.ParentGoals.Add(parent);
        }
        else if (Kind == FactKind.Person && _row.PersonName() is { } person && _row.Flag(Field.IsDeleted) != true)
        {
            _line.Observe(_row.Text(Field.Id), person, _row.Reference(Field.ManagerId, Field.Manager), _row.Text(Field.Office));
        }
    }

    private void SettleDates()
    {
        var dates = _columns.Where(c => c.Type == CellType.Date).ToList();
        var orders = dates.Where(c => c.Dates.DayFirst > 0 != c.Dates.MonthFirst > 0).Select(c => c.Dates.DayFirst > 0 ? DateOrder.DayFirst : DateOrder.MonthFirst).Distinct().ToList();
        var open = new List<Column>();
        foreach (var column in dates)
        {
            var (day, month, either) = (column.Dates.DayFirst, column.Dates.MonthFirst, column.Dates.Either);
            if (day > 0 != month > 0)
            {
                column.Order = day > 0 ? DateOrder.DayFirst : DateOrder.MonthFirst;
            }
            else if (day == 0 && orders is [var neighbours])
            {
                // the other dates of the same rows tell
                column.Order = neighbours;
            }
            else if (_hints.Dates is { } told)
            {
                column.Order = told;
            }
            else if (Kind == FactKind.Target && column.Field == Field.From && column.Dates.OrderOfFirsts is { } firsts)
            {
                column.Order = firsts; // targets are of whole months
            }
            else if (day + month + either > 0)
            {
                column.IsOrderOpen = column.Field == Field.At && Kind == FactKind.Opportunity && !_lines.IsAny && _row.Has(Field.Id); // Of which day a state is, is asked where there may be several.
                if (!column.IsOrderOpen)
                {
                    open.Add(column);
                }
            }
        }

        if (open.Count > 0)
        {
            var example = open[0].Dates.Example;
            if (open[0].Dates is { DayFirst: > 0 })
            {
                DatesQuestion = Ask($"{open[0].Header}: some dates have the day first, others the month (such as {example}). Mend the column, or say which order counts", ": --dates dmy or --dates mdy; rows that do not fit are then refused.");
            }
            else
            {
                DatesQuestion = Ask($"{string.Join(", ", open.Select(c => c.Header))}: nothing tells whether {example} has the day or the month first. Say which", ": --dates dmy or --dates mdy.");
            }
        }
    }

    /// <summary>All questions are asked at once.</summary>
    /// <returns>The question without how to answer it on the command line.</returns>
    private string Ask(string question, string byFlag)
    {
        Question = Question is null ? $"{question}." : $"{Question} {question}.";
        Refusal = Refusal is null ? question + byFlag : $"{Refusal} {question}{byFlag}";
        return $"{question}.";
    }

    private DecimalMark SettleNumbers()
    {
        var columns = _columns.Where(c => c.Type is CellType.Number or CellType.Share).ToList();
        List<NumberEvidence> all = [.. columns.Select(c => c.Numbers), _periodNumbers];
        var (points, commas) = (all.Sum(n => n.Points), all.Sum(n => n.Commas));
        var neighbours = points > 0 == commas > 0 ? (DecimalMark?)null : points > 0 ? DecimalMark.Point : DecimalMark.Comma;
        var open = new List<string>();
        foreach (var column in columns)
        {
            column.Mark = MarkOf(column.Numbers, column.Field is Field.Quantity or Field.Order or Field.Probability ? null : column.Header);
        }

        var months = MarkOf(_periodNumbers, _periods.Count > 0 ? _periods[0].Header : null);
        if (open.Count > 0)
        {
            DecimalsQuestion = Ask($"{string.Join(", ", open)}: nothing tells whether 1.234 is one thousand or one and a fraction. Say which", ": --decimal comma (one thousand) or --decimal point (a fraction).");
        }

        return months;

        DecimalMark MarkOf(NumberEvidence numbers, string? askAs)
        {
            if (numbers.Points != numbers.Commas)
            {
                return numbers.Points > numbers.Commas ? DecimalMark.Point : DecimalMark.Comma;
            }

            if ((neighbours ?? _hints.Decimals) is { } mark)
            {
                return mark;
            }

            if (numbers.DottedThousands > 0 && askAs is not null)
            {
                open.Add(askAs);
            }

            return DecimalMark.Point;
        }
    }

    private void Leave(string because) => _left[because] = _left.GetValueOrDefault(because) + 1;
}
