using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Marketing;

public class MarketingPagesTests
{
    private static readonly byte[] _paper = "%PDF-1.7\n%the rest"u8.ToArray();

    private static readonly Dictionary<string, string> _seminar = new()
    {
        ["Input.Title"] = "Seminar on ovens",
        ["Input.First"] = "2026-11-20",
        ["Input.Pays"] = "1/1",
        ["Input.Budget"] = "4,000",
        ["Input.Leads"] = "30",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task An_event_is_planned_under_a_program_and_taken_to_paid_with_its_proof(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        var form = await (await site.As(world.Mary)).Open("/marketing/new");
        var empty = (await form.Submit("activity")).Text;
        Assert.Contains("Say what is done.", empty, StringComparison.Ordinal);
        Assert.Contains("Give the first day.", empty, StringComparison.Ordinal); // Both at once.
        var refused = await form.Submit("activity", new(_seminar) { ["Input.First"] = "2026-06-20" });
        Assert.Contains("This money may be used from 2026-07-01 to 2026-12-31 only.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Seminar on ovens", refused.The("input[name='Input.Title']").GetAttribute("value"));
        var planned = await refused.Submit("activity", _seminar);
        Assert.Equal("/marketing/1", planned.Path);
        Assert.Equal("/marketing/1", (await refused.Submit("activity", _seminar)).Path); // Sent twice, it is one.
        Assert.Contains("€1,500", planned.Text, StringComparison.Ordinal); // Half of the budget, up to the cap.

        var applied = await planned.Submit("move", new() { ["Moved.On"] = "2026-11-02" }, "Moved.Stage=Applied");
        var approved = await applied.Submit("move", new() { ["Moved.On"] = "2026-11-04", ["Moved.Amount"] = "1,400" }, "Moved.Stage=Approved");
        Assert.Contains("Note the vendor’s reference", approved.Text, StringComparison.Ordinal);
        Assert.Equal("1,400", approved.The("input[name='Moved.Amount']").GetAttribute("value"));
        approved = await approved.Submit("move", new() { ["Moved.Words"] = "PO-7" }, "Moved.Stage=Approved");
        var held = await approved.Submit("move", new() { ["Moved.On"] = "2026-11-20", ["Moved.Amount"] = "3,000" }, "Moved.Stage=Executed");
        Assert.Contains("Still missing: invoice", held.The("#proof").TextContent, StringComparison.Ordinal);
        Assert.Contains("Seminar on ovens", (await held.Visitor.Open("/marketing?show=claims")).The("#activities").TextContent, StringComparison.Ordinal);

        var early = await held.Submit("move", [], "Moved.Stage=Proven");
        Assert.Contains("The vendor asks for invoice as well.", early.Text, StringComparison.Ordinal);
        var hostile = await held.Submit("prove", new() { ["Proof.Kind"] = "invoice" }, null, ("Proof.File", "invoice.pdf", "<html>"u8.ToArray()));
        Assert.Contains("Choose the file once more", hostile.The("#proof").TextContent, StringComparison.Ordinal);
        Assert.Empty(await site.Db(db => db.Set<Files.KeptFile>().ToListAsync(Cancel)));
        var proven = await held.Submit("prove", new() { ["Proof.Kind"] = "invoice" }, null, ("Proof.File", "../invoice.pdf", _paper));
        Assert.Contains("Nothing is missing", proven.The("#proof").TextContent, StringComparison.Ordinal);
        using (var given = await proven.Visitor.Http.GetAsync(proven.The("#proof a[href*='proof']").GetAttribute("href"), Cancel))
        {
            Assert.Equal(_paper, await given.Content.ReadAsByteArrayAsync(Cancel));
        }

        var together = await proven.Submit("move", [], "Moved.Stage=Proven");
        Assert.Equal("1,400", together.The("input[name='Moved.Amount']").GetAttribute("value")); // What was approved is less than half of what was spent.
        var claimed = await together.Submit("move", new() { ["Moved.Words"] = "C-1" }, "Moved.Stage=Claimed");
        var paid = await claimed.Submit("move", new() { ["Moved.Amount"] = "1,350" }, "Moved.Stage=Paid");
        Assert.Contains("€1,650", paid.Text, StringComparison.Ordinal); // Our own part.
        Assert.Contains("paid", paid.The("#way").TextContent, StringComparison.Ordinal);
        Assert.Null(paid.Document.QuerySelector("#next"));
    }

    [Theory, EachDatabase]
    public async Task What_the_plan_names_is_taken_up_once_and_its_review_says_what_came_of_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        var content = PlanWorld.Content() with { Marketing = [new("m1") { Title = "Mailing to bakers", Vendor = "Hearth", Program = "Co-op", Starts = new(2026, 8, 3), Budget = 800, FundedShare = 0.5m, ClaimBy = new(2026, 9, 17), FollowUp = "Mary Seller", Leads = 5 }] };
        await world.Plan(plan =>
        {
            PlanWorld.Propose(plan, world.Author, content);
            world.Agree(plan);
        });
        var mary = await site.As(world.Mary);
        Assert.Contains("Mailing to bakers", (await mary.Open("/marketing")).The("#from-plan").TextContent, StringComparison.Ordinal);
        Assert.Contains("not taken up", (await mary.Open($"/reviews/month/{world.Mary.Id}?period=2026-08")).The("#marketing").TextContent, StringComparison.Ordinal);

        var form = await mary.Open("/marketing/new?plan=1&row=m1");
        Assert.Equal(("1", "2026-08-03", "50%"), (form.The("select[name='Input.Pays'] option[selected]").GetAttribute("value"), form.The("input[name='Input.First']").GetAttribute("value"), form.The("input[name='Input.Share']").GetAttribute("value")));
        Assert.Equal("2026-09-17", form.The("input[name='Input.ClaimBy']").GetAttribute("value")); // As the plan has it.
        var taken = await form.Submit("activity", new() { ["Input.Pays"] = "" });
        Assert.Equal("/marketing/1", (await mary.Open("/marketing/new?plan=1&row=m1")).Path); // Whoever comes later is led there.
        Assert.NotNull(taken.Document.QuerySelector("a[href='plans/1#marketing']"));
        Assert.Null((await mary.Open("/marketing")).Document.QuerySelector("#from-plan"));
        await taken.Submit("move", new() { ["Moved.On"] = "2026-08-03", ["Moved.Amount"] = "820" }, "Moved.Stage=Executed");
        Assert.Contains("took place, €820 spent", (await mary.Open($"/reviews/month/{world.Mary.Id}?period=2026-08")).The("#marketing").TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(world.Ben)).Open("/marketing/new?plan=1&row=m1")).Status);
        Assert.Equal(1, await site.Db(db => db.Set<LocalActivity>().CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Everyone_reads_it_and_the_owner_the_line_and_marketing_change_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        var marta = await site.Add("Marta Markets", Roles.Marketing);
        var own = await (await (await site.As(world.Mary)).Open("/marketing/new")).Submit("activity", _seminar);
        await own.Submit("prove", new() { ["Proof.Kind"] = "invoice" }, null, ("Proof.File", "invoice.pdf", _paper));
        var ben = await (await site.As(world.Ben)).Open("/marketing/1");
        Assert.Contains("Seminar on ovens", ben.Text, StringComparison.Ordinal);
        Assert.Null(ben.Document.QuerySelector("form[method=post] input[name='_handler'][value='move']"));
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Visitor.Open("/marketing/1/edit")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Visitor.Http.GetAsync($"/marketing/1/proof/{await Key(site)}", Cancel)).StatusCode);
        foreach (var other in new[] { world.Paul, marta })
        {
            var page = await (await site.As(other)).Open("/marketing/1/edit");
            Assert.Equal("/marketing/1", (await page.Submit("activity", new() { ["Input.Place"] = other.Name })).Path);
        }

        // Two who change it at once see each other's.
        var (first, second) = (await own.Visitor.Open("/marketing/1/edit"), await (await site.As(world.Paul)).Open("/marketing/1/edit"));
        await first.Submit("activity", new() { ["Input.Place"] = "Town hall" });
        var told = await second.Submit("activity", new() { ["Input.Place"] = "Inn" });
        Assert.Contains("Saved meanwhile: Town hall", told.Text, StringComparison.Ordinal);
        Assert.Equal("Inn", told.The("input[name='Input.Place']").GetAttribute("value"));

        // What is noted from a page of before is refused, and the page shows how it stands.
        var stale = await own.Visitor.Open("/marketing/1");
        await (await (await site.As(world.Paul)).Open("/marketing/1")).Submit("move", new() { ["Moved.Words"] = "No room" }, "Moved.Stage=Cancelled");
        Assert.Contains("Somebody noted something else meanwhile.", (await stale.Submit("move", [], "Moved.Stage=Applied")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_what_is_to_be_done_and_proof_that_goes_away_again()
    {
        await using var site = await TheSite.Start();
        var world = await World(site);
        var page = await (await (await site.As(world.Mary)).Open("/marketing/new")).Submit("activity", _seminar);
        Assert.Contains("Say what is to be done", (await page.Submit("add-check", new() { ["Check.What"] = "" })).Text, StringComparison.Ordinal);
        page = await page.Submit("add-check", new() { ["Check.What"] = "Book the room" });
        var key = (await site.Db(db => db.Set<LocalActivity>().SingleAsync(Cancel))).Checks[0].Key;
        page = await page.Submit($"check-{key}");
        Assert.Contains("Not done after all", page.The("#checks").TextContent, StringComparison.Ordinal);
        page = await page.Submit("prove", new() { ["Proof.Kind"] = "invoice" }, null, ("Proof.File", "invoice.pdf", _paper));
        await page.Submit($"unprove-{await Key(site)}");
        Assert.Empty(await site.Db(db => db.Set<Files.FileContent>().ToListAsync(Cancel)));
    }

    private static async Task<string> Key(TheSite site) => (await site.Db(db => db.Set<LocalActivity>().AsNoTracking().SingleAsync(Cancel))).Proof[0].Key;

    /// <summary>A co-op program that pays half up to 1,500, asks before and wants an invoice, with money for this half.</summary>
    private static async Task<PlanWorld> World(TheSite site)
    {
        var world = await PlanWorld.On(site);
        var program = new MarketingProgram(new() { Vendor = "Hearth", Name = "Co-op", Currency = "EUR", Share = 0.5m, Cap = 1_500, NeedsApproval = true, Proof = ["invoice"], ClaimDays = 45 }, world.Olga.Id, new(2026, 7, 1));
        await site.Change(db => db.Add(program));
        var fund = new ProgramFund(program.Id);
        fund.Write("Jan to Jun 2026", 10_000, new(2026, 7, 1), new(2026, 12, 31), new(2027, 2, 14), program.Terms);
        await site.Change(db => db.Add(fund));
        return world;
    }
}
