using Microsoft.Playwright;
using Plumbline.Opportunities;

namespace Plumbline.Cosell;

public sealed class CosellTests(Browser browser) : BrowserTest(browser)
{
    [Theory, InlineData(Screen.Desktop), InlineData(Screen.Phone)]
    public async Task An_opportunity_is_shared_with_a_vendor_and_won(Screen screen)
    {
        var made = await SomePipeline.Make();
        var site = Keep(made.Site);
        var opportunity = await made.Crm("Ovens that think along, for bakers with three shops and more", "Proposal", 12_500);
        var mary = await Open(screen, site.Url());
        await mary.SignIn(site, made.Mary);
        await mary.GotoAsync("/cosell");
        await Accessibility.Check(mary);
        await mary.GotoAsync($"/opportunities/{opportunity}");
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Link, new() { Name = "Share with the vendor" }).ClickAsync();
        await mary.GetByLabel("Vendor", new() { Exact = true }).FillAsync("Hearth");
        await mary.GetByLabel("Expires on (optional)").FillAsync("2026-12-20");
        await mary.GetByLabel("Value in EUR (optional)").FillAsync("much");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Note it" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Alert)).ToContainTextAsync("“much” is no amount");
        await Accessibility.Check(mary);
        await mary.GetByLabel("Value in EUR (optional)").FillAsync("12.5k");
        await mary.GetByLabel("The customer agrees to be named to the vendor").CheckAsync();
        await mary.GetByRole(AriaRole.Button, new() { Name = "Note it" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Ovens that think along") })).ToBeVisibleAsync();
        await Accessibility.Check(mary);
        await Note(mary, "It is shared with the vendor", "2026-11-20");
        await Note(mary, "It was accepted and is worked", "2026-11-23");
        await Note(mary, "The customer bought", "2026-11-24", "11,800");
        await Assertions.Expect(mary.Locator("#way li").First).ToContainTextAsync("won");
        await Accessibility.Check(mary);
        await mary.GotoAsync("/cosell?show=closed");
        await Assertions.Expect(mary.Locator("#referrals")).ToContainTextAsync("11,800");
        await Accessibility.Check(mary);
    }

    private static async Task Note(IPage page, string what, string day, string? value = null)
    {
        var card = page.Locator("#next");
        await card.Locator("[name='Moved.State']").SelectOptionAsync(new SelectOptionValue { Label = what });
        await card.Locator("[name='Moved.On']").FillAsync(day);
        if (value is not null)
        {
            await card.Locator("[name='Moved.Value']").FillAsync(value);
        }

        var steps = await page.Locator("#way li").CountAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Note it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#way li")).ToHaveCountAsync(steps + 1);
    }
}
