using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Accounts;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Forecasting;

/// <summary>The odds as people see them.</summary>
public sealed class ForecastPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task Today_says_the_chance_with_its_reasons_and_leads_to_what_if(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        Assert.True(await made.Forecast());
        var mary = await made.Site.As(made.Mary);

        var today = await mary.Open("/today");
        Assert.Contains("Will I make it?", today.Text, StringComparison.Ordinal);
        Assert.Contains("is won", today.Text, StringComparison.Ordinal);
        Assert.Matches(@"Mary deal \d+ \(.+ by then\) matters most: without it", today.Text);
        Assert.Contains("four times of five between", today.Text, StringComparison.Ordinal);

        var page = await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}");
        Assert.Contains("What if?", page.Text, StringComparison.Ordinal);
        Assert.Contains("At the end of", page.Text, StringComparison.Ordinal);
        Assert.Contains("Pipeline needed", page.Text, StringComparison.Ordinal);
        var over = await mary.Open($"/forecast?period=2026-Q3&person={made.Mary.Id}"); // What was said of months that are over stays to be read.
        Assert.InRange(over.Document.QuerySelectorAll("[aria-label='Forecasts by week'] tbody tr").Length, 12, 15);

        var ben = await made.Site.As(made.Ben);
        Assert.True(await Chance(made, made.Mary.Id) > await Chance(made, made.Ben.Id), "Who wins more of the same deals is more likely to make the same quota.");
        Assert.Contains("Will the company make it?", (await ben.Open("/forecast?period=2026-Q4")).Text, StringComparison.Ordinal);
        var team = await (await made.Site.As(made.Ada)).Open("/team?period=2026-Q4&sort=chance");
        Assert.Equal(["Ben", "Mary"], team.Document.QuerySelectorAll("tbody th").Select(c => c.TextContent.Trim()));
        Assert.Equal(2, team.Document.QuerySelectorAll("tbody a[href^='forecast?']").Length);
        Assert.Contains("Ben", (await (await made.Site.As(made.Ada)).Open($"/forecast?person={made.Ben.Id}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task Forecasts_are_kept_by_the_week_and_made_anew_where_something_changed(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        Assert.True(await made.Forecast());
        Assert.False(await made.Forecast(), "Nothing has changed.");

        var first = await Rows(made);
        Assert.Contains(first, f => f is { Length: 1 });
        Assert.Contains(first, f => f is { Length: 6 });
        DateOnly[] explained = [new(2026, 11, 15), new(2026, 11, 22), made.Today]; // The ends of the two weeks before, and now.
        Assert.All(first.Where(f => !explained.Contains(f.AsOf)), f => Assert.Null(f.Basis));
        Assert.All(explained, day => Assert.All(first.Where(f => f.AsOf == day), f => Assert.NotNull(f.Basis)));
        Assert.Equal(first.Count(f => f.Basis is not null), await made.Site.With<PlumblineDb, int>(db => db.Forecasts.CountAsync(f => f.Basis != null, Cancel)));
        Assert.True(first.Count(f => f is { Subject: ForecastSubject.Salesperson, Length: 3 }) > 150, "The weeks before are made up for.");
        Assert.Equal(first.Count, first.DistinctBy(f => (f.Subject, f.SubjectId, f.First, f.Length, f.AsOf)).Count());

        // What comes later changes what is said today, and nothing that was said before.
        await made.Site.Change(db =>
        {
            var open = db.Opportunities.First(o => o.State == OpportunityState.Open && o.SalespersonId == made.Mary.Id);
            (open.State, open.Closed, open.Amount) = (OpportunityState.Won, made.Today, 7_000);
        });
        Assert.True(await made.Forecast());
        var second = await Rows(made);
        Assert.Equal(Told(first.Where(f => f.AsOf < made.Today)), Told(second.Where(f => f.AsOf < made.Today)));
        Assert.Equal(first.Count, second.Count);
        Assert.True(Now(second).Said.Attainment.Chance > Now(first).Said.Attainment.Chance);

        // A day later the day before is gone, unless it ended a week.
        made.Site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(await made.Forecast());
        Assert.DoesNotContain(await Rows(made), f => f.AsOf == made.Today.AddDays(-1));

        // A week later what forecasts rested on is kept of later weeks.
        made.Site.Clock.Advance(TimeSpan.FromDays(6));
        Assert.True(await made.Forecast());
        Assert.Equal([new(2026, 11, 22), new(2026, 11, 29), made.Today], (await Rows(made)).Where(f => f.Basis is not null).Select(f => f.AsOf).Distinct().Order());

        KeptForecast Now(List<KeptForecast> rows) => rows.Single(f => f.AsOf == made.Today && f is { Subject: ForecastSubject.Salesperson, Length: 3 } && f.SubjectId == made.Mary.Id);
        static IEnumerable<string> Told(IEnumerable<KeptForecast> rows) => rows.Select(f => $"{f.Subject} {f.SubjectId} {f.First} {f.Length} {f.AsOf} {f.Said.Attainment}").Order();
    }

    [Theory]
    [EachDatabase]
    public async Task Why_the_chance_is_another_than_a_week_ago_is_told_in_parts_that_add_up(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        Assert.True(await made.Forecast());
        await made.Site.Change(db =>
        {
            var open = db.Opportunities.Where(o => o.State == OpportunityState.Open && o.SalespersonId == made.Mary.Id && o.Opened < new DateOnly(2026, 11, 11)).OrderBy(o => o.Id).ToList();
            (open[0].State, open[0].Closed, open[0].Amount) = (OpportunityState.Won, made.Today, 1_900);
            (open[1].State, open[1].Closed) = (OpportunityState.Lost, made.Today);
            (open[2].ExpectedClose, open[0].Name, open[1].Name) = (new(2027, 2, 1), "Harbour lights", "Mill house");
            db.Add(new OpportunityChange { OpportunityId = open[2].Id, At = made.Site.Clock.GetUtcNow(), KnowsBefore = true, ExpectedCloseBefore = new(2026, 12, 1), ExpectedClose = new(2027, 2, 1) });
        });
        Assert.True(await made.Forecast());
        var mary = await made.Site.As(made.Mary);

        var page = await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}");
        var rows = page.Document.QuerySelectorAll("[aria-label='What changed, by cause'] tr").Skip(1).Select(r => r.Children.Select(c => c.TextContent.Trim()).ToList()).ToList();
        Assert.Contains("What changed since Sun 15 Nov", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("What was won", rows[0][0], StringComparison.Ordinal);
        Assert.Contains("Harbour lights", rows[0][0], StringComparison.Ordinal);
        Assert.Contains("Mill house", Row("What was lost or handed over")[0], StringComparison.Ordinal);
        Assert.True(Number(rows[0][2]) > 0 && Number(Row("What was lost or handed over")[2]) < 0, string.Join('|', rows[0]));
        Assert.Contains(rows, r => r[0].StartsWith("New deals", StringComparison.Ordinal));
        Assert.Contains(rows, r => r[0].StartsWith("Deals that are expected to close later", StringComparison.Ordinal));
        Assert.StartsWith("Time that is gone", rows[^2][0], StringComparison.Ordinal);
        Assert.All([1, 2], column => Assert.Equal(Number(rows[^1][column]), rows.SkipLast(1).Sum(r => Number(r[column]))));
        Assert.Matches(@"On Sun 15 Nov it was \d+%: .+ is expected since. Moved most by .+ points?\.", (await mary.Open("/today")).Text);

        IReadOnlyList<string> Row(string begins) => rows.Single(r => r[0].StartsWith(begins, StringComparison.Ordinal));
        static decimal Number(string text) => decimal.Parse(text.Replace(Figures.Minus, "-", StringComparison.Ordinal), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Who_sells_and_asks_for_nobody_sees_their_own_and_who_leads_the_companys()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        Assert.Contains("Will I make it? Q4 2026", (await (await made.Site.As(made.Mary)).Open("/forecast")).Text, StringComparison.Ordinal);
        Assert.Contains("Will the company make it? Q4 2026", (await (await made.Site.As(made.Mary)).Open("/forecast?period=2026-Q4")).Text, StringComparison.Ordinal);
        Assert.Contains("Will the company make it? Q4 2026", (await (await made.Site.As(made.Ada)).Open("/forecast")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_month_and_the_half_that_run_are_expected_to_bring_the_same_in_the_months_ahead()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        var ahead = (await made.Site.With<ForecastReader, (DateOnly, CompanyAhead Ahead)?>(reader => reader.Ahead(Cancel)))!.Value.Ahead.Total().Money;
        var said = (await Rows(made)).Where(f => f.AsOf == made.Today && f.Subject == ForecastSubject.Company).ToDictionary(f => f.Length, f => f.Said.Attainment.Expected - f.Said.Won);

        Assert.Equal(said[1], ahead[0], 1e-6);
        Assert.Equal(said[6], ahead[0] + ahead[1], 1e-6);
        Assert.NotEqual(0, said[6] - said[1], 1e-6);
    }

    [Fact]
    public async Task What_is_sold_since_the_forecast_was_made_is_told_until_it_is_made_anew()
    {
        await using var made = await SomeHistory.Make();
        await made.Move(_ => { });
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);
        Assert.DoesNotContain("reckoned anew", (await mary.Open("/today")).Text, StringComparison.Ordinal);

        await made.Move(db =>
        {
            var open = db.Opportunities.First(o => o.State == OpportunityState.Open && o.SalespersonId == made.Mary.Id);
            (open.State, open.Closed, open.Amount) = (OpportunityState.Won, made.Today, 2_000);
        });
        Assert.Contains("is sold: the odds are reckoned anew within minutes", (await mary.Open("/today")).Text, StringComparison.Ordinal);
        await made.Forecast();
        Assert.DoesNotContain("reckoned anew", (await mary.Open("/today")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deal_has_one_chance_of_a_day_wherever_it_is_told()
    {
        await using var made = await SomeHistory.Make();
        await made.Site.Change(db => db.AddRange(new Period(new(2027, 1), 3).Months.Select(m => new QuotaMonth { Month = m, SalespersonId = made.Mary.Id, TeamId = 0, Revenue = 2_400 })));
        await made.Forecast();
        var rows = (await Rows(made)).Where(f => f.AsOf == made.Today && f.Period.LastDay == new DateOnly(2026, 12, 31)).ToList();
        var hers = rows.Single(f => f is { Subject: ForecastSubject.Salesperson, Length: 3 } && f.SubjectId == made.Mary.Id).Basis!.Outlook.Open;
        Assert.NotEmpty(hers);
        Assert.Equal(4, rows.Count(r => r.Basis!.Outlook.Open.Any(p => p.Id == hers[0].Id))); // Hers and the company's, of the quarter and the half.
        Assert.All(rows.SelectMany(r => r.Basis!.Outlook.Open).Where(p => hers.Any(h => h.Id == p.Id)), p => Assert.Equal(hers.Single(h => h.Id == p.Id).Told, p.Told));
        Assert.NotEqual(hers[0].Told, hers[0].Chance); // What is learned of all together is in the chance of the quota.

        var ahead = (await made.Site.With<ForecastReader, (DateOnly, CompanyAhead Ahead)?>(reader => reader.Ahead(Cancel)))!.Value.Ahead;
        Assert.All(hers, deal => Assert.Equal(deal.Told, ahead.Deals.Single(d => d.Id == deal.Id).Told(0, 2), 1e-9));
        Assert.All(hers, deal => Assert.InRange(ahead.Deals.Single(d => d.Id == deal.Id).Told(1, 1), 0, deal.Told)); // Of one month no more than of all until its end.
    }

    [Fact]
    public async Task What_if_answers_at_once_keeps_what_was_typed_and_saves_nothing()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);
        var before = (await Rows(made)).Count;
        var deal = (await Rows(made)).Single(f => f.AsOf == made.Today && f is { Subject: ForecastSubject.Salesperson, Length: 3 } && f.SubjectId == made.Mary.Id).Basis!.Outlook.Open.OrderByDescending(p => p.Chance * p.Value).First().Id;
        var address = $"/forecast?period=2026-Q4&person={made.Mary.Id}&deal-{deal}=";

        var won = await mary.Open($"{address}Won&amount-{deal}=90k");
        Assert.Matches("With this the chance is 100% instead of", won.Text);
        Assert.Contains("value=\"90k\"", won.Body, StringComparison.Ordinal);

        Assert.Matches(@"With this the chance is \d+% instead of \d+%; €\S+ is expected, four times of five between €\S+ and €\S+\.", (await mary.Open($"{address}Gone")).Text);
        var odd = await mary.Open($"{address}Won&amount-{deal}=lots");
        Assert.Matches("Mary deal \\d+: “lots” is not a number.", odd.Text);
        Assert.Equal("true", odd.The($"[name='amount-{deal}']").GetAttribute("aria-invalid"));
        Assert.Contains("value=\"lots\"", odd.Body, StringComparison.Ordinal);
        Assert.Contains("New deals begun, % of the pace of late: The pace is a percentage from 0 to 500", (await mary.Open($"/forecast?person={made.Mary.Id}&pace=900")).Text, StringComparison.Ordinal);
        Assert.Equal(before, (await Rows(made)).Count);
    }

    [Fact]
    public async Task Where_no_deal_moves_the_chance_alone_those_that_could_add_most_can_be_supposed()
    {
        await using var made = await SomeHistory.Make();
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Revenue = 9_000_000));
        await made.Forecast();
        var page = await (await made.Site.As(made.Mary)).Open($"/forecast?period=2026-Q4&person={made.Mary.Id}");

        Assert.Contains("under 1%", page.The("#odds").TextContent, StringComparison.Ordinal);
        Assert.Equal(5, page.Document.QuerySelectorAll("#what-if tbody tr").Length);
    }

    [Fact]
    public void Few_activities_a_week_are_told_in_tenths_so_that_a_range_is_one()
    {
        Assert.Equal(("0.3", "0.1–0.6"), (ForecastWords.AWeek(0.21m), ForecastWords.AWeek(new Estimate(0.15m, 0.21m, 0.52m))));
        Assert.Equal(("22", "8.7–41"), (ForecastWords.AWeek(21.3m), ForecastWords.AWeek(new Estimate(8.71m, 21.3m, 40.2m))));
    }

    [Theory]
    [EachDatabase]
    public async Task A_supposition_is_kept_where_it_is_asked_for_by_one_for_themselves(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);
        var view = (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(new(new(2026, 10), 3), new(PersonId: made.Mary.Id), ForecastMeasure.Revenue, 1, Cancel)))!;
        var deal = view.Effects[0].Deal.Id;
        var here = $"/forecast?period=2026-Q4&person={made.Mary.Id}";
        var supposed = $"{here}&deal-{deal}=Won&amount-{deal}=90k&deal-7=Open";

        // It needs a name, and what was supposed stays.
        var nameless = await (await mary.Open(supposed)).Submit("keep-what-if", new() { ["Input.Name"] = " " });
        Assert.Contains("Give it a name", nameless.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"90k\"", nameless.Body, StringComparison.Ordinal);
        var page = await (await mary.Open(supposed)).Submit("keep-what-if", new() { ["Input.Name"] = "The harbour <signs>" });

        var row = page.Document.QuerySelector("[aria-label='What you kept'] tbody tr")!;
        Assert.Contains("The harbour <signs>", row.TextContent, StringComparison.Ordinal);
        Assert.Contains($"100% instead of {ForecastWords.Percent(view.Odds.Chance)}", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{here.TrimStart('/')}&deal-{deal}=Won&amount-{deal}=90000.00#what-if", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("is won, 90,000", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kept as “The harbour <signs>”", page.Text, StringComparison.Ordinal);
        Assert.Contains("You keep another one of this name", (await (await mary.Open(supposed)).Submit("keep-what-if", new() { ["Input.Name"] = "The harbour <signs>" })).Text, StringComparison.Ordinal);
        Assert.Contains("With this the chance is 100%", (await mary.Open($"/{row.QuerySelector("a")!.GetAttribute("href")!.Split('#')[0]}")).Text, StringComparison.Ordinal);
        Assert.Null((await mary.Open($"/forecast?period=2026-11&person={made.Mary.Id}")).Document.QuerySelector("#kept"));

        // It is nobody else's, and changes nothing of the forecast; who did not keep it cannot let go of it.
        var ada = await (await made.Site.As(made.Ada)).Open(here);
        Assert.Null(ada.Document.QuerySelector("#kept"));
        var id = await made.Site.Db(db => db.WhatIfs.Select(k => k.Id).SingleAsync(Cancel));
        await made.Site.With<IServiceProvider, bool>(async services =>
        {
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = new(new ClaimsIdentity([new(CurrentPerson.Claim, made.Ada.Id.ToString(CultureInfo.InvariantCulture))])) };
            await services.GetRequiredService<WhatIfDesk>().LetGo(id, Cancel);
            return true;
        });
        Assert.Equal(1, await made.Site.Db(db => db.WhatIfs.CountAsync(Cancel)));
        await made.Forecast();
        Assert.Equal(view.Odds, (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(new(new(2026, 10), 3), new(PersonId: made.Mary.Id), ForecastMeasure.Revenue, 1, Cancel)))!.Odds);
        Assert.DoesNotContain(await made.Site.Db(db => db.Audit.Select(a => a.Subject).Distinct().ToListAsync(Cancel)), s => s == nameof(KeptWhatIf));

        // Of a deal that was won meanwhile nothing is supposed any more.
        await made.Site.Change(db =>
        {
            var won = db.Opportunities.Single(o => o.Id == deal);
            (won.State, won.Closed) = (OpportunityState.Won, made.Today);
        });
        await made.Forecast();
        Assert.Contains("one of its deals is over", (await mary.Open(here)).Text, StringComparison.Ordinal);

        // Where the quota is reached nothing is to be supposed, and what was kept can still be let go of.
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Revenue = 1));
        await made.Forecast();
        Assert.Null((await mary.Open(here)).Document.QuerySelector("#what-if"));
        var gone = await (await mary.Open(here)).Submit($"let-go-{id}");
        Assert.Null(gone.Document.QuerySelector("#kept"));
        Assert.Equal(0, await made.Site.Db(db => db.WhatIfs.CountAsync(Cancel)));
    }

    [Theory]
    [EachDatabase]
    public async Task Of_months_that_are_over_it_is_told_first_what_came_and_of_an_open_deal_how_likely_it_is(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);

        var over = await mary.Open($"/forecast?period=2026-Q3&person={made.Mary.Id}");
        Assert.Contains("Did I make it? Q3 2026", over.Text, StringComparison.Ordinal);
        Assert.Equal(["came", "then"], over.Document.QuerySelectorAll("#came, #then").Select(c => c.Id));
        Assert.Equal(["then", "came"], (await mary.Open($"/forecast?period=2026-Q3&person={made.Mary.Id}&asof=2026-09-01")).Document.QuerySelectorAll("#came, #then").Select(c => c.Id));

        var view = (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(new(new(2026, 10), 3), new(PersonId: made.Mary.Id), ForecastMeasure.Revenue, 1, Cancel)))!;
        var page = await mary.Open($"/opportunities/{view.Effects[0].Deal.Id}");
        Assert.Contains("Chance to be won by Thu 31 Dec", page.Text, StringComparison.Ordinal);
        Assert.Equal(ForecastWords.Percent(view.Effects[0].Deal.Told), page.The($".facts a[href='forecast?period=2026-Q4&person={made.Mary.Id}']").TextContent);
        var closed = await made.Site.Db(db => db.Opportunities.Where(o => o.State == OpportunityState.Won).Select(o => o.Id).FirstAsync(Cancel));
        Assert.DoesNotContain("Chance to be won", (await mary.Open($"/opportunities/{closed}")).Text, StringComparison.Ordinal);
        await made.Site.Change(db => db.Add(new Opportunity { System = "crm", ExternalId = "fresh", Name = "Fresh", SalespersonId = made.Mary.Id, Amount = 500, Opened = made.Today }));
        var fresh = await made.Site.Db(db => db.Opportunities.Where(o => o.Name == "Fresh").Select(o => o.Id).SingleAsync(Cancel));
        Assert.DoesNotContain("Chance to be won", (await mary.Open($"/opportunities/{fresh}")).Text, StringComparison.Ordinal); // The forecast does not know it yet.
    }

    [Fact]
    public async Task What_is_sold_without_a_quota_few_deals_of_ones_own_and_what_is_heard_beside_the_deals_are_reasons()
    {
        await using var made = await SomeHistory.Make();
        await made.Site.Change(db => db.RemoveRange(db.QuotaMonths.Where(q => q.SalespersonId == made.Ben.Id)));
        var cleo = await made.Site.Add("Cleo", Roles.Salesperson, made.Ada);
        await made.Site.Change(db =>
        {
            db.Add(new Opportunity { System = "crm", ExternalId = "own", Name = "Cleo's first", SalespersonId = cleo.Id, Amount = 900, Opened = new(2026, 9, 1), Closed = new(2026, 10, 20), State = OpportunityState.Won });
            db.AddRange(new Period(new(2026, 10), 3).Months.Select(m => new QuotaMonth { Month = m, SalespersonId = cleo.Id, TeamId = 0, Revenue = 2_000 }));
        });
        await made.Forecast();
        var (mary, leader) = (await made.Site.As(made.Mary), await made.Site.As(await made.Site.Add("Leo", Roles.Leadership)));

        var sold = await made.Site.Db(db => db.PersonMonths.Where(m => m.SalespersonId == made.Ben.Id && m.Month >= new Month(2026, 10)).SumAsync(m => m.Tally.Revenue, TestContext.Current.CancellationToken));
        Assert.True(sold > 0);
        Assert.Contains($"{new Ui.Figures("EUR").Compact(sold)} of what is won is of people without a quota", (await mary.Open("/forecast?period=2026-Q4")).The("#odds").TextContent, StringComparison.Ordinal);
        var own = await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}");
        Assert.DoesNotContain("without a quota", own.The("#odds").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("lean on the company", own.The("#odds").TextContent, StringComparison.Ordinal);
        Assert.Contains("One of the own deals has ended in two years: the odds lean on the company’s.", (await leader.Open($"/forecast?period=2026-Q4&person={cleo.Id}")).The("#odds").TextContent, StringComparison.Ordinal);

        var view = (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(new(new(2026, 10), 3), new(PersonId: made.Mary.Id), ForecastMeasure.Revenue, 1, TestContext.Current.CancellationToken)))!;
        Assert.DoesNotContain(ForecastWords.Why(Heard(view.Odds.Chance), Ui.Figures.Plain, own: true), w => w.StartsWith("By the deals alone", StringComparison.Ordinal));
        Assert.Contains(ForecastWords.Why(Heard(view.Odds.Chance - 0.12), Ui.Figures.Plain, own: true), w => w.StartsWith("By the deals alone", StringComparison.Ordinal) && w.Contains("add 12 points", StringComparison.Ordinal));

        ForecastView Heard(double byDeals)
        {
            view.Now.Said = view.Said with { Heard = [byDeals, .. view.Said.Heard.Skip(1)] };
            return view;
        }
    }

    [Fact]
    public async Task What_a_person_calls_is_for_them_the_managers_above_and_leadership()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        await made.Site.Change(db => db.Calls.Add(CalledForecast.Make(made.Mary.Id, new(new(2026, 10), 3), made.Today, 5_000, 6_000)));
        var address = $"/forecast?period=2026-Q4&person={made.Mary.Id}";

        foreach (var reader in (Person[])[made.Mary, made.Ada, await made.Site.Add("Leo", Roles.Leadership)])
        {
            Assert.Contains("5,000", (await (await made.Site.As(reader)).Open(address)).The("#call").TextContent, StringComparison.Ordinal);
        }

        var peer = await (await made.Site.As(made.Ben)).Open(address);
        Assert.Null(peer.Document.QuerySelector("#call"));
        Assert.NotNull(peer.Document.QuerySelector("#odds"));
    }

    [Fact]
    public async Task With_little_history_odds_are_told_in_words_and_without_a_quota_not_at_all()
    {
        await using var made = await SomeHistory.Make(weeks: 6);
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);

        var today = (await mary.Open("/today")).Text;
        Assert.Contains("Not enough of the company’s own history yet", today, StringComparison.Ordinal);
        Assert.Matches("at risk|open|on course", today);
        var page = await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}");
        Assert.Contains("What changed since", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Points", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The chance was", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d%", page.The("#needed").TextContent.Replace("chance 80%", "", StringComparison.Ordinal).Replace("chance of 80%", "", StringComparison.Ordinal)); // That is what the company wants, and no odds.
        Assert.DoesNotMatch(@"\d%", page.The("#what-if").TextContent);

        await made.Site.Change(db => db.QuotaMonths.RemoveRange(db.QuotaMonths));
        await made.Forecast();
        Assert.DoesNotContain("Will I make it?", (await mary.Open("/today")).Text.Replace("Will I make it, and", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("A forecast needs a quota", (await mary.Open("/forecast?period=2026-Q4")).Text, StringComparison.Ordinal);
        Assert.Contains("“soon” is not a month, a quarter or a half", (await mary.Open("/forecast?period=soon")).Text, StringComparison.Ordinal);
        Assert.Contains("No forecast was kept of these months", (await mary.Open("/forecast?period=2019-Q1")).Text, StringComparison.Ordinal);
        var ahead = await mary.Open($"/forecast?period=2027-Q1&person={made.Mary.Id}");
        Assert.Contains("The odds of months to come need a quota", ahead.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("within minutes", ahead.Text, StringComparison.Ordinal); // Nothing comes of waiting.
        Assert.Equal("plans", ahead.The(".empty-state a.btn").GetAttribute("href"));
        var plan = new Plans.BusinessPlan(made.Mary.Id, new(made.Mary.Id, IsInLine: false), new(new(new(2027, 1), 6)), made.Site.Clock.GetUtcNow());
        await made.Site.Change(db => db.Add(plan));
        Assert.Equal($"plans/{plan.Id}", (await mary.Open(ahead.Path)).The(".empty-state a.btn").GetAttribute("href"));
        Assert.Equal("plans", (await (await made.Site.As(made.Ben)).Open(ahead.Path)).The(".empty-state a.btn").GetAttribute("href")); // Who may not see it.
    }

    [Fact]
    public async Task What_was_known_of_an_opportunity_when_is_read_from_its_history()
    {
        await using var made = await SomeHistory.Make(weeks: 0);
        await made.Site.Change(db =>
        {
            db.Add(new Opportunity { System = "crm", ExternalId = "H", Name = "With a history", SalespersonId = made.Mary.Id, Stage = "Propose", Amount = 500, Opened = new(2026, 9, 1) });
            db.Add(new Opportunity { System = "crm", ExternalId = "N", Name = "Without", SalespersonId = made.Mary.Id, Stage = "Propose", Amount = 300, Opened = new(2026, 9, 1) });
        });
        await made.Site.Change(db => db.Add(new OpportunityChange { OpportunityId = 1, At = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero), KnowsBefore = true, StageBefore = "Qualify", Stage = "Propose", AmountBefore = 200, Amount = 500 }));

        var deals = await made.Site.With<DealReader, IReadOnlyList<Deal>>(reader => reader.Read(new(2025, 1, 1), Cancel));

        var (told, untold) = (deals.Single(d => d.Id == 1), deals.Single(d => d.Id == 2));
        Assert.Equal(("Qualify", 200m), (told.At(new(2026, 9, 30)).Stage, told.AmountAt(new(2026, 9, 30))));
        Assert.Equal(("Propose", 500m, new(2026, 10, 1)), (told.At(new(2026, 10, 2)).Stage, told.AmountAt(new(2026, 10, 2)), told.At(new(2026, 10, 2)).Since));
        Assert.Equal((null, 300m), (untold.At(new(2026, 10, 2)).Stage, untold.AmountAt(new(2026, 10, 2))));
    }

    [Theory]
    [EachDatabase]
    public async Task Where_results_come_from_finance_accounts_are_expected_to_order_again(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider, weeks: 0);
        await made.Site.Change(db => db.Companies.First().BookingsFrom = BookingsFrom.Finance);
        await made.Site.Change(db => db.AddRange(Enumerable.Range(1, 12).Select(n => new Account { Name = $"Account {n}" })));
        await made.Site.Change(db => db.AddRange(Enumerable.Range(0, 12 * 8).Select(n => new Booking { System = "erp", ExternalId = $"B{n}", AccountId = 1 + (n % 12), Date = made.Today.AddDays(-(90 * (n / 12)) - (7 * (n % 12))), Revenue = 80 * (1 + (n % 12)) })));
        await made.Site.Change(db => db.AddRange(db.Bookings.AsEnumerable().Select(b => new BookingCredit { BookingId = b.Id, SalespersonId = made.Mary.Id, Share = 1, Date = b.Date })));

        var deals = await made.Site.With<DealReader, IReadOnlyList<Deal>>(reader => reader.Read(made.Today.AddYears(-1), Cancel));
        var first = deals.Where(d => d.AccountId == 1).OrderBy(d => d.Closed ?? DateOnly.MaxValue).ToList();
        Assert.Equal([made.Today.AddDays(-450), made.Today.AddDays(-360), made.Today.AddDays(-270), made.Today.AddDays(-180), made.Today.AddDays(-90), made.Today], first.Select(d => d.Opened)); // Each order came with the one before it, also with one that is not asked for.
        Assert.All(first, d => Assert.True(d is { IsReorder: true, IsOrder: false }));
        Assert.True(first[^1] is { Closed: null, Id: -1 });

        Assert.True(await made.Forecast());
        var mary = await made.Site.As(made.Mary);
        var page = await mary.Open($"/forecast?period=2026-H2&person={made.Mary.Id}");
        Assert.Matches(@"12 accounts that have ordered before bring about .+ at their rhythm", page.Text);
        Assert.Matches(@"Account \d+ \(.+ by then\) matters most", page.Text);
        Assert.Contains("orders of the usual size", page.Document.QuerySelector("#needed")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("pipeline", page.Document.QuerySelector("#needed")!.TextContent, StringComparison.OrdinalIgnoreCase);
        var row = page.Document.QuerySelector("#what-if tbody tr")!;
        var field = row.QuerySelector("select, input")!.GetAttribute("name")!;
        Assert.StartsWith("deal--", field, StringComparison.Ordinal);
        Assert.Contains("With this the chance is", (await mary.Open($"/forecast?period=2026-H2&person={made.Mary.Id}&{field}=Won")).Text, StringComparison.Ordinal);
        Assert.Contains("accounts that have ordered before bring", (await mary.Open("/forecast?period=2026-H2")).Text, StringComparison.Ordinal); // Of all together they are counted alone.
    }

    [Theory]
    [EachDatabase]
    public async Task An_accounts_next_order_is_with_whom_it_ordered_last_and_after_two_years_with_nobody(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider, weeks: 0);
        await made.Site.Change(db => db.Companies.First().BookingsFrom = BookingsFrom.Finance);
        await made.Site.Change(db => db.Add(new Account { Name = "Handed over" }));
        DateOnly[] days = [new(2023, 1, 10), new(2025, 6, 1), new(2025, 9, 1), new(2025, 12, 1), new(2026, 3, 1), new(2026, 6, 1)];
        await made.Site.Change(db => db.AddRange(days.Select((day, i) => new Booking { System = "erp", ExternalId = $"{i}", AccountId = 1, Date = day, Revenue = 100 })));
        await made.Site.Change(db => db.AddRange(db.Bookings.AsEnumerable().SelectMany(b => Credits(b.Id, b.Date))));

        var deals = (await made.Site.With<DealReader, IReadOnlyList<Deal>>(reader => reader.Read(new(2023, 1, 1), Cancel))).OrderBy(d => d.SalespersonId).ThenBy(d => d.Opened).ThenBy(d => d.Closed ?? DateOnly.MaxValue)
            .Select(d => (d.SalespersonId == made.Mary.Id ? "Mary" : "Ben", d.Opened, d.Closed, d.IsWon)).ToList();

        Assert.Equal(
            [
                ("Mary", days[0], days[0], true), ("Mary", days[0], days[1], false), // After more than two years she is new.
                ("Mary", days[1], days[1], true), ("Mary", days[1], days[2], true), ("Mary", days[2], days[3], false), // Ben sold to it then.
                ("Mary", days[4], days[4], true), ("Mary", days[4], days[5], true), ("Mary", days[5], null, false),
                ("Ben", days[3], days[3], true), ("Ben", days[3], days[4], false), ("Ben", days[5], days[5], true), ("Ben", days[5], null, false), // The last one is of both.
            ],
            deals);
        Assert.Equal(days[0], await made.Site.With<DealReader, DateOnly?>(reader => reader.FirstResult(Cancel)));

        IEnumerable<BookingCredit> Credits(long booking, DateOnly day) => (day == days[3] ? new[] { made.Ben } : day == days[5] ? [made.Mary, made.Ben] : [made.Mary]) is var people
            ? people.Select(p => new BookingCredit { BookingId = booking, SalespersonId = p.Id, Share = 1m / people.Length, Date = day }) : [];
    }

    private static Task<List<KeptForecast>> Rows(SomeHistory made) => made.Site.With<PlumblineDb, List<KeptForecast>>(db => db.Forecasts.AsNoTracking().ToListAsync(Cancel));

    private static async Task<double> Chance(SomeHistory made, long person) =>
        (await Rows(made)).Single(f => f.AsOf == made.Today && f.Period == new Period(new(2026, 10), 3) && f.Subject == ForecastSubject.Salesperson && f.SubjectId == person).Said.Attainment.Chance;
}
