using Microsoft.Playwright;
using Plumbline.Accounts;
using Plumbline.Commitments;
using Plumbline.People;

namespace Plumbline.Meetings;

public sealed class MeetingTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task A_team_holds_its_weekly_meeting_and_what_it_promises_is_in_the_ledger(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var ofPaul = await site.Add("Paul Manager", Roles.Manager);
        var (ofMary, ofBen) = (await site.Add("Mary Seller", Roles.Salesperson, ofPaul), await site.Add("Ben Colleague", Roles.Salesperson, ofPaul));
        await site.Change(db => db.AddRange(new Team { Name = "Ovens", LeaderId = ofPaul.Id }, new Account { Name = "Corner Bakery", OwnerId = ofMary.Id }));
        await site.Change(db =>
        {
            var kept = new Commitment(CommitmentKind.Meeting, "meeting/1/b", ofBen.Id, "Send the price list", new(2026, 11, 17), new(2026, 11, 20));
            kept.Do("They have it", new(2026, 11, 19), new(2026, 11, 19));
            var before = new TeamMeeting(1, new(2026, 11, 16), ofPaul.Id, site.Clock.GetUtcNow().AddDays(-7));
            before.End(before.BegunAt);
            db.AddRange(
                new TeamMembership { PersonId = ofMary.Id, TeamId = 1 }, new TeamMembership { PersonId = ofBen.Id, TeamId = 1 }, before,
                kept, new Commitment(CommitmentKind.Meeting, "meeting/1/m", ofMary.Id, "Visit the bakery", new(2026, 11, 17), new(2026, 11, 20)));
        });
        var (paul, mary, ben) = (await Open(screen, site.Url()), await Open(screen, site.Url()), await Open(screen, site.Url()));
        await paul.SignIn(site, ofPaul);
        await mary.SignIn(site, ofMary);
        await ben.SignIn(site, ofBen);

        // The manager begins it, and the others come in.
        await paul.GotoAsync("/meetings");
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Button, new() { Name = "Begin the meeting of Ovens" }).ClickAsync();
        await paul.WaitForURLAsync("**/meetings/2");
        await Assertions.Expect(paul.GetByRole(AriaRole.Heading, new() { Name = "Ovens, week of Mon 23 Nov" })).ToBeVisibleAsync();
        foreach (var page in (IPage[])[mary, ben])
        {
            await page.GotoAsync("/meetings");
            await page.GetByRole(AriaRole.Link, new() { Name = "Week of Mon 23 Nov" }).ClickAsync();
        }

        // How was the week?
        foreach (var (page, score, words) in (IEnumerable<(IPage, string, string)>)[(paul, "3 as usual", ""), (mary, "2 slow", "Nobody opened the door"), (ben, "5 the best", "Two orders")])
        {
            await page.GetByLabel(score).CheckAsync();
            await page.GetByLabel("In a sentence (optional)").FillAsync(words);
            await page.GetByRole(AriaRole.Button, new() { Name = "Rate the week" }).ClickAsync();
            await Assertions.Expect(page.Locator(".ratings")).ToContainTextAsync($"(you){(words == "" ? "" : $": {words}")}");
        }

        await Assertions.Expect(ben.Locator(".ratings li")).ToHaveTextAsync(["5 Ben Colleague (you): Two orders", "2 Mary Seller: Nobody opened the door", "3 Paul Manager"]);
        await Accessibility.Check(ben);

        // What became of last week's promises? A miss is answered for, and the way leads back.
        await Assertions.Expect(mary.Locator("#kept")).ToContainTextAsync("1 of 2 kept on the day, 50%");
        await mary.Locator("#kept").GetByRole(AriaRole.Link, new() { Name = "Visit the bakery" }).ClickAsync();
        await mary.Locator("form", new() { HasText = "Give it up" }).GetByLabel("Why?").FillAsync("They bake at night");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Give it up" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("It is given up, with the reason.")).ToBeVisibleAsync();
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Link, new() { Name = "Back to the meeting" }).ClickAsync();
        var missed = mary.Locator("#kept").GetByRole(AriaRole.Row, new() { NameRegex = new("Visit the bakery") });
        await Assertions.Expect(missed).ToContainTextAsync("Broken");
        await Assertions.Expect(missed).ToContainTextAsync("They bake at night");

        // She promises something, and a colleague proposes a tactic, which is hers once she takes it on.
        await Promise(mary, null, "Bring them bread from our oven", "2026-11-27");
        await Assertions.Expect(Of(mary, "Mary Seller (you)")).ToContainTextAsync("Bring them bread from our oven, Corner Bakery, by Fri 27 Nov");
        await Accessibility.Check(mary);
        await Promise(ben, "Mary Seller", "Go there at four in the morning", "2026-11-26");
        await Assertions.Expect(Of(ben, "Mary Seller").GetByRole(AriaRole.Listitem).First).ToHaveTextAsync("Go there at four in the morning, Corner Bakery, by Thu 26 Nov Asked");
        await mary.ReloadAsync();
        await mary.GetByRole(AriaRole.Link, new() { Name = "Asked, not answered: Go there at four in the morning" }).ClickAsync();
        await mary.GetByRole(AriaRole.Button, new() { Name = "Take it on" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("It is yours now: the day is promised.")).ToBeVisibleAsync();
        await mary.GetByRole(AriaRole.Link, new() { Name = "Back to the meeting" }).ClickAsync();
        await Assertions.Expect(Of(mary, "Mary Seller (you)")).Not.ToContainTextAsync("Asked");

        // It ends, and its notes are out.
        await paul.ReloadAsync();
        await Assertions.Expect(Of(paul, "Mary Seller")).ToContainTextAsync("Go there at four in the morning");
        await paul.GetByLabel("Notes (optional)").FillAsync("Bakers are met at night.\nBen tells how.");
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Button, new() { Name = "End the meeting, notes out" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("Notes are out")).ToBeVisibleAsync();
        await Accessibility.Check(paul);
        await ben.GotoAsync("/notifications");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Paul Manager ended the meeting, and its notes are out: Ovens, week of Mon 23 Nov" }).ClickAsync();
        await Assertions.Expect(ben.GetByText("Bakers are met at night.")).ToBeVisibleAsync();
        await Assertions.Expect(ben.GetByRole(AriaRole.Button, new() { Name = "Promise it" })).ToHaveCountAsync(0);
        await ben.GotoAsync("/meetings");
        await Assertions.Expect(ben.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Week of Mon 23 Nov" })).ToContainTextAsync("notes are out, the week was rated 3.3 by 3");

        // All of it is in the ledger.
        await mary.GotoAsync("/commitments");
        foreach (var (what, stands) in (IEnumerable<(string, string[])>)[("Visit the bakery", ["Fri 20 Nov", "Broken", "They bake at night"]), ("Bring them bread", ["Fri 27 Nov", "Open", "the team"]), ("Go there at four", ["Thu 26 Nov", "Open", "the team"])])
        {
            foreach (var words in stands)
            {
                await Assertions.Expect(mary.GetByRole(AriaRole.Row, new() { NameRegex = new(what) })).ToContainTextAsync(words);
            }
        }

        await Accessibility.Check(mary);
    }

    /// <summary>Fills in the form for what is done for the bakery, and sends it; <paramref name="who"/> is null for the one who writes.</summary>
    private static async Task Promise(IPage page, string? who, string what, string day)
    {
        if (who is not null)
        {
            await page.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync(who);
        }

        await page.GetByLabel("What will be done").FillAsync(what);
        await page.GetByLabel("By", new() { Exact = true }).FillAsync(day);
        await page.GetByLabel("With which account (optional)").PressSequentiallyAsync("Corn");
        await page.GetByRole(AriaRole.Option, new() { Name = "Corner Bakery" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Promise it" }).ClickAsync();
    }

    private static ILocator Of(IPage page, string member) => page.Locator(".member").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = member }) });
}
