using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>Keeps the quota that counts, by month, person and team: from agreed plans, imported targets and who was where.</summary>
internal sealed class QuotaWriter(PlumblineDb db)
{
    /// <summary>Writes the quotas of the people anew, in the context's transaction. To be called when one of their plans is agreed, or their targets, teams or absences change.</summary>
    public async Task Write(BulkWriter bulk, IReadOnlyCollection<long> people, CancellationToken cancel)
    {
        var context = await CountingContext.Load(db, cancel);
        foreach (var some in people.Chunk(1000))
        {
            var quotas = await Compute(context, some, cancel);
            await db.QuotaMonths.Where(q => EF.Parameter(some).Contains(q.SalespersonId)).ExecuteDeleteAsync(cancel);
            bulk.Insert(quotas);
        }
    }

    /// <summary>Where the quotas as kept differ from what plans and targets say, in words; empty where they are right.</summary>
    public async Task<IReadOnlyList<string>> Differences(CancellationToken cancel)
    {
        var right = (await Compute(await CountingContext.Load(db, cancel), null, cancel)).ToDictionary(q => (q.Month, q.SalespersonId, q.TeamId), q => (q.Revenue, q.Margin, q.Source));
        var kept = await db.QuotaMonths.AsNoTracking().ToDictionaryAsync(q => (q.Month, q.SalespersonId, q.TeamId), q => (q.Revenue, q.Margin, q.Source), cancel);
        return
        [
            .. right.Keys.Union(kept.Keys).Where(k => right.ContainsKey(k) != kept.ContainsKey(k) || right[k] != kept[k]).OrderBy(k => k.Month).ThenBy(k => k.SalespersonId)
                .Select(k => $"Quota of {k.Month}, salesperson {k.SalespersonId}, team {k.TeamId}: kept {Tell(kept, k)}, counted {Tell(right, k)}."),
        ];

        static string Tell(Dictionary<(Fiscal.Month, long, long), (decimal?, decimal?, QuotaSource)> quotas, (Fiscal.Month, long, long) key) => quotas.TryGetValue(key, out var quota) ? $"{quota}" : "nothing";
    }

    private async Task<IReadOnlyList<QuotaMonth>> Compute(CountingContext context, long[]? people, CancellationToken cancel)
    {
        var targets = people is null ? db.Targets : db.Targets.Where(t => EF.Parameter(people).Contains(t.SalespersonId));
        var agreed = people is null ? db.AgreedQuotas : db.AgreedQuotas.Where(a => EF.Parameter(people).Contains(a.SalespersonId));
        return Quotas.Of(await agreed.AsNoTracking().ToListAsync(cancel), await targets.AsNoTracking().ToListAsync(cancel), context.Roster);
    }
}
