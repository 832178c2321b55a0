using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Plumbline.Forecasting;

public sealed class ForecastTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task Today_explains_itself_what_if_answers_and_a_call_is_taken_down(Screen screen)
    {
        var made = Keep(await SomeHistory.Make());
        await made.Forecast();
        var page = await Open(screen, made.Site.Url());
        await page.SignIn(made.Site, made.Mary);

        await page.GotoAsync("/today");
        var card = page.Locator("#odds");
        await Assertions.Expect(card).ToContainTextAsync("Will I make it?");
        await Assertions.Expect(card).ToContainTextAsync("matters most: without it");
        await Accessibility.Check(page);
        await card.GetByRole(AriaRole.Link, new() { Name = "Why, what is needed, and what if" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What if?" })).ToBeVisibleAsync(); // The address changes before the page does.
        await Assertions.Expect(page.Locator("#changes")).ToContainTextAsync("What changed since Sun 15 Nov");
        await Accessibility.Check(page);

        // A deal is won, for more; then as it is again.
        var whatIf = page.Locator("#what-if");
        await whatIf.GetByRole(AriaRole.Combobox).First.SelectOptionAsync("Won");
        await Assertions.Expect(whatIf.GetByRole(AriaRole.Status)).ToContainTextAsync("With this the chance is"); // At once, and the address has it.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("deal.*=Won"));
        await whatIf.GetByLabel("Another amount for").First.FillAsync("sixty");
        await whatIf.GetByLabel("Another amount for").First.PressAsync("Tab");
        await Assertions.Expect(whatIf.GetByRole(AriaRole.Status)).ToContainTextAsync("Mend it; the rest stands as it was typed");
        await Assertions.Expect(whatIf.GetByLabel("Another amount for").First).ToHaveAttributeAsync("aria-invalid", "true");
        await Accessibility.Check(page);
        await whatIf.GetByLabel("Another amount for").First.FillAsync("60k");
        await whatIf.GetByRole(AriaRole.Button, new() { Name = "What would it be?" }).ClickAsync();
        await Assertions.Expect(whatIf.GetByRole(AriaRole.Status)).ToContainTextAsync("With this the chance is 100% instead of");
        await Accessibility.Check(page);

        // Kept it is found again, and let go.
        await whatIf.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Assertions.Expect(whatIf.GetByRole(AriaRole.Alert)).ToContainTextAsync("Give it a name");
        await whatIf.GetByLabel("Keep it for yourself as").FillAsync("The large one comes");
        await whatIf.GetByLabel("New deals begun").FillAsync("101");
        await whatIf.GetByLabel("New deals begun").PressAsync("Tab"); // Kept with what was chosen last, and the name stays.
        await whatIf.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        var kept = page.Locator("#kept");
        await Assertions.Expect(kept).ToContainTextAsync("is won, 60,000");
        await Assertions.Expect(kept.GetByRole(AriaRole.Status)).ToContainTextAsync("Kept as “The large one comes”");
        await Accessibility.Check(page);
        await kept.GetByRole(AriaRole.Link, new() { Name = "The large one comes" }).ClickAsync();
        await Assertions.Expect(whatIf.GetByRole(AriaRole.Status)).ToContainTextAsync("With this the chance is 100% instead of");
        await kept.GetByRole(AriaRole.Button, new() { Name = "Let go of The large one comes" }).ClickAsync();
        await Assertions.Expect(kept).ToHaveCountAsync(0);
        await whatIf.GetByRole(AriaRole.Combobox).First.SelectOptionAsync("Gone");
        await whatIf.GetByRole(AriaRole.Button, new() { Name = "What would it be?" }).ClickAsync();
        await whatIf.GetByRole(AriaRole.Link, new() { Name = "As it is" }).ClickAsync();
        await Assertions.Expect(whatIf.GetByRole(AriaRole.Status)).ToHaveTextAsync("");
        await Assertions.Expect(whatIf.GetByLabel("Another amount for").First).ToHaveValueAsync("");

        var call = page.Locator("#call");
        await call.GetByLabel("Commit").FillAsync("9k");
        await call.GetByLabel("Best case").FillAsync("8k");
        await call.GetByRole(AriaRole.Button, new() { Name = "Call it" }).ClickAsync();
        await Assertions.Expect(call).ToContainTextAsync("not less than what you commit to");
        await Accessibility.Check(page);
        await call.GetByLabel("Best case").FillAsync("11k");
        await call.GetByRole(AriaRole.Button, new() { Name = "Call it" }).ClickAsync();
        await Assertions.Expect(call).ToContainTextAsync("commit €9,000, best case €11,000");

        // Her chart opens to what is likely, and leads back to why.
        await page.GotoAsync($"/people/{made.Mary.Id}");
        var chart = page.Locator("figure.chart").Last;
        await Assertions.Expect(chart).ToContainTextAsync("Q4 2026 is likely to bring");
        await chart.GetByText("Figures as a table").ClickAsync();
        await Assertions.Expect(chart.GetByRole(AriaRole.Rowheader, new() { Name = "Dec, expected" })).ToBeVisibleAsync();
        await Accessibility.Check(page);
        await chart.GetByRole(AriaRole.Link, new() { Name = "Why" }).ClickAsync();
        await Assertions.Expect(page.Locator("#changes")).ToBeVisibleAsync();

        // Her manager sees who is at risk, and why.
        var manager = await Open(screen, made.Site.Url());
        await manager.SignIn(made.Site, made.Ada);
        await manager.GotoAsync("/team");
        await manager.GetByRole(AriaRole.Link, new() { Name = "Chance" }).ClickAsync();
        await Assertions.Expect(manager.Locator("tbody th > a").First).ToHaveTextAsync("Ben");
        await Accessibility.Check(manager);
        await manager.Locator("tbody a[href^='forecast?']").First.ClickAsync();
        await Assertions.Expect(manager.GetByRole(AriaRole.Heading, new() { Name = "Will Ben make it?" })).ToBeVisibleAsync();
        await Accessibility.Check(manager);
    }

    [Theory, EachScreen]
    public async Task What_was_known_then_is_looked_up_and_how_good_it_was_is_seen(Screen screen)
    {
        var made = Keep(await SomeHistory.Make());
        await made.Forecast();
        var page = await Open(screen, made.Site.Url());
        await page.SignIn(made.Site, made.Mary);

        await page.GotoAsync($"/forecast?period=2026-Q4&person={made.Mary.Id}");
        await page.GetByLabel("As known at the end of").FillAsync("2026-11-12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show that day" }).ClickAsync();
        await Assertions.Expect(page.Locator("#then")).ToContainTextAsync("What would have been said for the end of Sun 8 Nov");
        await Assertions.Expect(page.Locator("#came")).ToContainTextAsync("is won by now");
        await Accessibility.Check(page);

        // A week earlier by its line; then a day of which nothing is kept.
        await page.Locator("#history").GetByRole(AriaRole.Link, new() { Name = "Sun 1 Nov" }).ClickAsync();
        await Assertions.Expect(page.Locator("#then")).ToContainTextAsync("What would have been said for the end of Sun 1 Nov");
        await page.GotoAsync($"/forecast?period=2026-Q4&person={made.Mary.Id}&asof=2025-01-01");
        await Assertions.Expect(page.Locator("#asof-error")).ToContainTextAsync("choose Wed 30 Sep 2026 or a later day");
        await Assertions.Expect(page.Locator("#odds")).ToBeVisibleAsync();
        await Accessibility.Check(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "How good are forecasts?" }).ClickAsync();
        await Assertions.Expect(page.Locator("#accuracy tbody th")).ToHaveTextAsync("Mary");
        await Accessibility.Check(page);

        var manager = await Open(screen, made.Site.Url());
        await manager.SignIn(made.Site, made.Ada);
        await manager.GotoAsync("/team");
        await manager.GetByRole(AriaRole.Link, new() { Name = "How good are forecasts?" }).ClickAsync();
        await Assertions.Expect(manager.Locator("#accuracy tbody th")).ToHaveTextAsync(["Ben", "Mary"]);
        await Accessibility.Check(manager);
    }

    [Theory, EachScreen]
    public async Task A_day_between_is_asked_for_waited_for_and_seen(Screen screen)
    {
        var made = Keep(await SomeHistory.Make());
        await made.Forecast();
        var page = await Open(screen, made.Site.Url());
        await page.SignIn(made.Site, made.Mary);

        await page.GotoAsync($"/forecast?period=2026-Q4&person={made.Mary.Id}&asof=2026-11-12");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reckon Thu 12 Nov" }).ClickAsync();
        await Assertions.Expect(page.Locator("#asked").GetByRole(AriaRole.Status)).ToContainTextAsync("Thu 12 Nov is being reckoned");
        await Assertions.Expect(page.Locator("#then")).ToContainTextAsync("What would have been said for the end of Sun 8 Nov");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Look again" }).ClickAsync();
        await Assertions.Expect(page.Locator("#asked").GetByRole(AriaRole.Status)).ToContainTextAsync("is being reckoned");

        // Once it is made the page shows it by itself.
        await made.Site.With<ReckonDays, bool>(async job =>
        {
            await job.Run(TestContext.Current.CancellationToken);
            return true;
        });
        await Assertions.Expect(page.Locator("#then")).ToContainTextAsync("Reckoned on Tue 24 Nov from what is recorded of that day and before it");
        await Assertions.Expect(page.Locator("#asked")).ToHaveCountAsync(0);
        await Accessibility.Check(page);
    }
}
