using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Coaching;
using Plumbline.Cosell;
using Plumbline.Forecasting;
using Plumbline.Inspection;
using Plumbline.Marketing;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Presentations;
using Plumbline.Reviews;
using Plumbline.Signals;

namespace Plumbline.Sample;

/// <summary>
/// Walks through the sample company as its guests do. With PLUMBLINE_PICTURES set to a folder it takes a picture of each page there: the README's come from here.
/// </summary>
public sealed class TourTests(Browser browser) : BrowserTest(browser)
{
    /// <summary>Pages that are looked at where what they need is made.</summary>
    private static readonly Dictionary<string, string[]> _elsewhere = new()
    {
        ["People/LookTests"] =
        [
            "/error", "/not-allowed", "/not-found", "/status/{Code:int}", "/first-run/{Token}", "/sign-in", "/sign-in/forgotten", "/sign-in/link/{Token}", "/sign-in/second-factor", "/sign-out", "/account", "/account/second-factor",
            "/mail/unsubscribe/{Token}", "/administration/absences", "/administration/company", "/administration/first-steps", "/administration/people/new", "/administration/people/{Id:long}", "/administration/teams/{Id:long}",
        ],
        ["People/PasskeyTests"] = ["/account/passkeys/{Id}"],
        ["Activities/LogTests"] = ["/activities/{Id:long}", "/activities/calendar", "/activities/log", "/activities/offline"],
        ["Book/BookTests"] = ["/accounts/{Id:long}/edit", "/accounts/{AccountId:long}/contacts/new", "/notifications", "/notifications/preferences", "/search"],
        ["Importing/ImportTests"] = ["/imports", "/imports/merges", "/imports/new/{Id}", "/products", "/products/{Id:long}"],
        ["Opportunities/PipelineTests"] = ["/opportunities/new", "/opportunities/{Id:long}", "/opportunities/{Id:long}/close"],
        ["Scoring/LookTests"] = ["/scoreboard/records"],
    };

    [Fact]
    public async Task The_sample_company_is_worth_looking_at()
    {
        var site = Keep(await TheSite.Start(adjust: builder => builder.Services.AddScoped<SampleMaking>()));
        await site.With<SampleMaking, bool>(async making =>
        {
            await making.Make(TestContext.Current.CancellationToken);
            return true;
        });
        Assert.True(await site.With<ForecastRun, bool>(run => run.Run(TestContext.Current.CancellationToken)));
        Assert.True(await site.With<SignalRun, bool>(run => run.Run(TestContext.Current.CancellationToken)));
        var stops = (await Stops(site)).SelectMany(s => s.Stops).Select(s => s.Path.Split('?')[0]).ToList();
        var missed = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Except(_elsewhere.Values.SelectMany(paths => paths))
            .Where(page => !stops.Exists(stop => Regex.IsMatch(stop, $"^{Regex.Replace(page, "{.*?}", "[0-9]+")}$")));
        Assert.Empty(missed);
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
        var open = await site.Db(db => db.Opportunities.AsNoTracking().Where(o => o.SalespersonId == amelia && o.State == OpportunityState.Open).OrderBy(o => o.Id).FirstAsync());
        var account = open.AccountId;
        var contact = await site.Db(db => db.Contacts.Where(c => c.AccountId == account).Select(c => c.Id).FirstAsync());
        var signal = await site.Db(db => db.Signals.Where(s => s.PersonId == amelia && s.ResolvedOn == null).OrderByDescending(s => s.Stake).Select(s => s.Id).FirstAsync());
        var sven = await site.Db(db => db.People.Where(p => p.Name == "Sven Aldridge").Select(p => p.Id).SingleAsync());
        var gone = await site.Db(db => db.People.Where(p => p.Left != null && db.Accounts.Any(a => a.OwnerId == p.Id)).OrderBy(p => p.Id).Select(p => p.Id).FirstAsync());
        var review = await site.Db(db => db.Reviews.Where(r => r.State == ReviewState.Talk && db.People.Any(p => p.Id == r.SalespersonId && p.ManagerId == sven)).OrderBy(r => r.Id).Select(r => r.Id).FirstAsync());
        var talk = await site.Db(db => db.CoachingSessions.Where(s => s.CoachId == sven && s.State == CoachingState.Held).OrderBy(s => s.Id).Select(s => s.Id).FirstAsync());
        var held = await site.Db(db => db.Set<LocalActivity>().Where(a => a.Stage == FundingStage.Paid).OrderBy(a => a.Id).Select(a => a.Id).FirstAsync());
        var coming = await site.Db(db => db.Set<LocalActivity>().Where(a => a.Stage == FundingStage.Planned && a.OwnerId == amelia).OrderBy(a => a.Id).Select(a => a.Id).FirstAsync());
        var lead = await site.Db(db => db.Set<MarketingLead>().AsNoTracking().Where(l => l.FollowerId == amelia).OrderByDescending(l => l.Id).FirstAsync());
        var invited = await site.Db(db => db.Set<LocalActivity>().WorkedBy(amelia).WithAccounts().Where(a => a.Spent != null).OrderByDescending(a => a.First).Select(a => a.Id).FirstAsync());
        var coached = await site.Db(db => db.CoachingSessions.Where(s => s.Id == talk).Select(s => s.PersonId).SingleAsync());
        var unread = await site.Db(db => db.Validations.Where(v => v.PersonId == amelia && v.State == ValidationState.Shared).OrderBy(v => v.Id).Select(v => v.Id).FirstAsync());
        var quiz = await site.Db(db => db.Validations.Where(v => v.PersonId == amelia && v.State == ValidationState.Taking).Select(v => v.Id).SingleAsync());
        var written = await site.Db(db => db.Validations.Where(v => v.State == ValidationState.Writing).SingleAsync());
        var heard = await site.Db(db => db.PlanQuestions.OrderBy(q => q.Id).Select(q => new { q.PresentationId, q.PlanId }).FirstAsync());
        var promised = await site.Db(db => db.PlanVoices.Where(v => v.Kind == VoiceKind.Witnessed).OrderBy(v => v.PlanId).Select(v => new { v.PresentationId, v.PlanId }).FirstAsync());
        var (referral, closed) = (await site.Db(db => db.Set<Referral>().Where(r => r.Key == "sample-won-and-open").Select(r => r.Id).SingleAsync()), await site.Db(db => db.Set<Referral>().Where(r => r.Key == "sample-won").Select(r => r.Id).SingleAsync()));
        var designation = await site.Db(db => db.Set<Designation>().OrderBy(d => d.Id).Skip(1).Select(d => d.Id).FirstAsync());
        var (program, fund) = await site.Db(db => db.Set<ProgramFund>().OrderBy(f => f.Id).Select(f => new ValueTuple<long, long>(f.ProgramId, f.Id)).FirstAsync());
        return
        [
            ("Johanna Weiss", [("scoreboard", "/scoreboard?period=2026-H2"), ("teams", "/scoreboard?by=team"), ("products", "/scoreboard?by=product"), ("company-forecast", "/forecast"), ("team", "/team"), ("forecast-accuracy", "/forecast/accuracy"), ("person", $"/people/{amelia}"), ("account", $"/accounts/{account}"), ("inspection", "/inspection"), ("finance", "/presentations/functions?period=2026-H2"), ("marketing", "/presentations/functions?period=2026-H2&show=Marketing"), ("production", "/presentations/functions?period=2026-H2&show=Production")]),
            ("Amelia Brandt", [("today", "/today"), ("signals", "/signals"), ("signal", $"/signals/{signal}"), ("forecast", $"/forecast?person={amelia}"), ("forecast-then", $"/forecast?person={amelia}&period=2026-Q3&asof=2026-08-05"), ("forecast-accuracy-own", "/forecast/accuracy"), ("commitments", "/commitments"), ("calendar", "/calendar"), ("promise", "/commitments/1"), ("pipeline", "/pipeline"), ("accounts", "/accounts"), ("activities", "/activities"), ("plans", "/plans"), ("plan", $"/plans/{plans[1]}"), ("version", $"/plans/{plans[2]}/versions/1"), ("compare", $"/plans/{plans[2]}/compare?from=1&to=2"), ("negotiate", $"/plans/{plans[2]}/negotiate"), ("edit-opportunity", $"/opportunities/{open.Id}/edit"), ("new-account", "/accounts/new"), ("contact", $"/contacts/{contact}"), ("plan-account", "/plans/begin-account"), ("account-plan", $"/plans/{planned}"), ("account-plan-write", $"/plans/{begun}/edit"), ("own-validations", "/inspection"), ("training", "/training"), ("marketing", "/marketing"), ("marketing-claims", "/marketing?show=claims"), ("marketing-activity", $"/marketing/{held}"), ("marketing-new", "/marketing/new"), ("marketing-edit", $"/marketing/{coming}/edit"), ("marketing-calendar", "/marketing/calendar"), ("marketing-budget", "/marketing/budget?by=program"), ("cosell", "/cosell"), ("cosell-closed", "/cosell?show=closed"), ("cosell-referral", $"/cosell/{referral}"), ("cosell-won", $"/cosell/{closed}"), ("cosell-share", $"/cosell/new?opportunity={open.Id}"), ("cosell-edit", $"/cosell/{referral}/edit"), ("designations", "/designations"), ("marketing-results", "/marketing/results?by=activity"), ("marketing-results-vendor", "/marketing/results?by=vendor&model=first"), ("marketing-came", $"/marketing/{lead.ActivityId}"), ("marketing-lead", $"/marketing/leads/{lead.Id}"), ("marketing-leads-import", $"/marketing/leads/import?activity={held}"), ("month", $"/reviews/month/{amelia}"), ("observation", $"/inspection/{unread}"), ("quiz", $"/inspection/quiz/{quiz}"), ("present-notes", $"/present/{plans[1]}/notes"), ("marketing-audience", $"/marketing/{invited}?whose={amelia}")]),
            ("Tobias Renner", [("outlook", "/outlook"), ("outlook-finance", "/outlook/finance"), ("outlook-supposed", $"/outlook/finance?sales=-25&slip={open.Id}"), ("outlook-production", "/outlook/production"), ("outlook-products", "/outlook/products?by=margin"), ("markets", "/outlook/markets?by=both"), ("presentation", $"/presentations/{heard.PresentationId}"), ("minutes", "/presentations/3/minutes"), ("presented-to-leadership", $"/presentations/{heard.PresentationId}/plans/{heard.PlanId}")]),
            ("Clara Nyström", [("begin", "/plans/begin?period=2027-H2"), ("write", $"/plans/{draft}/edit")]),
            ("Sven Aldridge", [("today-manager", "/"), ("left", $"/people/{gone}/left"), ("unowned", "/accounts/unowned"), ("team-promises", "/commitments?team=2&show=missed"), ("meeting", "/meetings/10"), ("meetings", "/meetings"), ("reviews", "/reviews"), ("review", $"/reviews/{review}"), ("presentations", "/presentations"), ("presented-to-peers", $"/presentations/{promised.PresentationId}/plans/{promised.PlanId}"), ("board", "/presentations/board"), ("present", $"/present/{promised.PlanId}?meeting={promised.PresentationId}"), ("inspecting", "/inspecting"), ("coaching", "/coaching"), ("coaching-talk", $"/coaching/{talk}"), ("coaching-history", $"/coaching/of/{coached}"), ("team-training", "/training"), ("team-plans", "/plans?period=2027-H1"), ("answer", $"/plans/{plans[2]}/negotiate"), ("observe", $"/inspection/observe?person={written.PersonId}&form={written.FormId}"), ("inspection-team", "/inspection?team=2")]),
            ("Priya Raman", [("administration", "/administration"), ("administration-people", "/administration/people"), ("teams-set-up", "/administration/teams"), ("stages", "/administration/stages"), ("mail", "/administration/mail"), ("signal-rules", "/administration/signals"), ("activity-types", "/activities/types"), ("validation-forms", "/administration/validation"), ("validation-form", "/administration/validation/1"), ("new-validation-form", "/administration/validation/new"), ("import", "/imports/1"), ("programs", "/programs"), ("program", $"/programs/{program}"), ("new-program", "/programs/new"), ("change-program", $"/programs/{program}/edit"), ("import-programs", "/programs/import"), ("note-money", $"/programs/{program}/funds/new"), ("money", $"/programs/{program}/funds/{fund}"), ("designation", $"/designations/{designation}"), ("new-designation", "/designations/new"), ("change-designation", $"/designations/{designation}/edit")]),
        ];
    }
}
