using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Notifications;

namespace Plumbline.Inspection;

public class QuizPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_quiz_is_taken_and_its_words_are_read_by_a_manager(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site, SomeForm.Quiz);
        var hers = await (await (await site.As(world.Mary)).Open("/inspection")).Submit("begin-1");
        Assert.Equal("/inspection/quiz/1", hers.Path);
        Assert.Contains("Hand it in by 09:20.", hers.Text, StringComparison.Ordinal);
        var rows = Rows(hers);

        var saved = await hers.Submit("quiz", new() { [$"Input.Answers[{rows["heat"]}].Chosen"] = "a", [$"Input.Answers[{rows["why"]}].Text"] = "They last" });
        Assert.Contains("Your answers are kept.", saved.Text, StringComparison.Ordinal);
        Assert.Equal("a", saved.The($"input[name='Input.Answers[{rows["heat"]}].Chosen']:checked").GetAttribute("value"));
        Assert.Equal(rows, Rows(saved)); // In the same order.
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(world.Paul)).Open("/inspection/1")).Status); // It is being taken.
        var waits = await saved.Submit("quiz", [], "Input.Do=end");
        Assert.Contains("waits for somebody who reads the answers", waits.Text, StringComparison.Ordinal);
        Assert.Null(waits.Document.QuerySelector("input[name$='Points']"));
        var told = await site.Db(db => db.Set<Notification>().SingleAsync(n => n.Kind == NotificationKind.QuizHandedIn, Cancel));
        Assert.Equal((world.Paul.Id, "inspection/1"), (told.PersonId, told.Href));

        var his = await (await site.As(world.Paul)).Open("/inspection/1");
        var row = his.The("input[name$='.Points']").GetAttribute("name")!;
        Assert.Contains("From 0 to 2 points.", (await his.Submit("assess", new() { [row] = "3" })).Text, StringComparison.Ordinal);
        var read = await his.Submit("assess", new() { [row] = "2" });
        Assert.Contains("75%", read.Text, StringComparison.Ordinal);
        Assert.Contains("passed, valid until Wed 24 Nov 2027", (await (await site.As(world.Mary)).Open("/inspection/1")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Time_and_attempts_run_out(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site, SomeForm.Choices);
        var visitor = await site.As(world.Mary);
        var own = await visitor.Open("/inspection");
        var begun = await own.Submit("begin-1");
        Assert.Equal("/inspection/quiz/1", (await own.Submit("begin-1")).Path); // Once more is the same.
        await begun.Submit("quiz", new() { [$"Input.Answers[{Rows(begun)["heat"]}].Chosen"] = "a" });
        site.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Contains("over", (await begun.Submit("quiz", [], "Input.Do=end")).Text, StringComparison.Ordinal);
        Assert.Contains("This quiz is over", (await visitor.Open("/inspection/quiz/1")).Text, StringComparison.Ordinal);
        var first = await site.Db(db => db.Validations.OfType<QuizAttempt>().SingleAsync(Cancel));
        Assert.Equal((ValidationState.Shared, false, 0.5m), (first.State, first.Passed, first.Score));

        await (await (await visitor.Open("/inspection")).Submit("begin-1")).Submit("quiz", [], "Input.Do=end");
        var refused = await (await visitor.Open("/inspection")).Submit("begin-1");
        Assert.Contains("You have tried it 2 times, as often as is allowed.", refused.Text, StringComparison.Ordinal);
    }

    /// <summary>Where each question stands on the page.</summary>
    private static Dictionary<string, int> Rows(Page page) => page.Document.QuerySelectorAll("input[name$='.Key']").Select((input, at) => (Key: input.GetAttribute("value")!, at)).ToDictionary(r => r.Key, r => r.at);
}
