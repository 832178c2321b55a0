using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Accounts;
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
        Assert.Equal(["Ben", "Mary"], team.Document.QuerySelectorAll("tbody th > a:first-child").Select(c => c.TextContent.Trim()));
        Assert.Equal(2, team.Document.QuerySelectorAll("tbody a[href^='forecast?']").Length);
        Assert.Contains("Ben", (await (await made.Site.As(made.Ada)).Open($"/forecast?person={made.Ben.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_talk_looks_at_the_chance_of_the_quarter_and_what_is_called_and_leads_back_to_no_signal()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        await (await (await made.Site.As(made.Mary)).Open($"/forecast?period=2026-Q4&person={made.Mary.Id}")).Submit("call", new() { ["Commit"] = "9k", ["BestCase"] = "11k" });
        await made.Site.Change(db => db.Add(Signals.Signal.Raise("left-rule", new(made.Mary.Id, "a", 1, new(2026, 12, 31), "Her quota is at risk", "Words", [], new("See what would help", "forecast", Line: Signals.SignalAction.Review(made.Mary.Id))), made.Today)));
        var ada = await made.Site.As(made.Ada);

        var month = await ada.Open($"/reviews/month/{made.Mary.Id}");
        Assert.Matches(@"Chance of the quota, Q4 2026\s*\d+%", month.The("#quarter").TextContent);
        Assert.Contains("commit €9,000, best case €11", month.The("#quarter").TextContent, StringComparison.Ordinal);
        Assert.Contains("Her quota is at risk", month.The("#signals").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(month.The("#signals").QuerySelectorAll("a"), a => a.TextContent.Contains("Her quota", StringComparison.Ordinal));
        Assert.Null((await ada.Open($"/reviews/month/{made.Mary.Id}?period=2026-08")).Document.QuerySelector("#quarter"));

        var talk = await month.Submit("prepare");
        Assert.Equal($"forecast?period=2026-Q4&person={made.Mary.Id}", talk.The("#facts a[href^='forecast']").GetAttribute("href"));
        Assert.Contains("commit €9,000, best case €11", talk.The("#facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("Her quota is at risk", talk.The("#facts").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(talk.Document.QuerySelectorAll("#facts a[href^='signals/']"), a => a.TextContent.Contains("Her quota", StringComparison.Ordinal));
    }

    [Theory]
    [EachDatabase]
    public async Task A_persons_page_tells_those_above_of_the_chance_and_of_what_needs_them_and_leads_to_the_talk(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        Assert.True(await made.Forecast());

        var page = await (await made.Site.As(made.Ada)).Open($"/people/{made.Mary.Id}?period=2026-Q3"); // Of whatever time the rest is.

        var now = page.The("#now");
        Assert.Equal($"forecast?period=2026-Q4&person={made.Mary.Id}", now.QuerySelector("a.chance")!.GetAttribute("href"));
        Assert.Equal(3, now.QuerySelectorAll(".signals li > div > a").Length); // Of more.
        Assert.NotNull(now.QuerySelector($"a[href='signals?person={made.Mary.Id}#self-management']"));
        Assert.Equal(("Prepare the talk", $"reviews/month/{made.Mary.Id}"), (page.The(".page-head .btn-primary").TextContent.Trim(), page.The(".page-head .btn-primary").GetAttribute("href")));
        Assert.Contains("What did the plan say for this month", (await page.Follow("Prepare the talk")).Text, StringComparison.Ordinal);

        var own = await (await made.Site.As(made.Mary)).Open($"/people/{made.Mary.Id}");
        Assert.Contains("Will you make the quota?", own.The("#now").TextContent, StringComparison.Ordinal);
        Assert.Null(own.Document.QuerySelector(".page-head .btn-primary"));
        Assert.Null((await (await made.Site.As(made.Ben)).Open($"/people/{made.Mary.Id}")).Document.QuerySelector("#now"));
    }

    [Theory]
    [EachDatabase]
    public async Task Forecasts_are_kept_by_the_week_and_made_anew_where_something_changed(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        Assert.True(await made.Forecast());
        Assert.False(await made.Forecast(), "Nothing has changed.");

        var first = await made.Rows();
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
        var second = await made.Rows();
        Assert.Equal(Told(first.Where(f => f.AsOf < made.Today)), Told(second.Where(f => f.AsOf < made.Today)));
        Assert.Equal(first.Count, second.Count);
        Assert.True(Now(second).Said.Attainment.Chance > Now(first).Said.Attainment.Chance);

        // A day later the day before is gone, unless it ended a week.
        made.Site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(await made.Forecast());
        Assert.DoesNotContain(await made.Rows(), f => f.AsOf == made.Today.AddDays(-1));

        // A week later what forecasts rested on is kept of later weeks.
        made.Site.Clock.Advance(TimeSpan.FromDays(6));
        Assert.True(await made.Forecast());
        Assert.Equal([new(2026, 11, 22), new(2026, 11, 29), made.Today], (await made.Rows()).Where(f => f.Basis is not null).Select(f => f.AsOf).Distinct().Order());

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
        var said = (await made.Rows()).Where(f => f.AsOf == made.Today && f.Subject == ForecastSubject.Company).ToDictionary(f => f.Length, f => f.Said.Attainment.Expected - f.Said.Won);

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
        Assert.Contains("said anew within minutes", (await mary.Open("/forecast")).Text, StringComparison.Ordinal);
        await made.Forecast();
        Assert.DoesNotContain("reckoned anew", (await mary.Open("/today")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("said anew", (await mary.Open("/forecast")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deal_has_one_chance_of_a_day_wherever_it_is_told()
    {
        await using var made = await SomeHistory.Make();
        await made.Site.Change(db => db.AddRange(new Period(new(2027, 1), 3).Months.Select(m => new QuotaMonth { Month = m, SalespersonId = made.Mary.Id, TeamId = 0, Revenue = 2_400 })));
        await made.Forecast();
        var rows = (await made.Rows()).Where(f => f.AsOf == made.Today && f.Period.LastDay == new DateOnly(2026, 12, 31)).ToList();
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
    public void Few_activities_a_week_are_told_in_tenths_so_that_a_range_is_one()
    {
        Assert.Equal(("0.3", "0.1–0.6"), (ForecastWords.AWeek(0.21m), ForecastWords.AWeek(new Estimate(0.15m, 0.21m, 0.52m))));
        Assert.Equal(("22", "8.7–41"), (ForecastWords.AWeek(21.3m), ForecastWords.AWeek(new Estimate(8.71m, 21.3m, 40.2m))));
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
        Assert.Contains($", within 90 days {ForecastWords.Percent(view.Effects[0].Deal.Soon!.Value)}", page.Text, StringComparison.Ordinal);
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

    private static async Task<double> Chance(SomeHistory made, long person) =>
        (await made.Rows()).Single(f => f.AsOf == made.Today && f.Period == new Period(new(2026, 10), 3) && f.Subject == ForecastSubject.Salesperson && f.SubjectId == person).Said.Attainment.Chance;
}
