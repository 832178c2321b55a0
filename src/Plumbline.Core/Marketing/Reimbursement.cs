using Plumbline.Fiscal;

namespace Plumbline.Marketing;

/// <summary>When a vendor pays its part of an activity, or is likely to.</summary>
/// <param name="Month">The month.</param>
/// <param name="Amount">What it pays, in the company's currency.</param>
public sealed record Reimbursement(Month Month, decimal Amount)
{
    /// <summary>So many days after a claim vendors are taken to pay. An assumption: their terms seldom say.</summary>
    public const int DaysToPay = 45;

    /// <summary>
    /// What is paid, in the month in which it was; what is claimed, <see cref="DaysToPay"/> days after that; what can still be claimed, so many days after the last day to claim. None of it before today's month but what was paid.
    /// </summary>
    /// <returns>Null where no vendor pays anything, or it has lapsed.</returns>
    public static Reimbursement? Of(LocalActivity activity, DateOnly today)
    {
        if (activity.Funded <= 0 || BudgetSum.LapsedOf(activity, today) > 0)
        {
            return null;
        }

        DateOnly On(FundingStage stage) => activity.Steps.Last(s => s.Stage == stage).On;
        var day = activity.Stage switch
        {
            FundingStage.Paid => On(FundingStage.Paid),
            FundingStage.Claimed => Later(On(FundingStage.Claimed).AddDays(DaysToPay), today),
            _ => Later((activity.ClaimBy ?? activity.Last).AddDays(DaysToPay), today),
        };
        return new(Month.Of(day), activity.Funded);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
