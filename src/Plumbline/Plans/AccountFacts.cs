using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>The account of a plan. <paramref name="CurrentId"/> is the one that it was merged into since, else the same.</summary>
public sealed record PlannedAccount(long Id, string Name, long CurrentId);

/// <summary>What really is with an account, beside what a plan for it says: read by the account's own records, and its revenue from the summaries.</summary>
internal sealed class AccountFacts(PlumblineDb db, OurCompany company)
{
    private const int MostDeals = 20;
    private const int MostOpen = 200;
    private const int MostContacts = 50;
    private const int MostProducts = 200;

    /// <exception cref="RefusedException">There is no such account.</exception>
    public async Task<PlannedAccount> Find(long accountId, CancellationToken cancel) =>
        await db.Accounts.Where(a => a.Id == accountId).Select(a => new PlannedAccount(a.Id, a.Name, a.MergedIntoId ?? a.Id)).SingleOrDefaultAsync(cancel) ?? throw RefusedException.NotFound("account");

    /// <summary>The account of this name, as written; null where there is none, or more than one.</summary>
    public async Task<PlannedAccount?> FindNamed(string name, CancellationToken cancel) =>
        await db.Accounts.Where(a => a.MergedIntoId == null && a.Name == name).OrderBy(a => a.Id).Take(2).Select(a => new PlannedAccount(a.Id, a.Name, a.Id)).ToListAsync(cancel) is [var only] ? only : null;

    public async Task<AccountHistory> History(long accountId, CancellationToken cancel)
    {
        var year = (await company.Load(cancel)).FiscalYear.Year(await company.Today(cancel));
        var (last, current) = (year.Previous.First, year.First);
        var revenue = await db.AccountYears.Where(y => y.AccountId == accountId && (y.Year == last || y.Year == current)).ToDictionaryAsync(y => y.Year, y => y.Revenue, cancel);
        return new(
            accountId,
            await db.Opportunities.Where(o => o.AccountId == accountId && o.State == OpportunityState.Won).OrderByDescending(o => o.Closed).ThenByDescending(o => o.Id).Take(MostDeals)
                .Select(o => new AccountDeal(o.Id, o.Name, o.ProductId, o.Amount, o.Closed)).ToListAsync(cancel),
            [
                .. (await db.Opportunities.Where(o => o.AccountId == accountId && o.State == OpportunityState.Open).OrderByDescending(o => o.Id).Take(MostOpen)
                    .Select(o => new AccountDeal(o.Id, o.Name, o.ProductId, o.Amount, o.ExpectedClose)).ToListAsync(cancel)).OrderByDescending(d => d.Amount ?? 0).Take(MostDeals),
            ],
            await Contacts(accountId, cancel),
            await Products(accountId, cancel),
            revenue.GetValueOrDefault(last), revenue.GetValueOrDefault(current));
    }

    /// <summary>What the account brought in the months of a period, whoever sold it.</summary>
    public Task<decimal> Booked(long accountId, Period period, CancellationToken cancel)
    {
        Month[] months = [.. period.Months]; // By name, not from one to another: so that the account's row of each month is found by itself.
        return db.ItemMonths.Where(m => m.Kind == ItemKind.Account && EF.Parameter(months).Contains(m.Month) && m.ItemId == accountId).SumAsync(m => m.Tally.Revenue, cancel);
    }

    /// <summary>The products that the accounts have bought, with the last day of each.</summary>
    public async Task<IReadOnlyList<(long AccountId, long ProductId, DateOnly Last)>> Bought(long[] accountIds, CancellationToken cancel)
    {
        var sales = (await company.Load(cancel)).BookingsFrom == BookingsFrom.Finance
            ? db.Bookings.Where(b => b.ProductId != null && b.AccountId != null && EF.Parameter(accountIds).Contains(b.AccountId.Value)).Select(b => new { AccountId = b.AccountId!.Value, ProductId = b.ProductId!.Value, Day = b.Date })
            : db.Opportunities.Where(o => o.State == OpportunityState.Won && o.Closed != null && o.ProductId != null && o.AccountId != null && EF.Parameter(accountIds).Contains(o.AccountId.Value))
                .Select(o => new { AccountId = o.AccountId!.Value, ProductId = o.ProductId!.Value, Day = o.Closed!.Value });
        var bought = await sales.GroupBy(s => new { s.AccountId, s.ProductId }).Select(g => new { g.Key.AccountId, g.Key.ProductId, Last = g.Max(s => s.Day) }).ToListAsync(cancel);
        return bought.ConvertAll(b => (b.AccountId, b.ProductId, b.Last));
    }

    /// <summary>The plan with the last contacts of its key contacts as they are on record now.</summary>
    public async Task<AccountPlanContent> WithLastContacts(AccountPlanContent plan, CancellationToken cancel)
    {
        long[] contacts = [.. plan.Contacts.Select(c => c.ContactId).OfType<long>()];
        return plan.WithLastContacts(await db.Activities.Where(a => a.ContactId != null && EF.Parameter(contacts).Contains(a.ContactId.Value)).GroupBy(a => a.ContactId!.Value).Select(g => new { g.Key, Last = g.Max(a => a.Date) }).ToDictionaryAsync(g => g.Key, g => g.Last, cancel));
    }

    private async Task<IReadOnlyList<AccountProduct>> Products(long accountId, CancellationToken cancel)
    {
        var bought = (await Bought([accountId], cancel)).ToDictionary(b => b.ProductId, b => b.Last);
        long[] ids = [.. bought.Keys];
        var products = await db.Products.Where(p => p.MergedIntoId == null && (p.IsSold || EF.Parameter(ids).Contains(p.Id))).OrderByDescending(p => EF.Parameter(ids).Contains(p.Id)).ThenBy(p => p.Name).Take(MostProducts)
            .Select(p => new { p.Id, p.Name }).ToListAsync(cancel);
        return products.ConvertAll(p => new AccountProduct(p.Id, p.Name, bought.TryGetValue(p.Id, out var last) ? last : null));
    }

    private async Task<IReadOnlyList<KnownContact>> Contacts(long accountId, CancellationToken cancel)
    {
        var contacts = await db.Contacts.Where(c => c.AccountId == accountId).Select(c => new { c.Id, c.Name, c.Title, Last = db.Activities.Where(a => a.ContactId == c.Id).Max(a => (DateOnly?)a.Date) })
            .OrderBy(c => c.Last == null).ThenByDescending(c => c.Last).ThenBy(c => c.Name).Take(MostContacts).ToListAsync(cancel);
        return contacts.ConvertAll(c => new KnownContact(c.Id, c.Name, c.Title, c.Last));
    }
}
