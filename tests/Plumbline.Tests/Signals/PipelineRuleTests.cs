using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Scoring;

namespace Plumbline.Signals;

/// <summary>Of each rule about quotas, forecasts and open pipeline, what it must find and what it must not.</summary>
public sealed class PipelineRuleTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task A_quota_at_risk_is_told_with_the_odds_and_what_it_takes(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Ben.Id).ToList().ForEach(q => q.Revenue = 9_000));
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Revenue = 100));
        var lea = await made.Site.Add("Lea", Roles.Leadership);
        await made.Forecast();
        await SignalNights.Night(made.Site);

        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Ben, "quota-at-risk"));
        var ofAll = Assert.Single(await SignalNights.Open(made.Site, lea, "quota-at-risk"));
        Assert.Equal(("company/2026-10/3", "The company’s quota for Q4 2026 is at risk", "forecast?period=2026-Q4"), (ofAll.Cause, ofAll.Title, ofAll.Action.Href));
        Assert.Equal($"quota/2026-10/3", signal.Cause);
        Assert.Matches("^(Begin opportunities worth|Pull in) ", signal.Action.Promise!);
        Assert.Matches("^The chance is (under )?[0-9]+%\\. €", signal.Words);
        Assert.True(signal.Evidence.Count >= 3);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "quota-at-risk"));
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "pipeline-thin")); // One cause is told once.

        await made.Site.Change(db => db.QuotaMonths.ToList().ForEach(q => q.Revenue = 1));
        await made.Forecast();
        await SignalNights.Night(made.Site);
        foreach (var who in (Person[])[lea, made.Ben, made.Mary])
        {
            Assert.Empty(await SignalNights.Open(made.Site, who, "quota-at-risk"));
            Assert.Empty(await SignalNights.Open(made.Site, who, "pipeline-thin"));
        }
    }

    [Fact]
    public async Task Too_thin_a_pipeline_is_told_where_the_quota_is_neither_at_risk_nor_on_course()
    {
        await using var made = await SomeHistory.Make();
        var open = false;
        for (var quota = 600m; quota <= 4_000 && !open; quota += 200) // The odds decide where that is.
        {
            await made.Site.Change(db => db.QuotaMonths.ToList().ForEach(q => q.Revenue = quota));
            await made.Forecast();
            await SignalNights.Night(made.Site);
            open = (await SignalNights.Open(made.Site, made.Ben, "pipeline-thin")).Count == 1;
            Assert.False(open && (await SignalNights.Open(made.Site, made.Ben, "quota-at-risk")).Count > 0);
        }

        Assert.True(open);
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Ben, "pipeline-thin"));
        Assert.Contains("of new qualified pipeline, created today, would make the chance 80%", signal.Words, StringComparison.Ordinal);
        Assert.StartsWith("Begin opportunities worth €", signal.Action.Promise, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task Too_little_for_the_next_quarter_is_told_by_the_same_odds_as_on_the_page_that_it_leads_to(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await Quotas(made.Ben, 5_000);
        await made.Forecast();
        await SignalNights.Night(made.Site);

        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Ben, "pipeline-ahead"));
        Assert.Equal(("Pipeline for Q1 2027 is too thin", new DateOnly(2027, 1, 1)), (signal.Title, signal.By));
        Assert.EndsWith("is expected.", signal.Words, StringComparison.Ordinal);
        var page = await (await made.Site.As(made.Ben)).Open($"/{signal.Action.Href}");
        Assert.Contains(signal.Words.Split(". ")[0]["The chance is ".Length..], page.The(".odds-chance").TextContent, StringComparison.Ordinal);
        Assert.Contains(signal.Evidence[^1].Words, page.The("#needed").TextContent, StringComparison.Ordinal);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "pipeline-ahead")); // By this quarter's quota, since none is agreed for the next, it is likely enough.

        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Revenue = 50_000));
        await Quotas(made.Ben, 100);
        await made.Forecast();
        await SignalNights.Forecasts(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "pipeline-ahead"));
        Assert.Contains("this quarter’s quota, since none is agreed for it yet", Assert.Single(await SignalNights.Open(made.Site, made.Mary, "pipeline-ahead")).Words, StringComparison.Ordinal);

        Task Quotas(Person person, decimal each) => made.Site.Change(db =>
        {
            db.RemoveRange(db.QuotaMonths.Where(q => q.SalespersonId == person.Id && q.Month >= new Month(2027, 1)));
            for (var month = new Month(2027, 1); month <= new Month(2027, 3); month = month.Plus(1))
            {
                db.Add(new QuotaMonth { Month = month, SalespersonId = person.Id, TeamId = 0, Revenue = each });
            }
        });
    }

    [Theory]
    [EachDatabase]
    public async Task The_largest_that_stand_still_are_told_and_one_that_moves_is_not(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (still, _) = (await made.Crm("Still", "Proposal", 20_000), await made.Crm("Fresh", "Proposal", 90_000, opened: new(2026, 11, 20)));
        await made.Crm("Nobody said when it came", "Proposal", 50_000); // Of which nothing is known.
        await made.Site.Change(db => db.Opportunities.Single(o => o.Name == "Nobody said when it came").Opened = null);
        for (var i = 0; i < 12; i++)
        {
            await made.Crm($"Ben {i}", "Proposal", 100 + i, made.Ben);
        }

        await SignalNights.Night(made.Site);
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"));
        Assert.Equal(("Still stands still", $"opportunity/{still}"), (signal.Title, signal.Cause));
        Assert.Contains("€20 k at Proposal, opened 84 days ago; no move since was recorded.", signal.Words.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(10, (await SignalNights.Open(made.Site, made.Ben, "opportunity-stalled")).Count);
        Assert.Equal(("Take it up", "Hand it to somebody"), (await Offered(made.Mary), await Offered(made.Ada)));

        // A company that waits longer is told later.
        var policy = new SignalPolicy("opportunity-stalled");
        policy.Set(false, 300, new(100, 30, 400, "%"), "limit");
        await made.Site.Change(db => db.Add(policy));
        await SignalNights.Night(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled")); // 84 days are less than three times 30.
        var board = await (await made.Site.As(made.Ada)).Open("/pipeline?view=list&only=stalled");
        Assert.DoesNotContain("Still", board.The("main").TextContent.Replace("stalled", "", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal); // The pages of the pipeline are as patient.
        await made.Site.Change(db => db.Remove(db.Set<SignalPolicy>().Single()));

        // A step that was done is work, as an activity is.
        await made.Site.Change(db =>
        {
            var step = new Commitment(CommitmentKind.NextStep, $"opportunity/{still}/1", made.Mary.Id, "Call them", new(2026, 11, 20), _today) { OpportunityId = still };
            step.Do(null, _today, _today);
            db.Add(step);
        });
        await SignalNights.Night(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"));
        await made.Site.Change(db => db.Remove(db.Commitments.Single()));
        await SignalNights.Night(made.Site);
        Assert.Single(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"));

        await made.Site.Change(db => db.Add(new ActivityType { Name = "Call" }));
        await made.Site.Change(db => db.Add(new Activity { System = "test", ExternalId = "1", SalespersonId = made.Mary.Id, TypeId = 1, Date = _today, OpportunityId = still }));
        await SignalNights.Night(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"));

        async Task<string> Offered(Person reader) => (await (await made.Site.As(reader)).Open($"/signals/{signal.Id}")).The(".page-head .btn-primary").TextContent.Trim();
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_at_stake_goes_by_each_deals_own_chance_of_about_a_quarter_and_falls_to_nothing_near_no_quarters_end(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        await SignalNights.Night(made.Site);

        var forecast = await made.Site.Db(db => db.LatestForecasts.SingleAsync(f => f.Subject == ForecastSubject.Salesperson && f.SubjectId == made.Mary.Id && f.Length == 3 && f.First == new Month(2026, 10), Cancel));
        var chances = forecast.Basis!.Outlook.Open.ToDictionary(p => p.Id, p => (decimal)p.Soon!.Value);
        Assert.All(forecast.Basis.Outlook.Open, p => Assert.True(p.Soon > p.Told)); // The quarter ends before.
        var open = await made.Site.Db(db => db.Opportunities.AsNoTracking().Where(o => o.SalespersonId == made.Mary.Id && o.State == Pipeline.OpportunityState.Open).ToListAsync(Cancel));
        Assert.All(open, o => Assert.Contains(o.Id, chances.Keys));
        var step = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "next-step-missing"));
        Assert.Equal((double)open.Sum(o => o.Amount!.Value * chances[o.Id]), (double)step.Stake, 0.01);
        Assert.Contains("its own chance to be won within 90 days", (await (await made.Site.As(made.Mary)).Open($"/signals/{step.Id}")).Text, StringComparison.Ordinal);

        made.Site.Clock.Advance(TimeSpan.FromDays(36)); // Two days before the quarter's end the deals have grown old, and are worth about what they are a week later.
        await made.Forecast();
        await SignalNights.Night(made.Site);
        var before = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "next-step-missing")).Stake;
        Assert.True(before > 100);
        await made.Site.Change(db => db.AddRange(Enumerable.Range(1, 3).Select(n => new QuotaMonth { Month = new(2027, n), SalespersonId = made.Mary.Id, TeamId = 0, Revenue = 2_400 })));
        made.Site.Clock.Advance(TimeSpan.FromDays(7));
        await made.Forecast();
        await SignalNights.Night(made.Site);
        Assert.InRange(Assert.Single(await SignalNights.Open(made.Site, made.Mary, "next-step-missing")).Stake / before, 0.4m, 1.5m);
    }

    [Theory]
    [EachDatabase]
    public async Task Missing_next_steps_and_days_that_passed_are_told_together_the_largest_first(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        for (var i = 1; i <= 7; i++)
        {
            await made.Crm($"Deal {i}", "Proposal", 1_000 * i, expected: i <= 2 ? new(2026, 11, 1) : new(2026, 12, 10));
        }

        await made.Crm("Ben one", "Proposal", 5_000, made.Ben);
        await made.Crm("Ben two", "Proposal", 5_000, made.Ben, expected: new(2026, 11, 20));
        await SignalNights.Night(made.Site);

        var step = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "next-step-missing"));
        Assert.Equal("7 open opportunities have no next step", step.Title);
        Assert.Equal(["Deal 7", "Deal 6", "Deal 5", "Deal 4", "Deal 3"], step.Evidence.Select(e => e.Words.Split(',')[0]));
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "next-step-missing")); // Two of them are not three.
        await made.Site.Change(db => db.Add(new QuotaMonth { Month = new(2026, 11), SalespersonId = made.Ben.Id, TeamId = 0, Revenue = 90_000 }));
        await SignalNights.Night(made.Site);
        Assert.Equal("2 open opportunities have no next step", Assert.Single(await SignalNights.Open(made.Site, made.Ben, "next-step-missing")).Title); // But they are worth a tenth of the quota.
        var passed = Assert.Single(await SignalNights.Open(made.Site, made.Mary, "close-day-passed"));
        Assert.Equal("2 open opportunities were to close by now", passed.Title);
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "close-day-passed")); // Four days are not a week.
    }

    [Theory]
    [EachDatabase]
    public async Task Bookings_of_a_month_below_plan_are_told_to_who_leads_the_team_as_its_forecast_has_them(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var team = await North(made);
        await Ask(made, made.Ben, new(2026, 11), 0);
        await Ask(made, made.Ben, new(2026, 12), 90_000);
        await made.Forecast();
        await SignalNights.Night(made.Site);

        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Ada, "bookings-below-plan")); // Of the months that have a plan; in January and February there is none yet.
        Assert.Equal(($"team/{team}/bookings/2026-12", new DateOnly(2026, 12, 31)), (signal.Cause, signal.By));
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "bookings-below-plan"));
        var page = await (await made.Site.As(made.Ada)).Open($"/{signal.Evidence[0].Href}");
        Assert.Contains(signal.Words.Split(" is expected")[0], page.The(".odds").TextContent, StringComparison.Ordinal);

        await Ask(made, made.Ben, new(2026, 11), 90_000); // The month that runs is told by what is kept of it.
        await Ask(made, made.Ben, new(2026, 12), 100);
        await Ask(made, made.Ben, new(2027, 2), 90_000);
        await made.Forecast();
        await SignalNights.Forecasts(made.Site);
        Assert.Equal([$"team/{team}/bookings/2026-11", $"team/{team}/bookings/2027-02"], (await SignalNights.Open(made.Site, made.Ada, "bookings-below-plan")).Select(s => s.Cause).Order(StringComparer.Ordinal));
        Assert.Contains("since not all are agreed for it yet", (await SignalNights.Open(made.Site, made.Ada, "bookings-below-plan")).Single(s => s.Cause.EndsWith("02", StringComparison.Ordinal)).Words, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task A_team_s_next_quarter_is_told_to_who_leads_it(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        var team = await North(made, isLed: false); // The manager above all in it is told.
        for (var month = new Month(2027, 1); month <= new Month(2027, 3); month = month.Plus(1))
        {
            await Ask(made, made.Mary, month, 9_000);
            await Ask(made, made.Ben, month, 10);
        }

        await made.Forecast();
        await SignalNights.Night(made.Site);
        var signal = Assert.Single(await SignalNights.Open(made.Site, made.Ada, "pipeline-ahead"));
        Assert.Equal(($"team/{team}/quarter/2027-01", "Pipeline for Q1 2027 is too thin in North"), (signal.Cause, signal.Title));
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "pipeline-ahead"));
        var page = await (await made.Site.As(made.Ada)).Open($"/{signal.Action.Href}");
        Assert.Contains(signal.Evidence[^1].Words, page.The("#needed").TextContent, StringComparison.Ordinal);

        await made.Site.Change(db => db.QuotaMonths.Where(q => q.Month >= new Month(2027, 1)).ToList().ForEach(q => q.Revenue = 10));
        await made.Forecast();
        await SignalNights.Forecasts(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Ada, "pipeline-ahead"));
    }

    /// <summary>A team of Mary and Ben, whom Ada manages and, where it says so, leads.</summary>
    private static async Task<long> North(SomeHistory made, bool isLed = true)
    {
        await made.Site.Change(db => db.Add(new Team { Name = "North", LeaderId = isLed ? made.Ada.Id : null }));
        var team = await made.Site.Db(db => db.Teams.Select(t => t.Id).SingleAsync(Cancel));
        await made.Move(db => db.AddRange(new[] { made.Mary, made.Ben }.Select(p => new TeamMembership { PersonId = p.Id, TeamId = team, From = new(2024, 1, 1) })));
        return team;
    }

    /// <summary>Asks for so much in a month, of somebody in that team.</summary>
    private static Task Ask(SomeHistory made, Person person, Month month, decimal revenue) => made.Site.Change(db =>
    {
        db.RemoveRange(db.QuotaMonths.Where(q => q.SalespersonId == person.Id && q.Month == month));
        db.Add(new QuotaMonth { Month = month, SalespersonId = person.Id, TeamId = db.Teams.Single().Id, Revenue = revenue });
    });

    [Theory]
    [EachDatabase]
    public async Task What_is_called_too_rosy_again_and_again_is_told(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Site.Change(db =>
        {
            foreach (var quarter in (Month[])[new(2026, 1), new(2026, 4), new(2026, 7)])
            {
                db.AddRange(CalledForecast.Make(made.Mary.Id, new(quarter, 3), quarter.FirstDay, 90_000, 90_000), CalledForecast.Make(made.Ben.Id, new(quarter, 3), quarter.FirstDay, 4_000, 4_000));
            }
        });
        await SignalNights.Night(made.Site);
        Assert.Equal("Forecasts are too rosy", await SignalNights.Title(made.Site, made.Mary, "calls-biased"));
        Assert.Empty(await SignalNights.Open(made.Site, made.Ben, "calls-biased"));

        await made.Site.Change(db => db.Add(CalledForecast.Make(made.Mary.Id, new(new(2026, 10), 3), _today, 8_000, 9_000)));
        await SignalNights.Night(made.Site);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "calls-biased")); // It was acted on.

        // Who calls as before has not acted on it, however lately.
        await made.Site.Change(db => db.Add(CalledForecast.Make(made.Mary.Id, new(new(2026, 10), 3), _today.AddDays(1), 90_000, 90_000)));
        made.Site.Clock.Advance(TimeSpan.FromDays(1));
        await made.Forecast();
        Assert.Equal("Forecasts are too rosy", await SignalNights.Title(made.Site, made.Mary, "calls-biased"));
    }
}
