using Microsoft.EntityFrameworkCore;
using Plumbline.Cosell;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Signals.Rules;

/// <summary>A referral is closed by the vendor unless something happens, or our opportunity is over and it is still open: the vendor does not know, or was never told of it.</summary>
internal sealed class ReferralExpiring(PlumblineDb db) : SignalRule
{
    private const int DaysToTell = 7;

    public override string Key => "referral-expiring";

    public override string Name => "Co-sell referral about to expire";

    public override RuleGroup Group => RuleGroup.MarketingAndVendors;

    public override RuleLimit Limit => new(14, 1, 90, "days ahead");

    public override string Says(decimal limit) => $"An open co-sell referral expires within {limit:0} days or has expired, or its opportunity was won or lost and the referral is still open.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        long[] people = [.. watch.People.Select(p => p.Id)];
        var until = watch.Today.AddDays((int)watch.Limit);
        var found = await (
            from referral in db.Set<Referral>().AsNoTracking().Open()
            where EF.Parameter(people).Contains(referral.OwnerId)
            join linked in db.Opportunities.AsNoTracking() on referral.OpportunityId equals linked.Id into all
            from opportunity in all.DefaultIfEmpty()
            where referral.ExpiresOn <= until || (opportunity != null && opportunity.State != OpportunityState.Open)
            select new { Referral = referral, Opportunity = opportunity }).ToListAsync(cancel);
        return [.. found.Select(f => Found(f.Referral, f.Opportunity, watch))];
    }

    private static Finding Found(Referral referral, Opportunity? opportunity, Watch watch)
    {
        var (name, href) = (referral.Outline.Name, FormattableString.Invariant($"cosell/{referral.Id}"));
        var stake = opportunity is null or { State: OpportunityState.Open } ? referral.Outline.Value ?? opportunity?.Amount ?? 0 : 0; // Of a deal that is over nothing is at stake any more.
        SignalEvidence[] evidence =
        [
            new($"{name}, with {referral.Vendor}{(stake > 0 ? $": {watch.Money.Compact(stake)}" : "")}", href),
            .. opportunity is null ? Array.Empty<SignalEvidence>() : [new($"{opportunity.Name}, our opportunity", FormattableString.Invariant($"opportunities/{opportunity.Id}"))],
        ];
        var cause = FormattableString.Invariant($"referral/{referral.Id}");
        if (referral.ToldBy(opportunity?.State) is { } told)
        {
            return new(
                referral.OwnerId, cause, stake, (opportunity!.Closed ?? watch.Today).AddDays(DaysToTell) is var by && by < watch.Today ? watch.Today : by, $"{referral.Vendor} does not know how {name} ended",
                $"Our opportunity was {(told == ReferralState.Won ? "won" : "lost")}, and the referral is still open. Tell the vendor, and note it.", evidence, new("Note what became of it", $"{href}#next"));
        }

        if (referral.OverBy(opportunity?.State) is not null)
        {
            return new(
                referral.OwnerId, cause, stake, (opportunity!.Closed ?? watch.Today).AddDays(DaysToTell) is var by && by < watch.Today ? watch.Today : by, $"Our opportunity is over, and the referral {name} is still open",
                $"Our opportunity was {(opportunity.State == OpportunityState.Won ? "won" : "lost")}. {referral.Vendor} was never told of the referral, so nobody there waits: close it here.", evidence, new("Close the referral", $"{href}#next"));
        }

        var expires = referral.ExpiresOn!.Value;
        return expires < watch.Today
            ? new(referral.OwnerId, cause, stake, watch.Today, $"The referral {name} has expired", $"Its day with {referral.Vendor} was {watch.Day(expires)}, and it is still open here. Note that it expired, or give the day that holds now.", evidence, new("Note what became of it", $"{href}#next"))
            : new(referral.OwnerId, cause, stake, expires, $"The referral {name} expires on {watch.Day(expires)}", referral.VendorKnows ? $"{referral.Vendor} closes it after that day unless something happens: get it accepted, or have the day moved." : $"{referral.Vendor} has not been told of it. Note what became of it, or give the day that holds now.", evidence, new("Look at the referral", href)) { IsDayGiven = true };
    }
}
