using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Fiscal;
using Plumbline.Notifications;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Commitments;

/// <summary>What plans promise as they are agreed, amended, and followed by the next one.</summary>
public class PlanPromisesTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly DateOnly _begin = new(2026, 10, 1); // Before any of what the account's plan promises is due.
    private static readonly DateTimeOffset _at = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task An_agreed_plan_brings_its_goals_training_and_commitments_and_an_amendment_moves_them(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var plan = new BusinessPlan(world.Mary.Id, world.Author, PlanWorld.Content(), new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero));
        world.Submit(plan);
        await using var scope = site.Services.CreateAsyncScope();
        var agreements = scope.ServiceProvider.GetRequiredService<Agreements>();
        scope.ServiceProvider.GetRequiredService<PlumblineDb>().Add(plan);
        await agreements.Save(plan, Cancel);
        Assert.Empty(await Promised(site)); // What is not agreed is not promised.

        world.Agree(plan);
        await agreements.Save(plan, Cancel);
        var promised = await Promised(site);
        Assert.Equal([$"plan/{plan.Id}/commitments.1", $"plan/{plan.Id}/goals.1"], promised.Select(c => c.Source));
        Assert.Equal([new(2026, 12, 31), PlanWorld.Half.LastDay], promised.Select(c => c.Due));
        Assert.All(promised, c => Assert.Equal((world.Mary.Id, world.Paul.Id, new DateOnly(2026, 6, 15)), (c.PersonId, c.ToId, c.PromisedOn)));

        plan.Amend(world.Author, "The market moved", new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
        PlanWorld.Propose(plan, world.Author, PlanWorld.Content() with { Commitments = [], Goals = [new("1") { Statement = "Win new customers", Measure = "First orders", Commit = 2, ByWhen = new(2026, 12, 10) }] });
        world.Agree(plan);
        await agreements.Save(plan, Cancel);

        var (dropped, moved) = await Promised(site) is [var first, var second] ? (first, second) : throw new InvalidOperationException("Not two.");
        Assert.Equal(PromiseStanding.Void, dropped.StandingOn(_today));
        Assert.Equal(("Win new customers: 2 (First orders)", new DateOnly(2026, 12, 10)), (moved.What, moved.Due));
        Assert.Equal(new Renegotiation(_today, PlanWorld.Half.LastDay, new(2026, 12, 10), "The market moved"), Assert.Single(moved.Renegotiations));
    }

    [Theory, EachDatabase]
    public async Task A_colleague_whose_tactic_went_and_came_back_is_told_again_and_a_new_manager_is_promised_to(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        var without = world.Content(1);
        var with = without with { Tactics = [.. without.Tactics, new("t2") { Step = "s1", Action = "Bring the architect", OwnerId = world.Ben.Id, Owner = world.Ben.Name, Due = new(2026, 12, 10) }] };
        var plan = new AccountPlan(world.Mary.Id, world.People.Author, with, _at);
        await using var scope = site.Services.CreateAsyncScope();
        var agreements = scope.ServiceProvider.GetRequiredService<Agreements>();
        scope.ServiceProvider.GetRequiredService<PlumblineDb>().Add(plan);
        await Agree(with, world.People.Manager);
        await Agree(without, world.People.Manager);
        Assert.Equal(CommitmentState.Withdrawn, (await Promised(site)).Single(c => c.PersonId == world.Ben.Id).State);
        await Agree(with, new(world.People.Olga.Id, IsInLine: true));

        var promised = await Promised(site);
        Assert.Equal([(world.Mary.Id, world.People.Olga.Id), (world.Mary.Id, world.People.Olga.Id), (world.Ben.Id, world.Mary.Id)], promised.Select(c => (c.PersonId, c.ToId!.Value)));
        Assert.Equal(CommitmentState.Asked, promised[2].State);
        Assert.Equal([world.Ben.Id, world.Ben.Id], await site.Db(db => db.Set<Notification>().Where(n => n.Kind == NotificationKind.HelpAsked).Select(n => n.PersonId).ToListAsync(Cancel)));

        async Task Agree(AccountPlanContent content, Party manager)
        {
            if (plan.State == PlanState.Agreed)
            {
                plan.Amend(world.People.Author, "The customer asked for it", _at);
                plan.Replace(world.People.Author, content, _at);
            }

            var known = new PlanKnown(new HashSet<long> { 1 }, new HashSet<long>(), new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null) { People = new HashSet<long> { world.Mary.Id, world.Ben.Id } };
            plan.Propose(world.People.Author, null, signs: true, known, _at, _begin);
            plan.Sign(manager, plan.OnTable!.Number, plan.OnTable.Hash, _at, _begin);
            await agreements.Save(plan, Cancel);
        }
    }

    [Theory, EachDatabase]
    public async Task What_was_due_before_both_signed_was_never_promised_and_who_signs_is_told_so(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        var known = new PlanKnown(new HashSet<long> { 1 }, new HashSet<long>(), new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null) { People = new HashSet<long> { world.Mary.Id } };
        await world.Plan(world.Content(2), plan => plan.Propose(world.People.Author, null, signs: true, known, _at, _today));

        var page = await (await site.As(world.People.Paul)).Open("/plans/1/negotiate");
        Assert.Contains("The days of 2 lines are gone: Visit 1, Sun 1 Nov first. They are not followed as a promise", page.Text, StringComparison.Ordinal);
        await page.Submit("sign");

        Assert.Equal(["plan/1/steps.s1", "plan/1/steps.s2"], (await Promised(site)).Select(c => c.Source));
    }

    [Theory, EachDatabase]
    public async Task What_the_next_quarters_plan_promises_anew_is_carried_over(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        var before = world.Content(2);
        before = before with { Tactics = [.. before.Tactics, new("t3") { Step = "s1", Action = "Bring the architect", OwnerId = world.Ben.Id, Owner = world.Ben.Name, Due = new(2026, 12, 10) }, new("0abcdefgh1") { Step = "s1", Action = "Visit their shop", OwnerId = world.Mary.Id, Owner = world.Mary.Name, Due = new(2026, 12, 15) }] };
        await using var scope = site.Services.CreateAsyncScope();
        var (db, agreements) = (scope.ServiceProvider.GetRequiredService<PlumblineDb>(), scope.ServiceProvider.GetRequiredService<Agreements>());
        await Agree(before);
        await site.Change(all => all.Commitments.Single(c => c.Source == "plan/1/tactics.t2").Do(null, _today, _today));

        var next = before.CarryOver(1, AccountWorld.Quarter.Next, new HashSet<string> { "t2" });
        var (own, other) = (next.Tactics.Find("0abcdefgh1")!, next.Steps.Find("s2")!);
        next = next with { Tactics = next.Tactics.With(own with { Action = "Visit their new shop" }), Steps = next.Steps.With(other with { Method = "Something else, under a key of a suggestion" }) };
        await Agree(next with
        {
            Steps = [.. next.Steps.Select(s => s with { By = new(2027, 3, 1) })],
            Tactics = [.. next.Tactics.Select(t => t with { Due = new(2027, 2, 1) }), new("t9") { Step = "s2", Action = "Ask them", OwnerId = world.Mary.Id, Owner = world.Mary.Name, Due = new(2027, 2, 1) }],
        });

        var promised = (await Promised(site)).Where(c => c.Source.StartsWith("plan/1/", StringComparison.Ordinal)).ToDictionary(c => c.Source["plan/1/".Length..], c => (c.State, c.StandingOn(_today)));
        Assert.Equal((CommitmentState.CarriedOver, PromiseStanding.Late), promised["tactics.t1"]); // It was due on 1 November.
        Assert.Equal((CommitmentState.CarriedOver, PromiseStanding.Renegotiated), promised["steps.s1"]);
        Assert.Equal((CommitmentState.CarriedOver, PromiseStanding.Renegotiated), promised["tactics.0abcdefgh1"]);
        Assert.Equal((CommitmentState.Withdrawn, PromiseStanding.Void), promised["tactics.t3"]); // Ben never answered, and is asked anew.
        Assert.Equal((CommitmentState.Done, PromiseStanding.Late), promised["tactics.t2"]);
        Assert.Equal((CommitmentState.Open, PromiseStanding.Open), promised["steps.s2"]);
        var page = await (await site.As(world.Mary)).Open("/plans/1");
        Assert.Contains("LateCarried over to the plan for Jan to Mar 2027", page.The("#tactic-t1 td").TextContent.Trim(), StringComparison.Ordinal);

        async Task Agree(AccountPlanContent content)
        {
            var plan = new AccountPlan(world.Mary.Id, world.People.Author, content, _at);
            db.Add(plan);
            var known = new PlanKnown(new HashSet<long> { 1 }, new HashSet<long>(), new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null) { People = new HashSet<long> { world.Mary.Id, world.Ben.Id } };
            plan.Propose(world.People.Author, null, signs: true, known, _at, _begin);
            plan.Sign(world.People.Manager, 1, plan.OnTable!.Hash, _at, _begin);
            await agreements.Save(plan, Cancel);
        }
    }

    private static Task<List<Commitment>> Promised(TheSite site) => site.Db(db => db.Commitments.AsNoTracking().OrderBy(c => c.Source).ToListAsync(Cancel));
}
