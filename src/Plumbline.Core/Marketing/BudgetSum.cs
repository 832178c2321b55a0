namespace Plumbline.Marketing;

/// <summary>Where the money of some activities is, in the company's currency. Planned, committed and spent are all that they cost; own and the vendors' part are the same cost by who bears it.</summary>
/// <param name="Count">How many activities, those that were called off not counted.</param>
/// <param name="Planned">Budgets of what nobody has asked a vendor for, and has not taken place.</param>
/// <param name="Committed">Budgets of what a vendor is asked for, or has approved.</param>
/// <param name="Spent">What was spent.</param>
/// <param name="Vendors">What vendors have paid, or are still to pay.</param>
/// <param name="Claimed">Of the vendors' part what is claimed and not answered.</param>
/// <param name="Paid">Of the vendors' part what is paid.</param>
/// <param name="Lapsed">What vendors would have paid, and nobody claimed in time.</param>
public sealed record BudgetSum(int Count, decimal Planned, decimal Committed, decimal Spent, decimal Vendors, decimal Claimed, decimal Paid, decimal Lapsed)
{
    /// <summary>What the activities cost.</summary>
    public decimal Cost => Planned + Committed + Spent;

    /// <summary>What the company bears itself.</summary>
    public decimal Own => Cost - Vendors;

    /// <summary>What of an activity vendors do not pay any more since its day to claim went by; 0 where there is time, or it is claimed.</summary>
    public static decimal LapsedOf(LocalActivity activity, DateOnly today) => activity.AwaitsClaim(today) && activity.ClaimBy < today ? activity.Funded : 0;

    /// <summary>Adds up.</summary>
    public static BudgetSum Of(IEnumerable<LocalActivity> activities, DateOnly today)
    {
        var sum = new BudgetSum(0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var activity in activities.Where(a => !a.IsOff))
        {
            var (cost, lapsed) = (activity.Cost, LapsedOf(activity, today));
            sum = new(
                sum.Count + 1, sum.Planned + (activity.Stage == FundingStage.Planned ? cost : 0), sum.Committed + (activity.Stage is FundingStage.Applied or FundingStage.Approved ? cost : 0), sum.Spent + (activity.IsOpen ? 0 : cost),
                sum.Vendors + activity.Funded - lapsed, sum.Claimed + (activity.Stage == FundingStage.Claimed ? activity.Funded : 0), sum.Paid + (activity.Stage == FundingStage.Paid ? activity.Funded : 0), sum.Lapsed + lapsed);
        }

        return sum;
    }
}
