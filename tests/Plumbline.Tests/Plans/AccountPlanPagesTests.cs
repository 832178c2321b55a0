using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Accounts;
using Plumbline.Fiscal;
using Plumbline.Importing;
using Plumbline.Notifications;

namespace Plumbline.Plans;

public class AccountPlanPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_plan_is_begun_from_what_is_known_written_agreed_and_read_without_script(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        var (mary, paul) = (await site.As(world.Mary), await site.As(world.Paul));

        var list = await mary.Open("/plans");
        Assert.Contains("Corner Bakery30,000 of open pipeline; bought for 9,000 last year and nothing this year; has bought 1 of 2 products; no contact since Tue 3 Mar 2026", list.The("#worth-a-plan tbody tr").TextContent.ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var begin = await list.Follow("Plan it");
        var page = await begin.Submit("begin-account");
        Assert.Equal("Defend", page.The("[name='aims.purpose'] option[selected]").TextContent);
        Assert.Equal("Ada Aldana", page.The("#contacts tbody [name$='.name']").GetAttribute("value"));
        Assert.Equal("Win A second oven", page.The("[name='steps.1.method']").GetAttribute("value"));

        var tactic = page.The("#steps tbody tr [name$='.action']").GetAttribute("name")!;
        var row = tactic[..^".action".Length];
        page = await page.Submit(
            "plan",
            new()
            {
                ["contacts.1.role"] = "Economic buyer",
                ["contacts.1.influence"] = "High",
                ["contacts.1.relationship"] = "Champion",
                [tactic] = "Show it in the shop",
                [$"{row}.owner"] = "ben colleague",
                [$"{row}.due"] = "2026-12-10",
                ["competition." + NewRow(page, "competition") + ".name"] = "Nimbus",
            },
            "act=save");
        Assert.Contains("Saved.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nimbus has no answer from us.", page.Text, StringComparison.Ordinal);
        page = await page.Submit("plan", null, "act=won-1");
        Assert.Equal(["First oven"], page.Document.QuerySelectorAll("#successes [name$='.what']").Select(i => i.GetAttribute("value") ?? "").Where(v => v != ""));
        var submitted = await page.Submit("plan", null, "act=submit");
        Assert.Contains("It is submitted, with your signature.", submitted.Text, StringComparison.Ordinal);

        var content = await site.Db(async db => (await db.AccountPlans.SingleAsync(Cancel)).OnTable!.Content.Account);
        var shown = Assert.Single(content.Tactics);
        Assert.Equal(("1", world.Ben.Id, new DateOnly(2026, 12, 10)), (shown.Step, shown.OwnerId!.Value, shown.Due!.Value));
        Assert.Equal((world.Contact, BuyingRole.Economic), (content.Contacts[0].ContactId!.Value, content.Contacts[0].Role!.Value));

        var talks = await (await paul.Open("/plans")).Follow("Answer it: sign or counter");
        Assert.Contains("Where do we differ on Mary Seller's plan for Corner Bakery, Oct to Dec 2026?", talks.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("quotas", talks.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The plan is in force.", (await talks.Submit("sign")).Text, StringComparison.Ordinal);

        var ben = await (await site.As(world.Ben)).Open("/plans/1");
        Assert.Contains("Corner Bakery, Oct to Dec 2026", ben.The("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("it is in force for Oct to Dec 2026", ben.Text, StringComparison.Ordinal);
        Assert.Contains("AA", ben.The(".contact-map .map-contact.map-decides.map-for text").TextContent, StringComparison.Ordinal);
        Assert.Contains("Show it in the shop Asked Thu 10 Dec ben colleague", ben.Text, StringComparison.Ordinal);
        Assert.Equal("Ovens", ben.The("#whitespace tbody th").TextContent);
        Assert.Equal(0, await site.Db(db => db.AgreedQuotas.CountAsync(Cancel)));
        Assert.Equal(HttpStatusCode.OK, (await (await site.As(world.Ben)).Open("/plans/1/versions/1")).Status);
        Assert.Empty(await site.With<Agreements, IReadOnlyList<string>>(a => a.Differences(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task The_last_contact_is_as_on_record_until_the_plan_is_put_forward(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        await world.Plan(world.Content(1));
        await site.Change(db => db.Add(new Plumbline.Activities.Activity { System = "test", ExternalId = "b", TypeId = 1, Date = new(2026, 11, 20), SalespersonId = world.Ben.Id, AccountId = 1, ContactId = world.Contact }));
        var mary = await site.As(world.Mary);

        Assert.Contains("Fri 20 Nov 2026", (await mary.Open("/plans/1")).The("#contacts table").TextContent, StringComparison.Ordinal);
        var edit = await mary.Open("/plans/1/edit");
        Assert.Equal("Fri 20 Nov 2026", edit.The("#contacts tbody td.how").TextContent.Trim());
        await edit.Submit("plan", null, "act=submit");
        await site.Change(db => db.Add(new Plumbline.Activities.Activity { System = "test", ExternalId = "c", TypeId = 1, Date = new(2026, 11, 23), SalespersonId = world.Ben.Id, AccountId = 1, ContactId = world.Contact }));

        Assert.Contains("Fri 20 Nov 2026", (await mary.Open("/plans/1")).The("#contacts table").TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_step_names_the_opportunity_that_it_moves_and_what_is_known_beyond_the_page_folds(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        await world.Plan(world.Content(1) with { Successes = [new("1") { What = "First oven" }] });
        var mary = await site.As(world.Mary);

        await (await mary.Open("/plans/1/edit")).Submit(
            "plan",
            new()
            {
                ["steps.s1.opportunity"] = "a second oven",
                ["swot.strengths"] = "They like our bread",
                ["successes.1.reference"] = "Ask them first",
                ["contacts.c1.reports-to"] = "Nobody",
                ["contacts.c1.next"] = "2026-12-01",
            },
            "act=save");

        var page = await mary.Open("/plans/1");
        Assert.Equal("opportunities/2", page.The("#step-s1 a[href^=opportunities]").GetAttribute("href"));
        Assert.Contains("They like our bread", page.The("#swot details").TextContent, StringComparison.Ordinal);
        Assert.Contains("Ask them first", page.The("#successes details").TextContent, StringComparison.Ordinal);
        Assert.Contains("reports to Nobody", page.The("#contacts table").TextContent, StringComparison.Ordinal);
        Assert.Contains("Tue 1 Dec 2026", page.The("#contacts table").TextContent, StringComparison.Ordinal);
        Assert.Equal("""[{"id":2,"label":"A second oven","detail":"30,000, expected Tue 15 Dec 2026"}]""", (await mary.Get("/plans/names?of=opportunity&account=1&q=oven")).Body);
    }

    [Theory, EachDatabase]
    public async Task A_sixth_step_is_refused_by_the_address_that_saves_while_someone_types(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        await world.Plan(world.Content(4));
        var page = await (await site.As(world.Mary)).Open("/plans/1/edit");

        var (status, _) = await Type(page, ("steps.a.method", "A fifth", ""), ("tactics.x.step", "a", ""), ("tactics.x.action", "Ask", ""));
        Assert.Equal(HttpStatusCode.OK, status);
        (status, var refused) = await Type(page, ("steps.b.method", "A sixth", ""), ("aims.revenue", "5,000", "40,000"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("focus is the point", refused.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        var content = await world.Draft();
        Assert.Equal((5, 5_000m, "a"), (content.Steps.Count, content.Aims.Revenue!.Value, content.Tactics.Find("x")!.Step));
        Assert.Contains("focus is the point", (await (await site.As(world.Mary)).Open("/plans/1/edit")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task It_is_reviewed_at_the_quarters_end_and_carried_over_with_what_is_not_finished(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        await world.Agreed();
        var mary = await site.As(world.Mary);
        Assert.DoesNotContain("What worked?", (await mary.Open("/plans/1")).Text, StringComparison.Ordinal);

        site.Clock.SetUtcNow(new(2026, 12, 22, 9, 0, 0, TimeSpan.Zero));
        mary = await site.As(world.Mary);
        var page = await mary.Open("/plans/1");
        Assert.Contains("Say what did not work.", (await page.Submit("review", new() { ["Worked"] = "Tastings" })).Text, StringComparison.Ordinal);
        var reviewed = await page.Submit("review", new() { ["Worked"] = "Tastings", ["DidNot"] = "Mailings" });
        Assert.Contains("It is reviewed.", reviewed.Text, StringComparison.Ordinal);
        Assert.Contains("Tastings", (await (await site.As(world.Ben)).Open("/plans/1")).The("#review").TextContent, StringComparison.Ordinal);

        var begin = await reviewed.Follow("Carry over");
        var next = await begin.Submit("begin-account", new() { ["Input.Finished"] = "" });
        Assert.Equal("/plans/2/edit", next.Path);
        var content = await site.Db(async db => (await db.AccountPlans.SingleAsync(p => p.Id == 2, Cancel)).DraftOf(Side.Salesperson)!.Account);
        Assert.Equal(["s1", "s2"], content.Steps.Select(s => s.Key));
        Assert.Equal(new(new(2027, 1), 3), content.Period);
        Assert.Contains("There is a plan for this account and Jan to Mar 2027 already.", (await begin.Submit("begin-account", new() { ["Input.Finished"] = "" })).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Who_asked_is_told_of_a_no_and_the_plan_shows_it_with_the_reason(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        var content = world.Content(1) with { Tactics = [new("t1") { Step = "s1", Action = "Bring the architect", OwnerId = world.Ben.Id, Owner = world.Ben.Name, Due = new(2026, 12, 10) }] };
        await world.Plan(content, plan => plan.Propose(
            world.People.Author, null, signs: true,
            new(new HashSet<long> { 1 }, new HashSet<long>(), new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null) { People = new HashSet<long> { world.Mary.Id, world.Ben.Id } }, new(2026, 9, 28, 8, 0, 0, TimeSpan.Zero), new(2026, 9, 28)));
        await (await (await site.As(world.Paul)).Open("/plans/1/negotiate")).Submit("sign");
        var asked = await site.Db(db => db.Commitments.SingleAsync(c => c.PersonId == world.Ben.Id, Cancel));
        var ben = await (await site.As(world.Ben)).Open($"/commitments/{asked.Id}");

        Assert.Contains("Say why", (await ben.Submit("decline")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("said no", (await (await site.As(world.Mary)).Open("/notifications")).Text, StringComparison.Ordinal);
        var declined = await ben.Submit("decline", new() { ["Decline.Words"] = "I am on leave" });
        Assert.Contains("They see that you declined, and why.", declined.Text, StringComparison.Ordinal);
        Assert.Equal("Declined", declined.The("h1 .state").TextContent);

        var told = await (await site.As(world.Mary)).Open("/notifications");
        Assert.Contains("Ben Colleague said no to what you asked: Bring the architect", told.Text, StringComparison.Ordinal);
        Assert.Contains("I am on leave", told.Text, StringComparison.Ordinal);
        var opened = await told.Submit("open", button: $"Open.Id={await site.Db(db => db.Set<Notification>().Where(n => n.Kind == NotificationKind.AskDeclined).Select(n => n.Id).SingleAsync(Cancel))}");
        Assert.Equal($"/commitments/{asked.Id}", opened.Path);
        Assert.Equal("DeclinedI am on leave", (await opened.Visitor.Open("/plans/1")).The("#tactic-t1 td").TextContent.Trim());
    }

    [Theory, EachDatabase]
    public async Task The_plan_for_an_account_that_went_into_another_is_the_plan_for_that_one(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        await world.Agreed();
        await Merge(world);
        var mary = await site.As(world.Mary);

        Assert.Equal("plans/1", (await mary.Open("/accounts/2")).The("#plans li a").GetAttribute("href"));
        Assert.Null((await mary.Open("/plans")).Document.QuerySelector("#worth-a-plan"));
        var twice = await (await mary.Open("/plans/begin-account?account=2")).Submit("begin-account");
        Assert.Contains("There is a plan for this account and Oct to Dec 2026 already.", twice.Text, StringComparison.Ordinal);

        var next = await (await mary.Open("/plans/begin-account?account=2&period=2027-Q1&from=LastPlan")).Submit("begin-account", new() { ["Input.Finished"] = "" });
        Assert.Equal("/plans/2/edit", next.Path);
        var plan = await site.Db(db => db.AccountPlans.SingleAsync(p => p.Id == 2, Cancel));
        var content = plan.DraftOf(Side.Salesperson)!.Account;
        Assert.Equal((2, 2), (plan.AccountId, content.AccountId));
        Assert.Equal(["s1", "s2"], content.Steps.Select(s => s.Key));
    }

    [Theory, EachDatabase]
    public async Task Contacts_that_moved_to_the_account_that_stands_are_known_in_the_plan(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await AccountWorld.On(site);
        await world.Plan(world.Content(1) with { Contacts = [] });
        await Merge(world);
        var page = await (await site.As(world.Mary)).Open("/plans/1/edit");

        await Type(page, ("contacts.n.name", "ada aldana", ""));

        Assert.Equal(world.Contact, Assert.Single((await world.Draft()).Contacts).ContactId);
    }

    [Fact]
    public async Task A_draft_is_between_the_salesperson_and_the_line()
    {
        await using var site = await TheSite.Start();
        var world = await AccountWorld.On(site);
        await world.Plan(world.Content(1));

        foreach (var path in new[] { "/plans/1", "/plans/1/edit", "/plans/1/negotiate", "/plans/1/compare" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(world.Ben)).Get(path)).Status);
            Assert.Equal(HttpStatusCode.OK, (await (await site.As(world.Paul)).Open(path)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(world.Ben)).Get($"/plans/begin-account?account=1&person={world.Mary.Id}")).Status);
        Assert.Contains("Corner Bakery", (await (await site.As(world.Paul)).Open("/plans")).The("#team-account-plans").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Corner Bakery", (await (await site.As(world.Ben)).Open("/plans")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_plan_is_begun_for_who_does_not_sell_nor_for_months_far_away_whatever_is_sent()
    {
        await using var site = await TheSite.Start();
        var world = await AccountWorld.On(site);
        var mary = await site.As(world.Mary);
        var begin = await mary.Open("/plans/begin-account?account=1");
        Assert.Contains("Jan 2030 to Mar 2030 begins more than a year from now.", (await mary.Open("/plans/begin-account?account=1&period=2030-Q1")).Text, StringComparison.Ordinal);

        var late = await mary.Post(new(site.Address, "/plans/begin-account?account=1&period=2030-Q1"), begin.Fields("begin-account"));
        Assert.Contains("begins more than a year from now.", late.Text, StringComparison.Ordinal);
        var paul = await site.As(world.Paul);
        var fields = (await paul.Open($"/plans/begin-account?account=1&person={world.Mary.Id}")).Fields("begin-account");
        var own = await paul.Post(new(site.Address, "/plans/begin-account?account=1"), fields);

        Assert.Contains("Paul Manager does not sell", own.Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.Db(db => db.AccountPlans.CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_plans_of_people_and_those_for_accounts_are_leafed_through_apart()
    {
        await using var site = await TheSite.Start();
        var world = await AccountWorld.On(site);
        await world.People.Plan();
        await site.Change(db => db.AddRange(Enumerable.Range(2, 60).Select(i => new Account { Name = $"Bakery {i}" })));
        await site.Change(db => db.AddRange(Enumerable.Range(2, 60).Select(i => new AccountPlan(world.Mary.Id, world.People.Author, new(i, AccountWorld.Quarter), site.Clock.GetUtcNow()))));

        var first = await (await site.As(world.Paul)).Open("/plans");
        Assert.Equal(50, first.Document.QuerySelectorAll("#team-account-plans tbody tr").Length);
        var second = await first.Visitor.Open("/" + first.The("#team-account-plans a[rel=next]").GetAttribute("href"));

        Assert.Equal(10, second.Document.QuerySelectorAll("#team-account-plans tbody tr").Length);
        Assert.Equal("Mary Seller", second.The("main table tbody th").TextContent);
    }

    [Fact]
    public async Task An_account_is_chosen_by_its_name_where_there_is_no_script()
    {
        await using var site = await TheSite.Start();
        var world = await AccountWorld.On(site);
        var choose = await (await (await site.As(world.Ben)).Open("/plans?period=2027-Q1")).Follow("Plan an account");

        Assert.Contains("No account is called that", (await choose.Submit("/plans/begin-account", new() { ["named"] = "Nobody" })).Text, StringComparison.Ordinal);
        var begin = await choose.Submit("/plans/begin-account", new() { ["named"] = "Corner Bakery" });
        var page = await begin.Submit("begin-account", new() { ["From"] = "Empty" });

        Assert.Contains("Plan for Corner Bakery", page.The("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("The plan has no step.", page.Text, StringComparison.Ordinal);
        Assert.Equal(new(new(2027, 1), 3), (await site.Db(db => db.AccountPlans.SingleAsync(Cancel))).Period);
    }

    /// <summary>The bakery turns out to be the same as another account of Mary's.</summary>
    private static async Task Merge(AccountWorld world)
    {
        await world.People.Site.Change(db => db.Add(new Account { Name = "Corner Bakery Ltd", OwnerId = world.Mary.Id }));
        await world.People.Site.With<Merging, bool>(async merging =>
        {
            await merging.Accounts(1, 2, Cancel);
            return true;
        });
    }

    private static string NewRow(Page page, string section) =>
        page.Document.QuerySelectorAll($"#{section} tbody [name^='{section}.']").Select(i => i.GetAttribute("name")!.Split('.')[1]).Last();

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> Type(Page page, params (string Name, string Value, string Base)[] changes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/plans/1/draft") { Content = JsonContent.Create(new { revision = 0, changes = changes.Select(c => new { c.Name, c.Value, c.Base }) }, options: new(JsonSerializerDefaults.Web)) };
        request.Headers.Add("RequestVerificationToken", page.The("input[name=__RequestVerificationToken]").GetAttribute("value"));
        using var answer = await page.Visitor.Http.SendAsync(request, Cancel);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Clone());
    }
}
