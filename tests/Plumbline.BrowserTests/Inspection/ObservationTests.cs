using Microsoft.Playwright;
using Plumbline.Accounts;
using Plumbline.People;

namespace Plumbline.Inspection;

public sealed class ObservationTests(Browser browser) : BrowserTest(browser)
{
    /// <summary>On a phone, beside the salesperson; the tour looks at its pages at a desk, too.</summary>
    [Theory, InlineData(Screen.Phone)]
    public async Task A_manager_observes_and_shares_and_the_person_reads_it(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var ofPaul = await site.Add("Paul Manager", Roles.Manager);
        var ofMary = await site.Add("Mary Seller", Roles.Salesperson, ofPaul);
        await site.Change(db => db.Add(new Account { Name = "Corner Bakery", OwnerId = ofMary.Id }));
        await site.Change(db => db.Add(new ValidationForm(GoodForms.For([])[0], isRequired: true)));
        var (paul, mary) = (await Open(screen, site.Url()), await Open(screen, site.Url()));
        await paul.SignIn(site, ofPaul);
        await mary.SignIn(site, ofMary);

        // Nobody has looked yet: the matrix leads to the form.
        await paul.GotoAsync("/inspection");
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Link, new() { Name = "Mary Seller, Can sell: never seen. Observe" }).ClickAsync();
        await Assertions.Expect(paul.GetByRole(AriaRole.Heading, new() { Name = "Customer meeting: Mary Seller" })).ToBeVisibleAsync();
        await Accessibility.Check(paul);

        // What was seen is written down, and kept before it is talked about.
        await paul.GetByLabel("With which account (optional)").PressSequentiallyAsync("Corn");
        await paul.GetByRole(AriaRole.Option, new() { Name = "Corner Bakery" }).ClickAsync();
        await Score(paul, "Discover", 5);
        await Score(paul, "Present", 4);
        await Score(paul, "Close with a next step", 4);
        await Score(paul, "After the meeting", 2);
        await paul.GetByLabel("What went well").FillAsync("Asked what a cold oven costs in a night");
        await paul.GetByRole(AriaRole.Button, new() { Name = "Keep it for now" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Kept for you. Nobody else sees it until you share it.")).ToBeVisibleAsync();
        await Assertions.Expect(Of(paul, "Discover").GetByRole(AriaRole.Radio).Nth(5)).ToBeCheckedAsync();

        // What is missing is said, and nothing is lost.
        await paul.GetByLabel("To work on").FillAsync("Write the summary the same day");
        await paul.GetByLabel("What we agree on (optional)").FillAsync("Send each summary by the evening");
        await paul.GetByLabel("By (optional)").FillAsync("2026-12-11");
        await paul.GetByRole(AriaRole.Button, new() { Name = "Share it" }).ClickAsync();
        await Assertions.Expect(paul.GetByRole(AriaRole.Alert)).ToContainTextAsync("a low score without it helps nobody");
        await Accessibility.Check(paul);
        await paul.GetByLabel("After the meeting: what I saw and heard (optional)").FillAsync("Nothing was noted two days later");
        await paul.GetByRole(AriaRole.Button, new() { Name = "Share it" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("passed, valid until Wed 24 Nov 2027")).ToBeVisibleAsync();
        await Accessibility.Check(paul);

        // She is told, reads it, and says so.
        await mary.GotoAsync("/notifications");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Paul Manager shared what they saw of you: Customer meeting, Tue 24 Nov 2026" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#seen")).ToContainTextAsync("Nothing was noted two days later");
        await Accessibility.Check(mary);
        await mary.GetByLabel("What I say to it (optional)").FillAsync("True. The train was late.");
        await mary.GetByRole(AriaRole.Button, new() { Name = "I have read it" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("Paul Manager sees that you read it.")).ToBeVisibleAsync();
        await mary.GotoAsync("/commitments");
        await Assertions.Expect(mary.GetByRole(AriaRole.Row, new() { NameRegex = new("Send each summary by the evening") })).ToContainTextAsync("Fri 11 Dec");
        await mary.GotoAsync("/inspection");
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { Name = "Valid in everything that is required" })).ToBeVisibleAsync();
        await Accessibility.Check(mary);
        await paul.ReloadAsync();
        await Assertions.Expect(paul.Locator("#acknowledged")).ToContainTextAsync("True. The train was late.");
        await paul.GotoAsync("/inspection");
        await Assertions.Expect(paul.GetByRole(AriaRole.Link, new() { Name = "Mary Seller, Can sell: valid until Wed 24 Nov 2027" })).ToBeVisibleAsync();
    }

    /// <summary>Two browsers: she answers what can be chosen and what must be written, he reads the words and gives points.</summary>
    [Theory, InlineData(Screen.Desktop)]
    public async Task A_quiz_is_taken_read_and_passed(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var ofPaul = await site.Add("Paul Manager", Roles.Manager);
        var ofMary = await site.Add("Mary Seller", Roles.Salesperson, ofPaul);
        await site.Change(db => db.Add(new ValidationForm(
            new(
                "Ovens", ValidationArea.KnowsOffering, "Ovens", FormKind.Quiz, [],
                [new("heat", "How hot does it get?", QuestionKind.OneRight, 1, [new("a", "250 degrees", true), new("b", "25 degrees", false)]), new("why", "Why ours?", QuestionKind.FreeText, 2, [])],
                20, 2, 0.75m, 12),
            isRequired: true)));
        var (paul, mary) = (await Open(screen, site.Url()), await Open(screen, site.Url()));
        await paul.SignIn(site, ofPaul);
        await mary.SignIn(site, ofMary);

        await mary.GotoAsync("/inspection");
        await mary.GetByRole(AriaRole.Button, new() { NameRegex = new("^Take it") }).ClickAsync();
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Radio, new() { Name = "250 degrees" }).CheckAsync();
        await mary.GetByRole(AriaRole.Textbox, new() { Name = "Why ours?" }).FillAsync("They hold the heat through the night.");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Hand it in" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("waits for somebody who reads the answers").First).ToBeVisibleAsync();
        await Accessibility.Check(mary);

        await paul.GotoAsync("/notifications");
        await paul.GetByRole(AriaRole.Button, new() { NameRegex = new("Ovens") }).ClickAsync();
        await Assertions.Expect(paul.GetByText("They hold the heat through the night.")).ToBeVisibleAsync();
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Textbox, new() { Name = "Points, up to 2" }).FillAsync("2");
        await paul.GetByRole(AriaRole.Button, new() { Name = "Give the points" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("passed, valid until").First).ToBeVisibleAsync();

        await mary.GotoAsync("/inspection");
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { Name = "Valid in everything that is required" })).ToBeVisibleAsync();
    }

    private static ILocator Of(IPage page, string criterion) => page.Locator("fieldset").Filter(new() { Has = page.Locator("legend", new() { HasText = criterion }) });

    private static Task Score(IPage page, string criterion, int score) => Of(page, criterion).GetByRole(AriaRole.Radio).Nth(score).CheckAsync();
}
