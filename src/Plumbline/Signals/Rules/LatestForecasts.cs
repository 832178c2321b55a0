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
    private readonly Dictionary<(ForecastSubject Subject, Period Period, object People), IReadOnlyDictionary<long, ForecastView>> _read = [];

    /// <summary>By person, or by team.</summary>
    public async Task<IReadOnlyDictionary<long, ForecastView>> Of(ForecastSubject subject, long[] ids, Period period, Watch watch, CancellationToken cancel)
    {
        if (_read.TryGetValue((subject, period, watch.People), out var known))
        {
            return known;
        }

        var (first, length) = (period.First, period.Length);
        var latest = await db.LatestForecasts.Where(f => f.Subject == subject && EF.Parameter(ids).Contains(f.SubjectId) && f.First == first && f.Length == length).ToListAsync(cancel);
        return _read[(subject, period, watch.People)] = latest.ToDictionary(f => f.SubjectId, f => new ForecastView(f, null, [], [], _noNames, (double)watch.Company.WantedChance) { IsOfOrders = watch.Company.BookingsFrom == BookingsFrom.Finance });
    }
}
