using Microsoft.EntityFrameworkCore;
using Plumbline.Marketing;
using Plumbline.Storage;

namespace Plumbline.Signals.Rules;

/// <summary>People came to a local marketing activity, and whoever is to follow them up has not done so within the days that it allows.</summary>
internal sealed class LeadsWaiting(PlumblineDb db) : LateFollowUp
{
    private const int DaysBack = 366;

    public override string Key => "leads-waiting";

    public override string Name => "Leads that nobody follows up";

    public override RuleGroup Group => RuleGroup.MarketingAndVendors;

    public override string Says(decimal limit) =>
        $"Leads of a marketing activity wait longer than the days within which it says that they are followed up, counted from its last day, or from the day on which they were noted where that was later, at most {DaysBack} days ago. Where whoever is to follow them up has left, who looks after the activity is told, or else the next manager above who is here.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var people = watch.People.Select(p => p.Id).ToHashSet();
        long[] followers = [.. people.Union(watch.Colleagues.People.Where(p => !watch.IsHere(p)).Select(p => p.Id))];
        var (today, since) = (watch.Today, watch.Today.AddDays(-DaysBack));
        var waiting = await db.Set<MarketingLead>().Where(l => EF.Parameter(followers).Contains(l.FollowerId) && l.Outcome == LeadOutcome.Waiting && l.NotedOn >= since)
            .GroupBy(l => new { l.ActivityId, l.FollowerId, l.NotedOn }).Select(g => new { g.Key.ActivityId, g.Key.FollowerId, g.Key.NotedOn, Count = g.Count() }).ToListAsync(cancel);
        long[] ids = [.. waiting.Select(w => w.ActivityId).Distinct()];
        if (ids.Length == 0)
        {
            return [];
        }

        var activities = await db.Set<LocalActivity>().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        return
        [
            .. waiting.Select(w => (w.ActivityId, w.FollowerId, Told: WhoIsTold(w.FollowerId, activities[w.ActivityId], watch), w.Count, Due: DueOn(activities[w.ActivityId], w.NotedOn))).Where(w => w.Due < today && people.Contains(w.Told))
                .GroupBy(w => (w.ActivityId, w.Told)).OrderBy(g => g.Key).Select(g => Found(activities[g.Key.ActivityId], g.Key.Told, g.Any(w => w.FollowerId != g.Key.Told), g.Sum(w => w.Count), g.Min(w => w.Due), watch)),
        ];
    }

    /// <summary>Who follows them up; where they have left, who looks after the activity, or else the next manager above who is here; 0 where nobody is.</summary>
    private static long WhoIsTold(long follower, LocalActivity activity, Watch watch)
    {
        if (watch.Colleagues.Find(follower) is { } known && watch.IsHere(known))
        {
            return follower;
        }

        return watch.Colleagues.Find(activity.OwnerId) is not { } owner ? 0 : watch.IsHere(owner) ? owner.Id : watch.ManagerOf(owner) ?? 0;
    }

    private static DateOnly DueOn(LocalActivity activity, DateOnly notedOn) => MarketingLead.DueOn(activity.Last, notedOn, activity.Outline.FollowUpDays);

    private static Finding Found(LocalActivity activity, long told, bool isOrphaned, int count, DateOnly due, Watch watch) => Found(
        activity, told, "leads", due, count == 1 ? $"A lead of {activity.Outline.Title} waits to be followed up" : $"{count} leads of {activity.Outline.Title} wait to be followed up", isOrphaned ? "Whoever was to do it has left: give them to somebody. " : "", count == 1 ? "Follow it up" : "Follow them up", watch) with
    {
        Count = count,
    };
}
