using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>
/// Pairs rows without an id, which say the same name, account, product and day of opening as far as they say them, with the opportunities of that description that earlier files brought. A file may hold a part of what is known,
/// and a customer many deals: an opportunity is taken for a row's only where nothing speaks against it, so that none that is open is lost to another that ended.
/// </summary>
internal sealed class RowsWithoutId
{
    private readonly List<(OpportunityRow Row, long? Seller, OpportunityState State)> _rows;
    private readonly List<(Opportunity Opportunity, DateOnly? KnownSince)> _earlier;
    private readonly List<(OpportunityRow Row, Opportunity? Was)> _pairs = [];

    private RowsWithoutId(IEnumerable<(OpportunityRow, long?, OpportunityState)> rows, IEnumerable<(Opportunity, DateOnly?)> earlier) => (_rows, _earlier) = ([.. rows], [.. earlier]);

    /// <summary>Each row with the opportunity that it is about; null where it is a new one.</summary>
    /// <param name="rows">Rows that no key tells apart, each another, with who sells and whether it is open.</param>
    /// <param name="earlier">What earlier files brought of that description, with the day of the import that did.</param>
    public static IReadOnlyList<(OpportunityRow Row, Opportunity? Was)> Pair(IReadOnlyList<(OpportunityRow Row, long? Seller, OpportunityState State)> rows, IReadOnlyList<(Opportunity Opportunity, DateOnly? KnownSince)> earlier)
    {
        var pairing = new RowsWithoutId(rows, earlier);
        pairing.Run(isDescribed: rows[0].Row.Name is not null || rows[0].Row.Opened is not null);
        return pairing._pairs;
    }

    private void Run(bool isDescribed)
    {
        // What ended stays what it was, and so does what is open.
        TakeBy(r => IsOver(r.State) ? new(r.Row.Closed, null, Worth(r.Row.Amount)) : null, o => IsOver(o.State) ? new(o.Closed, null, Worth(o.Amount)) : null);
        TakeBy(r => IsOver(r.State) ? new(r.Row.Closed, null, null) : null, o => IsOver(o.State) ? new(o.Closed, null, null) : null);
        TakeBy(r => IsOver(r.State) ? null : new(null, r.Seller, Worth(r.Row.Amount)), o => IsOver(o.State) ? null : new(null, o.SalespersonId, Worth(o.Amount)));
        TakeBy(r => IsOver(r.State) ? null : new(null, r.Seller, null), o => IsOver(o.State) ? null : new(null, o.SalespersonId, null));
        if (_rows.Count(r => !IsOver(r.State)) == 1 && _earlier.Count(e => !IsOver(e.Opportunity.State)) == 1)
        {
            Take((row, was) => !IsOver(row.State) && !IsOver(was.Opportunity.State)); // Handed over.
        }

        // A name or a day of opening tells a deal where there is one of them; else what was open ended, by the one who had it, after it was known to be open.
        if (isDescribed && _rows.Count == 1 && _earlier.Count == 1)
        {
            Take((_, _) => true);
        }

        Take((row, was) => HasEnded(row, was) && Worth(row.Row.Amount) == Worth(was.Opportunity.Amount));
        Take(HasEnded);
        _pairs.AddRange(_rows.Select(r => (r.Row, (Opportunity?)null)));
    }

    /// <summary>Pairs what has the same key, in order; null is none.</summary>
    private void TakeBy(Func<(OpportunityRow Row, long? Seller, OpportunityState State), Traits?> ofRow, Func<Opportunity, Traits?> ofEarlier)
    {
        var byKey = _earlier.Where(e => ofEarlier(e.Opportunity) is not null).GroupBy(e => ofEarlier(e.Opportunity)!.Value, e => e.Opportunity).ToDictionary(g => g.Key, g => new Queue<Opportunity>(g));
        if (byKey.Count == 0)
        {
            return;
        }

        var taken = new HashSet<long>();
        _rows.RemoveAll(row =>
        {
            if (ofRow(row) is not { } key || !byKey.TryGetValue(key, out var same) || !same.TryDequeue(out var was))
            {
                return false;
            }

            _pairs.Add((row.Row, was));
            taken.Add(was.Id);
            return true;
        });
        _earlier.RemoveAll(e => taken.Contains(e.Opportunity.Id));
    }

    private void Take(Func<(OpportunityRow Row, long? Seller, OpportunityState State), (Opportunity Opportunity, DateOnly? KnownSince), bool> isSame)
    {
        for (var i = 0; i < _rows.Count && _earlier.Count > 0;)
        {
            var row = _rows[i];
            if (_earlier.FindIndex(e => isSame(row, e)) is >= 0 and var at)
            {
                _pairs.Add((row.Row, _earlier[at].Opportunity));
                _rows.RemoveAt(i);
                _earlier.RemoveAt(at);
            }
            else
            {
                i++;
            }
        }
    }

    private static bool HasEnded((OpportunityRow Row, long? Seller, OpportunityState State) row, (Opportunity Opportunity, DateOnly? KnownSince) was) =>
        IsOver(row.State) && !IsOver(was.Opportunity.State) && row.Seller == was.Opportunity.SalespersonId && row.Row.Closed >= was.KnownSince;

    private static bool IsOver(OpportunityState state) => state != OpportunityState.Open;

    /// <summary>By what a row and an opportunity are the same.</summary>
    private readonly record struct Traits(DateOnly? Closed, long? Seller, decimal? Worth);

    private static decimal? Worth(decimal? amount) => amount is { } known ? Math.Round(known, 4) : null;
}
