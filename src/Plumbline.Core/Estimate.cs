namespace Plumbline;

/// <summary>A figure that is not known for sure: it lies between <paramref name="Low"/> and <paramref name="High"/> with a chance of about 80%.</summary>
public readonly record struct Estimate(decimal Low, decimal Mid, decimal High)
{
    /// <summary>Nothing, for sure.</summary>
    public static Estimate Zero => default;

    /// <summary>A share after so many hits and misses: the beta distribution's 10% point, mean and 90% point.</summary>
    /// <param name="hits">Above 0.</param>
    /// <param name="misses">Above 0.</param>
    public static Estimate Share(decimal hits, decimal misses)
    {
        var (a, b) = ((double)hits, (double)misses);
        return Around(hits / (hits + misses), Rounded(Beta.Quantile(0.1, a, b)), Rounded(Beta.Quantile(0.9, a, b)));
    }

    /// <summary>
    /// How many of one thing go with one of another, from counts of both. Of all that happened a share was the one, and that share is estimated
    /// (the ratio of two Poisson rates, conditional on their sum; Przyborowski and Wilenski 1940).
    /// </summary>
    /// <param name="these">Count of the one, above 0.</param>
    /// <param name="those">Count of the other, above 0.</param>
    public static Estimate Ratio(decimal these, decimal those)
    {
        var (a, b) = ((double)these, (double)those);
        return Around(these / those, Odds(Beta.Quantile(0.1, a, b)), Odds(Beta.Quantile(0.9, a, b)));
    }

    /// <summary>So many times as much.</summary>
    public Estimate Times(decimal factor) => new(Low * factor, Mid * factor, High * factor);

    /// <summary>The product of two independent estimates: their spreads, as factors, add up like independent errors (root of the sum of squares).</summary>
    public Estimate Times(Estimate other)
    {
        var mid = Mid * other.Mid;
        return mid == 0 ? Zero : new(mid / Spread(Mid, Low, other.Mid, other.Low), mid, mid * Spread(High, Mid, other.High, other.Mid));
    }

    /// <summary>One of these for so many: 25% becomes 4.</summary>
    public Estimate Inverse() => new(1 / High, 1 / Mid, 1 / Low);

    private static decimal Spread(decimal over, decimal under, decimal otherOver, decimal otherUnder)
    {
        var (one, two) = (Math.Log((double)(over / under)), Math.Log((double)(otherOver / otherUnder)));
        return (decimal)Math.Exp(Math.Sqrt((one * one) + (two * two)));
    }

    /// <summary>With very few counts the mean of a skewed distribution can lie outside its own 80%; the range then ends at the mean.</summary>
    private static Estimate Around(decimal mid, decimal low, decimal high) => new(Math.Min(low, mid), mid, Math.Max(high, mid));

    private static decimal Odds(double share) => Rounded(share / (1 - share));

    private static decimal Rounded(double value) => Math.Max(0.000001m, Math.Round((decimal)value, 6));
}
