using System.Diagnostics;
using System.Globalization;

namespace Plumbline.Bench;

/// <summary>How the time of the pages of the day grows with the company: Today, the list of accounts and the search, on a large one and on a hundredth of it, each time for another person.</summary>
internal static class WorkBench
{
    private const int WarmUps = 40;
    private const int Turns = 200;
    private const int People = 10; // As many as the small company has.

    /// <summary>The beginnings that are searched for: of two letters, as while someone types, and of more.</summary>
    private static readonly string[] _texts = ["ka", "mor", "ve", "tal", "so", "ri", "nel", "du", "pa", "lo"];

    private static readonly (string Name, Func<int, string> Address)[] _pages =
    [
        ("Today", turn => Invariant($"?turn={turn}")),
        ("account list, one's own", turn => Invariant($"accounts?whose=mine&turn={turn}")),
        ("account list, everyone's, by revenue", turn => Invariant($"accounts?whose=all&sort=year&turn={turn}")),
        ("account list, everyone's, by revenue, tenth page", turn => Invariant($"accounts?whose=all&sort=year&page=10&turn={turn}")),
        ("search while typing", turn => Invariant($"search/find?q={_texts[turn % _texts.Length]}&turn={turn}")),
        ("search page", turn => Invariant($"search?q={_texts[turn % _texts.Length]}&turn={turn}")),
    ];

    public static async Task<IReadOnlyList<Measured>> Run(MadeCompany small, MadeCompany large, string database)
    {
        var (ofSmall, ofLarge) = (await Browsers(small), await Browsers(large));
        try
        {
            List<Measured> lines = [.. await Nights(small, large, database)];
            foreach (var (name, address) in _pages)
            {
                var (less, more) = await Compare(ofSmall, ofLarge, address);
                lines.Add(new($"{name}, {database}: 1,000 salespeople, 100,000 accounts, 500,000 opportunities, 5,000,000 activities", Invariant($"{more:0.0} ms"), Invariant($"a hundredth of each: {less:0.0} ms"), more / less, "at most 1.50"));
            }

            return lines;
        }
        finally
        {
            ofSmall.ForEach(b => b.Dispose());
            ofLarge.ForEach(b => b.Dispose());
        }
    }

    /// <summary>What is made in the background: the forecasts the first time and after a change, and the first and a later night's look at everyone by all rules.</summary>
    public static async Task<IReadOnlyList<Measured>> Nights(MadeCompany small, MadeCompany large, string database)
    {
        var (few, many) = (await small.Forecast(), await large.Forecast());
        var (fewPast, manyPast) = (await small.Past(), await large.Past());
        var ((fewFirst, _), (manyFirst, open)) = (await small.Night(), await large.Night());
        var ((fewAgain, _), (manyAgain, _)) = (await small.Night(), await large.Night());
        return
        [
            Line("forecasts of everyone the first time, with those of the weeks before", few.All, many.All),
            Line("forecasts of everyone made anew", few.Today, many.Today),
            Line("a past day reckoned that was asked for", fewPast, manyPast),
            Line(Invariant($"first night's look at everyone by all rules, {open:0,0} signals raised"), fewFirst, manyFirst),
            Line("a later night's", fewAgain, manyAgain),
        ];

        Measured Line(string what, TimeSpan less, TimeSpan more) =>
            new($"{what}, {database}: 1,000 salespeople, 500,000 opportunities", Invariant($"{more.TotalSeconds:0.0} s"), Invariant($"a hundredth of each: {less.TotalSeconds:0.00} s"), more / less, "at most 100");
    }

    private static async Task<(double Small, double Large)> Compare(List<HttpClient> ofSmall, List<HttpClient> ofLarge, Func<int, string> address)
    {
        List<double> small = [], large = [];
        for (var turn = 0; turn < WarmUps + Turns; turn++)
        {
            // In turn: what else the machine does hits both alike.
            var (a, b) = (await Took(ofSmall[turn % People], address(turn)), await Took(ofLarge[turn % People], address(turn)));
            if (turn >= WarmUps)
            {
                small.Add(a);
                large.Add(b);
            }
        }

        return (Timing.Median(small), Timing.Median(large));
    }

    private static async Task<List<HttpClient>> Browsers(MadeCompany company)
    {
        List<HttpClient> browsers = [];
        for (var nth = 0; nth < People; nth++)
        {
            browsers.Add(await company.Browser(nth));
        }

        return browsers;
    }

    private static async Task<double> Took(HttpClient browser, string address)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        var took = watch.Elapsed.TotalMilliseconds;
        return answer.IsSuccessStatusCode ? took : throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}.");
    }

    private static string Invariant(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
