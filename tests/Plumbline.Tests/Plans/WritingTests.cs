using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;

namespace Plumbline.Plans;

public sealed class WritingTests
{
    private static readonly Period _half = new(new(2027, 1), 6);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_plan_is_begun_written_and_submitted_without_script(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (_, mary) = await Two(site);
        var visitor = await site.As(mary);

        var begin = await (await visitor.Open("/plans")).Follow("Begin the plan for Jan to Jun 2027");
        var page = await begin.Submit("begin", new() { ["From"] = "Template" });
        page = await page.Submit("plan", Quotas(page), "act=save");
        Assert.Contains("Saved.", page.Text, StringComparison.Ordinal);
        var refused = await page.Submit("plan", null, "act=submit");
        Assert.Contains("It is saved, and not submitted yet", refused.Text, StringComparison.Ordinal);
        Assert.Contains("has no date", refused.Text, StringComparison.Ordinal);

        var mended = await refused.Submit("plan", new() { ["training.1.by"] = "1 Mar 2027" }, "act=submit");

        Assert.Equal("/plans/1?done=submitted", mended.Path);
        var plan = await Plan(site);
        Assert.Equal(PlanState.Submitted, plan.State);
        Assert.Equal(6 * 12_500.5m, plan.OnTable!.Content.Business.QuotaOf(_half).Revenue);
        Assert.NotNull(plan.OnTable.SignatureOf(Side.Salesperson));
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_and_kept_and_the_rest_is_saved()
    {
        await using var site = await TheSite.Start();
        var page = await Draft(site, await Mary(site));

        page = await page.Submit("plan", new() { ["quotas.2027-01.revenue"] = "a lot", ["quotas.2027-02.revenue"] = "€ 1.250,50" }, "act=save");

        Assert.Contains("Not all of it could be saved", page.Text, StringComparison.Ordinal);
        Assert.Contains("Quota, Jan 2027, Revenue: “a lot” is not a number that can be read", page.Text, StringComparison.Ordinal);
        Assert.Equal("a lot", page.The("[name='quotas.2027-01.revenue']").GetAttribute("value"));
        Assert.Equal("true", page.The("[name='quotas.2027-01.revenue']").GetAttribute("aria-invalid"));
        Assert.Equal(1_250.5m, (await Content(site)).Quota(new(2027, 2)).Revenue);
        Assert.Null((await Content(site)).Quota(new(2027, 1)).Revenue);
    }

    [Fact]
    public async Task Two_who_write_at_once_both_keep_what_they_wrote_and_are_told_where_they_meet()
    {
        await using var site = await TheSite.Start();
        var (ada, mary) = await Two(site);
        var hers = await Draft(site, mary);
        var theirs = await (await site.As(ada)).Open("/plans/1/edit");

        await hers.Submit("plan", new() { ["quotas.2027-01.revenue"] = "100", ["quotas.2027-02.revenue"] = "200" }, "act=save");
        var told = await theirs.Submit("plan", new() { ["quotas.2027-01.revenue"] = "999", ["quotas.2027-03.revenue"] = "300" }, "act=save");

        Assert.Contains("Someone else changed the same", told.Text, StringComparison.Ordinal);
        Assert.Contains("Yours999Theirs100", told.Text, StringComparison.Ordinal);
        Assert.Equal("999", told.The("[name='quotas.2027-01.revenue']").GetAttribute("value"));
        var content = await Content(site);
        Assert.Equal((100m, 200m, 300m), (content.Quota(new(2027, 1)).Revenue, content.Quota(new(2027, 2)).Revenue, content.Quota(new(2027, 3)).Revenue));

        await told.Submit("plan", null, "act=save");
        Assert.Equal(999, (await Content(site)).Quota(new(2027, 1)).Revenue);
    }

    [Theory, EachDatabase]
    public async Task What_is_typed_is_saved_field_by_field_and_answered_with_what_does_not_add_up(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var page = await Draft(site, await Mary(site));

        var (status, saved) = await Type(page, ("quotas.2027-01.revenue", "12.500,00", ""));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("quotas.2027-01.revenue", saved.GetProperty("saved")[0].GetString());
        Assert.Contains("Feb 2027 has no quota.", saved.GetProperty("panels").GetProperty("checks").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Jan 2027 has no quota.", saved.GetProperty("panels").GetProperty("checks").GetString(), StringComparison.Ordinal);
        Assert.Contains("12,500", saved.GetProperty("panels").GetProperty("arithmetic").GetString(), StringComparison.Ordinal);

        (status, var refused) = await Type(page, ("quotas.2027-02.revenue", "-5", ""), ("quotas.2027-03.revenue", "7", ""), ("quotas.2030-01.revenue", "7", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(["This cannot be negative.", "The plan has no such field."], refused.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("message").GetString()!));
        Assert.Equal(["quotas.2027-03.revenue"], refused.GetProperty("saved").EnumerateArray().Select(e => e.GetString()!));

        (status, var met) = await Type(page, ("quotas.2027-01.revenue", "13,000", "1,000"), ("quotas.2027-03.revenue", "8", "7.00"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        var conflict = met.GetProperty("conflicts")[0];
        Assert.Equal(("13,000", "12,500", "Quota, Jan 2027, Revenue"), (conflict.GetProperty("yours").GetString()!, conflict.GetProperty("theirs").GetString()!, conflict.GetProperty("label").GetString()!));
        Assert.Equal(8, (await Content(site)).Quota(new(2027, 3)).Revenue);
    }

    [Fact]
    public async Task A_client_a_product_and_an_activity_are_known_by_their_names()
    {
        await using var site = await TheSite.Start();
        await site.Change(db => db.AddRange(
            new Account { Name = "Kestrel Works" }, new Account { Name = "Twice" }, new Account { Name = "Twice" },
            new Product { Name = "Cloud" }, new ActivityType { Name = "Call" }));
        var page = await Draft(site, await Mary(site));

        await Type(
            page, ("forecast.a.client", "kestrel works", ""), ("forecast.a.product", "CLOUD", ""), ("forecast.b.client", "Newcomer", ""),
            ("forecast.c.client", "Twice", ""), ("forecast.d.client", "Twice", ""), ("forecast.d.account", "3", ""), ("activities.x.type", "call", ""));
        var content = await Content(site);
        Assert.Equal([1L, null, null, 3], content.Forecast.Select(l => l.AccountId));
        Assert.Equal(1, content.Forecast.Find("a")!.ProductId);
        Assert.Equal(1, content.Activities.Find("x")!.TypeId);

        await Type(page, ("forecast.a.client", "Someone else", "kestrel works"));
        Assert.Null((await Content(site)).Forecast.Find("a")!.AccountId);
        var proposed = await page.Visitor.Http.GetFromJsonAsync<JsonElement>("/plans/names?of=account&q=work", Cancel);
        Assert.Equal("Kestrel Works", proposed[0].GetProperty("label").GetString());
    }

    [Theory, EachDatabase]
    public async Task A_named_account_and_the_opportunity_behind_a_forecast_are_known_by_their_names(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (ada, mary) = await Two(site);
        await site.Change(db => db.AddRange(new Account { Name = "Kestrel Works" }, new Product { Name = "Cloud" }));
        await site.Change(db => db.AddRange(Deal("1", "Kestrel renewal", mary.Id, OpportunityState.Open), Deal("2", "Kestrel audit", mary.Id, OpportunityState.Lost), Deal("3", "Ada's own", ada.Id, OpportunityState.Open)));
        var page = await Draft(site, mary);

        await Type(
            page, ("named.a.client", "kestrel works", ""), ("named.a.rank", "bench", ""), ("named.a.relationship", "Champion", ""), ("named.a.product", "cloud", ""), ("named.a.owner", "mary", ""),
            ("forecast.a.opportunity", "kestrel RENEWAL", ""), ("forecast.b.opportunity", "Kestrel audit", ""), ("forecast.c.opportunity", "Ada's own", ""));
        var content = await Content(site);
        Assert.Equal(new("a") { AccountId = 1, Client = "kestrel works", Rank = NamedRank.Bench, Relationship = Relationship.Champion, ProductId = 1, Product = "cloud", OwnerId = mary.Id, Owner = "mary" }, Assert.Single(content.Named));
        Assert.Equal([1L, null, null], content.Forecast.Select(l => l.OpportunityId));

        var proposed = await page.Visitor.Http.GetFromJsonAsync<JsonElement>($"/plans/names?of=opportunity&salesperson={mary.Id}&q=kest", Cancel);
        Assert.Equal(["Kestrel renewal"], proposed.EnumerateArray().Select(p => p.GetProperty("label").GetString()!));

        static Opportunity Deal(string key, string name, long salesperson, OpportunityState state) => new() { System = "test", ExternalId = key, Name = name, SalespersonId = salesperson, State = state, Amount = 5_000 };
    }

    [Fact]
    public async Task History_stands_beside_the_numbers_and_its_suggestion_is_taken_with_a_click()
    {
        await using var site = await TheSite.Start();
        var mary = await Mary(site);
        await site.Change(db => db.AddRange(new Account { Name = "Kestrel Works" }, new Product { Name = "Cloud" }));
        await site.Change(db => db.AddRange(Enumerable.Range(0, 20).Select(i => new Opportunity
        {
            System = "test",
            ExternalId = $"{i}",
            Name = "Deal",
            SalespersonId = mary.Id,
            AccountId = 1,
            ProductId = 1,
            State = i % 4 == 3 ? OpportunityState.Lost : OpportunityState.Won,
            Amount = 10_000,
            Opened = new DateOnly(2025, 12, 1).AddDays(i * 15),
            Closed = new DateOnly(2026, 1, 10).AddDays(i * 15),
        })));
        var page = await Draft(site, mary);
        Assert.Contains("A year ago", page.Text, StringComparison.Ordinal);
        Assert.Contains("Jan 2026 brought 20,000", page.Text, StringComparison.Ordinal);

        page = await page.Submit("plan", new() { ["quotas.2027-01.revenue"] = "1" }, "act=suggest-quotas");
        page = await page.Submit("plan", null, "act=suggest-named");
        page = await page.Submit("plan", null, "act=suggest-forecast");
        await page.Submit("plan", null, "act=suggest-forecast");

        var content = await Content(site);
        Assert.True(content.Quota(new(2027, 1)).Revenue > 1_000);
        Assert.Equal((1L, "Kestrel Works", NamedRank.TopTen), content.Named.Select(a => (a.AccountId!.Value, a.Client, a.Rank!.Value)).Single());
        var line = Assert.Single(content.Forecast);
        Assert.Equal((1L, "Kestrel Works", "Cloud"), (line.AccountId, line.Client, line.Product));
    }

    [Fact]
    public async Task A_row_is_deleted_as_it_was_seen()
    {
        await using var site = await TheSite.Start();
        var page = await Draft(site, await Mary(site), PlanTemplate.For(_half));

        page = await page.Submit("plan", new() { ["goals.2.measure"] = "Orders" }, "delete=goals.1");

        var content = await Content(site);
        Assert.Equal(["2", "3"], content.Goals.Select(g => g.Key));
        Assert.Equal("Orders", content.Goals.Find("2")!.Measure);
        Assert.EndsWith("#goals", page.Answer.RequestMessage!.RequestUri!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_salesperson_and_those_above_write_in_a_plan()
    {
        await using var site = await TheSite.Start();
        var (ada, mary) = await Two(site);
        var peer = await site.Add("Peer", Roles.Salesperson, ada);
        await Draft(site, mary);

        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(peer)).Get("/plans/1/edit")).Status);
        var (status, _) = await Type(await (await site.As(peer)).Open("/plans/begin"), ("quotas.2027-01.revenue", "1", ""));
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("You write in Mary's draft", (await (await site.As(ada)).Open("/plans/1/edit")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(peer)).Get($"/plans/begin?person={mary.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await site.As(ada)).Get($"/plans/begin?person={mary.Id}")).Status);
    }

    [Fact]
    public async Task A_plan_is_begun_for_who_sells_and_for_a_half_that_is_near()
    {
        await using var site = await TheSite.Start();
        var (ada, mary) = await Two(site);
        var clerk = await site.Add("Clara Clerk", Roles.None, ada);
        var (hers, adas) = (await site.As(mary), await site.As(ada));

        Assert.Contains("Clara Clerk does not sell, so there is no plan to begin.", (await adas.Open($"/plans/begin?period=2027-H1&person={clerk.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains("begins more than a year from now", (await hers.Open("/plans/begin?period=2028-H1")).Text, StringComparison.Ordinal);
        Assert.Contains("ended more than a year ago", (await hers.Open("/plans/begin?period=2025-H1")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Begin it with them", (await adas.Open("/plans?period=2028-H1")).Text, StringComparison.Ordinal);

        // A form that was drawn while it was allowed is refused, too.
        var form = await hers.Open("/plans/begin?period=2027-H2");
        await site.Change(db => db.People.Single(p => p.Name == "Mary").Roles = Roles.Manager);
        Assert.Contains("Mary does not sell", (await form.Submit("begin", new() { ["From"] = "Empty" })).Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.Db(db => db.BusinessPlans.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_draft_that_was_never_submitted_is_discarded_and_begun_anew(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (ada, mary) = await Two(site);
        await Draft(site, mary);

        var gone = await (await (await site.As(ada)).Open("/plans/1")).Submit("discard");
        Assert.Contains("The draft is discarded.", gone.Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.Db(db => db.BusinessPlans.CountAsync(Cancel)));
        var begun = await (await (await site.As(mary)).Open("/plans/begin?period=2027-H1")).Submit("begin", new() { ["From"] = "Template" });
        Assert.EndsWith("/edit", begun.Path, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Remarks_and_typing_at_the_same_time_do_not_refuse_each_other(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (ada, mary) = await Two(site);
        var hers = await Draft(site, mary);
        var theirs = await (await site.As(ada)).Open("/plans/1/negotiate");

        var typing = Enumerable.Range(1, 2).Select(i => Type(hers, ($"quotas.2027-0{i}.revenue", $"{i}00", "")));
        var remarks = Enumerable.Range(1, 2).Select(i => theirs.Submit("remark", new() { ["Text"] = $"Remark {i}" }));
        var all = (Typed: typing.ToList(), Said: remarks.ToList());

        Assert.All(await Task.WhenAll(all.Typed), t => Assert.Equal(HttpStatusCode.OK, t.Status));
        Assert.All(await Task.WhenAll(all.Said), p => Assert.Contains("Your comment stands", p.Text, StringComparison.Ordinal));
        var plan = await Plan(site);
        Assert.Equal(["Remark 1", "Remark 2"], plan.Comments.Select(c => c.Text).Order());
        Assert.Equal(300, ((BusinessPlanContent)plan.DraftOf(Side.Salesperson)!).QuotaOf(_half).Revenue);
    }

    [Theory, EachDatabase]
    public async Task A_name_that_is_no_account_is_told_with_the_account_that_may_be_meant(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await site.Change(db => db.AddRange(new Account { Name = "Birchmont Council" }, new Account { Name = "Ab" }, new Account { Name = "Elm Works Ltd" }, new ActivityType { Name = "Call" }));
        var page = await Draft(site, await Mary(site));

        var (_, told) = await Type(
            page, ("forecast.a.client", "Birchmont Counsil", ""), ("forecast.b.client", "birchmont council", ""), ("forecast.c.client", "Newcomer", ""), ("forecast.d.client", "Elm Wroks", ""),
            ("activities.x.type", "Cals", ""), ("activities.x.per-week", "3", ""));

        var panels = told.GetProperty("panels");
        var checks = WebUtility.HtmlDecode(panels.GetProperty("checks").GetString())!;
        Assert.Contains("""href="plans/1/edit#forecast.a.client">Birchmont Counsil is not among the accounts; did you mean Birchmont Council? Otherwise it is counted as a prospect.""", checks, StringComparison.Ordinal);
        Assert.Contains("Newcomer is not among the accounts, so it is counted as a prospect.", checks, StringComparison.Ordinal);
        Assert.Contains("Elm Wroks is not among the accounts; did you mean Elm Works Ltd?", checks, StringComparison.Ordinal);
        Assert.Contains("Cals is not among the types of activity", checks, StringComparison.Ordinal);
        Assert.Equal(["prospect", "account"], "ab".Select(k => panels.GetProperty($"kind-{k}").GetString()));
        var drawn = await page.Visitor.Open("/plans/1/edit");
        Assert.Equal(["prospect", "account"], "ab".Select(k => drawn.The($"#kind-{k}").TextContent));
    }

    [Fact]
    public async Task A_month_belongs_to_one_plan_of_a_person_also_after_the_fiscal_year_was_moved()
    {
        await using var site = await TheSite.Start();
        var mary = await Mary(site);
        await Draft(site, mary);
        await site.Change(db => db.Companies.First().FirstMonth = 4);

        var visitor = await site.As(mary);
        var refused = await (await visitor.Open("/plans/begin?period=2027-H2")).Submit("begin", new() { ["From"] = "Empty" });

        Assert.Contains("shares months with", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Begin the plan", (await visitor.Open("/plans")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_says_what_waits_for_whom()
    {
        await using var site = await TheSite.Start();
        var (ada, mary) = await Two(site);
        await site.Add("Ben", Roles.Salesperson, ada);
        await Draft(site, mary);

        Assert.Contains("Jan to Jun 2027 Draft not agreed Write it on", (await (await site.As(mary)).Open("/plans")).Text, StringComparison.Ordinal);
        var team = await (await site.As(ada)).Open("/plans?period=2027-H1");
        Assert.Contains("Ben No plan not agreed Begin it with them", team.Text, StringComparison.Ordinal);
        Assert.Contains("Mary Draft not agreed Look at the draft", team.Text, StringComparison.Ordinal);
        Assert.Contains("1 without a plan, 1 draft", team.Text, StringComparison.Ordinal);
    }

    private static async Task<(Person Ada, Person Mary)> Two(TheSite site)
    {
        var ada = await site.Add("Ada", Roles.Manager);
        return (ada, await site.Add("Mary", Roles.Salesperson, ada));
    }

    private static async Task<Person> Mary(TheSite site) => (await Two(site)).Mary;

    private static async Task<Page> Draft(TheSite site, Person mary, BusinessPlanContent? content = null)
    {
        await site.Change(db => db.Add(new BusinessPlan(mary.Id, new(mary.Id, false), content ?? new(_half), site.Clock.GetUtcNow())));
        return await (await site.As(mary)).Open("/plans/1/edit");
    }

    private static Dictionary<string, string> Quotas(Page page) => _half.Months
        .SelectMany(m => new[] { KeyValuePair.Create($"quotas.{m}.revenue", "12,500.50"), KeyValuePair.Create($"quotas.{m}.margin", "4k") })
        .Concat(page.Document.QuerySelectorAll("[name^='goals.'][name$='.measure']").Select(i => i.GetAttribute("name")!).Where(n => n.Length < 20).Select(n => KeyValuePair.Create(n, "Orders")))
        .ToDictionary();

    /// <summary>Sends changes as the page's script does.</summary>
    private static async Task<(HttpStatusCode Status, JsonElement Answer)> Type(Page page, params (string Name, string Value, string Base)[] changes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/plans/1/draft") { Content = JsonContent.Create(new { revision = 0, changes = changes.Select(c => new { name = c.Name, value = c.Value, @base = c.Base }) }) };
        request.Headers.Add("RequestVerificationToken", page.The("input[name=__RequestVerificationToken]").GetAttribute("value"));
        request.Headers.Accept.Add(new("application/json"));
        using var answer = await page.Visitor.Http.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        return (answer.StatusCode, body == "" ? default : JsonSerializer.Deserialize<JsonElement>(body));
    }

    private static Task<BusinessPlan> Plan(TheSite site) => site.Db(db => db.BusinessPlans.SingleAsync(Cancel));

    private static async Task<BusinessPlanContent> Content(TheSite site) => (await Plan(site)).DraftOf(Side.Salesperson)!.Business;
}
