using Microsoft.Playwright;
using Plumbline.People;

namespace Plumbline.Importing;

public sealed class ImportTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task A_real_export_is_imported_and_shown_on_the_scoreboard(Screen screen)
    {
        var folder = SharedData.Folder("maven-crm");
        var site = Keep(await TheSite.Start());
        var page = await Open(screen, site.Url());
        await page.SignIn(site, await site.Add("Ada Lovelace", Roles.Administrator));
        await site.Change(db => db.Imports.Add(new() { At = site.Clock.GetUtcNow(), Files = [new("earlier.csv", FactKind.Person, "generic", 1, 1, 0, 0, 0, [])] }));

        await page.GotoAsync("/imports");
        await Accessibility.Check(page);
        await page.GetByLabel("Files", new() { Exact = true }).SetInputFilesAsync(Directory.GetFiles(folder, "*.csv"));
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Files chosen" })).ToContainTextAsync("sales_pipeline.csv");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at the files" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What was recognised" })).ToBeVisibleAsync();
        await Accessibility.Check(page);
        await page.GetByText("are used").First.ClickAsync();
        await Accessibility.Check(page);
        await page.GetByLabel("The amounts are in").FillAsync("USD");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 4,299 rows" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Import of" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "See the scoreboard" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Darcel Schlecht" }).First).ToBeVisibleAsync();
        await Accessibility.Check(page);

        await page.GotoAsync("/imports");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the newest back" }).ClickAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The import was taken back")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0); // The box is closed, and does not ask about the import before.
        await Accessibility.Check(page);
    }

    [Theory, EachScreen]
    public async Task Merges_and_products_can_be_used_by_everybody(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        await site.Change(db => db.Companies.First().Currency = "EUR");
        await site.Change(db => db.Products.AddRange(new() { Name = "GTX Pro", ListPrice = 4_821, Cost = 3_000, Family = "GTX" }, new() { Name = "GTXPro" }));
        var page = await Open(screen, site.Url());
        await page.SignIn(site, await site.Add("Ada Lovelace", Roles.Administrator));
        foreach (var path in new[] { "/imports/merges", "/products", "/products/1", "/imports/new/gone" })
        {
            await page.GotoAsync(path);
            await Accessibility.Check(page);
        }

        await page.GotoAsync("/imports/merges");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep GTX Pro" }).ClickAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("GTXPro is GTX Pro from now on.")).ToBeVisibleAsync();
    }
}
