using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>What was told of the months ahead at the end of a month, before earlier ones had their say; kept so that it can be judged.</summary>
/// <param name="First">The month that began then.</param>
/// <param name="Expected">What each month from it on was expected to bring, in order.</param>
/// <param name="Variance">The square of how far chance alone would let each lie from that.</param>
/// <param name="WonBefore">What is recorded as won in the year before it, by which it is known whether it was told of the same records.</param>
/// <param name="Method">By which method it was told: another one's errors teach nothing of this one.</param>
public sealed record ToldAhead(Month First, IReadOnlyList<double> Expected, IReadOnlyList<double> Variance, double WonBefore, int Method = 1)
{
    /// <summary>The method of now.</summary>
    public const int MethodNow = 4;

    private const double Like = 0.05;

    /// <summary>What is recorded as won in the year before a month.</summary>
    public static double Won(IEnumerable<Deal> deals, Month before) => (double)deals.Where(d => d.IsWonIn(before.Plus(-12).FirstDay, before.FirstDay.AddDays(-1))).Sum(d => d.Value);

    /// <summary>Whether it was told by this method, of records like those that there are: after an import, or where one was taken back, it is to be told anew.</summary>
    public bool IsOf(double won) => Method == MethodNow && Math.Abs(won - WonBefore) <= Like * Math.Abs(won);
}

/// <summary>
/// What earlier outlooks teach of the months ahead: whether months so far on brought more or less than was told, and by how much more they were off than chance alone would have it. Both lean on that nothing is
/// different, as with forecasts of quotas (<see cref="TrackRecord"/>).
/// </summary>
/// <param name="Factor">By what expectations of the month are multiplied, from 0.4 to 2.5.</param>
/// <param name="Spread">Standard deviation of the logarithm of the shock that all share.</param>
public readonly record struct AheadLesson(double Factor, double Spread)
{
    /// <summary>So many months are told of for this.</summary>
    public const int MonthsTold = 12;

    private const double FactorMonths = 3; // So many months weighs that nothing is different.
    private const double UsualSpread = 0.30;
    private const double SpreadMonths = 6; // So many months weighs the usual spread.
    private const double Least = 0.05;
    private const double MostBeyond = 4;
    private const int Near = 1; // Months nearly as far on teach the same.

    /// <summary>The lessons for each of the months ahead.</summary>
    /// <param name="told">What was told.</param>
    /// <param name="came">What a month brought.</param>
    /// <param name="now">The month that runs; those before it are over.</param>
    public static IReadOnlyList<AheadLesson> Of(IReadOnlyCollection<ToldAhead> told, Func<Month, double> came, Month now)
    {
        var over = told.SelectMany(t => t.Expected.Select((expected, n) => (Ahead: n, Month: t.First.Plus(n), Expected: expected, Variance: t.Variance[n]))).Where(t => t.Month < now && t.Expected > 0).Select(t => (t.Ahead, t.Expected, t.Variance, Came: came(t.Month))).Where(t => t.Came > 0).ToList(); // A month of which nothing is recorded yet teaches nothing.
        return [.. Enumerable.Range(0, CompanyAhead.Months).Select(n => Of([.. over.Where(o => Math.Abs(o.Ahead - Furthest(n)) <= Near).Select(o => (o.Expected, o.Variance, o.Came))]))];

        // Of months further on than were ever judged the furthest that were tell most.
        int Furthest(int ahead) => over.Count == 0 ? ahead : Math.Min(ahead, over.Max(o => o.Ahead));
    }

    private static AheadLesson Of(IReadOnlyList<(double Expected, double Variance, double Came)> judged)
    {
        if (judged.Count == 0)
        {
            return new(1, UsualSpread);
        }

        // A month that is told of from several distances is one month.
        var months = judged.Count / (1.0 + (2 * Near));
        var (expected, came) = (judged.Average(j => j.Expected) * months, judged.Average(j => j.Came) * months);
        var support = FactorMonths * expected / months;
        var factor = Math.Clamp((came + support) / (expected + support), 0.4, 2.5);
        var beyond = months * judged.Average(j =>
        {
            var now = factor * j.Expected;
            return Math.Clamp((Math.Pow(j.Came - now, 2) - (factor * j.Variance)) / (now * now), -1, MostBeyond);
        });
        var spread = Math.Max(Least * Least, ((SpreadMonths * UsualSpread * UsualSpread) + beyond) / (SpreadMonths + months));
        return new(factor, Math.Sqrt(spread * (1 + (1 / (FactorMonths + months))))); // The factor itself is not known for sure.
    }
}
