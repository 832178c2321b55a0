namespace Plumbline.Bench;

/// <summary>One line of the table: what, the product's figure, the reference's, the ratio of the two, and what was aimed at.</summary>
internal sealed record Measured(string What, string Figure, string Reference, double Ratio, string Goal)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"| {What} | {Figure} | {Reference} | {Ratio:0.00} | {Goal} |");
}

internal static class Timing
{
    public static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);
}
