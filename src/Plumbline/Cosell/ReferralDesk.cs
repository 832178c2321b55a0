using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Cosell;

/// <summary>Notes referrals, and follows them until they are closed.</summary>
internal sealed class ReferralDesk(PlumblineDb db, CurrentPerson me, OurCompany company, AccountNames accounts, ReferralReader reader)
{
    /// <summary>Notes one; the same form sent twice is one.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> Add(ReferralInput input, CancellationToken cancel)
    {
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        if (await There() is { } there)
        {
            return there;
        }

        var (owner, account, opportunity) = await Read(input, null, cancel);
        var referral = new Referral(input.Key!, input.Outline(), owner, account, opportunity, me.Id, await company.Today(cancel));
        db.Add(referral);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await There() is not null) ? referral.Id : (await There())!.Value;

        Task<long?> There() => db.Set<Referral>().Where(r => r.Key == input.Key).Select(r => (long?)r.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Writes it anew.</summary>
    public async Task Change(long id, ReferralInput input, CancellationToken cancel)
    {
        var referral = await Find(id, cancel);
        Refuse.Stale("this referral", input.Revision, referral.Revision);
        var (owner, account, opportunity) = await Read(input, referral, cancel);
        referral.Write(input.Outline(), owner, account, opportunity);
        await Save(referral, cancel);
    }

    /// <summary>Notes what happened to it.</summary>
    public async Task Move(long id, ReferralMoveInput input, CancellationToken cancel)
    {
        var referral = await Find(id, cancel);
        Refuse.Unless(Enum.TryParse<ReferralState>(input.State, out var state) && Enum.IsDefined(state), Refusal.Invalid, "Choose what happened.", nameof(input.State));
        Refuse.Unless(input.Revision == referral.Revision, Refusal.Conflict, "Somebody noted something else meanwhile. It is shown as it stands; note yours again if it still holds.");
        var today = await company.Today(cancel);
        referral.Move(state, TypedDay.Read(input.On, nameof(input.On)) ?? today, ReferralInput.Amount(input.Value, nameof(input.Value)), input.Words, me.Id, today);
        await Save(referral, cancel);
    }

    private async Task<(long Owner, long? Account, long? Opportunity)> Read(ReferralInput input, Referral? kept, CancellationToken cancel)
    {
        var owner = Number(input.Owner) ?? 0;
        Refuse.Unless(owner == kept?.OwnerId || (await reader.Owners(cancel)).Any(p => p.Id == owner), Refusal.Invalid, "Choose who works it: yourself, or somebody who reports to you.", nameof(input.Owner));
        var account = await accounts.Meant(input.AccountId, input.Account, nameof(input.Account), cancel);
        var opportunity = Number(input.Opportunity);
        Refuse.Unless(
            opportunity is null ? string.IsNullOrEmpty(input.Opportunity) : opportunity == kept?.OpportunityId || await db.Opportunities.AnyAsync(o => o.Id == opportunity, cancel),
            Refusal.Invalid, "This opportunity is not there any more. Choose another, or none.", nameof(input.Opportunity));
        return (owner, account, opportunity);
    }

    private async Task<Referral> Find(long id, CancellationToken cancel)
    {
        var referral = await db.Set<Referral>().VisibleTo(await me.Line(cancel), await me.Has(Roles.Marketing | Roles.Leadership, cancel)).SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw RefusedException.NotFound("referral");
        Refuse.Unless(await reader.MayChange(referral.OwnerId, cancel), Refusal.NotAllowed, "Who works it, the managers above and marketing change it.");
        return referral;
    }

    private Task<int> Save(Referral referral, CancellationToken cancel)
    {
        referral.Revision++;
        return db.SaveChangesAsync(cancel);
    }

    private static long? Number(string? typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
