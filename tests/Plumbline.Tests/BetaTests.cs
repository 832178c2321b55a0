using FsCheck.Xunit;

namespace Plumbline;

public class BetaTests
{
    [Theory]
    [InlineData(0.1, 1, 1, 0.1)]
    [InlineData(0.9, 2, 1, 0.9486832980505138)] // The square root of 0.9.
    [InlineData(0.1, 1, 3, 0.0345106157530182)] // 1 - 0.9^(1/3).
    [InlineData(0.1, 0.5, 0.5, 0.0244717418524232)] // sin²(0.05π): the arcsine law.
    [InlineData(0.5, 5, 5, 0.5)]
    [InlineData(0.5, 400, 400, 0.5)]
    public void Quantiles_are_those_of_the_closed_forms(double p, double a, double b, double quantile) =>
        Assert.Equal(quantile, Beta.Quantile(p, a, b), 1e-9);

    [Property]
    public void With_whole_parameters_it_is_the_binomial_tail(byte hits, byte misses, byte at)
    {
        var (a, b, x) = ((hits % 40) + 1, (misses % 40) + 1, (at + 0.5) / 256);
        Assert.Equal(BinomialTail(a + b - 1, a, x), Beta.Cdf(x, a, b), 1e-10);
    }

    /// <summary>Where the density is steep, as just above 0 with few hits, a value as near as it says may still be far in probability: so what lies around it is asked.</summary>
    [Property]
    public void The_quantile_inverts_the_distribution(byte hits, byte misses, byte at)
    {
        var (a, b, p) = (0.2 + hits, 0.2 + misses, (at + 0.5) / 256);
        var quantile = Beta.Quantile(p, a, b);
        Assert.InRange(p, Beta.Cdf(quantile - 1e-12, a, b) - 1e-9, Beta.Cdf(quantile + 1e-12, a, b) + 1e-9);
    }

    /// <summary>Just beside it, rounding makes both the one and the other seem to converge slowly.</summary>
    [Fact]
    public void Where_the_fraction_is_mirrored_both_sides_agree()
    {
        for (var (a, b) = (0.2, 30.2); a < 60; (a, b) = (a + 1, b + 3))
        {
            var border = (a + 1) / (a + b + 2);
            foreach (var x in (double[])[Math.BitDecrement(border), border, Math.BitIncrement(border)])
            {
                Assert.Equal(1, Beta.Cdf(x, a, b) + Beta.Cdf(1 - x, b, a), 1e-10);
            }
        }
    }

    [Property]
    public void A_range_holds_its_mean_and_narrows_with_more_cases(byte hits, byte misses)
    {
        var (few, many) = (Estimate.Share(hits + 1, misses + 1), Estimate.Share(10 * (hits + 1), 10 * (misses + 1)));
        Assert.True(few.Low <= few.Mid && few.Mid <= few.High);
        Assert.True(many.High - many.Low < few.High - few.Low);
    }

    [Fact]
    public void The_spreads_of_a_product_add_up_like_independent_errors()
    {
        var product = new Estimate(5, 10, 20).Times(new Estimate(5, 10, 20));

        Assert.Equal(100, product.Mid);
        Assert.Equal(Math.Pow(2, Math.Sqrt(2)), (double)(product.High / product.Mid), 1e-6);
        Assert.Equal(Math.Pow(2, Math.Sqrt(2)), (double)(product.Mid / product.Low), 1e-6);
    }

    private static double BinomialTail(int n, int from, double p)
    {
        var (sum, ways) = (0.0, 1.0);
        for (var k = 0; k <= n; k++)
        {
            sum += k >= from ? ways * Math.Pow(p, k) * Math.Pow(1 - p, n - k) : 0;
            ways = ways * (n - k) / (k + 1);
        }

        return sum;
    }
}
