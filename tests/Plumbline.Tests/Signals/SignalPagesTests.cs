using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Plumbline.Auditing;
using Plumbline.Commitments;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Signals;

/// <summary>Signals as people see them, and what they do about them.</summary>
public sealed class SignalPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task Today_tells_what_needs_a_person_and_what_was_acted_on_is_gone(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var deal = await made.Crm("Harbour cranes", "Proposal", 20_000);
        await SignalNights.Night(made.Site);
        var mary = await made.Site.As(made.Mary);

        var today = await mary.Open("/today");
        Assert.Contains("Harbour cranes stands still", today.The("#signals").TextContent, StringComparison.Ordinal);
        var signal = await today.Follow("Harbour cranes stands still");
        Assert.Contains("Too few won opportunities tell how long Proposal takes, so that 30 days are taken: it stands still after 30 days without a move or an activity", signal.Text, StringComparison.Ordinal);
        Assert.Contains("To be acted on by", signal.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was ever logged about it", signal.Text, StringComparison.Ordinal);
        Assert.Contains("100% of the days within which 85 of 100 won opportunities had left that stage", signal.Text, StringComparison.Ordinal);
        Assert.Equal($"opportunities/{deal}#next", signal.The(".page-head .btn-primary").GetAttribute("href"));

        var opportunity = await signal.Follow("Take it up");
        Assert.Contains("Harbour cranes", opportunity.Text, StringComparison.Ordinal);
        Assert.Equal(["Plan the next step", "Plan it"], opportunity.Document.QuerySelectorAll("main .btn-primary").Select(b => b.TextContent.Trim()));
        await made.Site.Change(db => db.Opportunities.Single(o => o.Id == deal).MoveTo(new() { System = "crm", ExternalId = "n", Name = "Negotiation" }));
        await made.Site.Change(db => db.Add(new Pipeline.OpportunityChange { OpportunityId = deal, At = made.Site.Clock.GetUtcNow(), Stage = "Negotiation" }));
        Assert.DoesNotContain("stands still", (await mary.Open("/today")).Text, StringComparison.Ordinal);
        Assert.Contains("Harbour cranes stands still", (await mary.Open("/signals?show=past")).Text, StringComparison.Ordinal);
        Assert.Contains("Its cause is gone", (await mary.Open(signal.Path)).Text, StringComparison.Ordinal);
        await made.Site.Change(db => db.Add(Signal.Raise("promise-overdue", new(made.Mary.Id, "late", 0, new(2026, 11, 20), "A promise", "Words", [], new("Do it", "today")), new(2026, 11, 24))));
        Assert.Matches(@"Late since\s*Fri 20 Nov", (await (await mary.Open("/signals")).Follow("A promise")).The("dl.facts").TextContent);
    }

    [Theory]
    [EachDatabase]
    public async Task A_signal_is_put_off_with_a_reason_and_two_who_do_so_at_once_are_told(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Crm("Harbour cranes", "Proposal", 20_000);
        await SignalNights.Night(made.Site);
        var id = (await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"))[0].Id;
        var (mary, ada) = (await made.Site.As(made.Mary), await made.Site.As(made.Ada));
        var (hers, managers) = (await mary.Open($"/signals/{id}"), await ada.Open($"/signals/{id}"));

        var refused = await hers.Submit("snooze", new() { ["Reason"] = "", ["Until"] = "7 Dec 2026" });
        Assert.Contains("Say why it can wait", refused.Text, StringComparison.Ordinal);
        Assert.Equal("7 Dec 2026", refused.The("input[name='Snooze.Until']").GetAttribute("value"));
        var put = await refused.Submit("snooze", new() { ["Reason"] = "Their budget is decided on 5 December" });
        Assert.Contains("Put off until Mon 7 Dec", put.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("stands still", (await mary.Open("/today")).Text, StringComparison.Ordinal);
        Assert.Contains("Their budget is decided on 5 December", (await ada.Open($"/signals?show=snoozed&person={made.Mary.Id}")).Text, StringComparison.Ordinal);

        Assert.Contains("Put off until Mon 7 Dec", (await refused.Submit("snooze", new() { ["Reason"] = "Their budget is decided on 5 December" })).Text, StringComparison.Ordinal); // As by a double click.

        var faster = await managers.Submit("snooze", new() { ["Reason"] = "I know of it", ["Until"] = "20 Dec 2026" });
        Assert.Contains("Mary put it off until Mon 7 Dec 2026 meanwhile", faster.Text, StringComparison.Ordinal);
        Assert.Equal("I know of it", faster.The("input[name='Snooze.Reason']").GetAttribute("value"));

        var woken = await put.Submit("wake");
        Assert.Contains("It is told again", woken.Text, StringComparison.Ordinal);
        Assert.Contains("stands still", (await mary.Open("/today")).Text, StringComparison.Ordinal);
        var told = await made.Site.Db(db => db.Set<AuditEntry>().Where(a => a.Subject == nameof(Signal)).Select(a => a.Action).ToListAsync(Cancel));
        Assert.Equal(["changed", "changed"], told); // What people do is in the trail, what rules find is not.
    }

    [Theory]
    [EachDatabase]
    public async Task Who_puts_off_that_their_own_quota_is_at_risk_keeps_it_from_nobody_above(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await SignalNights.Night(made.Site);
        var risk = Signal.Raise("quota-at-risk", new(made.Mary.Id, "quota/2026-10/3", 50_000, new(2026, 12, 31), "The quota is at risk", "Words", [], new("See what would help", "forecast")), new(2026, 11, 24));
        await made.Site.Change(db => db.Add(risk));
        var (mary, ada) = (await made.Site.As(made.Mary), await made.Site.As(made.Ada));

        var form = await mary.Open($"/signals/{risk.Id}");
        Assert.Equal("2026-12-08", form.Document.QuerySelectorAll("#snooze-days option")[1].GetAttribute("value"));
        await form.Submit("snooze", new() { ["Reason"] = "It is what it is", ["Until"] = form.Document.QuerySelectorAll("#snooze-days option")[2].GetAttribute("value")! });

        Assert.DoesNotContain("The quota is at risk", (await mary.Open("/today")).Text, StringComparison.Ordinal);
        Assert.Contains("The quota is at risk, put off by themselves until Tue 22 Dec", (await ada.Open("/team")).The("#needs").TextContent, StringComparison.Ordinal);

        await (await ada.Open($"/signals/{risk.Id}")).Submit("snooze", new() { ["Reason"] = "We spoke of it", ["Until"] = "20 Dec 2026" });
        Assert.Contains("Nobody needs you now", (await ada.Open("/team")).The("#needs").TextContent, StringComparison.Ordinal);

        await made.Site.Change(db => db.Set<Signal>().Single(s => s.Id == risk.Id).Resolve(new(2026, 11, 24)));
        Assert.Contains("Ada put it off until Sun 20 Dec: We spoke of it", (await mary.Open("/signals?show=past")).Text, StringComparison.Ordinal);
        Assert.Contains("Ada put it off until Sun 20 Dec: We spoke of it", (await mary.Open($"/signals/{risk.Id}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_done_about_a_signal_is_promised_on_its_page_and_stands_in_the_ledger(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await SignalNights.Night(made.Site);
        var risk = Signal.Raise("a-rule-of-before", new(made.Mary.Id, "quota/2026-10/3", 50_000, new(2026, 12, 31), "The quota is at risk", "Words", [], new("See what would help", "forecast", Promise: "Begin opportunities worth 120,000")), new(2026, 11, 24));
        await made.Site.Change(db => db.Add(risk));
        var (mary, ada) = (await made.Site.As(made.Mary), await made.Site.As(made.Ada));

        var form = await mary.Open($"/signals/{risk.Id}");
        Assert.Equal(("Begin opportunities worth 120,000", "2026-11-27"), (form.The("input[name='Promise.What']").GetAttribute("value"), form.The("input[name='Promise.Due']").GetAttribute("value")));
        Assert.Equal(["Promise what you do", "Promise it"], form.Document.QuerySelectorAll("main .btn-primary").Select(b => b.TextContent.Trim()));
        Assert.Contains("See what would help", form.The(".page-head").TextContent, StringComparison.Ordinal); // The page to look at stays.

        var refused = await form.Submit("promise", new() { ["What"] = "Begin three at the harbour", ["Due"] = "20 Nov 2026" });
        Assert.Contains("Promise a day to come", refused.Text, StringComparison.Ordinal);
        Assert.Equal(("Begin three at the harbour", "20 Nov 2026"), (refused.The("input[name='Promise.What']").GetAttribute("value"), refused.The("input[name='Promise.Due']").GetAttribute("value")));
        var wordless = await form.Submit("promise", new() { ["What"] = "" });
        Assert.Contains("Say what you will do", wordless.Text, StringComparison.Ordinal);
        Assert.Equal("", wordless.The("input[name='Promise.What']").GetAttribute("value") ?? ""); // What was proposed is not put back.
        Assert.Contains("By which day?", (await form.Submit("promise", new() { ["Due"] = "" })).Text, StringComparison.Ordinal);
        Assert.Contains("300 characters at most", (await form.Submit("promise", new() { ["What"] = new('x', 301) })).Text, StringComparison.Ordinal);

        var promised = await refused.Submit("promise", new() { ["Due"] = "4 Dec 2026" });
        Assert.Contains("Promised. It stands in the ledger", promised.Text, StringComparison.Ordinal);
        Assert.Matches(@"Begin three at the harbour\s*Mary, by Fri 4 Dec\s*Open", promised.The("#promised").TextContent);
        await refused.Submit("promise", new() { ["Due"] = "4 Dec 2026" }); // As by a double click.
        var kept = await made.Site.Db(db => db.Commitments.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((CommitmentKind.Signal, made.Mary.Id, made.Ada.Id), (kept.Kind, kept.PersonId, kept.ToId));
        Assert.Contains("Promised by Fri 4 Dec: Begin three at the harbour", (await mary.Open("/today")).The("#signals").TextContent, StringComparison.Ordinal);

        // The manager sees it, and promises what they do themselves.
        var above = await ada.Open($"/signals/{risk.Id}");
        Assert.Contains("Begin three at the harbour", above.The("#promised").TextContent, StringComparison.Ordinal);
        Assert.Equal("", above.The("input[name='Promise.What']").GetAttribute("value") ?? "");
        await above.Submit("promise", new() { ["What"] = "Open the door to the port", ["Due"] = "1 Dec 2026" });
        Assert.Equal((made.Ada.Id, made.Mary.Id), await made.Site.Db(db => db.Commitments.Where(c => c.What == "Open the door to the port").Select(c => new ValueTuple<long, long>(c.PersonId, c.ToId!.Value)).SingleAsync(Cancel)));
        Assert.Contains("Promised by Fri 4 Dec: Begin three at the harbour (and 1 more)", (await mary.Open("/signals")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await made.Site.As(made.Ben)).Get($"/signals/{risk.Id}")).Status);

        // It is answered for like any other; where it comes from is not everyone's to read.
        var ledger = await mary.Open("/commitments");
        Assert.Contains("Signal", ledger.The("table").TextContent, StringComparison.Ordinal);
        var answered = await (await ledger.Follow("Begin three at the harbour")).Submit("do");
        Assert.Equal($"signals/{risk.Id}", answered.Document.QuerySelectorAll(".page-head a").Single(a => a.TextContent == "The signal").GetAttribute("href"));
        Assert.DoesNotContain("The signal", (await (await made.Site.As(made.Ben)).Open($"/commitments/{kept.Id}")).The(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("Ada promised by Tue 1 Dec: Open the door to the port", (await mary.Open("/signals")).Text, StringComparison.Ordinal);
        Assert.Matches(@"Begin three at the harbour\s*Mary, by Fri 4 Dec\s*Kept", (await mary.Open($"/signals/{risk.Id}")).The("#promised").TextContent);

        // Of what is past nothing is promised any more, and what was typed is kept.
        await made.Site.Change(db => db.Set<Signal>().Single(s => s.Id == risk.Id).Resolve(new(2026, 11, 24)));
        var late = await above.Submit("promise", new() { ["What"] = "Another thing", ["Promise.Key"] = "another" });
        Assert.Contains("There is nothing to promise any more", late.Text, StringComparison.Ordinal);
        Assert.Equal("Another thing", late.The("input[name='Promise.What']").GetAttribute("value"));
        Assert.Null((await mary.Open($"/signals/{risk.Id}")).Document.QuerySelector("#promise"));
    }

    [Theory]
    [EachDatabase]
    public async Task What_somebody_promised_about_a_signal_leads_to_it_however_long_it_is_past(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (promised, other) = (Past("a"), Past("b"));
        await made.Site.Change(db => db.AddRange(promised, other));
        await made.Site.Change(db => db.Add(new Commitment(CommitmentKind.Signal, $"signal/{promised.Id}/k1", made.Mary.Id, "Begin two", new(2024, 3, 1), new(2024, 3, 8))));
        await SignalNights.Night(made.Site);
        Assert.Equal([promised.Id], await made.Site.Db(db => db.Signals.Where(s => s.Cause == "a" || s.Cause == "b").Select(s => s.Id).ToListAsync(Cancel)));

        Signal Past(string cause)
        {
            var signal = Signal.Raise("quota-at-risk", new(made.Mary.Id, cause, 1, new(2024, 3, 31), "The quota is at risk", "Words", [], new("See", "forecast")), new(2024, 3, 1));
            signal.Resolve(new(2024, 4, 1));
            return signal;
        }
    }

    [Fact]
    public async Task Signals_are_seen_by_the_person_and_the_managers_above_alone()
    {
        await using var made = await SomePipeline.Make();
        await made.Crm("Harbour cranes", "Proposal", 20_000);
        await SignalNights.Night(made.Site);
        var id = (await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"))[0].Id;

        Assert.Contains("Harbour cranes", (await (await made.Site.As(made.Ada)).Open($"/signals?person={made.Mary.Id}")).Text, StringComparison.Ordinal);
        var ben = await made.Site.As(made.Ben);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Get($"/signals/{id}")).Status);
        var others = await ben.Get($"/signals?person={made.Mary.Id}");
        Assert.Equal(HttpStatusCode.Forbidden, others.Status);
        Assert.Contains("seen by the person they concern", others.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbour cranes", others.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11, null)]
    [InlineData(8, null)] // Until somebody's plan of a quarter is agreed much is what was much before,
    [InlineData(8, 400)] // whatever is agreed with others by then.
    [InlineData(null, null)] // And before there are plans at all, what somebody usually books.
    public async Task What_can_be_left_to_a_person_asks_nobody_else(int? month, int? ofBen)
    {
        await using var made = await SomePipeline.Make();
        await made.Crm("Small", "Proposal", 2_000);
        await made.Site.Change(db =>
        {
            if (month is { } asked)
            {
                db.Add(new QuotaMonth { Month = new(2026, asked), SalespersonId = made.Mary.Id, TeamId = 0, Revenue = 90_000 });
            }

            if (ofBen is { } revenue)
            {
                db.Add(new QuotaMonth { Month = new(2026, 11), SalespersonId = made.Ben.Id, TeamId = 0, Revenue = revenue });
            }

            db.Add(new PersonMonth { Month = new(2026, 8), SalespersonId = made.Ben.Id, TeamId = 0, Tally = new() { Revenue = month is null ? 90_000 : 1 } });
            foreach (var rule in (string[])["plan-missing", "pipeline-ahead", "quota-at-risk"])
            {
                var muted = new SignalPolicy(rule);
                muted.Set(true, null, null, "limit");
                db.Add(muted);
            }
        });
        await SignalNights.Night(made.Site);
        await made.Site.Change(db => db.Add(Signal.Raise("product-gap", new(made.Ben.Id, "b", 90_000, new(2027, 2, 1), "A chance", "Words", [], new("Do it", "today")), new(2026, 11, 24))));

        var team = await (await made.Site.As(made.Ada)).Open("/team");
        Assert.Contains("sit down every week", team.The("table").TextContent, StringComparison.Ordinal); // Of each, whoever needs somebody.
        var needs = team.The("#needs");
        Assert.Contains("Nobody needs you now", needs.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 people have something open that can be left to them.", needs.TextContent, StringComparison.Ordinal);

        // A week later what was left to Mary still waits.
        made.Site.Clock.Advance(TimeSpan.FromDays(30));
        var late = (await (await made.Site.As(made.Ada)).Open("/team")).The("#needs");
        Assert.Equal(["Mary"], late.QuerySelectorAll(".needs > li > div > a:first-child").Select(a => a.TextContent.Trim()));
        Assert.Contains("1 person has something open that can be left to them.", late.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task A_manager_sees_who_needs_somebody_by_what_is_at_stake_and_how_far_they_manage_themselves(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Crm("Small", "Proposal", 2_000);
        await made.Crm("Large", "Proposal", 90_000, made.Ben);
        await SignalNights.Night(made.Site);

        var team = await (await made.Site.As(made.Ada)).Open("/team");
        Assert.Equal(["Ben", "Mary"], team.Document.QuerySelectorAll("#needs .needs > li > div > a:first-child").Select(a => a.TextContent.Trim()));
        Assert.Contains("Large stands still", team.The("#needs").TextContent, StringComparison.Ordinal);
        var past = await team.Visitor.Open("/team?period=2026-Q3");
        Assert.Contains("As of today, whatever period is shown", past.The("#needs").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Q3", past.The(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 people, Q3 2026", past.Text, StringComparison.Ordinal);
        Assert.Contains("at stake, act by", team.The("#needs .reasons").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nobody more", (await team.Visitor.Open("/team?page=2")).The("#needs").TextContent, StringComparison.Ordinal);
        var month = await team.Visitor.Open($"/reviews/month/{made.Ben.Id}");
        Assert.Contains("Large stands still", month.The("#signals").TextContent, StringComparison.Ordinal); // What a review is called for stands on its page.
        Assert.Null((await team.Visitor.Open($"/reviews/month/{made.Ben.Id}?period=2026-08")).Document.QuerySelector("#signals"));
        Assert.Contains("every week, 0 of 4 signs of self-management met", team.The("#needs").TextContent, StringComparison.Ordinal);
        var level = await team.Visitor.Open($"/signals?person={made.Ben.Id}");
        Assert.Contains("0 came due in the last 90 days; from 5 on it counts", level.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zoe", team.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_muted_rule_is_told_to_nobody_and_another_number_holds_for_everyone()
    {
        await using var made = await SomePipeline.Make();
        await made.Crm("Harbour cranes", "Proposal", 20_000);
        await made.Crm("Tugs", "Proposal", 10_000);
        var boss = await made.Site.Add("Boss", Roles.Administrator);
        await SignalNights.Night(made.Site);
        await made.Site.Change(db => db.Add(Signal.Raise("product-gap", new(made.Mary.Id, "a", 1, new(2027, 2, 1), "Found at night", "Words", [], new("Do it", "today")), new(2026, 11, 24))));
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "next-step-missing"));
        var visitor = await made.Site.As(boss);

        var rules = await visitor.Open("/administration/signals");
        Assert.Equal(["Quota and forecast", "Pipeline", "Promises and rhythm", "Marketing and vendors’ money", "Market"], rules.Document.QuerySelectorAll("form h3").Select(h => h.TextContent));
        Assert.Single(Regex.Matches(rules.Text, "counts for each of them"));
        var at = rules.Document.QuerySelectorAll("input[name$='.Key']").Select(i => i.GetAttribute("value")!).ToList();
        var (step, still) = (at.IndexOf("next-step-missing"), at.IndexOf("opportunity-stalled"));
        var refused = await rules.Submit("rules", new() { [$"Input.Rules[{step}].Limit"] = "0" });
        Assert.Contains("From 1 to 100 opportunities.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Write a whole number", (await rules.Submit("rules", new() { [$"Input.Rules[{step}].Limit"] = "2.5" })).Text, StringComparison.Ordinal);
        var saved = await refused.Submit("rules", new() { [$"Input.Rules[{step}].Limit"] = "2", [$"Input.Rules[{still}].IsTold"] = "", [$"Input.Rules[{at.IndexOf("product-gap")}].IsTold"] = "" });
        Assert.Contains("Everyone is looked at anew", saved.Text, StringComparison.Ordinal);

        Assert.True(await made.Site.With<SignalRun, bool>(run => run.Run(Cancel)));
        Assert.Single(await SignalNights.Open(made.Site, made.Mary, "next-step-missing"));
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"));
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "product-gap")); // Also what was found at night.
        Assert.Contains("At least 2 open opportunities", (await visitor.Open("/administration/signals")).Text, StringComparison.Ordinal);

        var stale = await rules.Submit("rules", new() { [$"Input.Rules[{step}].Limit"] = "5" });
        Assert.Contains("Saved meanwhile: 2", stale.Text, StringComparison.Ordinal);
        Assert.Contains("Everyone is looked at anew", (await stale.Submit("rules")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task Only_those_whose_facts_changed_are_looked_at_again(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await SignalNights.Night(made.Site);
        Assert.False(await Run(made), "Nothing has changed.");

        await made.Crm("Harbour cranes", "Proposal", 20_000);
        Assert.Equal([made.Mary.Id], await made.Site.Db(db => db.Set<FactsChanged>().Select(d => d.PersonId).ToListAsync(Cancel)));
        Assert.True(await Run(made));
        Assert.Single(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"));
        Assert.False(await Run(made));

        // Given to another, it concerns both.
        await made.Site.Change(db => db.Opportunities.Single().GiveTo(made.Ben.Id));
        Assert.Equal([made.Mary.Id, made.Ben.Id], await made.Site.Db(db => db.Set<FactsChanged>().OrderBy(d => d.PersonId).Select(d => d.PersonId).ToListAsync(Cancel)));
        await Run(made);
        Assert.Empty(await SignalNights.Open(made.Site, made.Mary, "opportunity-stalled"));
        Assert.Single(await SignalNights.Open(made.Site, made.Ben, "opportunity-stalled"));
    }

    private static Task<bool> Run(SomePipeline made) => made.Site.With<SignalRun, bool>(run => run.Run(Cancel));
}
