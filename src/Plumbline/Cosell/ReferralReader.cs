using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Cosell;

/// <summary>What is read of our opportunity beside a referral. Amounts are in the company’s currency; null is not known.</summary>
public sealed record ReferredOpportunity(long Id, string Name, OpportunityState State, DateOnly? ExpectedClose, DateOnly? Closed, decimal? Amount, string? Reason);

/// <summary>A referral with the names of what it refers to.</summary>
internal sealed record ReferralLine(Referral Referral, string? Account, ReferredOpportunity? Opportunity);

/// <summary>What is asked of the list.</summary>
internal sealed record ReferralAsk(bool IsClosed, string? Vendor, long? OwnerId, int Page)
{
    /// <summary>The address of another page or tab with the same filter.</summary>
    public string Href(bool isClosed, int page = 1) => "cosell?" + string.Join('&', new[]
    {
        isClosed ? "show=closed" : "show=open", string.IsNullOrEmpty(Vendor) ? "" : $"vendor={Uri.EscapeDataString(Vendor)}", OwnerId is { } owner ? FormattableString.Invariant($"owner={owner}") : "", page > 1 ? FormattableString.Invariant($"page={page}") : "",
    }.Where(part => part != ""));
}

/// <summary>A page of the referrals that the reader may see.</summary>
internal sealed record ReferralsView(ReferralAsk Ask, IReadOnlyList<ReferralLine> Lines, int Open, int Closed, IReadOnlyList<string> Vendors, IReadOnlyList<long> OwnerIds, bool MayAdd, Colleagues People, DateOnly Today)
{
    public int Pages => Math.Max(1, ((Ask.IsClosed ? Closed : Open) + ReferralReader.PerPage - 1) / ReferralReader.PerPage);
}

/// <summary>A referral with what belongs to it.</summary>
internal sealed record ReferralView(Referral Referral, string? Account, ReferredOpportunity? Opportunity, bool MayChange, Colleagues People, DateOnly Today);

/// <summary>What of a referral that the reader may not see is told on its opportunity: no names of people, and nothing that was written.</summary>
internal sealed record OthersReferral(string Vendor, ReferralState State);

/// <summary>The referrals of an opportunity that the reader may see, that there are others, and whether the reader may share it.</summary>
internal sealed record OpportunityReferralsView(IReadOnlyList<Referral> Referrals, IReadOnlyList<OthersReferral> Others, bool MayShare, Colleagues People, DateOnly Today);

/// <summary>Reads referrals, as far as the reader may see them.</summary>
internal sealed class ReferralReader(PlumblineDb db, CurrentPerson me, OurCompany company, TimeProvider clock)
{
    public const int PerPage = 50;
    private const int MostOfOpportunity = 20;
    private const int MostChosenFrom = 100;
    private const int MostVendors = 100;

    public async Task<ReferralsView> List(ReferralAsk ask, CancellationToken cancel)
    {
        var (people, today, seen) = (await me.Colleagues(cancel), await company.Today(cancel), await Seen(cancel));
        var named = await seen.Select(r => new { r.Vendor, r.OwnerId }).Distinct().ToListAsync(cancel);
        var found = seen.Where(r => (ask.Vendor == null || r.Vendor == ask.Vendor) && (ask.OwnerId == null || r.OwnerId == ask.OwnerId));
        var counts = await found.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var open = counts.Where(c => c.Key is ReferralState.New or ReferralState.Shared or ReferralState.Active).Sum(c => c.Count);
        var closed = counts.Sum(c => c.Count) - open;
        ask = ask with { Page = Math.Clamp(ask.Page, 1, Math.Max(1, ((ask.IsClosed ? closed : open) + PerPage - 1) / PerPage)) };
        var lines = ask.IsClosed
            ? found.Where(r => r.State != ReferralState.New && r.State != ReferralState.Shared && r.State != ReferralState.Active).OrderByDescending(r => r.Since).ThenByDescending(r => r.Id)
            : found.Open().OrderBy(r => r.ExpiresOn == null).ThenBy(r => r.ExpiresOn).ThenBy(r => r.Id);
        return new(
            ask, await Lines(lines.Skip((ask.Page - 1) * PerPage).Take(PerPage)).ToListAsync(cancel), open, closed,
            [.. named.Select(n => n.Vendor).Distinct().Order(StringComparer.OrdinalIgnoreCase)], [.. named.Select(n => n.OwnerId).Distinct().OrderBy(id => people.NameOf(id), StringComparer.OrdinalIgnoreCase)],
            (await Owners(cancel)).Count > 0, people, today);
    }

    /// <summary>Null where there is none that the reader may see.</summary>
    public async Task<ReferralView?> Read(long id, CancellationToken cancel) =>
        await Lines((await Seen(cancel)).Where(r => r.Id == id)).SingleOrDefaultAsync(cancel) is { } line
            ? new(line.Referral, line.Account, line.Opportunity, await MayChange(line.Referral.OwnerId, cancel), await me.Colleagues(cancel), await company.Today(cancel))
            : null;

    /// <summary>What an opportunity's page shows; <paramref name="ownerId"/> works the opportunity.</summary>
    public async Task<OpportunityReferralsView> Of(long opportunity, long? ownerId, CancellationToken cancel)
    {
        var seen = (await Seen(cancel)).Where(r => r.OpportunityId == opportunity);
        return new(
            await seen.OrderByDescending(r => r.Id).Take(MostOfOpportunity).ToListAsync(cancel),
            await db.Set<Referral>().Where(r => r.OpportunityId == opportunity && !seen.Any(s => s.Id == r.Id)).OrderByDescending(r => r.Id).Take(MostOfOpportunity).Select(r => new OthersReferral(r.Vendor, r.State)).ToListAsync(cancel),
            ownerId is { } owner && (await Owners(cancel)).Any(o => o.Id == owner), await me.Colleagues(cancel), await company.Today(cancel));
    }

    /// <summary>An opportunity that is to be shared, with the name of its account; null where there is none.</summary>
    public async Task<(Opportunity Opportunity, string? Account)?> ToShare(long id, CancellationToken cancel) =>
        await db.Opportunities.AsNoTracking().Where(o => o.Id == id).Select(o => new { Record = o, Account = db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault() }).SingleOrDefaultAsync(cancel) is { } found
            ? (found.Record, found.Account)
            : null;

    /// <summary>The opportunities that a referral of this owner and account may be linked with, the one that is linked already first, then what is open.</summary>
    public async Task<IReadOnlyList<ReferredOpportunity>> ToLink(long owner, long? account, long? linked, CancellationToken cancel) =>
        await db.Opportunities.AsNoTracking().Where(o => o.Id == linked || o.SalespersonId == owner || (account != null && o.AccountId == account))
            .OrderByDescending(o => o.Id == linked).ThenByDescending(o => account != null && o.AccountId == account).ThenBy(o => o.State != OpportunityState.Open).ThenByDescending(o => o.ExpectedClose).ThenBy(o => o.Id).Take(MostChosenFrom)
            .Select(o => new ReferredOpportunity(o.Id, o.Name, o.State, o.ExpectedClose, o.Closed, o.Amount, o.Reason)).ToListAsync(cancel);

    /// <summary>The vendors that are named already, to be chosen from.</summary>
    public async Task<IReadOnlyList<string>> Vendors(CancellationToken cancel) =>
        [.. (await db.Set<Referral>().GroupBy(r => r.Vendor).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Take(MostVendors).Select(g => g.Key).ToListAsync(cancel))];

    /// <summary>Whom the reader may put in charge: those who sell or manage among themselves and those below, for marketing everyone who does.</summary>
    public async Task<IReadOnlyList<Person>> Owners(CancellationToken cancel)
    {
        var (people, line, isMarketing) = (await me.Colleagues(cancel), await me.Line(cancel), await me.Has(Roles.Marketing, cancel));
        return [.. people.Working(clock.GetUtcNow()).Where(p => (p.Roles & (Roles.Salesperson | Roles.Manager)) != 0 && (isMarketing || line.Contains(p.Id))).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The owner, the managers above, and marketing change a referral.</summary>
    public async Task<bool> MayChange(long owner, CancellationToken cancel) => (await me.Line(cancel)).Contains(owner) || await me.Has(Roles.Marketing, cancel);

    private async Task<IQueryable<Referral>> Seen(CancellationToken cancel) =>
        db.Set<Referral>().AsNoTracking().VisibleTo(await me.Line(cancel), await me.Has(Roles.Marketing | Roles.Leadership, cancel));

    private IQueryable<ReferralLine> Lines(IQueryable<Referral> referrals) => referrals.Select(r => new ReferralLine(
        r, db.Accounts.Where(a => a.Id == r.AccountId).Select(a => a.Name).FirstOrDefault(),
        db.Opportunities.Where(o => o.Id == r.OpportunityId).Select(o => new ReferredOpportunity(o.Id, o.Name, o.State, o.ExpectedClose, o.Closed, o.Amount, o.Reason)).FirstOrDefault()));
}
