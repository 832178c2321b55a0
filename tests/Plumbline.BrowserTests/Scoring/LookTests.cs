using Plumbline.Accounts;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;

namespace Plumbline.Scoring;

public sealed class LookTests(Browser browser) : BrowserTest(browser)
{
    [Theory, EachScreen]
    public async Task Scoreboards_and_what_is_behind_them_can_be_used_by_everybody(Screen screen)
    {
        var site = Keep(await TheSite.Start());
        var ada = await site.Add("Ada Lovelace", Roles.Manager);
        var mary = await site.Add("Maria Theresia Walburga Amalia Christina von Oesterreich-Lothringen", Roles.Salesperson, ada);
        var ben = await site.Add("Ben", Roles.Salesperson, ada);
        var page = await Open(screen, site.Url());
        await page.SignIn(site, ada);
        await page.GotoAsync("/scoreboard");
        await Accessibility.Check(page);

        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            var account = new Account { Name = "Aurora Shipping and Logistics of the Northern Seas", Industry = "Shipping" };
            db.AddRange(account, new Team { Name = "Sales" });
            for (var month = new Month(2026, 7); month <= new Month(2026, 11); month = month.Plus(1))
            {
                db.AddRange(
                    new PersonMonth { Month = month, SalespersonId = mary.Id, TeamId = 1, Tally = new() { Revenue = 1_234_567.89m, Margin = 300_000, UnknownMarginRevenue = 234_567.89m, Won = 3, Lost = 1, Bookings = 3 } },
                    new PersonMonth { Month = month, SalespersonId = ben.Id, TeamId = 0, Tally = new() { Revenue = -5_000, UnknownMarginRevenue = -5_000, Bookings = 1 } },
                    new QuotaMonth { Month = month, SalespersonId = mary.Id, TeamId = 1, Revenue = 1_000_000, Source = QuotaSource.AgreedPlan });
            }

        });
        await site.Change(db => db.Add(new Opportunity { System = "test", ExternalId = "1", Name = "Renewal", AccountId = 1, SalespersonId = mary.Id, State = OpportunityState.Open, Amount = 9_000, Opened = new(2026, 10, 1) }));
        string[] paths =
        [
            "/scoreboard", "/scoreboard?by=team&period=2026-H2", "/scoreboard?by=account&period=2026-10", "/scoreboard?by=product", "/scoreboard?period=2027-Q1", "/scoreboard/records?figure=open",
            $"/people/{mary.Id}", $"/people/{ben.Id}?period=2026-11", "/team", "/accounts/1",
        ];
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await Accessibility.Check(page);
        }
    }
}
