using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Finance;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Products;
using Plumbline.Scoring;

namespace Plumbline.Leadership;

/// <summary>The outlook as leadership sees it.</summary>
public sealed class OutlookPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Sold_is_as_on_the_scoreboard_and_the_half_as_the_forecast_says(Provider provider)
    {
        await using var made = await WithItems(provider);
        var finance = (await Read(made)).Finance;

        var half = new Period(new(2026, 7), 6);
        var total = await made.Site.With<Scoreboard, Scoreline>(async board => (await board.Read(new(half, ScoreBy.Company), Cancel)).Total);
        Assert.Equal(total.Tally, finance.Months.Take(6).Aggregate(default(Tally), (all, m) => all + m.Sold));
        Assert.Equal(total.Quota, finance.Sum(0, 6).Quota);

        var said = await made.Site.Db(db => db.LatestForecasts.SingleAsync(f => f.Subject == ForecastSubject.Company && f.Length == 6, Cancel));
        Assert.Equal(said.Said.Attainment.Expected, (double)finance.Sum(0, 6).Revenue, said.Said.Attainment.Expected * 0.001);
        Assert.InRange(finance.Sum(0, 6).Low, (decimal)said.Said.Attainment.Low * 0.93m, (decimal)said.Said.Attainment.Low * 1.07m);
        Assert.InRange(finance.Sum(0, 6).High, (decimal)said.Said.Attainment.High * 0.93m, (decimal)said.Said.Attainment.High * 1.07m);
    }

    [Theory, EachDatabase]
    public async Task Products_people_and_payments_add_up_and_cash_follows_the_accounts(Provider provider)
    {
        await using var made = await WithItems(provider);
        var view = await Read(made);
        var leader = await made.Site.As(await made.Site.Add("Leo", People.Roles.Leadership));
        var products = (await leader.Get("/outlook/production.csv")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToLookup(l => l[1]);

        Assert.All(view.Finance.Months, m => Assert.Equal(m.Revenue, products[m.Month.ToString()].Sum(l => decimal.Parse(l[4], CultureInfo.InvariantCulture))));
        var copilot = products["2026-12"].Single(l => l[0] == "Copilot");
        Assert.Equal(Math.Round(decimal.Parse(copilot[4], CultureInfo.InvariantCulture) / 25, 2), decimal.Parse(copilot[8], CultureInfo.InvariantCulture));
        Assert.Equal(view.Finance.Facts.Expected.Months.Sum(), view.Finance.Facts.Expected.ByPayment.Sum(p => p.Months.Sum()));
        Assert.Contains(view.Finance.Facts.Expected.ByPayment, p => p.Key == 90 && p.Months.Sum() > 0);
        Assert.All(view.Finance.Months, m => Assert.NotNull(m.Margin));
    }

    [Theory, EachDatabase]
    public async Task Whoever_leads_finds_the_month_that_falls_short_why_and_what_would_be_if(Provider provider)
    {
        await using var made = await WithItems(provider);
        await made.Site.Change(db => db.RemoveRange(db.Set<QuotaMonth>().Where(q => q.Month >= new Month(2026, 11))));
        await made.Site.Change(db => db.AddRange(new[] { made.Mary, made.Ben }.SelectMany(p => new[] { (Month: 11, Revenue: 1), (Month: 12, Revenue: p == made.Mary ? 90_000 : 10_000) }.Select(q => new QuotaMonth { Month = new(2026, q.Month), SalespersonId = p.Id, TeamId = 0, Revenue = q.Revenue }))));
        await made.Forecast();
        var leader = await made.Site.As(await made.Site.Add("Leo", People.Roles.Leadership));

        var all = await leader.Open("/outlook");
        Assert.Contains("Dec 2026 falls short", all.Text, StringComparison.Ordinal);
        Assert.Contains("Mary misses most", all.Text, StringComparison.Ordinal);
        Assert.Contains("Copilot", all.Document.QuerySelector("#demand")!.TextContent, StringComparison.Ordinal);
        var page = await leader.Open("/outlook/finance");
        var gap = page.Document.QuerySelector("#gap-2026-12")!.TextContent;
        Assert.Contains("Dec 2026", gap, StringComparison.Ordinal);
        Assert.Matches(@"Who misses most\s*Mary", gap);
        Assert.Matches("What could close it", gap);

        var deal = (await Read(made)).Deals[0];
        var supposed = await leader.Open($"/outlook/finance?slip={deal.Deal.Id}&later=2&sales=-25");
        Assert.Contains($"{deal.Name} slips by 2 months; 25% less is sold of what is not won yet", supposed.Text, StringComparison.Ordinal);
        Assert.NotNull(supposed.Document.QuerySelector($"input[name=slip][value='{deal.Deal.Id}'][checked]"));

        var gone = await leader.Open("/outlook/finance?slip=999999");
        Assert.Contains("Some of the deals are open no more", gone.Text, StringComparison.Ordinal);
        Assert.Null(gone.Document.QuerySelector("#supposed"));

        var wrong = await leader.Open($"/outlook/finance?slip={deal.Deal.Id}&later=9&sales=-25");
        Assert.NotNull(wrong.Document.QuerySelector($"input[name=slip][value='{deal.Deal.Id}'][checked]"));
        Assert.Contains("“9” is no number of months from 1 to 6", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("9", wrong.Document.QuerySelector("input[name=later]")!.GetAttribute("value"));
        Assert.Equal("-25", wrong.Document.QuerySelector("input[name=sales]")!.GetAttribute("value"));
        Assert.Null(wrong.Document.QuerySelector("#supposed"));
        Assert.Contains("“lots” is no change", (await leader.Open("/outlook/finance?sales=lots")).Text, StringComparison.Ordinal);
        Assert.Contains("Copilot", (await leader.Open("/outlook/production")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_given_as_a_file_with_the_same_figures_and_what_is_supposed()
    {
        await using var made = await WithItems(Provider.Sqlite);
        var leader = await made.Site.As(await made.Site.Add("Leo", People.Roles.Leadership));
        var view = await Read(made);

        var lines = (await leader.Get("/outlook/finance.csv")).Body.TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("month,sold,expected_still,together,", lines[0], StringComparison.Ordinal);
        Assert.Equal(13, lines.Length);
        Assert.Equal(view.Finance.Months.Sum(m => m.Revenue), lines.Skip(1).Sum(l => decimal.Parse(l.Split(',')[3], CultureInfo.InvariantCulture)));
        var less = (await leader.Get("/outlook/finance.csv?sales=-50")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(less.Skip(1).Sum(l => decimal.Parse(l.Split(',')[2], CultureInfo.InvariantCulture)) < view.Finance.Months.Sum(m => m.Rest));
        Assert.Contains("Copilot", (await leader.Get("/outlook/production.csv")).Body, StringComparison.Ordinal);
        Assert.StartsWith("what,why,where", (await leader.Get("/outlook/exceptions.csv")).Body.TrimStart('\ufeff'), StringComparison.Ordinal);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await leader.Get("/outlook/production.xlsx")).Answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Without_quotas_it_says_what_is_coming_and_without_anything_what_to_do()
    {
        await using var made = await WithItems(Provider.Sqlite);
        await made.Site.Change(db => db.RemoveRange(db.Set<QuotaMonth>()));
        await made.Forecast();
        var leader = await made.Site.As(await made.Site.Add("Leo", People.Roles.Leadership));
        var page = await leader.Open("/outlook/finance");
        Assert.Contains("Few have a quota for the months ahead", page.Text, StringComparison.Ordinal);
        Assert.True((await Read(made)).Finance.Months.Sum(m => m.Rest) > 0);

        await using var empty = await TheSite.Start();
        Assert.Contains("Nothing was told of the months ahead yet", (await (await empty.As(await empty.Add("Leo", People.Roles.Leadership))).Open("/outlook")).Text, StringComparison.Ordinal);
    }

    private static Task<OutlookView> Read(SomeHistory made) => made.Site.With<OutlookReader, OutlookView>(async reader => (await reader.Read(OutlookScenario.None, Cancel))!);

    /// <summary>Some history whose deals have a product and an account that pays late.</summary>
    private static async Task<SomeHistory> WithItems(Provider provider)
    {
        var made = await SomeHistory.Make(provider);
        var (copilot, late) = (new Product { Name = "Copilot", ListPrice = 25, DefaultMargin = 0.4m }, new Account { Name = "Late Payers", PaymentDays = 90 });
        await made.Site.Change(db => db.AddRange(copilot, late));
        await made.Site.Change(db =>
        {
            foreach (var opportunity in db.Opportunities)
            {
                (opportunity.ProductId, opportunity.AccountId) = (copilot.Id, opportunity.Id % 3 == 0 ? late.Id : null);
            }
        });
        await made.Forecast();
        return made;
    }
}
