using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>Reads the deals of the company as the forecast looks at them.</summary>
internal sealed class DealReader(PlumblineDb db, OurCompany company)
{
    /// <summary>All deals that a forecast of these days looks at: opportunities with what their history tells, or where results come from finance, orders credited to people.</summary>
    /// <param name="since">What ended before this day is left out.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <remarks>
    /// Of an opportunity without a history only the last state is known, which tells how it ended. Until its end its stage and its amount count as not known; only of what is still open,
    /// or was when its end was recorded here, the amount is taken as it stands, from the day on which it was brought in. What nobody says the opening of came with the import that brought it. What is nobody's counts for the company.
    /// </remarks>
    public async Task<IReadOnlyList<Deal>> Read(DateOnly since, CancellationToken cancel) =>
        (await company.Load(cancel)).BookingsFrom == BookingsFrom.Finance ? await Orders(since, cancel) : await Opportunities(db.Opportunities.Where(o => o.Closed >= since || o.State == OpportunityState.Open), cancel);

    /// <summary>The same as it was at the end of a day: without what came or ended later, and each opportunity with whom it was then.</summary>
    public async Task<IReadOnlyList<Deal>> ReadAsOf(DateOnly day, DateOnly since, CancellationToken cancel)
    {
        var deals = (await company.Load(cancel)).BookingsFrom == BookingsFrom.Finance ? await Orders(since, cancel)
            : await Opportunities(db.Opportunities.Where(o => (o.Closed >= since || o.State == OpportunityState.Open) && (o.Opened == null || o.Opened <= day || o.Closed <= day)), cancel);
        return [.. deals.Select(d => d.KnownAt(day)).OfType<Deal>()];
    }

    /// <summary>The first day on which a deal ended; null where none did.</summary>
    public async Task<DateOnly?> FirstResult(CancellationToken cancel) => (await company.Load(cancel)).BookingsFrom == BookingsFrom.Finance
        ? await db.Bookings.MinAsync(b => (DateOnly?)b.Date, cancel)
        : await db.Opportunities.MinAsync(o => o.Closed, cancel);

    private async Task<IReadOnlyList<Deal>> Opportunities(IQueryable<Opportunity> wanted, CancellationToken cancel)
    {
        var clock = await company.Clock(cancel);
        var products = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel);
        var imported = (await db.Imports.Select(i => new { i.Id, i.At }).ToListAsync(cancel)).ToDictionary(i => i.Id, i => clock.DayOf(i.At));
        var changes = (await db.OpportunityChanges.AsNoTracking().Where(c => wanted.Any(o => o.Id == c.OpportunityId))
            .Select(c => new { c.OpportunityId, c.At, c.Id, c.Stage, c.StageBefore, c.Amount, c.AmountBefore, c.State, c.StateBefore, c.SalespersonId, c.SalespersonBeforeId, c.KnowsBefore }).ToListAsync(cancel)).ToLookup(c => c.OpportunityId);
        var stages = new StageList(await db.Stages.AsNoTracking().ToListAsync(cancel));
        var notQualified = stages.Unqualified().Concat(stages.Ended()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var deals = new List<Deal>();
        await foreach (var opportunity in wanted.AsNoTracking().OrderBy(o => o.Id)
            .Select(o => new { o.Id, o.SalespersonId, o.ProductId, o.Opened, o.Closed, o.State, o.Amount, o.ImportId }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var isOpen = opportunity.State == OpportunityState.Open;
            DateOnly? broughtIn = opportunity.ImportId is { } import && imported.TryGetValue(import, out var on) ? on : null;
            if ((opportunity.Opened is { } day && (isOpen || day <= opportunity.Closed) ? day : opportunity.Closed ?? broughtIn) is not { } opened)
            {
                continue; // Of when nobody knows.
            }

            var history = changes[opportunity.Id].OrderBy(c => c.At).ThenBy(c => c.Id).ToList();
            var (stage, amount) = (history.Find(c => c.Stage is not null || c.StageBefore is not null), history.Find(c => c.Amount is not null || c.AmountBefore is not null));

            List<DealMark> marks =
            [
                new(opened, stage?.StageBefore, amount?.AmountBefore),
                .. history.Where(c => c.Stage is not null || c.Amount is not null).Select(c => new DealMark(clock.DayOf(c.At), c.Stage, c.Amount)),
            ];

            deals.Add(new(opportunity.Id, opportunity.SalespersonId ?? Deal.Nobody, opportunity.ProductId, opened)
            {
                Qualified = QualifiedOn(marks, notQualified),
                // What was entered later with an earlier day counts as known, so that an opening tells no owner before it.
                Before = [.. history.Where(c => c.KnowsBefore && (c.SalespersonId ?? c.SalespersonBeforeId) is not null && (c.State is null || c.StateBefore is not null)).Select(c => new DealHolder(clock.DayOf(c.At), c.SalespersonBeforeId ?? Deal.Nobody))],
                Closed = isOpen ? null : opportunity.Closed,
                IsWon = opportunity.State == OpportunityState.Won,
                IsCredit = opportunity is { State: OpportunityState.Won, Amount: < 0 },
                IsOpeningAssumed = opportunity.Opened is null && isOpen,
                Value = opportunity.State == OpportunityState.Won ? opportunity.Amount ?? 0 : 0,
                Margin = opportunity is { State: OpportunityState.Won, Amount: { } won, ProductId: { } sold } && products.GetValueOrDefault(sold)?.MarginShare is { } share ? won * share : null,
                ListPrice = opportunity.ProductId is { } product ? products.GetValueOrDefault(product)?.ListPrice : null,
                Marks = marks,
                Stated = (isOpen || history.Exists(c => c.StateBefore == OpportunityState.Open)) && amount is null && opportunity.Amount is { } stated ? new(broughtIn ?? opened, stated) : null,
            });
        }

        return deals;
    }

    /// <summary>From when on an opportunity counted as qualified: from its first stage that does; from its coming where the stage of then is not known; null where it has stood at no such stage.</summary>
    private static DateOnly? QualifiedOn(List<DealMark> marks, HashSet<string> notQualified)
    {
        var opened = marks[0].Since;
        if (marks.All(m => m.Stage is null || m.Since > opened))
        {
            return opened;
        }

        foreach (var mark in marks)
        {
            if (mark.Stage is { } stage && !notQualified.Contains(stage))
            {
                return mark.Since;
            }
        }

        return null;
    }

    /// <summary>The sum; null where a part is not known.</summary>
    private static decimal? Left(IEnumerable<decimal?> margins) => margins.Aggregate((decimal?)0, (all, one) => all + one);

    /// <summary>
    /// What one person sold to one customer on one day is one order, of however many lines. An order of an account that has ordered before came with the order before it, and was open since; and each account's next order is open
    /// now, with whom it ordered last. Who has not ordered for as long as anything is looked back is a new customer when it orders again. A day that gave back more than it brought is no order, but money.
    /// </summary>
    private async Task<IReadOnlyList<Deal>> Orders(DateOnly since, CancellationToken cancel)
    {
        var counting = (await CountingContext.Load(db, cancel)).NewCounting();
        var lookedAt = since.DayNumber > WinCurves.Window ? since.AddDays(-WinCurves.Window) : DateOnly.MinValue; // Which order came before one that is wanted.
        var lines = await db.BookingCredits.AsNoTracking().Where(c => c.Date >= lookedAt).Join(db.Bookings.AsNoTracking(), c => c.BookingId, b => b.Id, (c, b) => new { c.BookingId, c.SalespersonId, c.Share, c.Date, b.AccountId, b.Revenue, Booking = b }).ToListAsync(cancel);
        lines.AddRange((await db.Bookings.AsNoTracking().Where(b => b.Date >= lookedAt && !db.BookingCredits.Any(c => c.BookingId == b.Id)).ToListAsync(cancel)).Select(b => new { BookingId = b.Id, SalespersonId = Deal.Nobody, Share = 1m, b.Date, b.AccountId, b.Revenue, Booking = b }));
        var days = lines.Where(l => l.AccountId != null).GroupBy(l => (AccountId: l.AccountId!.Value, l.SalespersonId, l.Date)).Where(o => o.Sum(l => l.Revenue * l.Share) > 0)
            .GroupBy(o => o.Key.AccountId, o => o.Key.Date).ToDictionary(g => g.Key, g => g.Distinct().Order().ToArray());
        var deals = new List<Deal>();
        foreach (var customer in lines.GroupBy(l => (l.SalespersonId, l.AccountId, Nobody: l.AccountId is null ? l.BookingId : 0)).OrderBy(g => g.Min(l => l.BookingId)).ThenBy(g => g.Key.SalespersonId))
        {
            var (seller, account, _) = customer.Key;
            DateOnly? before = null;
            foreach (var order in customer.GroupBy(l => l.Date).OrderBy(g => g.Key))
            {
                var value = order.Sum(l => l.Revenue * l.Share);
                if (value == 0)
                {
                    continue;
                }

                var isOrder = value > 0;
                if (isOrder && account is not null && before is { } last && (order.Key.DayNumber - last.DayNumber > WinCurves.Window || NextDay(last) < order.Key))
                {
                    deals.Add(Next(last));
                    before = null;
                }

                deals.Add(new(order.Min(l => l.BookingId), seller, null, isOrder && account is not null ? before ?? order.Key : order.Key)
                {
                    Closed = order.Key,
                    IsWon = true,
                    IsCredit = !isOrder,
                    Value = value,
                    Margin = Left(order.Select(l => counting.MarginOf(l.Booking) * l.Share)),
                    AccountId = account,
                });
                before = isOrder ? order.Key : before;
            }

            if (before is { } latest && account is not null)
            {
                deals.Add(Next(latest));
            }

            // Where somebody else sells to the account, its next order is theirs.
            Deal Next(DateOnly last) => new(-account!.Value, seller, null, last) { AccountId = account, Closed = NextDay(last) };

            DateOnly? NextDay(DateOnly last)
            {
                var (all, at) = (days[account!.Value], Array.BinarySearch(days[account.Value], last) + 1);
                return at < all.Length ? all[at] : null;
            }
        }

        return [.. deals.Where(d => d.Closed is null ? d.Opened >= lookedAt : d.Closed >= since)];
    }
}
