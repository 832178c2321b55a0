using System.Net;
using Plumbline.Commitments;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Coaching;

public class CoachingHistoryTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CoachingFigure.Activities, 100, 56)] // As far as the figure looks.
    [InlineData(CoachingFigure.PromisesKept, 100, 90)]
    [InlineData(CoachingFigure.WinRate, 100, 99)] // Yesterday is the last day that is whole.
    [InlineData(CoachingFigure.WinRate, 15, 14)]
    [InlineData(CoachingFigure.WinRate, 14, null)]
    [InlineData(CoachingFigure.None, 100, null)]
    public void As_many_days_are_looked_at_after_a_talk_as_before_it(CoachingFigure figure, int daysAgo, int? days)
    {
        var talk = _today.AddDays(-daysAgo);
        var window = CoachingWindow.After(talk, figure, _today);
        Assert.Equal(days, window?.Days);
        Assert.Equal(days is null ? null : talk.AddDays(1), window?.First);
    }

    [Theory, EachDatabase]
    public async Task Each_talk_stands_beside_what_was_done_and_what_its_figure_did(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await PlanWorld.On(site);
        var (first, second, third) = (_today.AddDays(-70), _today.AddDays(-30), _today.AddDays(-3));
        CoachingSession[] talks = [Held(world, "Calls", CoachingFigure.Activities, 1.5m, first), Held(world, "Word", CoachingFigure.PromisesKept, 0.5m, second), Held(world, "Offers", CoachingFigure.WinRate, null, third), Held(world, "Mood", CoachingFigure.None, null, third)];
        foreach (var talk in talks)
        {
            await site.Change(db => db.Add(talk));
        }

        await site.Change(db =>
        {
            db.AddRange(Enumerable.Range(0, 16).Select(nth => new Activities.Activity { SalespersonId = world.Mary.Id, System = "test", ExternalId = $"{nth}", TypeId = 1, Date = first.AddDays(nth * 7 / 2) })); // The first on the day itself, which counts before.
            var (kept, late) = (new Commitment(CommitmentKind.Coaching, $"coaching/{talks[0].Id}/a", world.Mary.Id, "Call", first, first.AddDays(7)), new Commitment(CommitmentKind.Coaching, $"coaching/{talks[0].Id}/b", world.Mary.Id, "Write", first, second.AddDays(10)));
            kept.Do(null, first.AddDays(5), first.AddDays(5));
            late.Do(null, second.AddDays(12), second.AddDays(12));
            db.AddRange(kept, late);
        });

        var page = await (await site.As(world.Mary)).Open($"/coaching/of/{world.Mary.Id}");
        string[][] rows = [.. page.Document.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td:not(.day)").Select(c => c.TextContent.Trim()).ToArray())];
        Assert.Equal(
            [
                ["nothing was to be done", "no figure was chosen"],
                ["nothing was to be done", "Win rate, last year", "not known", "too early"],
                ["nothing was to be done", "Promises kept, last 90 days", "50%", "0%over 29 days"],
                ["1 of 2", "Activities a week", "1.5", "1.9over 56 days"], // 15 in 56 days.
            ],
            rows);
        Assert.Equal(HttpStatusCode.OK, (await (await site.As(world.Olga)).Open($"/coaching/of/{world.Mary.Id}")).Status);
        foreach (var reader in new[] { world.Ben, await site.Add("Ada Admin", Roles.Administrator) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(reader)).Open($"/coaching/of/{world.Mary.Id}")).Status);
        }
    }

    private static CoachingSession Held(PlanWorld world, string topic, CoachingFigure figure, decimal? before, DateOnly day)
    {
        var session = new CoachingSession(world.Mary.Id, world.Manager, day, []);
        session.Write(world.Paul.Id, new() { Topic = topic, Goal = "Better" }, figure);
        session.Hold(world.Paul.Id, [], before, day.AddDays(14), day);
        return session;
    }
}
