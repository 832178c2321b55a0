using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>
/// Says of everyone with a quota what could be told at the end of a day that is gone, as <see cref="ForecastRun"/> would have that evening: taught by what was said at the ends of the weeks before it, and by nothing that was
/// learned later. Before the first week that is kept there is nothing to be taught by, and the odds stand alone.
/// </summary>
internal sealed class DayReckoning(PlumblineDb db, OurCompany company, ColleaguesByVersion byVersion, DealReader reader)
{
    /// <summary>What could be told, of all measures; none where nobody had a quota.</summary>
    public async Task<IReadOnlyList<KeptForecast>> AsOf(DateOnly day, CancellationToken cancel)
    {
        var before = await WeeksBefore.Load(db, day.AddDays(1), day, (await company.Load(cancel)).FiscalYear, await byVersion.Load(db, cancel), cancel);
        var deals = await reader.ReadAsOf(day, before.ResultsSince(day), cancel);
        var shares = await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.MarginShare, cancel);
        return [.. Say(ForecastMeasure.Revenue, deals), .. MarginDeals.Of(deals, id => shares.GetValueOrDefault(id)) is { } asMargin ? Say(ForecastMeasure.Margin, asMargin) : []];

        List<KeptForecast> Say(ForecastMeasure measure, IReadOnlyList<Deal> by)
        {
            var walk = new ForecastWalk(by, before.Quotas[measure]);
            foreach (var week in before.Weeks.Where(w => w < day && before.Kept.Contains((measure, w))))
            {
                cancel.ThrowIfCancellationRequested();
                walk.Remember(week, before.Kept[(measure, week)]);
            }

            // At the end of a month something can be told of the one that ends, and of the one that begins. Of that first: of what ends with the day would be learned already.
            var said = new List<KeptForecast>();
            DateOnly next = day.AddDays(1), ownDay = day.DayOfWeek == WeeksBefore.WeekEnd ? next : day;
            foreach (var within in Month.Of(day) == Month.Of(next) ? [ownDay] : new[] { next, day })
            {
                said.AddRange(walk.Say(day, within, withBasis: false).Where(row => WeeksBefore.Within(row.Period, day) == within));
            }

            said.ForEach(row => (row.Measure, row.IsAsked) = (measure, true));
            return said;
        }
    }
}
