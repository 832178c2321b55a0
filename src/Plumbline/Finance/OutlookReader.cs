using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Marketing;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Finance;

/// <summary>An open deal of the months ahead, as it is called.</summary>
/// <param name="Deal">Its odds.</param>
/// <param name="Name">What it is called.</param>
/// <param name="AccountId">Who may buy; null where it is not said.</param>
/// <param name="Account">What they are called.</param>
/// <param name="ProductId">What they may buy; null where it is not said.</param>
/// <param name="PaymentDays">After how many days they pay; null where they say nothing of their own.</param>
/// <param name="ExpectedClose">When it is expected to close; null where that is not known.</param>
public sealed record OutlookDeal(DealAhead Deal, string Name, long? AccountId, string? Account, long? ProductId, int? PaymentDays, DateOnly? ExpectedClose);

/// <summary>What leadership looks at: the months of the running half and of the next.</summary>
/// <param name="Finance">What is likely.</param>
/// <param name="Supposed">The same as somebody supposes; null where nothing is supposed.</param>
/// <param name="Scenario">What is supposed.</param>
/// <param name="Half">The running half.</param>
/// <param name="Gaps">Why each gap month of what is likely falls short.</param>
/// <param name="Deals">The largest open deals, those first that are expected to bring most.</param>
/// <param name="ClaimsDue">What of vendors' money must be claimed in which month, or is lost.</param>
/// <param name="NameOf">What a person is called.</param>
/// <param name="Fiscal">How the company cuts its year.</param>
/// <param name="Today">The company's day.</param>
public sealed record OutlookView(
    FinanceOutlook Finance, FinanceOutlook? Supposed, OutlookScenario Scenario, Period Half, IReadOnlyList<GapCauses> Gaps, IReadOnlyList<OutlookDeal> Deals, IReadOnlyDictionary<Month, decimal> ClaimsDue, Func<long, string> NameOf, FiscalYear Fiscal, DateOnly Today)
{
    /// <summary>Whether there is too little of the company's own history for chances in figures.</summary>
    public bool IsLittle => Finance.Facts.Expected.Ahead.Closed < KeptForecast.EnoughClosed;

    /// <summary>Whether results come from finance, so that what is expected rests on orders alone and open opportunities are not weighed.</summary>
    public required bool IsOfOrders { get; init; }

    /// <summary>The forecast of the running half's margin quota; null where there is none, or too little is known of what is left.</summary>
    public KeptForecast? Margin { get; init; }

    /// <summary>What was sold lately of each product, by which deals still to come are cut.</summary>
    public required IReadOnlyList<(long? Product, decimal Revenue)> Lately { get; init; }

    /// <summary>What is sold of each product by month.</summary>
    public required IReadOnlyDictionary<(long Product, Month Month), decimal> SoldOf { get; init; }

    /// <summary>The products by number.</summary>
    public required IReadOnlyDictionary<long, Product> Products { get; init; }

    /// <summary>What each of the largest deals is about.</summary>
    public required IReadOnlyDictionary<long, DealItem> Items { get; init; }
}

/// <summary>Puts together what is sold, what is asked for and what is expected: a bounded number of questions, whose answers grow with months and products and not with the records.</summary>
internal sealed class OutlookReader(PlumblineDb db, OurCompany company, CurrentPerson me, ForecastReader forecasts)
{
    /// <summary>The outlook; null where what is expected was not told yet for this month.</summary>
    public async Task<OutlookView?> Read(OutlookScenario scenario, CancellationToken cancel)
    {
        var (ours, today, people) = (await company.Load(cancel), await company.Today(cancel), await me.Colleagues(cancel));
        if (await forecasts.Ahead(cancel) is not { } kept || kept.Ahead.First != Month.Of(today))
        {
            return null;
        }

        var half = ours.FiscalYear.Half(today);
        var months = half with { Length = 2 * half.Length };
        var (before, lastYear, last) = (months.First.Plus(-FinanceFacts.MonthsBefore), months.First.Plus(-12), months.Last);
        var sold = await db.PersonMonths.Where(m => m.Month >= lastYear && m.Month <= last).GroupBy(m => m.Month).Select(g => new
        {
            g.Key,
            Tally = new Tally
            {
                Revenue = g.Sum(m => m.Tally.Revenue),
                NewRevenue = g.Sum(m => m.Tally.NewRevenue),
                Margin = g.Sum(m => m.Tally.Margin),
                UnknownMarginRevenue = g.Sum(m => m.Tally.UnknownMarginRevenue),
                Bookings = g.Sum(m => m.Tally.Bookings),
                Won = g.Sum(m => m.Tally.Won),
                Lost = g.Sum(m => m.Tally.Lost),
            },
        }).ToDictionaryAsync(g => g.Key, g => g.Tally, cancel);
        var quotas = await db.QuotaMonths.AsNoTracking().Where(q => q.Month >= before && q.Month <= last).Select(q => new { q.Month, q.SalespersonId, q.Revenue, q.Margin }).ToListAsync(cancel);
        var payments = await db.ItemMonths.Where(m => m.Kind == ItemKind.Account && m.Month >= before && m.Month <= last)
            .GroupJoin(db.Accounts, m => m.ItemId, a => a.Id, (m, accounts) => new { m, accounts }).SelectMany(j => j.accounts.DefaultIfEmpty(), (j, a) => new { j.m.Month, j.m.Tally.Revenue, a!.PaymentDays })
            .GroupBy(s => new { s.Month, s.PaymentDays }).Select(g => new { g.Key.Month, g.Key.PaymentDays, Revenue = g.Sum(s => s.Revenue) }).ToListAsync(cancel);
        var (latelyFrom, now) = (Month.Of(today).Plus(-MarginShares.MonthsLately), Month.Of(today));
        var from = latelyFrom < months.First ? latelyFrom : months.First;
        var items = await db.ItemMonths.Where(m => m.Kind == ItemKind.Product && m.Month >= from && m.Month <= last).Select(m => new { m.ItemId, m.Month, m.Tally.Revenue, m.Tally.Margin, m.Tally.UnknownMarginRevenue }).ToListAsync(cancel);
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel);
        var (deals, gone) = await Deals(kept.Ahead, cancel);
        var ahead = kept.Ahead.Without(gone);
        scenario = scenario with { Slipped = ahead.Deals.Select(d => d.Id).Where(scenario.Slipped.Contains).ToHashSet() }; // An address that was sent outlives its deals.
        var soldBy = (await db.PersonMonths.Where(m => m.Month >= before && m.Month <= last && m.Tally.Revenue != 0).GroupBy(m => new { m.Month, m.SalespersonId }).Select(g => new { g.Key.Month, g.Key.SalespersonId, Revenue = g.Sum(m => m.Tally.Revenue) }).ToListAsync(cancel)).ToLookup(s => s.Month);
        var marketing = await db.Set<LocalActivity>().AsNoTracking().TakingPlace().Where(a => a.Last >= lastYear.FirstDay && a.First <= last.Plus(1).FirstDay).ToListAsync(cancel);

        var lately = items.Where(i => i.Month >= latelyFrom && i.Month <= now).GroupBy(i => i.ItemId).Select(g => (Product: g.Key == 0 ? (long?)null : g.Key, Revenue: g.Sum(i => i.Revenue), Margin: g.Sum(i => i.Margin), Unknown: g.Sum(i => i.UnknownMarginRevenue))).ToList();
        var latelyRevenue = lately.Select(l => (l.Product, l.Revenue)).ToList();
        var latelyPaid = payments.Where(p => p.Month <= now).GroupBy(p => p.PaymentDays).Select(g => (g.Key, g.Sum(p => p.Revenue))).ToList();
        var about = deals.ToDictionary(d => d.Deal.Id, d => new DealItem(d.ProductId, d.PaymentDays));
        var shares = new MarginShares([.. lately.Select(l => (l.Product, l.Revenue, l.Margin, l.Unknown))], id => products.GetValueOrDefault(id)?.MarginShare);
        var paidBack = marketing.Select(a => Reimbursement.Of(a, today)).OfType<Reimbursement>().GroupBy(r => r.Month).ToDictionary(g => g.Key, g => g.Sum(r => r.Amount));
        var ofHalf = await forecasts.Latest(half, default, cancel) is { } said ? new RangeOfMonths(half, Beyond(said, said.Attainment.Low), Beyond(said, said.Attainment.High)) : null;
        var likely = Outlook(ahead, ofHalf);
        return new(
            likely, scenario.IsAny ? Outlook(scenario.Of(ahead), null) : null, scenario, half, Gaps(likely), deals,
            marketing.Where(a => a.Claimed is null && a.ClaimBy >= today && a.Funded > 0).GroupBy(a => Month.Of(a.ClaimBy!.Value)).ToDictionary(g => g.Key, g => g.Sum(a => a.Funded)), id => people.NameOf(id), ours.FiscalYear, today)
        {
            IsOfOrders = ours.BookingsFrom == BookingsFrom.Finance,
            Margin = await forecasts.Margin(half, default, cancel),
            Lately = latelyRevenue,
            SoldOf = items.Where(i => months.Contains(i.Month)).GroupBy(i => (i.ItemId, i.Month)).ToDictionary(g => g.Key, g => g.Sum(i => i.Revenue)),
            Products = products,
            Items = about,
        };

        static decimal Beyond(Statement said, double end) => Math.Round((decimal)(end - said.Won), 2);

        FinanceOutlook Outlook(CompanyAhead ahead, RangeOfMonths? forecast) => new(new()
        {
            Forecast = forecast,
            Months = months,
            AsOf = kept.AsOf,
            Sold = sold,
            SoldByPayment = [.. payments.Select(p => (p.Month, p.PaymentDays, p.Revenue))],
            Quota = quotas.GroupBy(q => q.Month).ToDictionary(g => g.Key, g => new AskedOfAll(g.Any(q => q.Revenue is not null) ? g.Sum(q => q.Revenue) : null, g.Any(q => q.Margin is not null) ? g.Sum(q => q.Margin) : null, Covered(g.Key, [.. g.Where(q => q.Revenue is not null).Select(q => q.SalespersonId)]), Covered(g.Key, [.. g.Where(q => q.Margin is not null).Select(q => q.SalespersonId)]))),
            Expected = new(ahead, about, latelyRevenue, latelyPaid),
            MarginShare = shares.Of,
            Usual = new(ours.PaymentDays),
            FromVendors = paidBack,
            Marketing = marketing.GroupBy(a => Month.Of(a.First)).ToDictionary(g => g.Key, g => g.Sum(a => a.Cost)),
        });

        // What part of a month's revenue is of these people.
        decimal Covered(Month month, HashSet<long> people)
        {
            var parts = soldBy[month].Select(m => (m.SalespersonId, (double)m.Revenue));
            var at = ahead.At(month);
            var all = (at is >= 0 and < CompanyAhead.Months ? parts.Concat(ahead.People.Select(p => (p.SalespersonId, p.Expected.Money[at]))) : parts).ToList();
            var sum = all.Sum(p => p.Item2);
            return sum <= 0 ? 1 : (decimal)Math.Clamp(all.Where(p => people.Contains(p.SalespersonId)).Sum(p => p.Item2) / sum, 0, 1);
        }

        IReadOnlyList<GapCauses> Gaps(FinanceOutlook outlook)
        {
            var askedOf = quotas.Where(q => q.Revenue is not null).ToLookup(q => q.Month);
            return [.. outlook.GapMonths.Select(g => GapCauses.Of(
                outlook, g,
                askedOf[g.Month].GroupBy(q => q.SalespersonId).ToDictionary(p => p.Key, p => p.Sum(q => q.Revenue!.Value)),
                soldBy[g.Month].ToDictionary(m => m.SalespersonId, m => m.Revenue)))];
        }
    }

    /// <summary>The outlook, for whoever can do without none.</summary>
    /// <exception cref="RefusedException">It was not told yet.</exception>
    public async Task<OutlookView> ReadOrRefuse(OutlookScenario scenario, CancellationToken cancel) =>
        await Read(scenario, cancel) ?? throw NothingYet;

    /// <summary>Says that there is no outlook yet.</summary>
    public static RefusedException NothingYet => new(Refusal.NotFound, "Nothing was told of the months ahead yet. It is reckoned in the background; try again in a few minutes.");

    /// <summary>What its largest deals are called, and which of them are open no more.</summary>
    private async Task<(IReadOnlyList<OutlookDeal> Named, IReadOnlySet<long> Gone)> Deals(CompanyAhead ahead, CancellationToken cancel)
    {
        long[] ids = [.. ahead.Deals.Select(d => d.Id)];
        var named = await db.Opportunities.Where(o => EF.Parameter(ids).Contains(o.Id) && o.State == OpportunityState.Open)
            .Select(o => new { o.Id, o.Name, o.AccountId, Account = db.Accounts.Where(a => a.Id == o.AccountId).Select(a => new { a.Name, a.PaymentDays }).FirstOrDefault(), o.ProductId, o.ExpectedClose }).ToDictionaryAsync(o => o.Id, cancel);
        return (
            [.. ahead.Deals.Where(d => named.ContainsKey(d.Id)).Select(d => (Deal: d, Said: named[d.Id])).Select(d => new OutlookDeal(d.Deal, d.Said.Name, d.Said.AccountId, d.Said.Account?.Name, d.Said.ProductId, d.Said.Account?.PaymentDays, d.Said.ExpectedClose))],
            ids.Where(id => !named.ContainsKey(id)).ToHashSet());
    }
}
