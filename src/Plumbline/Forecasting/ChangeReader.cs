using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>Looks up what became of the deals that two forecasts of a quota rest on, and tells from that why the later one is another.</summary>
internal sealed class ChangeReader(PlumblineDb db, OurCompany company)
{
    /// <summary>The causes; none where it was not kept what the earlier one rested on.</summary>
    public async Task<IReadOnlyList<ChangePart>> Between(KeptForecast before, KeptForecast now, CancellationToken cancel)
    {
        if (before.Basis is not { } basis)
        {
            return [];
        }

        // Where results come from finance there are no opportunities among them. What an account has ordered since is won, and its next order open as the one before was.
        long[] deals = [.. basis.Outlook.Open.Concat(now.Basis!.Outlook.Open).Select(p => p.Id).Where(id => id > 0).Distinct()];
        return ForecastChange.Between(before, now, deals.Length == 0 ? new Dictionary<long, DealSince>() : await Since(deals, before.AsOf, now, cancel));
    }

    private async Task<Dictionary<long, DealSince>> Since(long[] deals, DateOnly day, KeptForecast now, CancellationToken cancel)
    {
        var after = (await company.Clock(cancel)).EndOf(day);
        var expected = (await db.OpportunityChanges.Where(c => EF.Parameter(deals).Contains(c.OpportunityId) && c.At >= after && c.ExpectedCloseBefore != null)
            .Select(c => new { c.OpportunityId, c.At, c.Id, c.ExpectedCloseBefore }).ToListAsync(cancel))
            .GroupBy(c => c.OpportunityId).ToDictionary(g => g.Key, g => g.MinBy(c => (c.At, c.Id))!.ExpectedCloseBefore);
        var found = await db.Opportunities.AsNoTracking().Where(o => EF.Parameter(deals).Contains(o.Id)).Select(o => new { o.Id, o.SalespersonId, o.State, o.Amount, o.Opened, o.Closed, o.ExpectedClose, o.ProductId }).ToListAsync(cancel);
        var left = now.Measure == ForecastMeasure.Margin ? await Left(now.AsOf, cancel) : _ => 1;
        return found.ToDictionary(o => o.Id, o =>
        {
            var isTheirs = o.SalespersonId is { } owner && (now.Subject != ForecastSubject.Salesperson || owner == now.SubjectId);
            var isWon = isTheirs && o.State == OpportunityState.Won;
            return new DealSince(
                isWon, isWon && o.Closed >= now.Period.FirstDay && o.Closed <= now.AsOf ? (double)((o.Amount ?? 0) * left(o.ProductId)) : 0, !isTheirs || o.State != OpportunityState.Open,
                o.Opened > day, expected.TryGetValue(o.Id, out var was) && o.ExpectedClose > was);
        });
    }

    /// <summary>What part of its revenue a deal leaves, by its product: the product's share, or else what those whose share is known usually leave, as <see cref="MarginDeals"/> reckons.</summary>
    private async Task<Func<long?, decimal>> Left(DateOnly asOf, CancellationToken cancel)
    {
        var since = asOf.AddDays(-WinCurves.Window);
        var shares = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.MarginShare, cancel);
        var won = (await db.Opportunities.Where(o => o.State == OpportunityState.Won && o.Closed > since && o.Closed <= asOf && o.ProductId != null && o.Amount > 0).GroupBy(o => o.ProductId!.Value).Select(g => new { Product = g.Key, Sum = g.Sum(o => o.Amount!.Value) }).ToListAsync(cancel))
            .Where(g => shares.GetValueOrDefault(g.Product) is not null).ToList();
        var usual = won.Count == 0 ? 0 : won.Sum(g => g.Sum * shares[g.Product]!.Value) / won.Sum(g => g.Sum);
        return product => product is { } sold && shares.GetValueOrDefault(sold) is { } share ? share : usual;
    }
}
