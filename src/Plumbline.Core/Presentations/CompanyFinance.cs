using Plumbline.Companies;
using Plumbline.Fiscal;

namespace Plumbline.Presentations;

/// <summary>What finance looks at in a month, or in several.</summary>
/// <param name="Quota">Revenue asked for.</param>
/// <param name="Margin">Margin asked for.</param>
/// <param name="Forecast">Revenue forecast by client, at full value.</param>
/// <param name="Cash">What arrives of the half's forecast revenue.</param>
public readonly record struct FinanceFigures(KnownSum Quota, KnownSum Margin, KnownSum Forecast, decimal Cash)
{
    /// <summary>Both together.</summary>
    public static FinanceFigures operator +(FinanceFigures a, FinanceFigures b) => new(a.Quota + b.Quota, a.Margin + b.Margin, a.Forecast + b.Forecast, a.Cash + b.Cash);
}

/// <summary>One plan's part of it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Months">Each month of the half, in order.</param>
/// <param name="CashAfter">What arrives after the half.</param>
public sealed record FinanceLine(PlanInForce Plan, IReadOnlyList<FinanceFigures> Months, decimal CashAfter)
{
    /// <summary>The whole half; its cash is what arrives within it.</summary>
    public FinanceFigures Total { get; } = CompanyFinance.Sum(Months);
}

/// <summary>
/// Revenue, margin and cash that the agreed plans of a half promise, by month and by plan. Cash is what arrives of the forecast revenue of these months by the <see cref="PaymentTerm"/>;
/// what was sold before the half and is paid in it is no part of it, as these plans do not know it.
/// </summary>
public sealed class CompanyFinance
{
    /// <summary>Adds up plans.</summary>
    public CompanyFinance(Period half, IEnumerable<PlanInForce> plans, PaymentTerm term)
    {
        (Half, Term) = (half, term);
        Lines = [.. plans.Select(Line)];
        Months = [.. Enumerable.Range(0, half.Length).Select(at => Sum(Lines.Select(l => l.Months[at])))];
        CashAfter = Lines.Sum(l => l.CashAfter);
        Total = Sum(Months);
    }

    /// <summary>The months it is about.</summary>
    public Period Half { get; }

    /// <summary>When customers pay.</summary>
    public PaymentTerm Term { get; }

    /// <summary>Each plan's part, in the order given.</summary>
    public IReadOnlyList<FinanceLine> Lines { get; }

    /// <summary>Each month of the half over all plans, in order.</summary>
    public IReadOnlyList<FinanceFigures> Months { get; }

    /// <summary>The whole half; its cash is what arrives within it.</summary>
    public FinanceFigures Total { get; }

    /// <summary>What arrives after the half.</summary>
    public decimal CashAfter { get; }

    internal static FinanceFigures Sum(IEnumerable<FinanceFigures> figures) => figures.Aggregate(default(FinanceFigures), (all, one) => all + one);

    // Each plan's months are split by themselves, so that the plans' cash adds up to the company's, to the last ten-thousandth.
    private FinanceLine Line(PlanInForce plan)
    {
        var forecast = plan.Content.Forecast.SelectMany(l => l.Months).ToLookup(m => m.Month, m => m.Revenue);
        var arrivals = plan.MonthsOf(Half).SelectMany(month => Term.Spread(month, forecast[month].Sum() ?? 0)).ToLookup(a => a.Month, a => a.Amount);
        return new(plan, [.. Half.Months.Select(Of)], arrivals.Where(a => a.Key > Half.Last).Sum(a => a.Sum()));

        FinanceFigures Of(Month month)
        {
            var cash = arrivals[month].Sum();
            return plan.Content.Period.Contains(month) && plan.Content.Quota(month) is var quota
                ? new(KnownSum.Of(quota.Revenue), KnownSum.Of(quota.Margin), KnownSum.Of(forecast[month]), cash)
                : new(default, default, default, cash);
        }
    }
}
