using Microsoft.Playwright;
using Plumbline.Commitments;
using Plumbline.Forecasting;
using Plumbline.People;

namespace Plumbline.Signals;

public sealed class SignalTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task A_signal_leads_to_its_action_and_goes_away_and_a_manager_sees_who_needs_somebody(Screen screen)
    {
        var made = Keep(await SomeHistory.Make());
        await made.Site.Change(db => db.Add(new Commitment(CommitmentKind.Meeting, "meeting/1/k1", made.Mary.Id, "Send the harbour authority the revised offer", made.Today.AddDays(-20), made.Today.AddDays(-9))));
        await made.Forecast();
        await made.Site.With<SignalRun, bool>(run => run.Run(TestContext.Current.CancellationToken));
        var page = await Open(screen, made.Site.Url());
        await page.SignIn(made.Site, made.Mary);

        await page.GotoAsync("/today");
        var needs = page.Locator("#signals");
        await Assertions.Expect(needs).ToContainTextAsync("open opportunities have no next step");
        await Accessibility.Check(page);
        await needs.GetByRole(AriaRole.Link, new() { Name = "All" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "1 promise is more than 2 days overdue", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The rule" })).ToBeVisibleAsync();
        await Accessibility.Check(page);

        // The promise is answered for, and the signal is gone.
        await page.GetByRole(AriaRole.Link, new() { Name = "Send the harbour authority" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It is done" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Take it back");
        await page.GotoAsync("/signals");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Self-management" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("promise is more than 2 days overdue");

        // Another is put off: refused without a reason, then taken.
        await page.Locator("ul.signals > li > div > a").First.ClickAsync();
        var snooze = page.Locator("#snooze");
        await snooze.GetByLabel("Tell it again on").FillAsync("2026-12-07");
        await snooze.GetByRole(AriaRole.Button, new() { Name = "Put it off" }).ClickAsync();
        await Assertions.Expect(snooze).ToContainTextAsync("Say why it can wait");
        await Accessibility.Check(page);
        await snooze.GetByLabel("Why?").FillAsync("The plan is talked about on Monday");
        await snooze.GetByRole(AriaRole.Button, new() { Name = "Put it off" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Put off until Mon 7 Dec");
        await Accessibility.Check(page);

        var manager = await Open(screen, made.Site.Url());
        await manager.SignIn(made.Site, made.Ada);
        await manager.GotoAsync("/team");
        await Assertions.Expect(manager.Locator("#needs")).ToContainTextAsync("Mary");
        await Accessibility.Check(manager);
        await manager.Locator("#needs .reasons a").First.ClickAsync();
        await Assertions.Expect(manager.GetByRole(AriaRole.Heading, new() { Name = "What it rests on" })).ToBeVisibleAsync();
        await Accessibility.Check(manager);
    }

    [Theory, EachScreen]
    public async Task Where_a_rule_leads_only_to_a_page_to_look_at_what_is_done_is_promised_and_stands_in_the_ledger(Screen screen)
    {
        var made = Keep(await SomeHistory.Make());
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Ben.Id).ToList().ForEach(q => q.Revenue = 9_000));
        await made.Forecast();
        await made.Site.With<SignalRun, bool>(run => run.Run(TestContext.Current.CancellationToken));
        var page = await Open(screen, made.Site.Url());
        await page.SignIn(made.Site, made.Ben);

        await page.GotoAsync("/signals");
        await page.GetByRole(AriaRole.Link, new() { Name = "The quota for Q4 2026 is at risk", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Promise what you do" }).ClickAsync();
        var form = page.Locator("#promise");
        await Assertions.Expect(form.GetByLabel("By which day")).ToHaveValueAsync("2026-11-27");
        await Accessibility.Check(page);

        // Refused without words, then promised from the keyboard.
        await form.GetByLabel("What").FillAsync("");
        await form.GetByRole(AriaRole.Button, new() { Name = "Promise it" }).ClickAsync();
        await Assertions.Expect(form).ToContainTextAsync("Say what you will do");
        await Accessibility.Check(page);
        await form.GetByLabel("What").FillAsync("Begin three at the harbour");
        await form.GetByLabel("By which day").FillAsync("2026-12-04");
        await form.GetByLabel("What").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#promised")).ToContainTextAsync("Begin three at the harbour");
        await Accessibility.Check(page);

        await page.GotoAsync("/signals");
        await Assertions.Expect(page.Locator("ul.signals")).ToContainTextAsync("Promised by Fri 4 Dec: Begin three at the harbour");
        await Accessibility.Check(page);
        await page.GotoAsync("/commitments");
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin three at the harbour" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The signal" }).ClickAsync();
        await Assertions.Expect(page.Locator("#promised")).ToContainTextAsync("Open");
    }

    [Theory, EachScreen]
    public async Task Why_a_long_form_was_refused_is_brought_before_the_eyes(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var page = await Open(screen, site.Url());
        await page.SignIn(site, await site.Add("Root", Roles.Administrator));
        await page.GotoAsync("/administration/signals");

        await page.GetByLabel("Limit (days)").Last.FillAsync("many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rules" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeInViewportAsync();
        await Accessibility.Check(page);
    }
}
