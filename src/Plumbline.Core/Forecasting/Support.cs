namespace Plumbline.Forecasting;

/// <summary>How much what is usual weighs beside a person's own.</summary>
internal static class Support
{
    private const double Usual = 32; // Wins: where it is pulled to.
    private const double Least = 2;
    private const double Most = 1024;

    /// <summary>
    /// How many wins what is usual weighs: the value of 2 to 1,024 under which the people's counts are most likely (wins are Poisson, people's factors gamma), pulled weakly to 32. Where people do not differ beyond chance it is
    /// large, and each is taken for what is usual.
    /// </summary>
    public static double Best(IReadOnlyList<(double Wins, double Expected)> people)
    {
        var (best, most) = (Usual, double.NegativeInfinity);
        for (var weight = Least; weight <= Most; weight *= 2)
        {
            var pull = Math.Log2(weight / Usual);
            var likely = -pull * pull / 4;
            foreach (var (wins, expected) in people.Where(p => p.Expected > 0))
            {
                likely += (weight * Math.Log(weight / (weight + expected))) + (wins * Math.Log(expected / (weight + expected)));
                for (var i = 0; i < wins; i++)
                {
                    likely += Math.Log(weight + i);
                }
            }

            (best, most) = likely > most ? (weight, likely) : (best, most);
        }

        return best;
    }
}
