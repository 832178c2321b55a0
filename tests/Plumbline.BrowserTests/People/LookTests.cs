using Plumbline.Administration;

namespace Plumbline.People;

public sealed class LookTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task Pages_before_the_sign_in_can_be_used_by_everybody(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var first = (await site.With<FirstRun, string?>(run => run.Link(TestContext.Current.CancellationToken)))!;
        var page = await Open(screen, site.Url());
        foreach (var path in new[] { "/sign-in", first, "/sign-in/forgotten", "/sign-in/second-factor", "/sign-in/link/ended", "/sign-out" })
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
            "/account", "/account/second-factor", "/administration", "/administration/first-steps", "/administration/company", "/administration/people", "/administration/people/new",
            $"/administration/people/{mary.Id}", $"/administration/people/{ada.Id}", "/administration/teams", "/administration/teams/1", "/administration/absences",
        ];
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await Accessibility.Check(page);
        }
    }
}
