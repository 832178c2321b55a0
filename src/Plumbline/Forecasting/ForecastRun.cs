using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>
/// Says what is likely to come, of everyone with a quota for the month, the quarter and the half, and keeps it: a row for each at the end of each week, and one for today. What lacks of the weeks before is made up
/// for from history, and again where there are other records of it by now, as after an import; so that a company that comes with some has forecasts that were judged, and are corrected, from the first day.
/// </summary>
internal sealed class ForecastRun(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, DealReader reader)
{
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

        var made = await Make(today, cancel);
        var explained = WeeksBefore.Ends(today, WeeksExplained).Last();
        await db.AllOrNothing(
            async () =>
            {
                // Of what was said last only the end of a week stays. Another process may have been as fast: what it said of these days is written over.
                var lately = (await db.ForecastsOfAll.Where(f => f.Basis != null).Select(f => f.AsOf).Distinct().ToListAsync(cancel)).Append(last.Day).ToList();
                foreach (var (measure, rows) in made.Rows)
                {
                    var over = lately.Where(day => day.DayOfWeek != WeeksBefore.WeekEnd).Concat(rows.Select(r => r.AsOf)).Concat(made.Before.Outdated[measure]).Append(today).Distinct().ToArray();
                    await db.ForecastsOf(measure).Where(f => EF.Parameter(over).Contains(f.AsOf)).ExecuteDeleteAsync(cancel);
                    await db.Set<MadeUpWeek>().Where(w => w.Measure == measure && EF.Parameter(over).Contains(w.Week)).ExecuteDeleteAsync(cancel);
                }

                await db.ForecastsOfAll.Where(f => f.Basis != null && f.AsOf < explained).ExecuteUpdateAsync(set => set.SetProperty(f => f.Basis, (ForecastBasis?)null), cancel);
                var first = made.Before.Weeks[0];
                await db.Set<MadeUpWeek>().Where(w => w.Week < first).ExecuteDeleteAsync(cancel); // Nothing is learned from them any more.
                using (var bulk = BulkWriter.Of(db))
                {
                    List<KeptForecast> all = [.. made.Rows.Values.SelectMany(rows => rows)];
                    foreach (var row in all)
                    {
                        bulk.Number(row);
                    }

                    bulk.Insert(all);
                    bulk.Insert<MadeUpWeek>([.. all.Where(r => r.AsOf < today).Select(r => (r.Measure, r.AsOf)).Distinct().Select(r => new MadeUpWeek { Measure = r.Measure, Week = r.AsOf, Records = made.Before.Records.Of(r.AsOf) })]);
                    await db.Set<KeptAhead>().ExecuteDeleteAsync(cancel);
                    bulk.Insert<KeptAhead>([new() { AsOf = today, Ahead = made.Ahead }]);
                }

                // The transaction raises the version once more when it ends. What changed while this was made is looked at the next time.
                var next = await db.CurrentVersion(cancel) == version ? version + 1 : LastForecast.None;
                await db.Set<LastForecast>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Version, next).SetProperty(l => l.Day, today), cancel);
            },
            cancel);
        return true;
    }

    private async Task<(IReadOnlyDictionary<ForecastMeasure, List<KeptForecast>> Rows, CompanyAhead Ahead, WeeksBefore Before)> Make(DateOnly today, CancellationToken cancel)
    {
        var before = await WeeksBefore.Load(db, today, null, await company.Load(cancel), await byVersion.Load(db, cancel), cancel);
        var (quotas, margins, weeks, kept) = (before.Quotas[ForecastMeasure.Revenue], before.Quotas[ForecastMeasure.Margin], before.Weeks, before.Kept);
        var earliest = before.Quotas.Where(q => !q.Value.IsEmpty).SelectMany(q => weeks.Where(w => !kept.Contains((q.Key, w))).Take(1)).Append(today).Min();
        var read = before.ResultsSince(earliest);
        var deals = await reader.Read(read, cancel);
        var earlier = ToldBefore.Of(today, (await db.Set<KeptAhead>().AsNoTracking().SingleOrDefaultAsync(cancel))?.Ahead.Told ?? [], deals);
        if (earlier.Back < read)
        {
            deals = await reader.Read(earlier.Back.Value, cancel);
        }

        var walk = new ForecastWalk(deals, quotas);
        var told = earlier.Tell(walk);
        var rows = new Dictionary<ForecastMeasure, List<KeptForecast>> { [ForecastMeasure.Revenue] = quotas.IsEmpty ? [] : Say(walk, ForecastMeasure.Revenue) }; // Without quotas nobody's chance can be told, but what is coming can.
        var quarter = quotas.Fiscal.Quarter(today);
        rows[ForecastMeasure.Revenue].Where(r => r.AsOf == today && r.Subject == ForecastSubject.Salesperson && r.Period == quarter).ToList().ForEach(walk.KeepSoon);
        var shares = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.MarginShare, cancel);
        var asMargin = margins.IsEmpty ? null : MarginDeals.Of(deals, id => shares.GetValueOrDefault(id));
        rows[ForecastMeasure.Margin] = asMargin is null ? [] : Say(new(asMargin, margins), ForecastMeasure.Margin);
        return (rows, walk.Ahead(today, rows[ForecastMeasure.Revenue].Where(r => r.AsOf == today), await OpenDeals(cancel), told, isRunning: true), before);

        List<KeptForecast> Say(ForecastWalk by, ForecastMeasure measure)
        {
            var (said, explained) = (new List<KeptForecast>(), WeeksBefore.Ends(today, WeeksExplained).Last());
            foreach (var week in weeks)
            {
                cancel.ThrowIfCancellationRequested();
                if (kept.Contains((measure, week)))
                {
                    by.Remember(week, kept[(measure, week)]);
                }
                else
                {
                    said.AddRange(by.Say(week, week.AddDays(1), _ => week >= explained));
                }
            }

            said.AddRange(by.Say(today, today, _ => true, isRunning: true));
            said.ForEach(row => row.Measure = measure);
            return said;
        }
    }

    /// <summary>What the open deals are about, and when their accounts pay.</summary>
    private async Task<Func<long, DealItem>> OpenDeals(CancellationToken cancel)
    {
        var terms = await db.Accounts.Where(a => a.PaymentDays != null).Select(a => new { a.Id, a.PaymentDays }).ToDictionaryAsync(a => a.Id, a => a.PaymentDays, cancel);
        var open = await db.Opportunities.Where(o => o.State == OpportunityState.Open).Select(o => new { o.Id, o.ProductId, o.AccountId }).ToDictionaryAsync(o => o.Id, cancel);
        return id => open.TryGetValue(id, out var deal) ? new(deal.ProductId, deal.AccountId is { } account ? terms.GetValueOrDefault(account) : null) : default;
    }
}
