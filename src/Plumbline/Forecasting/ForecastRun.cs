using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>
/// Says what is likely to come, of everyone with a quota for the month, the quarter and the half, and keeps it: a row for each at the end of each week, and one for today. What lacks of the weeks before is made up
/// for from history, so that a company that comes with some has forecasts that were judged, and are corrected, from the first day.
/// </summary>
internal sealed class ForecastRun(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, DealReader reader)
{
    private const DayOfWeek WeekEnd = DayOfWeek.Sunday;
    private const int MostWeeksBack = 104;
    private const int FewestWeeksBack = 26;
    private const int EnoughStatements = 20_000; // More of one kind teach nothing new.
    private const int WeeksExplained = 2; // The last end of a week, and the one before it while that is less than a week ago.

    /// <summary>Says it anew where anything changed since the last time, or a day went by.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var (today, version) = (await company.Today(cancel), await db.CurrentVersion(cancel));
        var last = await db.Set<LastForecast>().AsNoTracking().SingleAsync(cancel);
        if (last.Version == version && last.Day == today)
        {
            return false;
        }

        var (rows, ahead) = await Make(today, cancel);
        var made = rows.Select(r => r.AsOf).Append(today).ToHashSet();
        var explained = WeekEnds(today, WeeksExplained).Last();
        await db.AllOrNothing(
            async () =>
            {
                // Of what was said last only the end of a week stays. Another process may have been as fast: what it said of these days is written over.
                var lately = await db.Forecasts.Where(f => f.Basis != null).Select(f => f.AsOf).Distinct().ToListAsync(cancel);
                var over = lately.Where(day => day.DayOfWeek != WeekEnd).Concat(made).ToArray();
                await db.Forecasts.Where(f => EF.Parameter(over).Contains(f.AsOf)).ExecuteDeleteAsync(cancel);
                await db.Forecasts.Where(f => f.Basis != null && f.AsOf < explained).ExecuteUpdateAsync(set => set.SetProperty(f => f.Basis, (ForecastBasis?)null), cancel);
                using (var bulk = BulkWriter.Of(db))
                {
                    foreach (var row in rows)
                    {
                        bulk.Number(row);
                    }

                    bulk.Insert(rows);
                    await db.Set<KeptAhead>().ExecuteDeleteAsync(cancel);
                    bulk.Insert<KeptAhead>([new() { AsOf = today, Ahead = ahead }]);
                }

                // The transaction raises the version once more when it ends. What changed while this was made is looked at the next time.
                var next = await db.CurrentVersion(cancel) == version ? version + 1 : LastForecast.None;
                await db.Set<LastForecast>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Version, next).SetProperty(l => l.Day, today), cancel);
            },
            cancel);
        return true;
    }

    /// <summary>The last days of the weeks before a day, the latest first.</summary>
    private static IEnumerable<DateOnly> WeekEnds(DateOnly before, int count)
    {
        var latest = Week.Of(before, WeekEnd + 1).FirstDay.AddDays(-1);
        return Enumerable.Range(0, count).Select(n => latest.AddDays(-Week.Days * n));
    }

    private async Task<(List<KeptForecast> Rows, CompanyAhead Ahead)> Make(DateOnly today, CancellationToken cancel)
    {
        var quotas = await QuotaBook.Load(db, (await company.Load(cancel)).FiscalYear, await byVersion.Load(db, cancel), cancel);
        if (quotas.IsEmpty)
        {
            // Nobody's chance can be told, but what is coming can.
            return ([], new ForecastWalk(await reader.Read(today.AddDays(-WinCurves.Window), cancel), quotas).Ahead(today, [], await OpenDeals(cancel)));
        }

        var weeks = WeekEnds(today, Math.Clamp(EnoughStatements / quotas.People, FewestWeeksBack, MostWeeksBack)).Reverse().ToList();
        var (first, explained) = (weeks[0], WeekEnds(today, WeeksExplained).Last());
        var kept = (await db.Forecasts.AsNoTracking().Where(f => f.AsOf >= first && f.AsOf < today)
            .Select(f => new KeptForecast { Subject = f.Subject, SubjectId = f.SubjectId, First = f.First, Length = f.Length, AsOf = f.AsOf, Said = f.Said, NextWeek = f.NextWeek, Closed = f.Closed }).ToListAsync(cancel)).ToLookup(f => f.AsOf);
        var earliest = weeks.Find(w => !kept.Contains(w)) is var lacking && lacking == default ? today : lacking;
        var since = earliest.AddDays(-WinCurves.Window);
        var resultsSince = quotas.Fiscal.Half(first).Previous.Previous.FirstDay; // What came of the periods that are learned from, and of the two before each.
        var walk = new ForecastWalk(await reader.Read(since < resultsSince ? since : resultsSince, cancel), quotas);
        var rows = new List<KeptForecast>();
        foreach (var week in weeks)
        {
            cancel.ThrowIfCancellationRequested();
            if (kept.Contains(week))
            {
                walk.Remember(week, kept[week]);
            }
            else
            {
                rows.AddRange(walk.Say(week, week.AddDays(1), withBasis: week >= explained));
            }
        }

        var now = walk.Say(today, today, withBasis: true);
        rows.AddRange(now);
        return (rows, walk.Ahead(today, now, await OpenDeals(cancel)));
    }

    /// <summary>What the open deals are about, and when their accounts pay.</summary>
    private async Task<Func<long, DealItem>> OpenDeals(CancellationToken cancel)
    {
        var terms = await db.Accounts.Where(a => a.PaymentDays != null).Select(a => new { a.Id, a.PaymentDays }).ToDictionaryAsync(a => a.Id, a => a.PaymentDays, cancel);
        var open = await db.Opportunities.Where(o => o.State == OpportunityState.Open).Select(o => new { o.Id, o.ProductId, o.AccountId }).ToDictionaryAsync(o => o.Id, cancel);
        return id => open.TryGetValue(id, out var deal) ? new(deal.ProductId, deal.AccountId is { } account ? terms.GetValueOrDefault(account) : null) : default;
    }
}
