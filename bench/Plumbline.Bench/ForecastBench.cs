using System.Diagnostics;
using Plumbline.Forecasting;

namespace Plumbline.Bench;

/// <summary>How long the chances of all people take once it is learned how deals go: 1,000 people with 200 open deals each, one after the other on one core, beside a hundredth of them.</summary>
internal static class ForecastBench
{
    private const int People = 1_000;
    private const int OpenEach = 200;
    private const int EndedEach = 100;
    private const int Turns = 5;

    private static readonly DateOnly _asOf = new(2026, 11, 15);
    private static readonly string[] _stages = ["Qualify", "Develop", "Propose", "Close"];

    public static IEnumerable<Measured> Run()
    {
        var forecaster = Forecaster.Learn(Deals(), _asOf);
        var (odds, chances) = (new double[2], new double[2]);
        foreach (var (which, people) in new[] { People, People / 100 }.Index())
        {
            var times = Enumerable.Range(0, Turns + 1).Select(_ => Once(forecaster, people)).Skip(1).ToList(); // The first is not yet compiled for speed.
            (odds[which], chances[which]) = (Timing.Median([.. times.Select(t => t.Odds)]), Timing.Median([.. times.Select(t => t.Chances)]));
        }

        yield return Line("odds of each deal", odds);
        yield return Line("chance and range of each person", chances);
        yield return Line("both", [odds[0] + chances[0], odds[1] + chances[1]]);

        static Measured Line(string what, double[] seconds) =>
            new(FormattableString.Invariant($"forecasts on one core, {People:N0} people with {OpenEach} open deals each: {what}"), FormattableString.Invariant($"{seconds[0]:0.00} s"), FormattableString.Invariant($"a hundredth of the people: {seconds[1] * 1_000:0.0} ms"), seconds[0] / seconds[1], "both below 1 s");
    }

    private static (double Odds, double Chances) Once(Forecaster forecaster, int people)
    {
        var watch = Stopwatch.StartNew();
        var outlooks = Enumerable.Range(1, people).Select(p => forecaster.For(p, new(2026, 10, 1), new(2026, 12, 31))).ToList();
        var odds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        var reached = outlooks.Count(o => o.Against(o.Expected * 1.1).Chance > 0.5);
        return reached < 0 ? default : (odds, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Deals whose amounts, days and ends differ, the same in every run.</summary>
    private static List<Deal> Deals()
    {
        var deals = new List<Deal>(People * (OpenEach + EndedEach));
        for (var person = 1; person <= People; person++)
        {
            for (var n = 0; n < OpenEach + EndedEach; n++)
            {
                var mixed = (uint)((person * 1_000) + n) * 2_654_435_761;
                var opened = _asOf.AddDays(-(int)(mixed % (n < OpenEach ? 120 : 700)));
                var ended = n < OpenEach ? (DateOnly?)null : opened.AddDays((int)(mixed / 7 % 90));
                var isWon = ended <= _asOf && mixed / 11 % 3 == 0;
                deals.Add(new(deals.Count + 1, person, null, opened)
                {
                    Closed = ended <= _asOf ? ended : null,
                    IsWon = isWon,
                    Value = isWon ? 900 + (mixed / 13 % 40 * 250) : 0,
                    Marks = [new(opened, _stages[0], 1_000 + (mixed / 13 % 40 * 250)), new(opened.AddDays(20), _stages[mixed / 17 % 4], null)],
                });
            }
        }

        return deals;
    }
}
