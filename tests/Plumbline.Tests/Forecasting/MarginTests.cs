using FsCheck.Xunit;
using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Products;
using Plumbline.Signals;

namespace Plumbline.Forecasting;

/// <summary>Quotas of margin, by the same odds as those of revenue.</summary>
public sealed class MarginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_forecast_of_margin_needs_the_margin_of_most_that_was_won()
    {
        Assert.Null(MarginDeals.Of([], _ => 0.5m));
        Assert.Null(MarginDeals.Of([Won(1, 100, 40), Won(2, 26, null)], _ => 0.5m));

        var deals = MarginDeals.Of([Won(1, 100, 40), Won(2, 25, null), new Deal(3, 1, 7, new(2026, 1, 1)) { Marks = [new(new(2026, 1, 1), "A", 200)] }, new Deal(4, 1, 8, new(2026, 1, 1)) { Stated = (new(2026, 1, 1), 50) }], id => id == 7 ? 0.1m : null)!;

        Assert.Equal([40m, 10m, 0m, 0m], deals.Select(d => d.Value)); // Where nothing is known the usual two fifths are left.
        Assert.Equal(20m, deals[2].AmountAt(new(2026, 2, 1)));
        Assert.Equal(20m, deals[3].AmountAt(new(2026, 2, 1)));
    }

    [Property]
    public void Where_all_leave_the_same_share_margin_is_as_likely_as_revenue(int seed)
    {
        var random = new Random(seed);
        var deals = Enumerable.Range(0, 60).Select(i =>
        {
            var (opened, value) = (new DateOnly(2026, 1, 1).AddDays(random.Next(200)), (decimal)random.Next(1, 1000));
            var isWon = random.Next(2) == 0;
            return new Deal(i, 1, null, opened) { Closed = opened.AddDays(random.Next(1, 90)), IsWon = isWon, Value = isWon ? value : 0, Margin = isWon ? value / 4 : null, Marks = [new(opened, null, value)] };
        }).Append(Won(99, 100, 25)).ToList();
        var (revenue, margin) = (Forecaster.Learn(deals, new(2026, 7, 1)).For(1, new(2026, 7, 1), new(2026, 9, 30)), Forecaster.Learn(MarginDeals.Of(deals, _ => null)!, new(2026, 7, 1)).For(1, new(2026, 7, 1), new(2026, 9, 30)));

        Assert.Equal(revenue.Expected / 4, margin.Expected, 1e-6 * (1 + revenue.Expected));
        Assert.Equal(revenue.Against(3_000).Chance, margin.Against(750).Chance, 1e-6);
    }

    [Fact]
    public void The_chance_of_a_deal_is_the_same_whatever_it_leaves()
    {
        // Half of the products leave hardly anything, some deals even less than nothing.
        var random = new Random(5);
        var deals = Enumerable.Range(0, 300).Select(i =>
        {
            var (opened, value, product) = (new DateOnly(2025, 1, 1).AddDays(random.Next(500)), random.Next(1, 10) * 1_000, random.Next(1, 5));
            var isWon = random.Next(value / 2_000 + 2) == 0;
            return new Deal(i, random.Next(1, 4), product, opened) { Closed = i % 4 == 0 ? null : opened.AddDays(random.Next(1, 90)), IsWon = isWon && i % 4 > 0, Value = isWon && i % 4 > 0 ? value : 0, Margin = isWon && i % 4 > 0 ? product % 2 == 0 ? value / 2 : (random.Next(5) - 1) * 10 : null, Marks = [new(opened, null, value)] };
        }).ToList();
        var (revenue, margin) = (Odds(deals), Odds(MarginDeals.Of(deals, product => product % 2 == 0 ? 0.5m : 0.01m)!));

        Assert.NotEmpty(margin);
        Assert.Equal(revenue, margin);

        static List<(long, double)> Odds(IReadOnlyList<Deal> deals) => [.. Enumerable.Range(1, 3).SelectMany(p => Forecaster.Learn(deals, new(2026, 7, 1)).For(p, new(2026, 7, 1), new(2026, 9, 30)).Open).Select(d => (d.Id, Math.Round(d.Told, 12)))];
    }

    [Fact]
    public void Wins_that_leave_nothing_count_in_what_deals_to_come_and_unstated_ones_leave()
    {
        // Each second win leaves half of what it is sold for, the others nothing, and one in ten costs more than it brings.
        var deals = Enumerable.Range(0, 200).Select(i => new Deal(i, 1, null, new DateOnly(2025, 1, 1).AddDays(2 * i))
        {
            Closed = i < 180 ? new DateOnly(2025, 1, 1).AddDays((2 * i) + 40) : null,
            IsWon = i is < 180 && i % 3 != 0,
            Value = i is < 180 && i % 3 != 0 ? 1_000 : 0,
            Margin = i is < 180 && i % 3 != 0 ? i % 2 == 0 ? 500 : i % 10 == 5 ? -100 : 0 : null,
        }).ToList();
        var asOf = new DateOnly(2026, 2, 3);
        var (revenue, margin) = (For(deals), For(MarginDeals.Of(deals, _ => null)!));

        Assert.NotEmpty(margin.Open);
        Assert.Equal(0.25, margin.Values.Average() / revenue.Values.Average(), 0.02);
        Assert.Equal(0.25, margin.Expected / revenue.Expected, 0.03);
        Assert.Equal(0, For([.. MarginDeals.Of([.. deals.Select(d => d with { Margin = d.IsWon ? 0 : null })], _ => null)!]).Expected);

        Outlook For(IReadOnlyList<Deal> all) => Forecaster.Learn(all, asOf).For(1, asOf.AddDays(1), new(2026, 3, 31));
    }

    [Theory, EachDatabase]
    public async Task Quotas_of_margin_have_forecasts_of_their_own_beside_those_of_revenue(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var before = await made.Site.Db(db => db.Forecasts.CountAsync(Cancel));
        Assert.Equal(before, await made.Site.Db(db => db.Forecasts.IgnoreQueryFilters().CountAsync(Cancel)));

        var product = new Product { Name = "Copilot", DefaultMargin = 0.5m };
        await made.Site.Change(db => db.Add(product));
        await made.Site.Change(db =>
        {
            foreach (var opportunity in db.Opportunities)
            {
                opportunity.ProductId = product.Id;
            }

            foreach (var quota in db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id))
            {
                quota.Margin = 1_200;
            }
        });
        await made.Forecast();
        Assert.Equal(before, await made.Site.Db(db => db.Forecasts.CountAsync(Cancel)));
        var quarter = new Period(new(2026, 10), 3);
        var margin = await made.Site.With<ForecastReader, KeptForecast?>(reader => reader.Margin(quarter, new(PersonId: made.Mary.Id), Cancel));
        var revenue = await made.Site.With<ForecastReader, Statement?>(reader => reader.Latest(quarter, new(PersonId: made.Mary.Id), Cancel));
        Assert.Equal(revenue!.Quota / 2, margin!.Said.Quota);
        Assert.Equal(revenue.Attainment.Expected / 2, margin.Said.Attainment.Expected, revenue.Attainment.Expected * 0.05); // Its record knows one quota, and not two.
        Assert.Null(await made.Site.With<ForecastReader, KeptForecast?>(reader => reader.Margin(quarter, new(PersonId: made.Ben.Id), Cancel)));

        var page = await (await made.Site.As(made.Mary)).Open($"/forecast?period=2026-Q4&person={made.Mary.Id}");
        Assert.Contains("And the margin?", page.Text, StringComparison.Ordinal);
        Assert.Contains("quota €3,600", page.Document.QuerySelector("#margin")!.TextContent, StringComparison.Ordinal);

        // Margin has a page of its own, with reasons, what is needed and what if.
        var mary = await made.Site.As(made.Mary);
        var own = await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}&measure=margin");
        Assert.Contains("Will I make the margin?", own.Text, StringComparison.Ordinal);
        Assert.Contains($"{Figures.Compact((decimal)margin.Said.Won)} of €3,600 is won", own.The("#odds").TextContent, StringComparison.Ordinal);
        Assert.Null(own.Document.QuerySelector("#margin"));
        Assert.Null(own.Document.QuerySelector("#call"));
        var (ours, theirs) = (await Top(ForecastMeasure.Margin), await Top(ForecastMeasure.Revenue));
        Assert.Equal(theirs.Deal.Id, ours.Deal.Id);
        Assert.Equal(theirs.Deal.Value / 2, ours.Deal.Value, 0.5);
        Assert.Matches(@"With this the chance is \d+% instead of", (await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}&measure=margin&deal-{ours.Deal.Id}=Gone")).Text);
        Assert.Contains("It needs a quota of margin", (await mary.Open($"/forecast?period=2026-Q4&person={made.Ben.Id}&measure=margin")).Text, StringComparison.Ordinal);

        Assert.Contains("The quota of margin:", (await mary.Open("/today?period=2026-Q4")).The("#odds").TextContent, StringComparison.Ordinal);
        var plan = await made.Site.With<PlanOddsReader, PlanOdds?>(reader => reader.Read(made.Mary.Id, new(new(new(2026, 7), 6)), null, Cancel));
        Assert.Matches(@" The quota of margin: a chance of .*%\.", plan!.Words);

        // Where the revenue is likely and the margin is not, the quota of margin is at risk.
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => (q.Revenue, q.Margin) = (100, 9_000)));
        await made.Forecast();
        await SignalNights.Night(made.Site);
        var atRisk = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "quota-at-risk"));
        Assert.Equal(("quota/margin/2026-10/3", "The quota of margin for Q4 2026 is at risk", $"forecast?period=2026-Q4&person={made.Mary.Id}&measure=margin"), (atRisk.Cause, atRisk.Title, atRisk.Action.Href));

        // Where nothing but margin is asked for, it is what everything tells of.
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => (q.Revenue, q.Margin) = (null, 1_200)));
        await made.Forecast();
        foreach (var address in (string[])["/today?period=2026-Q4", $"/forecast?period=2026-Q4&person={made.Mary.Id}"])
        {
            Assert.Contains("Will I make the margin?", (await mary.Open(address)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(ForecastMeasure.Margin, (await made.Site.With<ForecastReader, IReadOnlyDictionary<long, KeptForecast>>(reader => reader.OfPeople(quarter, [made.Mary.Id], Cancel)))[made.Mary.Id].Measure);
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => (q.Revenue, q.Margin) = (2_400, 1_200)));
        await made.Forecast();

        // A week later what changed is told in margin: what was won counts with what it left.
        made.Site.Clock.Advance(TimeSpan.FromDays(7));
        await made.Site.Change(db =>
        {
            var won = db.Opportunities.Single(o => o.Id == ours.Deal.Id);
            (won.State, won.Closed, won.Amount) = (Pipeline.OpportunityState.Won, made.Today, 1_800);
        });
        await made.Forecast();
        var view = (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(quarter, new(PersonId: made.Mary.Id), ForecastMeasure.Margin, 3, Cancel)))!;
        Assert.Equal(margin.Said.Won + 900, view.Said.Won, 1e-6);
        Assert.Contains(view.Changes, c => c.Cause == ChangeCause.Won && c.Deals.Contains(ours.Deal.Id));
        Assert.Equal(view.Odds.Chance - view.WeekBefore!.Value.Chance, view.Changes.Sum(c => c.Chance), 1e-9);
        Assert.Equal(view.Odds.Expected - view.WeekBefore.Value.Expected, view.Changes.Sum(c => c.Expected), 1e-6);

        // Said anew it is the same; a product that leaves nothing known takes it away again.
        var rows = await Rows(made);
        await made.Site.Change(db => db.Companies.First().Name = "Again");
        await made.Forecast();
        Assert.Equal(rows, await Rows(made));
        await made.Site.Change(db => db.Products.First().DefaultMargin = null);
        await made.Forecast();
        Assert.Null(await made.Site.With<ForecastReader, KeptForecast?>(reader => reader.Margin(quarter, new(PersonId: made.Mary.Id), Cancel)));

        async Task<DealEffect> Top(ForecastMeasure measure) => (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(quarter, new(PersonId: made.Mary.Id), measure, 3, Cancel)))!.Effects[0];
    }

    private static Ui.Figures Figures { get; } = new("EUR");

    private static Task<int> Rows(SomeHistory made) => made.Site.Db(db => db.ForecastsOf(ForecastMeasure.Margin).CountAsync(Cancel));

    private static Deal Won(long id, decimal value, decimal? margin) => new(id, 1, null, new(2026, 1, 1)) { Closed = new(2026, 1, 20), IsWon = true, Value = value, Margin = margin, Marks = [new(new(2026, 1, 1), null, value)] };
}
