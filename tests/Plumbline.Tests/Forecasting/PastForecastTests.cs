using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>What was known on a day that is gone.</summary>
public sealed class PastForecastTests
{
    [Theory]
    [EachDatabase]
    public async Task A_day_that_is_gone_shows_what_was_known_then_and_nothing_that_was_learned_later(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Site.Change(db => db.Teams.Add(new Team { Name = "North" }));
        await made.Move(db => db.TeamMemberships.AddRange(new TeamMembership { PersonId = made.Mary.Id, TeamId = 1 }, new TeamMembership { PersonId = made.Ben.Id, TeamId = 1 }));
        Assert.True(await made.Forecast());
        var mary = await made.Site.As(made.Mary);
        string[] scopes = [$"&person={made.Mary.Id}", "&team=1", ""];
        var before = new List<string>();
        foreach (var scope in scopes)
        {
            var page = await mary.Open($"/forecast?period=2026-Q4&asof=2026-11-12{scope}");
            Assert.Contains("What would have been said for the end of Sun 8 Nov", page.Text, StringComparison.Ordinal);
            Assert.Contains("for Thu 12 Nov this is the last one before", page.Text, StringComparison.Ordinal);
            Assert.Contains("What came of it so far", page.Text, StringComparison.Ordinal);
            Assert.Contains("Sun 8 Nov", page.The("#history tr.mine").TextContent, StringComparison.Ordinal);
            Assert.Null(page.Document.QuerySelector("#what-if"));
            Assert.Null(page.Document.QuerySelector("#call"));
            before.Add(page.The("#then").TextContent);
        }

        Assert.NotEqual(before[0], before[1]);

        // A deal is won, the team loses a person, and a quota changes.
        await made.Move(db =>
        {
            var open = db.Opportunities.First(o => o.State == OpportunityState.Open && o.SalespersonId == made.Mary.Id);
            (open.State, open.Closed, open.Amount) = (OpportunityState.Won, made.Today, 70_000);
            db.TeamMemberships.Single(m => m.PersonId == made.Ben.Id).Until = made.Today.AddDays(-1);
            db.QuotaMonths.Single(q => q.SalespersonId == made.Mary.Id && q.Month == new Month(2026, 12)).Revenue = 9_000;
        });
        Assert.True(await made.Forecast());

        foreach (var (scope, was) in scopes.Zip(before))
        {
            var page = await mary.Open($"/forecast?period=2026-Q4&asof=2026-11-12{scope}");
            Assert.Equal(was, page.The("#then").TextContent);
            Assert.Contains("above the range that was said", page.The("#came").TextContent, StringComparison.Ordinal);
            Assert.Contains("reached", page.The("#came").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [EachDatabase]
    public async Task Weeks_that_were_made_up_before_the_history_was_all_there_are_made_up_anew(Provider provider)
    {
        await using var whole = await SomeHistory.Make(provider);
        await using var parts = await SomeHistory.Make(provider);
        List<Opportunity> later = [];
        await parts.Site.Change(db =>
        {
            later = [.. db.Opportunities.Where(o => o.Opened < new DateOnly(2026, 9, 1))];
            db.RemoveRange(later);
        });
        Assert.True(await whole.Forecast());
        Assert.True(await parts.Forecast());
        Assert.NotEqual(await Told(whole), await Told(parts));

        await parts.Site.Change(db => db.AddRange(later.Select(o => new Opportunity { System = o.System, ExternalId = o.ExternalId, Name = o.Name, SalespersonId = o.SalespersonId, Amount = o.Amount, Opened = o.Opened, Closed = o.Closed, State = o.State })));
        Assert.True(await parts.Forecast());
        Assert.Equal(await Told(whole), await Told(parts));

        // Targets of years before, too, count from the first week on.
        await parts.Site.Change(db => db.AddRange(
            new Target { System = "crm", ExternalId = "1", SalespersonId = parts.Ada.Id, First = new(2026, 1), Months = 12, Revenue = 12_000 },
            new QuotaMonth { Month = new(2026, 5), SalespersonId = parts.Ada.Id, TeamId = 0, Revenue = 1_000, Source = QuotaSource.ImportedTarget }));
        Assert.True(await parts.Forecast());
        Assert.All(await Kept(f => f.Subject == ForecastSubject.Company && f.First == new Month(2026, 5) && f.Length == 1), f => Assert.Equal(5_800, f.Said.Quota));

        // Stages that come as a history of their own count from the first of them on.
        var before = await Told(parts);
        var import = new Importing.Import { At = parts.Site.Clock.GetUtcNow(), Files = [] };
        await parts.Site.Change(db => db.Add(import));
        await parts.Site.Change(db => db.AddRange(db.Opportunities.Where(o => o.Opened >= new DateOnly(2026, 6, 1)).AsEnumerable().Select(o => new OpportunityChange { OpportunityId = o.Id, ImportId = import.Id, At = new(o.Opened!.Value, new(12, 0), TimeSpan.Zero), Stage = o.State == OpportunityState.Won ? "Good" : "Poor" })));
        Assert.True(await parts.Forecast());
        Assert.Contains("2026-06-14", string.Join(' ', (await Told(parts)).Except(before)), StringComparison.Ordinal);
        Assert.DoesNotContain("2026-05-17", string.Join(' ', (await Told(parts)).Except(before)), StringComparison.Ordinal);

        // What was said in its time stands, whatever is recorded of that time later.
        parts.Site.Clock.Advance(TimeSpan.FromDays(5));
        Assert.True(await parts.Forecast()); // On Sunday.
        var (said, won) = (await Kept(f => f.AsOf == parts.Today), await Kept(f => f.SubjectId == parts.Mary.Id && f.Length == 1 && f.AsOf == new DateOnly(2026, 11, 8)));
        parts.Site.Clock.Advance(TimeSpan.FromDays(1));
        await parts.Site.Change(db => db.Add(new Opportunity { System = "crm", ExternalId = "late", Name = "Late", SalespersonId = parts.Mary.Id, Amount = 5_000, Opened = new(2026, 10, 1), Closed = new(2026, 11, 2), State = OpportunityState.Won }));
        Assert.True(await parts.Forecast());
        Assert.NotEmpty(said);
        Assert.Equal(said.Select(f => f.Said.Attainment), (await Kept(f => f.AsOf == new DateOnly(2026, 11, 29))).Select(f => f.Said.Attainment));
        Assert.All(await Kept(f => f.SubjectId == parts.Mary.Id && f.Length == 1 && f.AsOf == new DateOnly(2026, 11, 8)), f => Assert.Equal(5_000, f.Said.Won - won[0].Said.Won)); // As is made up now.

        static Task<List<string>> Told(SomeHistory made) => made.Site.Db(async db => (await db.Forecasts.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).Select(f => $"{f.Subject} {f.SubjectId} {f.First} {f.Length} {f.AsOf:yyyy-MM-dd} {f.Said.Attainment.Chance:0.######} {f.Said.Attainment.Expected:0.##}").Order(StringComparer.Ordinal).ToList());

        Task<List<KeptForecast>> Kept(System.Linq.Expressions.Expression<Func<KeptForecast, bool>> such) => parts.Site.Db(db => db.Forecasts.AsNoTracking().Where(such).OrderBy(f => f.Id).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_months_that_are_over_it_says_what_came_and_whether_that_was_in_the_range()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        var quarter = new Period(new(2026, 7), 3);
        var kept = await made.Site.With<ForecastReader, PastForecast?>(async reader => await reader.AsOf(quarter, new(PersonId: made.Mary.Id), new(2026, 8, 5), await Everyone(made), TestContext.Current.CancellationToken));
        var won = await made.Site.Db(db => Task.FromResult(db.Opportunities.Where(o => o.SalespersonId == made.Mary.Id && o.State == OpportunityState.Won && o.Closed >= quarter.FirstDay && o.Closed <= quarter.LastDay).AsEnumerable().Sum(o => o.Amount!.Value)));

        Assert.Equal((new DateOnly(2026, 8, 2), won, true, 7_200), (kept!.Kept.AsOf, kept.Came, kept.IsOver, kept.Kept.Said.Quota));
        Assert.Null(kept.Kept.Basis);
        var page = await (await made.Site.As(made.Ada)).Open($"/forecast?period=2026-Q3&asof=2026-08-05&person={made.Mary.Id}");
        Assert.Contains(kept.IsReached ? "was reached" : "less than the quota", page.The("#came").TextContent, StringComparison.Ordinal);
        Assert.Contains($"That lies {(kept.IsBelow ? "below" : kept.IsAbove ? "above" : "within")} the range that was said", page.The("#came").TextContent, StringComparison.Ordinal);
        Assert.Contains("asof=2026-08-09", page.The("#history").InnerHtml, StringComparison.Ordinal); // Each week leads to itself.
    }

    [Theory]
    [InlineData("2027-01-05", "Tue 5 Jan 2027 is still to come")]
    [InlineData("2020-01-05", "Q4 2026 had not begun by Sun 5 Jan 2020: choose Wed 30 Sep 2026 or a later day")]
    [InlineData("soon", "is not a day that can be read")]
    public async Task A_day_that_cannot_be_shown_says_why_at_the_field_and_shows_what_is_known_now(string asked, string words)
    {
        await using var made = await SomeHistory.Make(weeks: 60);
        await made.Forecast();

        var page = await (await made.Site.As(made.Mary)).Open($"/forecast?period=2026-Q4&asof={asked}&person={made.Mary.Id}");

        Assert.Contains(words, page.The("#asof-error").TextContent, StringComparison.Ordinal);
        Assert.Equal((asked, "true", "asof-error"), (page.The("[name=asof]").GetAttribute("value"), page.The("[name=asof]").GetAttribute("aria-invalid"), page.The("[name=asof]").GetAttribute("aria-describedby")));
        Assert.NotNull(page.Document.QuerySelector("#odds"));
        Assert.Null(page.Document.QuerySelector("#then"));
    }

    private static Task<Colleagues> Everyone(SomeHistory made) => made.Site.With<PlumblineDb, Colleagues>(db => new ColleaguesByVersion().Load(db, TestContext.Current.CancellationToken));
}
