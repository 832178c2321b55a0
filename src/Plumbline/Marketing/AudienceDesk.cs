using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Marketing;

/// <summary>Says which accounts an activity is for, and who helps with it. Whoever looks after it may.</summary>
internal sealed class AudienceDesk(PlumblineDb db, CurrentPerson me, MarketingReader reader, AudienceReader audience, AccountNames names, TimeProvider clock)
{
    /// <summary>Takes an account into the audience; once more does no harm.</summary>
    public async Task Invite(long id, AccountChoice input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        var account = await names.Meant(input.Id, input.Account, nameof(input.Account), cancel) ?? throw new RefusedException(Refusal.Invalid, "Say which account: its name, or the first letters of it.", nameof(input.Account));
        activity.Invite([account]);
        await Save(activity, [account], cancel);
    }

    /// <summary>Takes all accounts of somebody in an industry or a region into the audience; once more does no harm.</summary>
    public async Task InviteAll(long id, AccountsInput input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        var fit = input.Wanted() is { } wanted ? await audience.Fitting(activity, wanted, cancel) : null;
        Refuse.Unless(fit is not null, Refusal.Invalid, "Choose once more whose accounts they are: there are none such any more.", nameof(input.Whose));
        activity.Invite(fit!);
        await Save(activity, fit!, cancel);
    }

    /// <summary>Takes an account out of the audience, with those that were merged into it. Once more does no harm.</summary>
    public async Task LeaveOut(long id, long account, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        var same = await db.Accounts.Where(a => a.Id == account || a.MergedIntoId == account).Select(a => a.Id).ToListAsync(cancel);
        activity.LeaveOut(same);
        await Save(activity, [account], cancel);
    }

    /// <summary>Lets somebody of the company help; once more does no harm.</summary>
    public async Task TakeHelp(long id, HelperChoice input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        var chosen = long.TryParse(input.Person, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (await me.Colleagues(cancel)).Working(clock.GetUtcNow()).FirstOrDefault(p => p.Id == number) : null;
        Refuse.Unless(chosen is not null, Refusal.Invalid, "Choose somebody who works here.", nameof(input.Person));
        activity.TakeHelpOf(chosen!.Id);
        await Save(activity, [], cancel);
    }

    /// <summary>Lets somebody help no more. Once more does no harm.</summary>
    public async Task SpareHelp(long id, long person, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        activity.SpareHelpOf(person);
        await Save(activity, [], cancel);
    }

    private async Task<LocalActivity> Find(long id, CancellationToken cancel)
    {
        var activity = await db.Set<LocalActivity>().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw RefusedException.NotFound("activity");
        await reader.RefuseOthers(activity, cancel);
        return activity;
    }

    /// <summary>Who looks after the accounts is to follow them up, or no more: their signals are looked at again.</summary>
    private Task Save(LocalActivity activity, IReadOnlyList<long> accounts, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            activity.Revision++;
            await db.SaveChangesAsync(cancel);
            var owners = await db.Accounts.Where(a => EF.Parameter(accounts).Contains(a.Id) && a.OwnerId != null).Select(a => a.OwnerId!.Value).Distinct().ToListAsync(cancel);
            await FactsChanged.Note(db, owners.ToHashSet(), cancel);
        },
        cancel);
}

/// <summary>An account, as chosen while its name is typed.</summary>
public sealed class AccountChoice
{
    /// <summary>Its name.</summary>
    public string? Account { get; set; }

    /// <summary>Its number, where it was chosen from the list.</summary>
    public string? Id { get; set; }
}

/// <summary>Accounts to be taken in as many, as chosen.</summary>
public sealed class AccountsInput
{
    /// <summary>Whose they are.</summary>
    public string? Whose { get; set; }

    /// <summary>Their industry; empty where it does not matter.</summary>
    public string? Industry { get; set; }

    /// <summary>Their region; empty where it does not matter.</summary>
    public string? Region { get; set; }

    internal AccountsWanted? Wanted() => long.TryParse(Whose, NumberStyles.None, CultureInfo.InvariantCulture, out var whose) ? new(whose, TypedText.OrNull(Industry), TypedText.OrNull(Region)) : null;
}

/// <summary>Who is to help, as chosen.</summary>
public sealed class HelperChoice
{
    /// <summary>Their number.</summary>
    public string? Person { get; set; }
}
