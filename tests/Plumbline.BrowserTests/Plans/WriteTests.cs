using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Products;

namespace Plumbline.Plans;

public sealed class WriteTests(Browser browser) : BrowserTest(browser)
{
    private static readonly Period _half = new(new(2027, 1), 6);

    [Theory, EachScreen]
    public async Task A_plan_is_written_by_typing_and_by_pasting(Screen screen)
    {
        var (site, ada, mary) = await Company();
        var page = await Open(screen, site.Url());
        await page.SignIn(site, mary);
        await page.GotoAsync("/plans");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin the plan for Jan to Jun 2027" }).ClickAsync();
        await page.GetByLabel("A template").CheckAsync();
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Business plan of Mary" })).ToBeVisibleAsync();
        await Accessibility.Check(page);

        // The quota by keyboard: one month typed, the others filled to the right.
        await page.Keyboard.TypeInto(Cell(page, "quotas.2027-01.revenue"), "12.500,00 €");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Cell(page, "quotas.2027-01.margin")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("4k");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        for (var month = 1; month < 6; month++)
        {
            await page.Keyboard.PressAsync("Shift+ArrowRight");
        }

        await page.Keyboard.PressAsync("Control+r");
        await Assertions.Expect(page.Locator("#quotas output").Last).ToHaveTextAsync("24,000");
        await Saved(page);
        await Assertions.Expect(page.Locator("#checks")).Not.ToContainTextAsync("has no quota");
        await Assertions.Expect(page.Locator("#arithmetic")).ToContainTextAsync("75,000");

        // The forecast as it was copied from a spreadsheet: an account, a prospect and a misspelt product.
        await Cell(page, "forecast.").First.FocusAsync();
        await Paste(page, "Kestrel Works\tCloud\t$1,200.00\t\t\t1.200,50\nNewcomer Ltd\tClowd\t10 000\t10 000\n");
        await Saved(page);
        await Assertions.Expect(page.Locator("#checks")).ToContainTextAsync("names Clowd, which is not among the products");
        await Assertions.Expect(page.Locator("#forecast tfoot output").Nth(0)).ToHaveTextAsync("11,200");

        // An account chosen from the list, in a row added below.
        await page.Locator("#forecast").GetByRole(AriaRole.Button, new() { Name = "Add a line" }).ClickAsync();
        await page.Keyboard.TypeAsync("aurora");
        await page.GetByRole(AriaRole.Option, new() { Name = "Aurora Shipping" }).ClickAsync();
        await page.Keyboard.TypeInto(page.GetByLabel("Jan 2027 revenue").Last, "5");
        await page.Keyboard.PressAsync("Tab");
        await Saved(page);
        await Accessibility.Check(page);

        // What must be mended is a click away.
        var undated = page.GetByRole(AriaRole.Link, new() { NameRegex = new("has no date") });
        await undated.ClickAsync();
        await Assertions.Expect(Cell(page, "training.1.by")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("1 Mar 2027");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(undated).ToHaveCountAsync(0);

        await page.ReloadAsync();
        await Assertions.Expect(Cell(page, "quotas.2027-06.margin")).ToHaveValueAsync("4,000");
        var content = await site.Db(async db => (await db.BusinessPlans.SingleAsync()).DraftOf(Side.Salesperson) as BusinessPlanContent);
        Assert.NotNull(content);
        Assert.Equal((75_000m, 24_000m), (content.QuotaOf(_half).Revenue, content.QuotaOf(_half).Margin));
        var kestrel = content.Forecast.Single(l => l.Client == "Kestrel Works");
        Assert.Equal((1L, 1L, 1_200m, 2_400.5m), (kestrel.AccountId, kestrel.ProductId, kestrel.Months[0].Revenue, kestrel.Revenue));
        Assert.Equal(2, content.Forecast.Single(l => l.Client == "Aurora Shipping").AccountId);
        Assert.Null(content.Forecast.Single(l => l.Client == "Newcomer Ltd").AccountId);
        Assert.Equal(new DateOnly(2027, 3, 1), content.Training.Single().ByWhen);
        Assert.NotNull(ada);
    }

    [Theory, EachScreen]
    public async Task Two_who_write_the_same_field_choose_whose_it_is_to_be(Screen screen)
    {
        var (site, ada, mary) = await Company();
        await site.Change(db => db.Add(new BusinessPlan(mary.Id, new(mary.Id, false), new(_half), site.Clock.GetUtcNow())));
        var (hers, adas) = (await Open(screen, site.Url()), await Open(screen, site.Url()));
        await hers.SignIn(site, mary);
        await adas.SignIn(site, ada);
        await hers.GotoAsync("/plans/1/edit");
        await adas.GotoAsync("/plans/1/edit");

        await Write(hers, "quotas.2027-01.revenue", "100");
        await Write(adas, "quotas.2027-02.revenue", "200");
        await Saved(hers);
        await Saved(adas);
        await Write(adas, "quotas.2027-01.revenue", "900");
        Expect("409");
        await Assertions.Expect(adas.GetByText("Someone else changed Quota, Jan 2027, Revenue in the meantime.")).ToBeVisibleAsync();
        await Accessibility.Check(adas);
        await adas.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Saved(adas);

        await Assertions.Expect(Cell(adas, "quotas.2027-01.revenue")).ToHaveValueAsync("100");
        await hers.ReloadAsync();
        await Assertions.Expect(Cell(hers, "quotas.2027-02.revenue")).ToHaveValueAsync("200");
        await Assertions.Expect(Cell(hers, "quotas.2027-01.revenue")).ToHaveValueAsync("100");
    }

    [Fact]
    public async Task What_is_typed_without_a_connection_is_sent_when_there_is_one()
    {
        var (site, _, mary) = await Company();
        await site.Change(db => db.Add(new BusinessPlan(mary.Id, new(mary.Id, false), new(_half), site.Clock.GetUtcNow())));
        var page = await Open(Screen.Desktop, site.Url());
        await page.SignIn(site, mary);
        await page.GotoAsync("/plans/1/edit");
        await Ready(page);

        await Disconnect(page);
        await Write(page, "quotas.2027-01.revenue", "100");
        await Assertions.Expect(page.Locator("plumb-autosave .state [role=status]")).ToHaveTextAsync("Offline: kept here, will be sent");
        await page.Context.SetOfflineAsync(false);

        await Saved(page);
        Assert.Equal(100, await site.Db(async db => (await db.BusinessPlans.SingleAsync()).DraftOf(Side.Salesperson) is BusinessPlanContent draft ? draft.Quota(new(2027, 1)).Revenue : null));
    }

    [Theory, EachScreen]
    public async Task What_is_being_typed_is_saved_as_it_stands_and_nothing_is_lost_by_a_reload(Screen screen)
    {
        var (site, _, mary) = await Company();
        await site.Change(db => db.Add(new BusinessPlan(mary.Id, new(mary.Id, false), new(_half), site.Clock.GetUtcNow())));
        var page = await Open(screen, site.Url());
        await page.SignIn(site, mary);
        await page.GotoAsync("/plans/1/edit#quotas.2027-01.revenue");
        await Ready(page);
        var january = Cell(page, "quotas.2027-01.revenue");
        await Assertions.Expect(january).ToBeFocusedAsync();

        // A pause is enough; the text under the caret stays as it is, and what cannot be read is not said before the field is left.
        await page.Keyboard.TypeAsync("12500,5");
        await Saved(page);
        await Assertions.Expect(january).ToBeFocusedAsync();
        await Assertions.Expect(january).ToHaveValueAsync("12500,5");
        Assert.Equal(12_500.5m, await Revenue(new(2027, 1)));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(january).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator("#quotas output").First).ToHaveTextAsync("0");

        // The whole grid is picked around the cell that one types in.
        await page.Keyboard.PressAsync("Control+a");
        await Assertions.Expect(page.Locator("#quotas td.picked")).ToHaveCountAsync(12);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("200");
        await Assertions.Expect(Cell(page, "quotas.2027-02.revenue")).ToHaveValueAsync("200");

        // Left in the middle of a word, in a row that nobody but this page knows yet.
        await Cell(page, "obstacles.").First.EvaluateAsync("cell => { cell.closest('details').open = true; cell.focus(); }");
        await page.Keyboard.TypeAsync("Two quotes ou");
        await page.ReloadAsync();
        await Assertions.Expect(Cell(page, "quotas.2027-02.revenue")).ToHaveValueAsync("200");
        await Assertions.Expect(Cell(page, "obstacles.").First).ToHaveValueAsync("Two quotes ou");

        // Refused: said with the field, kept with the reason, and not left without a word.
        await Ready(page);
        await Write(page, "quotas.2027-03.revenue", "a lot");
        Expect("422");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Quota, Revenue, Mar 2027: “a lot” is not a number");
        await page.ReloadAsync();
        var march = Cell(page, "quotas.2027-03.revenue");
        await Assertions.Expect(march).ToHaveValueAsync("a lot");
        await Assertions.Expect(march).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("plumb-autosave .state [role=status]")).ToHaveTextAsync("1 field is not saved");
        Assert.False(await page.EvaluateAsync<bool>("dispatchEvent(new Event('beforeunload', { cancelable: true }))"));
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Quota, Revenue, Mar 2027" }).ClickAsync();
        await Assertions.Expect(march).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Saved(page);
        await Assertions.Expect(march).ToHaveValueAsync("");
        Assert.True(await page.EvaluateAsync<bool>("dispatchEvent(new Event('beforeunload', { cancelable: true }))"));
        Assert.Equal((null, 200m), (await Revenue(new(2027, 1)), await Revenue(new(2027, 2))));
        Assert.Equal("Two quotes ou", await site.Db(async db => ((BusinessPlanContent)(await db.BusinessPlans.SingleAsync()).DraftOf(Side.Salesperson)!).Obstacles.Single().What));

        // A link from elsewhere leads into the field, too, and unfolds what is around it.
        await page.GotoAsync("/plans");
        await page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=\"plans/1/edit#market.accounts\">There</a>')");
        await page.GetByRole(AriaRole.Link, new() { Name = "There" }).ClickAsync();
        await Assertions.Expect(Cell(page, "market.accounts")).ToBeFocusedAsync();

        Task<decimal?> Revenue(Month month) => site.Db(async db => ((BusinessPlanContent)(await db.BusinessPlans.SingleAsync()).DraftOf(Side.Salesperson)!).Quotas.FirstOrDefault(q => q.Month == month)?.Revenue);
    }

    private async Task<(TheSite Site, Person Ada, Person Mary)> Company()
    {
        var site = Keep(await TheSite.Start());
        var ada = await site.Add("Ada Lovelace", Roles.Manager);
        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            db.AddRange(new Account { Name = "Kestrel Works" }, new Account { Name = "Aurora Shipping" }, new Product { Name = "Cloud" }, new ActivityType { Name = "Call" });
        });
        return (site, ada, await site.Add("Mary", Roles.Salesperson, ada));
    }

    private static ILocator Cell(IPage page, string path) => page.Locator($"input:not([type=hidden])[name^='{path}']");

    private static async Task Write(IPage page, string path, string text)
    {
        await page.Keyboard.TypeInto(Cell(page, path), text);
        await page.Keyboard.PressAsync("Tab");
    }

    private static Task<IJSHandle> Ready(IPage page) => page.WaitForFunctionAsync("() => Boolean(customElements.get('plumb-grid') && customElements.get('plumb-autosave'))");

    private static Task Saved(IPage page) => Assertions.Expect(page.Locator("plumb-autosave .state [role=status]")).ToContainTextAsync("Saved");

    private static async Task Paste(IPage page, string block) => await page.EvaluateAsync(
        """
        (text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }
        """,
        block);
}

internal static class Keys
{
    /// <summary>Focuses a field as the Tab key would, and types.</summary>
    public static async Task TypeInto(this IKeyboard keyboard, ILocator field, string text)
    {
        await field.FocusAsync();
        await keyboard.TypeAsync(text);
    }
}
