using Microsoft.EntityFrameworkCore;
using Plumbline.Marketing;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Sample;

/// <summary>What came of the sample company's local marketing: leads that were followed up or still wait, opportunities that name a campaign or were tied by hand, and every fifth activity of which nothing came.</summary>
internal sealed class SampleResults(SampleCompany company, PlumblineDb db)
{
    private const int DaysAfter = 75;
    private const int MostListed = 12;
    private const int MostCandidates = 40;

    private readonly Random _chance = new(20_260_702);

    public async Task Make(CancellationToken cancel)
    {
        var held = await db.Set<LocalActivity>().TakingPlace().Where(a => a.First <= company.Today).OrderBy(a => a.Id).ToListAsync(cancel);
        var taken = new HashSet<long>();
        foreach (var (nth, activity) in held.Index())
        {
            if (nth % 5 == 1)
            {
                continue; // Nothing came.
            }

            activity.CallIt(FormattableString.Invariant($"{activity.First:yyyy}-{nth + 1:00} {activity.Outline.Category}"));
            var came = (activity.Outline.Leads ?? 10) * _chance.Next(40, 130) / 100;
            activity.CountLeads(came);
            foreach (var line in Lines(Math.Min(came, MostListed), nth))
            {
                db.Add(Lead(activity, line));
            }

            await Tie(activity, nth, taken, cancel);
        }

        await db.SaveChangesAsync(cancel);
        var astray = await db.Opportunities.Where(o => o.Campaign == null && o.State == OpportunityState.Open).OrderBy(o => o.Id).Select(o => o.Id).Take(3).ToListAsync(cancel);
        await Name(astray, "Autumn mailing", cancel); // A campaign that no activity has.
        db.ChangeTracker.Clear();
    }

    private async Task Tie(LocalActivity activity, int nth, HashSet<long> taken, CancellationToken cancel)
    {
        var (from, until) = (activity.First.AddDays(-20), activity.Last.AddDays(DaysAfter));
        var candidates = await db.Opportunities.Where(o => o.Opened >= from && o.Opened <= until && (o.Closed == null || o.Closed > activity.Last) && (o.SalespersonId == activity.OwnerId || nth % 3 == 0)).OrderBy(o => o.Opened).ThenBy(o => o.Id).Select(o => o.Id).Take(MostCandidates).ToListAsync(cancel);
        var chosen = candidates.Where(id => _chance.Next(4) == 0).Take(4).ToList();
        await Name([.. chosen.Where(taken.Add)], activity.Code!, cancel);
        foreach (var other in candidates.Except(chosen).OrderByDescending(taken.Contains).Take(nth % 2)) // What another activity began is helped on, so that models differ.
        {
            db.Add(new MarketingTouch(activity.Id, other, activity.OwnerId, activity.Last));
        }
    }

    private async Task Name(IReadOnlyList<long> opportunities, string campaign, CancellationToken cancel)
    {
        long[] ids = [.. opportunities];
        var folded = Folded.Name(campaign);
        await db.Opportunities.Where(o => EF.Parameter(ids).Contains(o.Id)).ExecuteUpdateAsync(set => set.SetProperty(o => o.Campaign, campaign).SetProperty(o => o.FoldedCampaign, folded), cancel);
    }

    private MarketingLead Lead(LocalActivity activity, LeadLine line)
    {
        var lead = new MarketingLead(activity.Id, line, null, activity.OwnerId, activity.OwnerId, activity.Last);
        var on = activity.Last.AddDays(_chance.Next(1, 8));
        if (on <= company.Today && _chance.Next(10) > 0)
        {
            lead.Become(_chance.Next(4) == 0 ? LeadOutcome.NotInterested : LeadOutcome.FollowedUp, on, null, company.Today);
        }
        else if (activity.Last < company.Today.AddDays(-40))
        {
            lead.Become(LeadOutcome.FollowedUp, activity.Last.AddDays(12), null, company.Today); // Late, but done: only of the latest some wait.
        }

        return lead;
    }

    private IEnumerable<LeadLine> Lines(int count, int nth)
    {
        for (var i = 0; i < count; i++)
        {
            var (first, last) = (SampleNames.FirstNames[((nth * 3) + i) % SampleNames.FirstNames.Length], SampleNames.LastNames[((nth * 5) + (i * 7)) % SampleNames.LastNames.Length]);
            yield return new($"{first} {last}", company.Accounts[_chance.Next(company.Accounts.Count)].Name, $"{first}.{last}@guest.example".ToLowerInvariant(), "");
        }
    }
}
