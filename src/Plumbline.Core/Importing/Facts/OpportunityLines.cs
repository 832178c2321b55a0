namespace Plumbline.Importing.Facts;

/// <summary>
/// Opportunities that stand in several rows, to be one each: states of one on several days, of which the latest counts, or lines of one with a product each, whose amounts are added up; unless they bear the same
/// amount, as those of most opportunities of the file do, which is then the opportunity's own.
/// </summary>
internal sealed class OpportunityLines
{
    // What is kept of every row is a hash: two ids that share one are held for nothing, and are two still.
    private readonly HashSet<int> _ids = [];
    private readonly HashSet<int> _repeated = [];
    private readonly Dictionary<string, List<(OpportunityRow Row, DateTime? At)>> _held = [];
    private int _earlierStates;

    /// <summary>Whether any id stands in several rows, as far as they were observed.</summary>
    public bool IsAny => _repeated.Count > 0;

    /// <summary>Takes note of a row's id, before any row is read.</summary>
    public void Observe(Column id, Cells cells)
    {
        if (!_ids.Add(HashOf(id, cells)))
        {
            _repeated.Add(HashOf(id, cells));
        }
    }

    /// <summary>Begins to read from the first row.</summary>
    public void Begin()
    {
        _held.Clear();
        _earlierStates = 0;
    }

    /// <summary>Whether other rows have the row's id.</summary>
    public bool Waits(RowReader row) => IsAny && row.ColumnOf(Field.Id) is { } id && row.Text(Field.Id) is not null && _repeated.Contains(HashOf(id, row.Cells));

    /// <summary>Holds a row until all are known, of several states the latest.</summary>
    /// <param name="row">The row, which has an id.</param>
    /// <param name="at">Of when it is; null where nothing says so.</param>
    public void Hold(OpportunityRow row, DateTime? at)
    {
        if (!_held.TryGetValue(row.Id!, out var rows))
        {
            _held[row.Id!] = rows = [];
        }

        if (rows.Count > 0 && rows[0].At != at)
        {
            var isLater = at > rows[0].At;
            _earlierStates += isLater ? rows.Count : 1;
            if (!isLater)
            {
                return;
            }

            rows.Clear();
        }

        rows.Add((row, at));
    }

    /// <summary>What was held, each as one where that is what it is, and else as it stands.</summary>
    /// <param name="leave">Takes down why a row is left.</param>
    public IEnumerable<OpportunityRow> PutTogether(Action<string> leave)
    {
        for (var state = 0; state < _earlierStates; state++)
        {
            leave("earlier states of opportunities, whose latest counts");
        }

        List<List<OpportunityRow>> all = [.. _held.Values.Select(states => states.ConvertAll(s => s.Row))];
        var priced = all.FindAll(l => IsLines(l) && l.Exists(r => r.Amount is not (null or 0)));
        var isRepeated = priced.Count(IsAlike) * 2 > priced.Count;
        return all.SelectMany(rows => IsLines(rows) ? [Whole(rows)] : rows);

        OpportunityRow Whole(List<OpportunityRow> rows)
        {
            var isOwn = isRepeated && IsAlike(rows);
            for (var line = 1; line < rows.Count; line++)
            {
                leave(isOwn ? "further lines of opportunities, whose amount stands in each of them" : "further lines of opportunities, whose amounts are added up to one");
            }

            return rows.MaxBy(r => r.Amount ?? 0)! with { Line = rows[0].Line, Amount = isOwn ? rows[0].Amount : rows.Exists(r => r.Amount is not null) ? rows.Sum(r => r.Amount) : null };
        }
    }

    private static bool IsAlike(List<OpportunityRow> rows) => rows.TrueForAll(r => r.Amount == rows[0].Amount);

    private static bool IsLines(List<OpportunityRow> rows) => rows.Count > 1 && rows.Exists(r => r.Product != rows[0].Product) && rows.TrueForAll(r => Head(r) == Head(rows[0]));

    private static OpportunityRow Head(OpportunityRow row) => row with { Line = 0, Product = default, Amount = null, Probability = null };

    private static int HashOf(Column id, Cells cells) => string.GetHashCode(cells[id.Index].Trim());
}
