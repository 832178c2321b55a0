using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Products;
using Plumbline.Scoring;

namespace Plumbline.Signals;

/// <summary>Of each rule what it must find, and what it must not.</summary>
public sealed class RuleTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task No_plan_and_none_agreed_are_told_and_an_agreed_one_is_not(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        Assert.Equal("There is no plan for Jul to Dec 2026", await Title(site, world.Mary, "plan-missing"));

        var plan = await world.Plan(world.Submit);
        await Night(site);
        Assert.Empty(await Open(site, world.Mary, "plan-missing")); // It is the manager's to act.
        var signal = Assert.Single(await Open(site, world.Paul, "plan-missing"));
        Assert.Equal(("The plan of Mary Seller waits for an answer", $"plans/{plan}/negotiate"), (signal.Title, signal.Action.Href));
        await site.Db(async db =>
        {
            world.Agree(await db.BusinessPlans.SingleAsync(Cancel));
            return await db.SaveChangesAsync(Cancel);
        });
        await Night(site);
        Assert.Empty(await Open(site, world.Paul, "plan-missing"));
        Assert.Empty(await Open(site, world.Mary, "plan-missing"));

        site.Clock.Advance(TimeSpan.FromDays(10)); // In the last month the next half is to be begun.
        Assert.Equal("Nothing is planned from Jan 2027 on", await Title(site, world.Mary, "plan-missing"));
        var joined = await site.Add("New", Roles.Salesperson, world.Paul);
        await site.Db(db => db.People.Where(p => p.Id == joined.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Joined, new DateOnly(2026, 12, 1)), Cancel));
        await site.Change(db => db.People.First(p => p.Id == joined.Id).Title = "Just here");
        await Night(site);
        Assert.Empty(await Open(site, joined, "plan-missing"));
    }

    [Theory]
    [EachDatabase]
    public async Task Activity_below_the_agreed_level_is_told_until_it_is_done(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Add(new ActivityType { Name = "Call" }));
        await site.Change(db =>
        {
            db.AddRange(new AgreedQuota(mary.Id, new(2026, 11), 1_000, null, new(2026, 6, 1), 1), new QuotaMonth { Month = new(2026, 11), SalespersonId = mary.Id, TeamId = 0, Revenue = 1_000 });
            db.Add(new AgreedActivity(mary.Id, new(2026, 11), 1, 5, new(2026, 6, 1), 1));
            db.AddRange(Enumerable.Range(0, 10).Select(i => Called(mary, i, new(2026, 11, 2 + i))));
        });
        await Night(site);
        var signal = Assert.Single(await Open(site, mary, "activity-below-level"));
        Assert.Equal(("66% of the agreed activities are done", 333.3333m), (signal.Title, signal.Stake));
        Assert.Equal("Call: 10 of 15 agreed", signal.Evidence[0].Words);

        await site.Change(db => db.AddRange(Enumerable.Range(10, 4).Select(i => Called(mary, i, new(2026, 11, 16)))));
        await Night(site);
        Assert.Empty(await Open(site, mary, "activity-below-level"));

        static Activity Called(Person who, int number, DateOnly day) => new() { System = "test", ExternalId = $"{number}", SalespersonId = who.Id, TypeId = 1, Date = day };
    }

    [Theory]
    [EachDatabase]
    public async Task A_quota_at_risk_is_told_with_the_odds_and_what_it_takes(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Ben.Id).ToList().ForEach(q => q.Revenue = 9_000));
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Revenue = 100));
        await made.Forecast();
        await Night(made.Site);

        var signal = Assert.Single(await Open(made.Site, made.Ben, "quota-at-risk"));
        Assert.Equal($"quota/2026-10/3", signal.Cause);
        Assert.Matches("^The chance is (under )?[0-9]+%\\. €", signal.Words);
        Assert.True(signal.Evidence.Count >= 3);
        Assert.Empty(await Open(made.Site, made.Mary, "quota-at-risk"));
        Assert.Empty(await Open(made.Site, made.Ben, "pipeline-thin")); // One cause is told once.
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
            await Night(made.Site);
            open = (await Open(made.Site, made.Ben, "pipeline-thin")).Count == 1;
            Assert.False(open && (await Open(made.Site, made.Ben, "quota-at-risk")).Count > 0);
        }

        Assert.True(open);
        var signal = Assert.Single(await Open(made.Site, made.Ben, "pipeline-thin"));
        Assert.Contains("of new qualified pipeline, created today, would make the chance 80%", signal.Words, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task Pipeline_for_the_next_quarter_is_asked_for_by_what_the_cycle_lets_be_there_by_now(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Site.Change(db =>
        {
            for (var month = new Month(2027, 1); month <= new Month(2027, 3); month = month.Plus(1))
            {
                db.Add(new QuotaMonth { Month = month, SalespersonId = made.Ben.Id, TeamId = 0, Revenue = 50_000 });
            }
        });
        await Night(made.Site);
        Assert.Empty(await Open(made.Site, made.Ben, "pipeline-ahead")); // With a cycle of a month nothing of it can be there five weeks before.

        await made.Site.Db(db => db.Opportunities.Where(o => o.State == OpportunityState.Won).ExecuteUpdateAsync(set => set.SetProperty(o => o.Opened, new DateOnly(2024, 1, 1)), Cancel));
        await made.Site.Change(db => db.People.First(p => p.Id == made.Ben.Id).Title = "Another version");
        await Night(made.Site);
        var signal = Assert.Single(await Open(made.Site, made.Ben, "pipeline-ahead"));
        Assert.Equal("Pipeline for Q1 2027 is too thin", signal.Title);
        Assert.Contains("that of this quarter, since none is agreed yet", Assert.Single(await Open(made.Site, made.Mary, "pipeline-ahead")).Words, StringComparison.Ordinal);

        await made.Site.Change(db => db.Add(new Opportunity { System = "crm", ExternalId = "big", Name = "Big", SalespersonId = made.Ben.Id, Amount = 900_000, Opened = _today, ExpectedClose = new(2027, 2, 1) }));
        await Night(made.Site);
        Assert.Empty(await Open(made.Site, made.Ben, "pipeline-ahead"));
    }

    [Theory]
    [EachDatabase]
    public async Task The_largest_that_stand_still_are_told_and_one_that_moves_is_not(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (still, _) = (await made.Crm("Still", "Proposal", 20_000), await made.Crm("Fresh", "Proposal", 90_000, opened: new(2026, 11, 20)));
        for (var i = 0; i < 12; i++)
        {
            await made.Crm($"Ben {i}", "Proposal", 100 + i, made.Ben);
        }

        await Night(made.Site);
        var signal = Assert.Single(await Open(made.Site, made.Mary, "opportunity-stalled"));
        Assert.Equal(("Still stands still", $"opportunity/{still}"), (signal.Title, signal.Cause));
        Assert.Contains("€20 k at Proposal for 84 days", signal.Words.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(10, (await Open(made.Site, made.Ben, "opportunity-stalled")).Count);

        await made.Site.Change(db => db.Add(new ActivityType { Name = "Call" }));
        await made.Site.Change(db => db.Add(new Activity { System = "test", ExternalId = "1", SalespersonId = made.Mary.Id, TypeId = 1, Date = _today, OpportunityId = still }));
        await Night(made.Site);
        Assert.Empty(await Open(made.Site, made.Mary, "opportunity-stalled"));
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
        await Night(made.Site);

        var step = Assert.Single(await Open(made.Site, made.Mary, "next-step-missing"));
        Assert.Equal("7 open opportunities have no next step", step.Title);
        Assert.Equal(["Deal 7", "Deal 6", "Deal 5", "Deal 4", "Deal 3"], step.Evidence.Select(e => e.Words.Split(',')[0]));
        Assert.Empty(await Open(made.Site, made.Ben, "next-step-missing")); // Two of them are not three.
        var passed = Assert.Single(await Open(made.Site, made.Mary, "close-day-passed"));
        Assert.Equal("2 open opportunities were to close by now", passed.Title);
        Assert.Empty(await Open(made.Site, made.Ben, "close-day-passed")); // Four days are not a week.
    }

    [Theory]
    [EachDatabase]
    public async Task Accounts_that_buy_and_see_nobody_are_told(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.AddRange(
            new Account { Name = "Borealis", OwnerId = made.Mary.Id }, new Account { Name = "Cirrus", OwnerId = made.Mary.Id },
            new AccountYear { Year = new(2025, 1), AccountId = 1, Revenue = 40_000 }, new AccountYear { Year = new(2025, 1), AccountId = 2, Revenue = 40_000 },
            new AccountContact { AccountId = 2, Last = _today.AddDays(-89) }));
        await Night(made.Site);
        var signal = Assert.Single(await Open(made.Site, made.Mary, "account-quiet"));
        Assert.Equal(("Nobody speaks with Aurora Shipping", 10_000m, "activities/log?account=1"), (signal.Title, signal.Stake, signal.Action.Href));

        await made.Crm("Another chance", "Proposal", 1_000);
        await Night(made.Site);
        Assert.Empty(await Open(made.Site, made.Mary, "account-quiet"));
    }

    [Theory]
    [EachDatabase]
    public async Task A_product_that_like_accounts_buy_is_told_and_a_rare_one_is_not(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.AddRange(new Product { Name = "Backup" }, new Product { Name = "Rarity" }));
        for (var i = 2; i <= 7; i++)
        {
            await made.Site.Change(db => db.Add(new Account { Name = $"Account {i}", OwnerId = made.Mary.Id, Industry = "Retail" }));
        }

        await made.Site.Change(db =>
        {
            for (var account = 2; account <= 6; account++)
            {
                db.Add(Won($"b{account}", account, account <= 4 ? 1 : 2));
            }

            db.Add(Won("b7", 5, 1));
        });
        await Night(made.Site);
        var titles = (await Open(made.Site, made.Mary, "product-gap")).Select(s => s.Title).Order();
        Assert.Equal(["1 account in Retail might buy Backup", "3 accounts in Retail might buy Rarity"], titles);

        Opportunity Won(string key, long account, long product) => new() { System = "crm", ExternalId = key, Name = key, SalespersonId = made.Mary.Id, AccountId = account, ProductId = product, Amount = 8_000, State = OpportunityState.Won, Opened = new(2026, 1, 1), Closed = new(2026, 5, 1) };
    }

    [Theory]
    [EachDatabase]
    public async Task A_segment_in_which_more_is_won_and_nobody_is_seen_is_told(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db =>
        {
            for (var i = 2; i <= 9; i++)
            {
                db.Add(new Account { Name = $"Account {i}", OwnerId = i <= 5 ? made.Mary.Id : made.Ben.Id, Industry = i <= 5 ? "Retail" : "Energy" });
            }
        });
        await made.Site.Change(db =>
        {
            for (var i = 0; i < 40; i++)
            {
                var retail = i % 2 == 0;
                db.Add(new Opportunity { System = "crm", ExternalId = $"{i}", Name = $"{i}", AccountId = retail ? 2 : 6, Amount = 2_000, State = retail ? OpportunityState.Won : OpportunityState.Lost, Opened = new(2026, 1, 1), Closed = new(2026, 5, 1) });
            }
        });
        await Night(made.Site);
        Assert.Equal("4 of 4 accounts in Retail had no contact", Assert.Single(await Open(made.Site, made.Mary, "segment-unworked")).Title);
        Assert.Empty(await Open(made.Site, made.Ben, "segment-unworked"));
    }

    [Theory]
    [EachDatabase]
    public async Task Promises_overdue_are_one_signal_with_the_oldest_first(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, paul) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Paul", Roles.Manager));
        await site.Change(db => db.AddRange(
            Promised(mary, 1, _today.AddDays(-3)), Promised(mary, 2, _today.AddDays(-20)), Promised(mary, 3, _today.AddDays(-1)), Promised(paul, 4, _today.AddDays(-9))));
        await Night(site);
        var signal = Assert.Single(await Open(site, mary, "promise-overdue"));
        Assert.Equal("2 promises are overdue", signal.Title);
        Assert.EndsWith("Send offer 2", signal.Evidence[0].Words, StringComparison.Ordinal);
        Assert.Single(await Open(site, paul, "promise-overdue")); // Who leads is on the same ledger.

        static Commitment Promised(Person who, int number, DateOnly due) => new(CommitmentKind.Tactic, $"plan/1/tactics.{number}", who.Id, $"Send offer {number}", new(2026, 11, 1), due);
    }

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
        await Night(made.Site);
        Assert.Equal("Forecasts are too rosy", await Title(made.Site, made.Mary, "calls-biased"));
        Assert.Empty(await Open(made.Site, made.Ben, "calls-biased"));

        await made.Site.Change(db => db.Add(CalledForecast.Make(made.Mary.Id, new(new(2026, 10), 3), _today, 8_000, 9_000)));
        await Night(made.Site);
        Assert.Empty(await Open(made.Site, made.Mary, "calls-biased")); // It was acted on.
    }

    [Theory]
    [EachDatabase]
    public async Task Funds_about_to_lapse_are_told_from_the_agreed_plan(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var content = PlanWorld.Content() with
        {
            Marketing =
            [
                new("1") { Title = "Bakers' breakfast", Vendor = "Microsoft", Program = "Co-op", Budget = 4_000, FundedShare = 0.5m, Starts = new(2026, 9, 1), ClaimBy = _today.AddDays(20) },
                new("2") { Title = "Mailing", Vendor = "Microsoft", Program = "Co-op", Budget = 900, FundedShare = 0.5m, Starts = new(2026, 9, 1), ClaimBy = _today.AddDays(60) },
                new("3") { Title = "Own fair", Vendor = "None", Program = "Own", Budget = 900, Starts = new(2026, 9, 1), ClaimBy = _today.AddDays(3) },
            ],
        };
        await world.Plan(plan =>
        {
            PlanWorld.Propose(plan, world.Author, content);
            world.Agree(plan);
        });
        await Night(site);
        var signal = Assert.Single(await Open(site, world.Mary, "claim-due"));
        Assert.Equal((2_000m, _today.AddDays(20)), (signal.Stake, signal.By));
        Assert.Contains("Microsoft pays 50% of", signal.Words, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task Bookings_of_a_month_below_plan_are_told_to_who_leads_the_team(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.Add(new Team { Name = "North", LeaderId = made.Ada.Id }));
        await made.Site.Change(db =>
        {
            db.Add(new TeamMembership { PersonId = made.Mary.Id, TeamId = 1, From = new(2026, 1, 1) });
            db.Add(new QuotaMonth { Month = new(2026, 12), SalespersonId = made.Mary.Id, TeamId = 1, Revenue = 10_000 });
        });
        await made.Crm("Likely", "Proposal", 4_000);
        await Night(made.Site);
        var signal = Assert.Single(await Open(made.Site, made.Ada, "bookings-below-plan"));
        Assert.Equal("bookings/1/2026-12", signal.Cause);
        Assert.Empty(await Open(made.Site, made.Mary, "bookings-below-plan"));

        await made.Crm("Much", "Proposal", 90_000);
        made.Site.Clock.Advance(TimeSpan.FromDays(1));
        await Night(made.Site);
        Assert.Empty(await Open(made.Site, made.Ada, "bookings-below-plan"));
    }

    [Fact]
    public async Task Goals_of_a_month_are_not_asked_of_the_month_before()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Add(new ActivityType { Name = "Call" }));
        await site.Change(db =>
        {
            db.Add(new AgreedQuota(mary.Id, new(2026, 12), 1_000, null, new(2026, 6, 1), 1));
            db.Add(new AgreedActivity(mary.Id, new(2026, 12), 1, 5, new(2026, 6, 1), 1));
        });
        site.Clock.SetUtcNow(new(2026, 12, 15, 9, 0, 0, TimeSpan.Zero));
        await Night(site);
        Assert.Empty(await Open(site, mary, "activity-below-level")); // Of the four weeks to Sun 13 Dec nine days have goals.
        site.Clock.SetUtcNow(new(2026, 12, 22, 9, 0, 0, TimeSpan.Zero));
        await Night(site);
        Assert.Equal("Call: 0 of 14 agreed", Assert.Single(await Open(site, mary, "activity-below-level")).Evidence[0].Words);
    }

    [Fact]
    public async Task A_rule_that_fails_keeps_no_other_from_being_asked_and_what_it_found_stays()
    {
        await using var site = await TheSite.Start(adjust: builder => builder.Services.AddScoped<SignalRule, Broken>());
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db =>
        {
            db.Add(Signal.Raise("broken", new(mary.Id, "a", 1, _today, "Found before", "Words", [], new("Do it", "today")), _today));
            db.Add(new Commitment(CommitmentKind.Tactic, "plan/1/tactics.1", mary.Id, "Send the offer", new(2026, 11, 1), _today.AddDays(-9)));
        });
        await Night(site);
        Assert.Single(await Open(site, mary, "promise-overdue"));
        Assert.Single(await Open(site, mary, "broken"));
    }

    private sealed class Broken : SignalRule
    {
        public override string Key => "broken";

        public override string Name => "Broken";

        public override string Says(decimal limit) => "It fails.";

        public override Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel) => throw new InvalidOperationException("It fails.");
    }

    /// <summary>Looks at everyone by all rules, as at night.</summary>
    internal static async Task Night(TheSite site)
    {
        await site.Db(db => db.Set<LastSignals>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Day, DateOnly.MinValue), Cancel));
        Assert.True(await site.With<SignalRun, bool>(run => run.Run(Cancel)));
    }

    internal static Task<List<Signal>> Open(TheSite site, Person of, string rule) => site.Db(db => db.Signals.AsNoTracking().Where(s => s.PersonId == of.Id && s.Rule == rule && s.ResolvedOn == null).OrderBy(s => s.Id).ToListAsync(Cancel));

    private static async Task<string> Title(TheSite site, Person of, string rule)
    {
        await Night(site);
        return Assert.Single(await Open(site, of, rule)).Title;
    }
}
