using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.People;
using Plumbline.Pipeline;

namespace Plumbline.Workday;

/// <summary>The first page of the morning.</summary>
public class TodayTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    [Fact]
    public async Task Today_shows_what_slipped_and_what_is_asked_and_takes_the_answer()
    {
        await using var site = await TheSite.Start();
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Ben", Roles.Salesperson));
        await site.Change(db => db.Commitments.AddRange(
            Promised(mary.Id, 1, _today.AddDays(-1)), Promised(mary.Id, 2, _today.AddDays(3)), Promised(mary.Id, 3, _today.AddDays(30)),
            new(CommitmentKind.Tactic, "plan/1/tactics.4", mary.Id, "Join the demo", _today, _today.AddDays(5), askedBy: ben.Id)));
        await site.Change(db => db.Add(new Opportunity { System = "crm", ExternalId = "1", Name = "Servers", SalespersonId = mary.Id, Opened = _today }));
        await site.Change(db => db.Commitments.Single(c => c.What == "Send offer 2").OpportunityId = db.Opportunities.Single().Id);

        var today = await (await site.As(mary)).Open("/today");
        Assert.Equal(["Asked of you", "Slipped", "Due in the next seven days"], today.Document.QuerySelectorAll("main form h2").Select(h => h.TextContent.Trim()));
        Assert.DoesNotContain("Send offer 3", today.Text, StringComparison.Ordinal);
        Assert.Equal("Another day", today.The("a[href='commitments/1#move']").TextContent);
        Assert.NotNull((await today.Follow("Another day")).Document.QuerySelector("#move form"));
        Assert.Equal("opportunities/1", today.Document.QuerySelectorAll("main form a").Single(a => a.TextContent == "Servers").GetAttribute("href"));

        var accepted = await today.Submit("today", button: "Answer.Accepted=4:0");
        Assert.DoesNotContain("Asked of you", accepted.Text, StringComparison.Ordinal);
        Assert.Equal("commitments/4", accepted.The(".notice a").GetAttribute("href"));
        Assert.Contains("Mary takes on what you asked: Join the demo", (await (await site.As(ben)).Open("/notifications")).Text, StringComparison.Ordinal);
        var done = await accepted.Submit("today", button: "Answer.Finished=1:0");
        Assert.DoesNotContain("Slipped", done.Text, StringComparison.Ordinal);
        var twice = await accepted.Submit("today", button: "Answer.Finished=1:0");
        Assert.Contains("Someone answered for this", twice.Text, StringComparison.Ordinal);

        Assert.Equal([CommitmentState.Done, CommitmentState.Open, CommitmentState.Open, CommitmentState.Open], await site.Db(db => db.Commitments.AsNoTracking().OrderBy(c => c.Source).Select(c => c.State).ToListAsync(TestContext.Current.CancellationToken)));
    }

    [Theory, EachDatabase]
    public async Task A_next_step_that_is_done_asks_for_the_one_after_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Add(new Opportunity { System = "crm", ExternalId = "1", Name = "Servers", SalespersonId = mary.Id, Opened = _today, NextStep = "Call them", NextStepDue = _today }));
        await site.Change(db => db.Commitments.AddRange(
            new Commitment(CommitmentKind.NextStep, "opportunity/1/k1", mary.Id, "Call them", new(2026, 11, 2), _today) { OpportunityId = 1 }, Promised(mary.Id, 2, _today)));

        var other = await (await (await site.As(mary)).Open("/today")).Submit("today", button: "Answer.Finished=2:0");
        Assert.DoesNotContain("What is next", other.Text, StringComparison.Ordinal);
        var done = await other.Submit("today", button: "Answer.Finished=1:0");
        Assert.Contains("What is next for Servers, and by when?", done.The(".notice").TextContent, StringComparison.Ordinal);
        var form = await done.Follow("Plan the next step");
        Assert.Equal("/opportunities/1", form.Path.Split('#')[0]);
        await form.Submit("step", new() { ["NextStep"] = "Send the offer", ["NextStepDue"] = "2026-11-30" });

        Assert.DoesNotContain("What is next", (await done.Visitor.Open("/today?done=1")).Text, StringComparison.Ordinal);
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

    private static Commitment Promised(long person, int number, DateOnly due) => new(CommitmentKind.Tactic, $"plan/1/tactics.{number}", person, $"Send offer {number}", new(2026, 11, 2), due);
}
