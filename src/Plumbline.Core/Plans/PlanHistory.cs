using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>What was booked with one account, of one product, in one month; 0 and empty names where the record names none, a null margin where it is not known.</summary>
public sealed record Sold(Month Month, long AccountId, string Account, long ProductId, string Product, decimal Revenue, decimal? Margin);

/// <summary>What stands beside a plan's numbers: the last six whole months, and the plan's own months a year earlier.</summary>
public sealed class PlanHistory
{
    /// <summary>The history for a plan.</summary>
    /// <param name="plan">The plan's months.</param>
    /// <param name="recent">The last whole months, six as a rule.</param>
    /// <param name="sold">What was booked in either; other months are left out.</param>
    public PlanHistory(Period plan, Period recent, IEnumerable<Sold> sold)
    {
        (Plan, Recent) = (plan, recent);
        Sold = [.. sold.Where(s => recent.Contains(s.Month) || YearAgo.Contains(s.Month))];
    }

    /// <summary>The plan's months.</summary>
    public Period Plan { get; }

    /// <summary>The last whole months.</summary>
    public Period Recent { get; }

    /// <summary>The plan's months a year earlier.</summary>
    public Period YearAgo => Plan.YearBefore;

    /// <summary>What was booked in either.</summary>
    public IReadOnlyList<Sold> Sold { get; }

    /// <summary>What a month brought; margin as far as it is known.</summary>
    public PlanSum Of(Month month) => Sum(Sold.Where(s => s.Month == month));

    /// <summary>What a run of months brought; margin as far as it is known.</summary>
    public PlanSum Of(Period period) => Sum(Sold.Where(s => period.Contains(s.Month)));

    /// <summary>Margin as a fraction of revenue, over what its margin is known of; null where none is.</summary>
    public decimal? MarginShare
    {
        get
        {
            var known = Sold.Where(s => s.Margin is not null).ToList();
            var revenue = known.Sum(s => s.Revenue);
            return revenue > 0 ? known.Sum(s => s.Margin!.Value) / revenue : null;
        }
    }

    private static PlanSum Sum(IEnumerable<Sold> sold) =>
        sold.Aggregate(default(PlanSum), (sum, s) => sum with { Revenue = sum.Revenue + s.Revenue, Margin = sum.Margin + (s.Margin ?? 0) });
}
