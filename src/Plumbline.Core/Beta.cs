namespace Plumbline;

/// <summary>The beta distribution: how likely a share is, having seen so many hits and misses.</summary>
internal static class Beta
{
    /// <summary>The value below which the share lies with probability <paramref name="p"/> (0 to 1).</summary>
    /// <remarks>Bisection on <see cref="Cdf"/>, to 1e-12: slower than Newton's steps and never astray.</remarks>
    public static double Quantile(double p, double a, double b)
    {
        var (low, high) = (0.0, 1.0);
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            (low, high) = Cdf(middle, a, b) < p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The regularised incomplete beta function I_x(a, b).</summary>
    /// <remarks>Continued fraction, DLMF 8.17.22, evaluated by Lentz's method; mirrored (8.17.4) where it converges slowly, which rounding may say of both sides.</remarks>
    public static double Cdf(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        return x > (a + 1) / (a + b + 2) ? 1 - ByFraction(1 - x, b, a) : ByFraction(x, a, b);
    }

    private static double ByFraction(double x, double a, double b)
    {
        var front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) - (LogGamma(a) + LogGamma(b) - LogGamma(a + b))) / a;
        const double tiny = 1e-300;
        double fraction = 1, c = 1, d = 0;
        for (var i = 0; i < 2000; i++)
        {
            var m = i / 2;
            var term = i == 0 ? 1
                : i % 2 == 0 ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (term * d));
            c = NotZero(1 + (term / c));
            fraction *= c * d;
            if (i > 0 && Math.Abs(1 - (c * d)) < 1e-14)
            {
                break;
            }
        }

        return Math.Clamp(front * (fraction - 1), 0, 1);

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }

    /// <summary>The logarithm of the gamma function, for <paramref name="x"/> above 0.</summary>
    /// <remarks>Stirling's series, DLMF 5.11.1, from 10 upwards; below, by Γ(x + 1) = xΓ(x).</remarks>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++)
        {
            shift -= Math.Log(x);
        }

        var inverse = 1 / (x * x);
        var series = (1.0 / 12) - (inverse * ((1.0 / 360) - (inverse * ((1.0 / 1260) - (inverse * ((1.0 / 1680) - (inverse / 1188)))))));
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x);
    }
}
