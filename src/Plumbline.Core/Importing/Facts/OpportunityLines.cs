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
    private readonly Dictionary<string, Held> _held = [];

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

    /// <summary>Holds a row until all are known; of one whose state on a later day is known, no more than its history keeps.</summary>
    /// <param name="row">The row, which has an id.</param>
    /// <param name="at">Of when it is; null where nothing says so.</param>
    public void Hold(OpportunityRow row, DateTime? at)
    {
        if (!_held.TryGetValue(row.Id!, out var held))
        {
            _held[row.Id!] = held = new() { At = at };
        }

        if (at == held.At)
        {
            held.Latest.Add(row);
        }
        else if (at > held.At || held.At is null)
        {
            held.Earlier.AddRange(held.Latest.Select(r => State.Of(r, held.At)));
            (held.At, held.Latest) = (at, [row]);
        }
        else
        {
            held.Earlier.Add(State.Of(row, at));
        }
    }

    /// <summary>What was held, each as one with its history where that is what it is, and else as it stands.</summary>
    /// <param name="leave">Takes down why a row is left.</param>
    public IEnumerable<OpportunityRow> PutTogether(Action<string> leave)
    {
        var priced = _held.Values.Select(h => h.Latest).Where(l => IsLines(l) && l.Exists(r => r.Amount is not (null or 0))).ToList();
        var isRepeated = priced.Count(IsAlike) * 2 > priced.Count;
        foreach (var held in _held.Values)
        {
            foreach (var _ in held.Earlier)
            {
                leave("earlier states of opportunities, kept as their history");
            }

            foreach (var _ in IsLines(held.Latest) ? held.Latest.Skip(1) : [])
            {
                leave(isRepeated && IsAlike(held.Latest) ? "further lines of opportunities, whose amount stands in each of them" : "further lines of opportunities, whose amounts are added up to one");
            }

            foreach (var row in IsLines(held.Latest) ? [Whole(held.Latest)] : held.Latest)
            {
                yield return held.Earlier.Count == 0 ? row : row with { History = Changes(held, row) };
            }
        }

        OpportunityRow Whole(List<OpportunityRow> rows) =>
            rows.MaxBy(r => r.Amount ?? 0)! with { Line = rows[0].Line, Amount = isRepeated && IsAlike(rows) ? rows[0].Amount : rows.Exists(r => r.Amount is not null) ? rows.Sum(r => r.Amount) : null };

        // What it was while it was open; how it ended says the row itself, with the day.
        List<OpportunityChangeRow> Changes(Held held, OpportunityRow latest)
        {
            List<OpportunityChangeRow> changes = [];
            State? before = null;
            foreach (var state in held.Earlier.GroupBy(e => e.At).OrderBy(g => g.Key).Select(g => Together([.. g])).Append(State.Of(latest, held.At)).Where(s => s is { At: not null, IsOpen: true }))
            {
                var change = new OpportunityChangeRow(
                    latest.Line, null, new(latest.Id, latest.Name), OpportunityChangeRow.InUtc(state.At!.Value), state.Stage == before?.Stage ? null : state.Stage, state.Amount == before?.Amount ? null : state.Amount,
                    state.ExpectedClose == before?.ExpectedClose ? null : state.ExpectedClose, state.Probability == before?.Probability ? null : state.Probability);
                if (change is not { Stage: null, Amount: null, ExpectedClose: null, Probability: null })
                {
                    changes.Add(change with { Currency = latest.Currency });
                }

                before = state;
            }

            return changes;
        }

        State Together(List<State> lines) => lines.Count == 1 || lines.TrueForAll(l => l.Product == lines[0].Product) || (isRepeated && lines.TrueForAll(l => l.Amount == lines[0].Amount)) ? lines[0]
            : lines[0] with { Amount = lines.Exists(l => l.Amount is not null) ? lines.Sum(l => l.Amount) : null };
    }

    private static bool IsAlike(List<OpportunityRow> rows) => rows.TrueForAll(r => r.Amount == rows[0].Amount);

    private static bool IsLines(List<OpportunityRow> rows) => rows.Count > 1 && rows.Exists(r => r.Product != rows[0].Product) && rows.TrueForAll(r => Head(r) == Head(rows[0]));

    private static OpportunityRow Head(OpportunityRow row) => row with { Line = 0, Product = default, Amount = null, Probability = null };

    private static int HashOf(Column id, Cells cells) => string.GetHashCode(cells[id.Index].Trim());

    /// <summary>The rows of one id.</summary>
    private sealed class Held
    {
        public DateTime? At { get; set; }

        public List<OpportunityRow> Latest { get; set; } = [];

        public List<State> Earlier { get; } = [];
    }

    /// <summary>What a history keeps of a row, so that many states of many opportunities can be held.</summary>
    private readonly record struct State(DateTime? At, bool IsOpen, Reference Product, string? Stage, decimal? Amount, DateOnly? ExpectedClose, decimal? Probability)
    {
        public static State Of(OpportunityRow row, DateTime? at) => new(at, row.State is not (OpportunityState.Won or OpportunityState.Lost), row.Product, row.Stage, row.Amount, row.ExpectedClose, row.Probability);
    }
}
