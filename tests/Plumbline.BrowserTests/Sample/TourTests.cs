using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Plans;

namespace Plumbline.Sample;

/// <summary>
/// Walks through the sample company as its guests do. With PLUMBLINE_PICTURES set to a folder it takes a picture of each page there: the README's come from here.
/// </summary>
public sealed class TourTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task The_sample_company_is_worth_looking_at()
    {
        var site = Keep(await TheSite.Start(adjust: builder => builder.Services.AddScoped<SampleMaking>()));
        await site.With<SampleMaking, bool>(async making =>
        {
            await making.Make(TestContext.Current.CancellationToken);
            return true;
        });
        await Task.WhenAll(Enum.GetValues<Screen>().Select(screen => Walk(site, screen)));
    }

    private async Task Walk(TheSite site, Screen screen)
    {
        foreach (var (guest, stops) in await Stops(site))
        {
            var page = await Open(screen, site.Url());
            await page.GotoAsync("/sign-in");
            await page.GetByLabel("Mail address").FillAsync(SampleCompany.Mail(guest));
            await page.GetByLabel("Password").FillAsync(SampleMaking.Password);
            await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
            foreach (var (name, path) in stops)
            {
                await page.GotoAsync(path);
                await Accessibility.Check(page);
                if (Environment.GetEnvironmentVariable("PLUMBLINE_PICTURES") is { Length: > 0 } folder)
                {
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{screen}.png".ToLowerInvariant()) });
                }
            }
        }
    }

    private static async Task<IReadOnlyList<(string Guest, (string Name, string Path)[] Stops)>> Stops(TheSite site)
    {
        var amelia = await site.Db(db => db.People.Where(p => p.Name == "Amelia Brandt").Select(p => p.Id).SingleAsync());
        var plans = await site.Db(db => db.BusinessPlans.Where(p => p.SalespersonId == amelia).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync());
        var draft = await site.Db(db => db.BusinessPlans.Where(p => p.State == PlanState.Draft && db.People.Any(c => c.Id == p.SalespersonId && c.Name == "Clara Nyström")).Select(p => p.Id).SingleAsync());
        var planned = await site.Db(db => db.AccountPlans.Where(p => p.SalespersonId == amelia && p.State == PlanState.Agreed).OrderBy(p => p.Id).Select(p => p.Id).FirstAsync());
        var begun = await site.Db(db => db.AccountPlans.Where(p => p.SalespersonId == amelia && p.State == PlanState.Draft).OrderBy(p => p.Id).Select(p => p.Id).FirstAsync());
        var account = await site.Db(db => db.Opportunities.Where(o => o.SalespersonId == amelia).Select(o => o.AccountId).FirstAsync());
        return
        [
            ("Johanna Weiss", [("scoreboard", "/scoreboard?period=2026-H2"), ("teams", "/scoreboard?by=team"), ("products", "/scoreboard?by=product"), ("team", "/team"), ("person", $"/people/{amelia}"), ("account", $"/accounts/{account}")]),
            ("Amelia Brandt", [("today", "/today"), ("commitments", "/commitments"), ("promise", "/commitments/1"), ("pipeline", "/pipeline"), ("accounts", "/accounts"), ("activities", "/activities"), ("plans", "/plans"), ("plan", $"/plans/{plans[1]}"), ("version", $"/plans/{plans[2]}/versions/1"), ("compare", $"/plans/{plans[2]}/compare?from=1&to=2"), ("negotiate", $"/plans/{plans[2]}/negotiate"), ("account-plan", $"/plans/{planned}"), ("account-plan-write", $"/plans/{begun}/edit")]),
            ("Clara Nyström", [("begin", "/plans/begin?period=2027-H2"), ("write", $"/plans/{draft}/edit")]),
            ("Sven Aldridge", [("today-manager", "/"), ("team-promises", "/commitments?team=2&show=missed"), ("meeting", "/meetings/10"), ("meetings", "/meetings"), ("team-plans", "/plans?period=2027-H1"), ("answer", $"/plans/{plans[2]}/negotiate")]),
            ("Priya Raman", [("administration", "/administration"), ("administration-people", "/administration/people"), ("teams-set-up", "/administration/teams")]),
        ];
    }
}
