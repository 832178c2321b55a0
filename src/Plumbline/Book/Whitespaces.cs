using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Book;

/// <summary>What the company sells and an account never bought.</summary>
internal sealed class Whitespaces(PlumblineDb db, OurCompany company)
{
    private const int MonthsBack = 12;

    /// <summary>How many products anyone bought in the last twelve months, and how many of these each account has bought at any time. Looked up for the accounts of a page.</summary>
    public async Task<(int Sold, IReadOnlyDictionary<long, int> Bought)> Read(IReadOnlyList<long> accounts, DateOnly today, CancellationToken cancel)
    {
        var since = Month.Of(today).Plus(1 - MonthsBack);
        long[] sold = [.. await db.ItemMonths.Where(m => m.Kind == ItemKind.Product && m.Month >= since && m.ItemId != 0 && m.Tally.Bookings > 0).Select(m => m.ItemId).Distinct().ToListAsync(cancel)];
        var bought = (await company.Load(cancel)).BookingsFrom == BookingsFrom.Finance
            ? db.Bookings.Where(b => b.AccountId != null && EF.Parameter(accounts).Contains(b.AccountId.Value) && b.ProductId != null).Select(b => new { Account = b.AccountId!.Value, Product = b.ProductId!.Value })
            : db.Opportunities.Where(o => o.AccountId != null && EF.Parameter(accounts).Contains(o.AccountId.Value) && o.ProductId != null && o.State == OpportunityState.Won).Select(o => new { Account = o.AccountId!.Value, Product = o.ProductId!.Value });
        var pairs = await bought.Where(b => EF.Parameter(sold).Contains(b.Product)).Distinct().ToListAsync(cancel);
        return (sold.Length, pairs.GroupBy(p => p.Account).ToDictionary(g => g.Key, g => g.Count()));
    }
}
