using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;

namespace Plumbline.Opportunities;

public class PipelinePageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task The_board_shows_ones_own_by_stage_and_a_manager_what_their_people_have(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        await SomePipeline.Open(await world.Site.As(world.Mary), "Hers");
        await world.Crm("His", "Qualify", 3_000, world.Ben);
        await world.Crm("Nobody's business of theirs", "Qualify", 500, world.Zoe);

        var mine = await (await world.Site.As(world.Mary)).Open("/pipeline");
        Assert.Equal(["Lead", "Qualified", "Proposal", "Negotiation"], Stages(mine));
        Assert.Contains("1 opportunity open, worth €12,500", mine.Text, StringComparison.Ordinal);
        Assert.Contains("Call them by Fri 27 Nov", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("His", mine.The(".board-columns").TextContent, StringComparison.Ordinal);

        var ada = await world.Site.As(world.Ada);
        var theirs = await ada.Open("/pipeline");
        Assert.Equal(["Lead", "Qualified", "Proposal", "Negotiation", "Qualify"], Stages(theirs));
        Assert.Contains("2 opportunities open", theirs.Text, StringComparison.Ordinal);
        Assert.NotNull(theirs.Document.QuerySelector("[aria-label='Move Hers']"));
        Assert.Null(theirs.Document.QuerySelector("[aria-label='Move His']")); // The CRM keeps its stage.
        await world.Site.Change(db => db.Companies.First().KeptHere = Companies.OpportunityFields.Stage);
        Assert.NotNull((await ada.Open("/pipeline")).Document.QuerySelector("[aria-label='Move His']"));
        Assert.Contains("3 opportunities open", (await ada.Open("/pipeline?whose=all")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is open here", (await (await world.Site.As(world.Mary)).Open($"/pipeline?person={world.Ada.Id}")).Text, StringComparison.Ordinal);

        static IEnumerable<string> Stages(Page page) => page.Document.QuerySelectorAll("[data-stage]").Select(s => s.GetAttribute("data-stage")!);
    }

    [Theory, EachDatabase]
    public async Task The_list_is_narrowed_sorted_and_tells_what_is_stalled(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var visitor = await world.Site.As(world.Mary);
        await SomePipeline.Open(visitor, "Fresh");
        await world.Crm("Long silent", "Qualify", 3_000);
        var worked = await world.Crm("Worked last week", "Qualify", 2_000, expected: new(2027, 1, 15));
        var moved = await world.Crm("Moved last week", "Propose", null, expected: new(2026, 11, 1));
        await world.Site.Change(db => db.AddRange(
            new ActivityType { Name = "Call" },
            new OpportunityChange { OpportunityId = moved, At = new(2026, 11, 17, 9, 0, 0, TimeSpan.Zero), Stage = "Propose" }));
        await world.Site.Change(db => db.Add(new Activity { System = "crm", ExternalId = "1", TypeId = 1, Date = new(2026, 11, 16), SalespersonId = world.Mary.Id, OpportunityId = worked }));

        await Shows("view=list", "Moved last week", "Long silent", "Fresh", "Worked last week");
        await Shows("view=list&sort=-amount", "Fresh", "Long silent", "Worked last week", "Moved last week");
        await Shows("view=list&sort=account", "Fresh", "Long silent", "Worked last week", "Moved last week");
        await Shows("view=list&only=stalled", "Long silent");
        await Shows("view=list&only=no-step", "Moved last week", "Long silent", "Worked last week");
        await Shows("view=list&only=overdue", "Moved last week");
        await Shows("view=list&month=2027-01", "Worked last week");
        await Shows("view=list&stage=Qualify", "Long silent", "Worked last week");
        await Shows("view=list&stage=Qualify&only=stalled", "Long silent");
        await Shows("view=list&stage=Nowhere&only=stalled");
        var board = await visitor.Open("/pipeline");
        Assert.Equal(["Long silent"], board.Document.QuerySelectorAll(".deal-stalled .deal-name").Select(n => n.TextContent.Trim()));
        Assert.Contains("84 days here", board.Text, StringComparison.Ordinal);
        Assert.Contains("7 days here", board.Text, StringComparison.Ordinal);

        var unplanned = (await visitor.Open("/pipeline?view=list&only=no-step")).Document.QuerySelector("tbody .next-step a")!;
        Assert.Equal($"pipeline?view=list&only=no-step&plan={moved}#plan", unplanned.GetAttribute("href"));

        async Task Shows(string query, params string[] names) =>
            Assert.Equal(names, (await visitor.Open($"/pipeline?{query}")).Document.QuerySelectorAll("tbody th a").Select(n => n.TextContent.Trim()));
    }

    [Theory, EachDatabase]
    public async Task A_next_step_is_planned_in_the_list_and_the_same_list_shows(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var first = await world.Crm("First", "Qualify", 3_000, expected: new(2026, 12, 1));
        var second = await world.Crm("Second", "Qualify", 2_000, expected: new(2026, 12, 2));
        await world.Crm("Elsewhere", "Propose", 1_000);
        var list = $"/pipeline?view=list&person={world.Mary.Id}&stage=Qualify&only=no-step&sort=-amount";
        var mary = await world.Site.As(world.Mary);

        var asked = await mary.Open(Href(await mary.Open(list), "First"));
        Assert.Contains("The next step of First", asked.The("tbody #plan").TextContent, StringComparison.Ordinal);
        Assert.Equal(["First", "Second"], Names(asked));
        Assert.Equal(list, $"/{asked.The("#plan .form-foot a").GetAttribute("href")}"); // The way back.

        // What is refused keeps what was typed, and says what is wrong and where.
        var undated = await asked.Submit("plan", new() { ["NextStep"] = "Send the offer" });
        Assert.Equal("By when? A step without a day is not taken.", undated.The(".notice-error a").TextContent.Trim());
        Assert.Equal("plan-NextStepDue", undated.The("[aria-invalid]").Id);
        Assert.Equal("Send the offer", undated.The("[name='Step.NextStep']").GetAttribute("value"));
        Assert.Equal(["First", "Second"], Names(undated));
        var unread = await undated.Submit("plan", new() { ["NextStepDue"] = "some day" });
        Assert.Equal(("Send the offer", "some day"), (unread.The("[name='Step.NextStep']").GetAttribute("value"), unread.The("[name='Step.NextStepDue']").GetAttribute("value")));
        Assert.Contains("What is to be done next?", (await asked.Submit("plan", new() { ["NextStep"] = " " })).Text, StringComparison.Ordinal);
        Assert.All(await world.Site.Db(db => db.Opportunities.ToListAsync(Cancel)), o => Assert.Null(o.NextStep));

        var planned = await unread.Submit("plan", new() { ["NextStepDue"] = "1 Dec 2026" });
        Assert.Equal($"{list}&planned={first}", planned.Path);
        Assert.Equal(["Second"], Names(planned));
        Assert.Equal("Planned for First", planned.The("#planned .notice-title").TextContent);
        Assert.Contains("Send the offer by Tue 1 Dec", planned.Text, StringComparison.Ordinal);
        Assert.Equal($"{list}&plan={second}#plan", $"/{planned.The("#planned a").GetAttribute("href")}");
        var saved = await world.Site.Db(db => db.Opportunities.SingleAsync(o => o.Id == first, Cancel));
        Assert.Equal(("Send the offer", new DateOnly(2026, 12, 1)), (saved.NextStep, saved.NextStepDue!.Value));
        Assert.Equal("Send the offer", await world.Site.Db(db => db.Commitments.Select(c => c.What).SingleAsync(Cancel))); // As it is promised wherever a step is planned.

        // A step that is there is not planned again from an old address.
        Assert.Null((await mary.Open($"{list}&plan={first}")).Document.QuerySelector("#plan"));
    }

    [Theory, EachDatabase]
    public async Task A_step_that_was_planned_meanwhile_is_shown_beside_what_was_typed(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var id = await world.Crm("Alone", "Qualify", 3_000);
        var list = $"/pipeline?view=list&whose=all&only=no-step&plan={id}";
        var (mary, ada) = (await (await world.Site.As(world.Mary)).Open(list), await (await world.Site.As(world.Ada)).Open(list));
        await ada.Submit("plan", new() { ["NextStep"] = "Call them", ["NextStepDue"] = "27 Nov 2026" });

        var slower = await mary.Submit("plan", new() { ["NextStep"] = "Write to them", ["NextStepDue"] = "28 Nov 2026" });

        Assert.Contains("Someone changed this opportunity while you had the page open.", slower.Text, StringComparison.Ordinal);
        Assert.Contains("Call them by Fri 27 Nov", slower.Text, StringComparison.Ordinal);
        Assert.Equal(("Write to them", "28 Nov 2026"), (slower.The("[name='Step.NextStep']").GetAttribute("value"), slower.The("[name='Step.NextStepDue']").GetAttribute("value")));
        Assert.Contains("No opportunity fits", slower.Text, StringComparison.Ordinal); // It is on the list no more, and the form is still there.
        Assert.Equal("Call them", await Step());
        await slower.Submit("plan");
        Assert.Equal("Write to them", await Step());

        Task<string?> Step() => world.Site.Db(db => db.Opportunities.Select(o => o.NextStep).SingleAsync(Cancel));
    }

    [Fact]
    public async Task For_what_ended_meanwhile_nothing_is_planned_and_it_is_said_so_at_once()
    {
        await using var world = await SomePipeline.Make();
        var id = await world.Crm("Alone", "Qualify", 3_000);
        var mary = await (await world.Site.As(world.Mary)).Open($"/pipeline?view=list&plan={id}");
        await world.Site.Change(db => (db.Opportunities.Single().State, db.Opportunities.Single().Closed) = (OpportunityState.Lost, new(2026, 11, 24)));

        var refused = await mary.Submit("plan", new() { ["NextStep"] = "Write to them", ["NextStepDue"] = "28 Nov 2026" });

        Assert.Contains("Alone was lost meanwhile: nothing more is planned for it.", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("send it again", refused.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Only_who_may_change_an_opportunity_plans_its_next_step_in_the_list(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var his = await world.Crm("His", "Qualify", 3_000, world.Ben);
        var list = $"/pipeline?view=list&whose=all&plan={his}";
        foreach (var (person, may) in new[] { (world.Ben, true), (world.Ada, true), (world.Mary, false), (await world.Site.Add("Lea", Roles.Leadership), false), (await world.Site.Add("Max", Roles.Administrator | Roles.Marketing), false) })
        {
            var page = await (await world.Site.As(person)).Open(list);
            Assert.Equal(may, page.Document.QuerySelector("#plan form") is not null);
            Assert.Equal(may, page.Document.QuerySelector("tbody .next-step a") is not null);
            Assert.Contains("no next step", page.The("tbody").TextContent, StringComparison.Ordinal);
        }

        // It was hers when she opened the form: she is told why it is refused, and keeps what she typed.
        await world.Site.Change(db => db.Opportunities.Single().SalespersonId = world.Mary.Id);
        var hers = await (await world.Site.As(world.Mary)).Open(list);
        await world.Site.Change(db => db.Opportunities.Single().SalespersonId = world.Ben.Id);
        var refused = await hers.Submit("plan", new() { ["NextStep"] = "Call them", ["NextStepDue"] = "27 Nov 2026" });

        Assert.Contains("Only the one who works it and their managers can change it.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Call them", refused.The("[name='Step.NextStep']").GetAttribute("value"));
        Assert.Null(await world.Site.Db(db => db.Opportunities.Select(o => o.NextStep).SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task The_pipeline_is_shown_as_it_was_and_what_became_of_it_since(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var visitor = await world.Site.As(world.Mary);
        var crm = await world.Crm("From the CRM", "Qualify", 3_000);
        await SomePipeline.Open(visitor, "Pushed");
        await SomePipeline.Open(visitor, "Won soon");
        world.Site.Clock.Advance(TimeSpan.FromDays(3));
        var id = await world.Site.Db(db => db.Opportunities.Where(o => o.Name == "Pushed").Select(o => o.Id).SingleAsync(Cancel));
        await (await visitor.Open($"/opportunities/{id}/edit")).Submit("opportunity", new() { ["Amount"] = "20,000", ["ExpectedClose"] = "20 Jan 2027", ["Stage"] = "Proposal" });
        var won = await world.Site.Db(db => db.Opportunities.Where(o => o.Name == "Won soon").Select(o => o.Id).SingleAsync(Cancel));
        await (await visitor.Open($"/opportunities/{won}/close?as=won")).Submit("close");
        await SomePipeline.Open(visitor, "New one");
        await (await (await world.Site.As(world.Ada)).Open($"/opportunities/{id}/edit")).Submit("opportunity", new() { ["Salesperson"] = $"{world.Ben.Id}" });

        var past = await visitor.Open("/pipeline?as-of=2026-11-25");
        Assert.Contains("3 opportunities", past.Text, StringComparison.Ordinal);
        Assert.Contains("Worth €28 k", past.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("New one", past.Text, StringComparison.Ordinal);
        var before = await visitor.Open("/pipeline?as-of=2026-09-30");
        Assert.Contains("From the CRM", before.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pushed", before.Text, StringComparison.Ordinal);

        var changes = await visitor.Open("/pipeline?view=changes&since=2026-11-25");
        Assert.Equal(["New: 1", "Won: 1", "Handed over: 1"], Titles(changes));
        var manager = await (await world.Site.As(world.Ada)).Open("/pipeline?view=changes&since=2026-11-25");
        Assert.Equal(["New: 1", "Won: 1", "Moved: 1", "Amount up: 1", "Pushed to later: 1"], Titles(manager));
        Assert.Contains("Together by €7,500", manager.Text, StringComparison.Ordinal);
        Assert.Equal(["New: 3", "Won: 1"], Titles(await (await world.Site.As(world.Ada)).Open("/pipeline?view=changes")));
        Assert.True(crm > 0);

        static IEnumerable<string> Titles(Page page) => page.Document.QuerySelectorAll(".card h2").Select(h => h.TextContent.Trim());
    }

    [Theory, EachDatabase]
    public async Task What_was_lost_without_ever_having_qualified_is_no_part_of_the_share_won_by_value(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        await Ended(OpportunityState.Won, 1_000);
        await Ended(OpportunityState.Lost, 4_000, "Lead");
        await Ended(OpportunityState.Lost, 1_000, "Lead", "Qualified");
        await Ended(OpportunityState.Lost, 500, "A stage that no list knows");
        await Ended(OpportunityState.Lost, 250); // Nobody knows how.

        var rates = await world.Site.With<SellingHistory, SellingRates>(history => history.Together([world.Mary.Id], Cancel));

        Assert.Equal((1, 4, 1_000m, 1_750m), (rates.Won, rates.Lost, rates.WonValue, rates.LostValue));

        async Task Ended(OpportunityState state, decimal amount, params string[] stages)
        {
            string[] all = [.. stages, state.ToString()];
            var ended = new Opportunity { System = RecordedHere.System, ExternalId = $"{state} {amount}", Name = "Ended", SalespersonId = world.Mary.Id, Stage = all[^1], State = state, Closed = new(2026, 10, 1), Amount = amount };
            await world.Site.Change(db => db.Add(ended));
            await world.Site.Change(db => db.AddRange(stages.Select((stage, at) => new OpportunityChange { OpportunityId = ended.Id, At = new(2026, 9, 1 + at, 9, 0, 0, TimeSpan.Zero), StageBefore = stage, Stage = all[at + 1] })));
        }
    }

    [Theory, EachDatabase]
    public async Task Coverage_sets_what_is_open_and_qualified_against_what_is_missing_by_month(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var visitor = await world.Site.As(world.Mary);
        await SomePipeline.Open(visitor, "A lead", new() { ["ExpectedClose"] = "28 Nov 2026", ["Amount"] = "1,000" });
        await SomePipeline.Open(visitor, "Qualified", new() { ["ExpectedClose"] = "28 Nov 2026", ["Amount"] = "4,000", ["Stage"] = "Proposal" });
        await world.Crm("Undated", "Qualify", 700, expected: new(2026, 8, 1));
        await world.Site.Change(db =>
        {
            db.Add(new QuotaMonth { Month = new(2026, 11), SalespersonId = world.Mary.Id, TeamId = 0, Revenue = 3_000, Source = QuotaSource.AgreedPlan });
            db.Add(new QuotaMonth { Month = new(2027, 4), SalespersonId = world.Mary.Id, TeamId = 0, Revenue = 1_250, Source = QuotaSource.AgreedPlan });
            db.Add(new PersonMonth { Month = new(2026, 11), SalespersonId = world.Mary.Id, TeamId = 0, Tally = new() { Revenue = 1_000, Bookings = 1 } });
            db.Add(new QuotaMonth { Month = new(2026, 10), SalespersonId = world.Mary.Id, TeamId = 0, Revenue = 1_000, Source = QuotaSource.AgreedPlan });
            db.Add(new PersonMonth { Month = new(2026, 10), SalespersonId = world.Mary.Id, TeamId = 0, Tally = new() { Revenue = 400, Bookings = 1 } });
            db.Add(new PersonMonth { Month = new(2026, 11), SalespersonId = world.Ben.Id, TeamId = 0, Tally = new() { Revenue = 500, Bookings = 1 } });
        });

        var page = await visitor.Open("/pipeline?view=coverage");

        Assert.Equal(["3,000", "1,000", "2,000", "5,000", "4,000", "2,100", "2×", "less than needed", "4,000", "too late"], page.Document.QuerySelectorAll("tbody tr")[0].QuerySelectorAll("td").Select(t => t.TextContent.Trim()));
        Assert.Equal(["5,000", "Sat 30 Jan 2027"], page.Document.QuerySelectorAll("tbody tr")[5].QuerySelectorAll("td").TakeLast(2).Select(t => t.TextContent.Trim()));
        Assert.Equal(["4,000", "1,400", "2,600", "5,000", "4,000", "2,100", "1.5×", "less than needed", "6,400", "too late"], page.Document.QuerySelectorAll("tfoot tr")[0].QuerySelectorAll("td").Select(t => t.TextContent.Trim())); // What October lacks is to be made up for.
        Assert.Contains("coverage 1.5×", (await visitor.Open("/scoreboard?period=2026-Q4")).Text, StringComparison.Ordinal); // One coverage on all pages.
        Assert.Contains("coverage 2×", (await visitor.Open("/scoreboard?period=2026-11")).Text, StringComparison.Ordinal);
        Assert.Equal("5,000", page.Document.QuerySelectorAll("tfoot td")[^2].TextContent.Trim()); // Only what can be begun in time.
        Assert.Contains("usually closes 90 days later, too late for Nov 2026", page.Text, StringComparison.Ordinal);
        Assert.Equal($"forecast?person={world.Mary.Id}", page.Document.QuerySelectorAll(".card-foot a").First(a => a.TextContent == "How likely that is").GetAttribute("href"));
        Assert.Contains("1 ÷ 25.0% × (1 + 0.0%)", page.Text, StringComparison.Ordinal);
        Assert.Contains("too little data: 0 closed in a year", page.Text, StringComparison.Ordinal);
        Assert.Contains("€700 expected to close in months that are over", page.Text, StringComparison.Ordinal);
        Assert.Equal("1,000", (await (await world.Site.As(world.Ada)).Open("/pipeline?view=coverage&whose=all")).Document.QuerySelectorAll("tbody tr")[0].QuerySelectorAll("td")[1].TextContent.Trim()); // What Ben sold reaches no quota.

        // Where Ben has a quota for November alone, what both have open says nothing of April's.
        await world.Site.Change(db => db.Add(new QuotaMonth { Month = new(2026, 11), SalespersonId = world.Ben.Id, TeamId = 0, Revenue = 2_000, Source = QuotaSource.AgreedPlan }));
        var both = await (await world.Site.As(world.Ada)).Open("/pipeline?view=coverage&whose=all");
        Assert.Equal(["", "quota of 1 only", ""], both.Document.QuerySelectorAll("tbody tr")[5].QuerySelectorAll("td").Skip(6).Take(3).Select(t => t.TextContent.Trim()));
        Assert.Equal("5,000", both.Document.QuerySelectorAll("tbody tr")[0].QuerySelectorAll("td")[0].TextContent.Trim());
        Assert.Equal("5,000", both.Document.QuerySelectorAll("tfoot tr")[1].QuerySelectorAll("td")[0].TextContent.Trim());
        foreach (var whose in (string[])["", "&whose=all", $"&person={world.Ben.Id}"])
        {
            Assert.Contains("By month of expected close", (await (await world.Site.As(world.Ada)).Open($"/pipeline?view=coverage{whose}")).Text, StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    public async Task Days_at_a_stage_are_measured_against_what_closed_in_the_last_year(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        for (var i = 0; i < StageHistory.EnoughWon; i++)
        {
            var id = await world.Crm($"Old {i}", "Won", 100);
            await world.Site.Change(db =>
            {
                var old = db.Opportunities.Single(o => o.Id == id);
                (old.State, old.Closed) = (OpportunityState.Won, new(2026, 10, 11));
                db.Add(new OpportunityChange { OpportunityId = id, At = new(2026, 10, 1, 9, 0, 0, TimeSpan.Zero), Stage = "Qualify" });
            });
        }

        await world.Crm("Now", "Qualify", 100, opened: new(2026, 11, 1));

        var board = await (await world.Site.As(world.Mary)).Open("/pipeline");

        Assert.Contains("23 days here, usually 10", board.Text, StringComparison.Ordinal);
        Assert.Equal(1, board.Document.QuerySelectorAll(".deal-stalled").Length);
    }

    private static IEnumerable<string> Names(Page page) => page.Document.QuerySelectorAll("tbody th a").Select(n => n.TextContent.Trim());

    /// <summary>Where the badge of an opportunity without a next step leads.</summary>
    private static string Href(Page page, string name) => $"/{page.The($"[aria-label='No next step for {name}: plan one']").GetAttribute("href")}";
}
