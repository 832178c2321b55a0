using System.Globalization;
using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Forecasting;

/// <summary>How good what was called and computed turned out to be.</summary>
public sealed class AccuracyTests
{
    private static readonly Period _quarter = new(new(2026, 7), 3);

    [Fact]
    public void Figures_are_those_reckoned_by_hand()
    {
        var accuracy = new ForecastAccuracy([
            Quarter(0, commit: 90, best: 120, low: 80, expected: 110, high: 130, came: 100),
            Quarter(1, commit: 120, best: 150, low: 90, expected: 100, high: 110, came: 100),
            Quarter(2, commit: 50, best: 60, low: 150, expected: 210, high: 250, came: 200),
            new(Back(3), null, null, null, new(0.5, 40, 10, 40, 70), 80),
        ]);

        // Commits: 10 too little, 20 too much, 150 too little of 400; (260 - 400) / 400 × 3/5.
        Assert.Equal((0.45m, -0.75m, 0.2m), (accuracy.Commit.Off!.Value, accuracy.Commit.Lowest!.Value, accuracy.Commit.Highest!.Value));
        Assert.Equal((3, -0.21m, "too careful"), (accuracy.Commit.Bias.Periods, accuracy.Commit.Bias.Bias!.Value, accuracy.Commit.Bias.Words));
        Assert.Equal(0.525m, accuracy.BestCase.Off); // 20, 50 and 140 of 400.
        Assert.Equal(new HeldOften(1, 3), accuracy.BetweenCalls);

        // Computed: 10, 0, 10 and 40 of 480; the last was too low, and lay outside.
        Assert.Equal((60 / 480m, -0.5m, 0.1m), (accuracy.Computed.Off!.Value, accuracy.Computed.Lowest!.Value, accuracy.Computed.Highest!.Value));
        Assert.Equal(new HeldOften(3, 4), accuracy.InRange);
        Assert.True(accuracy.Commit.IsTold && accuracy.Computed.IsTold);
    }

    [Fact]
    public void Of_one_quarter_and_of_nothing_nothing_is_told()
    {
        Assert.False(new ForecastAccuracy([Quarter(0, 90, 120, 80, 110, 130, 100)]).Commit.IsTold);
        var none = new ForecastAccuracy([]);
        Assert.Equal((false, 0, null, null), (none.Computed.IsTold, none.InRange.Of, none.Computed.Off, none.Computed.Lowest));
        var nothingCame = new ForecastAccuracy([Quarter(0, 0, 1, 0, 1, 2, 0), Quarter(1, 0, 1, 0, 1, 2, 0)]);
        Assert.Equal((false, new(2, 2)), (nothingCame.Computed.IsTold, nothingCame.InRange));
    }

    [Theory]
    [EachDatabase]
    public async Task Each_sees_their_own_managers_their_people_and_leadership_everyone(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var chief = await made.Site.Add("Chief", Roles.Leadership);
        var other = await made.Site.Add("Otto", Roles.Salesperson);
        await made.Site.Change(db =>
        {
            foreach (var quarter in new[] { _quarter.Previous, _quarter })
            {
                db.Add(CalledForecast.Make(made.Mary.Id, quarter, quarter.FirstDay.AddDays(10), 9_000, 10_000));
                db.Add(CalledForecast.Make(made.Mary.Id, quarter, quarter.FirstDay.AddDays(70), 1, 2)); // What is said near the end is easy.
            }
        });
        await made.Forecast();

        Assert.Equal(["Mary"], await Names(made.Mary));
        Assert.Equal(["Ben", "Mary"], await Names(made.Ada));
        Assert.Equal(["Ben", "Mary", "Otto"], await Names(chief));
        Assert.Equal(["Otto"], await Names(other));
        var marketing = await (await made.Site.As(await made.Site.Add("Mona", Roles.Marketing))).Open("/forecast/accuracy");
        Assert.Contains("Nobody here whose forecasts you see", marketing.Text, StringComparison.Ordinal);

        // The page tells what its file holds.
        var ada = await made.Site.As(made.Ada);
        var lines = (await ada.Get("/forecast/accuracy.csv")).Body.TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToList();
        Assert.DoesNotContain(lines, l => l[0] == "Otto");
        var called = lines.Where(l => l[0] == "Mary" && l[3] != "").ToList();
        Assert.Equal([("2026-Q3", "9000", "10000"), ("2026-Q2", "9000", "10000")], called.Select(l => (l[1], l[3].Split('.')[0], l[4].Split('.')[0])));
        var came = called.Sum(l => Number(l[8]));
        var off = called.Sum(l => Math.Abs(9_000 - Number(l[8]))) / came;
        var row = (await ada.Open("/forecast/accuracy")).Document.QuerySelectorAll("#accuracy tbody tr").Single(r => r.TextContent.Contains("Mary", StringComparison.Ordinal)).Children.Select(c => c.TextContent).ToList();
        Assert.Contains($"{Ui.Figures.Percent(off)} off in 2 quarters", row[1], StringComparison.Ordinal);
        var bias = CallAccuracy.Of([.. called.Select(l => (9_000m, Number(l[8])))]); // As on her own card.
        Assert.Contains($"{bias.Words}, {Ui.Figures.Change(bias.Bias!.Value, 1)}", row[1], StringComparison.Ordinal);
        var computed = lines.Where(l => l[0] == "Mary" && l[5] != "").ToList();
        Assert.InRange(computed.Count, 6, 8);
        Assert.Contains($"{computed.Count(l => Number(l[8]) >= Number(l[6]) && Number(l[8]) <= Number(l[7]))} of {computed.Count}", row[5], StringComparison.Ordinal);

        async Task<IEnumerable<string>> Names(Person who) => (await (await made.Site.As(who)).Open("/forecast/accuracy")).Document.QuerySelectorAll("#accuracy tbody th").Select(c => c.TextContent.Trim());
        static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);
    }

    private static Period Back(int quarters) => _quarter with { First = _quarter.First.Plus(-3 * quarters) };

    private static JudgedQuarter Quarter(int back, decimal commit, decimal best, double low, double expected, double high, decimal came) =>
        new(Back(back), Back(back).FirstDay, commit, best, new(0.5, expected, low, expected, high), came);
}
