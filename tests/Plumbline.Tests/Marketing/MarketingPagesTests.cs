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

    [Theory, EachDatabase]
    public async Task What_the_vendor_refused_is_held_without_it_and_the_way_says_so(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        var planned = await (await (await site.As(world.Mary)).Open("/marketing/new")).Submit("activity", _seminar);
        var applied = await planned.Submit("move", new() { ["Moved.On"] = "2026-11-02" }, "Moved.Stage=Applied");
        var refused = await applied.Submit("move", new() { ["Moved.Stage"] = "Refused", ["Moved.Words"] = "No money left" });
        Assert.Contains("It takes place without the vendor", refused.The("#next").TextContent, StringComparison.Ordinal);
        var held = await refused.Submit("move");
        Assert.Contains("planned without the vendor", held.The("#way").TextContent, StringComparison.Ordinal);
        Assert.Contains("no program pays for it", held.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hearth", held.Text, StringComparison.Ordinal);
        var kept = await site.Db(db => db.Set<LocalActivity>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((null, null, null, 4_000m), (kept.ProgramId, kept.FundId, kept.Terms, kept.Own));
    }

    [Theory, EachDatabase]
    public async Task The_companys_day_decides_whether_a_claim_is_late(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await World(site);
        site.Clock.SetUtcNow(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)); // In Auckland it is the 25th, in Los Angeles the 24th.
        var program = new MarketingProgram(new() { Vendor = "Kiln", Name = "Co-op", Currency = "EUR", Share = 0.5m, ClaimDays = 10 }, world.Olga.Id, new(2026, 7, 1));
        await site.Change(db => db.Add(program));
        LocalActivity Held(string title)
        {
            var activity = new LocalActivity(new() { Title = title, First = new(2026, 11, 14), Last = new(2026, 11, 14), Budget = 2_000 }, world.Mary.Id, program, null, title, world.Mary.Id, new(2026, 11, 1));
            activity.Move(FundingStage.Executed, new(2026, 11, 14), 2_000, "", world.Mary.Id, new(2026, 11, 14));
            activity.Move(FundingStage.Proven, new(2026, 11, 14), null, "", world.Mary.Id, new(2026, 11, 14));
            return activity;
        }

        var (west, east) = (Held("West"), Held("East"));
        await site.Change(db => db.AddRange(west, east));
        var mary = await site.As(world.Mary);
        await site.Change(db => db.Companies.Single().TimeZone = "America/Los_Angeles");
        var early = await mary.Open($"/marketing/{west.Id}");
        Assert.Equal("2026-11-24", early.The("input[name='Moved.On']").GetAttribute("value"));
        Assert.Contains("that day is to come", (await early.Submit("move", new() { ["Moved.On"] = "2026-11-25", ["Moved.Words"] = "C-1" }, "Moved.Stage=Claimed")).Text, StringComparison.Ordinal);
        Assert.Contains("claimed", (await early.Submit("move", new() { ["Moved.Words"] = "C-1" }, "Moved.Stage=Claimed")).The("#way").TextContent, StringComparison.Ordinal);
        Assert.Contains("East", (await mary.Open("/marketing/budget?period=2026")).The("#lapsing").TextContent, StringComparison.Ordinal);

        await site.Change(db => db.Companies.Single().TimeZone = "Pacific/Auckland");
        var late = await mary.Open($"/marketing/{east.Id}");
        Assert.Equal("2026-11-25", late.The("input[name='Moved.On']").GetAttribute("value"));
        Assert.Contains("Claims were taken until 2026-11-24.", (await late.Submit("move", new() { ["Moved.Words"] = "C-2" }, "Moved.Stage=Claimed")).Text, StringComparison.Ordinal);
        var budget = await mary.Open("/marketing/budget?period=2026");
        Assert.Null(budget.Document.QuerySelector("#lapsing"));
        Assert.EndsWith("1,000", budget.The("#lines tfoot").TextContent.Trim(), StringComparison.Ordinal); // Lapsed.
        Assert.Contains("C-2", (await late.Submit("move", new() { ["Moved.On"] = "2026-11-24", ["Moved.Words"] = "C-2" }, "Moved.Stage=Claimed")).The("#way").TextContent, StringComparison.Ordinal); // It was claimed in time, and noted a day later.
    }

    [Fact]
    public async Task The_budget_is_a_file_with_the_lines_of_the_page()
    {
        await using var site = await TheSite.Start();
        var world = await World(site);
        var mary = await site.As(world.Mary);
        await (await mary.Open("/marketing/new")).Submit("activity", _seminar);
        var csv = await mary.Http.GetStringAsync("/marketing/budget.csv?period=2026&by=program", Cancel);
        Assert.Contains("name,activities,planned,committed,spent,cost,vendors,claimed,paid,own,lapsed", csv, StringComparison.Ordinal);
        Assert.Contains("Hearth: Co-op,1,4000,0,0,4000,1500,0,0,2500,0", csv, StringComparison.Ordinal);
        using var sheet = await mary.Http.GetAsync("/marketing/budget.xlsx?period=2026&by=salesperson", Cancel);
        Assert.Equal("marketing-budget-2026-salesperson-2026-11-24.xlsx", sheet.Content.Headers.ContentDisposition!.FileName);
        Assert.NotNull((await mary.Open("/marketing/budget?period=2026")).Document.QuerySelector(".paper-head"));
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
