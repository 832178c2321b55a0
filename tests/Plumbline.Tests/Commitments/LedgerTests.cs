using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Fiscal;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Commitments;

public class LedgerTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly DateTimeOffset _at = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    /// <summary>What each tab of the ledger shows, by what became of a promise.</summary>
    private static readonly (string Tab, Func<PromiseStanding, bool> IsShown)[] _tabs =
    [
        ("all", _ => true),
        ("open", s => s is PromiseStanding.Asked or PromiseStanding.Open or PromiseStanding.Overdue),
        ("kept", s => s is PromiseStanding.Kept),
        ("missed", s => s is PromiseStanding.Late or PromiseStanding.Overdue or PromiseStanding.Broken),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_the_database_counts_is_what_the_rule_says(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.AddRange(Many(mary.Id)));

        var page = await (await site.As(mary)).Open("/commitments?period=2026-11");

        var all = await site.Db(db => db.Commitments.AsNoTracking().ToListAsync(Cancel));
        var said = PromisesKept.Of(all, new Period(new(2026, 11), 1), _today);
        Assert.Equal([$"{said.Kept} of {said.Made} on the day"], page.Document.QuerySelectorAll(".figure-foot").Take(1).Select(f => f.TextContent.Trim()));
        var months = page.Document.QuerySelectorAll("table")[^1].QuerySelectorAll("tbody tr");
        foreach (var (at, row) in months.Index())
        {
            var kept = PromisesKept.Of(all, new Period(new Month(2026, 11).Plus(at - months.Length + 1), 1), _today);
            Assert.Equal([$"{kept.Kept}", $"{kept.Late + kept.Overdue}", $"{kept.Broken}", $"{kept.Renegotiated}"], row.QuerySelectorAll("td.n").Select(c => c.TextContent));
        }

        foreach (var (tab, isShown) in _tabs)
        {
            var promised = all.SelectMany(c => c.Promises(_today).Select(p => (c.What, p.Due, p.Standing))).Where(p => p.Due is { Year: 2026, Month: 11 } && isShown(p.Standing)).ToList();
            var shown = await page.Visitor.Open($"/commitments?period=2026-11&show={tab}");
            Assert.Contains($"{promised.Count} promises", shown.Text, StringComparison.Ordinal);
            Assert.InRange(promised.Count, 2, Ledger.PerPage);
            Assert.Equal(
                promised.Select(p => $"{p.What} {Plumbline.Ui.Figures.Day(p.Due, _today)} {CommitmentWords.Of(p.Standing)}").Order(StringComparer.Ordinal),
                Lines(shown).Select(r => $"{r.QuerySelector("th a")!.TextContent} {r.QuerySelector("td.day")!.FirstChild!.TextContent} {r.QuerySelector(".state")!.TextContent}").Order(StringComparer.Ordinal));
        }
    }

    [Theory, EachDatabase]
    public async Task A_promise_that_was_moved_stands_in_the_month_it_was_made_for_and_says_where_it_went(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        var (late, inTime, again) = (Promised(mary.Id, 1, new(2026, 10, 8)), Promised(mary.Id, 2, new(2026, 10, 9)), Promised(mary.Id, 3, new(2026, 10, 12)));
        late.Renegotiate(new(2026, 11, 20), "I forgot it", new(2026, 10, 12));
        late.Do("Sent", new(2026, 11, 20), new(2026, 11, 20));
        inTime.Renegotiate(new(2026, 11, 30), "They are away", new(2026, 10, 7));
        again.Renegotiate(new(2026, 10, 14), "One more day", new(2026, 10, 12));
        again.Renegotiate(new(2026, 10, 16), "And one more", new(2026, 10, 14));
        again.GiveUp("They bought elsewhere", new(2026, 10, 15));
        await site.Change(db => db.Commitments.AddRange(late, inTime, again));
        var visitor = await site.As(mary);

        var october = await visitor.Open("/commitments?period=2026-10");
        Assert.Contains("5 promises", october.Text, StringComparison.Ordinal);
        Assert.Contains("0 of 2 on the day", october.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["Late moved to Fri 20 Nov I forgot it", "Renegotiated moved to Mon 30 Nov They are away", "Renegotiated moved to Wed 14 Oct One more day", "Renegotiated moved to Fri 16 Oct And one more", "Broken They bought elsewhere"],
            Lines(october).Select(Fate));
        Assert.Equal(["Late moved to Fri 20 Nov I forgot it", "Broken They bought elsewhere"], Lines(await visitor.Open("/commitments?period=2026-10&show=missed")).Select(Fate));
        Assert.Contains("No promises fall into this time", (await visitor.Open("/commitments?period=2026-09")).Text, StringComparison.Ordinal);
        Assert.Equal(["Kept"], Lines(await visitor.Open("/commitments?period=2026-11&show=kept")).Select(Fate));
        Assert.Equal(["Open"], Lines(await visitor.Open("/commitments?period=2026-11&show=open")).Select(Fate));
        var file = await visitor.Get("/commitments/export.csv?period=2026-10&all=1&show=missed");
        Assert.Contains("Send offer 1,Tactic,Mary,the team,,2026-11-02,2026-10-08,Late,,1,,I forgot it,2026-11-20", file.Body, StringComparison.Ordinal);
        Assert.Contains("Send offer 3,Tactic,Mary,the team,,2026-11-02,2026-10-16,Broken,2026-10-15,2,,They bought elsewhere,", file.Body, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_line_says_to_whom_and_when_it_was_promised_and_how_often_it_was_moved(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, paul) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Paul", Roles.Manager));
        var (moved, declined) = (Promised(mary.Id, 1, _today.AddDays(1)), new Commitment(CommitmentKind.Tactic, "plan/1/tactics.2", mary.Id, "Join the demo", _today, _today.AddDays(2), askedBy: paul.Id) { ToId = paul.Id });
        moved.Renegotiate(_today.AddDays(2), "They are away", _today.AddDays(-1));
        moved.Renegotiate(new(2026, 12, 4), "Still away", _today);
        declined.Decline("I am on leave", _today);
        await site.Change(db => db.Commitments.AddRange(moved, declined));

        var december = Assert.Single(Lines(await (await site.As(mary)).Open("/commitments?period=2026-12")));
        Assert.Equal(["Fri 4 Dec in 10 days, moved 2 times promised Mon 2 Nov", "Open", "the team", "Tactic"], december.QuerySelectorAll("td").Select(Said));
        var november = Lines(await (await site.As(mary)).Open("/commitments?period=2026-11&all=1")).Last();
        Assert.Equal(["Mary", "Thu 26 Nov promised Tue 24 Nov", "Declined I am on leave", "Paul", "Tactic"], november.QuerySelectorAll("td").Select(Said));
    }

    [Theory, EachDatabase]
    public async Task A_teams_ledger_leads_to_each_members_with_what_each_kept(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, ben, cleo) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Ben", Roles.Salesperson), await site.Add("Cleo", Roles.Salesperson));
        await site.Change(db => db.Teams.Add(new() { Name = "Ovens" }));
        await site.Change(db => db.TeamMemberships.AddRange(new TeamMembership { PersonId = mary.Id, TeamId = 1 }, new TeamMembership { PersonId = ben.Id, TeamId = 1 }));
        var others = Promised(cleo.Id, 99, _today.AddDays(-1));
        await site.Change(db => db.Commitments.AddRange(Many(mary.Id).Append(others)));

        var page = await (await site.As(ben)).Open("/commitments?period=2026-11&team=1");

        var hers = PromisesKept.Of(await site.Db(db => db.Commitments.AsNoTracking().Where(c => c.PersonId == mary.Id).ToListAsync(Cancel)), new Period(new(2026, 11), 1), _today);
        Assert.Equal(
            ["Ben none due 0 of 0", $"Mary {Plumbline.Ui.Figures.Percent(hers.Rate!.Value)} {hers.Kept} of {hers.Made}"],
            page.Document.QuerySelectorAll("#members tbody tr").Select(r => string.Join(' ', r.Children.Select(Said))));
        var own = await page.Visitor.Open("/" + page.The("#members tbody tr:last-child a").GetAttribute("href"));
        Assert.Equal($"/commitments?period=2026-11&person={mary.Id}", own.Path);
        Assert.Null(own.Document.QuerySelector("#members"));
        Assert.Null((await page.Visitor.Open("/commitments?period=2026-11&all=1")).Document.QuerySelector("#members"));
    }

    [Fact]
    public async Task A_persons_page_leads_to_their_promises()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));

        var promises = await (await (await site.As(await site.Add("Ben", Roles.Salesperson))).Open($"/people/{mary.Id}?period=2026-11")).Follow("Promises");

        Assert.Equal($"/commitments?period=2026-11&person={mary.Id}", promises.Path);
        Assert.Contains("Send offer 1", promises.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_promise_is_answered_for_and_taken_back(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today.AddDays(2))));
        var page = await (await site.As(mary)).Open("/commitments/1");

        var wrong = await page.Submit("move", new() { ["Move.Day"] = "3 Dec 2026" });
        Assert.Contains("Say why it is moved.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("3 Dec 2026", wrong.The("input[name='Move.Day']").GetAttribute("value"));
        var moved = await wrong.Submit("move", new() { ["Move.Words"] = "The customer is away" });
        var done = await moved.Submit("do", new() { ["Do.Words"] = "They signed" });
        Assert.Contains("Kept", done.The(".state").TextContent, StringComparison.Ordinal);
        Assert.Contains("The customer is away", done.Text, StringComparison.Ordinal);

        var back = await done.Submit("reopen");
        Assert.Contains("Open", back.The(".state").TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_promise_is_talked_about_where_it_stands(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var paul = await site.Add("Paul", Roles.Manager);
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson, paul), await site.Add("Ben", Roles.Salesperson, paul));
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));

        var said = await (await (await site.As(ben)).Open("/commitments/1")).Submit("comment", new() { ["Text"] = "I know their buyer, @Mary." });

        Assert.StartsWith("/commitments/1?comments-to=1", said.Path, StringComparison.Ordinal);
        Assert.Contains("Ben mentioned you", (await (await site.As(mary)).Open("/notifications")).Text, StringComparison.Ordinal);
        Assert.Contains("I know their buyer", (await (await site.As(paul)).Open("/search?q=buyer")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_is_asked_for_a_day_far_off_waits_on_Today_already(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Ben", Roles.Salesperson));
        await site.Change(db => db.Commitments.AddRange(
            new(CommitmentKind.Tactic, "plan/1/tactics.t1", ben.Id, "Show the ovens", _today, _today.AddDays(30), askedBy: mary.Id), Promised(ben.Id, 1, _today.AddDays(30))));

        var today = await (await site.As(ben)).Open("/today");

        Assert.Contains("Asked of you", today.Text, StringComparison.Ordinal);
        Assert.Contains("Show the ovens", today.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Due in the next seven days", today.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_answers_second_is_told_how_it_stands()
    {
        await using var site = await TheSite.Start();
        var paul = await site.Add("Paul", Roles.Manager);
        var mary = await site.Add("Mary", Roles.Salesperson, paul);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));
        var (hers, his) = (await (await site.As(mary)).Open("/commitments/1"), await (await site.As(paul)).Open("/commitments/1"));
        await hers.Submit("do", new() { ["Do.Words"] = "Sent" });

        var told = await his.Submit("give-up", new() { ["GiveUp.Words"] = "She never does" });

        Assert.Contains("Someone answered for this while you had the page open", told.Text, StringComparison.Ordinal);
        Assert.Equal("She never does", told.The("input[name='GiveUp.Words']").GetAttribute("value"));
        Assert.Equal(CommitmentState.Done, (await site.Db(db => db.Commitments.SingleAsync(Cancel))).State);
    }

    [Fact]
    public async Task A_colleague_reads_a_promise_and_cannot_answer_for_it()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));
        var fields = (await (await site.As(mary)).Open("/commitments/1")).Fields("do");
        var ben = await site.As(await site.Add("Ben", Roles.Salesperson));

        var page = await ben.Open("/commitments/1");
        Assert.Contains("Send offer 1", page.Text, StringComparison.Ordinal);
        Assert.Equal(["comment"], page.Document.QuerySelectorAll("main form input[name=_handler]").Select(handler => handler.GetAttribute("value")!));
        var token = (await ben.Open("/today")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await ben.Post(new(site.Address, "/commitments/1"), fields.Select(f => f.Key == "__RequestVerificationToken" ? new(f.Key, token) : f));

        Assert.Equal(CommitmentState.Open, (await site.Db(db => db.Commitments.SingleAsync(Cancel))).State);
    }

    [Fact]
    public async Task The_ledger_is_a_file_too()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));

        var file = await (await site.As(mary)).Get("/commitments/export.csv?period=2026-11&all=1");

        Assert.Equal("text/csv", file.Answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Send offer 1,Tactic,Mary,the team,,2026-11-02,2026-11-24,Open,", file.Body, StringComparison.Ordinal);
    }

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
            plan.Propose(world.People.Author, null, signs: true, known, _at, _today);
            plan.Sign(manager, plan.OnTable!.Number, plan.OnTable.Hash, _at, _today);
            await agreements.Save(plan, Cancel);
        }
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
            plan.Propose(world.People.Author, null, signs: true, known, _at, _today);
            plan.Sign(world.People.Manager, 1, plan.OnTable!.Hash, _at, _today);
            await agreements.Save(plan, Cancel);
        }
    }

    [Fact]
    public async Task Today_shows_what_slipped_and_what_is_asked_and_takes_the_answer()
    {
        await using var site = await TheSite.Start();
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Ben", Roles.Salesperson));
        await site.Change(db => db.Commitments.AddRange(
            Promised(mary.Id, 1, _today.AddDays(-1)), Promised(mary.Id, 2, _today.AddDays(3)), Promised(mary.Id, 3, _today.AddDays(30)),
            new(CommitmentKind.Tactic, "plan/1/tactics.4", mary.Id, "Join the demo", _today, _today.AddDays(5), askedBy: ben.Id)));

        var today = await (await site.As(mary)).Open("/today");
        Assert.Equal(["Asked of you", "Slipped", "Due in the next seven days"], today.Document.QuerySelectorAll("main form h2").Select(h => h.TextContent.Trim()));
        Assert.DoesNotContain("Send offer 3", today.Text, StringComparison.Ordinal);

        var accepted = await today.Submit("today", button: "Answer.Accepted=4:0");
        Assert.DoesNotContain("Asked of you", accepted.Text, StringComparison.Ordinal);
        Assert.Equal("commitments/4", accepted.The(".notice a").GetAttribute("href"));
        Assert.Contains("Mary takes on what you asked: Join the demo", (await (await site.As(ben)).Open("/notifications")).Text, StringComparison.Ordinal);
        var done = await accepted.Submit("today", button: "Answer.Finished=1:0");
        Assert.DoesNotContain("Slipped", done.Text, StringComparison.Ordinal);
        var twice = await accepted.Submit("today", button: "Answer.Finished=1:0");
        Assert.Contains("Someone answered for this", twice.Text, StringComparison.Ordinal);

        Assert.Equal([CommitmentState.Done, CommitmentState.Open, CommitmentState.Open, CommitmentState.Open], (await Promised(site)).Select(c => c.State));
    }

    [Fact]
    public async Task Who_leads_two_teams_sees_the_figures_of_either_on_Today()
    {
        await using var site = await TheSite.Start();
        var paul = await site.Add("Paul", Roles.Manager);
        await site.Change(db => db.AddRange(new Team { Name = "North", LeaderId = paul.Id }, new Team { Name = "South", LeaderId = paul.Id }));

        var today = await (await site.As(paul)).Open("/today");
        Assert.Equal(["North", "South"], today.Document.QuerySelectorAll("nav[aria-label=Team] a").Select(a => a.TextContent.Trim()));
        Assert.Equal("North", today.The("nav[aria-label=Team] a[aria-current=page]").TextContent.Trim());
        var other = await today.Follow("South");

        Assert.Equal("South", other.The("nav[aria-label=Team] a[aria-current=page]").TextContent.Trim());
        Assert.Equal("North", (await today.Visitor.Open("/today?team=77")).The("nav[aria-label=Team] a[aria-current=page]").TextContent.Trim());
    }

    /// <summary>The lines of the ledger on a page.</summary>
    private static List<IElement> Lines(Page page) => page.Document.QuerySelectorAll("[aria-label=Promises] tbody tr").ToList();

    private static string Fate(IElement line) => Said(line.QuerySelector(".state")!.ParentElement!);

    /// <summary>What stands in a cell, its parts apart by one blank.</summary>
    private static string Said(IElement cell) => string.Join(' ', cell.ChildNodes.Select(n => n.TextContent.Trim()).Where(words => words != ""));

    private static Task<List<Commitment>> Promised(TheSite site) => site.Db(db => db.Commitments.AsNoTracking().OrderBy(c => c.Source).ToListAsync(Cancel));

    private static Commitment Promised(long person, int number, DateOnly due, CommitmentKind kind = CommitmentKind.Tactic) => new(kind, $"plan/1/tactics.{number}", person, $"Send offer {number}", new(2026, 11, 2), due);

    /// <summary>Promises of every fate, spread over three months.</summary>
    private static IEnumerable<Commitment> Many(long person)
    {
        var chance = new Random(7);
        for (var number = 1; number <= 60; number++)
        {
            var made = new DateOnly(2026, 8, 1).AddDays(chance.Next(60));
            var promise = new Commitment(CommitmentKind.Meeting, $"meeting/1/{number}", person, $"Call {number}", made, made.AddDays(1 + chance.Next(60)));
            for (var move = chance.Next(3); move > 0; move--)
            {
                var on = promise.Due.AddDays(chance.Next(-3, 3));
                promise.Renegotiate(promise.Due.AddDays(10 + chance.Next(20)), "Moved", on);
            }

            var end = promise.Due.AddDays(chance.Next(-1, 3));
            switch (chance.Next(6))
            {
                case 0 or 1:
                    promise.Do(null, end, end);
                    break;
                case 2:
                    promise.GiveUp("No more", end);
                    break;
                case 3:
                    promise.Drop(end);
                    break;
                case 4:
                    promise.CarryOver("the next plan", end);
                    break;
            }

            yield return promise;
        }
    }
}
