using Microsoft.EntityFrameworkCore;
using Plumbline.Marketing;
using Plumbline.Storage;

namespace Plumbline.Signals.Rules;

/// <summary>A local marketing activity took place, and what the vendor is to pay of it lapses unless it is claimed.</summary>
internal sealed class FundsLapsing(PlumblineDb db) : SignalRule
{
    public override string Key => "funds-lapsing";

    public override string Name => "Vendor’s money not claimed";

    public override RuleGroup Group => RuleGroup.MarketingAndVendors;

    public override RuleLimit Limit => new(30, 1, 120, "days ahead");

    public override string Says(decimal limit) => $"A marketing activity under a vendor’s program is over and not claimed, and its last day to claim is within {limit:0} days. What proof is missing is told with it.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        long[] people = [.. watch.People.Select(p => p.Id)];
        var until = watch.Today.AddDays((int)watch.Limit);
        var activities = await db.Set<LocalActivity>().AsNoTracking().Unclaimed()
            .Where(a => EF.Parameter(people).Contains(a.OwnerId) && a.Last < watch.Today && a.ClaimBy >= watch.Today && a.ClaimBy <= until).ToListAsync(cancel);
        return [.. activities.Where(a => a.Funded > 0).Select(a => Found(a, watch))];
    }

    private static Finding Found(LocalActivity activity, Watch watch)
    {
        var (by, href) = (activity.ClaimBy!.Value, FormattableString.Invariant($"marketing/{activity.Id}"));
        return new(
            activity.OwnerId, FormattableString.Invariant($"marketing/{activity.Id}"), activity.Funded, by, $"{watch.Money.Compact(activity.Funded)} for {activity.Outline.Title} is to be claimed by {watch.Day(by)}",
            $"{activity.Terms!.Vendor} pays it from {activity.Terms.Name}, and nothing after that day.{(activity.MissingProof.Count == 0 ? "" : $" Still missing: {string.Join(", ", activity.MissingProof)}.")}",
            [new($"{activity.Outline.Title}, {watch.Day(activity.Last)}: {watch.Money.Compact(activity.Cost)} {(activity.Spent is null ? "planned" : "spent")}", href)], activity.IsOpen ? new("Say how it went", $"{href}#next") : activity.MissingProof.Count == 0 ? new("Claim it", $"{href}#next") : new("Put the proof there", $"{href}#proof"))
        {
            IsDayGiven = true,
        };
    }
}
