using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Opportunities;

/// <summary>An opportunity as it was.</summary>
public sealed record PastLine(long Id, string Name, long? AccountId, string? Account, OpportunityValues Values);

/// <summary>The open pipeline as it was at the end of a day; <paramref name="IsWhole"/> unless there were more than can be rebuilt at once.</summary>
public sealed record PastView(IReadOnlyList<PastLine> Lines, bool IsWhole);

/// <summary>What became of an opportunity: as it was, null where it was not there, and as it is.</summary>
public sealed record MovedLine(long Id, string Name, long? AccountId, string? Account, OpportunityValues? Before, OpportunityValues After);

/// <summary>All to which one thing happened; money in the company's currency: what they are worth, or by how much they changed.</summary>
public sealed record MoveGroup(PipelineMove Move, IReadOnlyList<MovedLine> Lines, decimal Amount);

/// <summary>What became of the pipeline since the end of a day.</summary>
public sealed record MovesView(IReadOnlyList<MoveGroup> Groups, bool IsWhole);

/// <summary>Rebuilds the pipeline from its history.</summary>
internal sealed class PastPipeline(PlumblineDb db, OurCompany company)
{
    /// <summary>So many opportunities are rebuilt at once; the latest to be opened, where there are more.</summary>
    public const int Most = 5_000;

    /// <summary>The open pipeline at the end of the day.</summary>
    public async Task<PastView> Open(PipelineScope scope, DateOnly day, CancellationToken cancel)
    {
        var end = (await company.Clock(cancel)).EndOf(day);
        var open = Touching(db.Opportunities.Where(o => (o.Opened == null || o.Opened <= day || db.OpportunityChanges.Any(c => c.OpportunityId == o.Id && c.At < end))
            && (o.Closed == null || o.Closed > day || db.OpportunityChanges.Any(c => c.OpportunityId == o.Id && c.At >= end && c.State != null))), scope, end);
        var (found, isWhole) = await Load(open, cancel);
        var isOurs = IsOurs(scope);
        return new(
            [
                .. found.Select(f => (f.Record, Was: PipelinePast.AsOf(f.Record.Now, f.History, day, end)))
                    .Where(f => f.Was is { State: OpportunityState.Open } was && isOurs(was.SalespersonId))
                    .Select(f => new PastLine(f.Record.Now.Id, f.Record.Now.Name, f.Record.Now.AccountId, f.Record.Account, f.Was!.Value))
                    .OrderBy(l => l.Values.ExpectedClose is null).ThenBy(l => l.Values.ExpectedClose).ThenBy(l => l.Id),
            ],
            isWhole);
    }

    /// <summary>What became of it from the end of the day until now.</summary>
    public async Task<MovesView> Since(PipelineScope scope, DateOnly day, CancellationToken cancel)
    {
        var end = (await company.Clock(cancel)).EndOf(day);
        var changed = Touching(db.Opportunities.Where(o => db.OpportunityChanges.Where(c => c.At >= end).Select(c => c.OpportunityId).Contains(o.Id) || o.Closed > day || (o.Closed == null && o.Opened > day)), scope, end);
        var (found, isWhole) = await Load(changed, cancel);
        var isOurs = IsOurs(scope);
        var moved = found.SelectMany(f =>
        {
            var before = PipelinePast.AsOf(f.Record.Now, f.History, day, end);
            var line = new MovedLine(f.Record.Now.Id, f.Record.Now.Name, f.Record.Now.AccountId, f.Record.Account, before, f.Record.Now.Values);
            return PipelineMoves.Between(before, line.After, isOurs).Select(move => (Move: move, Line: line));
        });
        return new(
            [
                .. moved.GroupBy(m => m.Move, m => m.Line).OrderBy(g => g.Key)
                    .Select(g => new MoveGroup(g.Key, [.. g.OrderByDescending(l => Math.Abs(Weight(g.Key, l))).ThenBy(l => l.Id)], g.Sum(l => Weight(g.Key, l)))),
            ],
            isWhole);
    }

    /// <summary>What the line adds to the sum of its group.</summary>
    public static decimal Weight(PipelineMove move, MovedLine line) => move switch
    {
        PipelineMove.Up or PipelineMove.Down => (line.After.Amount ?? 0) - (line.Before?.Amount ?? 0),
        PipelineMove.HandedOver => line.Before?.Amount ?? 0,
        _ => line.After.Amount ?? 0,
    };

    private static Func<long?, bool> IsOurs(PipelineScope scope)
    {
        var people = scope.People?.ToHashSet();
        return person => people is null || (person is { } known && people.Contains(known));
    }

    /// <summary>Those whom these people work, and those taken from them since.</summary>
    private IQueryable<Opportunity> Touching(IQueryable<Opportunity> all, PipelineScope scope, DateTimeOffset since)
    {
        if (scope.People is null)
        {
            return all;
        }

        long[] people = [.. scope.People];
        return all.Where(o => (o.SalespersonId != null && EF.Parameter(people).Contains(o.SalespersonId.Value))
            || db.OpportunityChanges.Where(c => c.At >= since && c.SalespersonBeforeId != null && EF.Parameter(people).Contains(c.SalespersonBeforeId.Value)).Select(c => c.OpportunityId).Contains(o.Id));
    }

    private async Task<(IReadOnlyList<(PastRecord Record, IEnumerable<OpportunityChange> History)> Found, bool IsWhole)> Load(IQueryable<Opportunity> which, CancellationToken cancel)
    {
        var latest = which.AsNoTracking().OrderByDescending(o => o.Id).Take(Most);
        var records = await latest.Select(o => new PastRecord(o, db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault())).ToListAsync(cancel);
        var changes = (await db.OpportunityChanges.AsNoTracking().Where(c => latest.Select(o => o.Id).Contains(c.OpportunityId)).ToListAsync(cancel)).ToLookup(c => c.OpportunityId);
        return ([.. records.Select(r => (r, changes[r.Now.Id]))], records.Count < Most || await which.CountAsync(cancel) <= Most);
    }

    private sealed record PastRecord(Opportunity Now, string? Account);
}
