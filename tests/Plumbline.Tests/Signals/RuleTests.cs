using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.Commitments;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Scoring;

namespace Plumbline.Signals;

/// <summary>Of each rule about what a person agreed and does, what it must find and what it must not.</summary>
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
        Assert.Equal("There is no plan for Jul to Dec 2026", await SignalNights.Title(site, world.Mary, "plan-missing"));

        var plan = await world.Plan(world.Submit);
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, world.Mary, "plan-missing")); // It is the manager's to act.
        var signal = Assert.Single(await SignalNights.Open(site, world.Paul, "plan-missing"));
        Assert.Equal(("The plan of Mary Seller waits for an answer", $"plans/{plan}/negotiate"), (signal.Title, signal.Action.Href));
        await site.Db(async db =>
        {
            world.Agree(await db.BusinessPlans.SingleAsync(Cancel));
            return await db.SaveChangesAsync(Cancel);
        });
        await SignalNights.Minute(site); // The manager is looked at as soon as the plan is another.
        Assert.Empty(await SignalNights.Open(site, world.Paul, "plan-missing"));
        Assert.Empty(await SignalNights.Open(site, world.Mary, "plan-missing"));

        site.Clock.Advance(TimeSpan.FromDays(10)); // In the last month the next half is to be begun.
        Assert.Equal("Nothing is planned from Jan 2027 on", await SignalNights.Title(site, world.Mary, "plan-missing"));
        var joined = await site.Add("New", Roles.Salesperson, world.Paul);
        await site.Db(db => db.People.Where(p => p.Id == joined.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Joined, new DateOnly(2026, 12, 1)), Cancel));
        await site.Change(db => db.People.First(p => p.Id == joined.Id).Title = "Just here");
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, joined, "plan-missing"));

        // Who joins in a week is asked for nothing yet, and keeps nobody from being told.
        var soon = await site.Add("Soon", Roles.Salesperson, world.Paul);
        await site.Db(db => db.People.Where(p => p.Id == soon.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Joined, new DateOnly(2026, 12, 11)), Cancel));
        await site.Change(db => db.People.First(p => p.Id == soon.Id).Title = "Here in a week");
        Assert.Equal("Nothing is planned from Jan 2027 on", await SignalNights.Title(site, world.Mary, "plan-missing"));
        Assert.Empty(await SignalNights.Open(site, soon, "plan-missing"));

        // Who is away for all of the half is asked for nothing, and who was away has as many days as others.
        var (away, back) = (await site.Add("Away", Roles.Salesperson, world.Paul), await site.Add("Back", Roles.Salesperson, world.Paul));
        await site.Change(db => db.Absences.AddRange(new() { PersonId = away.Id, From = new(2026, 7, 1), Until = new(2026, 12, 31) }, new() { PersonId = back.Id, From = new(2026, 7, 1), Until = new(2026, 11, 27) }));
        await SignalNights.Night(site);
        Assert.Equal("Nothing is planned from Jan 2027 on", Assert.Single(await SignalNights.Open(site, away, "plan-missing")).Title); // When they are back.
        Assert.Empty(await SignalNights.Open(site, back, "plan-missing"));

        // At the turn it is the same cause, and told on.
        var told = Assert.Single(await SignalNights.Open(site, world.Mary, "plan-missing")).Id;
        site.Clock.Advance(TimeSpan.FromDays(30));
        await SignalNights.Night(site);
        var still = Assert.Single(await SignalNights.Open(site, world.Mary, "plan-missing"));
        Assert.Equal((told, "There is no plan for Jan to Jun 2027"), (still.Id, still.Title));
        Assert.Empty(await SignalNights.Open(site, joined, "plan-missing"));
    }

    [Fact]
    public async Task A_plan_that_waits_is_told_to_the_next_manager_who_is_here_and_where_there_is_none_to_the_salesperson()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        await world.Plan(world.Submit);
        await SignalNights.Night(site);
        Assert.Single(await SignalNights.Open(site, world.Paul, "plan-missing"));

        await site.Change(db => db.People.Single(p => p.Id == world.Paul.Id).Left = _today.AddDays(-9));
        await SignalNights.Minute(site); // Whose manager has left is looked at as soon as that is known, and who is above.
        await SignalNights.Night(site);
        Assert.Equal("The plan of Mary Seller waits for an answer", Assert.Single(await SignalNights.Open(site, world.Olga, "plan-missing")).Title);

        await site.Change(db => db.People.Single(p => p.Id == world.Mary.Id).ManagerId = null);
        await SignalNights.Minute(site);
        var told = Assert.Single(await SignalNights.Open(site, world.Mary, "plan-missing"));
        Assert.Contains("waits for a manager’s answer, and there is none above who is here", told.Words, StringComparison.Ordinal);

        // Who has just joined has time, and so has who answers.
        await site.Change(db =>
        {
            var mary = db.People.Single(p => p.Id == world.Mary.Id);
            (mary.ManagerId, mary.Joined) = (world.Olga.Id, _today.AddDays(-1));
        });
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, world.Olga, "plan-missing"));
        Assert.Empty(await SignalNights.Open(site, world.Mary, "plan-missing"));
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
        await SignalNights.Night(site);
        var signal = Assert.Single(await SignalNights.Open(site, mary, "activity-below-level"));
        Assert.Equal(("66% of the agreed activities are done", 333.3333m), (signal.Title, signal.Stake));
        Assert.Equal("Call: 10 of 15 agreed", signal.Evidence[0].Words);

        await site.Change(db => db.AddRange(Enumerable.Range(10, 4).Select(i => Called(mary, i, new(2026, 11, 16)))));
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, mary, "activity-below-level"));

        static Activity Called(Person who, int number, DateOnly day) => new() { System = "test", ExternalId = $"{number}", SalespersonId = who.Id, TypeId = 1, Date = day };
    }

    [Theory]
    [EachDatabase]
    public async Task Promises_overdue_are_one_signal_with_the_oldest_first(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, paul) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Paul", Roles.Manager));
        await site.Change(db => db.AddRange(
            Promised(mary, 1, _today.AddDays(-3)), Promised(mary, 2, _today.AddDays(-20)), Promised(mary, 3, _today.AddDays(-1)), Promised(mary, 5, _today.AddDays(3)), Promised(paul, 4, _today.AddDays(-9))));
        await SignalNights.Night(site);
        var signal = Assert.Single(await SignalNights.Open(site, mary, "promise-overdue"));
        Assert.Equal("2 promises are more than 2 days overdue", signal.Title); // Of three.
        Assert.EndsWith("The list has 1 more, overdue for less long.", signal.Words, StringComparison.Ordinal);
        Assert.Equal(new SignalAction("Prepare the talk", $"reviews/month/{mary.Id}"), signal.Action.Line); // A manager does not answer for what somebody else promised.
        var listed = await (await site.As(mary)).Open($"/{signal.Action.Href}");
        Assert.Equal("3 promises", listed.The("h2").TextContent.Trim());
        Assert.DoesNotContain("Send offer 5", listed.Text, StringComparison.Ordinal); // Which is not due yet.
        Assert.EndsWith("Send offer 2", signal.Evidence[0].Words, StringComparison.Ordinal);
        Assert.Equal(_today.AddDays(-20), signal.By);
        Assert.Single(await SignalNights.Open(site, paul, "promise-overdue")); // Who leads is on the same ledger.

        // The oldest is answered: from then on it is late by the next.
        await site.Change(db => db.Commitments.Single(c => c.What == "Send offer 2").Do(null, _today, _today));
        await SignalNights.Minute(site);
        Assert.Equal(_today.AddDays(-3), Assert.Single(await SignalNights.Open(site, mary, "promise-overdue")).By);

        static Commitment Promised(Person who, int number, DateOnly due) => new(CommitmentKind.Tactic, $"plan/1/tactics.{number}", who.Id, $"Send offer {number}", new(2026, 11, 1), due);
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
        await SignalNights.Night(site);
        var signal = Assert.Single(await SignalNights.Open(site, world.Mary, "claim-due"));
        Assert.Equal((2_000m, _today.AddDays(20)), (signal.Stake, signal.By));
        Assert.Contains("Microsoft pays 50% of", signal.Words, StringComparison.Ordinal);

        // Taken up, it is followed on its own page.
        var taken = await (await (await site.As(world.Mary)).Open($"/{signal.Action.Href}")).Submit("activity");
        Assert.Equal("/marketing/1", taken.Path);
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, world.Mary, "claim-due"));
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
        await SignalNights.Night(site);
        Assert.Empty(await SignalNights.Open(site, mary, "activity-below-level")); // Of the four weeks to Sun 13 Dec nine days have goals.
        site.Clock.SetUtcNow(new(2026, 12, 22, 9, 0, 0, TimeSpan.Zero));
        await SignalNights.Night(site);
        Assert.Equal("Call: 0 of 14 agreed", Assert.Single(await SignalNights.Open(site, mary, "activity-below-level")).Evidence[0].Words);
    }
}
