namespace Plumbline.Forecasting;

/// <summary>
/// How much each of several opinions about the same chances deserves to be heard: weights, at least 0 and 1 together, of the least squared error until now, pulled to those that are usual.
/// </summary>
/// <param name="usual">The weights before anything is known.</param>
/// <param name="holds">So many forecasts the usual weights weigh.</param>
internal sealed class Opinions(double[] usual, double holds)
{
    private const double Step = 0.05;

    private readonly double[,] _products = new double[usual.Length, usual.Length];
    private readonly double[] _hits = new double[usual.Length];

    /// <summary>What was said of something that has come or not, and how much that counts.</summary>
    public void Add(ReadOnlySpan<double> said, bool hasCome, double weight)
    {
        for (var i = 0; i < said.Length; i++)
        {
            _hits[i] += hasCome ? weight * said[i] : 0;
            for (var j = 0; j < said.Length; j++)
            {
                _products[i, j] += weight * said[i] * said[j];
            }
        }
    }

    /// <summary>The best weights: from the usual ones on, a small part is moved from one opinion to another for as long as that helps.</summary>
    public double[] Weights()
    {
        var best = usual.ToArray();
        var least = Error(best);
        for (var better = true; better;)
        {
            better = false;
            for (var from = 0; from < best.Length; from++)
            {
                for (var to = 0; to < best.Length; to++)
                {
                    if (from == to || best[from] < Step - 1e-9)
                    {
                        continue;
                    }

                    var tried = best.ToArray();
                    (tried[from], tried[to]) = (Math.Max(0, tried[from] - Step), tried[to] + Step);
                    var error = Error(tried);
                    if (error < least - 1e-12)
                    {
                        (best, least, better) = (tried, error, true);
                    }
                }
            }
        }

        return best;
    }

    private double Error(double[] weights)
    {
        var error = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            error += (holds * Math.Pow(weights[i] - usual[i], 2)) - (2 * weights[i] * _hits[i]);
            for (var j = 0; j < weights.Length; j++)
            {
                error += weights[i] * weights[j] * _products[i, j];
            }
        }

        return error;
    }
}
