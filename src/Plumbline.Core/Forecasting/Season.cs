using Plumbline.Fiscal;

namespace Plumbline.Forecasting;

/// <summary>How much more is won in some months of the year, and in the last days of months, than in others.</summary>
internal sealed class Season(double[] factors, double[] ofDays)
{
    private const double Weight = 2; // Quarters, or years, of no season at all.
    private const int LastDays = 7; // Of a month, in which some hurry to be done.
    private const int KindsOfDays = 6; // Of each of the three months of a quarter its last days, and its others.
    private const double WinsOfDays = 10; // So many wins weighs that all days of a month are alike.

    /// <summary>Learns from wins against what was expected of each whole month, so that neither a month's pipeline nor a customer's rhythm is taken for the season.</summary>
    public static Season Learn(IEnumerable<Deal> won, IReadOnlyDictionary<Month, double> expected)
    {
        var counts = won.GroupBy(d => Month.Of(d.Closed!.Value)).ToDictionary(g => g.Key, g => (double)g.Count());
        var wins = expected.Keys.Sum(m => counts.GetValueOrDefault(m));
        var all = expected.Values.Sum();
        if (wins == 0 || all <= 0)
        {
            return new([.. Enumerable.Repeat(1.0, 12)], [.. Enumerable.Repeat(1.0, KindsOfDays)]); // Where all came at once nothing was to be expected of any month.
        }

        var (scale, support) = (wins / all, Weight * wins / expected.Count);
        var ofQuarter = Enumerable.Range(0, 3).Select(nth => Factor(m => (m.Number - 1) % 3 == nth, _ => 1)).ToArray();
        return new([.. Enumerable.Range(0, 12).Select(nth => Factor(m => m.Number - 1 == nth, m => ofQuarter[(m.Number - 1) % 3]) * ofQuarter[nth % 3])], OfDays(won, expected));

        double Factor(Func<Month, bool> isSuch, Func<Month, double> usual)
        {
            var such = expected.Where(m => isSuch(m.Key)).ToList();
            return (such.Sum(m => counts.GetValueOrDefault(m.Key)) + support) / (such.Sum(m => m.Value * scale * usual(m.Key)) + support);
        }
    }

    /// <summary>How much more is won in the last days of a month than in its others, by the month's place in the quarter: against as many as there would be if all days of the month were alike.</summary>
    private static double[] OfDays(IEnumerable<Deal> won, IReadOnlyDictionary<Month, double> expected)
    {
        var (came, alike) = (new double[KindsOfDays], new double[KindsOfDays]);
        foreach (var month in won.GroupBy(d => Month.Of(d.Closed!.Value)).Where(m => expected.ContainsKey(m.Key)))
        {
            var days = Enumerable.Range(0, month.Key.Plus(1).FirstDay.DayNumber - month.Key.FirstDay.DayNumber).Select(month.Key.FirstDay.AddDays).ToList();
            foreach (var day in days)
            {
                alike[KindOf(day)] += month.Count() / (double)days.Count;
            }

            foreach (var deal in month)
            {
                came[KindOf(deal.Closed!.Value)]++;
            }
        }

        return [.. came.Zip(alike, (c, a) => (c + WinsOfDays) / (a + WinsOfDays))];
    }

    private static int KindOf(DateOnly day) => ((day.Month - 1) % 3 * 2) + (day.AddDays(LastDays).Month == day.Month ? 0 : 1);

    /// <summary>The mean factor over these days.</summary>
    public double Between(DateOnly first, DateOnly last)
    {
        var sum = 0.0;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            sum += factors[day.Month - 1] * ofDays[KindOf(day)];
        }

        return sum / (last.DayNumber - first.DayNumber + 1);
    }
}
