using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Finance;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Leadership;

/// <summary>What products are likely to bring in a period, as told at the end of a day.</summary>
/// <param name="Forecast">Each product.</param>
/// <param name="Products">What they are called, by number.</param>
/// <param name="AsOf">The day.</param>
/// <param name="Closed">How many deals were won or lost within what was looked back.</param>
public sealed record ProductsView(ProductForecast Forecast, IReadOnlyDictionary<long, Product> Products, DateOnly AsOf, int Closed)
{
    private ILookup<long?, ProductOdds>? _byProduct;

    /// <summary>Whether there was too little of the company's own history for chances in figures.</summary>
    public bool IsLittle => Closed < KeptForecast.EnoughClosed;

    /// <summary>How many sell without an agreed plan for the half of these months.</summary>
    public int WithoutPlan { get; init; }

    /// <summary>What the opportunities are called that weigh most.</summary>
    public IReadOnlyDictionary<long, string> Deals { get; init; } = new Dictionary<long, string>();

    /// <summary>The same of about a week before; null where no such day was reckoned.</summary>
    public ProductsView? Before { get; init; }

    /// <summary>What is told of a product; null where nothing is.</summary>
    public ProductOdds? Of(long? product) => (_byProduct ??= Forecast.Products.ToLookup(p => p.ProductId))[product].FirstOrDefault();

    /// <summary>The chance of a product in figures; null where there is none, or too little history for it.</summary>
    public decimal? ChanceOf(ProductOdds odds) => IsLittle || odds.Chance is not { } chance ? null : (decimal)chance;

    /// <summary>What a product is called.</summary>
    public string NameOf(ProductOdds odds) => odds.ProductId is { } id && Products.TryGetValue(id, out var product) ? product.Name : ItemScores.NoProduct;
}

/// <summary>
/// Tells of each product whether it is likely to bring what agreed plans expect of it, as of today or of a day that is gone. What is sold comes from what is kept by month; of the month of a day that is gone the month's own
/// records answer, so that nothing grows with history.
/// </summary>
internal sealed class ProductForecasts(PlumblineDb db, OurCompany company, OutlookReader outlook, AskedDays asked, AgreedDemand demand)
{
    private const decimal MostUnknown = 0.2m; // Of what is sold the margin of no more may be unknown.

    /// <summary>The last month of which something can be told at the end of a day.</summary>
    public static Month Furthest(DateOnly day) => Month.Of(day).Plus(CompanyAhead.Months - 1);

    /// <summary>As of today, or of a day that is gone, with what it was about a week before; null where it was not reckoned (yet) what was expected then.</summary>
    /// <param name="period">A month, a quarter or a half that ends within <see cref="Furthest"/>.</param>
    /// <param name="measure">By revenue or by margin.</param>
    /// <param name="then">The day that is gone; null for today.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ProductsView?> Read(Period period, ForecastMeasure measure, DateOnly? then, CancellationToken cancel) =>
        await ReadOne(period, measure, then, cancel) is not { } view ? null
            : await asked.WeekBefore(view.AsOf, cancel) is { } before && view.AsOf <= period.LastDay && period.Last <= Furthest(before) ? view with { Before = await ReadOne(period, measure, before, cancel) }
            : view;

    private async Task<ProductsView?> ReadOne(Period period, ForecastMeasure measure, DateOnly? then, CancellationToken cancel)
    {
        var (fiscal, today) = ((await company.Load(cancel)).FiscalYear, await company.Today(cancel));
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel);
        var now = await Months(period, today, cancel);
        var sold = then is { } day ? Until(day, await Months(period, day, cancel), await In(day, cancel)) : now;
        if (await Expected(then, sold, products, cancel) is not { } basis)
        {
            return null;
        }

        var plans = await demand.Plans(fiscal.Half(period.FirstDay), cancel, then);
        var planned = plans.Plans.SelectMany(p => p.Content.Forecast).Where(l => l.ProductId is not null)
            .Select(l => (Product: l.ProductId!.Value, Months: l.Months.Where(m => period.Contains(m.Month)).ToList())).Where(l => l.Months.Count > 0).GroupBy(l => l.Product)
            .ToDictionary(g => g.Key, g => new ProductAmounts(Sum(g.SelectMany(l => l.Months).Select(m => m.Revenue)), Sum(g.SelectMany(l => l.Months).Select(m => m.Margin))));
        var forecast = new ProductForecast(period, measure, basis.Expected, basis.Deals, basis.Lately, basis.ShareOf, Amounts(sold, period), planned, then is null ? null : Amounts(now, period));
        long[] weighty = [.. forecast.Products.Select(p => p.Most?.Id).OfType<long>()];
        return new(forecast, products, then ?? today, basis.Expected.Ahead.Closed)
        {
            WithoutPlan = plans.Without.Count,
            Deals = await db.Opportunities.Where(o => EF.Parameter(weighty).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel),
        };

        static decimal? Sum(IEnumerable<decimal?> amounts) => amounts.Aggregate((decimal?)null, (all, one) => all is null ? one : all + (one ?? 0));
    }

    /// <summary>What was expected, and by what it is cut.</summary>
    private sealed record Basis(ExpectedRevenue Expected, IReadOnlyDictionary<long, DealItem> Deals, IReadOnlyList<(long? Product, decimal Revenue)> Lately, Func<long?, decimal?> ShareOf);

    private async Task<Basis?> Expected(DateOnly? then, IReadOnlyDictionary<(long Product, Month Month), Tally> sold, IReadOnlyDictionary<long, Product> products, CancellationToken cancel)
    {
        if (then is not { } day)
        {
            return await outlook.Read(OutlookScenario.None, cancel) is { } view ? new(view.Finance.Facts.Expected, view.Items, view.Lately, view.Finance.Facts.MarginShare) : null;
        }

        if (await asked.Ahead(day, cancel) is not { } ahead)
        {
            return null;
        }

        // Products may have been merged since.
        long? Now(long? product) => product is { } id ? products.GetValueOrDefault(id)?.MergedIntoId ?? id : null;
        long[] ids = [.. ahead.Deals.Select(d => d.Id)];
        var deals = await db.Opportunities.Where(o => EF.Parameter(ids).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => new DealItem(o.ProductId, null), cancel);
        ahead = ahead with { Others = [.. ahead.Others.Select(o => o with { ProductId = Now(o.ProductId) })] };
        var (from, last) = (Month.Of(day).Plus(-MarginShares.MonthsLately), Month.Of(day));
        var lately = sold.Where(s => s.Key.Month >= from && s.Key.Month <= last).GroupBy(s => s.Key.Product, s => s.Value).Select(g => (Product: g.Key == 0 ? (long?)null : g.Key, Tally: g.Aggregate((a, b) => a + b))).ToList();
        var revenue = lately.Select(l => (l.Product, l.Tally.Revenue)).ToList();
        var shares = new MarginShares([.. lately.Select(l => (l.Product, l.Tally.Revenue, l.Tally.Margin, l.Tally.UnknownMarginRevenue))], id => products.GetValueOrDefault(id)?.MarginShare);
        return new(new(ahead, deals, revenue, []), deals, revenue, shares.Of);
    }

    /// <summary>What is sold of each product by month, of the year before a day and of the period.</summary>
    private async Task<Dictionary<(long Product, Month Month), Tally>> Months(Period period, DateOnly day, CancellationToken cancel)
    {
        var (from, until) = (Month.Of(day).Plus(-MarginShares.MonthsLately), Month.Of(day));
        (from, until) = (from < period.First ? from : period.First, until > period.Last ? until : period.Last);
        return await db.ItemMonths.Where(m => m.Kind == ItemKind.Product && m.Month >= from && m.Month <= until).ToDictionaryAsync(m => (m.ItemId, m.Month), m => m.Tally, cancel);
    }

    /// <summary>What was sold of each product in the month of a day until its end.</summary>
    private async Task<Dictionary<long, Tally>> In(DateOnly day, CancellationToken cancel)
    {
        var (first, counting) = (Month.Of(day).FirstDay, (await CountingContext.Load(db, cancel)).NewCounting());
        var results = (await company.Load(cancel)).BookingsFrom == BookingsFrom.Finance
            ? (await db.Bookings.AsNoTracking().Where(b => b.Date >= first && b.Date <= day).ToListAsync(cancel)).Select(b => (b.ProductId, Tally: counting.ResultOf(b)))
            : (await db.Opportunities.AsNoTracking().Where(o => o.State == OpportunityState.Won && o.Closed >= first && o.Closed <= day).ToListAsync(cancel)).Select(o => (o.ProductId, Tally: counting.ResultOf(o)));
        return results.GroupBy(r => r.ProductId ?? 0).ToDictionary(g => g.Key, g => g.Aggregate(default(Tally), (all, one) => all + one.Tally));
    }

    private static Dictionary<(long Product, Month Month), Tally> Until(DateOnly day, Dictionary<(long Product, Month Month), Tally> months, Dictionary<long, Tally> inMonth)
    {
        var month = Month.Of(day);
        return months.Where(m => m.Key.Month < month).Concat(inMonth.Select(p => KeyValuePair.Create((p.Key, month), p.Value))).ToDictionary();
    }

    private static Dictionary<long, ProductAmounts> Amounts(IReadOnlyDictionary<(long Product, Month Month), Tally> sold, Period period) =>
        sold.Where(s => period.Contains(s.Key.Month)).GroupBy(s => s.Key.Product, s => s.Value).Select(g => (g.Key, Tally: g.Aggregate((a, b) => a + b))).Where(s => s.Tally.Revenue != 0 || s.Tally.Margin != 0)
            .ToDictionary(s => s.Key, s => new ProductAmounts(s.Tally.Revenue, s.Tally.UnknownMarginRevenue > s.Tally.Revenue * MostUnknown ? null : s.Tally.Margin));
}
