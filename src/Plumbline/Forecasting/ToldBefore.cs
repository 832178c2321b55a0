using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>What was told of the months ahead at the ends of the months before a day: some of it is kept, and what is not, or was told of other records, is told anew.</summary>
internal sealed class ToldBefore
{
    private readonly IReadOnlyList<Month> _begun;
    private readonly IReadOnlyDictionary<Month, ToldAhead> _told;

    private ToldBefore(IReadOnlyList<Month> begun, IReadOnlyDictionary<Month, ToldAhead> told) => (_begun, _told) = (begun, told);

    /// <summary>Looks what is there.</summary>
    /// <param name="day">The day.</param>
    /// <param name="kept">What is kept, of whatever months.</param>
    /// <param name="deals">The deals that there are, of the years before the day at least.</param>
    public static ToldBefore Of(DateOnly day, IReadOnlyList<ToldAhead> kept, IReadOnlyList<Deal> deals)
    {
        List<Month> begun = [.. Enumerable.Range(1 - AheadLesson.MonthsTold, AheadLesson.MonthsTold).Select(Month.Of(day).Plus)];
        return new(begun, kept.Where(t => begun.Contains(t.First) && t.IsOf(ToldAhead.Won(deals, t.First))).ToDictionary(t => t.First));
    }

    /// <summary>From which day on deals must have been read for what is told anew; null where nothing is.</summary>
    public DateOnly? Back => _begun.Where(m => !_told.ContainsKey(m)).Select(m => (DateOnly?)m.FirstDay.AddDays(-1 - WinCurves.Window)).Min();

    /// <summary>All of it, in the order of the months.</summary>
    public IReadOnlyList<ToldAhead> Tell(ForecastWalk walk) => [.. _begun.Select(m => _told.TryGetValue(m, out var told) ? told : walk.Tell(m))];
}
