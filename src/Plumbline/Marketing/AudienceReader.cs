using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Marketing;

/// <summary>An account of an activity's audience; of one that was merged, the account that it became.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">What it is called.</param>
/// <param name="OwnerId">Who looks after it; null where nobody does.</param>
/// <param name="ContactOn">The latest day on or after the activity's last on which somebody of us had to do with it; null where nobody had.</param>
public sealed record AudienceLine(long Id, string Name, long? OwnerId, DateOnly? ContactOn);

/// <summary>Accounts of somebody, of an industry or a region, that could be taken into an audience.</summary>
/// <param name="Whose">Whose they are.</param>
/// <param name="Industry">Their industry; null where it does not matter.</param>
/// <param name="Region">Their region; null where it does not matter.</param>
public sealed record AccountsWanted(long Whose, string? Industry, string? Region);

/// <summary>A page of an activity's audience, those nobody spoke with first, and who helps.</summary>
/// <param name="Lines">The accounts of the page.</param>
/// <param name="Found">How many accounts there are in all.</param>
/// <param name="Reached">With how many of them somebody had to do since the activity.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Whose">Whose accounts can be taken in; nobody's where the reader may not.</param>
/// <param name="Industries">The industries of these.</param>
/// <param name="Regions">Their regions.</param>
/// <param name="Wanted">What was asked for to be taken in; null where nothing was.</param>
/// <param name="WantedCount">How many accounts fit that; one more than an audience has at most where there are more.</param>
/// <param name="NewCount">How many of them are not in the audience.</param>
/// <param name="Helpers">Who may be asked to help.</param>
public sealed record AudienceView(
    IReadOnlyList<AudienceLine> Lines, int Found, int Reached, int Page, IReadOnlyList<Person> Whose, IReadOnlyList<string> Industries, IReadOnlyList<string> Regions, AccountsWanted? Wanted, int WantedCount, int NewCount, IReadOnlyList<Person> Helpers)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Found + AudienceReader.PerPage - 1) / AudienceReader.PerPage);
}

/// <summary>Reads the accounts that activities are for, and whether somebody spoke with them since.</summary>
internal sealed class AudienceReader(PlumblineDb db, CurrentPerson me, MarketingReader reader, TimeProvider clock)
{
    public const int PerPage = 50;

    // So many pairs of industry and region are offered.
    private const int MostChoices = 1_000;

    public async Task<AudienceView> Read(LocalActivity activity, int page, AccountsWanted? wanted, DateOnly today, CancellationToken cancel)
    {
        var lines = (await Of([activity], today, cancel))[activity.Id];
        var mayAdd = !activity.IsOff && await reader.MayChange(activity, cancel);
        var people = await me.Colleagues(cancel);
        var whose = mayAdd ? Whose(activity, people) : [];
        var choices = await Choices(whose, cancel);
        var fit = wanted is null ? null : await Fitting(wanted, whose, choices, cancel);
        var known = lines.Select(l => l.Id).ToHashSet();
        page = Math.Clamp(page, 1, Math.Max(1, (lines.Count + PerPage - 1) / PerPage));
        return new(
            [.. lines.Skip((page - 1) * PerPage).Take(PerPage)], lines.Count, lines.Count(l => l.ContactOn is not null), page, whose,
            [.. choices.Select(c => c.Industry).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase)], [.. choices.Select(c => c.Region).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase)],
            fit is null ? null : wanted, fit?.Count ?? 0, fit?.Count(id => !known.Contains(id)) ?? 0,
            mayAdd ? [.. people.Working(clock.GetUtcNow()).Where(p => p.Id != activity.OwnerId && !activity.HelperIds.Contains(p.Id)).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)] : []);
    }

    /// <summary>The accounts of each activity's audience, those nobody spoke with since first, then by name.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<AudienceLine>>> Of(IReadOnlyList<LocalActivity> activities, DateOnly today, CancellationToken cancel)
    {
        long[] ids = [.. activities.SelectMany(a => a.AccountIds).Distinct()];
        if (ids.Length == 0)
        {
            return activities.ToDictionary(a => a.Id, IReadOnlyList<AudienceLine> (_) => []);
        }

        var accounts = await db.Accounts.Where(a => EF.Parameter(ids).Contains(a.Id)).Join(db.Accounts, a => a.MergedIntoId ?? a.Id, b => b.Id, (a, b) => new { Chosen = a.Id, b.Id, b.Name, b.OwnerId }).ToDictionaryAsync(a => a.Chosen, cancel);
        long?[] stand = [.. accounts.Values.Select(a => (long?)a.Id).Distinct()];
        var since = activities.Min(a => a.Last);
        var contacts = await db.Activities.Where(a => EF.Parameter(stand).Contains(a.AccountId) && a.Date >= since && a.Date <= today).GroupBy(a => a.AccountId!.Value).Select(g => new { g.Key, Last = g.Max(a => a.Date) }).ToDictionaryAsync(g => g.Key, g => g.Last, cancel);
        return activities.ToDictionary(
            activity => activity.Id,
            IReadOnlyList<AudienceLine> (activity) =>
            [
                .. activity.AccountIds.Where(accounts.ContainsKey).Select(id => accounts[id]).DistinctBy(a => a.Id)
                    .Select(a => new AudienceLine(a.Id, a.Name, a.OwnerId, contacts.TryGetValue(a.Id, out var on) && on >= activity.Last ? on : null)).OrderBy(l => l.ContactOn is not null).ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase).ThenBy(l => l.Id),
            ]);
    }

    /// <summary>The accounts that fit, up to one more than an audience has at most; null where they are not among those that can be asked for.</summary>
    public async Task<IReadOnlyList<long>?> Fitting(LocalActivity activity, AccountsWanted wanted, CancellationToken cancel)
    {
        var whose = Whose(activity, await me.Colleagues(cancel));
        return await Fitting(wanted, whose, await Choices(whose, cancel), cancel);
    }

    private async Task<IReadOnlyList<long>?> Fitting(AccountsWanted wanted, IReadOnlyList<Person> of, IReadOnlyList<(string? Industry, string? Region)> choices, CancellationToken cancel)
    {
        var (whose, industry, region) = wanted;
        if (of.All(p => p.Id != whose) || (industry is not null && choices.All(c => c.Industry != industry)) || (region is not null && choices.All(c => c.Region != region)))
        {
            return null;
        }

        var fit = db.Accounts.Where(a => a.MergedIntoId == null && a.OwnerId == whose);
        fit = industry is null ? fit : fit.Where(a => a.Industry == industry);
        fit = region is null ? fit : fit.Where(a => a.Region == region);
        return await fit.OrderBy(a => a.Id).Select(a => a.Id).Take(LocalActivity.MostAccounts + 1).ToListAsync(cancel);
    }

    /// <summary>The industries and regions of these people's accounts.</summary>
    private async Task<IReadOnlyList<(string? Industry, string? Region)>> Choices(IReadOnlyList<Person> whose, CancellationToken cancel)
    {
        long?[] owners = [.. whose.Select(p => (long?)p.Id)];
        return owners.Length == 0 ? [] : [.. (await db.Accounts.Where(a => a.MergedIntoId == null && EF.Parameter(owners).Contains(a.OwnerId)).Select(a => new { a.Industry, a.Region }).Distinct().Take(MostChoices).ToListAsync(cancel)).Select(c => (c.Industry, c.Region))];
    }

    /// <summary>Whose accounts can be taken in as many: of who looks after the activity, of who helps, and the reader's own.</summary>
    private IReadOnlyList<Person> Whose(LocalActivity activity, Colleagues people) => [.. activity.HelperIds.Prepend(activity.OwnerId).Append(me.Id).Distinct().Select(people.Find).OfType<Person>()];
}
