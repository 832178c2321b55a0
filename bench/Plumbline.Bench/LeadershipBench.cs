using System.Diagnostics;
using System.Globalization;

namespace Plumbline.Bench;

/// <summary>How the time of the pages by which people lead, plan and forecast grows with the company: on a large one and on a hundredth of it.</summary>
internal static class LeadershipBench
{
    private const int WarmUps = 5;
    private const int Turns = 25;
    private const int People = 10; // As many as the small company has.

    private const string Same = "at most 1.50";
    private const string OfAll = "below 1 s: of all people, activities or deals";
    private const string MoreLines = "below 1 s: more lines are shown";

    /// <summary>Who asks.</summary>
    private enum By
    {
        Director,
        Manager,
        Salesperson,
    }

    private static readonly (string Name, By By, string Address, string Goal)[] _pages =
    [
        ("outlook", By.Director, "outlook?", OfAll),
        ("outlook, finance", By.Director, "outlook/finance?", OfAll),
        ("outlook, finance, supposing a tenth less", By.Director, "outlook/finance?sales=-10&", OfAll),
        ("outlook, production", By.Director, "outlook/production?", OfAll),
        ("outlook, untapped markets", By.Director, "outlook/markets?", OfAll),
        ("forecast of the company", By.Director, "forecast?", MoreLines),
        ("forecast of the company as of a past day", By.Director, "forecast?period=then&asof=30&", MoreLines),
        ("forecast of a team", By.Manager, "forecast?team=1&", Same),
        ("forecast of a person", By.Salesperson, "forecast?person=me&", Same),
        ("forecast of a person as of a past day", By.Salesperson, "forecast?person=me&period=then&asof=30&", Same),
        ("how good forecasts are, of a team", By.Manager, "forecast/accuracy?", Same),
        ("how good forecasts are, of everyone", By.Director, "forecast/accuracy?", MoreLines),
        ("signals, one's own", By.Salesperson, "signals?", Same),
        ("team of a manager, with who needs them", By.Manager, "team?", Same),
        ("team of the director, of everyone", By.Director, "team?", OfAll),
        ("plans, one's own", By.Salesperson, "plans?", Same),
        ("plans of a team", By.Manager, "plans?", Same),
        ("plans of everyone", By.Director, "plans?", MoreLines),
        ("presentations", By.Director, "presentations?", MoreLines),
        ("board of commitments, a team", By.Salesperson, "presentations/board?team=1&", Same),
        ("board of commitments, everyone", By.Salesperson, "presentations/board?", MoreLines),
        ("plans by function, of everyone", By.Director, "presentations/functions?", OfAll),
        ("marketing", By.Salesperson, "marketing?", MoreLines),
        ("marketing, the calendar", By.Salesperson, "marketing/calendar?", MoreLines),
        ("marketing, the budget", By.Director, "marketing/budget?", OfAll),
        ("marketing, what came of it", By.Director, "marketing/results?", OfAll),
    ];

    public static async Task<IReadOnlyList<Measured>> Run(MadeCompany small, MadeCompany large, string database)
    {
        await small.Lead();
        await large.Lead();
        List<Measured> lines = [];
        foreach (var (name, by, address, goal) in _pages)
        {
            using Askers ofSmall = await Askers.Of(small, by), ofLarge = await Askers.Of(large, by);
            List<double> less = [], more = [];
            for (var turn = -WarmUps; turn < Turns; turn++)
            {
                // In turn: what else the machine does hits both alike.
                var (a, b) = (await ofSmall.Ask(address, turn), await ofLarge.Ask(address, turn));
                if (turn >= 0)
                {
                    less.Add(a);
                    more.Add(b);
                }
            }

            var (few, many) = (Timing.Median(less), Timing.Median(more));
            lines.Add(new($"{name}, {database}: 1,000 salespeople, 500,000 opportunities", Invariant($"{many:0.0} ms"), Invariant($"a hundredth of each: {few:0.0} ms"), many / few, goal));
        }

        return lines;
    }

    private static string Invariant(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    /// <summary>Those who ask one after the other, each signed in.</summary>
    private sealed class Askers(List<(HttpClient Browser, long Person)> all) : IDisposable
    {
        public static async Task<Askers> Of(MadeCompany company, By by)
        {
            List<(HttpClient, long)> all = [];
            int[] numbers = by switch
            {
                By.Director => [company.Size.Salespeople],
                By.Manager => [.. Enumerable.Range(company.Size.Salespeople + 1, Math.Min(People, company.Size.Teams))],
                _ => [.. Enumerable.Range(0, People)],
            };
            foreach (var nth in numbers)
            {
                all.Add((await company.Browser(nth), nth + 1));
            }

            return new(all);
        }

        public void Dispose() => all.ForEach(a => a.Browser.Dispose());

        /// <summary>Each time at another address, since pages at the same one are kept.</summary>
        public async Task<double> Ask(string address, int turn)
        {
            var (browser, person) = all[(turn + WarmUps) % all.Count];
            var then = TimeProvider.System.GetUtcNow().AddDays(-30);
            address = address.Replace("person=me", Invariant($"person={person}"), StringComparison.Ordinal).Replace("asof=30", Invariant($"asof={then:yyyy-MM-dd}"), StringComparison.Ordinal)
                .Replace("period=then", Invariant($"period={then:yyyy}-Q{(then.Month + 2) / 3}"), StringComparison.Ordinal) + Invariant($"turn={turn}"); // The quarter that holds the day: it may be over by now.
            var watch = Stopwatch.StartNew();
            using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            var took = watch.Elapsed.TotalMilliseconds;
            return answer.IsSuccessStatusCode ? took : throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}.");
        }
    }
}
