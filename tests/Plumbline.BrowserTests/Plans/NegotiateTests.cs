using Microsoft.Playwright;

namespace Plumbline.Plans;

public sealed class NegotiateTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task Two_people_in_two_browsers_agree_on_a_plan(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var world = await PlanWorld.On(site);
        var id = await world.Plan(plan =>
        {
            world.Submit(plan);
            plan.Replace(world.Manager, PlanWorld.Content(12_000), DateTimeOffset.UnixEpoch);
        });
        var (mary, paul) = (await Open(screen, site.Url()), await Open(screen, site.Url()));
        await mary.SignIn(site, world.Mary);
        await paul.SignIn(site, world.Paul);

        await paul.GotoAsync($"/plans/{id}");
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Link, new() { Name = "Negotiate" }).ClickAsync();
        await Assertions.Expect(paul.GetByRole(AriaRole.Heading, new() { Name = "14 lines differ" })).ToBeVisibleAsync();
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Button, new() { Name = "Counter with your draft" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("It is on the table, with your signature.")).ToBeVisibleAsync();

        await mary.GotoAsync($"/plans/{id}/negotiate");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Take this line: Jul 2026, Revenue" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { Name = "13 lines differ" })).ToBeVisibleAsync();
        await mary.GetByRole(AriaRole.Link, new() { Name = "Comment on Aug 2026, Revenue" }).ClickAsync();
        await Assertions.Expect(mary.GetByLabel("About")).ToHaveValueAsync("quotas.2026-08.revenue");
        await mary.GetByLabel("What do you say to it?").FillAsync("August is dead.");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        await Assertions.Expect(mary.GetByText("August is dead.")).ToBeVisibleAsync();
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Button, new() { Name = "Counter with your draft" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("It is Paul Manager's turn")).ToBeVisibleAsync();

        await paul.ReloadAsync();
        await Assertions.Expect(paul.GetByText("August is dead.")).ToBeVisibleAsync();
        await paul.GetByRole(AriaRole.Button, new() { Name = "Sign version 3" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("The plan is in force.")).ToBeVisibleAsync();
        await Accessibility.Check(paul);

        foreach (var page in new[] { mary, paul })
        {
            await page.GotoAsync($"/plans/{id}");
            await Assertions.Expect(page.GetByText("Both have signed version 3")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Scoreboard" }).Last.ClickAsync();
            await Assertions.Expect(page.Locator("#quota")).ToContainTextAsync("12,000");
            await Assertions.Expect(page.Locator("#quota tfoot")).ToContainTextAsync("62,000");
            await page.GetByRole(AriaRole.Link, new() { Name = "agreed plan" }).First.ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mary Seller, Jul to Dec 2026" })).ToBeVisibleAsync();
        }

        foreach (var path in new[] { $"/plans/{id}/versions/2", $"/plans/{id}/compare?from=1&to=3", $"/plans/{id}/negotiate" })
        {
            await mary.GotoAsync(path);
            await Accessibility.Check(mary);
        }
    }
}
