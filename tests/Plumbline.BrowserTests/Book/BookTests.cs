using Microsoft.Playwright;
using Plumbline.Accounts;
using Plumbline.Companies;
using Plumbline.Opportunities;
using Plumbline.People;

namespace Plumbline.Book;

public sealed class BookTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task Accounts_are_found_talked_about_and_a_colleague_is_told(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var ada = await site.Add("Ada Lovelace", Roles.Manager);
        var mary = await site.Add("Maria Theresia Walburga Amalia Christina von Oesterreich-Lothringen", Roles.Salesperson, ada);
        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            db.AddRange(
                new Account { Name = "Aurora Shipping and Logistics of the Northern Seas", Industry = "Transport", Region = "North", OwnerId = mary.Id },
                new Account { Name = "Borealis Foods", Industry = "Food", Region = "South", OwnerId = mary.Id },
                new Account { Name = "Cirrus Clinics", Industry = "Health care" });
        });
        var page = await Open(screen, site.Url());
        await page.SignIn(site, mary);

        // Filter, and keep the list.
        await page.GotoAsync("/accounts");
        await Accessibility.Check(page);
        await page.GetByLabel("Industry").SelectOptionAsync("Food");
        await page.GetByLabel("No contact for 90 days").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "1 account" })).ToBeVisibleAsync();
        await page.GetByLabel("Name of the view").FillAsync("Hungry");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Hungry" })).ToHaveAttributeAsync("aria-current", "page");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "My accounts" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Hungry" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Borealis Foods" }).ClickAsync();

        // Comment, with a colleague chosen while typing.
        await page.WaitForFunctionAsync("() => Boolean(customElements.get('plumb-mentions'))");
        await page.GetByLabel("Say something").FocusAsync();
        await page.Keyboard.TypeAsync("Who knows their CFO? @ada");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "Ada Lovelace" })).ToBeVisibleAsync();
        await Accessibility.Check(page);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Say something")).ToHaveValueAsync("Who knows their CFO? @Ada Lovelace ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
        await Assertions.Expect(page.Locator(".talk").GetByRole(AriaRole.Link, new() { Name = "@Ada Lovelace" })).ToBeVisibleAsync();
        await Accessibility.Check(page);

        // She is told, and reading it is seen at once.
        var hers = await Open(screen, site.Url());
        await hers.SignIn(site, ada);
        await hers.GotoAsync("/scoreboard");
        await hers.GetByRole(AriaRole.Link, new() { Name = "Notifications 1 unread" }).ClickAsync();
        await Accessibility.Check(hers);
        await hers.GetByRole(AriaRole.Button, new() { NameRegex = new("mentioned you: Borealis Foods") }).ClickAsync();
        await Assertions.Expect(hers.GetByText("Who knows their CFO?")).ToBeVisibleAsync();
        await Assertions.Expect(hers.Locator(".bell .count")).ToHaveCountAsync(0);
        await hers.GotoAsync("/notifications/preferences");
        await Accessibility.Check(hers);

        // Search by keyboard.
        if (screen == Screen.Desktop)
        {
            await hers.GotoAsync("/scoreboard");
            await hers.WaitForFunctionAsync("() => Boolean(customElements.get('plumb-typeahead'))");
            await hers.Keyboard.PressAsync("/");
            await Assertions.Expect(hers.Locator("[data-search]")).ToBeFocusedAsync();
        }
        else
        {
            await hers.GotoAsync("/notifications");
            await hers.GetByRole(AriaRole.Link, new() { Name = "Search" }).ClickAsync();
            await hers.WaitForFunctionAsync("() => Boolean(customElements.get('plumb-typeahead'))");
            await hers.GetByLabel("Name, or words of a comment").FocusAsync();
        }

        await hers.Keyboard.TypeAsync("north");
        await hers.Keyboard.PressAsync("Backspace"); // The last question is the one that counts.
        await hers.Keyboard.PressAsync("Control+A");
        await hers.Keyboard.TypeAsync("ship");
        await Assertions.Expect(hers.GetByRole(AriaRole.Option, new() { NameRegex = new("Aurora Shipping") })).ToBeVisibleAsync();
        await Accessibility.Check(hers);
        await hers.Keyboard.PressAsync("ArrowDown");
        await hers.Keyboard.PressAsync("Enter");
        await Assertions.Expect(hers.GetByRole(AriaRole.Heading, new() { Name = "Aurora Shipping and Logistics" })).ToBeVisibleAsync();
        await hers.GotoAsync("/search?q=cfo");
        await Assertions.Expect(hers.GetByText("Who knows their CFO?")).ToBeVisibleAsync();
        await Accessibility.Check(hers);
        await hers.GotoAsync("/accounts/1/edit");
        await Accessibility.Check(hers);
        await hers.GotoAsync("/accounts/1/contacts/new");
        await Accessibility.Check(hers);
    }

    [Theory, EachScreen]
    public async Task What_somebody_left_is_given_to_others_from_the_keyboard(Screen screen)
    {
        var made = Keep(await SomePipeline.Make());
        await made.Crm("Harbour cranes and the long quay of the northern port authority", "Proposal", 20_000);
        await made.Site.Change(db =>
        {
            db.Companies.First().KeptHere = OpportunityFields.All;
            db.People.Single(p => p.Id == made.Mary.Id).Left = new(2026, 11, 20);
            db.Add(new Account { Name = "Borealis Foods", OwnerId = made.Mary.Id });
        });
        var page = await Open(screen, made.Site.Url());
        await page.SignIn(made.Site, made.Ada);

        await page.GotoAsync($"/people/{made.Mary.Id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Give it to somebody" }).ClickAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Give them away" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose who gets them.");
        await Accessibility.Check(page);
        await page.GetByLabel("Give to").SelectOptionAsync("Ben");
        await page.GetByLabel("Give Borealis Foods to").SelectOptionAsync("leave it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give them away" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("2 are given to somebody.");
        await Assertions.Expect(page.Locator("ul.lines > li")).ToHaveCountAsync(1);
        await Accessibility.Check(page);
    }
}
