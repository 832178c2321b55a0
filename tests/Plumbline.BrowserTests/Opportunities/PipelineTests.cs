using Microsoft.Playwright;
using Plumbline.Companies;

namespace Plumbline.Opportunities;

public sealed class PipelineTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task An_opportunity_is_opened_moved_by_keyboard_and_by_form_won_and_seen_on_the_scoreboard(Screen screen)
    {
        var world = Keep(await SomePipeline.Make());
        await world.Crm("The extension of the framework agreement with all subsidiaries of the northern shipping companies", "Qualify", 3_000);
        await world.Site.Change(db => db.Companies.First().KeptHere = OpportunityFields.Stage);
        var page = await Open(screen, world.Site.Url());
        await page.SignIn(world.Site, world.Mary);

        await page.GotoAsync("/pipeline");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "New opportunity" }).ClickAsync();
        await page.GetByLabel("What is it?").FillAsync("Renewal");
        await page.GetByLabel("Account (optional)").PressSequentiallyAsync("Auro");
        await page.GetByRole(AriaRole.Option, new() { Name = "Aurora Shipping" }).ClickAsync();
        await page.GetByLabel("Amount").FillAsync("12,500");
        await page.GetByLabel("Expected close").FillAsync("2026-12-18");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open it" }).ClickAsync();
        await page.WaitForURLAsync("**/opportunities/2");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Renewal" })).ToBeVisibleAsync();
        await Accessibility.Check(page);

        await page.GotoAsync("/pipeline");
        var card = page.GetByRole(AriaRole.Link, new() { Name = "Renewal", Exact = true });
        await card.FocusAsync();
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Renewal is in Qualified now." })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Qualified" }).GetByRole(AriaRole.Link, new() { Name = "Renewal", Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("[data-stage=Qualify] .deal-name")).ToBeFocusedAsync();

        if (screen == Screen.Desktop)
        {
            await page.Locator(".deal", new() { HasText = "Renewal" }).DragToAsync(page.Locator("[data-stage=Proposal]"));
        }
        else
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Move Renewal" }).ClickAsync();
            await page.GetByLabel("Stage").SelectOptionAsync("Proposal");
            await page.GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();
            await Assertions.Expect(page.GetByText("Stage Qualified → Proposal")).ToBeVisibleAsync();
            await page.GotoAsync("/pipeline");
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Proposal" }).GetByRole(AriaRole.Link, new() { Name = "Renewal", Exact = true })).ToBeVisibleAsync();
        await Accessibility.Check(page);
        foreach (var view in (string[])["view=list", "view=changes", "view=coverage", "as-of=2026-11-20"])
        {
            await page.GotoAsync($"/pipeline?{view}");
            await Accessibility.Check(page);
        }

        await page.GotoAsync("/pipeline");
        await page.GetByRole(AriaRole.Link, new() { Name = "Renewal", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Won" }).ClickAsync();
        await page.WaitForURLAsync("**/close?as=won");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "It is won" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Won; Stage Proposal → Won")).ToBeVisibleAsync();
        await page.GotoAsync("/scoreboard");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("12,500");
    }

    [Theory, EachScreen]
    public async Task Steps_are_planned_line_by_line_by_keyboard_without_leaving_the_list(Screen screen)
    {
        var world = Keep(await SomePipeline.Make());
        await world.Crm("The extension of the framework agreement with all subsidiaries of the northern shipping companies", "Qualify", 3_000, expected: new(2026, 12, 1));
        await world.Crm("Second", "Qualify", 2_000, expected: new(2026, 12, 2));
        var page = await Open(screen, world.Site.Url());
        await page.SignIn(world.Site, world.Mary);
        await page.GotoAsync("/pipeline?view=list");
        await page.GetByLabel("Only").SelectOptionAsync("without a next step");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**only=no-step**");

        // The keyboard is in the form, and the form in view, where the badge led.
        var badge = page.GetByRole(AriaRole.Link, new() { NameRegex = new("No next step for The extension") });
        await badge.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var step = page.GetByLabel("What is next?");
        await Assertions.Expect(step).ToBeFocusedAsync();
        await Assertions.Expect(step).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Plan it" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await Accessibility.Check(page);

        await page.Keyboard.TypeAsync("Send the offer");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("By when?");
        await Assertions.Expect(step).ToHaveValueAsync("Send the offer");
        await Accessibility.Check(page);
        await page.GetByLabel("By when").FillAsync("2026-12-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#planned")).ToContainTextAsync("Send the offer");
        await Assertions.Expect(page.Locator("#planned")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync(["Second"]);
        await Accessibility.Check(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Plan the next one: Second" }).ClickAsync();
        await Assertions.Expect(step).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Call them");
        await page.GetByLabel("By when").FillAsync("2026-12-02");
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No opportunity fits")).ToBeVisibleAsync();
        await Accessibility.Check(page);
    }
}
