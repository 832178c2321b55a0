using Plumbline.Pipeline;

namespace Plumbline.Importing.Facts;

/// <summary>
/// Opportunities that stand in several rows, to be one each: states of one on several days, of which the latest counts and the others are its history, or lines of one with a product each, whose amounts are added up; unless they bear the same
/// amount, as those of most opportunities of the file do, which is then the opportunity's own.
/// </summary>
internal sealed class OpportunityLines
{
    // What is kept of every row is a hash: two ids that share one are held for nothing, and are two still.
    private readonly HashSet<int> _ids = [];
    private readonly HashSet<int> _repeated = [];
    private readonly Dictionary<string, List<(OpportunityRow Row, DateTime? At)>> _held = [];

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
    public void Begin() => _held.Clear();

    /// <summary>Whether other rows have the row's id.</summary>
    public bool Waits(RowReader row) => IsAny && row.ColumnOf(Field.Id) is { } id && row.Text(Field.Id) is not null && _repeated.Contains(HashOf(id, row.Cells));

    /// <summary>Holds a row until all are known.</summary>
    /// <param name="row">The row, which has an id.</param>
    /// <param name="at">Of when it is; null where nothing says so.</param>
    public void Hold(OpportunityRow row, DateTime? at)
    {
        if (!_held.TryGetValue(row.Id!, out var rows))
        {
            _held[row.Id!] = rows = [];
        }

        rows.Add((row, at));
    }

    /// <summary>What was held, each as one with its history where that is what it is, and else as it stands.</summary>
    /// <param name="leave">Takes down why a row is left.</param>
    public IEnumerable<OpportunityRow> PutTogether(Action<string> leave)
    {
        List<List<(DateTime? At, List<OpportunityRow> Rows)>> all = [.. _held.Values.Select(rows => rows.GroupBy(r => r.At, r => r.Row).OrderBy(g => g.Key).Select(g => (g.Key, g.ToList())).ToList())];
        var priced = all.ConvertAll(states => states[^1].Rows).FindAll(l => IsLines(l) && l.Exists(r => r.Amount is not (null or 0)));
        var isRepeated = priced.Count(IsAlike) * 2 > priced.Count;
        foreach (var states in all)
        {
            var latest = states[^1].Rows;
            foreach (var _ in states.SkipLast(1).SelectMany(s => s.Rows))
            {
                leave("earlier states of opportunities, kept as their history");
            }

            foreach (var _ in IsLines(latest) ? latest.Skip(1) : [])
            {
                leave(isRepeated && IsAlike(latest) ? "further lines of opportunities, whose amount stands in each of them" : "further lines of opportunities, whose amounts are added up to one");
            }

            foreach (var row in IsLines(latest) ? [Whole(latest)] : latest)
            {
                yield return states.Count == 1 ? row : row with { Line = latest[0].Line, History = Changes(states) };
            }
        }

        OpportunityRow Whole(List<OpportunityRow> rows) =>
            rows.MaxBy(r => r.Amount ?? 0)! with { Line = rows[0].Line, Amount = isRepeated && IsAlike(rows) ? rows[0].Amount : rows.Exists(r => r.Amount is not null) ? rows.Sum(r => r.Amount) : null };

        // What it was while it was open; how it ended says the row itself, with the day.
        List<OpportunityChangeRow> Changes(List<(DateTime? At, List<OpportunityRow> Rows)> states)
        {
            List<OpportunityChangeRow> changes = [];
            OpportunityRow? before = null;
            foreach (var (at, rows) in states)
            {
                var row = IsLines(rows) ? Whole(rows) : rows[0];
                if (at is { } instant && row.State is not (OpportunityState.Won or OpportunityState.Lost)
                    && (before is null || (row.Stage, row.Amount, row.ExpectedClose, row.Probability) != (before.Stage, before.Amount, before.ExpectedClose, before.Probability)))
                {
                    var change = new OpportunityChangeRow(
                        row.Line, null, new(row.Id, row.Name), OpportunityChangeRow.InUtc(instant), row.Stage == before?.Stage ? null : row.Stage, row.Amount == before?.Amount ? null : row.Amount,
                        row.ExpectedClose == before?.ExpectedClose ? null : row.ExpectedClose, row.Probability == before?.Probability ? null : row.Probability);
                    changes.Add(change with { Currency = row.Currency });
                    before = row;
                }
            }

            return changes;
        }
    }

    private static bool IsAlike(List<OpportunityRow> rows) => rows.TrueForAll(r => r.Amount == rows[0].Amount);

    private static bool IsLines(List<OpportunityRow> rows) => rows.Count > 1 && rows.Exists(r => r.Product != rows[0].Product) && rows.TrueForAll(r => Head(r) == Head(rows[0]));

    private static OpportunityRow Head(OpportunityRow row) => row with { Line = 0, Product = default, Amount = null, Probability = null };

    private static int HashOf(Column id, Cells cells) => string.GetHashCode(cells[id.Index].Trim());
}
