using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Plans;

/// <summary>For whom and for which months a plan can be begun.</summary>
public static class PlanBeginning
{
    /// <summary>Why none can be begun, in words; null where one can.</summary>
    public static string? WhyNot(Person salesperson, Period period, FiscalYear year, DateOnly today) =>
        salesperson.Roles.HasFlag(Roles.Salesperson) ? WhyNot(period, year, today) : $"{salesperson.Name} does not sell, so there is no plan to begin.";

    /// <summary>As above, of the months alone: they are a half of the company's fiscal year, and no more than a year away from today.</summary>
    public static string? WhyNot(Period period, FiscalYear year, DateOnly today) =>
        period != year.Half(period.FirstDay) ? $"A plan is for a half of the fiscal year. {Months(period)} is none."
        : period.FirstDay > today.AddYears(1) ? $"{Months(period)} begins more than a year from now. Begin the plan when it is closer."
        : period.LastDay < today.AddYears(-1) ? $"{Months(period)} ended more than a year ago. Nobody can plan it any more."
        : null;

    private static string Months(Period period) => $"{Said.Month(period.First)} to {Said.Month(period.Last)}";
}
