using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Opportunities;

/// <summary>Tells how patient the company is with what stands still, as a multiple of what is usual; null where it says nothing.</summary>
internal delegate Task<decimal?> StagePatience(CancellationToken cancel);

/// <summary>The stages of all systems, read once per request, and what is usual at them.</summary>
internal sealed class StageBook(PlumblineDb db, OurCompany company, UsualByVersion usual, StagePatience patience)
{
    private StageList? _stages;

    public async Task<StageList> Stages(CancellationToken cancel) => _stages ??= new(await db.Stages.AsNoTracking().ToListAsync(cancel));

    public Task<StageHistory> Usual(CancellationToken cancel) => usual.Load(db, company, patience, cancel);
}

/// <summary>
/// Keeps what is usual at a stage while the version of the data stands. It is worked out from the opportunities that closed last, within a year and a bound, so that it costs the same however much history there is.
/// </summary>
internal sealed class UsualByVersion
{
    /// <summary>So many of the latest to close are looked at.</summary>
    public const int MostClosed = 1_000;

    private const int LooksBackDays = 365;

    private (long Version, DateOnly Day, StageHistory History)? _latest;

    public async Task<StageHistory> Load(PlumblineDb db, OurCompany company, StagePatience patience, CancellationToken cancel)
    {
        var version = await db.CurrentVersion(cancel);
        var today = await company.Today(cancel);
        if (_latest is { } kept && kept.Version == version && kept.Day == today)
        {
            return kept.History;
        }

        var history = new StageHistory(await Journeys(db, await company.Clock(cancel), today, cancel)) { Patience = await patience(cancel) ?? 1 };
        _latest = (version, today, history);
        return history;
    }

    private static async Task<IEnumerable<StageJourney>> Journeys(PlumblineDb db, CompanyClock clock, DateOnly today, CancellationToken cancel)
    {
        var since = today.AddDays(-LooksBackDays);
        var closed = db.Opportunities.Where(o => o.Closed >= since && o.Closed <= today && o.State != OpportunityState.Open).OrderByDescending(o => o.Closed).ThenByDescending(o => o.Id).Take(MostClosed);
        var entered = await (
            from opportunity in closed
            join change in db.OpportunityChanges on opportunity.Id equals change.OpportunityId
            where change.Stage != null
            select new { opportunity.Id, Closed = opportunity.Closed!.Value, opportunity.State, Stage = change.Stage!, change.At }).ToListAsync(cancel);
        return entered.GroupBy(e => (e.Id, e.Closed, e.State)).Select(g => new StageJourney(Moves(g.OrderBy(e => e.At).Select(e => (e.Stage, clock.DayOf(e.At)))), g.Key.Closed, g.Key.State == OpportunityState.Won));
    }

    /// <summary>A stage that is told twice in a row was entered once.</summary>
    private static List<(string Stage, DateOnly Day)> Moves(IEnumerable<(string Stage, DateOnly Day)> told)
    {
        var moves = new List<(string Stage, DateOnly Day)>();
        foreach (var move in told)
        {
            if (moves.Count == 0 || !string.Equals(moves[^1].Stage, move.Stage, StringComparison.OrdinalIgnoreCase))
            {
                moves.Add(move);
            }
        }

        return moves;
    }
}
