using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Plans;

public class NegotiatePagesTests
{
    [Theory, EachDatabase]
    public async Task A_submitted_plan_is_countered_weighed_line_by_line_and_signed_by_both(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            plan.Replace(world.Manager, PlanWorld.Content(12_000), DateTimeOffset.UnixEpoch);
        });
        var (mary, paul) = (await site.As(world.Mary), await site.As(world.Paul));

        var asked = await paul.Open($"/plans/{id}/negotiate");
        Assert.Contains("It is your turn: version 1, put forward by Mary Seller", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Quota: revenue 60,000 72,000 +12,000 (+20.0%)", asked.Text, StringComparison.Ordinal);
        var countered = await asked.Submit("propose");
        Assert.Contains("It is on the table, with your signature.", countered.Text, StringComparison.Ordinal);
        Assert.Contains("It is Mary Seller's turn: version 2", countered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sign version", countered.Text, StringComparison.Ordinal);

        var weighed = await mary.Open($"/plans/{id}/negotiate");
        Assert.Contains("It is your turn: version 2, put forward by Paul Manager", weighed.Text, StringComparison.Ordinal);
        Assert.Contains("14 lines differ", weighed.Text, StringComparison.Ordinal);
        Assert.Contains("Jul 2026Revenue 12,000 10,000 −2,000", weighed.Text, StringComparison.Ordinal);
        var taken = await weighed.Submit("take", button: "Take.Path=quotas.2026-07.revenue");
        Assert.Contains("13 lines differ", taken.Text, StringComparison.Ordinal);
        var said = await (await taken.Visitor.Open($"/plans/{id}/negotiate?line=quotas.2026-08.revenue")).Submit("remark", new() { ["Text"] = "August is dead." });
        Assert.Contains("Aug 2026Revenue 12,000 10,000 −2,000", said.Text, StringComparison.Ordinal);
        Assert.Contains("Mary Seller, Tue 24 Nov, 09:00 August is dead.", said.Text, StringComparison.Ordinal);
        await said.Submit("propose");

        var last = await paul.Open($"/plans/{id}/negotiate");
        Assert.Contains("August is dead.", last.Text, StringComparison.Ordinal);
        var signed = await last.Submit("sign");
        Assert.Contains("You have signed, and so has the other side. The plan is in force.", signed.Text, StringComparison.Ordinal);
        Assert.Contains("it counts for all of Jul to Dec 2026", signed.Text, StringComparison.Ordinal);

        var person = await mary.Open($"/people/{world.Mary.Id}?period=2026-H2");
        Assert.Contains("agreed plan", person.The("#quota tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("Jul 2026 agreed plan no team 12,000", person.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Aug 2026 agreed plan no team 10,000", person.Text, StringComparison.OrdinalIgnoreCase);
        var plan = await person.Follow("agreed plan");
        Assert.Equal($"/plans/{id}", plan.Path);
        Assert.Contains("€62 k", plan.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_a_stale_page_says_so_shows_the_newer_version_and_signs_nothing()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            PlanWorld.Propose(plan, world.Manager, PlanWorld.Content(12_000));
        });
        var (mary, paul) = (await site.As(world.Mary), await site.As(world.Paul));
        var stale = await mary.Open($"/plans/{id}/negotiate");
        await site.Db(async db =>
        {
            var plan = await db.BusinessPlans.AsSingleQuery().SingleAsync(p => p.Id == id, TestContext.Current.CancellationToken);
            PlanWorld.Propose(plan, world.Manager, PlanWorld.Content(13_000));
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        var told = await stale.Submit("sign");

        Assert.Contains("Version 3 was proposed since you opened version 2. Read it before you go on.", told.Text, StringComparison.Ordinal);
        Assert.Contains("Sign version 3", told.Text, StringComparison.Ordinal);
        Assert.Contains("Jul 2026Revenue 13,000 10,000", told.Text, StringComparison.Ordinal);
        Assert.Single((await world.Read(id)).OnTable!.Signatures);

        // What is on the page after the refusal is what is signed next.
        Assert.Contains("The plan is in force.", (await told.Submit("sign")).Text, StringComparison.Ordinal);
        Assert.Contains("The plan is agreed. Open an amendment to change it.", (await stale.Submit("take", button: "Take.Path=")).Text, StringComparison.Ordinal);
        Assert.Contains("Both have signed. The plan is in force.", (await stale.Submit("sign")).Text, StringComparison.Ordinal);
        Assert.Contains("3", (await paul.Open($"/plans/{id}")).The("#quotas tbody tr td").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_replaces_their_own_proposal_has_countered_nobody_and_can_take_it_back()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            plan.Replace(world.Author, PlanWorld.Content(9_000), DateTimeOffset.UnixEpoch);
        });

        var replaced = await (await (await site.As(world.Mary)).Open($"/plans/{id}/negotiate")).Submit("propose");

        Assert.Contains("It is Paul Manager's turn: version 2", replaced.Text, StringComparison.Ordinal);
        Assert.Contains("Version 1 Replaced", replaced.Text, StringComparison.Ordinal);
        Assert.Contains("Submitted", replaced.The("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("The plan is a draft again.", (await replaced.Submit("withdraw")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submitted_plan_is_taken_back_and_submitted_again()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(world.Submit);
        var (mary, paul) = (await site.As(world.Mary), await site.As(world.Paul));

        var back = await (await mary.Open($"/plans/{id}")).Submit("withdraw");
        Assert.Contains("Taken back. The plan is a draft again.", back.Text, StringComparison.Ordinal);
        Assert.Contains("Submit the plan", back.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sign version", (await paul.Open($"/plans/{id}/negotiate")).Text, StringComparison.Ordinal);

        Assert.Contains("It is Paul Manager's turn: version 2", (await back.Submit("propose")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amendment_asks_for_a_reason_and_can_be_dropped()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        });
        var (mary, paul) = (await site.As(world.Mary), await site.As(world.Paul));

        var agreed = await paul.Open($"/plans/{id}");
        Assert.Contains("Say why the plan is to be changed.", (await agreed.Submit("amend")).Text, StringComparison.Ordinal);
        var open = await agreed.Submit("amend", new() { ["Reason"] = "The bakery was sold." });
        Assert.Contains("The change is open.", open.Text, StringComparison.Ordinal);
        Assert.Contains("It is Paul Manager's turn: a change is being written", (await mary.Open($"/plans/{id}/negotiate")).Text, StringComparison.Ordinal);
        Assert.Contains("The bakery was sold.", (await mary.Open($"/plans/{id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The bakery was sold.", (await (await site.As(world.Ben)).Open($"/plans/{id}")).Text, StringComparison.Ordinal);

        var dropped = await open.Submit("withdraw");
        Assert.Contains("The change is dropped.", dropped.Text, StringComparison.Ordinal);
        Assert.Equal(PlanState.Agreed, (await world.Read(id)).State);
    }

    [Fact]
    public async Task Only_the_two_sides_negotiate()
    {
        await using var site = await TheSite.Start();
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        });

        Assert.Equal(HttpStatusCode.OK, (await (await site.As(world.Olga)).Open($"/plans/{id}/negotiate")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(world.Ben)).Open($"/plans/{id}/negotiate")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await site.As(await site.Add("Cleo Finance", Roles.Leadership))).Get($"/plans/{id}/negotiate")).Status);
    }
}
