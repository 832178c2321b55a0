using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Storage;

namespace Plumbline.Signals.Rules;

/// <summary>The latest forecasts, read once for the rules that look at them.</summary>
internal sealed class LatestForecasts(PlumblineDb db)
{
    private static readonly Dictionary<long, string> _noNames = [];
    private readonly Dictionary<(ForecastMeasure Measure, ForecastSubject Subject, Period Period, object People), IReadOnlyDictionary<long, ForecastView>> _read = [];

    /// <summary>The own chance of each open deal to be won within <see cref="Prospect.DaysSoon"/> days; those are missing that no forecast of their salesperson rests on, or of which there is too little history for a chance in figures.</summary>
    public async Task<IReadOnlyDictionary<long, decimal>> ChancesOfDeals(Watch watch, CancellationToken cancel)
    {
        var latest = await Of(ForecastSubject.Salesperson, watch.SellerIds, watch.Fiscal.Quarter(watch.Today), watch, cancel);
        return latest.Values.Where(f => !f.Now.IsLittle).SelectMany(f => f.Basis.Outlook.Open).Where(p => p is { Id: > 0, Soon: not null }).ToDictionary(p => p.Id, p => (decimal)p.Soon!.Value);
    }

    /// <summary>Those of quotas of revenue, by person or by team.</summary>
    public Task<IReadOnlyDictionary<long, ForecastView>> Of(ForecastSubject subject, long[] ids, Period period, Watch watch, CancellationToken cancel) => Of(ForecastMeasure.Revenue, subject, ids, period, watch, cancel);

    /// <summary>By person, or by team.</summary>
    public async Task<IReadOnlyDictionary<long, ForecastView>> Of(ForecastMeasure measure, ForecastSubject subject, long[] ids, Period period, Watch watch, CancellationToken cancel)
    {
        if (_read.TryGetValue((measure, subject, period, watch.People), out var known))
        {
            return known;
        }

        var (first, length) = (period.First, period.Length);
        var latest = await db.LatestForecastsOf(measure).Where(f => f.Subject == subject && EF.Parameter(ids).Contains(f.SubjectId) && f.First == first && f.Length == length).ToListAsync(cancel);
        return _read[(measure, subject, period, watch.People)] = latest.ToDictionary(f => f.SubjectId, f => new ForecastView(f, null, [], [], _noNames, (double)watch.Company.WantedChance) { IsOfOrders = watch.Company.BookingsFrom == BookingsFrom.Finance });
    }
}
