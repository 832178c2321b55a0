using Plumbline.Pipeline;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>A row without an id, with who sells what by it, as they are known here, and whether it is open.</summary>
internal sealed record RowWithoutId(OpportunityRow Row, long? Seller, long? Product, OpportunityState State);

/// <summary>
/// Pairs rows without an id, which say the same name, account, product and day of opening as far as they say them, with the opportunities of that description that earlier files brought. A file may hold a part of what is known,
/// and a customer many deals: an opportunity is taken for a row's only where nothing speaks against it, so that none that is open is lost to another that ended.
/// </summary>
internal sealed class RowsWithoutId
{
    private const int FewestAlike = 2;
    private const double MostlyAlike = 0.8;

    private readonly List<RowWithoutId> _rows;
    private readonly List<(Opportunity Opportunity, DateOnly? KnownSince)> _earlier;
    private readonly List<(OpportunityRow Row, Opportunity? Was)> _pairs = [];

    private RowsWithoutId(IEnumerable<RowWithoutId> rows, IEnumerable<(Opportunity, DateOnly?)> earlier) => (_rows, _earlier) = ([.. rows], [.. earlier]);

    /// <summary>
    /// Of rows of one description those that tell how something stands at last: of a list of several days the last day's, and what ended, which a list may name for a while only. The very same is the same, since nothing else tells it apart.
    /// Where one row is left, and the days before have one each, it has these as its history.
    /// </summary>
    /// <param name="all">The rows.</param>
    /// <param name="areLines">Whether rows that say another product and nothing else are lines of one.</param>
    /// <returns>These rows, how many tell of a day before, how many say once more what another does, and how many are further lines of one, with another product and the amount of all.</returns>
    public static (IReadOnlyList<RowWithoutId> Rows, int Left, int Repeated, int Lines) Standing(IReadOnlyCollection<RowWithoutId> all, bool areLines)
    {
        var latest = all.Max(r => r.Row.AsOf)?.UtcDateTime.Date;
        var byDay = all.ToLookup(r => r.Row.AsOf is not { } asOf || asOf.UtcDateTime.Date == latest || IsOver(r.State));
        var (last, before) = (byDay[true].ToList(), byDay[false].ToList());
        List<RowWithoutId> rows = [.. last.DistinctBy(r => r.Row with { Line = 0, AsOf = IsOver(r.State) ? null : r.Row.AsOf })];
        var repeated = last.Count - rows.Count;
        List<RowWithoutId> whole = areLines ? [.. rows.DistinctBy(r => Head(r.Row) with { Amount = r.Row.Amount, AsOf = IsOver(r.State) ? null : r.Row.AsOf })] : rows;
        var lines = rows.Count - whole.Count;
        rows = whole;
        if (rows is [var only] && before.DistinctBy(r => r.Row.AsOf).Count() == before.Count)
        {
            rows = [only with { Row = only.Row with { History = [.. before.OrderBy(r => r.Row.AsOf).Append(only).Where(r => r.Row.AsOf is not null && !IsOver(r.State)).Select(r => Then(r.Row))] } }];
        }

        return (rows, before.Count, repeated, lines);

        static OpportunityChangeRow Then(OpportunityRow row) => new(row.Line, null, new(row.Id, row.Name), row.AsOf!.Value, row.Stage, row.Amount, row.ExpectedClose, row.Probability) { Currency = row.Currency };
    }

    /// <summary>
    /// Whether a file has a row for each product of an opportunity, with the amount of all in each: where rows of a name say other products and nothing else that differs but the amount, hardly any says another one. Once is chance.
    /// Where deals are of a product each, each has its own amount.
    /// </summary>
    /// <param name="groups">The rows by what describes them.</param>
    public static bool AreLines(IEnumerable<IEnumerable<OpportunityRow>> groups)
    {
        var several = groups.SelectMany(g => g.Where(r => r is { Name: not null, Amount: not null }).GroupBy(Head)).Select(g => g.ToList()).Where(g => g.Exists(r => r.Product != g[0].Product)).ToList();
        var alike = several.Count(g => g.TrueForAll(r => r.Amount == g[0].Amount));
        return alike >= FewestAlike && alike >= several.Count * MostlyAlike;
    }

    /// <summary>What lines of one opportunity have in common.</summary>
    private static OpportunityRow Head(OpportunityRow row) => row with { Line = 0, Product = default, Amount = null, Probability = null };

    /// <summary>Each row with the opportunity that it is about; null where it is a new one.</summary>
    /// <param name="rows">Rows that no key tells apart, each another.</param>
    /// <param name="earlier">What earlier files brought of that description, with the day of the import that did.</param>
    public static IReadOnlyList<(OpportunityRow Row, Opportunity? Was)> Pair(IReadOnlyList<RowWithoutId> rows, IReadOnlyList<(Opportunity Opportunity, DateOnly? KnownSince)> earlier)
    {
        var pairing = new RowsWithoutId(rows, earlier);
        var (isNamed, isDated) = (rows[0].Row.Name is not null || rows[0].Row.IsIdMadeUp, rows[0].Row.Opened is not null);
        pairing.Run(isDescribed: isNamed || isDated, isDescribedWell: isNamed && isDated);
        return pairing._pairs;
    }

    /// <param name="isDescribed">Whether they say a name or a day of opening.</param>
    /// <param name="isDescribedWell">Whether they say both: then the same amount tells of which one a row is.</param>
    private void Run(bool isDescribed, bool isDescribedWell)
    {
        var isOnly = _rows.Count == 1 && _earlier.Count == 1;

        // What says the same is the same. What ended stays what it was, and so does what is open.
        TakeBy(r => new(IsOver(r.State) ? r.Row.Closed : null, r.Seller, Worth(r.Row.Amount)) { IsOver = IsOver(r.State), Product = r.Product, Stage = TypedText.OrNull(r.Row.Stage), Expected = r.Row.ExpectedClose }, o => new(o.Closed, o.SalespersonId, Worth(o.Amount)) { IsOver = IsOver(o.State), Product = o.ProductId, Stage = o.Stage, Expected = o.ExpectedClose });
        TakeBy(r => new(IsOver(r.State) ? r.Row.Closed : null, r.Seller, Worth(r.Row.Amount)) { IsOver = IsOver(r.State), Product = r.Product, Stage = TypedText.OrNull(r.Row.Stage) }, o => new(o.Closed, o.SalespersonId, Worth(o.Amount)) { IsOver = IsOver(o.State), Product = o.ProductId, Stage = o.Stage });
        TakeBy(r => IsOver(r.State) ? new(r.Row.Closed, r.Seller, Worth(r.Row.Amount)) : null, o => IsOver(o.State) ? new(o.Closed, o.SalespersonId, Worth(o.Amount)) : null);
        TakeBy(r => IsOver(r.State) ? new(r.Row.Closed, null, Worth(r.Row.Amount)) : null, o => IsOver(o.State) ? new(o.Closed, null, Worth(o.Amount)) : null);
        TakeBy(r => IsOver(r.State) ? new(r.Row.Closed, null, null) : null, o => IsOver(o.State) ? new(o.Closed, null, null) : null);
        TakeBy(r => IsOver(r.State) ? null : new(null, r.Seller, Worth(r.Row.Amount)), o => IsOver(o.State) ? null : new(null, o.SalespersonId, Worth(o.Amount)));
        TakeBy(r => IsOver(r.State) ? null : OnDay(r.Row.ExpectedClose, r.Seller), o => IsOver(o.State) ? null : OnDay(o.ExpectedClose, o.SalespersonId)); // Of several it is the one that is expected on the same day.
        if (isDescribedWell)
        {
            TakeBy(r => IsOver(r.State) ? new(null, r.Seller, Worth(r.Row.Amount)) : null, o => IsOver(o.State) ? null : new(null, o.SalespersonId, Worth(o.Amount))); // Ended, maybe before it was known.
            TakeBy(r => IsOver(r.State) ? null : new(null, null, Worth(r.Row.Amount)), o => IsOver(o.State) ? null : new(null, null, Worth(o.Amount))); // Handed over.
        }

        TakeBy(r => IsOver(r.State) ? null : new(null, r.Seller, null), o => IsOver(o.State) ? null : new(null, o.SalespersonId, null));
        if (_rows.Count(r => !IsOver(r.State)) == 1 && _earlier.Count(e => !IsOver(e.Opportunity.State)) == 1)
        {
            Take((row, was) => !IsOver(row.State) && !IsOver(was.Opportunity.State)); // Handed over.
        }

        // A name or a day of opening tells a deal where there is one of them, and the last of several where nothing that ended becomes another; else what was open ended, by the one who had it, after it was known to be open.
        if (isDescribed && _rows.Count == 1 && _earlier.Count == 1)
        {
            Take((row, was) => isOnly || !IsOver(was.Opportunity.State) || Worth(row.Row.Amount) == Worth(was.Opportunity.Amount));
        }

        Take((row, was) => HasEnded(row, was) && Worth(row.Row.Amount) == Worth(was.Opportunity.Amount));
        Take(HasEnded);
        _pairs.AddRange(_rows.Select(r => (r.Row, (Opportunity?)null)));
    }

    private static Traits? OnDay(DateOnly? expected, long? seller) => expected is { } day ? new(day, seller, null) : null;

    /// <summary>Pairs what has the same key, in order; null is none.</summary>
    private void TakeBy(Func<RowWithoutId, Traits?> ofRow, Func<Opportunity, Traits?> ofEarlier)
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

    private void Take(Func<RowWithoutId, (Opportunity Opportunity, DateOnly? KnownSince), bool> isSame)
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

    private static bool HasEnded(RowWithoutId row, (Opportunity Opportunity, DateOnly? KnownSince) was) =>
        IsOver(row.State) && !IsOver(was.Opportunity.State) && row.Seller == was.Opportunity.SalespersonId && row.Row.Closed >= was.KnownSince;

    private static bool IsOver(OpportunityState state) => state != OpportunityState.Open;

    /// <summary>By what a row and an opportunity are the same.</summary>
    private readonly record struct Traits(DateOnly? Closed, long? Seller, decimal? Worth)
    {
        public bool IsOver { get; init; }

        public long? Product { get; init; }

        public string? Stage { get; init; }

        public DateOnly? Expected { get; init; }
    }

    private static decimal? Worth(decimal? amount) => amount is { } known ? Math.Round(known, 4) : null;
}
