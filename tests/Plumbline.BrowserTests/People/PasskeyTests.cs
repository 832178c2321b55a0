using Microsoft.Playwright;

namespace Plumbline.People;

public sealed class PasskeyTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task A_passkey_is_added_named_signed_in_with_and_removed(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var mary = await site.Add("Mary", Roles.Salesperson);
        var page = await Open(screen, site.Url());
        await HoldPasskeys(page);
        await page.SignIn(site, mary);

        await page.GotoAsync("/account");
        await page.GetByLabel("Its name").FillAsync("Work laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Work laptop" })).ToBeVisibleAsync();
        await page.GotoAsync("/sign-out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in");

        await page.GotoAsync("/sign-in?returnUrl=%2Faccount");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**/account");

        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Work laptop" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Work laptop" })).ToBeVisibleAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("You have none yet")).ToBeVisibleAsync();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("That passkey does not let you in")).ToBeVisibleAsync();
    }

    /// <summary>Gives the window a device that keeps passkeys and always says yes.</summary>
    private static async Task HoldPasskeys(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
