using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Plumbline.Activities;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Workday;

/// <summary>One day of a salesperson in a row: each thing done is seen by the next.</summary>
public sealed class DayTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task An_account_is_planned_a_step_worked_a_visit_logged_on_the_way_a_deal_moved_and_all_of_it_is_on_today_and_the_scoreboard(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var world = await AccountWorld.On(site);
        var visits = new ActivityType { Name = "Visit" };
        await site.Change(db => db.Add(visits));
        var promised = new BusinessPlan(world.Mary.Id, world.People.Author, PlanWorld.Content(), site.Clock.GetUtcNow());
        PlanWorld.Propose(promised, world.People.Author, PlanWorld.Content() with { Activities = [new("1") { TypeId = visits.Id, Type = visits.Name, PerWeek = 4 }] });
        world.People.Agree(promised);
        await site.With<IServiceProvider, bool>(async services =>
        {
            services.GetRequiredService<PlumblineDb>().Add(promised);
            await services.GetRequiredService<Agreements>().Save(promised, TestContext.Current.CancellationToken);
            return true;
        });
        var (mary, paul) = (await Open(screen, site.Url()), await Open(screen, site.Url()));

        // Without a connection the day is the browser's. Playwright's own clock takes the place of what tells which files a page is made of, too.
        await mary.AddInitScriptAsync(
            $$"""
            const shift = {{site.Clock.GetUtcNow().ToUnixTimeMilliseconds()}} - Date.now();
            window.Date = class extends Date {
              constructor(...given) { given.length === 0 ? super(Date.now()) : super(...given); }
              static now() { return super.now() + shift; }
            };
            """);
        await mary.SignIn(site, world.Mary);
        await paul.SignIn(site, world.Paul);

        // Planned, and agreed.
        await mary.GotoAsync("/plans/begin-account?account=1");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { Name = "Plan for Corner Bakery" })).ToBeVisibleAsync();
        await mary.Keyboard.TypeInto(mary.GetByLabel("Tactic", new() { Exact = true }).First, "Bake with them");
        await mary.Keyboard.PressAsync("Tab");
        await mary.Keyboard.TypeAsync("mary");
        await mary.GetByRole(AriaRole.Option, new() { Name = "Mary Seller" }).ClickAsync();
        await mary.Keyboard.PressAsync("Tab");
        await mary.Keyboard.TypeAsync("26 Nov 2026");
        await mary.Keyboard.PressAsync("Tab");
        await Assertions.Expect(mary.Locator("plumb-autosave .state [role=status]")).ToContainTextAsync("Saved");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Sign and submit to Paul Manager" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("It is submitted, with your signature.")).ToBeVisibleAsync();
        await paul.GotoAsync("/today");
        await paul.GetByRole(AriaRole.Link, new() { NameRegex = new("The plan of Mary Seller") }).ClickAsync();
        await paul.GetByRole(AriaRole.Button, new() { Name = "Sign version 1" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("The plan is in force.")).ToBeVisibleAsync();

        // On the way to them, without a connection.
        await mary.GotoAsync("/activities/log");
        await KeptForOffline(mary);
        await Disconnect(mary);
        await mary.ReloadAsync();
        await Assertions.Expect(mary.Locator("plumb-log-form:defined")).ToBeVisibleAsync();
        await mary.GetByLabel("Visit", new() { Exact = true }).CheckAsync();
        await mary.GetByLabel("Account (optional)").FillAsync("Corner Bakery");
        await mary.GetByLabel("What came of it?").FillAsync("The oven is hot");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Log it" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("Kept here. It is sent when there is a connection.")).ToBeVisibleAsync();
        await mary.Context.SetOfflineAsync(false);

        // Back: the step is worked, and a deal opened and moved by keyboard.
        await mary.GotoAsync("/today");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Done: Bake with them" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("Kept in the ledger.")).ToBeVisibleAsync();
        await mary.GotoAsync("/opportunities/new");
        await mary.GetByLabel("What is it?").FillAsync("A third oven");
        await mary.GetByLabel("Account (optional)").PressSequentiallyAsync("Corner");
        await mary.GetByRole(AriaRole.Option, new() { Name = "Corner Bakery" }).ClickAsync();
        await mary.GetByLabel("Amount").FillAsync("12,500");
        await mary.GetByLabel("Expected close").FillAsync("2026-12-18");
        await mary.GetByLabel("Next step (optional)").FillAsync("Send the offer");
        await mary.GetByLabel("By when (optional)").FillAsync("2026-11-27");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Open it" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { Name = "A third oven" })).ToBeVisibleAsync();
        await mary.GotoAsync("/pipeline");
        await mary.GetByRole(AriaRole.Link, new() { Name = "A third oven", Exact = true }).FocusAsync();
        await mary.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(mary.GetByRole(AriaRole.Status).Filter(new() { HasText = "A third oven is in Qualified now." })).ToBeVisibleAsync();

        // All of it is there.
        await mary.GotoAsync("/today");
        await Assertions.Expect(mary.Locator("#week")).ToContainTextAsync("1 of 4");
        await Assertions.Expect(mary.Locator("#pipeline")).ToContainTextAsync("€30 k missing"); // October's, too.
        await Assertions.Expect(mary.Locator("#pipeline")).ToContainTextAsync("42.5");
        await Assertions.Expect(mary.GetByRole(AriaRole.Button, new() { Name = "Done: Send the offer" })).ToBeVisibleAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Button, new() { Name = "Done: Bake with them" })).ToHaveCountAsync(0);
        await Accessibility.Check(mary);
        await mary.GotoAsync("/scoreboard?period=2026-Q4");
        var line = mary.GetByRole(AriaRole.Row, new() { NameRegex = new("Mary Seller") });
        await Assertions.Expect(line).ToContainTextAsync("42,500");
        await Accessibility.Check(mary);
        await paul.GotoAsync("/plans/2");
        await Assertions.Expect(paul.GetByRole(AriaRole.Row, new() { NameRegex = new("Bake with them") })).ToContainTextAsync("Kept");
    }
}
