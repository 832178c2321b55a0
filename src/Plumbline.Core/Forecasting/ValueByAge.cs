namespace Plumbline.Forecasting;

/// <summary>
/// How much more, or less, than was thought a deal brings that is won at some age. What takes long is often larger: a deal that is open still after a year brings more than its product usually does, and one that is won within
/// a month of its coming less.
/// </summary>
internal sealed class ValueByAge
{
    private const double UsualWins = 4; // So many wins weigh all wins beside those of an age.

    private readonly int[] _ages;
    private readonly double[] _sums;

    /// <summary>Learns from wins.</summary>
    /// <param name="wins">Of each how old it was when it was won, in days, and what it brought as a multiple of what was thought.</param>
    public ValueByAge(IEnumerable<(int Age, double Multiple)> wins)
    {
        var inOrder = wins.OrderBy(w => w.Age).ThenBy(w => w.Multiple).ToList();
        (_ages, _sums) = ([.. inOrder.Select(w => w.Age)], new double[inOrder.Count + 1]);
        for (var i = 0; i < inOrder.Count; i++)
        {
            _sums[i + 1] = _sums[i] + inOrder[i].Multiple;
        }
    }

    /// <summary>What a deal brings that is won within some days, as a multiple of what wins of all ages do.</summary>
    /// <param name="age">How old it is, in days.</param>
    /// <param name="days">Within how many days.</param>
    public double Times(int age, int days)
    {
        var all = _ages.Length == 0 ? 0 : _sums[^1] / _ages.Length;
        var (from, to) = (CountUntil(age), CountUntil(age + days));
        return all == 0 ? 1 : (_sums[to] - _sums[from] + (UsualWins * all)) / (to - from + UsualWins) / all;
    }

    /// <summary>How many were won at this age or before.</summary>
    private int CountUntil(int age)
    {
        var at = Array.BinarySearch(_ages, age + 1);
        if (at < 0)
        {
            return ~at;
        }

        while (at > 0 && _ages[at - 1] > age)
        {
            at--;
        }

        return at;
    }
}
