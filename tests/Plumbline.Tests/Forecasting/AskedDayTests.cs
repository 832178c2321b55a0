using Microsoft.EntityFrameworkCore;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>A day that is gone is asked for, reckoned in the background, and shown.</summary>
public sealed class AskedDayTests
{
    private static readonly DateOnly _thursday = new(2026, 11, 12);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_day_is_asked_for_once_waits_is_reckoned_for_all_and_shown(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var product = new Product { Name = "Copilot", DefaultMargin = 0.5m };
        await made.Site.Change(db => db.Add(product));
        await made.Site.Change(db =>
        {
            foreach (var opportunity in db.Opportunities)
            {
                opportunity.ProductId = product.Id;
            }

            foreach (var quota in db.QuotaMonths)
            {
                quota.Margin = 1_200;
            }
        });
        var (mary, ben) = (await made.Site.As(made.Mary), await made.Site.As(made.Ben));
        await made.Forecast();
        var version = await Version(made);
        var (address, accuracy) = ($"/forecast?period=2026-Q4&person={made.Mary.Id}&asof=2026-11-12", (await mary.Open("/forecast/accuracy")).Text);
        var now = (await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}")).Text;

        // The week before is shown, with a button.
        var page = await mary.Open(address);
        Assert.Contains("What would have been said for the end of Sun 8 Nov", page.Text, StringComparison.Ordinal);
        Assert.Contains("Reckon Thu 12 Nov", page.The("#asked button").TextContent, StringComparison.Ordinal);
        var waiting = await page.Submit("reckon");
        Assert.Equal(address, waiting.Path);
        Assert.Equal("Thu 12 Nov is being reckoned.", waiting.The("#asked [role=status]").TextContent);
        Assert.Contains("What would have been said for the end of Sun 8 Nov", waiting.Text, StringComparison.Ordinal);
        Assert.Equal(address, "/" + waiting.The("#asked a").GetAttribute("href"));
        Assert.Null(waiting.Document.QuerySelector("#asked button"));
        Assert.Contains("\"done\":false", (await mary.Get(waiting.The("plumb-progress").GetAttribute("data-url")!)).Body, StringComparison.Ordinal);

        // Somebody else asks from a page that was open before: it is the same day.
        Assert.Equal(address, (await page.Submit("reckon")).Path);
        Assert.Contains("is being reckoned", (await ben.Open("/forecast?period=2026-Q4&asof=2026-11-12")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await made.Site.Db(db => db.Set<AskedDay>().CountAsync(Cancel)));

        await Run(made);

        page = await mary.Open(address);
        Assert.Contains("What could be told at the end of Thu 12 Nov", page.Text, StringComparison.Ordinal);
        Assert.Contains("Reckoned on Tue 24 Nov from what is recorded of that day and before it, with the quotas of that time", page.The("#then").TextContent, StringComparison.Ordinal);
        Assert.Contains("entered later with an earlier day", page.The("#then").TextContent, StringComparison.Ordinal);
        Assert.Contains("quota €3,600", page.The("#margin").TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#asked"));
        Assert.Null(page.Document.QuerySelector("#history tr.mine"));
        Assert.Contains("What could be told at the end of Thu 12 Nov", (await ben.Open("/forecast?period=2026-Q4&asof=2026-11-12")).Text, StringComparison.Ordinal);
        var done = (await mary.Get($"/forecast/reckoning?asof=2026-11-12&period=2026-Q4&person={made.Mary.Id}")).Body;
        Assert.Contains("\"done\":true", done, StringComparison.Ordinal);
        Assert.Contains("\"href\":\"/forecast?asof=2026-11-12", done, StringComparison.Ordinal);

        // Of the days after, the week before is still what was said last; and nothing else has changed.
        Assert.Contains("What would have been said for the end of Sun 8 Nov", (await mary.Open(address.Replace("11-12", "11-13", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
        Assert.Equal(accuracy, (await mary.Open("/forecast/accuracy")).Text);
        Assert.Equal(now, (await mary.Open($"/forecast?period=2026-Q4&person={made.Mary.Id}")).Text);
        Assert.DoesNotContain(_thursday, await made.Site.Db(db => db.Forecasts.Select(f => f.AsOf).Distinct().ToListAsync(Cancel)));
        Assert.Equal([ForecastMeasure.Revenue, ForecastMeasure.Margin], await made.Site.Db(db => db.AskedForecasts.Select(f => f.Measure).Distinct().Order().ToListAsync(Cancel)));
        Assert.Equal(version, await Version(made));
        Assert.False(await made.Forecast(), "What is said of today is the same.");
        Assert.False(await made.Site.Db(db => db.Audit.AnyAsync(a => a.Subject == nameof(AskedDay), Cancel)));

        // Made again, as on the day after it was let go of, it replaces what was there; the run for a new week leaves it alone.
        var rows = await made.Site.Db(db => db.AskedForecasts.CountAsync(Cancel));
        await made.Site.With<AskedDays, bool>(async days =>
        {
            await days.Made(_thursday, await DayReckoning(made), Cancel);
            return true;
        });
        made.Site.Clock.Advance(TimeSpan.FromDays(7));
        Assert.True(await made.Forecast());
        Assert.Equal(rows, await made.Site.Db(db => db.AskedForecasts.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_month_after_it_was_asked_for_it_is_let_go_of(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await Ask(made, _thursday);
        await Run(made);
        Assert.Empty(await Days(made)); // Before the weeks before are made up for it would be told untaught.
        Assert.Equal("Thu 12 Nov waits until the first forecasts are made.", await made.Site.With<AskedDays, string>(async days => await days.Progress((await days.Find(_thursday, Cancel))!, Cancel)));
        await made.Forecast();
        made.Site.Clock.Advance(TimeSpan.FromDays(20));
        await Ask(made, _thursday.AddDays(1));
        await Run(made);
        Assert.Equal([_thursday, _thursday.AddDays(1)], await Days(made));

        made.Site.Clock.Advance(TimeSpan.FromDays(11));
        await Run(made);

        Assert.Equal([_thursday.AddDays(1)], await Days(made));
        Assert.Contains("Reckon Thu 12 Nov", (await (await made.Site.As(made.Mary)).Open("/forecast?period=2026-Q4&asof=2026-11-12")).Text, StringComparison.Ordinal);

        static Task<List<DateOnly>> Days(SomeHistory made) => made.Site.Db(db => db.AskedForecasts.Select(f => f.AsOf).Distinct().Order().ToListAsync(Cancel));
    }

    [Theory, EachDatabase]
    public async Task What_fails_three_times_is_given_up_said_so_and_tried_once_more_when_asked(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);
        var address = $"/forecast?period=2026-Q4&person={made.Mary.Id}&asof=2026-11-12";
        await (await mary.Open(address)).Submit("reckon");
        await Ask(made, new(2026, 3, 4)); // One that does not need what is broken.
        await made.Site.Db(db => db.Database.ExecuteSqlAsync($"UPDATE \"Forecasts\" SET \"Said\" = 'broken' WHERE \"SubjectId\" = {made.Ben.Id} AND \"AsOf\" = {new DateOnly(2026, 11, 8)}", Cancel));

        await Run(made);
        Assert.Contains("could not be reckoned at once. It is tried again after those that wait", (await mary.Open(address)).The("#asked [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal([new DateOnly(2026, 3, 4)], await made.Site.Db(db => db.AskedForecasts.Select(f => f.AsOf).Distinct().ToListAsync(Cancel)));
        await Run(made);
        await Run(made);
        await Run(made);

        var page = await mary.Open(address);
        Assert.Contains("Thu 12 Nov could not be reckoned", page.The("#asked .notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(AskedDay.MostTries, await made.Site.Db(db => db.Set<AskedDay>().Where(a => a.Day == _thursday).Select(a => a.Failed).SingleAsync(Cancel)));
        await made.Site.Db(db => db.Forecasts.Where(f => f.SubjectId == made.Ben.Id && f.AsOf == new DateOnly(2026, 11, 8)).ExecuteDeleteAsync(Cancel));
        Assert.Contains("Try once more", page.The("#asked button").TextContent, StringComparison.Ordinal);
        Assert.Contains("is being reckoned", (await page.Submit("reckon")).Text, StringComparison.Ordinal);
        await Run(made);
        Assert.Contains("What could be told at the end of Thu 12 Nov", (await mary.Open(address)).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_day_that_takes_the_process_down_is_given_up_and_one_that_ended_without_fault_is_not(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        await Ask(made, _thursday);
        for (var n = 1; n <= AskedDay.MostTries; n++)
        {
            await Begin();
            Assert.Equal((n - 1, true), await State()); // While it is tried nothing is wrong yet.
            Assert.Empty(await CutOff([_thursday]));
            await Begin();
            Assert.Equal([(_thursday, n == AskedDay.MostTries)], await CutOff([]));
        }

        Assert.Equal((AskedDay.MostTries, false), await State());
        await Run(made);
        Assert.Empty(await made.Site.Db(db => db.AskedForecasts.ToListAsync(Cancel)));

        Task<bool> Begin() => made.Site.With<AskedDays, bool>(async days =>
        {
            await days.Begin(_thursday, Cancel);
            return true;
        });

        Task<IReadOnlyList<(DateOnly, bool)>> CutOff(HashSet<DateOnly> ended) => made.Site.With<AskedDays, IReadOnlyList<(DateOnly, bool)>>(days => days.CutOff(ended, Cancel));

        Task<(int, bool)> State() => made.Site.Db(async db => await db.Set<AskedDay>().SingleAsync(a => a.Day == _thursday, Cancel) is var day ? (day.Failed, day.IsWaiting) : default);
    }

    [Theory, EachDatabase]
    public async Task After_a_correction_it_is_reckoned_anew_and_what_was_told_before_goes_at_once(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);
        var address = $"/forecast?period=2026-Q4&person={made.Mary.Id}&asof=2026-11-12";
        var older = await mary.Open(address);
        await Ask(made, _thursday);
        await Run(made);
        var before = await mary.Open(address);
        Assert.Contains("Was something of that time corrected since?", before.The("#anew").TextContent, StringComparison.Ordinal);

        await made.Site.Change(db => db.Add(new Pipeline.Opportunity { System = "crm", ExternalId = "late", Name = "Entered late", SalespersonId = made.Mary.Id, Amount = 5_000, Opened = new(2026, 10, 20), Closed = new(2026, 11, 10), State = Pipeline.OpportunityState.Won }));
        Assert.Equal(before.The("#then").TextContent, (await mary.Open(address)).The("#then").TextContent);
        var waiting = await before.Submit("anew");
        Assert.Contains("Thu 12 Nov is being reckoned", waiting.The("#asked [role=status]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("What could be told at the end of Thu 12 Nov", waiting.Document.QuerySelector("#then")?.TextContent ?? "", StringComparison.Ordinal);
        await before.Submit("anew"); // Asked twice it waits once.
        Assert.False(await made.Site.Db(db => db.AskedForecasts.AnyAsync(Cancel)) || await made.Site.Db(db => db.Set<AskedAhead>().AnyAsync(Cancel)));
        await Run(made); // What teaches it is to be made anew first.
        Assert.False(await made.Site.Db(db => db.AskedForecasts.AnyAsync(Cancel)));
        await made.Forecast();
        await Run(made);

        var anew = await mary.Open(address);
        Assert.NotEqual(before.The("#then").TextContent, anew.The("#then").TextContent);
        Assert.NotNull(anew.Document.QuerySelector("#anew"));

        // Who asks from a page that is older than that is shown it, and nothing goes.
        await older.Submit("reckon");
        Assert.Equal(anew.The("#then").TextContent, (await mary.Open(address)).The("#then").TextContent);
        Assert.Equal(_thursday, Assert.Single(await made.Site.Db(db => db.Set<AskedAhead>().ToListAsync(Cancel))).Day);
    }

    [Theory, EachDatabase]
    public async Task Of_more_than_sixty_days_the_one_made_longest_ago_is_let_go_of(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        await Ask(made, _thursday);
        await Run(made);
        var nothing = (await DayReckoning(made)) with { Forecasts = [] };
        for (var n = 1; n <= AskedDay.MostKept; n++)
        {
            Assert.Equal(n, await made.Site.Db(db => db.Set<AskedDay>().CountAsync(Cancel)));
            Assert.True(await made.Site.Db(db => db.AskedForecasts.AnyAsync(f => f.AsOf == _thursday, Cancel)));
            made.Site.Clock.Advance(TimeSpan.FromSeconds(1));
            await Ask(made, _thursday.AddDays(-n));
            await made.Site.With<AskedDays, bool>(async days =>
            {
                await days.Made(_thursday.AddDays(-n), nothing, Cancel);
                return true;
            });
        }

        Assert.Equal(AskedDay.MostKept, await made.Site.Db(db => db.Set<AskedDay>().CountAsync(Cancel)));
        Assert.False(await made.Site.Db(db => db.AskedForecasts.AnyAsync(f => f.AsOf == _thursday, Cancel)));
        Assert.Equal(AskedDay.MostKept, await made.Site.Db(db => db.Set<AskedAhead>().CountAsync(Cancel)));
        Assert.Null(await made.Site.With<AskedDays, AskedDay?>(days => days.Find(_thursday, Cancel)));
    }

    [Fact]
    public async Task Of_months_that_end_with_the_day_what_came_is_of_the_people_of_that_day()
    {
        await using var made = await SomeHistory.Make();
        await made.Site.Change(db => db.Teams.Add(new People.Team { Name = "North" }));
        DateOnly last = new(2026, 9, 30);
        await made.Move(db => db.TeamMemberships.AddRange(new People.TeamMembership { PersonId = made.Mary.Id, TeamId = 1 }, new People.TeamMembership { PersonId = made.Ben.Id, TeamId = 1, Until = last }));
        await made.Forecast();
        await Ask(made, last);
        await Run(made);
        var everyone = await made.Site.With<PlumblineDb, People.Colleagues>(db => new People.ColleaguesByVersion().Load(db, Cancel));
        var quarter = new Fiscal.Period(new(2026, 7), 3);

        Assert.Equal(await Came(new(PersonId: made.Mary.Id), quarter) + await Came(new(PersonId: made.Ben.Id), quarter), await Came(new(TeamId: 1), quarter));
        Assert.Equal(await Came(new(PersonId: made.Mary.Id), quarter.Next), await Came(new(TeamId: 1), quarter.Next));

        Task<decimal> Came(Scoring.ScoreScope scope, Fiscal.Period period) => made.Site.With<ForecastReader, decimal>(async reader => (await reader.AsOf(period, scope, last, everyone, Cancel))!.Came);
    }

    [Fact]
    public async Task They_are_reckoned_in_the_order_asked_and_no_more_than_twenty_wait()
    {
        await using var made = await SomeHistory.Make();
        var mary = await made.Site.As(made.Mary);
        var late = await mary.Open("/forecast?period=2026-Q4&asof=2026-11-12");
        for (var n = 0; n < AskedDay.MostWaiting; n++)
        {
            made.Site.Clock.Advance(TimeSpan.FromSeconds(1));
            await Ask(made, new DateOnly(2026, 11, 10).AddDays(-n));
        }

        var refused = await late.Submit("reckon");
        Assert.Contains("20 days wait to be reckoned already, and no more are taken at once. Ask for Thu 12 Nov again in some minutes", refused.The("#asked [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Mon 9 Nov waits until another day is reckoned", (await mary.Open("/forecast?period=2026-Q4&asof=2026-11-09")).Text, StringComparison.Ordinal);
        Assert.Contains("Sun 8 Nov waits until 2 other days are reckoned", (await mary.Open("/forecast?period=2026-Q4&asof=2026-11-08")).Text, StringComparison.Ordinal);
        Assert.Equal([new(2026, 11, 10), new(2026, 11, 9), new(2026, 11, 8)], (await made.Site.With<AskedDays, List<DateOnly>>(days => days.Waiting(Cancel))).Take(3));
    }

    [Fact]
    public async Task Where_nothing_was_said_before_the_button_stands_alone_and_without_a_quota_it_says_so()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        await made.Site.Db(db => db.Forecasts.Where(f => f.AsOf < new DateOnly(2026, 6, 1)).ExecuteDeleteAsync(Cancel));
        var mary = await made.Site.As(made.Mary);

        var page = await mary.Open($"/forecast?period=2026-Q2&person={made.Mary.Id}&asof=2026-05-06");
        Assert.Null(page.Document.QuerySelector("#then"));
        Assert.Null(page.Document.QuerySelector("#odds"));
        Assert.Contains("by what was known on Wed 6 May", page.Text, StringComparison.Ordinal);
        await page.Submit("reckon");
        await Run(made);
        Assert.Contains("What could be told at the end of Wed 6 May", (await mary.Open($"/forecast?period=2026-Q2&person={made.Mary.Id}&asof=2026-05-06")).Text, StringComparison.Ordinal);
        Assert.Contains("there was no quota of Ada for each month of Q2 2026", (await mary.Open($"/forecast?period=2026-Q2&person={made.Ada.Id}&asof=2026-05-06")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_cannot_be_reckoned_are_not_offered_nor_taken_and_strangers_ask_for_none()
    {
        await using var made = await SomeHistory.Make();
        var mary = await made.Site.As(made.Mary);
        var first = (await made.Site.With<DealReader, DateOnly?>(reader => reader.FirstResult(Cancel)))!.Value;
        await made.Site.Change(db => db.QuotaMonths.RemoveRange(db.QuotaMonths));

        var early = await mary.Open($"/forecast?period={first.AddDays(-1):yyyy-MM}&asof={first.AddDays(-1):yyyy-MM-dd}");
        Assert.Contains($"{Ui.Figures.Day(first)}, the day of the first result", early.The("#asof-error").TextContent, StringComparison.Ordinal);
        Assert.Null(early.Document.QuerySelector("#asked"));
        Assert.Contains("Q1 2026 was over by Wed 6 May 2026, and no forecast of it is kept: choose Tue 31 Mar 2026 or an earlier day", (await mary.Open("/forecast?period=2026-Q1&asof=2026-05-06")).The("#asof-error").TextContent, StringComparison.Ordinal);
        Assert.Null((await mary.Open($"/forecast?period=2026-Q4&asof={made.Today:yyyy-MM-dd}")).Document.QuerySelector("#asked"));
        foreach (var day in (DateOnly[])[first.AddDays(-1), made.Today, made.Today.AddDays(3)])
        {
            Assert.Equal(Refusal.Invalid, (await Assert.ThrowsAsync<RefusedException>(() => Ask(made, day))).Refusal);
        }

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await mary.Get("/forecast?person=99&asof=2026-11-12")).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await mary.Get("/forecast/reckoning?asof=soon")).Status);
        using var form = new FormUrlEncodedContent([new("_handler", "reckon")]);
        using var strange = await made.Site.Stranger().Http.PostAsync("/forecast?period=2026-Q4&asof=2026-11-12", form, Cancel);
        Assert.Equal((System.Net.HttpStatusCode.Unauthorized, null), (strange.StatusCode, strange.Headers.Location)); // Only what is looked at leads to sign-in.
        using var forged = new FormUrlEncodedContent([new("_handler", "reckon")]); // Without the token that a page of ours would bring.
        using var refused = await mary.Http.PostAsync("/forecast?period=2026-Q4&asof=2026-11-12", forged, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Empty(await made.Site.Db(db => db.Set<AskedDay>().ToListAsync(Cancel)));
    }

    private static Task<long> Version(SomeHistory made) => made.Site.Db(db => db.CurrentVersion(Cancel));

    private static Task<ReckonedDay> DayReckoning(SomeHistory made) => DayReckoningTests.Whole(made, _thursday);

    private static Task<bool> Ask(SomeHistory made, DateOnly day) => made.Site.With<AskedDays, bool>(async days =>
    {
        await days.Ask(day, Cancel);
        return true;
    });

    private static Task<bool> Run(SomeHistory made) => made.Site.With<ReckonDays, bool>(async job =>
    {
        await job.Run(Cancel);
        return true;
    });
}
