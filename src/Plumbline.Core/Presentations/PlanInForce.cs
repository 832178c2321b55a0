using Plumbline.Fiscal;
using Plumbline.Plans;

namespace Plumbline.Presentations;

/// <summary>A business plan as it was agreed last.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="SalespersonId">Whose.</param>
/// <param name="Content">What the version in force says.</param>
public sealed record PlanInForce(long PlanId, long SalespersonId, BusinessPlanContent Content)
{
    /// <summary>The months of <paramref name="half"/> that the plan covers: all, unless the company's year was cut otherwise when it was agreed.</summary>
    public IEnumerable<Month> MonthsOf(Period half) => half.Months.Where(Content.Period.Contains);
}
