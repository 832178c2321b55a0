namespace Plumbline.Forecasting;

/// <summary>Puts a few values, each as likely as the others, in the place of many.</summary>
internal static class LikelyParts
{
    /// <summary>Enough for what wins bring.</summary>
    public const int OfValues = 24;

    /// <summary>Enough for how far off a stated amount is.</summary>
    public const int OfMultiples = 4;

    /// <summary>Cuts weighed values, in order, into parts of the same weight, and gives the mean of each: the mean of all stays. None where there are none.</summary>
    public static double[] Of(IReadOnlyList<(double Value, double Weight)> inOrder, int parts)
    {
        if (inOrder.Count == 0)
        {
            return [];
        }

        var (means, size) = (new double[parts], inOrder.Sum(v => v.Weight) / parts);
        var (part, filled) = (0, 0.0);
        foreach (var (value, weight) in inOrder)
        {
            var rest = weight;
            while (rest > 0)
            {
                var takes = part == parts - 1 ? rest : Math.Min(rest, size - filled);
                means[part] += value * takes / size;
                (rest, filled) = (rest - takes, filled + takes);
                if (filled >= size * (1 - 1e-12) && part < parts - 1)
                {
                    (part, filled) = (part + 1, 0);
                }
            }
        }

        return means;
    }
}
