using Microsoft.Playwright;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Presentations;

public sealed class PresentationTests(Browser browser) : BrowserTest(browser)
{
    /// <summary>At desks, as in a meeting room; the tour looks at its pages on a phone, too.</summary>
    [Theory, InlineData(Screen.Desktop)]
    public async Task The_leadership_decides_and_colleagues_witness(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var world = await PlanWorld.On(site);
        await world.Plan(plan =>
        {
            world.Submit(plan);
            world.Agree(plan);
        });
        var carla = await site.Add("Carla Counts", Roles.Leadership);
        var (paul, mary, chief, ben) = (await Open(screen, site.Url()), await Open(screen, site.Url()), await Open(screen, site.Url()), await Open(Screen.Phone, site.Url()));
        await paul.SignIn(site, world.Paul);
        await mary.SignIn(site, world.Mary);
        await chief.SignIn(site, carla);
        await ben.SignIn(site, world.Ben);

        await Call(paul, "Leadership");
        await paul.GetByRole(AriaRole.Button, new() { Name = "Send the invitations" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Everyone is told here")).ToBeVisibleAsync();
        await Accessibility.Check(paul);

        // The author turns the slides, and the window of notes follows.
        await mary.GotoAsync("/present/1?meeting=1");
        await Assertions.Expect(mary.Locator("[data-slide-at]")).ToHaveTextAsync("1 / 7");
        var notes = await mary.Context.NewPageAsync();
        await notes.GotoAsync("/present/1/notes?meeting=1");
        await Assertions.Expect(notes.Locator("#cover[data-on]")).ToBeVisibleAsync();
        await mary.Keyboard.PressAsync("ArrowRight");
        await mary.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { Name = "Goals" })).ToBeVisibleAsync();
        await Assertions.Expect(notes.Locator("#goals[data-on]")).ToBeVisibleAsync();
        await notes.Locator("h1").ClickAsync();
        await notes.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(mary.Locator("#quotas[data-on] .chart")).ToBeVisibleAsync();
        await mary.Keyboard.PressAsync("End");
        await Assertions.Expect(mary.Locator("[data-slide-at]")).ToHaveTextAsync("7 / 7");
        Assert.EndsWith("#commitments", mary.Url, StringComparison.Ordinal);
        await notes.Locator("#goals").GetByLabel("What I say").FillAsync("The story of the oven");
        await notes.Locator("#goals").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(notes.Locator("#goals").GetByLabel("What I say")).ToHaveValueAsync("The story of the oven");
        await Accessibility.Check(notes);
        await notes.CloseAsync();

        await chief.GotoAsync("/today");
        await chief.GotoAsync("/presentations/1/plans/1");
        await chief.GetByLabel("Your question").FillAsync("Which month is short of cash?");
        await chief.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        await Assertions.Expect(chief.GetByText("Questions are open")).ToBeVisibleAsync();
        await mary.GotoAsync("/today");
        await mary.GetByRole(AriaRole.Link, new() { Name = "Which month is short of cash?" }).ClickAsync();
        await mary.GetByLabel("Your answer").FillAsync("None: the bakery pays in advance.");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await Assertions.Expect(mary.GetByText("None: the bakery pays in advance.")).ToBeVisibleAsync();
        await chief.ReloadAsync();
        await chief.GetByRole(AriaRole.Button, new() { Name = "Endorse the plan" }).ClickAsync();
        await Assertions.Expect(chief.Locator("#decision")).ToContainTextAsync("Carla Counts");
        await Accessibility.Check(chief);
        await mary.GotoAsync("/plans/1");
        await Assertions.Expect(mary.Locator("#presented")).ToContainTextAsync("endorsed by Carla Counts");

        // Then before colleagues.
        await Call(paul, "Colleagues");
        await paul.GotoAsync("/presentations/2/plans/1");
        await paul.GetByLabel("Mary Seller will").FillAsync("Three tastings a month");
        await paul.GetByRole(AriaRole.Button, new() { Name = "Take it down" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Not read back")).ToBeVisibleAsync();
        await mary.GotoAsync("/presentations/2/plans/1");
        await mary.GetByRole(AriaRole.Button, new() { Name = "I read it back, and promise it" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("Not read back")).ToBeHiddenAsync();
        await ben.GotoAsync("/presentations/2/plans/1");
        await ben.GetByRole(AriaRole.Button, new() { Name = "I have heard it, and sign" }).ClickAsync();
        await Assertions.Expect(ben.Locator("#witnesses")).ToContainTextAsync("Ben Colleague");
        await ben.Locator("#help").GetByLabel("I will").FillAsync("Bring the oven");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Offer it" }).ClickAsync();
        await Assertions.Expect(ben.Locator("#help")).ToContainTextAsync("Bring the oven");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Applaud" }).ClickAsync();
        await Assertions.Expect(ben.Locator("#applause")).ToContainTextAsync("Ben Colleague");
        await Accessibility.Check(ben);
        await mary.GotoAsync("/presentations/board");
        await Assertions.Expect(mary.GetByText("Witnessed by Ben Colleague")).ToBeVisibleAsync();
        await Accessibility.Check(mary);
    }

    private static async Task Call(IPage page, string before)
    {
        await page.GotoAsync("/presentations");
        await page.GetByLabel("Before whom").SelectOptionAsync(before);
        await page.GetByRole(AriaRole.Button, new() { Name = "Call it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#agenda")).ToContainTextAsync("Mary Seller");
    }
}
