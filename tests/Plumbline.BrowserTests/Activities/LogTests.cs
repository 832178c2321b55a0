using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;

namespace Plumbline.Activities;

public sealed class LogTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task An_activity_is_logged_from_everywhere_undone_changed_and_found_again(Screen screen)
    {
        var (site, mary) = await Company();
        var page = await Open(screen, site.Url());
        await page.SignIn(site, mary);
        await page.GotoAsync("/scoreboard");
        await Ready(page);

        // Two taps and a word.
        await OpenLog(page, screen);
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Log an activity" });
        await Accessibility.Check(page);
        await dialog.GetByLabel("Visit", new() { Exact = true }).CheckAsync();
        await dialog.GetByLabel("What came of it?").FillAsync("Nice people");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Log it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Logged: Visit")).ToBeVisibleAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Taken back: it was not logged.")).ToBeVisibleAsync();
        Assert.Equal(0, await site.Db(db => db.Activities.CountAsync()));

        // With an account chosen from the list, and what is known of it.
        await OpenLog(page, screen);
        await dialog.GetByLabel("Call", new() { Exact = true }).CheckAsync();
        await dialog.GetByLabel("Account (optional)").PressSequentiallyAsync("kest");
        await page.GetByRole(AriaRole.Option, new() { Name = "Kestrel Works" }).ClickAsync();
        await dialog.GetByLabel("Opportunity (optional)").SelectOptionAsync("Renewal (Develop)");
        await dialog.GetByLabel("Contact (optional)").SelectOptionAsync("Iris Blum");
        await dialog.GetByLabel("Next step (optional)").FillAsync("Send the offer");
        await dialog.GetByLabel("By (optional)").FillAsync("2026-11-27");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Log it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Logged: Call, Kestrel Works")).ToBeVisibleAsync();

        await page.GotoAsync("/activities");
        await Assertions.Expect(page.GetByText("Renewal")).ToBeVisibleAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Call", Exact = true }).ClickAsync();
        await page.GetByLabel("What came of it?").FillAsync("They will decide on Friday");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("They will decide on Friday")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Calendar" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Call Kestrel Works" })).ToBeVisibleAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "By week" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Week of Mon 23 Nov" })).ToBeVisibleAsync();
        await Accessibility.Check(page);

        var kept = await site.Db(db => db.Activities.SingleAsync());
        Assert.Equal((1L, 1L, 1L, "Send the offer"), (kept.AccountId!.Value, kept.ContactId!.Value, kept.OpportunityId!.Value, kept.NextStep));
    }

    [Theory, EachScreen]
    public async Task A_visit_logged_without_a_connection_is_sent_once_when_there_is_one(Screen screen)
    {
        var (site, mary) = await Company();
        site.Clock.SetUtcNow(TimeProvider.System.GetUtcNow()); // Without a connection the day is the browser's.
        var page = await Open(screen, site.Url());
        await page.SignIn(site, mary);
        await page.GotoAsync("/activities/log");
        await Ready(page);
        await Accessibility.Check(page);
        await KeptForOffline(page);

        // On the way: the app is opened without a connection.
        await Disconnect(page);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("There is no connection.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("plumb-log-form:defined")).ToBeVisibleAsync();
        await Log(page, "Visit", "kestrel works", "Saw the plant");
        await Assertions.Expect(page.GetByText("Kept here. It is sent when there is a connection.")).ToBeVisibleAsync();
        await Log(page, "Call", "Nobody Ltd", "A stranger");
        await Accessibility.Check(page);

        // Back: what is right is there once, what is wrong is shown and mended.
        Expect("422 (Unprocessable Entity)");
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync("/scoreboard");
        var pill = page.GetByRole(AriaRole.Button, new() { Name = "1 not taken" });
        await Assertions.Expect(pill).ToBeVisibleAsync();
        var visit = await site.Db(db => db.Activities.SingleAsync());
        Assert.Equal((1L, "Saw the plant", mary.Id), (visit.AccountId!.Value, visit.Outcome, visit.SalespersonId));
        await pill.ClickAsync();
        await Assertions.Expect(page.GetByText("There is no account “Nobody Ltd”")).ToBeVisibleAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Account (optional)").FillAsync("");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Log it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Logged: Call")).ToBeVisibleAsync();
        await Assertions.Expect(pill).ToBeHiddenAsync();

        await page.ReloadAsync();
        Assert.Equal(["A stranger", "Saw the plant"], await site.Db(db => db.Activities.OrderBy(a => a.Outcome).Select(a => a.Outcome).ToListAsync()));
    }

    private static async Task Log(IPage page, string type, string account, string outcome)
    {
        await page.GetByLabel(type, new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Account (optional)").FillAsync(account);
        await page.GetByLabel("What came of it?").FillAsync(outcome);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log it" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("What came of it?")).ToHaveValueAsync("");
    }

    private static Task OpenLog(IPage page, Screen screen) => screen == Screen.Phone ? page.GetByRole(AriaRole.Link, new() { Name = "Log", Exact = true }).ClickAsync() : page.Keyboard.PressAsync("l");

    private static Task<IJSHandle> Ready(IPage page) => page.WaitForFunctionAsync("() => Boolean(customElements.get('plumb-log'))");

    private async Task<(TheSite Site, Person Mary)> Company()
    {
        var site = Keep(await TheSite.Start());
        var ada = await site.Add("Ada Lovelace", Roles.Manager);
        await site.Change(db => db.AddRange(new Account { Name = "Kestrel Works" }, new Account { Name = "Aurora Shipping and Logistics of the Northern Seas" }));
        await site.Change(db =>
        {
            db.ActivityTypes.AddRange(UsualTypes.All);
            db.AddRange(new Contact { Name = "Iris Blum", AccountId = 1 }, new Opportunity { System = "test", ExternalId = "1", Name = "Renewal", AccountId = 1, Stage = "Develop", State = OpportunityState.Open });
        });
        return (site, await site.Add("Mary", Roles.Salesperson, ada));
    }
}
