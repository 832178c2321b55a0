using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Scoring;

namespace Plumbline.Opportunities;

public class OpportunityPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_is_opened_moved_and_won_by_hand_stands_in_its_history_and_on_the_scoreboard(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var visitor = await world.Site.As(world.Mary);

        var opened = await SomePipeline.Open(visitor, "Renewal of the fleet");
        Assert.Contains("Opened in Lead, €12,500, expected Fri 18 Dec", opened.Text, StringComparison.Ordinal);
        Assert.Contains("€12,500", (await visitor.Open("/scoreboard")).Body, StringComparison.Ordinal);
        world.Site.Clock.Advance(TimeSpan.FromDays(1));
        var moved = await opened.Submit("move", new() { ["Stage"] = "Proposal" });
        Assert.Contains("Stage Lead → Proposal", moved.Text, StringComparison.Ordinal);
        var done = await moved.Submit("done");
        Assert.Contains("no next step", done.Text, StringComparison.Ordinal);
        var planned = await done.Submit("step", new() { ["NextStep"] = "Send the offer", ["NextStepDue"] = "1 Dec 2026" });
        Assert.Contains("Send the offer", planned.Text, StringComparison.Ordinal);
        Assert.Equal("Plan the next step", done.The(".page-head .btn-primary").TextContent.Trim()); // What there is to do first stands out.
        Assert.Equal("Won", planned.The(".page-head .btn-primary").TextContent.Trim());

        var close = await planned.Follow("Won");
        var refused = await close.Submit("close", new() { ["Amount"] = "lots" });
        Assert.Contains("“lots” is no amount", refused.Text, StringComparison.Ordinal);
        var won = await refused.Submit("close", new() { ["Amount"] = "11,000", ["Reason"] = "They know us" });

        Assert.Contains("Won; Stage Proposal → Won; Amount €12,500 → €11,000", won.Text, StringComparison.Ordinal);
        Assert.Equal(11_000, (await world.Site.Db(db => db.PersonMonths.SingleAsync(Cancel))).Tally.Revenue);
        Assert.Empty(await world.Site.Db(db => Recounting.Differences(db, Cancel)));

        var again = await won.Submit("reopen", new() { ["Stage"] = "Negotiation", ["ExpectedClose"] = "20 Dec 2026" });
        Assert.Contains("Reopened", again.Text, StringComparison.Ordinal);
        Assert.Empty(await world.Site.Db(db => Recounting.Differences(db, Cancel)));
    }

    [Fact]
    public async Task What_was_done_about_it_leads_to_the_activity_from_its_page_and_the_accounts()
    {
        await using var world = await SomePipeline.Make();
        var id = await world.Crm("Fleet", "Lead", 100);
        await world.Site.Change(db => db.Add(new ActivityType { Name = "Visit" }));
        await world.Site.Change(db => db.Add(new Activity { System = "crm", ExternalId = "a", TypeId = 1, Date = new(2026, 11, 20), SalespersonId = world.Mary.Id, AccountId = 1, OpportunityId = id, Subject = "Fleet", Outcome = "They want a quote" }));
        var ben = await world.Site.As(world.Ben);

        foreach (var page in new[] { $"/opportunities/{id}", "/accounts/1" })
        {
            var row = (await ben.Open(page)).The("tr:has(a[href='activities/1'])");
            Assert.Contains("They want a quote", row.TextContent, StringComparison.Ordinal);
            Assert.Contains("Mary", row.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_form_sent_twice_opens_one_and_a_new_account_is_added_only_where_that_is_ticked()
    {
        await using var world = await SomePipeline.Make();
        var visitor = await world.Site.As(world.Mary);
        var form = await visitor.Open("/opportunities/new");
        Dictionary<string, string> typed = new() { ["Name"] = "Deal", ["Account"] = "Borealis", ["ExpectedClose"] = "18 Dec 2026" };

        var refused = await form.Submit("opportunity", typed);
        Assert.Contains("There is no account “Borealis” yet", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Borealis", refused.The("input[name='Input.Account']").GetAttribute("value"));
        await refused.Submit("opportunity", new(typed) { ["AddAccount"] = "on" });
        await refused.Submit("opportunity", new(typed) { ["AddAccount"] = "on" });

        Assert.Equal(1, await world.Site.Db(db => db.Opportunities.CountAsync(Cancel)));
        Assert.Equal(1, await world.Site.Db(db => db.OpportunityChanges.CountAsync(Cancel)));
        Assert.Equal(world.Mary.Id, await world.Site.Db(db => db.Accounts.Where(a => a.Name == "Borealis").Select(a => a.OwnerId).SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task What_a_crm_keeps_is_read_only_on_the_form_and_refused_on_the_server(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var visitor = await world.Site.As(world.Mary);
        var id = await world.Crm("Theirs", "Qualify", 1_000);

        var form = await visitor.Open($"/opportunities/{id}/edit");
        Assert.Contains("Crm keeps the name, the account, the product, who works it, the stage and the outcome, the amount and the expected close", form.Text, StringComparison.Ordinal);
        Assert.Null(form.Document.QuerySelector("input[name='Input.Amount']"));
        var saved = await form.Submit("opportunity", new() { ["Competitor"] = "Northwind", ["NextStep"] = "Call", ["NextStepDue"] = "27 Nov 2026" });
        Assert.Contains("Northwind", saved.Text, StringComparison.Ordinal);

        var fields = (await visitor.Open($"/opportunities/{id}/edit")).Fields("opportunity");
        using var forged = new FormUrlEncodedContent([.. fields, new("Input.Amount", "9")]);
        var answer = await (await visitor.Http.PostAsync($"/opportunities/{id}/edit", forged, Cancel)).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Crm keeps the amount of this opportunity", answer, StringComparison.Ordinal);
        Assert.Equal(1_000, (await world.Site.Db(db => db.Opportunities.SingleAsync(Cancel))).Amount);
        Assert.DoesNotContain("Move", (await visitor.Open($"/opportunities/{id}")).Document.QuerySelectorAll("button").Select(b => b.TextContent.Trim()));

        await world.Site.Change(db => db.Companies.First().KeptHere = OpportunityFields.Amount | OpportunityFields.Stage);
        await (await visitor.Open($"/opportunities/{id}/edit")).Submit("opportunity", new() { ["Amount"] = "2,000" });
        var lost = await (await visitor.Open($"/opportunities/{id}/close?as=lost")).Submit("close", new() { ["Reason"] = "Price" });
        Assert.Contains("Lost", lost.Text, StringComparison.Ordinal);
        Assert.Equal((2_000m, OpportunityState.Lost), await world.Site.Db(async db => (await db.Opportunities.SingleAsync(Cancel)) is var o ? (o.Amount!.Value, o.State) : default));
        Assert.Empty(await world.Site.Db(db => Recounting.Differences(db, Cancel)));
    }

    [Fact]
    public async Task Everyone_may_look_but_only_whoever_works_it_and_their_managers_change_it()
    {
        await using var world = await SomePipeline.Make();
        await SomePipeline.Open(await world.Site.As(world.Mary), "Hers");

        var zoe = await world.Site.As(world.Zoe);
        Assert.Contains("Hers", (await zoe.Open("/opportunities/1")).Text, StringComparison.Ordinal);
        Assert.Contains("Only the one who works it", (await zoe.Open("/opportunities/1/edit")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await Move(zoe, "Proposal", 0));

        var ada = await world.Site.As(world.Ada);
        Assert.Equal(HttpStatusCode.NoContent, await Move(ada, "Proposal", 0));
        Assert.Equal(HttpStatusCode.Conflict, await Move(ada, "Lead", 0));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Move(ada, "Nowhere", 1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Move(ada, "Won", 1));
        var given = await (await ada.Open("/opportunities/1/edit")).Submit("opportunity", new() { ["Salesperson"] = $"{world.Ben.Id}" });
        Assert.Contains("Salesperson Mary → Ben", given.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_saves_second_sees_what_the_other_saved_and_keeps_what_they_typed()
    {
        await using var world = await SomePipeline.Make();
        var visitor = await world.Site.As(world.Mary);
        await SomePipeline.Open(visitor, "Deal");
        var mine = await visitor.Open("/opportunities/1/edit");
        await (await visitor.Open("/opportunities/1/edit")).Submit("opportunity", new() { ["Amount"] = "20,000" });

        var told = await mine.Submit("opportunity", new() { ["Amount"] = "15,000" });
        Assert.Contains("Saved meanwhile: 20,000", told.Text, StringComparison.Ordinal);
        Assert.Equal("15,000", told.The("input[name='Input.Amount']").GetAttribute("value"));
        await told.Submit("opportunity");

        Assert.Equal(15_000, (await world.Site.Db(db => db.Opportunities.SingleAsync(Cancel))).Amount);
        var emptied = await (await visitor.Open("/opportunities/1/edit")).Submit("opportunity", new() { ["Amount"] = "", ["Account"] = "", ["NextStep"] = "", ["NextStepDue"] = "" });
        Assert.Contains("Amount €15,000 → none", emptied.Text, StringComparison.Ordinal);
        Assert.Contains("no next step", emptied.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Stages_are_renamed_with_what_stands_in_them_added_and_taken_away_only_when_empty(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        await SomePipeline.Open(await world.Site.As(world.Mary), "Deal");
        await world.Site.Change(db => db.Add(new Stage { System = "crm", ExternalId = "1", Name = "Theirs", Order = 4 }));
        var admin = await world.Site.As(await world.Site.Add("Root", People.Roles.Administrator));

        var saved = await (await admin.Open("/administration/stages")).Submit("stages", new()
        {
            ["Input.Stages[0].Name"] = "First call",
            ["Input.Stages[1].Name"] = "",
            ["Input.Stages[2].Chance"] = "60",
            ["Input.Stages[6].Place"] = "1",
            ["Input.Stages[7].Name"] = "Trial",
        });
        Assert.Contains("Saved.", saved.Text, StringComparison.Ordinal);
        var stages = new StageList(await world.Site.Db(db => db.Stages.AsNoTracking().ToListAsync(Cancel)));
        Assert.Equal(["First call", "Proposal", "Negotiation", "Won", "Lost", "Trial"], stages.Of(RecordedHere.System).Select(s => s.Name));
        Assert.Equal((0.6m, 1), (stages.Find(RecordedHere.System, "Proposal")!.Probability!.Value, stages.Find("crm", "Theirs")!.Place!.Value));
        Assert.Equal("First call", (await world.Site.Db(db => db.Opportunities.SingleAsync(Cancel))).Stage);
        Assert.Equal("First call", (await world.Site.Db(db => db.OpportunityChanges.SingleAsync(Cancel))).Stage);

        var refused = await saved.Submit("stages", new() { ["Input.Stages[0].Name"] = "" });
        Assert.Contains("1 opportunity stands in First call. Move it first.", refused.Text, StringComparison.Ordinal);
        await (await admin.Open("/administration/stages")).Submit("kept", new() { ["Fields"] = "" });
        Assert.Equal(OpportunityFields.None, (await world.Site.Db(db => db.Companies.SingleAsync(Cancel))).KeptHere);
    }

    [Theory, EachDatabase]
    public async Task What_stands_in_a_stage_follows_what_it_counts_as_once_that_was_told(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        await world.Site.Change(db => db.Add(new Stage { System = "crm", ExternalId = "1", Name = "Parked", Order = 4 }));
        await world.Crm("Long gone", "Parked", 5_000, expected: new(2026, 10, 20));
        await world.Crm("Just now", "Parked", 7_000, expected: new(2027, 1, 20));
        await world.Crm("Elsewhere", "Trial", 9_000);
        await world.Site.Change(db => db.Opportunities.Single(o => o.Name == "Just now").PlanNext("Call them", new(2026, 11, 30), new(2026, 11, 24)));
        var admin = await world.Site.As(await world.Site.Add("Root", People.Roles.Administrator));
        Dictionary<string, string> lost = new() { ["Input.Stages[6].State"] = "Lost" };

        var told = await (await admin.Open("/administration/stages")).Submit("stages", lost);
        Assert.Contains("2 opportunities in Parked are not lost. They would be lost: each on the day it was expected to close, or today", told.Text, StringComparison.Ordinal);
        Assert.True(await world.Site.Db(db => db.Opportunities.AllAsync(o => o.State == OpportunityState.Open, Cancel)));
        var saved = await told.Submit("stages");

        Assert.Contains("Saved.", saved.Text, StringComparison.Ordinal);
        Assert.Equal(
            [("Long gone", OpportunityState.Lost, new DateOnly(2026, 10, 20)), ("Just now", OpportunityState.Lost, new(2026, 11, 24)), ("Elsewhere", OpportunityState.Open, null)],
            await world.Site.Db(db => db.Opportunities.OrderBy(o => o.Id).Select(o => new ValueTuple<string, OpportunityState, DateOnly?>(o.Name, o.State, o.Closed)).ToListAsync(Cancel)));
        Assert.Null((await world.Site.Db(db => db.Opportunities.SingleAsync(o => o.Name == "Just now", Cancel))).NextStep);
        Assert.Equal([OpportunityState.Lost, OpportunityState.Lost], await world.Site.Db(db => db.OpportunityChanges.Select(c => c.State!.Value).ToListAsync(Cancel)));
        Assert.Empty(await world.Site.Db(db => Plumbline.Scoring.Recounting.Differences(db, Cancel)));

        var again = await (await saved.Submit("stages", new() { ["Input.Stages[6].State"] = "Open" })).Submit("stages");
        Assert.Contains("Saved.", again.Text, StringComparison.Ordinal);
        Assert.True(await world.Site.Db(db => db.Opportunities.AllAsync(o => o.State == OpportunityState.Open && o.Closed == null && o.Reason == null, Cancel)));
        Assert.True(await world.Site.Db(db => db.Stages.Where(s => s.Name == "Parked").Select(s => s.IsQualified).SingleAsync(Cancel)), "Nobody was asked whether it qualifies while it ended something.");
        Assert.Empty(await world.Site.Db(db => Plumbline.Scoring.Recounting.Differences(db, Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_stage_that_opportunities_name_and_no_list_has_can_be_told_what_it_is(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        await world.Crm("Deal", "Phase 9", 5_000, expected: new(2026, 10, 20));
        await world.Crm("Other", "Phase 2", 5_000);
        var admin = await world.Site.As(await world.Site.Add("Root", People.Roles.Administrator));
        var page = await admin.Open("/administration/stages");
        Assert.Equal(["Phase 2", "Phase 9"], page.Document.QuerySelectorAll("input[type=hidden][name$='.Name']").Select(i => i.GetAttribute("value")));

        await (await page.Submit("stages", new() { ["Input.Stages[7].State"] = "Won" })).Submit("stages");

        var stage = await world.Site.Db(db => db.Stages.SingleAsync(s => s.System == "crm", Cancel));
        Assert.Equal(("Phase 9", OpportunityState.Won, true), (stage.Name, stage.State, stage.IsStateOurs));
        Assert.Equal(new DateOnly(2026, 10, 20), (await world.Site.Db(db => db.Opportunities.SingleAsync(o => o.State == OpportunityState.Won, Cancel))).Closed);
        await world.Site.Change(db => db.Companies.Single().KeptHere = OpportunityFields.Stage);
        var form = await (await world.Site.As(world.Mary)).Open("/opportunities/2");
        Assert.Contains("Phase 2", form.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Two_stages_that_take_each_others_names_keep_what_stands_in_them(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var mary = await world.Site.As(world.Mary);
        await SomePipeline.Open(mary, "In the first");
        await (await SomePipeline.Open(mary, "In the second")).Submit("move", new() { ["Stage"] = "Qualified" });
        var admin = await world.Site.As(await world.Site.Add("Root", People.Roles.Administrator));

        await (await admin.Open("/administration/stages")).Submit("stages", new() { ["Input.Stages[0].Name"] = "Qualified", ["Input.Stages[1].Name"] = "Lead" });

        Assert.Equal(["Qualified", "Lead"], await world.Site.Db(db => db.Opportunities.OrderBy(o => o.Id).Select(o => o.Stage).ToListAsync(Cancel)));
        Assert.Equal(["Qualified", "Qualified", "Lead"], await world.Site.Db(db => db.OpportunityChanges.OrderBy(c => c.OpportunityId).ThenBy(c => c.Id).Select(c => c.Stage).ToListAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_next_step_is_one_promise_given_up_and_taken_up_again(Provider provider)
    {
        await using var world = await SomePipeline.Make(provider);
        var mary = await world.Site.As(world.Mary);
        await SomePipeline.Open(mary, "Renewal");

        await (await mary.Open("/commitments/1")).Submit("give-up", new() { ["GiveUp.Words"] = "They asked for time" });
        Assert.Null((await Renewal(world)).NextStep);
        var again = await (await mary.Open("/commitments/1")).Submit("reopen");
        Assert.Equal(("Call them", new DateOnly(2026, 11, 27)), ((await Renewal(world)).NextStep, (await Renewal(world)).NextStepDue!.Value));

        // Whoever plans another step first is not written over.
        await again.Submit("give-up", new() { ["GiveUp.Words"] = "Once more" });
        await (await mary.Open("/opportunities/1")).Submit("step", new() { ["NextStep"] = "Write to them", ["NextStepDue"] = "28 Nov 2026" });
        Assert.Contains("has another next step now: Write to them", (await (await mary.Open("/commitments/1")).Submit("reopen")).Text, StringComparison.Ordinal);
        Assert.Equal([CommitmentState.GivenUp, CommitmentState.Open], await world.Site.Db(db => db.Commitments.OrderBy(c => c.Id).Select(c => c.State).ToListAsync(Cancel)));
    }

    private static Task<Opportunity> Renewal(SomePipeline world) => world.Site.Db(db => db.Opportunities.AsNoTracking().SingleAsync(Cancel));

    private static async Task<HttpStatusCode> Move(Visitor visitor, string stage, int revision)
    {
        var board = await visitor.Open("/pipeline?whose=all");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/opportunities/1/move") { Content = JsonContent.Create(new { revision, stage }) };
        request.Headers.Add("RequestVerificationToken", board.The("plumb-board input[name=__RequestVerificationToken]").GetAttribute("value"));
        request.Headers.Add("Accept", "application/json");
        using var answer = await visitor.Http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
