using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Marketing;

/// <summary>An opportunity with all activities that it is tied to.</summary>
internal sealed record TouchedOpportunity(Opportunity Record, IReadOnlyList<LocalActivity> Activities);

/// <summary>What some activities cost and what came of each, by one model.</summary>
/// <param name="Sums">By activity.</param>
/// <param name="Touched">The opportunities that any of them touches.</param>
/// <param name="Counting">The rule by which margin and worth are told.</param>
internal sealed record Attributed(IReadOnlyDictionary<long, AttributedSum> Sums, IReadOnlyList<TouchedOpportunity> Touched, Counting Counting);

/// <summary>Reads what came of activities: of each opportunity also what other activities had part in, so that each gets its part of it and no more.</summary>
internal sealed class AttributionReader(PlumblineDb db, OurCompany company)
{
    public async Task<Attributed> Of(IReadOnlyList<LocalActivity> activities, AttributionModel model, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var touched = await Touched(activities, cancel);
        long[] ids = [.. activities.Select(a => a.Id)];
        long[] products = [.. touched.Select(t => t.Record.ProductId).OfType<long>().Distinct()];
        var listed = ids.Length == 0 ? [] : await db.Set<MarketingLead>().Where(l => EF.Parameter(ids).Contains(l.ActivityId)).GroupBy(l => l.ActivityId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var counting = new Counting(default, new([], [], []), products.Length == 0 ? new Dictionary<long, Product>() : await db.Products.AsNoTracking().Where(p => EF.Parameter(products).Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel));
        var sums = activities.ToDictionary(a => a.Id, a => AttributedSum.Of(a, listed.GetValueOrDefault(a.Id), today));
        foreach (var opportunity in touched)
        {
            var touches = Attribution.Touches(opportunity.Record, opportunity.Activities, today);
            foreach (var (touch, part) in touches.Zip(Attribution.Parts(opportunity.Record, touches, model, counting)))
            {
                if (sums.TryGetValue(touch.ActivityId, out var sum))
                {
                    sums[touch.ActivityId] = sum + part; // Else it is of an activity that is not asked about.
                }
            }
        }

        return new(sums, touched, counting);
    }

    /// <summary>Those on which money was spent, as somebody noted, and of which nothing came: no lead, where these count, and no opportunity whose touch counts. How an opportunity is split does not matter here; that there is one does.</summary>
    public async Task<IReadOnlyList<LocalActivity>> Wasted(IReadOnlyList<LocalActivity> activities, bool leadsCount, CancellationToken cancel)
    {
        long[] ids = [.. activities.Where(a => a is { Spent: > 0, IsOff: false } && !(leadsCount && a.LeadsCounted > 0)).Select(a => a.Id)];
        if (ids.Length == 0)
        {
            return [];
        }

        var asked = db.Set<LocalActivity>().Where(a => EF.Parameter(ids).Contains(a.Id));
        var ties = asked.Where(a => a.FoldedCode != null).Join(db.Opportunities, a => a.FoldedCode, o => o.FoldedCampaign, (a, o) => new { a.Id, a.First, a.Last, o.Opened, o.Closed })
            .Concat(asked.Join(db.Set<MarketingTouch>(), a => a.Id, t => t.ActivityId, (a, t) => new { Activity = a, t.OpportunityId }).Join(db.Opportunities, t => t.OpportunityId, o => o.Id, (t, o) => new { t.Activity.Id, t.Activity.First, t.Activity.Last, o.Opened, o.Closed }));
        // An opportunity that became of a lead has a lead. The day of the touch is as Attribution.DayOf tells it.
        var fruitful = (await ties.Where(t => t.Closed == null || (t.Opened == null || t.Opened < t.First ? t.First : t.Opened > t.Last ? t.Last : t.Opened) <= t.Closed).Select(t => t.Id).Distinct().ToListAsync(cancel))
            .Union(await db.Set<MarketingLead>().Where(l => EF.Parameter(ids).Contains(l.ActivityId) && (leadsCount || l.OpportunityId != null)).Select(l => l.ActivityId).Distinct().ToListAsync(cancel)).ToHashSet();
        return [.. activities.Where(a => ids.Contains(a.Id) && !fruitful.Contains(a.Id))];
    }

    /// <summary>The opportunities that name the campaign of one of these, are tied to one by hand, or came of its leads.</summary>
    private async Task<IReadOnlyList<TouchedOpportunity>> Touched(IReadOnlyList<LocalActivity> asked, CancellationToken cancel)
    {
        long[] ids = [.. asked.Select(a => a.Id)];
        string[] codes = [.. asked.Select(a => a.FoldedCode).OfType<string>()];
        long[] tied = ids.Length == 0 ? [] :
        [
            .. (await db.Set<MarketingTouch>().Where(t => EF.Parameter(ids).Contains(t.ActivityId)).Select(t => t.OpportunityId).ToListAsync(cancel))
                .Union(await db.Set<MarketingLead>().Where(l => l.OpportunityId != null && EF.Parameter(ids).Contains(l.ActivityId)).Select(l => l.OpportunityId!.Value).ToListAsync(cancel)),
        ];
        var named = codes.Length == 0 ? [] : await Counted(db.Opportunities.Where(o => o.FoldedCampaign != null && EF.Parameter(codes).Contains(o.FoldedCampaign))).ToListAsync(cancel);
        var opportunities = named.UnionBy(tied.Length == 0 ? [] : await Counted(db.Opportunities.Where(o => EF.Parameter(tied).Contains(o.Id))).ToListAsync(cancel), o => o.Id).OrderBy(o => o.Id).ToList();
        if (opportunities.Count == 0)
        {
            return [];
        }

        long[] found = [.. opportunities.Select(o => o.Id)];
        var ties = (await db.Set<MarketingTouch>().Where(t => EF.Parameter(found).Contains(t.OpportunityId)).Select(t => new { t.OpportunityId, t.ActivityId }).ToListAsync(cancel))
            .Union(await db.Set<MarketingLead>().Where(l => l.OpportunityId != null && EF.Parameter(found).Contains(l.OpportunityId.Value)).Select(l => new { OpportunityId = l.OpportunityId!.Value, l.ActivityId }).Distinct().ToListAsync(cancel))
            .ToLookup(t => t.OpportunityId, t => t.ActivityId);
        var activities = asked.ToDictionary(a => a.Id);
        long[] others = [.. ties.SelectMany(t => t).Distinct().Where(id => !activities.ContainsKey(id))];
        string[] theirs = [.. opportunities.Select(o => o.FoldedCampaign).OfType<string>().Distinct().Except(codes)];
        if (others.Length > 0 || theirs.Length > 0)
        {
            foreach (var other in await db.Set<LocalActivity>().AsNoTracking().Where(a => EF.Parameter(others).Contains(a.Id) || EF.Parameter(theirs).Contains(a.FoldedCode)).ToListAsync(cancel))
            {
                activities.TryAdd(other.Id, other);
            }
        }

        var byCode = activities.Values.Where(a => a.FoldedCode is not null).ToDictionary(a => a.FoldedCode!);
        return [.. opportunities.Select(o => new TouchedOpportunity(o, [.. ties[o.Id].Select(id => activities[id]).Concat(o.FoldedCampaign is { } code && byCode.TryGetValue(code, out var own) ? [own] : []).DistinctBy(a => a.Id)]))];
    }

    /// <summary>Of each only what counts: a campaign may have very many.</summary>
    private static IQueryable<Opportunity> Counted(IQueryable<Opportunity> opportunities) => opportunities.Select(o => new Opportunity
    {
        Id = o.Id,
        System = o.System,
        ExternalId = o.ExternalId,
        Name = o.Name,
        ProductId = o.ProductId,
        State = o.State,
        Amount = o.Amount,
        Opened = o.Opened,
        Closed = o.Closed,
        Campaign = o.Campaign,
    });
}
