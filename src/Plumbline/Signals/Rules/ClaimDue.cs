using Microsoft.EntityFrameworkCore;
using Plumbline.Marketing;
using Plumbline.Plans;
using Plumbline.Storage;
using Plumbline.Ui;
using Standing = Plumbline.Plans.Standing;

namespace Plumbline.Signals.Rules;

/// <summary>A vendor's money that a plan counts on lapses unless it is claimed, and nobody has taken the activity up. Of what is taken up, <see cref="FundsLapsing"/> tells.</summary>
internal sealed class ClaimDue(PlumblineDb db) : SignalRule
{
    public override string Key => "claim-due";

    public override string Name => "Funds about to lapse";

    public override RuleGroup Group => RuleGroup.MarketingAndVendors;

    public override RuleLimit Limit => new(30, 1, 120, "days ahead");

    public override string Says(decimal limit) =>
        $"A marketing activity in an agreed plan, which a vendor funds in part, has its last day to claim within {limit:0} days, and nobody has taken it up under local marketing, where it is followed to the claim.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var (half, sellers) = (watch.Fiscal.Half(watch.Today), watch.SellerIds);
        Fiscal.Period[] periods = [half.Previous, half, half.Next];
        var plans = await db.BusinessPlans.IgnoreAutoIncludes().Where(p => EF.Parameter(sellers).Contains(p.SalespersonId) && EF.Parameter(periods).Contains(p.Period))
            .SelectMany(p => EF.Property<List<PlanVersion>>(p, "_versions").Where(v => v.Standing == Standing.Agreed), (p, v) => new { p.Id, p.SalespersonId, Version = v }).AsNoTracking().ToListAsync(cancel);
        var taken = (await db.Set<LocalActivity>().Where(a => a.Source.StartsWith("plan/") && a.First >= half.Previous.FirstDay).Select(a => a.Source).ToListAsync(cancel)).ToHashSet();
        var found = new List<Finding>();
        foreach (var plan in plans)
        {
            foreach (var activity in ((BusinessPlanContent)plan.Version.Content).Marketing)
            {
                if (activity is not { Budget: > 0 and { } budget, FundedShare: > 0 and { } share, ClaimBy: { } by } || by < watch.Today || by.DayNumber - watch.Today.DayNumber > watch.Limit
                    || taken.Contains(FormattableString.Invariant($"plan/{plan.Id}/marketing.{activity.Key}")))
                {
                    continue;
                }

                found.Add(new(
                    plan.SalespersonId, $"claim/{plan.Id}/{activity.Key}", budget * share, by, $"{watch.Money.Compact(budget * share)} for {activity.Title} is to be claimed by {watch.Day(by)}",
                    $"{(activity.Vendor.Length > 0 ? activity.Vendor : "The vendor")} pays {Figures.Percent(share)} of {watch.Money.Compact(budget)}{(activity.Program.Length > 0 ? $" from {activity.Program}" : "")}, and nothing after that day.",
                    [new($"{activity.Title}, as agreed", $"plans/{plan.Id}#marketing")], new("Take it up", FormattableString.Invariant($"marketing/new?plan={plan.Id}&row={Uri.EscapeDataString(activity.Key)}")))
                {
                    IsDayGiven = true,
                });
            }
        }

        return found;
    }
}
