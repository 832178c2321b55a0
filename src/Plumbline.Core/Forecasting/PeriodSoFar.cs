namespace Plumbline.Forecasting;

/// <summary>
/// What the weeks of a period until now brought against what was expected of each when it began: better or worse for all, and then for each person beyond that. Both lean on that nothing is different (gamma-Poisson:
/// Efron and Morris).
/// </summary>
public sealed class PeriodSoFar
{
    private const double WinsOfAll = 32; // So many expected wins "nothing is different" weighs.
    private const double WinsOfOne = 64;

    private readonly Dictionary<long, (double Came, double Expected)> _people = [];
    private double _came;
    private double _expected;

    /// <summary>Adds a week of a person.</summary>
    /// <param name="salespersonId">Who.</param>
    /// <param name="expected">How many wins were expected when it began.</param>
    /// <param name="came">How many there were.</param>
    public void Add(long salespersonId, double expected, int came)
    {
        var (all, before) = _people.GetValueOrDefault(salespersonId);
        _people[salespersonId] = (all + came, before + expected);
        (_came, _expected) = (_came + came, _expected + expected);
    }

    /// <summary>By what a person's odds and pace are multiplied for the rest of the period.</summary>
    public double FactorOf(long salespersonId)
    {
        var (came, expected) = _people.GetValueOrDefault(salespersonId);
        var ofAll = (WinsOfAll + _came) / (WinsOfAll + _expected);
        return ofAll * (WinsOfOne + came) / (WinsOfOne + (ofAll * expected));
    }
}
