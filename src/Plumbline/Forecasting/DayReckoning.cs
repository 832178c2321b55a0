using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>What could be told at the end of a day.</summary>
/// <param name="Forecasts">Of quotas, of all measures; none where nobody had a quota.</param>
/// <param name="Ahead">What was expected month by month.</param>
internal sealed record ReckonedDay(IReadOnlyList<KeptForecast> Forecasts, CompanyAhead Ahead);

/// <summary>
/// Says of everyone with a quota what could be told at the end of a day that is gone, as <see cref="ForecastRun"/> would have that evening: taught by what was said at the ends of the weeks before it, and by nothing that was
/// learned later. Before the first week that is kept there is nothing to be taught by, and the odds stand alone.
/// </summary>
internal sealed class DayReckoning(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, DealReader reader)
{
    /// <summary>Whether weeks before are to be made up anew, so that they teach nothing until then.</summary>
    public async Task<bool> IsOutdated(CancellationToken cancel)
    {
        var madeUp = await db.Set<MadeUpWeek>().AsNoTracking().ToListAsync(cancel);
        if (madeUp.Count == 0)
        {
            return false;
        }

        var records = await RecordsThen.Load(db, await company.Load(cancel), [.. madeUp.Select(w => w.Week).Distinct().Order()], cancel);
        return madeUp.Exists(w => w.Records != records.Of(w.Week));
    }

    /// <summary>What could be told.</summary>
    public async Task<ReckonedDay> AsOf(DateOnly day, CancellationToken cancel)
    {
        var before = await WeeksBefore.Load(db, day.AddDays(1), day, await company.Load(cancel), await byVersion.Load(db, cancel), cancel);
        var since = before.ResultsSince(day);
        var deals = await reader.ReadAsOf(day, since, cancel);
        var earlier = ToldBefore.Of(day, (await db.Set<KeptAhead>().AsNoTracking().SingleOrDefaultAsync(cancel))?.Ahead.Told ?? [], deals);
        if (earlier.Back < since)
        {
            deals = await reader.ReadAsOf(day, earlier.Back.Value, cancel);
        }

        var shares = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.MarginShare, cancel);
        var walk = new ForecastWalk(deals, before.Quotas[ForecastMeasure.Revenue]);
        var said = Say(ForecastMeasure.Revenue, walk);
        var products = deals.ToLookup(d => d.Id, d => d.ProductId);
        var ahead = walk.Ahead(day, said, id => new(products[id].FirstOrDefault(), null), earlier.Tell(walk));
        said.ForEach(row => row.Basis = null); // It has served: a day is kept for what was likely, not for why.
        return new([.. said, .. MarginDeals.Of(deals, id => shares.GetValueOrDefault(id)) is { } asMargin ? Say(ForecastMeasure.Margin, new(asMargin, before.Quotas[ForecastMeasure.Margin])) : []], ahead);

        List<KeptForecast> Say(ForecastMeasure measure, ForecastWalk by)
        {
            foreach (var week in before.Weeks.Where(w => w < day && before.Kept.Contains((measure, w))))
            {
                cancel.ThrowIfCancellationRequested();
                by.Remember(week, before.Kept[(measure, week)]);
            }

            // At the end of a month something can be told of the one that ends, and of the one that begins. Of that first: of what ends with the day would be learned already.
            var said = new List<KeptForecast>();
            DateOnly next = day.AddDays(1), ownDay = day.DayOfWeek == WeeksBefore.WeekEnd ? next : day;
            foreach (var within in Month.Of(day) == Month.Of(next) ? [ownDay] : new[] { next, day })
            {
                said.AddRange(by.Say(day, within, quota => measure == ForecastMeasure.Revenue && quota.Subject == ForecastSubject.Company).Where(row => WeeksBefore.Within(row.Period, day) == within));
            }

            said.ForEach(row => (row.Measure, row.IsAsked) = (measure, true));
            return said;
        }
    }
}
