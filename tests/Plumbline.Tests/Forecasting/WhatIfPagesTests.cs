using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;

namespace Plumbline.Forecasting;

/// <summary>What somebody supposes, and keeps.</summary>
public sealed class WhatIfPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_if_answers_at_once_keeps_what_was_typed_and_saves_nothing()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);
        var before = (await made.Rows()).Count;
        var deal = (await made.Rows()).Single(f => f.AsOf == made.Today && f is { Subject: ForecastSubject.Salesperson, Length: 3 } && f.SubjectId == made.Mary.Id).Basis!.Outlook.Open.OrderByDescending(p => p.Chance * p.Value).First().Id;
        var address = $"/forecast?period=2026-Q4&person={made.Mary.Id}&deal-{deal}=";

        var won = await mary.Open($"{address}Won&amount-{deal}=90k");
        Assert.Matches("With this the chance is 100% instead of", won.Text);
        Assert.Contains("value=\"90k\"", won.Body, StringComparison.Ordinal);

        Assert.Equal(["100%", ForecastWords.Percent((await made.Rows()).Single(f => f.AsOf == made.Today && f is { Subject: ForecastSubject.Salesperson, Length: 3 } && f.SubjectId == made.Mary.Id).Said.Attainment.Chance)], won.Document.QuerySelectorAll("#what-if .odds-chance strong").Select(s => s.TextContent));
        Assert.NotNull(won.Document.QuerySelector("#what-if .sticky-foot button"));

        Assert.Matches(@"With this the chance is \d+% instead of \d+%\s*€\S+ is expected instead of €\S+, four times of five between €\S+ and €\S+\.", (await mary.Open($"{address}Gone")).Text);
        var odd = await mary.Open($"{address}Won&amount-{deal}=lots");
        Assert.Matches("Mary deal \\d+: “lots” is not a number.", odd.Text);
        Assert.Equal("true", odd.The($"[name='amount-{deal}']").GetAttribute("aria-invalid"));
        Assert.Contains("value=\"lots\"", odd.Body, StringComparison.Ordinal);
        var beyond = await mary.Open($"{address}Won&amount-{deal}=8,000,000"); // The quota is 7,200.
        Assert.Matches("Mary deal \\d+: This is more than 1,000 times the quota of", beyond.Text);
        Assert.Contains("value=\"8,000,000\"", beyond.Body, StringComparison.Ordinal);
        Assert.Contains("New deals begun, % of the pace of late: The pace is a percentage from 0 to 500", (await mary.Open($"/forecast?person={made.Mary.Id}&pace=900")).Text, StringComparison.Ordinal);
        Assert.Equal(before, (await made.Rows()).Count);
    }

    [Fact]
    public async Task Where_no_deal_moves_the_chance_alone_those_that_could_add_most_can_be_supposed()
    {
        await using var made = await SomeHistory.Make();
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Revenue = 9_000_000));
        await made.Forecast();
        var page = await (await made.Site.As(made.Mary)).Open($"/forecast?period=2026-Q4&person={made.Mary.Id}");

        Assert.Contains("under 1%", page.The("#odds").TextContent, StringComparison.Ordinal);
        Assert.Equal(5, page.Document.QuerySelectorAll("#what-if tbody tr").Length);
    }

    [Theory]
    [EachDatabase]
    public async Task A_supposition_is_kept_where_it_is_asked_for_by_one_for_themselves(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);
        var view = (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(new(new(2026, 10), 3), new(PersonId: made.Mary.Id), ForecastMeasure.Revenue, 1, Cancel)))!;
        var deal = view.Effects[0].Deal.Id;
        var here = $"/forecast?period=2026-Q4&person={made.Mary.Id}";
        var supposed = $"{here}&deal-{deal}=Won&amount-{deal}=90k&deal-7=Open";

        // It needs a name, and what was supposed stays.
        var nameless = await (await mary.Open(supposed)).Submit("keep-what-if", new() { ["Input.Name"] = " " });
        Assert.Contains("Give it a name", nameless.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"90k\"", nameless.Body, StringComparison.Ordinal);
        var page = await (await mary.Open(supposed)).Submit("keep-what-if", new() { ["Input.Name"] = "The harbour <signs>" });

        var row = page.Document.QuerySelector("[aria-label='What you kept'] tbody tr")!;
        Assert.Contains("The harbour <signs>", row.TextContent, StringComparison.Ordinal);
        Assert.Contains($"100% instead of {ForecastWords.Percent(view.Odds.Chance)}", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{here.TrimStart('/')}&deal-{deal}=Won&amount-{deal}=90000.00#what-if", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("is won, 90,000", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kept as “The harbour <signs>”", page.Text, StringComparison.Ordinal);
        Assert.Contains("You keep another one of this name", (await (await mary.Open(supposed)).Submit("keep-what-if", new() { ["Input.Name"] = "The harbour <signs>" })).Text, StringComparison.Ordinal);
        Assert.Contains("With this the chance is 100%", (await mary.Open($"/{row.QuerySelector("a")!.GetAttribute("href")!.Split('#')[0]}")).Text, StringComparison.Ordinal);
        Assert.Null((await mary.Open($"/forecast?period=2026-11&person={made.Mary.Id}")).Document.QuerySelector("#kept"));

        // It is nobody else's, and changes nothing of the forecast; who did not keep it cannot let go of it.
        var ada = await (await made.Site.As(made.Ada)).Open(here);
        Assert.Null(ada.Document.QuerySelector("#kept"));
        var id = await made.Site.Db(db => db.WhatIfs.Select(k => k.Id).SingleAsync(Cancel));
        await made.Site.With<IServiceProvider, bool>(async services =>
        {
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = new(new ClaimsIdentity([new(CurrentPerson.Claim, made.Ada.Id.ToString(CultureInfo.InvariantCulture))])) };
            await services.GetRequiredService<WhatIfDesk>().LetGo(id, Cancel);
            return true;
        });
        Assert.Equal(1, await made.Site.Db(db => db.WhatIfs.CountAsync(Cancel)));
        await made.Forecast();
        Assert.Equal(view.Odds, (await made.Site.With<ForecastReader, ForecastView?>(reader => reader.Read(new(new(2026, 10), 3), new(PersonId: made.Mary.Id), ForecastMeasure.Revenue, 1, Cancel)))!.Odds);
        Assert.DoesNotContain(await made.Site.Db(db => db.Audit.Select(a => a.Subject).Distinct().ToListAsync(Cancel)), s => s == nameof(KeptWhatIf));

        // Of a deal that was won meanwhile nothing is supposed any more.
        await made.Site.Change(db =>
        {
            var won = db.Opportunities.Single(o => o.Id == deal);
            (won.State, won.Closed) = (OpportunityState.Won, made.Today);
        });
        await made.Forecast();
        Assert.Contains("one of its deals is over", (await mary.Open(here)).Text, StringComparison.Ordinal);

        // Where the quota is reached nothing is to be supposed, and what was kept can still be let go of.
        await made.Site.Change(db => db.QuotaMonths.Where(q => q.SalespersonId == made.Mary.Id).ToList().ForEach(q => q.Revenue = 1));
        await made.Forecast();
        Assert.Null((await mary.Open(here)).Document.QuerySelector("#what-if"));
        var gone = await (await mary.Open(here)).Submit($"let-go-{id}");
        Assert.Null(gone.Document.QuerySelector("#kept"));
        Assert.Equal(0, await made.Site.Db(db => db.WhatIfs.CountAsync(Cancel)));
    }
}
