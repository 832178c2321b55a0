using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Plumbline.Activities;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>
/// A fact that is saved counts itself: opportunities and activities that are added, changed or deleted one by one move the summaries in the transaction that saves them, so that no page can forget to.
/// Files and merges write past EF and count for themselves; bookings come by files only.
/// </summary>
internal static class FactsSaved
{
    /// <summary>What the facts about to be saved add to the summaries; null where none is among them. Ask before saving: afterwards the old values are gone.</summary>
    public static async Task<Summaries?> Count(PlumblineDb db, CancellationToken cancel)
    {
        EntityEntry[] facts = [.. db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && e.Entity is Opportunity or Activity)];
        if (facts.Length == 0)
        {
            return null;
        }

        var counting = facts.Any(f => f.Entity is Opportunity) ? (await CountingContext.Load(db, cancel)).NewCounting() : new Counting(default, new([], [], []), new Dictionary<long, Products.Product>());
        foreach (var fact in facts)
        {
            if (fact.State != EntityState.Added)
            {
                Add(fact.OriginalValues.ToObject(), counting.Uncount, counting.Uncount);
            }

            if (fact.State != EntityState.Deleted)
            {
                Add(fact.Entity, counting.Count, counting.Count);
            }
        }

        return counting.Counted;
    }

    /// <summary>Moves the summaries, in the transaction that saved the facts.</summary>
    public static void Apply(PlumblineDb db, Summaries counted)
    {
        using var bulk = BulkWriter.Of(db);
        SummaryWriter.Apply(bulk, counted);
    }

    private static void Add(object fact, Action<Opportunity> opportunity, Action<Activity> activity)
    {
        if (fact is Opportunity worked)
        {
            opportunity(worked);
        }
        else
        {
            activity((Activity)fact);
        }
    }
}
