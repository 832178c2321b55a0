using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Forecasting;

/// <summary>What people say will come, beside what is computed.</summary>
public sealed class CallTests
{
    private static readonly Period _quarter = new(new(2026, 10), 3);
    private static readonly DateOnly _today = new(2026, 11, 24);

    [Theory]
    [InlineData(null, 10, "stake your name")]
    [InlineData(-1, 10, "from 0 up")]
    [InlineData(10, null, "if things go well")]
    [InlineData(10, 9, "not less than what you commit to")]
    public void A_call_that_cannot_be_is_refused_with_the_reason(int? commit, int? best, string reason) =>
        Assert.Contains(reason, Assert.Throws<RefusedException>(() => CalledForecast.Make(1, _quarter, _today, commit, best)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_over_is_not_called() => Assert.Contains("are over", Assert.Throws<RefusedException>(() => CalledForecast.Make(1, _quarter.Previous, _today, 1, 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Accuracy_is_told_after_two_periods_and_leans_on_none()
    {
        Assert.Equal("too early to tell", CallAccuracy.Of([(150, 100)]).Words);
        var rosy = CallAccuracy.Of([(150, 100), (150, 100)]);
        Assert.Equal((0.25m, "too rosy"), (rosy.Bias, rosy.Words));
        Assert.Equal("too careful", CallAccuracy.Of([(50, 100), (50, 100)]).Words);
        Assert.Equal("about right", CallAccuracy.Of([(110, 100), (95, 100), (100, 100)]).Words);
        Assert.Equal("too rosy", CallAccuracy.Of([(1, 0), (1, 0)]).Words); // By more than a share can tell.
        Assert.Equal("too early to tell", CallAccuracy.Of([(0, 0), (0, 0)]).Words);
    }

    [Theory]
    [EachDatabase]
    public async Task A_person_calls_their_number_once_a_day_and_two_windows_are_told(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider, weeks: 60);
        await made.Forecast();
        var mary = await made.Site.As(made.Mary);
        var address = $"/forecast?period=2026-Q4&person={made.Mary.Id}";
        var (page, other) = (await mary.Open(address), await mary.Open(address));
        Assert.Contains("Nothing is called for Q4 2026 yet.", page.Text, StringComparison.Ordinal);

        var odd = await page.Submit("call", new() { ["Commit"] = "9k", ["BestCase"] = "8k" });
        Assert.Contains("The best case is not less than what you commit to.", odd.Text, StringComparison.Ordinal);
        Assert.Equal("9k", odd.The("input[name='Input.Commit']").GetAttribute("value"));

        var called = await page.Submit("call", new() { ["Commit"] = "9k", ["BestCase"] = "11,500.50" });
        Assert.Contains("Called on Tue 24 Nov: commit €9,000, best case €11,500.50", called.Text, StringComparison.Ordinal);
        var slower = await other.Submit("call", new() { ["Commit"] = "7k", ["BestCase"] = "8k" });
        Assert.Contains("You called 9,000 and 11,500.50 in another window", slower.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Someone", slower.The("#call").TextContent, StringComparison.Ordinal);
        Assert.Equal("7k", slower.The("input[name='Input.Commit']").GetAttribute("value"));

        // Who has read that says it again, and it is said.
        var over = await slower.Submit("call");
        Assert.Contains("commit €7,000, best case €8,000", over.Text, StringComparison.Ordinal);
        Assert.Contains("You called 7,000 and 8,000 in another window", (await called.Submit("call", new() { ["Commit"] = "9,500" })).Text, StringComparison.Ordinal);
        Assert.Contains("commit €9,500", (await over.Submit("call", new() { ["Commit"] = "9,500", ["BestCase"] = "11,500" })).Text, StringComparison.Ordinal);
        made.Site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("commit €9,600", (await (await mary.Open(address)).Submit("call", new() { ["Commit"] = "9,600" })).Text, StringComparison.Ordinal);
        Assert.Equal(2, await made.Site.With<PlumblineDb, int>(db => db.Calls.CountAsync(TestContext.Current.CancellationToken)));

        // Who calls less than is won is told so, and what is no amount at all is said of the field that it stands in.
        var less = await (await mary.Open(address)).Submit("call", new() { ["Commit"] = "1" });
        Assert.Contains("will be taken back", less.The("#call").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("will be taken back", called.The("#call").TextContent, StringComparison.Ordinal);
        Assert.Contains("An amount is from 0 to a thousand billions.", (await less.Submit("call", new() { ["BestCase"] = "9000000000000000" })).Text, StringComparison.Ordinal);

        // Others see it, and cannot call for her.
        var seen = await (await made.Site.As(made.Ada)).Open(address);
        Assert.Contains("What Mary calls", seen.Text, StringComparison.Ordinal);
        Assert.Null(seen.Document.QuerySelector("input[name='Input.Commit']"));
        var ada = await (await made.Site.As(made.Ada)).Open($"/forecast?period=2026-Q4&person={made.Ada.Id}");
        Assert.Contains("Ada does not sell", ada.Text, StringComparison.Ordinal);
        Assert.Null(ada.Document.QuerySelector("#call"));

        // Who sells no more calls nothing, not even with a form from before.
        var ben = await (await made.Site.As(made.Ben)).Open($"/forecast?period=2026-Q4&person={made.Ben.Id}");
        await made.Site.Change(db => db.People.Single(p => p.Id == made.Ben.Id).Roles = Roles.Leadership);
        await ben.Submit("call", new() { ["Commit"] = "1", ["BestCase"] = "2" });
        Assert.Equal(2, await made.Site.With<PlumblineDb, int>(db => db.Calls.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task What_was_called_at_a_third_is_set_beside_what_was_computed_and_what_came()
    {
        await using var made = await SomeHistory.Make(weeks: 60);
        await made.Site.Change(db =>
        {
            foreach (var quarter in new[] { _quarter.Previous.Previous, _quarter.Previous })
            {
                db.Add(CalledForecast.Make(made.Mary.Id, quarter, quarter.FirstDay.AddDays(10), 9_000, 10_000));
                db.Add(CalledForecast.Make(made.Mary.Id, quarter, quarter.FirstDay.AddDays(70), 1, 2)); // What is said near the end is easy.
            }
        });
        await made.Forecast();

        var page = await (await made.Site.As(made.Mary)).Open($"/forecast?period=2026-Q4&person={made.Mary.Id}");
        var rows = page.Document.QuerySelectorAll("#call tbody tr").Select(r => r.QuerySelectorAll("th, td").Select(c => c.TextContent.Trim()).ToArray()).ToList();

        Assert.Equal(["Q3 2026", "Q2 2026"], rows.Select(r => r[0]));
        Assert.All(rows, r => Assert.Equal(("9,000", "10,000"), (r[2], r[3])));
        Assert.All(rows, r => Assert.NotEqual("none", r[4]));
        Assert.Contains("too rosy", page.The("#call tfoot").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.Document.QuerySelectorAll("#call tfoot .behind-name").Count(b => b.TextContent == "of 2 quarters called")); // What is computed is kept of more.
    }
}
