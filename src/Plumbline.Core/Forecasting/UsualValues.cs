namespace Plumbline.Forecasting;

/// <summary>
/// What a deal usually brings of which nobody stated an amount: what wins of its product brought, or the orders of its account. A mean of few wins leans on what is known without them, by the credibility of Bühlmann (1967): the
/// more products differ from one another, and the less the wins of one do among themselves, the sooner its own wins are believed.
/// </summary>
internal sealed class UsualValues
{
    private const double FewestWins = 0.25; // So many wins weighs at least what is known without them.
    private const double MostWins = 50;
    private const double MostWinsOfPerson = 400; // People differ less than products do.

    private readonly Dictionary<(bool IsAccount, long Id), double> _means;
    private readonly double _mean;
    private readonly Dictionary<long, double> _ofPeople;
    private readonly Dictionary<long, double> _ofTheirs;

    /// <summary>Learns from what was won.</summary>
    /// <param name="won">Wins that brought something.</param>
    /// <param name="known">All deals, which name products that nothing was won of yet.</param>
    public UsualValues(IReadOnlyList<Deal> won, IEnumerable<Deal> known)
    {
        _mean = won.Count == 0 ? 0 : won.Average(Value);
        var kinds = won.Where(d => KindOf(d) is not null).GroupBy(d => KindOf(d)!.Value).ToDictionary(g => g.Key, g => (Wins: g.Count(), Sum: g.Sum(Value), Within: Within([.. g.Select(Value)])));
        var weight = Weight([.. kinds.Values]);
        var listed = won.Where(d => d.ListPrice > 0).ToList();
        var timesListed = listed.Count == 0 ? 1 : listed.Sum(Value) / (double)listed.Sum(d => d.ListPrice!.Value);
        _means = known.Where(d => KindOf(d) is not null).GroupBy(d => KindOf(d)!.Value).ToDictionary(g => g.Key, g =>
        {
            var (wins, sum, _) = kinds.GetValueOrDefault(g.Key);
            var without = g.Max(d => d.ListPrice) is > 0 and { } price ? (double)price * timesListed : _mean;
            return (sum + (weight * without)) / (wins + weight);
        });
        _ofPeople = Levels(won.Select(d => (d.SalespersonId, Value(d))));
        _ofTheirs = Levels(won.Select(d => (d.SalespersonId, Usual: Kind(d), Value: Value(d))).Where(d => d.Usual > 0).Select(d => (d.SalespersonId, d.Value / d.Usual)));
    }

    /// <summary>How large a person's wins are beside the company's: 1 where they are as large.</summary>
    public double LevelOf(long person) => _ofPeople.GetValueOrDefault(person, 1);

    /// <summary>What such a deal brings where it is won; 0 where nothing was won yet.</summary>
    public double Of(Deal deal) => Kind(deal) * _ofTheirs.GetValueOrDefault(deal.SalespersonId, 1);

    private double Kind(Deal deal) => KindOf(deal) is { } kind && _means.TryGetValue(kind, out var mean) ? mean : _mean;

    /// <summary>How large a deal was at the end of a day: its amount, else what such deals bring; null where nothing tells.</summary>
    public decimal? SizeOf(Deal deal, DateOnly day) => deal.AmountAt(day) is > 0 and { } amount ? amount : KindOf(deal) is { } kind && _means.TryGetValue(kind, out var mean) && mean > 0 ? (decimal)mean : null;

    private static (bool IsAccount, long Id)? KindOf(Deal deal) => deal.AccountId is { } account ? (true, account) : deal.ProductId is { } product ? (false, product) : null;

    private static double Value(Deal deal) => (double)Math.Max(0, deal.Value); // Of margin a loss counts as nothing left.

    /// <summary>By how much some wins differ among themselves: the squares of how far each is off their mean, added up.</summary>
    private static double Within(IReadOnlyCollection<double> wins)
    {
        var mean = wins.Average();
        return wins.Sum(value => (value - mean) * (value - mean));
    }

    /// <summary>Each person's mean as a part of the mean of all, leaning on 1.</summary>
    private static Dictionary<long, double> Levels(IEnumerable<(long Person, double Times)> wins)
    {
        var all = wins.ToList();
        var mean = all.Count == 0 ? 1 : all.Average(w => w.Times);
        var people = all.GroupBy(w => w.Person, w => w.Times / mean).ToDictionary(g => g.Key, g => g.ToList());
        var parts = people.ToDictionary(p => p.Key, p => (Wins: p.Value.Count, Sum: p.Value.Sum(), Within: Within(p.Value)));
        var weight = Weight([.. parts.Values], MostWinsOfPerson);
        return parts.ToDictionary(p => p.Key, p => (p.Value.Sum + weight) / (p.Value.Wins + weight));
    }

    /// <summary>How many wins of its own weigh as much as what is known without them: the variance within products by the variance between them.</summary>
    private static double Weight(IReadOnlyCollection<(int Wins, double Sum, double Within)> kinds, double most = MostWins)
    {
        var wins = (double)kinds.Sum(k => k.Wins);
        if (kinds.Count < 2 || wins <= kinds.Count)
        {
            return most;
        }

        var (mean, within) = (kinds.Sum(k => k.Sum) / wins, kinds.Sum(k => k.Within) / (wins - kinds.Count));
        var between = (kinds.Sum(k => k.Wins * Math.Pow((k.Sum / k.Wins) - mean, 2)) - ((kinds.Count - 1) * within)) / (wins - (kinds.Sum(k => (double)k.Wins * k.Wins) / wins));
        return between <= 0 ? most : Math.Clamp(within / between, FewestWins, most);
    }
}
