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
}
