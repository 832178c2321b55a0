using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Administration;

/// <summary>Saves who is where when, together with the figures that rest on it.</summary>
internal sealed class RosterChanges(PlumblineDb db, QuotaWriter quotas)
{
    /// <summary>Saves what has changed of days at work, teams or absences; results, pipeline and quotas of those concerned follow in the same transaction.</summary>
    public Task Save(CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            var before = await CountingContext.Load(db, cancel);
            await db.SaveChangesAsync(cancel);
            using var bulk = BulkWriter.Of(db);
            await Recounting.Follow(db, bulk, before, cancel);
            await quotas.Write(bulk, [.. (await CountingContext.Load(db, cancel)).QuotasChanged(before)], cancel);
        },
        cancel);
}
