using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Forecasting;

/// <summary>What is likely to come, on the scoreboard's charts. It is Tue 24 Nov 2026.</summary>
public sealed class LikelyEndTests
{
    private const string Likely = "is likely to bring";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task The_chart_of_months_that_run_opens_to_what_is_likely_at_their_end(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var said = await made.Site.Db(db => db.Forecasts.AsNoTracking().Where(f => f.AsOf == made.Today && f.Length == 3 && f.SubjectId == made.Mary.Id).Select(f => f.Said).SingleAsync(Cancel));
        var mary = await made.Site.As(made.Mary);

        var page = await mary.Open($"/people/{made.Mary.Id}?period=2026-Q4");
        Assert.Matches("Q4 2026 is likely to bring €.+, four times of five between €.+ and €.+ The €.+ of the months before it are added here", page.Text);
        Assert.Equal($"forecast?period=2026-Q4&person={made.Mary.Id}", page.Document.QuerySelector("figure.chart a[href^='forecast']")!.GetAttribute("href"));
        Assert.NotNull(page.Document.QuerySelector("polygon.plot-opening"));
        var rows = page.Document.QuerySelectorAll("figure.chart")[1].QuerySelectorAll("tbody tr").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToList()).ToList();
        var sold = Number(rows[4][1]);
        Assert.Equal(["Nov", "Dec", "Dec, expected", "Dec, one in ten less than", "Dec, one in ten more than"], rows[4..].Select(r => r[0]));
        Assert.Equal(new[] { said.Attainment.Expected, said.Attainment.Low, said.Attainment.High }.Select(at => Figure(sold + Math.Round((decimal)(at - said.Won), 2))), rows[6..].Select(r => Number(r[1])));
        Assert.DoesNotContain("Likely", page.Document.QuerySelectorAll("figure.chart")[0].TextContent, StringComparison.Ordinal);

        Assert.Contains($"Nov 2026 {Likely}", (await mary.Open($"/people/{made.Mary.Id}?period=2026-11")).Text, StringComparison.Ordinal);
        Assert.Contains($"Q4 2026 {Likely}", (await mary.Open("/scoreboard?period=2026-Q4")).Text, StringComparison.Ordinal);
        await Assert.AllAsync(["/scoreboard?period=2026-Q3", "/scoreboard?period=2026", "/scoreboard?period=2026-Q4&by=product"], async path => Assert.DoesNotContain(Likely, (await mary.Open(path)).Text, StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task A_team_is_told_with_those_below_it_as_on_the_scoreboard(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var (north, far) = (new Team { Name = "North" }, new Team { Name = "Far north" });
        await made.Site.Change(db => db.AddRange(north, far));
        await made.Move(db => db.TeamMemberships.AddRange(new() { PersonId = made.Mary.Id, TeamId = north.Id }, new() { PersonId = made.Ben.Id, TeamId = far.Id }));
        await made.Forecast();
        Assert.Equal((7_200, 7_200), (await Quota(north), await Quota(far)));

        await made.Site.Change(db => db.Teams.Single(t => t.Id == far.Id).ParentId = north.Id);
        await made.Forecast();
        Assert.Equal((14_400, 7_200), (await Quota(north), await Quota(far)));
        Assert.Equal(await Said(default), await Said(new(TeamId: north.Id))); // All of the company's quota is as likely whatever it is called.
        await made.Move(db => db.TeamMemberships.Single(m => m.PersonId == made.Mary.Id).Until = made.Today.AddDays(-1));
        await made.Forecast();
        Assert.Equal(2_400 + (2_400 * 16 / 21.0) + 7_200, await Quota(north), 0.01); // Mary's until she went, and of those below.
        Assert.Equal(7_200, await Quota(far));

        var ben = await made.Site.As(made.Ben);
        Assert.Contains($"Q4 2026 {Likely}", (await ben.Open($"/scoreboard?period=2026-Q4&team={north.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains("Will North make it?", (await ben.Open($"/forecast?period=2026-Q4&team={north.Id}")).Text, StringComparison.Ordinal);

        // Mary is asked here for a part of her quota, of which no chance is told; Ben's is whole.
        var scores = await ben.Open($"/scoreboard?period=2026-Q4&team={north.Id}");
        Assert.Equal([Href($"&person={made.Ben.Id}"), Href($"&team={north.Id}")], Chances(scores));
        Assert.Equal([Href($"&person={made.Ben.Id}"), Href($"&person={made.Mary.Id}"), Href("")], Chances(await ben.Open("/scoreboard?period=2026-Q4&sort=-name")).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal([Href($"&team={north.Id}"), Href($"&team={far.Id}"), Href("")], Chances(await ben.Open("/scoreboard?period=2026-Q4&by=team")));
        await Assert.AllAsync(["/scoreboard?period=2026-Q3", "/scoreboard?period=2026", "/scoreboard?period=2026-Q4&by=account"], async path => Assert.Empty(Chances(await ben.Open(path))));
        var said = await made.Site.With<ForecastReader, KeptForecast>(async reader => (await reader.Of(new(new(2026, 10), 3), new(TeamId: north.Id), Cancel))!);
        Assert.Equal(ForecastWords.Chance(said), scores.The($"tfoot a[href='{Href($"&team={north.Id}")}']").TextContent);

        static string Href(string of) => $"forecast?period=2026-Q4{of}";

        static IEnumerable<string> Chances(Page page) => page.Document.QuerySelectorAll(".table tbody a[href^='forecast?'], .table tfoot a[href^='forecast?']").Select(a => a.GetAttribute("href")!);

        Task<Attainment> Said(Scoring.ScoreScope scope) => made.Site.With<ForecastReader, Attainment>(async reader => (await reader.Latest(new(new(2026, 10), 3), scope, TestContext.Current.CancellationToken))!.Attainment);

        Task<double> Quota(Team team) => made.Site.With<ForecastReader, double>(async reader => (await reader.Latest(new(new(2026, 10), 3), new(TeamId: team.Id), TestContext.Current.CancellationToken))!.Quota);
    }

    [Theory, EachDatabase]
    public async Task By_margin_the_scoreboard_tells_its_quota_result_chance_and_likely_end(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var mary = await made.Site.As(made.Mary);
        Assert.Null((await mary.Open("/scoreboard?period=2026-Q4")).Document.QuerySelector("#measure-menu")); // Nobody asks for margin, and none is known.
        var unknown = await mary.Open("/scoreboard?period=2026-Q4&measure=margin");
        Assert.Contains("The margin is not known", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("No quota of margin for this period", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("unknown", Row(unknown, "Mary")[2], StringComparison.Ordinal);

        var product = new Products.Product { Name = "Copilot", DefaultMargin = 0.5m };
        await made.Site.Change(db => db.Add(product));
        await made.Move(db =>
        {
            foreach (var opportunity in db.Opportunities)
            {
                opportunity.ProductId = product.Id;
            }
        });
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Margin = 1_200));
        await made.Forecast();
        var (quarter, of) = (new Fiscal.Period(new(2026, 10), 3), new Scoring.ScoreScope(PersonId: made.Mary.Id));
        var said = await made.Site.With<ForecastReader, KeptForecast>(async reader => (await reader.Margin(quarter, of, Cancel))!);

        var (byRevenue, page) = (await mary.Open("/scoreboard?period=2026-Q4"), await mary.Open("/scoreboard?period=2026-Q4&measure=margin"));
        var (revenue, margin) = (Row(byRevenue, "Mary"), Row(page, "Mary"));
        Assert.Equal(("7,200", "3,600"), (revenue[1], margin[1]));
        Assert.Equal(Number(revenue[2]) / 2, Number(margin[2]), 1);
        Assert.Equal(revenue[3], margin[3]); // Half of what is asked, and half of what is sold.
        Assert.Equal("none", Row(page, "Ben")[1]);
        Assert.Equal(ForecastWords.Chance(said), page.The($"a[href='forecast?period=2026-Q4&person={made.Mary.Id}&measure=margin']").TextContent);
        Assert.Empty(page.Document.QuerySelectorAll($"a[href='forecast?period=2026-Q4&person={made.Ben.Id}']"));
        Assert.Contains("Q4 2026 is likely to bring a margin of €", page.Text, StringComparison.Ordinal);
        Assert.Contains("Margin by month against quota", page.Document.QuerySelector("figure.chart")!.OuterHtml, StringComparison.Ordinal);
        Assert.All(page.Document.QuerySelectorAll(".table thead a, .tabs a[href*='by=team']"), link => Assert.Contains("measure=margin", link.GetAttribute("href")!, StringComparison.Ordinal));
        Assert.Contains("measure=margin", byRevenue.The("#measure-menu").OuterHtml, StringComparison.Ordinal);
        Assert.Null((await mary.Open("/scoreboard?period=2026-Q4&by=product&measure=margin")).Document.QuerySelector("#measure-menu"));

        var file = (await mary.Get("/scoreboard/export.csv?period=2026-Q4&measure=margin")).Body.Split("\r\n").Single(l => l.StartsWith("Mary", StringComparison.Ordinal)).Split(',');
        Assert.Equal(("3600", file[4]), (file[1], file[2]));
    }

    private static List<string> Row(Page page, string name) => [.. page.Document.QuerySelectorAll(".table tbody tr").Single(r => r.Children[0].TextContent.Contains(name, StringComparison.Ordinal)).Children.Select(c => c.TextContent.Trim())];

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static decimal Figure(decimal amount) => Math.Round(amount, MidpointRounding.AwayFromZero);
}
