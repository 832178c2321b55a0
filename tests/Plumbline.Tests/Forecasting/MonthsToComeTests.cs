using Microsoft.Extensions.DependencyInjection;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>How likely a quota is whose months have not begun, and what is to be begun for it.</summary>
public sealed class MonthsToComeTests
{
    private static readonly Period _next = new(new(2027, 1), 3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_away_in_months_to_come_is_asked_for_nothing_then()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        var (whole, all) = ((await Read(made, _next, new(PersonId: made.Ben.Id)))!.Said.Quota, (await Read(made, _next, default))!.Said.Quota);

        // Who was away in a month that runs has as much a month as before.
        await made.Site.Change(db => db.Add(new Absence { PersonId = made.Mary.Id, From = new(2026, 11, 1), Until = new(2026, 11, 15) }));
        await made.Site.Change(db => db.QuotaMonths.Single(q => q.SalespersonId == made.Mary.Id && q.Month == new Month(2026, 11)).Revenue = 2_400 * 11 / 21m);
        Assert.Equal(all, (await Read(made, _next, default))!.Said.Quota, 1e-2);
        await made.Site.Change(db => db.Remove(db.Absences.Single()));
        await made.Site.Change(db => db.QuotaMonths.Single(q => q.SalespersonId == made.Mary.Id && q.Month == new Month(2026, 11)).Revenue = 2_400);

        await made.Site.Change(db => db.Add(new Absence { PersonId = made.Ben.Id, From = new(2027, 1, 1), Until = new(2027, 1, 31) }));
        Assert.Equal(whole * 2 / 3, (await Read(made, _next, new(PersonId: made.Ben.Id)))!.Said.Quota, 1e-6);
        await made.Site.Change(db => db.Absences.Single().Until = new(2027, 3, 31));
        Assert.Null(await Read(made, _next, new(PersonId: made.Ben.Id)));
        Assert.Equal(all - whole, (await Read(made, _next, default))!.Said.Quota, 1e-6);
    }

    [Theory]
    [EachDatabase]
    public async Task Late_in_a_quarter_the_next_one_is_told_with_what_is_to_be_begun_for_it(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var ben = await made.Site.As(made.Ben);

        var card = (await ben.Open($"/forecast?period=2026-Q4&person={made.Ben.Id}")).The("#next");
        Assert.Contains("And Q1 2027?", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("Not all of these months have an agreed quota yet: that of this quarter, €7,200, is taken.", card.TextContent, StringComparison.Ordinal);
        Assert.Matches(@"€.+ of new qualified pipeline, created (today|in the seven days from \w{3} \d+ \w{3}( \d{4})?), would make the chance 80%: \d+ deals of the usual size, of which \d+% are won in these months\.", card.TextContent);

        var page = await ben.Open(card.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("Will I make it?", page.Text, StringComparison.Ordinal);
        Assert.Matches(@"Spread over the \d+ weeks until .*31 Mar.* it takes .+ a week more than at the pace of late.* In the last 13 weeks it was [\d.]+ a week", page.Text);
        Assert.DoesNotContain("How it came to this", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("is won,", page.The("#odds").TextContent, StringComparison.Ordinal);

        Assert.Equal(page.The("#odds .odds-chance").TextContent.Trim(), (await ben.Open("/today?period=2027-Q1")).The("#odds .odds-chance").TextContent.Trim()); // Today says the same.

        // Who comes from the margin, of which nobody asks anything, is told what it takes.
        Assert.Contains("The margin of months to come needs a quota of margin", (await ben.Open($"/forecast?period=2027-Q1&person={made.Ben.Id}&measure=margin")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("margin", page.The("main").TextContent, StringComparison.OrdinalIgnoreCase);

        // A deal supposed won makes it likelier, and the pipeline that is asked for reaches what is wanted.
        var view = (await Read(made, _next, new(PersonId: made.Ben.Id)))!;
        var deal = view.Effects[0].Deal;
        Assert.Contains("With this the chance is", (await ben.Open($"/forecast?period=2027-Q1&person={made.Ben.Id}&deal-{deal.Id}=Won")).Text, StringComparison.Ordinal);
        Assert.Matches($"^Ben deal \\d+$", view.NameOf(deal));
        var add = view.ToAdd()!;
        Assert.InRange(view.Basis.Chance(view.Said.Quota, view.Basis.Outlook with { Coming = view.Basis.Outlook.Coming + (add.Deals * view.Basis.FromBest) }), 0.8, 1);
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_agreed_counts_and_what_is_recorded_with_a_day_of_these_months(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Site.Change(db =>
        {
            db.AddRange(_next.Months.Select(month => new QuotaMonth { Month = month, SalespersonId = made.Mary.Id, TeamId = 0, Revenue = 1_000 }));
            db.Add(new QuotaMonth { Month = new(2027, 1), SalespersonId = made.Ben.Id, TeamId = 0, Revenue = 9_000 }); // A month alone is no quota of a quarter.
            db.Add(new Opportunity { System = "crm", ExternalId = "Early", Name = "Signed for January", SalespersonId = made.Mary.Id, Amount = 500, Opened = new(2026, 11, 1), Closed = new(2027, 1, 5), State = OpportunityState.Won });
        });
        await made.Site.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            using var bulk = BulkWriter.Of(db);
            await Recounting.Whole(db, bulk, Cancel);
            await transaction.CommitAsync(Cancel);
            return true;
        });
        await made.Forecast();

        var mary = (await Read(made, _next, new(PersonId: made.Mary.Id)))!;
        Assert.Equal((3_000, 0, 500), (mary.Said.Quota, mary.QuotaTaken, mary.Said.Won));
        Assert.True(mary.IsToCome);
        Assert.Contains("beside €500 that is recorded for them already", (await (await made.Site.As(made.Mary)).Open($"/forecast?period=2027-Q1&person={made.Mary.Id}")).Text, StringComparison.Ordinal);
        var company = (await Read(made, _next, default))!;
        Assert.Equal((10_200, 7_200), (company.Said.Quota, company.QuotaTaken));
        Assert.Contains("€7,200 of the quota of €10.2 k is of people who have agreed none for all of these months yet", (await (await made.Site.As(made.Ada)).Open("/forecast?period=2027-Q1")).Text, StringComparison.Ordinal);
        Assert.Equal(company.Odds.Expected, mary.Odds.Expected + (await Read(made, _next, new(PersonId: made.Ben.Id)))!.Odds.Expected, 1e-6 * company.Odds.Expected);
    }

    [Theory, EachDatabase]
    public async Task The_margin_of_months_to_come_is_told_by_what_products_usually_leave(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var product = new Products.Product { Name = "Copilot", DefaultMargin = 0.5m };
        await made.Site.Change(db => db.Add(product));
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Margin = 1_200));
        await made.Forecast();
        var whose = new ScoreScope(PersonId: made.Mary.Id);
        Assert.Null(await Read(made, _next, whose, ForecastMeasure.Margin)); // Of nothing it is known what it left.

        await made.Move(db =>
        {
            foreach (var opportunity in db.Opportunities)
            {
                opportunity.ProductId = product.Id;
            }
        });
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Margin = 1_200));
        await made.Forecast();
        var (revenue, margin) = ((await Read(made, _next, whose))!, (await Read(made, _next, whose, ForecastMeasure.Margin))!);
        Assert.True(margin.IsOfMargin);
        Assert.Equal((revenue.Said.Quota / 2, revenue.QuotaTaken / 2), (margin.Said.Quota, margin.QuotaTaken));
        Assert.Equal(revenue.Odds.Expected / 2, margin.Odds.Expected, 1e-6 * revenue.Odds.Expected);
        Assert.Equal(revenue.Odds.Chance, margin.Odds.Chance, 1e-6);
        Assert.Equal(revenue.Effects[0].Deal.Value / 2, margin.Effects[0].Deal.Value, 1e-6 * revenue.Odds.Expected);
        Assert.Null(await Read(made, _next, new(PersonId: made.Ben.Id), ForecastMeasure.Margin));
        Assert.Equal(margin.Said.Quota, (await Read(made, _next, default, ForecastMeasure.Margin))!.Said.Quota); // Of all only Mary is asked for margin.

        var mary = await made.Site.As(made.Mary);
        var href = $"forecast?period=2027-Q1&person={made.Mary.Id}&measure=margin";
        Assert.Equal(href, (await mary.Open($"/forecast?period=2027-Q1&person={made.Mary.Id}")).The("#margin a").GetAttribute("href"));
        Assert.Equal(href, (await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}&measure=margin")).The("#next a").GetAttribute("href"));
        var page = await mary.Open("/" + href);
        Assert.Contains("Will I make the margin?", page.Text, StringComparison.Ordinal);
        Assert.Contains("leaves about €", page.The("#odds").TextContent, StringComparison.Ordinal);
        Assert.Contains(ForecastWords.MarginToCome, page.Text, StringComparison.Ordinal);
        Assert.Contains("With this the chance is", (await mary.Open($"/{href}&deal-{margin.Effects[0].Deal.Id}=Won")).Text, StringComparison.Ordinal);
        Assert.Contains("The quota of margin:", (await mary.Open("/today?period=2027-Q1")).The("#odds").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_told_of_who_has_no_quota_of_months_too_far_ahead_and_of_those_that_run()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        var ada = await made.Site.As(made.Ada);

        Assert.Null(await Read(made, new(new(2026, 10), 3), default));
        Assert.Null(await Read(made, new(new(2027, 10), 3), default));
        Assert.Contains("The odds of today reach to Oct 2027", (await ada.Open("/forecast?period=2027-Q4")).Text, StringComparison.Ordinal);
        Assert.Contains("Will the company make it?", (await ada.Open("/forecast?period=2027-Q3")).The("#odds").TextContent, StringComparison.Ordinal);
        Assert.Contains("Q1 2027 has not begun: of months to come only what is known now is told", (await ada.Open("/forecast?period=2027-Q1&asof=2026-11-01")).Text, StringComparison.Ordinal);
        var idle = await made.Site.Add("Idle", Roles.Salesperson, made.Ada);
        Assert.Null(await Read(made, _next, new(PersonId: idle.Id)));
        Assert.Contains("need a quota", (await ada.Open($"/forecast?period=2027-Q1&person={idle.Id}")).Text, StringComparison.Ordinal);

        // Who leaves before has no quota by then.
        await made.Site.Change(db => db.People.Single(p => p.Id == made.Ben.Id).Left = new(2026, 12, 31));
        Assert.Null(await Read(made, _next, new(PersonId: made.Ben.Id)));
        Assert.Equal(7_200, (await Read(made, _next, default))!.Said.Quota);
    }

    private static Task<ForecastView?> Read(SomeHistory made, Period period, ScoreScope scope, ForecastMeasure measure = ForecastMeasure.Revenue) =>
        made.Site.With<IServiceProvider, ForecastView?>(async services => await services.GetRequiredService<MonthsToCome>().Read(period, scope, measure, await services.GetRequiredService<ColleaguesByVersion>().Load(services.GetRequiredService<PlumblineDb>(), Cancel), 12, Cancel));
}
