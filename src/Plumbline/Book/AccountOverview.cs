using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

#pragma warning disable CA1309, CA1310 // Compared in SQL, byte by byte.

namespace Plumbline.Book;

/// <summary>A page of a list; <paramref name="Found"/> counts the lines of all pages.</summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Lines, int Found, int Page)
{
    public int Pages => Math.Max(1, (Found + AccountOverview.PerPage - 1) / AccountOverview.PerPage);
}

/// <summary>Who it is.</summary>
internal sealed record AccountHead(long Id, string Name, string? Industry, string? Region, int? PaymentDays, long? ParentId, string? Parent, long? OwnerId, string? System, string? ExternalId, long? MergedIntoId);

/// <summary>An opportunity with the account.</summary>
internal sealed record AccountOpportunity(long Id, string Name, OpportunityState State, string? Stage, long? SalespersonId, string? Product, decimal? Amount, DateOnly? Opened, DateOnly? ExpectedClose, DateOnly? Closed);

/// <summary>An order of the account.</summary>
internal sealed record AccountBooking(DateOnly Date, string? Product, decimal Revenue, IReadOnlyList<long> SalespersonIds);

/// <summary>What the account bought of a product (null: none named), by fiscal year.</summary>
internal sealed record AccountRevenue(string? Product, IReadOnlyList<decimal> ByYear);

/// <summary>A contact, and the day on which anybody last had to do with them; null where there is none.</summary>
internal sealed record AccountContactLine(Contact Contact, DateOnly? Last);

/// <summary>Which pages of an account's lists are asked for, from 1; or that of the contacts on which <paramref name="Contact"/> stands.</summary>
internal sealed record AccountPages(int Below = 1, int Contacts = 1, int Promises = 1, int Opportunities = 1, int Bookings = 1, int Activities = 1, long? Contact = null);

/// <summary>What is known of an account.</summary>
internal sealed record AccountView(
    AccountHead Head, PageOf<AccountHead> Below, PageOf<AccountContactLine> Contacts, PageOf<LedgerLine> Promises, PageOf<AccountOpportunity> Opportunities, PageOf<AccountBooking> Bookings, PageOf<DoneLine> Activities,
    IReadOnlyList<Period> Years, IReadOnlyList<AccountRevenue> Revenue, Colleagues People, AccountFigures Figures);

/// <summary>The account in figures: when anybody last had to do with it, what is open, and how many of the <paramref name="Sold"/> products sold lately it never bought.</summary>
internal sealed record AccountFigures(DateOnly? LastContact, Stock Open, int Sold, int Whitespace);

/// <summary>Gathers what is known of an account, in bounded lists. Everyone may see it: accounts belong to the company.</summary>
internal sealed class AccountOverview(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, Whitespaces whitespaces, Ledger ledger)
{
    public const int PerPage = 25;

    /// <summary>How many fiscal years of revenue are shown.</summary>
    public const int Years = 4;

    public async Task<AccountView> Read(long id, AccountPages pages, CancellationToken cancel)
    {
        var head = await Heads(db.Accounts.Where(a => a.Id == id)).SingleOrDefaultAsync(cancel) ?? throw RefusedException.NotFound("account");
        var ours = await company.Load(cancel);
        var today = await company.Today(cancel);
        var year = ours.FiscalYear.Year(today);
        var years = Enumerable.Range(0, Years).Select(back => year with { First = year.First.Plus(-12 * back) }).Reverse().ToList();
        return new(
            head, await Below(id, pages.Below, cancel), await Contacts(id, pages, cancel), await Promises(id, pages.Promises, cancel),
            await Opportunities(id, pages.Opportunities, cancel), await Bookings(id, pages.Bookings, cancel), await Activities(id, pages.Activities, cancel),
            years, await Revenue(id, years, ours.BookingsFrom, cancel), await byVersion.Load(db, cancel), await Figures(id, today, cancel));
    }

    private async Task<AccountFigures> Figures(long id, DateOnly today, CancellationToken cancel)
    {
        var (sold, bought) = await whitespaces.Read([id], today, cancel);
        var last = await db.AccountContacts.Where(c => c.AccountId == id).Select(c => (DateOnly?)c.Last).FirstOrDefaultAsync(cancel);
        var open = await db.AccountPipelines.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == id, cancel);
        return new(last, open is null ? default : new(open.OpenCount, open.OpenAmount), sold, sold - bought.GetValueOrDefault(id));
    }

    private IQueryable<AccountHead> Heads(IQueryable<Account> accounts) => accounts.Select(a => new AccountHead(
        a.Id, a.Name, a.Industry, a.Region, a.PaymentDays, a.ParentId, db.Accounts.Where(p => p.Id == a.ParentId).Select(p => p.Name).FirstOrDefault(), a.OwnerId, a.System, a.ExternalId, a.MergedIntoId));

    private async Task<PageOf<AccountHead>> Below(long id, int page, CancellationToken cancel)
    {
        var all = db.Accounts.Where(a => a.ParentId == id && a.MergedIntoId == null);
        return new(await Heads(all.OrderBy(a => a.Name).ThenBy(a => a.Id).Skip((page - 1) * PerPage).Take(PerPage)).ToListAsync(cancel), await all.CountAsync(cancel), page);
    }

    private async Task<PageOf<AccountContactLine>> Contacts(long id, AccountPages pages, CancellationToken cancel)
    {
        var all = db.Contacts.AsNoTracking().Where(c => c.AccountId == id);
        var page = pages.Contacts;
        if (pages.Contact is { } sought && await all.Where(c => c.Id == sought).Select(c => c.FoldedName).SingleOrDefaultAsync(cancel) is { } name)
        {
            page = 1 + (await all.CountAsync(c => string.Compare(c.FoldedName, name) < 0 || (c.FoldedName == name && c.Id < sought), cancel) / PerPage);
        }

        var lines = await all.OrderBy(c => c.FoldedName).ThenBy(c => c.Id).Skip((page - 1) * PerPage).Take(PerPage)
            .Select(c => new AccountContactLine(c, db.Activities.Where(a => a.ContactId == c.Id).Max(a => (DateOnly?)a.Date))).ToListAsync(cancel);
        return new(lines, await all.CountAsync(cancel), page);
    }

    private async Task<PageOf<LedgerLine>> Promises(long id, int page, CancellationToken cancel)
    {
        var (lines, found) = await ledger.About(id, (page - 1) * PerPage, PerPage, cancel);
        return new(lines, found, page);
    }

    private async Task<PageOf<AccountOpportunity>> Opportunities(long id, int page, CancellationToken cancel)
    {
        var all = db.Opportunities.Where(o => o.AccountId == id);
        var lines = await all.OrderBy(o => o.State).ThenByDescending(o => o.Closed ?? o.Opened).ThenByDescending(o => o.Id).Skip((page - 1) * PerPage).Take(PerPage)
            .Select(o => new AccountOpportunity(
                o.Id, o.Name, o.State, o.Stage, o.SalespersonId, db.Products.Where(p => p.Id == o.ProductId).Select(p => p.Name).FirstOrDefault(), o.Amount, o.Opened, o.ExpectedClose, o.Closed))
            .ToListAsync(cancel);
        return new(lines, await all.CountAsync(cancel), page);
    }

    private async Task<PageOf<AccountBooking>> Bookings(long id, int page, CancellationToken cancel)
    {
        var all = db.Bookings.Where(b => b.AccountId == id);
        var lines = await all.OrderByDescending(b => b.Date).ThenByDescending(b => b.Id).Skip((page - 1) * PerPage).Take(PerPage)
            .Select(b => new { b.Id, b.Date, Product = db.Products.Where(p => p.Id == b.ProductId).Select(p => p.Name).FirstOrDefault(), b.Revenue }).ToListAsync(cancel);
        var ids = lines.ConvertAll(b => b.Id);
        var credits = (await db.BookingCredits.AsNoTracking().Where(c => ids.Contains(c.BookingId)).ToListAsync(cancel)).ToLookup(c => c.BookingId, c => c.SalespersonId);
        return new(lines.ConvertAll(b => new AccountBooking(b.Date, b.Product, b.Revenue, [.. credits[b.Id].Order()])), await all.CountAsync(cancel), page);
    }

    private async Task<PageOf<DoneLine>> Activities(long id, int page, CancellationToken cancel)
    {
        var all = db.Activities.Where(a => a.AccountId == id);
        var lines = await ActivityList.Lines(db, all.OrderByDescending(a => a.Date).ThenByDescending(a => a.Id).Skip((page - 1) * PerPage).Take(PerPage)).ToListAsync(cancel);
        return new(lines, await all.CountAsync(cancel), page);
    }

    private async Task<IReadOnlyList<AccountRevenue>> Revenue(long id, List<Period> years, BookingsFrom from, CancellationToken cancel)
    {
        var (first, last) = (years[0].FirstDay, years[^1].LastDay);
        var sales = from == BookingsFrom.Finance
            ? db.Bookings.Where(b => b.AccountId == id && b.Date >= first && b.Date <= last).Select(b => new { Day = b.Date, b.ProductId, Revenue = b.Revenue })
            : db.Opportunities.Where(o => o.AccountId == id && o.State == OpportunityState.Won && o.Closed >= first && o.Closed <= last).Select(o => new { Day = o.Closed!.Value, o.ProductId, Revenue = o.Amount ?? 0 });
        var sums = await sales.GroupBy(s => new { s.Day.Year, s.Day.Month, s.ProductId }).Select(g => new { g.Key.Year, g.Key.Month, g.Key.ProductId, Revenue = g.Sum(s => s.Revenue) }).ToListAsync(cancel);
        var ids = sums.Select(s => s.ProductId ?? 0).Distinct().ToList();
        var products = await db.Products.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        return
        [
            .. sums.GroupBy(s => s.ProductId)
                .Select(g => new AccountRevenue(g.Key is { } product ? products[product] : null, [.. years.Select(y => g.Where(s => y.Contains(new Month(s.Year, s.Month))).Sum(s => s.Revenue))]))
                .OrderByDescending(r => r.ByYear.Sum()).ThenBy(r => r.Product, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
