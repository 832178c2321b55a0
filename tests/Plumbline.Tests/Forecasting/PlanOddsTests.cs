using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Forecasting;

/// <summary>How likely the quota of a plan is, beside the plan.</summary>
public sealed class PlanOddsTests
{
    private static readonly Period _next = new(new(2027, 1), 6);

    [Theory]
    [EachDatabase]
    public async Task The_plan_of_a_half_to_come_is_told_the_odds_of_today_wherever_it_is_read_or_written(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider);
        await made.Forecast();
        var plan = await Plan(made, _next, 2_000);
        var (mary, ada) = (await made.Site.As(made.Mary), await made.Site.As(made.Ada));

        foreach (var page in new[] { await mary.Open($"/plans/{plan}"), await mary.Open($"/plans/{plan}/negotiate"), await mary.Open($"/plans/{plan}/edit"), await ada.Open($"/plans/{plan}") })
        {
            var card = page.The("#plan-odds");
            Assert.Matches(@"Of the quota of €12.k for H1 2027 the odds of today bring about €.+, four times of five between €.+ and €.+: a chance of .+%\.", card.TextContent);
            Assert.Contains("no part of what is signed", card.TextContent, StringComparison.Ordinal);
            Assert.Contains("on-screen", card.ClassName ?? "", StringComparison.Ordinal);
        }

        // It follows what is typed.
        using var typing = new HttpRequestMessage(HttpMethod.Post, $"/plans/{plan}/draft") { Content = System.Net.Http.Json.JsonContent.Create(new { revision = 0, changes = new[] { new { name = "quotas.2027-01.revenue", value = "8000", @base = "2000" } } }) };
        typing.Headers.Add("RequestVerificationToken", (await mary.Open($"/plans/{plan}/edit")).The("[name=__RequestVerificationToken]").GetAttribute("value"));
        using var answer = await mary.Http.SendAsync(typing, TestContext.Current.CancellationToken);
        Assert.Matches("beside-quotas.*Of the quota of .*18", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        // What is expected is the person's part, and a larger quota is less likely.
        var ahead = (await made.Site.With<ForecastReader, (DateOnly, CompanyAhead Ahead)?>(r => r.Ahead(TestContext.Current.CancellationToken)))!.Value.Ahead;
        var expected = ahead.People.Single(p => p.SalespersonId == made.Mary.Id).Expected.Money.Skip(2).Take(6).Sum();
        var (modest, bold) = (await Odds(made, made.Mary, Content(_next, 1_000)), await Odds(made, made.Mary, Content(_next, 4_000)));
        Assert.Contains($"about {new Ui.Figures("EUR").Compact((decimal)expected)},", modest.Words, StringComparison.Ordinal);
        Assert.True(modest.Chance > bold.Chance, $"{modest.Chance} against {bold.Chance}");
        Assert.DoesNotContain("chance", (await Odds(made, made.Mary, new(_next))).Words, StringComparison.Ordinal);
        Assert.Contains($"as in your draft, it would be {ForecastWords.Percent(bold.Chance!.Value)}.", (await Odds(made, made.Mary, Content(_next, 1_000), new("Your draft", Content(_next, 4_000)))).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_that_lie_too_far_ahead_are_told_as_not_known()
    {
        await using var made = await SomeHistory.Make();
        await made.Forecast();

        Assert.Contains("for the months until Oct 2027", (await Odds(made, made.Mary, Content(new(new(2027, 7), 6), 2_000))).Words, StringComparison.Ordinal);
        Assert.Contains("Of the months after Oct 2027 nothing is known yet.", (await Odds(made, made.Mary, Content(new(new(2027, 7), 6), 2_000))).Words, StringComparison.Ordinal);
        Assert.Contains("Of the quota of €8,000", (await Odds(made, made.Mary, Content(new(new(2027, 7), 6), 2_000))).Words, StringComparison.Ordinal); // Four months of it.
        var far = await Odds(made, made.Mary, Content(new(new(2028, 1), 6), 2_000));
        Assert.Equal(("Nothing is known of these months yet: the odds of today reach to Oct 2027.", null), (far.Words, far.Chance));
        Assert.Contains("No deal of this person is known yet", (await Odds(made, await made.Site.Add("New", Roles.Salesperson), Content(_next, 2_000))).Words, StringComparison.Ordinal);
        Assert.Null(await made.Site.With<PlanOddsReader, PlanOdds?>(r => r.Read(made.Mary.Id, Content(new(new(2026, 1), 6), 2_000), null, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_half_that_runs_is_told_as_it_is_kept_and_what_is_written_instead_beside_it()
    {
        await using var made = await SomeHistory.Make();
        var half = new Period(new(2026, 7), 6);
        Assert.Contains("No forecast of these months is kept yet", (await Odds(made, made.Mary, Content(half, 2_400))).Words, StringComparison.Ordinal);
        await made.Forecast();
        var kept = (await made.Site.With<ForecastReader, KeptForecast?>(r => r.Now(half, new(PersonId: made.Mary.Id), TestContext.Current.CancellationToken)))!;

        var same = await Odds(made, made.Mary, Content(half, 2_400));
        Assert.Equal((kept.Said.Attainment.Chance, $"forecast?period=2026-H2&person={made.Mary.Id}"), (same.Chance, same.Why));
        Assert.DoesNotContain("as written here", same.Words, StringComparison.Ordinal);
        Assert.Contains("as written here, the chance would be", (await Odds(made, made.Mary, Content(half, 3_000))).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_little_history_words_alone_are_told()
    {
        await using var made = await SomeHistory.Make(weeks: 6);
        await made.Forecast();

        foreach (var period in new[] { _next, new Period(new(2026, 7), 6) })
        {
            var odds = await Odds(made, made.Mary, Content(period, 2_400));
            Assert.Null(odds.Chance);
            Assert.Contains(odds.Standing, (string[])["at risk", "open", "on course"]);
            Assert.Contains("lean on general experience", odds.Rests, StringComparison.Ordinal);
        }

        Assert.DoesNotMatch("[0-9]%", (await Odds(made, made.Mary, Content(_next, 2_400))).Words);
    }

    private static async Task<PlanOdds> Odds(SomeHistory made, Person person, BusinessPlanContent content, NamedContent? other = null) => (await made.Site.With<PlanOddsReader, PlanOdds?>(r => r.Read(person.Id, content, other, TestContext.Current.CancellationToken)))!;

    private static BusinessPlanContent Content(Period period, decimal revenue) => new(period) { Quotas = [.. period.Months.Select(m => new Quota(m) { Revenue = revenue })] };

    private static async Task<long> Plan(SomeHistory made, Period period, decimal revenue)
    {
        var plan = new BusinessPlan(made.Mary.Id, new(made.Mary.Id, IsInLine: false), Content(period, revenue), made.Site.Clock.GetUtcNow());
        await made.Site.Change(db => db.Add(plan));
        return plan.Id;
    }
}
