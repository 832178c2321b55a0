using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Plumbline.Plans;

public sealed class AccountPlanTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task An_account_is_planned_and_agreed_by_two_people(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var world = await AccountWorld.On(site);
        var (mary, paul) = (await Open(screen, site.Url()), await Open(screen, site.Url()));
        await mary.SignIn(site, world.Mary);
        await paul.SignIn(site, world.Paul);

        await mary.GotoAsync("/plans");
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Link, new() { Name = "Plan it: Corner Bakery" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { Name = "Plan Corner Bakery" })).ToBeVisibleAsync();
        await Accessibility.Check(mary);
        await mary.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Assertions.Expect(mary.GetByRole(AriaRole.Heading, new() { Name = "Plan for Corner Bakery" })).ToBeVisibleAsync();
        await Accessibility.Check(mary);

        // A colleague is found while their name is typed, and the tactic belongs to the step above it.
        await mary.Keyboard.TypeInto(mary.GetByLabel("Tactic", new() { Exact = true }).First, "Bake with them");
        await mary.Keyboard.PressAsync("Tab");
        await mary.Keyboard.TypeAsync("ben");
        await mary.GetByRole(AriaRole.Option, new() { Name = "Ben Colleague" }).ClickAsync();
        await mary.Keyboard.PressAsync("Tab");
        await mary.Keyboard.TypeAsync("10 Dec 2026");
        await mary.Keyboard.PressAsync("Tab");
        await mary.Locator("[name='contacts.1.role']").SelectOptionAsync("Economic buyer");
        await mary.Locator("[name='contacts.1.influence']").SelectOptionAsync("High");
        await mary.Locator("[name='contacts.1.relationship']").SelectOptionAsync("Champion");
        await Saved(mary);
        await Assertions.Expect(mary.Locator("#checks")).Not.ToContainTextAsync("has no tactics");

        // What was won with them stands there from the beginning; taken away, it is one click to have it back.
        await Unfold(mary, "successes");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Delete First oven" }).ClickAsync();
        await Unfold(mary, "successes");
        await mary.GetByText("Won with them: 1 deal").ClickAsync();
        await mary.GetByRole(AriaRole.Button, new() { Name = "Add First oven" }).ClickAsync();
        await Assertions.Expect(mary.Locator("#successes [name$='.what']").First).ToHaveValueAsync("First oven");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Sign and submit to Paul Manager" }).ClickAsync();
        await Assertions.Expect(mary.GetByText("It is submitted, with your signature.")).ToBeVisibleAsync();

        await paul.GotoAsync("/plans");
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Link, new() { Name = "Answer it: sign or counter" }).ClickAsync();
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Button, new() { Name = "Sign version 1" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("The plan is in force.")).ToBeVisibleAsync();
        await paul.GotoAsync("/plans/1");
        await Assertions.Expect(paul.GetByText("Both have signed version 1 on Tue 24 Nov: it is in force for Oct to Dec 2026")).ToBeVisibleAsync();
        await Assertions.Expect(paul.Locator(".contact-map .map-contact")).ToHaveCountAsync(1);
        await Accessibility.Check(paul);

        var content = await site.Db(async db => (AccountPlanContent)(await db.AccountPlans.SingleAsync()).InForce!.Content);
        Assert.Equal(("1", world.Ben.Id, new DateOnly(2026, 12, 10)), (content.Tactics[0].Step, content.Tactics[0].OwnerId!.Value, content.Tactics[0].Due!.Value));

        // The colleague takes the tactic on and does it; the plan tells.
        var ben = await Open(screen, site.Url());
        await ben.SignIn(site, world.Ben);
        await ben.GotoAsync("/today");
        await Accessibility.Check(ben);
        await ben.GetByRole(AriaRole.Button, new() { Name = "Take it on: Bake with them" }).ClickAsync();
        await Assertions.Expect(ben.GetByText("Kept in the ledger.")).ToBeVisibleAsync();
        await ben.GotoAsync("/commitments?all=1");
        await ben.GetByRole(AriaRole.Link, new() { Name = "Bake with them" }).ClickAsync();
        await Assertions.Expect(ben.GetByRole(AriaRole.Heading, new() { Name = "Bake with them" })).ToBeVisibleAsync();
        await Accessibility.Check(ben);
        await ben.GetByRole(AriaRole.Button, new() { Name = "It is done" }).ClickAsync();
        await Assertions.Expect(ben.GetByText("It is done.")).ToBeVisibleAsync();
        await mary.GotoAsync("/plans/1");
        await Assertions.Expect(mary.GetByRole(AriaRole.Row, new() { NameRegex = new("Bake with them") })).ToContainTextAsync("Kept");

        site.Clock.SetUtcNow(new(2026, 12, 22, 9, 0, 0, TimeSpan.Zero));
        await paul.SignIn(site, world.Paul);
        await paul.GotoAsync("/plans/1");
        await paul.GetByLabel("What worked?").FillAsync("Baking with them.");
        await paul.GetByLabel("What did not?").FillAsync("Mailings.");
        await Accessibility.Check(paul);
        await paul.GetByRole(AriaRole.Button, new() { Name = "Mark it reviewed" }).ClickAsync();
        await Assertions.Expect(paul.GetByText("It is reviewed.")).ToBeVisibleAsync();
        await paul.GetByRole(AriaRole.Link, new() { Name = "Carry over" }).ClickAsync();
        await Assertions.Expect(paul.GetByLabel("Bake with them")).ToBeVisibleAsync();
        await Accessibility.Check(paul);
    }

    [Theory, EachScreen]
    public async Task Two_who_write_one_plan_meet_at_a_field_and_at_the_fifth_step(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var world = await AccountWorld.On(site);
        await world.Plan(world.Content(4));
        var (hers, pauls) = (await Open(screen, site.Url()), await Open(screen, site.Url()));
        await hers.SignIn(site, world.Mary);
        await pauls.SignIn(site, world.Paul);
        await hers.GotoAsync("/plans/1/edit");
        await pauls.GotoAsync("/plans/1/edit");
        await Assertions.Expect(hers.Locator(".plan-block")).ToHaveCountAsync(5);

        // The same choice, made twice. On a phone what is filled in is folded.
        await Unfold(hers, "aims", "steps");
        await Unfold(pauls, "aims", "steps");
        await hers.Locator("[name='aims.purpose']").SelectOptionAsync("Open");
        await Saved(hers);
        await pauls.Locator("[name='aims.purpose']").SelectOptionAsync("Penetrate");
        Expect("409");
        await Assertions.Expect(pauls.GetByText("Someone else changed Objective, Purpose in the meantime.")).ToBeVisibleAsync();
        await Accessibility.Check(pauls);
        await pauls.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Saved(pauls);
        await Assertions.Expect(pauls.Locator("[name='aims.purpose']")).ToHaveValueAsync("Open");

        // The fifth step, made twice: one of them is a sixth.
        await Step(hers, "Ask for a referral");
        await Saved(hers);
        await Step(pauls, "Invite them to our fair");
        Expect("422");
        await Assertions.Expect(pauls.Locator("plumb-autosave section", new() { HasText = "Not saved" })).ToContainTextAsync("focus is the point");
        await hers.ReloadAsync();
        await Unfold(hers, "steps");
        await Assertions.Expect(hers.GetByText("a plan has no more: focus is the point")).ToBeVisibleAsync();
        await Assertions.Expect(hers.Locator(".plan-block")).ToHaveCountAsync(5);
        await Accessibility.Check(hers);
    }

    private static async Task Step(IPage page, string method)
    {
        await page.Keyboard.TypeInto(page.Locator(".plan-block-new [name$='.method']"), method);
        await page.Keyboard.PressAsync("Tab");
    }

    private static async Task Unfold(IPage page, params string[] sections)
    {
        foreach (var folded in sections.Select(section => page.Locator($"#{section}:not([open]) > summary")))
        {
            if (await folded.CountAsync() > 0)
            {
                await folded.ClickAsync();
            }
        }
    }

    private static Task Saved(IPage page) => Assertions.Expect(page.Locator("plumb-autosave .state [role=status]")).ToContainTextAsync("Saved");
}
