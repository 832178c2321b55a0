using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Plumbline.Administration;
using Plumbline.Mailing;

namespace Plumbline.People;

public sealed class LookTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task Pages_before_the_sign_in_can_be_used_by_everybody(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var cancel = TestContext.Current.CancellationToken;
        var first = (await site.With<FirstRun, string?>(run => run.Link(cancel)))!;
        var invited = await site.Add("Ben");
        var link = await site.With<SignIns, string>(signIns => signIns.Invite(invited.Id, cancel));
        var unsubscribe = "/" + await site.With<Unsubscribing, string>(u => Task.FromResult(u.Path(invited.Id, MailKind.Digest)));
        var page = await Open(screen, site.Url());
        foreach (var path in new[] { unsubscribe, $"{unsubscribe}?done=true", "/mail/unsubscribe/cut-off", "/sign-in", first, "/sign-in/forgotten", "/sign-in/second-factor", "/sign-in/link/ended", link, "/sign-out", "/not-allowed", "/not-found", "/error", "/status/503" })
        {
            await page.GotoAsync(path);
            await Accessibility.Check(page);
        }
    }

    [Theory, EachScreen]
    public async Task Pages_of_account_and_administration_can_be_used_by_everybody(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var ada = await site.Add("Ada Lovelace", Roles.Administrator | Roles.Manager);
        var mary = await site.Add("Maria Theresia Walburga Amalia Christina von Oesterreich-Lothringen", Roles.Salesperson, ada);
        await site.Change(db =>
        {
            var europe = new Team { Name = "Europe", LeaderId = ada.Id };
            db.AddRange(europe, new Absence { PersonId = mary.Id, From = new(2026, 6, 1), Until = new(2026, 8, 31), Reason = "leave" });
        });
        await site.Change(db => db.TeamMemberships.Add(new() { PersonId = mary.Id, TeamId = 1 }));
        var page = await Open(screen, site.Url());
        await page.SignIn(site, ada);
        string[] paths =
        [
            "/account", "/administration", "/administration/first-steps", "/administration/company", "/administration/people", "/administration/people/new",
            $"/administration/people/{mary.Id}", $"/administration/people/{ada.Id}", "/administration/teams", "/administration/teams/1", "/administration/absences",
        ];
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await Accessibility.Check(page);
        }

        await page.GotoAsync("/account/second-factor");
        await Accessibility.Check(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the code to scan" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Turn codes on" })).ToBeVisibleAsync();
        await Accessibility.Check(page);
    }

    [Theory, EachScreen]
    public async Task The_second_factor_is_asked_for_on_a_page_that_can_be_used_by_everybody(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var mary = await site.Add("Mary", Roles.Salesperson, password: "nine green bottles");
        await site.With<UserManager<SignIn>, bool>(async signIns =>
        {
            var hers = await signIns.Users.SingleAsync(s => s.PersonId == mary.Id);
            await signIns.ResetAuthenticatorKeyAsync(hers);
            await signIns.SetTwoFactorEnabledAsync(hers, true);
            return true;
        });
        var page = await Open(screen, site.Url());

        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Mail address").FillAsync("Mary@example.com");
        await page.GetByLabel("Password").FillAsync("nine green bottles");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByText("I do not have the phone").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Recovery code")).ToBeVisibleAsync();
        await Accessibility.Check(page);
    }
}
