namespace Plumbline.Forecasting;

/// <summary>
/// How much more, or less, than was thought a deal brings that is won at some age. What takes long is often larger: a deal that is open still after a year brings more than its product usually does, and one that is won within
/// a month of its coming less.
/// </summary>
internal sealed class ValueByAge
{
    private const double UsualWins = 4; // So many wins weigh all wins beside those of an age.

    private readonly int[] _counts; // Of wins at each age or before.
    private readonly double[] _sums;

    /// <summary>Learns from wins.</summary>
    /// <param name="wins">Of each how old it was when it was won, in days, and what it brought as a multiple of what was thought.</param>
    public ValueByAge(IEnumerable<(int Age, double Multiple)> wins)
    {
        var byAge = wins.GroupBy(w => w.Age).ToDictionary(g => g.Key, g => (Count: g.Count(), Sum: g.Select(w => w.Multiple).Order().Sum()));
        var ages = byAge.Count == 0 ? 0 : byAge.Keys.Max() + 1;
        (_counts, _sums) = (new int[ages + 1], new double[ages + 1]);
        for (var age = 0; age < ages; age++)
        {
            var (count, sum) = byAge.GetValueOrDefault(age);
            (_counts[age + 1], _sums[age + 1]) = (_counts[age] + count, _sums[age] + sum);
        }
    }

    /// <summary>What a deal brings that is won within some days, as a multiple of what wins of all ages do.</summary>
    /// <param name="age">How old it is, in days.</param>
    /// <param name="days">Within how many days.</param>
    public double Times(int age, int days)
    {
        var all = _counts[^1] == 0 ? 0 : _sums[^1] / _counts[^1];
        var (from, to) = (Math.Min(age + 1, _counts.Length - 1), Math.Min(age + days + 1, _counts.Length - 1));
        return all == 0 ? 1 : (_sums[to] - _sums[from] + (UsualWins * all)) / (_counts[to] - _counts[from] + UsualWins) / all;
    }
}
