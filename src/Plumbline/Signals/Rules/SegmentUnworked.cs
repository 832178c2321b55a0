using Microsoft.EntityFrameworkCore;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>An industry in which the company wins more than elsewhere, and where a person's accounts see nobody.</summary>
internal sealed class SegmentUnworked(PlumblineDb db, CompanyLately lately) : SignalRule
{
    private const int DaysBack = 365;
    private const int FewestUnworked = 3;

    public override string Key => "segment-unworked";

    public override string Name => "Segment that nobody works";

    public override RuleGroup Group => RuleGroup.Market;

    public override bool IsChance => true;

    public override RuleLimit Limit => new(90, 14, 365, "days");

    public override string Says(decimal limit) =>
        $"In an industry the company wins more of what closes than on the whole, by the lower end of the range that a year’s opportunities allow, and of a person’s accounts there at least {FewestUnworked}, and most of them, had no contact for {limit:0} days. At stake is one order of the usual size there.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var (year, today, since) = (watch.Today.AddDays(-DaysBack), watch.Today, watch.Today.AddDays(-(int)watch.Limit));
        var closed = await lately.Of(Key, watch, () => db.Opportunities.Where(o => o.Closed >= year && o.Closed <= today && o.AccountId != null)
            .Join(db.Accounts.Where(a => a.Industry != null), o => o.AccountId, a => a.Id, (o, a) => new { a.Industry, o.State, o.Amount })
            .GroupBy(o => new { o.Industry, o.State }).Select(g => new { Industry = g.Key.Industry!, g.Key.State, Count = g.Count(), Value = g.Sum(o => o.Amount ?? 0) }).ToListAsync(cancel));
        var (won, lost) = (closed.Where(c => c.State == OpportunityState.Won).Sum(c => c.Count), closed.Where(c => c.State == OpportunityState.Lost).Sum(c => c.Count));
        if (won == 0)
        {
            return [];
        }

        var average = (decimal)won / (won + lost);
        var good = closed.GroupBy(c => c.Industry)
            .Select(g => (Industry: g.Key, Won: g.Where(c => c.State == OpportunityState.Won).Sum(c => c.Count), Lost: g.Where(c => c.State == OpportunityState.Lost).Sum(c => c.Count), Value: g.Where(c => c.State == OpportunityState.Won).Sum(c => c.Value)))
            .Where(g => g.Won > 0 && Estimate.Share(g.Won, g.Lost).Low > average).ToDictionary(g => g.Industry);
        string[] industries = [.. good.Keys];
        var sellers = watch.SellerIds;
        var accounts = await db.Accounts.Where(a => a.OwnerId != null && EF.Parameter(sellers).Contains(a.OwnerId.Value) && a.MergedIntoId == null && a.Industry != null && EF.Parameter(industries).Contains(a.Industry))
            .Select(a => new { a.Id, a.Name, Owner = a.OwnerId!.Value, Industry = a.Industry!, IsWorked = db.AccountContacts.Any(c => c.AccountId == a.Id && c.Last >= since) }).ToListAsync(cancel);
        var found = new List<Finding>();
        foreach (var group in accounts.GroupBy(a => (a.Owner, a.Industry)))
        {
            var unworked = group.Where(a => !a.IsWorked).OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).ToList();
            if (unworked.Count < FewestUnworked || unworked.Count * 2 <= group.Count())
            {
                continue;
            }

            var segment = good[group.Key.Industry];
            found.Add(new(
                group.Key.Owner, $"segment/{group.Key.Industry}", segment.Value / segment.Won, watch.Today.AddDays(Watch.DaysAhead),
                $"{Figures.Count(unworked.Count)} of {Figures.Count(group.Count())} accounts in {group.Key.Industry} had no contact",
                $"{Figures.Count(segment.Won)} of {Figures.Count(segment.Won + segment.Lost)} that closed there in a year were won, {Figures.Percent((decimal)segment.Won / (segment.Won + segment.Lost))} against {Figures.Percent(average)} on the whole; an order brings {watch.Money.Compact(segment.Value / segment.Won)}.",
                [.. unworked.Take(OpenDeals.MostShown).Select(a => new SignalEvidence(a.Name, $"accounts/{a.Id}"))],
                new("Begin with the first", $"accounts/{unworked[0].Id}")));
        }

        return found;
    }
}
