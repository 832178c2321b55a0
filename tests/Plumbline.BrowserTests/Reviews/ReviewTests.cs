using Microsoft.Playwright;
using Plumbline.Plans;

namespace Plumbline.Reviews;

public sealed class ReviewTests(Browser browser) : BrowserTest(browser)
{
    /// <summary>At a desk, where it is held; the tour looks at its pages on a phone, too.</summary>
    [Theory, InlineData(Screen.Desktop)]
    public async Task A_quarter_is_reviewed_from_the_own_view_to_the_new_version_in_force(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var world = await PlanWorld.On(site);
        await world.Plan(world.Submit);
        await (await (await site.As(world.Paul)).Open("/plans/1/negotiate")).Submit("sign"); // As a person does, so that its quotas count.
        await world.Sell(21_000);
        var (mary, paul) = (await Open(screen, site.Url()), await Open(screen, site.Url()));
        await mary.SignIn(site, world.Mary);
        await paul.SignIn(site, world.Paul);

        await mary.GotoAsync("/reviews");
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Button, new() { Name = "Begin my review" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#results")).ToContainTextAsync("€21,000");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Hand it in" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("One answer must not be missing").First).ToBeVisibleAsync();
        await Accessibility.Check(mary);
        await mary.Locator("#results").GetByLabel("Why?").FillAsync("Two orders slipped into October.");
        await mary.Locator("#results").GetByLabel("What will I change?").FillAsync("I ask for the date in the first talk.");
        await mary.GetByLabel("When could I have known").FillAsync("In the sixth week.");

        await paul.GotoAsync("/reviews/1");
        await Assertions.Expect(paul.GetByText("Mary Seller speaks first.")).ToBeVisibleAsync();
        await mary.GetByRole(AriaRole.Button, new() { Name = "Hand it in" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("It is given to the other side.")).ToBeVisibleAsync();

        await paul.GotoAsync("/reviews");
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Link, new() { Name = "Answer: Mary Seller" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Two orders slipped into October.")).ToBeVisibleAsync();
        await Accessibility.Check(paul);
        await paul.GetByLabel("What do I see in the same way").FillAsync("The same way.");
        await paul.GetByRole(AriaRole.Button, new() { Name = "Give it to Mary Seller" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("It is given to the other side.")).ToBeVisibleAsync();

        await mary.ReloadAsync();
        await Assertions.Expect(mary.GetByText("The same way.")).ToBeVisibleAsync();
        await mary.GetByLabel("What is decided").FillAsync("A day of presales each fortnight");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Decide it" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#decisions li")).ToContainTextAsync("A day of presales each fortnight");
        await mary.GetByLabel("Revenue, Nov 2026").FillAsync("12k");
        await mary.GetByLabel("Why, where they are not those of the plan").FillAsync("The bakery opens a branch.");
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Button, new() { Name = "Put other numbers forward" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("You have recommitted.", new() { Exact = true })).ToBeVisibleAsync();

        await paul.ReloadAsync();
        await Assertions.Expect(paul.GetByText("Mary Seller recommitted to version 2")).ToBeVisibleAsync();
        await paul.GetByRole(AriaRole.Button, new() { Name = "Recommit to version 2" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Both have recommitted")).ToBeVisibleAsync();
        await Accessibility.Check(paul);

        await mary.GotoAsync("/plans/1");
        await Assertions.Expect(mary.Locator("#quotas")).ToContainTextAsync("12,000");
        await Assertions.Expect(mary.GetByText("Both have signed version 2")).ToBeVisibleAsync();
    }
}
