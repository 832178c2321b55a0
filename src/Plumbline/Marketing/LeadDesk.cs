using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Marketing;

/// <summary>A page of an activity's leads.</summary>
/// <param name="Lines">Those that the reader may see; who waits longest is first.</param>
/// <param name="Count">How many are listed in all, seen or not.</param>
/// <param name="Waiting">How many of them wait.</param>
/// <param name="Seen">How many the reader may see.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="MayAdd">Whether the reader may add to them.</param>
/// <param name="Followers">Who may follow up: those whom the reader may choose, and who looks after the activity while they are here.</param>
public sealed record LeadsView(IReadOnlyList<MarketingLead> Lines, int Count, int Waiting, int Seen, int Page, bool MayAdd, IReadOnlyList<Person> Followers)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Seen + LeadDesk.PerPage - 1) / LeadDesk.PerPage);
}

/// <summary>A lead with where it came from.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="Activity">Where it came from.</param>
/// <param name="Opportunity">What the opportunity is called that it became; null where it did not.</param>
/// <param name="Account">What its account is called; null where it has none.</param>
/// <param name="MayChange">Whether the reader may say what became of it.</param>
/// <param name="MayRemove">Whether the reader may take it off the list.</param>
/// <param name="Followers">Whom the reader may give it to.</param>
/// <param name="People">By name.</param>
/// <param name="Today">The company's day.</param>
internal sealed record LeadView(MarketingLead Lead, LocalActivity Activity, string? Opportunity, string? Account, bool MayChange, bool MayRemove, IReadOnlyList<Person> Followers, Colleagues People, DateOnly Today);

/// <summary>Keeps the leads of activities. Their names are seen by those who look after the activity, by who follows them up, and by the leadership; all others see how many.</summary>
internal sealed class LeadDesk(PlumblineDb db, CurrentPerson me, OurCompany company, MarketingReader reader, MarketingTies ties, TimeProvider clock)
{
    public const int PerPage = 50;

    // A list pasted twice at the same time meets itself once; what is new in it is taken then.
    private const int MostTries = 3;

    public async Task<LeadsView> List(LocalActivity activity, int page, CancellationToken cancel)
    {
        var id = activity.Id;
        var mayChange = await reader.MayChange(activity, cancel);
        var all = db.Set<MarketingLead>().AsNoTracking().Where(l => l.ActivityId == id);
        var seen = mayChange || await me.Has(Roles.Leadership, cancel) ? all : all.Where(l => l.FollowerId == me.Id);
        var counts = await all.GroupBy(l => l.Outcome == LeadOutcome.Waiting).Select(g => new { IsWaiting = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var found = await seen.CountAsync(cancel);
        page = Math.Clamp(page, 1, Math.Max(1, (found + PerPage - 1) / PerPage));
        return new(
            await seen.OrderBy(l => l.Outcome != LeadOutcome.Waiting).ThenBy(l => l.NotedOn).ThenBy(l => l.Id).Skip((page - 1) * PerPage).Take(PerPage).ToListAsync(cancel),
            counts.Sum(c => c.Count), counts.Where(c => c.IsWaiting).Sum(c => c.Count), found, page, mayChange, mayChange ? await Followers(await Usual(activity, cancel), cancel) : []);
    }

    /// <summary>Null where there is no such lead, or the reader may not see it.</summary>
    public async Task<LeadView?> Read(long id, CancellationToken cancel)
    {
        if (await db.Set<MarketingLead>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } lead)
        {
            return null;
        }

        var activity = await db.Set<LocalActivity>().AsNoTracking().SingleAsync(a => a.Id == lead.ActivityId, cancel);
        var (mayRemove, isMine) = (await reader.MayChange(activity, cancel), lead.FollowerId == me.Id);
        return !mayRemove && !isMine && !await me.Has(Roles.Leadership, cancel) ? null : new(
            lead, activity,
            lead.OpportunityId is { } opportunity ? await db.Opportunities.Where(o => o.Id == opportunity).Select(o => o.Name).SingleAsync(cancel) : null,
            lead.AccountId is { } account ? await db.Accounts.Where(a => a.Id == account).Select(a => a.Name).SingleAsync(cancel) : null,
            mayRemove || isMine, mayRemove, mayRemove || isMine ? await Followers(lead.FollowerId, cancel) : [], await me.Colleagues(cancel), await company.Today(cancel));
    }

    /// <summary>Takes pasted lines onto an activity's list; who is on it already stays as they are.</summary>
    public async Task Add(long id, LeadsInput input, CancellationToken cancel)
    {
        var activity = await Activity(id, cancel);
        await reader.RefuseOthers(activity, cancel);
        Refuse.Unless(!activity.IsOff, Refusal.Conflict, "It does not take place, so nobody came of it.");
        var (lines, today) = (LeadLine.Read(input.Lines, nameof(input.Lines)), await company.Today(cancel));
        var follower = await Follower(input.Follower, await Usual(activity, cancel), nameof(input.Follower), cancel);
        var accounts = await Accounts(lines, cancel);
        for (var attempt = 1; ; attempt++)
        {
            var there = await There();
            var added = lines.Where(l => !there.Contains(MarketingLead.KeyOf(l))).ToList();
            if (added.Count == 0 || await db.SaveUnlessThere(() => Save(added), async () => attempt < MostTries && (await There()).Count > there.Count))
            {
                return;
            }
        }

        async Task<HashSet<string>> There()
        {
            string[] keys = [.. lines.Select(MarketingLead.KeyOf)];
            return await db.Set<MarketingLead>().Where(l => l.ActivityId == id && EF.Parameter(keys).Contains(l.Key)).Select(l => l.Key).ToHashSetAsync(cancel);
        }

        Task Save(IEnumerable<LeadLine> added) => db.AllOrNothing(
            async () =>
            {
                db.AddRange(added.Select(l => new MarketingLead(id, l, accounts.GetValueOrDefault(Folded.Name(l.Company)), follower, me.Id, today)));
                await db.SaveChangesAsync(cancel);
                await FactsChanged.Note(db, new HashSet<long> { activity.OwnerId }, cancel);
            },
            cancel);
    }

    /// <summary>Says that somebody has spoken with them, today. Once more does no harm.</summary>
    public async Task FollowUp(long id, CancellationToken cancel)
    {
        var (lead, activity) = await Find(id, cancel);
        if (lead.Outcome == LeadOutcome.Waiting)
        {
            var today = await company.Today(cancel);
            lead.Become(LeadOutcome.FollowedUp, today, null, today);
            await Save(lead, activity, cancel);
        }
    }

    /// <summary>Says what became of it, who follows it up, and what else is known.</summary>
    public async Task Change(long id, LeadInput input, CancellationToken cancel)
    {
        var (lead, activity) = await Find(id, cancel);
        Refuse.Stale("this lead", input.Revision, lead.Revision);
        Refuse.Unless(Enum.TryParse<LeadOutcome>(input.Outcome, out var outcome) && Enum.IsDefined(outcome), Refusal.Invalid, "Say what became of it.", nameof(input.Outcome));
        var today = await company.Today(cancel);
        long? opportunity = outcome == LeadOutcome.Opportunity ? await ties.Meant(input.OpportunityId, input.Opportunity, nameof(input.Opportunity), cancel) : null;
        lead.Become(outcome, outcome == LeadOutcome.Waiting ? today : TypedDay.Read(input.FollowedUpOn, nameof(input.FollowedUpOn)) ?? today, opportunity, today);
        lead.GiveTo(await Follower(input.Follower, lead.FollowerId, nameof(input.Follower), cancel));
        lead.Say(input.Note);
        await Save(lead, activity, cancel);
    }

    /// <summary>Whether a lead is not on any list, or not any more.</summary>
    public async Task<bool> IsGone(long id, CancellationToken cancel) => !await db.Set<MarketingLead>().AnyAsync(l => l.Id == id, cancel);

    /// <summary>Takes somebody off the list, as they may ask for. Once more does no harm.</summary>
    public async Task Remove(long id, CancellationToken cancel)
    {
        if (await db.Set<MarketingLead>().SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } lead)
        {
            return;
        }

        var activity = await Activity(lead.ActivityId, cancel);
        await reader.RefuseOthers(activity, cancel);
        db.Remove(lead);
        await Save(activity, cancel);
    }

    private Task Save(MarketingLead lead, LocalActivity activity, CancellationToken cancel)
    {
        lead.Revision++;
        return Save(activity, cancel);
    }

    /// <summary>What becomes of a lead concerns who looks after the activity, too: also where whoever follows it up has left.</summary>
    private Task Save(LocalActivity activity, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            await db.SaveChangesAsync(cancel);
            await FactsChanged.Note(db, new HashSet<long> { activity.OwnerId }, cancel);
        },
        cancel);

    private async Task<(MarketingLead Lead, LocalActivity Activity)> Find(long id, CancellationToken cancel)
    {
        var lead = await db.Set<MarketingLead>().SingleOrDefaultAsync(l => l.Id == id, cancel) ?? throw RefusedException.NotFound("lead");
        var activity = await Activity(lead.ActivityId, cancel);
        Refuse.Unless(lead.FollowerId == me.Id || await reader.MayChange(activity, cancel), Refusal.NotAllowed, "Who follows it up, who looks after the activity or helps, the managers above and marketing change it.");
        return (lead, activity);
    }

    private async Task<LocalActivity> Activity(long id, CancellationToken cancel) => await db.Set<LocalActivity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw RefusedException.NotFound("activity");

    /// <summary>Who follows up where nobody else is chosen: who looks after the activity, or who adds them where that person has left.</summary>
    private async Task<long> Usual(LocalActivity activity, CancellationToken cancel) => (await me.Colleagues(cancel)).Working(clock.GetUtcNow()).Any(p => p.Id == activity.OwnerId) ? activity.OwnerId : me.Id;

    private async Task<long> Follower(string? typed, long usual, string field, CancellationToken cancel)
    {
        var chosen = long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : usual;
        Refuse.Unless(chosen == usual || (await Followers(usual, cancel)).Any(p => p.Id == chosen), Refusal.Invalid, "Choose yourself, or somebody here who reports to you.", field);
        return chosen;
    }

    private async Task<IReadOnlyList<Person>> Followers(long usual, CancellationToken cancel)
    {
        var owners = await reader.Owners(clock.GetUtcNow(), cancel);
        return owners.Any(p => p.Id == usual) || (await me.Colleagues(cancel)).Find(usual) is not { } kept ? owners : [kept, .. owners];
    }

    /// <summary>The accounts of the companies' names, where there is one only of a name.</summary>
    public async Task<Dictionary<string, long?>> Accounts(IReadOnlyList<LeadLine> lines, CancellationToken cancel)
    {
        string[] names = [.. lines.Where(l => l.Company != "").Select(l => Folded.Name(l.Company)).Distinct()];
        return names.Length == 0 ? [] : (await db.Accounts.Where(a => a.MergedIntoId == null && EF.Parameter(names).Contains(a.FoldedName)).GroupBy(a => a.FoldedName).Where(g => g.Count() == 1).Select(g => new { g.Key, Id = g.Min(a => a.Id) }).ToListAsync(cancel)).ToDictionary(a => a.Key, a => (long?)a.Id);
    }
}
