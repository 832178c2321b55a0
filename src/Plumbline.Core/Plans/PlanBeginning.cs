using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Plans;

/// <summary>For whom and for which months a plan can be begun.</summary>
public static class PlanBeginning
{
    /// <summary>Why no business plan can be begun, in words; null where one can.</summary>
    public static string? WhyNot(Person salesperson, Period half, FiscalYear year, DateOnly today) => WhyNot(salesperson) ?? WhyNot(half, year, today);

    /// <summary>As above, of the months alone: they are a half of the company's fiscal year, and no more than a year away from today.</summary>
    public static string? WhyNot(Period half, FiscalYear year, DateOnly today) =>
        half != year.Half(half.FirstDay) ? $"A plan is for a half of the fiscal year. {Months(half)} is none." : WhyNot(half, today);

    /// <summary>Why no account plan can be begun, in words; null where one can: it is for a quarter of the company's fiscal year, no more than a year away from today.</summary>
    public static string? WhyNotAccount(Person salesperson, Period quarter, FiscalYear year, DateOnly today) =>
        WhyNot(salesperson) ?? (quarter != year.Quarter(quarter.FirstDay) ? $"An account plan is for a quarter of the fiscal year. {Months(quarter)} is none." : WhyNot(quarter, today));

    private static string? WhyNot(Person salesperson) => salesperson.Roles.HasFlag(Roles.Salesperson) ? null : $"{salesperson.Name} does not sell, so there is no plan to begin.";

    private static string? WhyNot(Period period, DateOnly today) =>
        period.FirstDay > today.AddYears(1) ? $"{Months(period)} begins more than a year from now. Begin the plan when it is closer."
        : period.LastDay < today.AddYears(-1) ? $"{Months(period)} ended more than a year ago. Nobody can plan it any more."
        : null;

    private static string Months(Period period) => $"{Said.Month(period.First)} to {Said.Month(period.Last)}";
}
