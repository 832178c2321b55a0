using Microsoft.Playwright;
using Plumbline.Plans;

namespace Plumbline.Coaching;

public sealed class CoachingTests(Browser browser) : BrowserTest(browser)
{
    /// <summary>On a phone; the tour looks at its pages at a desk, too.</summary>
    [Theory, InlineData(Screen.Phone)]
    public async Task A_manager_coaches_and_what_will_be_done_is_taken_on(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var world = await PlanWorld.On(site);
        var (paul, mary) = (await Open(screen, site.Url()), await Open(screen, site.Url()));
        await paul.SignIn(site, world.Paul);
        await mary.SignIn(site, world.Mary);

        await paul.GotoAsync("/coaching");
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Button, new() { Name = "Prepare a talk with Mary Seller" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Only you read this until you say that the talk was held.")).ToBeVisibleAsync();
        await paul.GetByLabel("Mary Seller will").FillAsync("Three calls on Monday");
        await paul.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Assertions.Expect(paul.Locator("#actions li")).ToContainTextAsync("Three calls on Monday");
        await paul.GetByLabel("What is it about?").FillAsync("First meetings");
        await paul.GetByRole(AriaRole.Button, new() { Name = "The talk was held" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Say which goal the other has.").First).ToBeVisibleAsync();
        await Accessibility.Check(paul);
        await paul.GetByLabel("Goal: what does the other want").FillAsync("Three first meetings a week");
        await paul.GetByLabel("The figure that it is about").SelectOptionAsync("Activities a week");
        await paul.GetByRole(AriaRole.Button, new() { Name = "The talk was held" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Read by the two and the managers above")).ToBeVisibleAsync();
        await Accessibility.Check(paul);

        await mary.GotoAsync("/coaching");
        await mary.GetByRole(AriaRole.Link, new() { Name = "First meetings" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("Three first meetings a week")).ToBeVisibleAsync();
        await mary.GetByLabel("In your words").FillAsync("It helped to say it.");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Save it" }).ClickAsync();
        await Assertions.Expect(mary.GetByLabel("In your words")).ToHaveValueAsync("It helped to say it.");
        await Accessibility.Check(mary);
        await mary.GotoAsync("/today");
        await Assertions.Expect(mary.GetByText("Three calls on Monday")).ToBeVisibleAsync();
    }
}
