namespace Plumbline.Forecasting;

/// <summary>How long a person's deals take to be won, as a multiple of what deals of their size take in the company.</summary>
/// <param name="Times">The multiple; 1 where nothing is known.</param>
public readonly record struct SalesCycle(double Times)
{
    private const double Longest = 2; // Beyond half and twice as long it is another business, and no cycle.

    /// <summary>As long as the company's.</summary>
    public static SalesCycle Usual { get; } = new(1);

    /// <summary>So many days of the person's are like as many of the company's; a day at least where there is one.</summary>
    public int Usually(int days) => days <= 0 ? days : Math.Max(1, (int)Math.Round(days / Times, MidpointRounding.AwayFromZero));

    /// <summary>
    /// The cycles of a company's people: how long their wins took against what wins of such sizes take that are seen for as long, leaning on 1. How strongly, tells how much people differ beyond chance: the time to a win is taken
    /// for exponential, so that wins in a time are Poisson. Who joined of late has but quick wins yet, and so has the company in so short a time: that makes nobody quick.
    /// </summary>
    /// <param name="people">Of each person the wins, the ages of these and the ages that were to be expected of as many; ages by the mean of their size.</param>
    public static IReadOnlyDictionary<long, SalesCycle> Of(IReadOnlyDictionary<long, AgesOfWins> people)
    {
        var times = people.ToDictionary(p => p.Key, p => p.Value.Usual > 0 ? p.Value.Came / p.Value.Usual : 0);
        var support = Support.Best([.. people.Where(p => times[p.Key] > 0).OrderBy(p => p.Key).Select(p => (p.Value.Wins, times[p.Key]))]);
        return people.ToDictionary(p => p.Key, p => new SalesCycle(times[p.Key] <= 0 ? 1 : Math.Clamp((times[p.Key] + support) / (p.Value.Wins + support), 1 / Longest, Longest)));
    }
}

/// <summary>At which ages a person's deals were won, each by the mean age of wins of its size.</summary>
/// <param name="Wins">How many were won.</param>
/// <param name="Came">The sum of their ages.</param>
/// <param name="Usual">The mean age that was to be expected of a win, of deals that were seen for as long.</param>
public readonly record struct AgesOfWins(double Wins, double Came, double Usual);
