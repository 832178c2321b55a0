using Microsoft.EntityFrameworkCore;
using Plumbline.Marketing;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Signals.Rules;

/// <summary>A local marketing activity took place, and with accounts that it was for nobody had to do on its last day or since.</summary>
internal sealed class AudienceNotFollowedUp(PlumblineDb db, AudienceReader audience) : LateFollowUp
{
    private const int DaysBack = 60;
    private const int MostNamed = 3;

    public override string Key => "audience-not-followed-up";

    public override string Name => "Audience that nobody follows up";

    public override RuleGroup Group => RuleGroup.MarketingAndVendors;

    public override string Says(decimal limit) =>
        $"A marketing activity took place, the days within which it says that everyone is followed up have gone by, at most {DaysBack} days ago, and with accounts of its audience no activity is logged on its last day or since. Who looks after an account is told; where nobody does, who looks after the activity.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var (today, since) = (watch.Today, watch.Today.AddDays(-DaysBack - ActivityOutline.MostFollowUpDays));
        var held = (await db.Set<LocalActivity>().AsNoTracking().TakingPlace().WithAccounts().Where(a => a.Spent != null && a.Last >= since && a.Last < today).OrderBy(a => a.Id).ToListAsync(cancel))
            .FindAll(a => DueOn(a) < today && DueOn(a) >= today.AddDays(-DaysBack));
        var audiences = await audience.Of(held, today, cancel);
        var people = watch.People.Select(p => p.Id).ToHashSet();
        return
        [
            .. held.SelectMany(a => audiences[a.Id].Where(l => l.ContactOn is null).GroupBy(l => WhoFollowsUp(l, a, watch)).Where(g => people.Contains(g.Key)).OrderBy(g => g.Key).Select(g => Found(a, g.Key, [.. g.Select(l => l.Name)], watch))),
        ];
    }

    private static DateOnly DueOn(LocalActivity activity) => activity.Last.AddDays(activity.Outline.FollowUpDays);

    /// <summary>Who looks after the account while they sell here, else who looks after the activity.</summary>
    private static long WhoFollowsUp(AudienceLine line, LocalActivity activity, Watch watch) =>
        line.OwnerId is { } owner && watch.Colleagues.Find(owner) is { } person && (person.Roles & (Roles.Salesperson | Roles.Manager)) != 0 && !(person.Left < watch.Today) ? owner : activity.OwnerId;

    private static Finding Found(LocalActivity activity, long person, IReadOnlyList<string> names, Watch watch)
    {
        var others = names.Count - MostNamed;
        var named = string.Join(", ", names.Take(MostNamed)) + (others > 0 ? $" and {others:0} more" : "");
        return Found(
            activity, person, "audience", DueOn(activity), names.Count == 1 ? $"An account waits to be followed up after {activity.Outline.Title}" : $"{names.Count:0} accounts wait to be followed up after {activity.Outline.Title}",
            $"With {named} no activity is logged since. ", names.Count == 1 ? "Follow it up" : "Follow them up", watch) with
        {
            Count = names.Count,
        };
    }
}
