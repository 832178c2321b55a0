using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Activities;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>Activities against what was agreed, on the scoreboard, the person's page and the plan. The day is Tue 24 Nov 2026.</summary>
public class ActivityPagesTests
{
    private static readonly Period _half = new(new Month(2026, 7), 6);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_was_agreed_and_done_stands_on_the_scoreboard_the_persons_page_and_the_plan(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.Add("Ada", Roles.Manager);
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson, ada), await site.Add("Ben", Roles.Salesperson, ada));
        await site.Change(db => db.AddRange(new ActivityType { Name = "Call", Kind = ActivityKind.Conversation, Order = 1 }));
        await site.Change(db => db.AddRange(new ActivityType { Name = "Meeting", Kind = ActivityKind.Meeting, Order = 2 }));
        await Agree(site, mary, ada, new(_half)
        {
            Quotas = [.. _half.Months.Select(m => new Quota(m) { Revenue = 10_000, Margin = 2_500 })],
            Activities = [new("k1") { TypeId = 1, Type = "Call", PerWeek = 5 }, new("k2") { TypeId = 2, Type = "Meeting", PerWeek = 2.5m }],
        });
        await site.Change(db =>
        {
            db.Absences.Add(new() { PersonId = mary.Id, From = new(2026, 11, 2), Until = new(2026, 11, 6) }); // A week of November's 21 working days.
            db.AddRange(Enumerable.Range(0, 6).Select(i => Done(mary, 1, i == 5 ? new(2026, 11, 24) : new(2026, 11, 10 + i))));
            db.AddRange(Done(mary, 2, new(2026, 11, 23)), Done(ben, 1, new(2026, 11, 23)));
        });
        var visitor = await site.As(ada);

        // At work 16 days in November, 12 of them gone: 16 calls agreed, 12 to date, 6 done; 8 meetings, 6 to date, 1 done.
        var person = await visitor.Open($"/people/{mary.Id}?period=2026-11");
        var card = person.The("#activity").TextContent;
        Assert.Contains("6 of 16", card, StringComparison.Ordinal);
        Assert.Contains("1 of 8", card, StringComparison.Ordinal);
        Assert.Contains("1 of 5", card, StringComparison.Ordinal); // This week's calls.
        Assert.Contains("50% behind pace", card, StringComparison.Ordinal);

        // On the scoreboard for November: (6/12 + 1/6) / 2.
        var board = await visitor.Open("/scoreboard?period=2026-11");
        Assert.Contains("33%", board.The($"a[href='people/{mary.Id}?period=2026-11#activity']").TextContent, StringComparison.Ordinal);
        Assert.Null(board.Document.QuerySelector($"a[href='people/{ben.Id}?period=2026-11#activity']"));

        var plan = await (await site.As(mary)).Open("/plans/1");
        Assert.Contains("6 of 16", plan.The("#activities").TextContent, StringComparison.Ordinal);
        Assert.Contains("no goal", (await visitor.Open($"/people/{ben.Id}")).The("#activity").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/scoreboard?period=2026-11&sort=activity")).Status);
    }

    [Theory, EachDatabase]
    public async Task The_chain_is_counted_for_the_person_and_for_the_rest_of_the_team(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.Add("Ada", Roles.Manager);
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson, ada), await site.Add("Ben", Roles.Salesperson, ada));
        await site.Change(db => db.Add(new ActivityType { Name = "Proposal", Kind = ActivityKind.Proposal, Order = 1 }));
        await site.Change(db => db.Add(new ActivityType { Name = "Visit", Kind = ActivityKind.Meeting, Order = 2 }));
        await site.Change(db =>
        {
            db.AddRange(Enumerable.Range(1, 10).Select(i => new Opportunity
            {
                System = "test",
                ExternalId = $"{i}",
                Name = $"Deal {i}",
                SalespersonId = i <= 8 ? mary.Id : ben.Id,
                Opened = new(2026, 9, 1),
                Stage = i == 1 ? "Proposal sent" : "Qualified",
                State = i <= 6 ? i <= 4 ? OpportunityState.Won : OpportunityState.Lost : OpportunityState.Open,
                Closed = i <= 6 ? new(2026, 10, 1) : null,
            }));
            db.Add(new Opportunity { System = "test", ExternalId = "now", Name = "Of this month, which the activities do not cover yet", SalespersonId = mary.Id, Opened = new(2026, 11, 3), Stage = "Proposal" });
            db.Add(new Opportunity { System = "test", ExternalId = "old", Name = "Long ago", SalespersonId = mary.Id, Opened = new(2025, 1, 1), State = OpportunityState.Won, Closed = new(2025, 3, 1) });
            db.AddRange(Enumerable.Range(0, 16).Select(_ => Done(mary, 2, new(2026, 10, 5))));
        });
        await site.Change(db => db.AddRange(Enumerable.Range(2, 5).Select(i => Done(mary, 1, new(2026, 9, 20), i))));
        await site.Change(db => db.Add(new OpportunityChange { OpportunityId = 7, At = site.Clock.GetUtcNow(), Stage = "Quote" }));
        await site.Change(db => db.Add(new OpportunityChange { OpportunityId = 8, At = site.Clock.GetUtcNow(), StageBefore = "Offer sent", Stage = "Negotiation" }));

        var (own, team) = await site.With<SellingHistory, (SellingRates Own, SellingRates Team)>(history => history.Chain(mary.Id, Cancel));

        Assert.Equal((8, 8, 4, 2, 16), (own.Opened, own.Proposed, own.ProposedWon, own.ProposedLost, own.CountOf(ActivityKind.Meeting)));
        Assert.Equal((4, 2, 2), (own.Won, own.Lost, team.Opened));
        var card = (await (await site.As(ada)).Open($"/people/{mary.Id}")).The("#chain").TextContent;
        Assert.Contains("16 meetings for 8 opportunities", card, StringComparison.Ordinal);
        Assert.Contains("8 of 8 opened", card, StringComparison.Ordinal);
        Assert.Contains("too little data", card, StringComparison.Ordinal);
    }

    private static Activity Done(Person who, long type, DateOnly day, long? opportunity = null) =>
        new() { System = "test", ExternalId = Guid.NewGuid().ToString("n"), TypeId = type, Date = day, SalespersonId = who.Id, OpportunityId = opportunity };

    private static async Task Agree(TheSite site, Person salesperson, Person manager, BusinessPlanContent content)
    {
        var (hers, theirs) = (new Party(salesperson.Id, IsInLine: false), new Party(manager.Id, IsInLine: true));
        var known = SomePlan.Known;
        var at = new DateTimeOffset(2026, 6, 20, 9, 0, 0, TimeSpan.Zero);
        var plan = new BusinessPlan(salesperson.Id, hers, content, at);
        plan.Propose(hers, answers: null, signs: true, known, at, DateOnly.FromDateTime(at.UtcDateTime));
        plan.Sign(theirs, 1, plan.OnTable!.Hash, at, DateOnly.FromDateTime(at.UtcDateTime));
        await site.With<IServiceProvider, bool>(async services =>
        {
            services.GetRequiredService<PlumblineDb>().Add(plan);
            await services.GetRequiredService<Agreements>().Save(plan, Cancel);
            return true;
        });
    }
}
