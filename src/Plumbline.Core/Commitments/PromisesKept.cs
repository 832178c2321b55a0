using Plumbline.Fiscal;

namespace Plumbline.Commitments;

/// <summary>
/// What became of the promises of a period: each day promised counts once, in the period in which it lies. For learning, not a grade: <see cref="Rate"/> is kept on the day ÷ made, as construction planners count their promises
/// (percent plan complete); what was renegotiated in time is told apart and counts neither way.
/// </summary>
public sealed record PromisesKept(int Kept, int Late, int Broken, int Overdue, int Renegotiated, int StillOpen)
{
    /// <summary>Promises whose day has come or that were answered before.</summary>
    public int Made => Kept + Late + Broken + Overdue;

    /// <summary>Kept ÷ made, a fraction; null where nothing has come due.</summary>
    public decimal? Rate => Made == 0 ? null : (decimal)Kept / Made;

    /// <summary>Counts the promises whose day lies in <paramref name="period"/>, as of <paramref name="today"/>.</summary>
    public static PromisesKept Of(IEnumerable<Commitment> commitments, Period period, DateOnly today) => Of(commitments.SelectMany(c => c.Promises(today)).Where(p => period.Contains(p.Due)));

    /// <summary>Counts promises.</summary>
    public static PromisesKept Of(IEnumerable<Promise> promises)
    {
        var counts = promises.CountBy(p => p.Standing).ToDictionary();
        int Count(PromiseStanding standing) => counts.GetValueOrDefault(standing);
        return new(Count(PromiseStanding.Kept), Count(PromiseStanding.Late), Count(PromiseStanding.Broken), Count(PromiseStanding.Overdue), Count(PromiseStanding.Renegotiated), Count(PromiseStanding.Open));
    }
}
