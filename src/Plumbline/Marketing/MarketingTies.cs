using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>A campaign that an opportunity may name.</summary>
public sealed record CampaignCode(string Code, string Title);

/// <summary>An activity that an opportunity may be tied to.</summary>
public sealed record ActivityChoice(long Id, string Title, DateOnly First);

/// <summary>An activity that an opportunity is tied to.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Title">What it is called.</param>
/// <param name="First">Its first day.</param>
/// <param name="Last">Its last day.</param>
/// <param name="Why">By what, as in "by its campaign"; and why it does not count, where it does not.</param>
/// <param name="IsByHand">Whether somebody tied it, who may take that back.</param>
public sealed record TouchLine(long ActivityId, string Title, DateOnly First, DateOnly Last, string Why, bool IsByHand);

/// <summary>An opportunity that can be chosen while its name is typed.</summary>
internal sealed record OpportunityProposal(long Id, string Label, string? Detail);

/// <summary>Ties opportunities and activities by hand, and tells what each is tied to.</summary>
internal sealed class MarketingTies(PlumblineDb db, CurrentPerson me, OurCompany company, MarketingReader reader)
{
    private const int MostProposed = 8;
    private const int MostCalled = 2;
    private const int MostChoices = 100;
    private const int YearsBack = 2;

    /// <summary>The codes of what took place in the last two years or is to come, the latest first.</summary>
    public async Task<IReadOnlyList<CampaignCode>> Codes(CancellationToken cancel)
    {
        var since = (await company.Today(cancel)).AddYears(-YearsBack);
        var coded = await db.Set<LocalActivity>().Where(a => a.Code != null && a.First >= since).OrderByDescending(a => a.First).ThenByDescending(a => a.Id).Take(MostChoices).Select(a => new { a.Code, a.Outline }).ToListAsync(cancel);
        return [.. coded.Select(a => new CampaignCode(a.Code!, a.Outline.Title))];
    }

    /// <summary>The activities that an opportunity can be tied to: those that have begun in the last two years, the latest first.</summary>
    public async Task<IReadOnlyList<ActivityChoice>> Choices(IReadOnlyList<TouchLine> tied, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var since = today.AddYears(-YearsBack);
        var recent = await db.Set<LocalActivity>().TakingPlace().Where(a => a.First >= since && a.First <= today).OrderByDescending(a => a.First).ThenByDescending(a => a.Id).Take(MostChoices).Select(a => new { a.Id, a.Outline, a.First }).ToListAsync(cancel);
        return [.. recent.Where(a => tied.All(t => t.ActivityId != a.Id)).Select(a => new ActivityChoice(a.Id, a.Outline.Title, a.First))];
    }

    /// <summary>What an opportunity is tied to, the earliest first.</summary>
    public async Task<IReadOnlyList<TouchLine>> Of(Opportunity opportunity, CancellationToken cancel)
    {
        var (id, code, today) = (opportunity.Id, opportunity.FoldedCampaign, await company.Today(cancel));
        var byHand = (await db.Set<MarketingTouch>().Where(t => t.OpportunityId == id).Select(t => t.ActivityId).ToListAsync(cancel)).ToHashSet();
        var byLead = (await db.Set<MarketingLead>().Where(l => l.OpportunityId == id).Select(l => l.ActivityId).Distinct().ToListAsync(cancel)).ToHashSet();
        long[] ids = [.. byHand.Union(byLead)];
        var activities = await db.Set<LocalActivity>().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.Id) || (code != null && a.FoldedCode == code)).OrderBy(a => a.First).ThenBy(a => a.Id).ToListAsync(cancel);
        var counts = Attribution.Touches(opportunity, activities, today).Select(t => t.ActivityId).ToHashSet();
        return
        [
            .. activities.Select(a => new TouchLine(
                a.Id, a.Outline.Title, a.First, a.Last,
                (a.FoldedCode is not null && a.FoldedCode == code ? "by its campaign" : byLead.Contains(a.Id) ? "by a lead" : "by hand") + (counts.Contains(a.Id) ? "" : $"; does not count: {(a.IsOff ? "it is off" : a.First > today ? "it is to come" : "the opportunity was closed before")}"),
                byHand.Contains(a.Id))),
        ];
    }

    /// <summary>Opportunities with a word that begins with the text, the open ones first.</summary>
    public async Task<IReadOnlyList<OpportunityProposal>> Propose(string text, CancellationToken cancel)
    {
        Dictionary<long, OpportunityProposal> found = [];
        if (Folded.Words(text).Count > 0)
        {
            foreach (var way in db.Opportunities.Where(o => o.State == OpportunityState.Open).Named(text).Concat(db.Opportunities.Where(o => o.State != OpportunityState.Open).Named(text)))
            {
                foreach (var o in await way.Take(MostProposed).Select(o => new { o.Id, o.Name, o.Amount, Account = db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault() }).ToListAsync(cancel))
                {
                    found.TryAdd(o.Id, new(o.Id, o.Name, string.Join(", ", new[] { o.Account, o.Amount is { } amount ? Figures.Whole(amount) : null }.OfType<string>())));
                }

                if (found.Count >= MostProposed)
                {
                    break;
                }
            }
        }

        return [.. found.Values.Take(MostProposed)];
    }

    /// <summary>The opportunity chosen by its number where one was, while its name stands beside it; else the only one of the name.</summary>
    /// <exception cref="RefusedException">There is none, or there are several.</exception>
    public async Task<long> Meant(string? id, string? name, string field, CancellationToken cancel)
    {
        var called = TypedText.OrNull(name);
        Refuse.Unless(called is not null, Refusal.Invalid, "Say which opportunity it is: its name, or a word of it.", field);
        var folded = Folded.Name(called!);
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) && await db.Opportunities.AnyAsync(o => o.Id == chosen && o.FoldedName == folded, cancel))
        {
            return chosen;
        }

        // Open ones apart from those that are over, by the index of each.
        var found = await db.Opportunities.Where(o => o.State == OpportunityState.Open && o.FoldedName == folded).OrderBy(o => o.Id).Select(o => o.Id).Take(MostCalled).ToListAsync(cancel);
        found = found.Count > 0 ? found : await db.Opportunities.Where(o => o.State != OpportunityState.Open && o.FoldedName == folded).OrderBy(o => o.Id).Select(o => o.Id).Take(MostCalled).ToListAsync(cancel);
        Refuse.Unless(found.Count > 0, Refusal.Invalid, $"There is no opportunity “{called}”. Choose one from the list that opens while you type.", field);
        Refuse.Unless(found.Count == 1, Refusal.Invalid, $"Several opportunities are called “{called}”. Choose one from the list that opens while you type, or tie it on its own page.", field);
        return found[0];
    }

    /// <summary>Ties an opportunity to an activity that the reader looks after; once more does no harm.</summary>
    public async Task Tie(long activity, OpportunityChoice input, CancellationToken cancel)
    {
        await RefuseOthers(activity, cancel);
        await Note(activity, await Meant(input.Id, input.Name, nameof(input.Name), cancel), cancel);
    }

    /// <summary>Takes a tie of an activity that the reader looks after back.</summary>
    public async Task Untie(long activity, long opportunity, CancellationToken cancel)
    {
        await RefuseOthers(activity, cancel);
        await Drop(activity, opportunity, cancel);
    }

    /// <summary>Ties the two; whoever calls has asked who may.</summary>
    public async Task Note(long activity, long opportunity, CancellationToken cancel)
    {
        var found = await db.Set<LocalActivity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == activity, cancel);
        Refuse.Unless(found is { IsOff: false }, Refusal.Invalid, "This activity does not take place any more. Choose another.", "Activity");
        if (await IsThere())
        {
            return;
        }

        await db.SaveUnlessThere(
            () => Save(found!.OwnerId, async () => db.Add(new MarketingTouch(activity, opportunity, me.Id, await company.Today(cancel))), cancel), IsThere);

        Task<bool> IsThere() => db.Set<MarketingTouch>().AnyAsync(t => t.ActivityId == activity && t.OpportunityId == opportunity, cancel);
    }

    /// <summary>Takes the tie back; whoever calls has asked who may.</summary>
    public async Task Drop(long activity, long opportunity, CancellationToken cancel)
    {
        if (await db.Set<MarketingTouch>().SingleOrDefaultAsync(t => t.ActivityId == activity && t.OpportunityId == opportunity, cancel) is not { } touch)
        {
            return; // Sent twice.
        }

        var owner = await db.Set<LocalActivity>().Where(a => a.Id == activity).Select(a => a.OwnerId).SingleAsync(cancel);
        await Save(
            owner,
            () =>
            {
                db.Remove(touch);
                return Task.CompletedTask;
            },
            cancel);
    }

    /// <summary>What came of an activity concerns who looks after it, whoever notes it.</summary>
    private Task Save(long owner, Func<Task> change, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            await change();
            await db.SaveChangesAsync(cancel);
            await FactsChanged.Note(db, new HashSet<long> { owner }, cancel);
        },
        cancel);

    private async Task RefuseOthers(long id, CancellationToken cancel)
    {
        var activity = await db.Set<LocalActivity>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw RefusedException.NotFound("activity");
        await reader.RefuseOthers(activity, cancel);
    }
}
