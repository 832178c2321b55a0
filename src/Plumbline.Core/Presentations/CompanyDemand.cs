using Plumbline.Fiscal;
using Plumbline.Plans;

namespace Plumbline.Presentations;

/// <summary>A forecast line's part in a half.</summary>
/// <param name="Plan">The plan in which it stands.</param>
/// <param name="Line">The line.</param>
/// <param name="Months">Its revenue in each month of the half, in order.</param>
public sealed record DemandLine(PlanInForce Plan, ForecastLine Line, IReadOnlyList<decimal> Months)
{
    /// <summary>Its revenue in the half.</summary>
    public decimal Total { get; } = Months.Sum();
}

/// <summary>What is forecast of one product.</summary>
/// <param name="ProductId">The product; null where it is only named, or not even that.</param>
/// <param name="Name">Its name; empty where none is given.</param>
/// <param name="Lines">The lines that name it, the largest first.</param>
/// <param name="Months">Their revenue in each month of the half, in order.</param>
public sealed record ProductDemand(long? ProductId, string Name, IReadOnlyList<DemandLine> Lines, IReadOnlyList<decimal> Months)
{
    private const int MostAtRisk = 3;

    /// <summary>Their revenue in the half.</summary>
    public decimal Total { get; } = Months.Sum();

    /// <summary>The three largest lines: how much rests on few.</summary>
    public IEnumerable<DemandLine> Largest => Lines.Take(MostAtRisk).Where(l => l.Total > 0);

    /// <summary>The line's share of the product, as a fraction; null where there is nothing to share.</summary>
    public decimal? ShareOf(DemandLine line) => Total > 0 ? line.Total / Total : null;
}

/// <summary>How one plan's quota and forecast meet, month by month.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Open">The part of each month's quota that no forecast line covers; not negative.</param>
/// <param name="Beyond">What each month's forecast has beyond its quota; not negative.</param>
public sealed record QuotaCover(PlanInForce Plan, IReadOnlyList<decimal> Open, IReadOnlyList<decimal> Beyond);

/// <summary>
/// What is to be delivered when, by the agreed plans of a half: the forecast by product and month, and what the quota asks for beyond it. Of each month the forecast and what is open,
/// less what is beyond the quota, are the quota, so that nothing is hidden. Amounts are revenue at full value; plans know no pieces.
/// </summary>
public sealed class CompanyDemand
{
    /// <summary>Adds up plans, whose accounts and products are called as they are now.</summary>
    public CompanyDemand(Period half, IEnumerable<PlanInForce> plans)
    {
        Half = half;
        var given = plans.ToList();
        var lines = given.SelectMany(p => p.Content.Forecast.Where(l => l.Months.Any(m => half.Contains(m.Month))).Select(l => new DemandLine(p, l, [.. half.Months.Select(m => l.Months.Find(m.ToString())?.Revenue ?? 0)]))).ToList();
        Products =
        [
            .. lines.GroupBy(l => (l.Line.ProductId, Name: l.Line.ProductId is null ? l.Line.Product.Trim().ToUpperInvariant() : ""))
                .Select(g => new ProductDemand(g.Key.ProductId, g.First().Line.Product.Trim(), [.. g.OrderByDescending(l => l.Total).ThenBy(l => l.Line.Client, StringComparer.OrdinalIgnoreCase)], Add(g.Select(l => l.Months))))
                .OrderBy(p => p.Name == "").ThenByDescending(p => p.Total).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase),
        ];
        Forecast = Add(lines.Select(l => l.Months));
        Covers = [.. given.Select(Cover)];
        Open = Add(Covers.Select(c => c.Open));
        Beyond = Add(Covers.Select(c => c.Beyond));
        Quota = [.. half.Months.Select(m => KnownSum.Of(given.Where(p => p.Content.Period.Contains(m)).Select(p => p.Content.Quota(m).Revenue)))];
        CellsWithoutRevenue = lines.Sum(l => l.Line.Months.Count(m => half.Contains(m.Month) && m.Revenue is null));
    }

    /// <summary>The months it is about.</summary>
    public Period Half { get; }

    /// <summary>Each product, the largest first; what names none comes last.</summary>
    public IReadOnlyList<ProductDemand> Products { get; }

    /// <summary>What is forecast of all products in each month, in order.</summary>
    public IReadOnlyList<decimal> Forecast { get; }

    /// <summary>What of each month's quotas has neither a product nor a client yet.</summary>
    public IReadOnlyList<decimal> Open { get; }

    /// <summary>What each month's forecasts have beyond their quotas; all of it where a plan gives the month no quota.</summary>
    public IReadOnlyList<decimal> Beyond { get; }

    /// <summary>The quotas of each month.</summary>
    public IReadOnlyList<KnownSum> Quota { get; }

    /// <summary>Each plan's part of <see cref="Open"/> and <see cref="Beyond"/>, in the order given.</summary>
    public IReadOnlyList<QuotaCover> Covers { get; }

    /// <summary>How many months of forecast lines say a margin and no revenue, and add nothing here.</summary>
    public int CellsWithoutRevenue { get; }

    private IReadOnlyList<decimal> Add(IEnumerable<IReadOnlyList<decimal>> months) => months.Aggregate((IReadOnlyList<decimal>)new decimal[Half.Length], (all, one) => [.. all.Zip(one, (a, b) => a + b)]);

    // Plan by plan: what one has beyond its quota delivers nothing of what another has open.
    private QuotaCover Cover(PlanInForce plan)
    {
        var missing = Half.Months.Select(m => plan.Content.QuotaOf(new(m, 1)).Revenue - plan.Content.ForecastOf(new(m, 1)).Revenue).ToList();
        return new(plan, [.. missing.Select(m => Math.Max(0, m))], [.. missing.Select(m => Math.Max(0, -m))]);
    }
}
