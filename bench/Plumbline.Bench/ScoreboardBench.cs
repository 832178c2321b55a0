using System.Diagnostics;

namespace Plumbline.Bench;

/// <summary>How the time of the scoreboard page grows with history: the same company with few and with many facts, rendered anew each time.</summary>
internal static class ScoreboardBench
{
    private const int WarmUps = 30;
    private const int Turns = 100;

    public static async Task<Measured> Run(MadeCompany few, int fewFacts, MadeCompany many, int manyFacts)
    {
        using var ofFew = await few.Browser();
        using var ofMany = await many.Browser();
        List<double> fewTook = [], manyTook = [];
        for (var turn = -WarmUps; turn < Turns; turn++)
        {
            // In turn: what else the machine does hits both alike.
            var (a, b) = (await Took(ofFew, turn), await Took(ofMany, turn));
            if (turn >= 0)
            {
                fewTook.Add(a);
                manyTook.Add(b);
            }
        }

        var (fewer, more) = (Timing.Median(fewTook), Timing.Median(manyTook));
        return new($"scoreboard of 1,000 salespeople over 24 months, {manyFacts:N0} facts, rendered anew", $"{more:0.0} ms", $"the same with {fewFacts:N0} facts: {fewer:0.0} ms", more / fewer, "at most 1.20");
    }

    /// <summary>Each time at another address, since pages at the same one are kept.</summary>
    private static async Task<double> Took(HttpClient browser, int turn)
    {
        var watch = Stopwatch.StartNew();
        var page = await browser.GetStringAsync(new Uri($"scoreboard?turn={turn}", UriKind.Relative));
        var took = watch.Elapsed.TotalMilliseconds;
        return page.Contains("Salesperson 0", StringComparison.Ordinal) ? took : throw new InvalidOperationException("That is not the scoreboard.");
    }
}
