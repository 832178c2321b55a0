using Microsoft.Playwright;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;

namespace Plumbline.Marketing;

public sealed class MarketingTests(Browser browser) : BrowserTest(browser)
{
    [Theory, InlineData(Screen.Desktop), InlineData(Screen.Phone)]
    public async Task An_event_is_planned_under_a_program_taken_to_paid_with_a_proof_file_and_its_return_is_seen(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var ofPaul = await site.Add("Paul Manager", Roles.Manager);
        var ofMary = await site.Add("Mary Seller", Roles.Salesperson, ofPaul);
        var ofBen = await site.Add("Ben Seller", Roles.Salesperson, ofPaul);
        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            db.AddRange(
                new Product { Name = "Oven", DefaultMargin = 0.25m }, new Account { Name = "Corner Bakery", OwnerId = ofMary.Id, Industry = "Bakeries" }, new Account { Name = "Crust and Sons", OwnerId = ofMary.Id, Industry = "Bakeries" });
        });
        await site.Change(db => db.Add(new MarketingProgram(
            new() { Vendor = "Hearth", Name = "Co-op funds", Currency = "EUR", Share = 0.5m, Cap = 1_500, NeedsApproval = true, Proof = ["invoice", "list of attendees"], Categories = ["seminar"], ClaimDays = 45 }, ofPaul.Id, new(2026, 7, 1))));
        var mary = await Open(screen, site.Url());
        await mary.SignIn(site, ofMary);
        await mary.GotoAsync("/marketing");
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Link, new() { Name = "Plan an activity" }).ClickAsync();
        await mary.GetByLabel("What is done?").FillAsync("Seminar: an oven that thinks along, for bakers with three shops and more");
        await mary.GetByLabel("First day").FillAsync("2026-11-20");
        await mary.GetByLabel("Who pays a part?").SelectOptionAsync(new SelectOptionValue { Label = "Co-op funds" });
        await mary.GetByLabel("Budget").FillAsync("4k");
        await mary.GetByLabel("Leads expected (optional)").FillAsync("thirty");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Alert)).ToContainTextAsync("“thirty” is no amount");
        await Accessibility.Check(mary);
        await mary.GetByLabel("Leads expected (optional)").FillAsync("30");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Seminar: an oven") })).ToBeVisibleAsync();
        await Assertions.Expect(mary.GetByText("€1,500").First).ToBeVisibleAsync();
        await Accessibility.Check(mary);

        // For whom, and who helps.
        await mary.GetByLabel("Take in an account").PressSequentiallyAsync("corner");
        await mary.GetByRole(AriaRole.Option, new() { NameRegex = new("^Corner Bakery") }).ClickAsync();
        await mary.GetByRole(AriaRole.Button, new() { Name = "Take it in" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#audience")).ToContainTextAsync("One account");
        await mary.GetByText("Take in many at once").ClickAsync();
        await mary.GetByLabel("Industry", new() { Exact = true }).SelectOptionAsync("Bakeries");
        await mary.GetByRole(AriaRole.Button, new() { Name = "How many are they?" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#many")).ToContainTextAsync("Mary Seller looks after 2 accounts, Bakeries; 1 of them is in the audience yet.");
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Button, new() { Name = "Take in this one" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#audience .lines")).ToContainTextAsync("Crust and Sons");
        await mary.GetByLabel("Who else?").SelectOptionAsync(new SelectOptionValue { Label = "Ben Seller" });
        await mary.GetByRole(AriaRole.Button, new() { Name = "Let them help" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#helpers .lines")).ToContainTextAsync("Ben Seller");

        await Note(mary, "The vendor is asked", "2026-11-02");
        await Note(mary, "The vendor said yes", "2026-11-04", "1,400", "PO-7");
        await Note(mary, "It took place", "2026-11-20", "3,000", "Twenty-two came");
        foreach (var proof in new[] { "invoice", "list of attendees" })
        {
            await mary.GetByLabel("What is it?").SelectOptionAsync(proof);
            await mary.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = $"{proof}.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7\n%the rest"u8.ToArray() });
            await mary.GetByRole(AriaRole.Button, new() { Name = "Put it there" }).ClickAsync();
            await Assertions.Expect(mary.GetByRole(AriaRole.Link, new() { Name = $"{proof}.pdf" })).ToBeVisibleAsync();
        }

        await Accessibility.Check(mary);
        await Note(mary, "The proof is together", "2026-11-23");
        await Assertions.Expect(mary.GetByRole(AriaRole.Textbox, new() { Name = "Claimed" })).ToHaveValueAsync("1,400");
        await Note(mary, "It is claimed", "2026-11-24", null, "C-1");
        await Note(mary, "The vendor has paid", "2026-11-24", "1,400");
        await Assertions.Expect(mary.Locator("#way")).ToContainTextAsync("C-1");
        await Accessibility.Check(mary);
        await mary.GotoAsync("/marketing/budget");
        await Assertions.Expect(mary.GetByRole(AriaRole.Row, new() { NameRegex = new("^Total 1 ") })).ToContainTextAsync("1,600"); // Our own part.
        await Accessibility.Check(mary);

        // Who helps has it in the calendar and notes who came; an opportunity that came of it is won, and the return is on our own money.
        var ben = await Open(screen, site.Url());
        await ben.SignIn(site, ofBen);
        await ben.GotoAsync("/marketing/1");
        await Assertions.Expect(ben.Locator("#audience")).ToContainTextAsync("no contact since, due by Wed 25 Nov");
        await ben.GetByLabel("Who came?").FillAsync("Ann Berg; Corner Bakery; ann@corner.example");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Add them" }).ClickAsync();
        await Assertions.Expect(ben.Locator("#leads")).ToContainTextAsync("1 listed, 1 wait to be followed up");
        await site.Change(db => db.Add(new Opportunity { System = "crm", ExternalId = "1", Name = "Ovens for Corner Bakery", State = OpportunityState.Won, Amount = 12_800, ProductId = 1, AccountId = 1, SalespersonId = ofMary.Id, Opened = new(2026, 11, 21), Closed = new(2026, 11, 23) }));
        await ben.GetByLabel("Tie an opportunity").PressSequentiallyAsync("corner");
        await ben.GetByRole(AriaRole.Option, new() { NameRegex = new("^Ovens for Corner Bakery") }).ClickAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Tie it" }).ClickAsync();
        await Assertions.Expect(ben.Locator("#results")).ToContainTextAsync("200%"); // A quarter of 12,800, of 1,600.
        await ben.GotoAsync("/marketing/results?period=2026");
        await Assertions.Expect(ben.GetByRole(AriaRole.Row, new() { NameRegex = new("^Total ") })).ToContainTextAsync("200%");
        await Accessibility.Check(ben);
    }

    [Theory, InlineData(Screen.Desktop), InlineData(Screen.Phone)]
    public async Task Guests_are_pasted_one_is_followed_up_and_an_opportunity_is_tied_so_that_the_return_is_seen(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var ofMary = await site.Add("Mary Seller", Roles.Salesperson);
        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            db.Add(new Product { Name = "Oven", DefaultMargin = 0.25m });
        });
        var activity = new LocalActivity(new() { Title = "Seminar: an oven that thinks along", First = new(2026, 9, 1), Last = new(2026, 9, 1), Budget = 2_000, Leads = 30, Revenue = 20_000 }, ofMary.Id, null, null, "s", ofMary.Id, new(2026, 8, 1));
        activity.Move(FundingStage.Executed, new(2026, 9, 1), 2_000, "", ofMary.Id, new(2026, 11, 24));
        await site.Change(db => db.AddRange(
            activity, new Opportunity { System = "crm", ExternalId = "1", Name = "Ovens for Corner Bakery", State = OpportunityState.Won, Amount = 12_000, ProductId = 1, SalespersonId = ofMary.Id, Opened = new(2026, 9, 10), Closed = new(2026, 10, 20) }));
        var mary = await Open(screen, site.Url());
        await mary.SignIn(site, ofMary);
        await mary.GotoAsync($"/marketing/{activity.Id}");
        await mary.GetByLabel("Who came?").FillAsync("Ann Berg; Corner Bakery; ann\nBo Lind; Borealis");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Add them" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 1: “ann” is no mail address");
        await mary.GetByLabel("Who came?").FillAsync("Ann Berg; Corner Bakery; ann@corner.example\nBo Lind; Borealis");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Add them" }).ClickAsync();
        var leads = mary.Locator("#leads");
        await Assertions.Expect(leads).ToContainTextAsync("2 listed, 2 wait to be followed up");
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Button, new() { NameRegex = new("^Followed up today.*Bo Lind") }).ClickAsync();
        await Assertions.Expect(leads).ToContainTextAsync("2 listed, 1 wait");

        await mary.GetByLabel("Tie an opportunity").PressSequentiallyAsync("corner");
        await mary.GetByRole(AriaRole.Option, new() { NameRegex = new("^Ovens for Corner Bakery") }).ClickAsync();
        await mary.GetByRole(AriaRole.Button, new() { Name = "Tie it" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#results")).ToContainTextAsync("150%"); // A quarter of 12,000, of 2,000.
        await Accessibility.Check(mary);
        await leads.GetByRole(AriaRole.Link, new() { Name = "Ann Berg" }).ClickAsync();
        var notInterested = mary.GetByRole(AriaRole.Radio, new() { Name = "They are not interested" });
        await Assertions.Expect(notInterested).ToBeVisibleAsync(); // The address changes before the page does.
        await Accessibility.Check(mary);
        await notInterested.CheckAsync();
        await mary.GetByRole(AriaRole.Button, new() { Name = "Save it" }).ClickAsync();
        await Assertions.Expect(leads).ToContainTextAsync("2 listed, 0 wait");

        await mary.GotoAsync("/marketing/results?period=2026&by=salesperson");
        await Assertions.Expect(mary.GetByRole(AriaRole.Row, new() { NameRegex = new("^Total ") })).ToContainTextAsync("12,000");
        await Accessibility.Check(mary);
    }

    private static async Task Note(IPage page, string what, string day, string? amount = null, string? words = null)
    {
        var card = page.Locator("#next");
        await card.GetByRole(AriaRole.Radio, new() { Name = what }).CheckAsync();
        await card.Locator("[name='Moved.On']").FillAsync(day);
        if (amount is not null)
        {
            await card.Locator("[name='Moved.Amount']").FillAsync(amount);
        }

        if (words is not null)
        {
            await card.Locator("[name='Moved.Words']").FillAsync(words);
        }

        var steps = await page.Locator("#way li").CountAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Note it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#way li")).ToHaveCountAsync(steps + 1);
    }
}
