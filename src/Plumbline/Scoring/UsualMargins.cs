using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>Reads what part of their revenue products leave as margin, from what is kept by month.</summary>
internal sealed class UsualMargins(PlumblineDb db, OurCompany company)
{
    /// <summary>As they did of late, or else as their price and cost, or their usual share, say.</summary>
    public async Task<MarginShares> Read(CancellationToken cancel)
    {
        var until = Month.Of(await company.Today(cancel));
        var from = until.Plus(-MarginShares.MonthsLately);
        var lately = await db.ItemMonths.Where(m => m.Kind == ItemKind.Product && m.Month >= from && m.Month <= until).GroupBy(m => m.ItemId)
            .Select(g => new { g.Key, Revenue = g.Sum(m => m.Tally.Revenue), Margin = g.Sum(m => m.Tally.Margin), Unknown = g.Sum(m => m.Tally.UnknownMarginRevenue) }).ToListAsync(cancel);
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.MarginShare, cancel);
        return new([.. lately.Select(l => (l.Key == 0 ? (long?)null : l.Key, l.Revenue, l.Margin, l.Unknown))], id => products.GetValueOrDefault(id));
    }
}
