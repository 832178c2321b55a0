using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Book;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Markets;

/// <summary>A product that many customers buy.</summary>
public sealed record MarketProduct(long Id, string Name);

/// <summary>The company's accounts as a market.</summary>
/// <param name="Market">By segment.</param>
/// <param name="Products">Those with the most customers, first.</param>
/// <param name="HasMoreProducts">Whether others are sold, too.</param>
/// <param name="Quiet">Accounts with no activity since that day are not worked.</param>
/// <param name="Closed">Deals closed since that day make up the win rates.</param>
/// <param name="Bought">Who bought since that day is a customer: this fiscal year and the last.</param>
/// <param name="Today">The company's day.</param>
public sealed record MarketsView(CompanyMarket Market, IReadOnlyList<MarketProduct> Products, bool HasMoreProducts, DateOnly Quiet, DateOnly Closed, DateOnly Bought, DateOnly Today);

/// <summary>
/// Reads the accounts by industry and region, grouped in the database: so many queries, however many accounts and segments there are. Accounts, contacts, customers and open pipeline come from what is kept by account; only
/// what closed and what was bought is read from facts, of the days that count.
/// </summary>
internal sealed class MarketReader(PlumblineDb db, OurCompany company)
{
    /// <summary>So many days back win rates look.</summary>
    public const int ClosedDays = 730;

    private const int MostProducts = 12;

    public async Task<MarketsView> Read(CancellationToken cancel)
    {
        var (settings, today) = (await company.Load(cancel), await company.Today(cancel));
        var (parts, customers) = (new Parts(), await Customers(cancel));
        var boughtSince = settings.FiscalYear.Year(today).YearBefore.FirstDay;
        var (elsewhere, wonValue, valued) = await Count(parts, customers, cancel);
        var products = await Products(parts, customers, settings.BookingsFrom, boughtSince, today, cancel);
        return new(new(parts.All, elsewhere, wonValue, valued), [.. products.Take(MostProducts)], products.Count > MostProducts, today.AddDays(-AccountList.QuietDays), today.AddDays(-ClosedDays), boughtSince, today);
    }

    /// <summary>The same without what customers buy, which takes as long as all the rest where much is sold.</summary>
    public async Task<CompanyMarket> Market(CancellationToken cancel)
    {
        var parts = new Parts();
        var (elsewhere, wonValue, valued) = await Count(parts, await Customers(cancel), cancel);
        return new(parts.All, elsewhere, wonValue, valued);
    }

    private IQueryable<Account> Accounts => db.Accounts.Where(a => a.MergedIntoId == null);

    /// <summary>Who bought this fiscal year or the last.</summary>
    private async Task<IQueryable<Account>> Customers(CancellationToken cancel)
    {
        var year = (await company.Load(cancel)).FiscalYear.Year(await company.Today(cancel));
        var (current, before) = (year.First, year.YearBefore.First);

        // Gathered once: asked of each account whether there is such a year, the database would look each up by itself.
        var bought = db.AccountYears.Where(y => (y.Year == current || y.Year == before) && y.Revenue > 0).Select(y => y.AccountId);
        return Accounts.Where(a => bought.Contains(a.Id));
    }

    private async Task<(MarketCounts Elsewhere, decimal WonValue, int Valued)> Count(Parts parts, IQueryable<Account> customers, CancellationToken cancel)
    {
        var (accounts, today) = (Accounts, await company.Today(cancel));
        var quiet = today.AddDays(-AccountList.QuietDays);
        foreach (var found in await accounts.GroupBy(a => new { a.Industry, a.Region }).Select(g => new { g.Key.Industry, g.Key.Region, Count = g.Count(), Unowned = g.Count(a => a.OwnerId == null) }).ToListAsync(cancel))
        {
            parts.Add(found.Industry, found.Region, new() { Accounts = found.Count, NeverMet = found.Count, Unowned = found.Unowned });
        }

        foreach (var found in await accounts.Join(db.AccountContacts, a => a.Id, c => c.AccountId, (a, c) => new { a.Industry, a.Region, c.Last }).GroupBy(c => new { c.Industry, c.Region })
            .Select(g => new { g.Key.Industry, g.Key.Region, Met = g.Count(), Lately = g.Count(c => c.Last >= quiet) }).ToListAsync(cancel))
        {
            parts.Add(found.Industry, found.Region, new() { NeverMet = -found.Met, Worked = found.Lately });
        }

        foreach (var found in await accounts.Join(db.AccountPipelines, a => a.Id, p => p.AccountId, (a, p) => new { a.Industry, a.Region, p.OpenAmount }).GroupBy(p => new { p.Industry, p.Region })
            .Select(g => new { g.Key.Industry, g.Key.Region, Open = g.Sum(p => p.OpenAmount) }).ToListAsync(cancel))
        {
            parts.Add(found.Industry, found.Region, new() { Open = found.Open });
        }

        foreach (var found in await customers.GroupBy(a => new { a.Industry, a.Region }).Select(g => new { g.Key.Industry, g.Key.Region, Count = g.Count() }).ToListAsync(cancel))
        {
            parts.Add(found.Industry, found.Region, new() { Customers = found.Count });
        }

        return await Closed(parts, today.AddDays(-ClosedDays), today, cancel);
    }

    private async Task<(MarketCounts Elsewhere, decimal WonValue, int Valued)> Closed(Parts parts, DateOnly since, DateOnly today, CancellationToken cancel)
    {
        // Account by account first, and a line for each, so that names are looked up and sorted for each account and not for each deal.
        var closed = await db.Opportunities.Where(o => o.State != OpportunityState.Open && o.Closed >= since && o.Closed <= today)
            .GroupBy(o => o.AccountId).Select(g => new
            {
                AccountId = g.Key,
                Won = g.Count(o => o.State == OpportunityState.Won),
                Lost = g.Count(o => o.State == OpportunityState.Lost),
                Value = g.Sum(o => o.State == OpportunityState.Won ? o.Amount ?? 0 : 0),
                Valued = g.Count(o => o.State == OpportunityState.Won && o.Amount != null),
            })
            .LeftJoin(db.Accounts, o => o.AccountId, a => a.Id, (o, a) => new { HasAccount = a != null, a!.Industry, a.Region, o.Won, o.Lost, o.Value, o.Valued })
            .GroupBy(o => new { o.HasAccount, o.Industry, o.Region })
            .Select(g => new { g.Key.HasAccount, g.Key.Industry, g.Key.Region, Won = g.Sum(o => o.Won), Lost = g.Sum(o => o.Lost), Value = g.Sum(o => o.Value), Valued = g.Sum(o => o.Valued) })
            .ToListAsync(cancel);
        var elsewhere = MarketCounts.None;
        foreach (var found in closed)
        {
            var counts = new MarketCounts { Won = found.Won, Lost = found.Lost };
            if (found.HasAccount)
            {
                parts.Add(found.Industry, found.Region, counts);
            }
            else
            {
                elsewhere += counts;
            }
        }

        return (elsewhere, closed.Sum(c => c.Value), closed.Sum(c => c.Valued));
    }

    /// <summary>The products that most customers bought, one more than are shown, and who bought them.</summary>
    private async Task<IReadOnlyList<MarketProduct>> Products(Parts parts, IQueryable<Account> customers, BookingsFrom from, DateOnly since, DateOnly today, CancellationToken cancel)
    {
        var sales = from == BookingsFrom.Finance
            ? db.Bookings.Where(b => b.AccountId != null && b.ProductId != null && b.Date >= since && b.Date <= today).Select(b => new { Account = b.AccountId!.Value, Product = b.ProductId!.Value })
            : db.Opportunities.Where(o => o.State == OpportunityState.Won && o.AccountId != null && o.ProductId != null && o.Closed >= since && o.Closed <= today).Select(o => new { Account = o.AccountId!.Value, Product = o.ProductId!.Value });
        long[] most = [.. (await sales.Distinct().Join(customers, s => s.Account, a => a.Id, (s, a) => new { s.Product }).GroupBy(b => b.Product).Select(g => new { Id = g.Key, Count = g.Count() }).OrderByDescending(p => p.Count).ThenBy(p => p.Id).Take(MostProducts + 1).ToListAsync(cancel)).Select(p => p.Id)];
        var ofMost = sales.Where(s => EF.Parameter(most).Contains(s.Product)).Distinct().Join(customers, s => s.Account, a => a.Id, (s, a) => new { s.Product, a.Industry, a.Region });
        foreach (var found in await ofMost.GroupBy(b => new { b.Product, b.Industry, b.Region }).Select(g => new { g.Key.Product, g.Key.Industry, g.Key.Region, Count = g.Count() }).ToListAsync(cancel))
        {
            parts.Buy(found.Industry, found.Region, found.Product, found.Count);
        }

        var names = await db.Products.Where(p => EF.Parameter(most).Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        return [.. most.Select(id => new MarketProduct(id, names[id]))];
    }

    /// <summary>Gathers what the queries say of each pair of industry and region.</summary>
    private sealed class Parts
    {
        private readonly Dictionary<(string?, string?), (MarketCounts Counts, Dictionary<long, int> Buyers)> _parts = [];

        public IReadOnlyList<MarketPart> All => [.. _parts.Select(p => new MarketPart(p.Key.Item1, p.Key.Item2, p.Value.Counts, p.Value.Buyers))];

        public void Add(string? industry, string? region, MarketCounts counts)
        {
            var (now, buyers) = At(industry, region);
            _parts[(industry, region)] = (now + counts, buyers);
        }

        public void Buy(string? industry, string? region, long product, int customers)
        {
            Add(industry, region, MarketCounts.None);
            At(industry, region).Buyers[product] = customers;
        }

        private (MarketCounts Counts, Dictionary<long, int> Buyers) At(string? industry, string? region) => _parts.TryGetValue((industry, region), out var part) ? part : (MarketCounts.None, []);
    }
}
