namespace Plumbline;

/// <summary>Splits an amount so that the parts add up to it, to the last ten-thousandth.</summary>
public static class Split
{
    private const decimal Step = 0.0001m;

    /// <summary>Splits <paramref name="amount"/> in proportion to <paramref name="weights"/> (none negative); what rounding leaves goes to the largest remainders.</summary>
    /// <returns>As many parts as weights. Where all weights are 0 the parts are equal.</returns>
    public static IReadOnlyList<decimal> ByWeight(decimal amount, IReadOnlyList<decimal> weights)
    {
        if (weights.Count == 0)
        {
            return [];
        }

        var sum = weights.Sum();
        var shares = weights.Select(w => sum == 0 ? amount / weights.Count : amount * w / sum).ToArray();
        var parts = shares.Select(s => Math.Round(s / Step, MidpointRounding.ToNegativeInfinity) * Step).ToArray();
        var left = (int)((Math.Round(amount / Step) * Step - parts.Sum()) / Step);
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => shares[i] - parts[i]).ThenBy(i => i).Take(left))
        {
            parts[i] += Step;
        }

        return parts;
    }

    /// <summary>Splits <paramref name="amount"/> into <paramref name="count"/> parts that differ by a ten-thousandth at most.</summary>
    public static IReadOnlyList<decimal> Evenly(decimal amount, int count) => ByWeight(amount, [.. Enumerable.Repeat(1m, count)]);
}
