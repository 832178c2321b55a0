using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>Counts the facts over again: all of them, or those whose counting a change of people, products or settings touches.</summary>
internal static class Recounting
{
    private const int BookingsAtOnce = 10_000;
    private const int IdsAtOnce = 1_000;

    /// <summary>What the summaries should be, counted from every fact.</summary>
    public static async Task<Summaries> Count(PlumblineDb db, CountingContext context, CancellationToken cancel)
    {
        var counting = context.NewCounting();
        await foreach (var opportunity in db.Opportunities.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            counting.Count(opportunity);
        }

        await EachBooking(db, db.Bookings, counting.Count, cancel);
        await foreach (var activity in db.Activities.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            counting.Count(activity);
        }

        return counting.Counted;
    }

    /// <summary>Replaces the summaries by a whole recount, in the context's transaction.</summary>
    public static async Task Whole(PlumblineDb db, BulkWriter bulk, CancellationToken cancel)
    {
        var counted = await Count(db, await CountingContext.Load(db, cancel), cancel);
        await db.PersonMonths.ExecuteDeleteAsync(cancel);
        await db.ItemMonths.ExecuteDeleteAsync(cancel);
        await db.PipelineMonths.ExecuteDeleteAsync(cancel);
        await db.ActivityMonths.ExecuteDeleteAsync(cancel);
        await db.AccountYears.ExecuteDeleteAsync(cancel);
        await db.AccountPipelines.ExecuteDeleteAsync(cancel);
        await db.AccountContacts.ExecuteDeleteAsync(cancel);
        SummaryWriter.Apply(bulk, counted);
    }

    /// <summary>
    /// After people, products or settings have changed and nothing else: brings the summaries from what they were under <paramref name="before"/> to what they are now, in the context's transaction.
    /// Only the facts concerned are counted anew.
    /// </summary>
    public static async Task Follow(PlumblineDb db, BulkWriter bulk, CountingContext before, CancellationToken cancel)
    {
        var now = await CountingContext.Load(db, cancel);
        if (now.BookingsFrom != before.BookingsFrom)
        {
            await Whole(db, bulk, cancel);
            return;
        }

        if (now.FiscalYear != before.FiscalYear)
        {
            await Years(db, bulk, now.FiscalYear, cancel);
        }

        var (old, counting) = (before.NewCounting(), now.NewCounting());
        var seenOpportunities = new HashSet<long>();
        var seenBookings = new HashSet<long>();
        foreach (var people in now.PeopleChanged(before).Chunk(IdsAtOnce))
        {
            await Opportunities(db.Opportunities.Where(o => o.SalespersonId != null && EF.Parameter(people).Contains(o.SalespersonId.Value)));
            await EachBooking(db, db.Bookings.Where(b => db.BookingCredits.Any(c => c.BookingId == b.Id && EF.Parameter(people).Contains(c.SalespersonId))), Again, cancel);
        }

        foreach (var products in now.ProductsChanged(before).Chunk(IdsAtOnce))
        {
            await Opportunities(db.Opportunities.Where(o => o.ProductId != null && EF.Parameter(products).Contains(o.ProductId.Value)));
            await EachBooking(db, db.Bookings.Where(b => b.ProductId != null && EF.Parameter(products).Contains(b.ProductId.Value)), Again, cancel);
        }

        SummaryWriter.Apply(bulk, old.Counted);
        SummaryWriter.Apply(bulk, counting.Counted);

        async Task Opportunities(IQueryable<Opportunity> concerned)
        {
            await foreach (var opportunity in concerned.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (seenOpportunities.Add(opportunity.Id))
                {
                    old.Uncount(opportunity);
                    counting.Count(opportunity);
                }
            }
        }

        void Again(Booking booking, IReadOnlyList<BookingCredit> credits)
        {
            if (seenBookings.Add(booking.Id))
            {
                old.Uncount(booking, credits);
                counting.Count(booking, credits);
            }
        }
    }

    /// <summary>Cuts the revenue of accounts into other years: by the months as kept, which do not depend on them.</summary>
    private static async Task Years(PlumblineDb db, BulkWriter bulk, FiscalYear fiscal, CancellationToken cancel)
    {
        var months = new Summaries();
        await foreach (var month in db.ItemMonths.AsNoTracking().Where(m => m.Kind == ItemKind.Account).AsAsyncEnumerable().WithCancellation(cancel))
        {
            months.Items[new(month.Kind, month.Month, month.ItemId)] = month.Tally;
        }

        await db.AccountYears.ExecuteDeleteAsync(cancel);
        bulk.Insert([.. SummaryWriter.YearsOf(months, fiscal)]);
    }

    /// <summary>Hands over each of the bookings with its credits, in pages.</summary>
    public static async Task EachBooking(PlumblineDb db, IQueryable<Booking> bookings, Action<Booking, IReadOnlyList<BookingCredit>> each, CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            var from = after;
            var page = await bookings.AsNoTracking().Where(b => b.Id > from).OrderBy(b => b.Id).Take(BookingsAtOnce).ToListAsync(cancel);
            if (page.Count == 0)
            {
                return;
            }

            var until = page[^1].Id;
            var credits = (await db.BookingCredits.AsNoTracking().Where(c => c.BookingId > from && c.BookingId <= until).ToListAsync(cancel)).OrderBy(c => c.SalespersonId).ToLookup(c => c.BookingId);
            foreach (var booking in page)
            {
                each(booking, [.. credits[booking.Id]]);
            }

            after = until;
        }
    }

    /// <summary>Where the summaries as kept differ from a recount, in words; empty where they are right.</summary>
    public static async Task<IReadOnlyList<string>> Differences(PlumblineDb db, CancellationToken cancel)
    {
        var context = await CountingContext.Load(db, cancel);
        var counted = await Count(db, context, cancel);
        var differences = new List<string>();
        Compare("Results", SummaryWriter.PeopleOf(counted).ToDictionary(m => $"{m.Month}, salesperson {m.SalespersonId}, team {m.TeamId}", m => (object)m.Tally),
            (await db.PersonMonths.AsNoTracking().ToListAsync(cancel)).ToDictionary(m => $"{m.Month}, salesperson {m.SalespersonId}, team {m.TeamId}", m => (object)m.Tally));
        Compare("Results", SummaryWriter.ItemsOf(counted).ToDictionary(m => $"{m.Month}, {m.Kind} {m.ItemId}", m => (object)(m.Tally, m.Pipeline)),
            (await db.ItemMonths.AsNoTracking().ToListAsync(cancel)).ToDictionary(m => $"{m.Month}, {m.Kind} {m.ItemId}", m => (object)(m.Tally, m.Pipeline)));
        Compare("Pipeline", SummaryWriter.PipelineOf(counted).ToDictionary(m => $"{m.Month}, salesperson {m.SalespersonId}", m => (object)m.Pipeline),
            (await db.PipelineMonths.AsNoTracking().ToListAsync(cancel)).ToDictionary(m => $"{m.Month}, salesperson {m.SalespersonId}", m => (object)m.Pipeline));
        Compare("Activities", SummaryWriter.ActivitiesOf(counted).ToDictionary(m => $"{m.Month}, salesperson {m.SalespersonId}, type {m.TypeId}", m => (object)m.Count),
            (await db.ActivityMonths.AsNoTracking().ToListAsync(cancel)).ToDictionary(m => $"{m.Month}, salesperson {m.SalespersonId}, type {m.TypeId}", m => (object)m.Count));
        Compare("Revenue", SummaryWriter.YearsOf(counted, context.FiscalYear).ToDictionary(y => $"account {y.AccountId}, year from {y.Year}", y => (object)y.Revenue),
            (await db.AccountYears.AsNoTracking().ToListAsync(cancel)).ToDictionary(y => $"account {y.AccountId}, year from {y.Year}", y => (object)y.Revenue));
        Compare("Open pipeline", SummaryWriter.OpenOf(counted).ToDictionary(p => $"account {p.AccountId}", p => (object)(p.OpenCount, p.OpenAmount)),
            (await db.AccountPipelines.AsNoTracking().ToListAsync(cancel)).ToDictionary(p => $"account {p.AccountId}", p => (object)(p.OpenCount, p.OpenAmount)));
        Compare("Last contact", counted.Contacts.ToDictionary(c => $"account {c.Key}", c => (object)c.Value),
            (await db.AccountContacts.AsNoTracking().ToListAsync(cancel)).ToDictionary(c => $"account {c.AccountId}", c => (object)c.Last));
        return differences;

        void Compare(string what, Dictionary<string, object> counted, Dictionary<string, object> kept) => differences.AddRange(
            counted.Keys.Union(kept.Keys).Where(k => !Equals(counted.GetValueOrDefault(k), kept.GetValueOrDefault(k))).Order(StringComparer.Ordinal)
                .Select(k => $"{what} of {k}: kept {kept.GetValueOrDefault(k) ?? "nothing"}, counted {counted.GetValueOrDefault(k) ?? "nothing"}."));
    }
}
