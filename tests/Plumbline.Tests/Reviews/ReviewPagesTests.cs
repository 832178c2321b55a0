using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Reviews;

public class ReviewPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Said => new() { ["Input.Own[results-why]"] = "Two orders slipped.", ["Input.Own[results-change]"] = "I ask for the date first." };

    [Theory, EachDatabase]
    public async Task From_the_own_view_to_recommitting_to_the_numbers_as_they_stand(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        await world.Sell(21_000);
        await site.Change(db => db.Commitments.Add(new(CommitmentKind.Tactic, "plan/9/x", world.Mary.Id, "Show the oven", new(2026, 7, 1), new(2026, 8, 15))));

        var own = await (await (await site.As(world.Mary)).Open("/reviews?period=2026-Q3")).Submit($"begin-{world.Mary.Id}");
        Assert.Equal("/reviews/1", own.Path);
        await site.Db(async db =>
        {
            var promise = await db.Commitments.SingleAsync(c => c.Source == "plan/9/x", Cancel);
            promise.Renegotiate(new(2026, 8, 20), "They are away", new(2026, 8, 1));
            promise.Renegotiate(new(2026, 8, 15), "They are back", new(2026, 8, 2)); // Promised twice for one day.
            return await db.SaveChangesAsync(Cancel);
        });
        own = await (await site.As(world.Mary)).Open("/reviews/1");
        Assert.Contains("€21,000", own.The("#results").TextContent, StringComparison.Ordinal);
        Assert.Contains("70% of €30,000", own.The("#results").TextContent, StringComparison.Ordinal);
        Assert.Contains("Show the oven", own.The("#accounts").TextContent, StringComparison.Ordinal);
        Assert.Contains("When could I have known", own.The("#own").TextContent, StringComparison.Ordinal);

        var refused = await own.Submit("own", new() { ["Input.Own[need]"] = "A day of presales" }, "Input.Move=hand");
        Assert.Contains("One answer must not be missing", refused.Text, StringComparison.Ordinal);
        Assert.Equal("A day of presales", refused.The("textarea[name='Input.Own[need]']").TextContent);
        Assert.Equal("A day of presales", (await (await site.As(world.Mary)).Open("/reviews/1")).The("textarea[name='Input.Own[need]']").TextContent);
        var kept = await refused.Submit("own", Said, "Input.Move=keep");
        Assert.Equal("Two orders slipped.", kept.The("textarea[name='Input.Own[results-why]']").TextContent);
        Assert.DoesNotContain("Two orders slipped.", (await (await site.As(world.Paul)).Open("/reviews/1")).Text, StringComparison.Ordinal);

        var handed = await kept.Submit("own", [], "Input.Move=hand");
        Assert.Contains("Waits for the manager", handed.Text, StringComparison.Ordinal);
        var answer = await (await site.As(world.Paul)).Open("/reviews/1");
        Assert.Contains("Two orders slipped.", answer.The("#results").TextContent, StringComparison.Ordinal);
        Assert.Contains(await Told(site, world.Paul), n => n.Kind == NotificationKind.ReviewHandedIn && n.Href == "reviews/1");
        await answer.Submit("answer", new() { ["Input.Answer[see]"] = "I saw it in August." }, "Input.Move=keep");
        Assert.DoesNotContain("I saw it in August.", (await (await site.As(world.Mary)).Open("/reviews/1")).Text, StringComparison.Ordinal);
        var talk = await (await (await site.As(world.Paul)).Open("/reviews/1")).Submit("answer", [], "Input.Move=hand");

        var decided = await talk.Submit("decide", new() { ["Input.What"] = "Presales on Fridays", ["Input.Due"] = "2026-12-04" });
        Assert.Contains("Presales on Fridays", decided.The("#decisions").TextContent, StringComparison.Ordinal);
        var promise = await site.Db(db => db.Commitments.SingleAsync(c => c.Source.StartsWith("review/1/"), Cancel));
        Assert.Equal((CommitmentKind.Decision, CommitmentState.Open), (promise.Kind, promise.State));
        var ledger = await (await site.As(world.Mary)).Open("/commitments?all=1");
        Assert.Contains("Presales on Fridays", ledger.Text, StringComparison.Ordinal);

        await decided.Submit("recommit", [], "Input.Move=sign");
        var closed = await (await (await site.As(world.Mary)).Open("/reviews/1")).Submit("recommit", [], "Input.Move=sign");
        Assert.Contains("Both have recommitted", closed.Text, StringComparison.Ordinal);
        Assert.Single((await world.Read(1)).Versions);
        var review = await site.Db(db => db.Reviews.SingleAsync(Cancel));
        Assert.True(review.IsIntact);
        Assert.Equal([1, 1], review.Recommitments.Select(r => r.Version));
    }

    [Theory, EachDatabase]
    public async Task Other_numbers_are_an_amendment_countered_and_signed_in_the_review(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        var talk = await Talk(site, world);
        Assert.Equal("10,000", talk.The("input[name='Input.Revenue[0]']").GetAttribute("value"));

        var same = await talk.Submit("recommit", new() { ["Input.Because"] = "x" }, "Input.Move=propose");
        Assert.Contains("These are the numbers as they stand", same.Text, StringComparison.Ordinal);
        var unread = await same.Submit("recommit", new() { ["Input.Revenue[1]"] = "twelve" }, "Input.Move=propose");
        Assert.Contains("“twelve” is no amount for Nov 2026", unread.Text, StringComparison.Ordinal);
        Assert.Equal("twelve", unread.The("input[name='Input.Revenue[1]']").GetAttribute("value"));
        var unexplained = await unread.Submit("recommit", new() { ["Input.Revenue[1]"] = "12k", ["Input.Because"] = "" }, "Input.Move=propose");
        Assert.Contains("Say why they are not those of the plan", unexplained.Text, StringComparison.Ordinal);
        await unexplained.Submit("recommit", new() { ["Input.Because"] = "The bakery opens a branch" }, "Input.Move=propose");

        var plan = await world.Read(1);
        Assert.Equal(12_000, ((BusinessPlanContent)plan.OnTable!.Content).Quota(new(2026, 11)).Revenue);
        Assert.Equal(10_000, ((BusinessPlanContent)plan.OnTable.Content).Quota(new(2026, 10)).Revenue);
        Assert.Contains("The bakery opens a branch", plan.OnTable.Reason, StringComparison.Ordinal);

        var paul = await (await site.As(world.Paul)).Open("/reviews/1");
        Assert.Contains("Mary Seller recommitted to version 2", paul.The("#recommit").TextContent, StringComparison.Ordinal);
        Assert.Contains("Revenue in force", paul.The("#recommit").TextContent, StringComparison.Ordinal);
        await paul.Submit("recommit", new() { ["Input.Revenue[1]"] = "13,000", ["Input.Because"] = "And a second one" }, "Input.Move=propose");
        var stale = await paul.Submit("recommit", [], "Input.Move=sign");
        Assert.Contains("Version 3 of the plan came", stale.Text, StringComparison.Ordinal);

        var mary = await (await site.As(world.Mary)).Open("/reviews/1");
        var typed = await mary.Submit("recommit", new() { ["Input.Revenue[2]"] = "9,000" }, "Input.Move=sign");
        Assert.Contains("You typed other numbers than those of version 3", typed.Text, StringComparison.Ordinal);
        var closed = await mary.Submit("recommit", [], "Input.Move=sign");
        Assert.Contains("Both have recommitted", closed.Text, StringComparison.Ordinal);
        await site.Db(async db =>
        {
            var plan = await db.BusinessPlans.AsSingleQuery().SingleAsync(Cancel);
            var (at, day) = (new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), new DateOnly(2026, 11, 24));
            plan.Amend(world.Author, "Another branch", at);
            plan.Replace(world.Author, ((BusinessPlanContent)plan.InForce!.Content).WithQuotas([new(new Month(2026, 11)) { Revenue = 99_000, Margin = 20_000 }]), at);
            plan.Propose(world.Author, null, signs: true, new(new HashSet<long> { 1 }, new HashSet<long> { 1 }, new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null), at, day);
            plan.Sign(world.Manager, plan.OnTable!.Number, plan.OnTable.Hash, at, day);
            plan.Revision++;
            return await db.SaveChangesAsync(Cancel);
        });
        Assert.Contains("13,000", (await (await site.As(world.Mary)).Open("/reviews/1")).The("#recommit").TextContent, StringComparison.Ordinal); // As signed there, whatever came after.
        var inForce = (await world.Read(1)).Versions.Single(v => v.Number == 3);
        Assert.Equal((3, 13_000m), (inForce.Number, ((BusinessPlanContent)inForce.Content).Quota(new(2026, 11)).Revenue!.Value));
        Assert.Equal(13_000, await site.Db(db => db.QuotaMonths.Where(q => q.SalespersonId == world.Mary.Id && q.Month == new Month(2026, 11)).Select(q => q.Revenue).SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Where_no_plan_covers_the_next_quarter_one_is_begun_with_the_numbers(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var talk = await Talk(site, world);
        Assert.Contains("no plan covers it yet", talk.The("#recommit").TextContent, StringComparison.Ordinal);
        var plan = await talk.Submit("recommit", new() { ["Input.Revenue[0]"] = "9,500" });
        Assert.Equal("/plans/1/edit", plan.Path);
        Assert.Equal(9_500, ((BusinessPlanContent)(await world.Read(1)).DraftOf(Side.Salesperson)!).Quota(new(2026, 10)).Revenue);
        var waits = await (await site.As(world.Paul)).Open("/reviews/1");
        Assert.Contains("is not agreed yet", waits.The("#recommit").TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Account_plans_go_on_into_the_next_quarter_with_what_is_not_finished(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        var quarter = new Period(new Month(2026, 7), 3);
        await site.Change(db =>
        {
            var plan = new AccountPlan(world.Mary.Id, world.Author, Content(quarter, world.Mary.Id), new(2026, 6, 20, 8, 0, 0, TimeSpan.Zero));
            plan.Propose(world.Author, null, signs: true, new(new HashSet<long> { 1 }, new HashSet<long> { 1 }, new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null) { People = new HashSet<long> { world.Mary.Id } }, new(2026, 6, 21, 8, 0, 0, TimeSpan.Zero), new(2026, 6, 21));
            plan.Sign(world.Manager, 1, plan.OnTable!.Hash, new(2026, 6, 22, 8, 0, 0, TimeSpan.Zero), new(2026, 6, 22));
            db.Add(plan);
        });
        await (await Talk(site, world)).Submit("recommit", [], "Input.Move=sign");
        await (await (await site.As(world.Paul)).Open("/reviews/1")).Submit("recommit", [], "Input.Move=sign");
        var next = await site.Db(db => db.AccountPlans.Where(p => p.Period == quarter.Next).AsSplitQuery().SingleAsync(Cancel));
        Assert.Equal((PlanState.Draft, 1L), (next.State, next.AccountId));
    }

    [Theory, EachDatabase]
    public async Task Two_windows_of_one_person_are_told_and_lose_nothing(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        var first = await (await (await site.As(world.Mary)).Open("/reviews?period=2026-Q3")).Submit($"begin-{world.Mary.Id}");
        var second = await (await site.As(world.Mary)).Open("/reviews/1");
        await first.Submit("own", new() { ["Input.Own[proud]"] = "The bakery" }, "Input.Move=keep");
        var told = await second.Submit("own", new() { ["Input.Own[proud]"] = "The mill" }, "Input.Move=keep");
        Assert.Contains("Saved meanwhile: The bakery", told.Text, StringComparison.Ordinal);
        Assert.Equal("The mill", told.The("textarea[name='Input.Own[proud]']").TextContent);
        var again = await told.Submit("own", [], "Input.Move=keep");
        Assert.Equal("The mill", again.The("textarea[name='Input.Own[proud]']").TextContent);
    }

    [Theory, EachDatabase]
    public async Task Only_the_two_sides_read_a_review_and_the_leadership_sees_where_it_stands(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        var admin = await site.Add("Ada Admin", Roles.Administrator);
        var finance = await site.Add("Fay Finance", Roles.Leadership);
        await (await (await site.As(world.Mary)).Open("/reviews?period=2026-Q3")).Submit($"begin-{world.Mary.Id}");
        foreach (var reader in new[] { world.Ben, admin, finance })
        {
            Assert.Equal(404, (int)(await (await site.As(reader)).Open("/reviews/1")).Status);
        }

        Assert.Equal(200, (int)(await (await site.As(world.Olga)).Open("/reviews/1")).Status);
        var cycle = await (await site.As(finance)).Open("/reviews?period=2026-Q3");
        Assert.Contains("Own view being written", cycle.The("#cycle").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"reviews/1\"", cycle.The("#cycle").InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("Mary", (await (await site.As(admin)).Open("/reviews?period=2026-Q3")).The("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_is_written_in_a_review_stands_in_no_audit_trail(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await Agreed(site);
        await Talk(site, world);
        var trail = await site.Db(db => db.Audit.Where(a => a.Subject == nameof(QuarterlyReview)).Select(a => a.Before + a.After).ToListAsync(Cancel));
        Assert.NotEmpty(trail);
        Assert.DoesNotContain(trail, t => t.Contains("slipped", StringComparison.Ordinal) || t.Contains("So it was", StringComparison.Ordinal));
    }

    private static AccountPlanContent Content(Period quarter, long mary) => new(1, quarter)
    {
        Aims = new() { Purpose = AccountPurpose.Penetrate, Revenue = 40_000, Margin = 12_000 },
        Contacts = [new("c1") { Name = "Ada Baker", Role = BuyingRole.Economic }],
        Steps = [new("s1") { Method = "Show the oven", Expected = "An order", By = quarter.LastDay }],
        Tactics = [new("t1") { Step = "s1", Action = "Visit", OwnerId = mary, Owner = "Mary", Due = quarter.LastDay }],
    };

    private static async Task<PlanWorld> Agreed(TheSite site)
    {
        var world = await PlanWorld.On(site);
        await world.Plan(world.Submit);
        await (await (await site.As(world.Paul)).Open("/plans/1/negotiate")).Submit("sign");
        return world;
    }

    /// <summary>Both have said how they see the quarter; Mary has the page open.</summary>
    private static async Task<Page> Talk(TheSite site, PlanWorld world)
    {
        await (await (await (await site.As(world.Mary)).Open("/reviews?period=2026-Q3")).Submit($"begin-{world.Mary.Id}")).Submit("own", Said, "Input.Move=hand");
        await (await (await site.As(world.Paul)).Open("/reviews/1")).Submit("answer", new() { ["Input.Answer[see]"] = "So it was." }, "Input.Move=hand");
        return await (await site.As(world.Mary)).Open("/reviews/1");
    }

    private static Task<List<Notification>> Told(TheSite site, Person person) => site.Db(db => db.Set<Notification>().Where(n => n.PersonId == person.Id).ToListAsync(Cancel));
}
