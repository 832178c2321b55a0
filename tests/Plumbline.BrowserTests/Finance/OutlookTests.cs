using Microsoft.Playwright;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Scoring;

namespace Plumbline.Finance;

public sealed class OutlookTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task Finance_finds_the_month_that_falls_short_what_causes_it_and_what_a_slip_would_do(Screen screen)
    {
        var made = Keep(await SomeHistory.Make());
        var cfo = await made.Site.Add("Cora Finance", Roles.Leadership);
        await made.Site.Change(db => db.RemoveRange(db.QuotaMonths.Where(q => q.Month >= new Month(2026, 11))));
        await made.Site.Change(db => db.AddRange(new[] { (made.Mary, 11, 10), (made.Ben, 11, 10), (made.Mary, 12, 30_000), (made.Ben, 12, 2_000) }.Select(q => new QuotaMonth { Month = new(2026, q.Item2), SalespersonId = q.Item1.Id, TeamId = 0, Revenue = q.Item3 })));
        await made.Forecast();
        var page = await Open(screen, made.Site.Url());
        await page.SignIn(made.Site, cfo);

        await page.GotoAsync("/outlook");
        var exceptions = page.Locator("#exceptions");
        await Assertions.Expect(exceptions).ToContainTextAsync("Dec 2026 falls short");
        await Accessibility.Check(page);
        await exceptions.GetByRole(AriaRole.Link).First.ClickAsync();

        // The month, who misses most of it, and what could close it.
        var gap = page.Locator("#gap-2026-12");
        await Assertions.Expect(gap).ToContainTextAsync("of €32 k");
        await Assertions.Expect(gap.GetByRole(AriaRole.Link, new() { Name = "Mary", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(gap).ToContainTextAsync("What could close it");
        await Accessibility.Check(page);

        // Three deals slip, and a quarter less is sold.
        var whatIf = page.Locator("#what-if");
        for (var deal = 0; deal < 3; deal++)
        {
            await whatIf.GetByRole(AriaRole.Checkbox).Nth(deal).CheckAsync();
        }

        await whatIf.GetByLabel("Sales, more or less, in %").FillAsync("a quarter");
        await whatIf.GetByRole(AriaRole.Button, new() { Name = "What would it be?" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“a quarter” is no change");
        await Assertions.Expect(whatIf.GetByRole(AriaRole.Checkbox).First).ToBeCheckedAsync();
        await Accessibility.Check(page);
        await whatIf.GetByLabel("Sales, more or less, in %").FillAsync("-25");
        await whatIf.GetByRole(AriaRole.Button, new() { Name = "What would it be?" }).ClickAsync();
        await Assertions.Expect(page.Locator("#supposed")).ToContainTextAsync("slip by 3 months; 25% less is sold of what is not won yet");
        await Accessibility.Check(page);

        var file = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync();
        });
        Assert.EndsWith(".csv", file.SuggestedFilename, StringComparison.Ordinal);

        // The same months by product.
        await page.GetByRole(AriaRole.Link, new() { Name = "Production" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "By product and month" })).ToBeVisibleAsync();
        await Accessibility.Check(page);
    }
}
