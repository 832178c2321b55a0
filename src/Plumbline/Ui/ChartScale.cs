using System.Globalization;

namespace Plumbline.Ui;

/// <summary>Where values stand on a chart's height: round steps from the lowest to the highest value and always 0. Places are in hundredths of the drawing's height.</summary>
internal sealed class ChartScale
{
    private const decimal Top = 4;
    private const decimal Bottom = 88;

    private static readonly decimal[] _round = [1, 2, 2.5m, 5, 10];

    private readonly decimal _low;
    private readonly decimal _high;

    public ChartScale(IEnumerable<decimal?> values)
    {
        var known = values.OfType<decimal>().Append(0).ToArray();
        var low = known.Min();
        var high = known.Any(value => value != 0) ? known.Max() : 1;
        var step = Round((high - low) / 4);
        (_low, _high) = (decimal.Floor(low / step) * step, decimal.Ceiling(high / step) * step);
        Steps = [.. Enumerable.Range(0, (int)((_high - _low) / step) + 1).Select(i => _low + (i * step))];
    }

    /// <summary>The values at which lines are drawn, from the lowest.</summary>
    public IReadOnlyList<decimal> Steps { get; }

    public decimal Y(decimal value) => Bottom - ((value - _low) / (_high - _low) * (Bottom - Top));

    /// <summary>As an attribute of a drawing takes it.</summary>
    public static string Share(decimal hundredths) => hundredths.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static decimal Round(decimal step)
    {
        var unit = 1m;
        while (unit * 10 <= step)
        {
            unit *= 10;
        }

        while (unit > step)
        {
            unit /= 10;
        }

        return _round.First(times => times * unit >= step) * unit;
    }
}
