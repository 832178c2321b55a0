using Microsoft.EntityFrameworkCore;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Scoring;

namespace Plumbline.Storage;

/// <summary>Fills what is derived from records that were there before it was kept: folded names, words of remarks, what is open now, and the figures of accounts.</summary>
internal static class CatchingUp
{
    private const int AtOnce = 10_000;

    /// <summary>Does nothing where nothing is lacking, which is looked up by index. All or nothing, so that a process that dies meanwhile leaves it to the next.</summary>
    public static async Task CatchUp(this PlumblineDb db, CancellationToken cancel)
    {
        if (await PlanRemarks.LackWords(db, cancel))
        {
            await db.AllOrNothing(() => PlanRemarks.Index(db, cancel), cancel);
        }

        if (!await LacksAnything(db, cancel))
        {
            return;
        }

        await db.AllOrNothing(
            async () =>
            {
                await using var tuned = await BulkTuning.Begin(db, cancel);
                if (await LacksAnything(db, cancel)) // Another process may have been faster.
                {
                    using var bulk = BulkWriter.Of(db);
                    await Write(bulk, db.Accounts, a => a.Id, cancel);
                    await Write(bulk, db.Contacts, c => c.Id, cancel);
                    await Write(bulk, db.Opportunities, o => o.Id, cancel);
                    await Recounting.Whole(db, bulk, cancel);
                }
            },
            cancel);
    }

    private static async Task<bool> LacksAnything(PlumblineDb db, CancellationToken cancel) =>
        await db.Accounts.AnyAsync(a => a.FoldedName == "", cancel)
        || await db.Contacts.AnyAsync(c => c.FoldedName == "", cancel)
        || await db.Opportunities.AnyAsync(o => o.State == OpportunityState.Open && o.FoldedName == "", cancel)
        || await db.Opportunities.AnyAsync(o => o.State != OpportunityState.Open && o.FoldedName == "", cancel)
        || (!await db.PipelineMonths.AnyAsync(m => m.Month == Counting.Now, cancel)
            && await db.Opportunities.AnyAsync(o => o.State == OpportunityState.Open, cancel)); // Last: it is looked for in all of them where none is open.

    /// <summary>Records write what is derived from them whenever they are written.</summary>
    private static async Task Write<T>(BulkWriter bulk, IQueryable<T> records, Func<T, long> id, CancellationToken cancel) where T : class
    {
        for (var after = 0L; ;)
        {
            var from = after;
            var some = await records.AsNoTracking().Where(r => EF.Property<long>(r, "Id") > from).OrderBy(r => EF.Property<long>(r, "Id")).Take(AtOnce).ToListAsync(cancel);
            if (some.Count == 0)
            {
                return;
            }

            bulk.Update(some);
            after = id(some[^1]);
        }
    }
}
