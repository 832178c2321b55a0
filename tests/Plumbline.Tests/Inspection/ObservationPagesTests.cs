using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Notifications;
using Plumbline.People;

namespace Plumbline.Inspection;

public class ObservationPagesTests
{
    private static readonly Dictionary<string, string> _seen = new()
    {
        ["Input.Scores[0].Score"] = "4",
        ["Input.Scores[1].Score"] = "2",
        ["Input.WentWell"] = "Asked before telling",
        ["Input.ToWorkOn"] = "The next step",
        ["Input.Action"] = "Role-play the close",
        ["Input.ActionBy"] = "2026-12-04",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task An_observation_is_kept_shared_told_promised_and_acknowledged(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site);
        var address = $"/inspection/observe?person={world.Mary.Id}&form=1";
        var kept = await (await (await site.As(world.Paul)).Open(address)).Submit("observe", new() { ["Input.Scores[0].Score"] = "4", ["Input.WentWell"] = "Asked" });
        Assert.Contains("Kept for you.", kept.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(world.Mary)).Open("/inspection/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(world.Dana)).Open("/inspection/1")).Status); // It is the observer's alone.

        var lacking = await kept.Submit("observe", _seen, "Input.Do=share");
        Assert.Contains("Say what you saw: a low score without it helps nobody.", lacking.Text, StringComparison.Ordinal);
        Assert.Equal("Role-play the close", lacking.The("input[name='Input.Action']").GetAttribute("value"));
        var shared = await lacking.Submit("observe", new() { ["Input.Scores[1].Evidence"] = "She left without a day" }, "Input.Do=share");
        Assert.Equal("/inspection/1", shared.Path);
        Assert.Contains("not passed yet", shared.Text, StringComparison.Ordinal);
        Assert.Contains("Something critical is below 3", shared.Text, StringComparison.Ordinal);

        var promise = await site.Db(db => db.Commitments.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(("inspection/1/action", world.Mary.Id, world.Paul.Id, "Role-play the close", CommitmentState.Asked), (promise.Source, promise.PersonId, promise.ToId!.Value, promise.What, promise.State));
        Assert.NotNull((await (await site.As(world.Mary)).Open($"/commitments/{promise.Id}")).Document.QuerySelector("a[href='inspection/1']"));
        Assert.Null((await (await site.As(world.Cleo)).Open($"/commitments/{promise.Id}")).Document.QuerySelector("a[href='inspection/1']")); // The promise is everyone's to see, and what it came from is not.
        var told = await site.Db(db => db.Set<Notification>().SingleAsync(n => n.Kind == NotificationKind.ObservationShared, Cancel));
        Assert.Equal((NotificationKind.ObservationShared, world.Mary.Id, "inspection/1"), (told.Kind, told.PersonId, told.Href));

        var hers = await (await site.As(world.Mary)).Open("/inspection/1");
        Assert.Contains("She left without a day", hers.Text, StringComparison.Ordinal);
        var read = await hers.Submit("acknowledge", new() { ["Comment"] = "The customer was in a hurry" });
        Assert.Contains("Paul sees that you read it.", read.Text, StringComparison.Ordinal);
        Assert.Contains("You said already that you read it.", (await hers.Submit("acknowledge", new() { ["Comment"] = "Again" })).Text, StringComparison.Ordinal);
        Assert.Contains("The customer was in a hurry", (await (await site.As(world.Paul)).Open("/inspection/1")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("She left", string.Concat(await site.Db(db => db.Audit.Select(a => a.Before + a.After).ToListAsync(Cancel))), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_was_seen_is_seen_by_the_two_and_the_line_and_by_nobody_else(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site);
        await world.Observed(world.Mary, world.Petra, InspectionWorld.Today); // By a manager from beside.

        foreach (var (reader, sees) in new[] { (world.Mary, true), (world.Paul, true), (world.Dana, true), (world.Petra, true), (world.Lee, false), (world.Cleo, false), (world.Ada, false) })
        {
            var visitor = await site.As(reader);
            Assert.Equal((reader.Name, sees ? HttpStatusCode.OK : HttpStatusCode.NotFound), (reader.Name, (await visitor.Open("/inspection/1")).Status));
            var isAbove = reader == world.Paul || reader == world.Dana;
            Assert.Equal((reader.Name, isAbove), (reader.Name, (await visitor.Open("/inspection")).Document.QuerySelector($"main a[href='inspection?person={world.Mary.Id}']") is not null));
            Assert.Equal((reader.Name, isAbove || reader == world.Mary ? HttpStatusCode.OK : HttpStatusCode.NotFound), (reader.Name, (await visitor.Open($"/inspection?person={world.Mary.Id}")).Status));
        }
    }

    [Fact]
    public async Task Nobody_observes_themselves_and_sellers_observe_nobody()
    {
        await using var site = await TheSite.Start();
        var world = await InspectionWorld.On(site);
        var address = $"/inspection/observe?person={world.Mary.Id}&form=1";

        Assert.Contains("Nobody validates themselves.", (await (await site.As(world.Mary)).Open(address)).Text, StringComparison.Ordinal);
        Assert.Contains("Only managers and the leadership validate others.", (await (await site.As(world.Cleo)).Open(address)).Text, StringComparison.Ordinal);
        Assert.Contains("Only managers and the leadership validate others.", (await (await site.As(world.Ada)).Open(address)).Text, StringComparison.Ordinal);
        Assert.Contains("What did I see?", (await (await site.As(world.Lee)).Open(address)).Text, StringComparison.Ordinal);
        var open = await (await site.As(world.Paul)).Open(address);
        await site.Change(db => db.People.Single(p => p.Id == world.Paul.Id).Roles = Roles.Salesperson);
        await site.Change(db => db.People.Single(p => p.Id == world.Mary.Id).ManagerId = world.Petra.Id);
        Assert.Contains("or it is not yours to do any more. Nothing was saved just now.", (await open.Submit("observe", _seen, "Input.Do=share")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.Db(db => db.Validations.CountAsync(Cancel))); // From a page of before nothing is written either.
    }

    [Theory, EachDatabase]
    public async Task Two_who_saw_the_same_stand_side_by_side(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site);
        await world.Observed(world.Mary, world.Petra, InspectionWorld.Today, 5);
        await world.Observed(world.Mary, world.Paul, InspectionWorld.Today, 3);

        var page = await (await site.As(world.Mary)).Open("/inspection/2");
        Assert.Equal(["Criterion", "Paul", "Petra"], page.Document.QuerySelectorAll("#seen thead th").Select(h => h.TextContent));
        Assert.Contains("50%, not passed yet", page.The("#seen tfoot").TextContent, StringComparison.Ordinal);
        Assert.Contains("100%, passed", page.The("#seen tfoot").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_kept_from_another_window_stands_beside_what_is_typed()
    {
        await using var site = await TheSite.Start();
        var world = await InspectionWorld.On(site);
        var visitor = await site.As(world.Paul);
        var address = $"/inspection/observe?person={world.Mary.Id}&form=1";
        await (await visitor.Open(address)).Submit("observe", new() { ["Input.WentWell"] = "Asked" });
        var (one, other) = (await visitor.Open(address), await visitor.Open(address));
        await other.Submit("observe", new() { ["Input.WentWell"] = "Listened" });

        var told = await one.Submit("observe", new() { ["Input.WentWell"] = "Closed" });
        Assert.Contains("Saved meanwhile: Listened", told.Text, StringComparison.Ordinal);
        await told.Submit("observe");
        Assert.Equal("Closed", (await site.Db(db => db.Validations.OfType<Observation>().SingleAsync(Cancel))).Notes.WentWell);
        await (await visitor.Open(address)).Submit("discard");
        Assert.Equal(0, await site.Db(db => db.Validations.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task The_same_shared_twice_is_one(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site);
        var page = await (await site.As(world.Paul)).Open($"/inspection/observe?person={world.Mary.Id}&form=1");
        var seen = new Dictionary<string, string>(_seen) { ["Input.Scores[1].Score"] = "4" };

        Assert.Equal("/inspection/1", (await page.Submit("observe", seen, "Input.Do=share")).Path);
        Assert.Equal("/inspection/1", (await page.Submit("observe", seen, "Input.Do=share")).Path);

        Assert.Equal((1, 1, 1), (await site.Db(db => db.Validations.CountAsync(Cancel)), await site.Db(db => db.Commitments.CountAsync(Cancel)), await site.Db(db => db.Set<Notification>().CountAsync(n => n.Kind == NotificationKind.ObservationShared, Cancel))));
    }

    [Theory, EachDatabase]
    public async Task The_matrix_tells_where_everyone_stands_and_a_person_what_is_due(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site);
        var (valid, failed, lapsed) = (await site.Add("Val", Roles.Salesperson, world.Paul), await site.Add("Flo", Roles.Salesperson, world.Paul), await site.Add("Lars", Roles.Salesperson, world.Paul));
        await world.Observed(valid, world.Paul, InspectionWorld.Today.AddDays(-10));
        await world.Observed(failed, world.Paul, InspectionWorld.Today.AddDays(-10), 2);
        await world.Observed(lapsed, world.Paul, InspectionWorld.Today.AddDays(-400));

        var page = await (await site.As(world.Dana)).Open("/inspection");
        Assert.Equal(
            ["Flo: not passed on Sat 14 Nov", "Lars: lapsed after Tue 20 Oct", "Mary: never seen", "Val: valid until Sun 14 Nov 2027"],
            page.Document.QuerySelectorAll(".matrix tbody tr").Select(r => $"{r.QuerySelector("th a")!.TextContent}: {r.QuerySelector("td .verdict")!.TextContent.Trim()}"));
        Assert.Contains("1 valid in everything that is required", page.Text, StringComparison.Ordinal);
        Assert.Equal($"inspection/observe?person={world.Mary.Id}&form=1", page.The($"td a[href*='person={world.Mary.Id}']").GetAttribute("href"));

        var own = await (await site.As(lapsed)).Open("/inspection");
        Assert.Contains("My validations", own.Text, StringComparison.Ordinal);
        Assert.Contains("lapsed after Tue 20 Oct", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Observe", own.The("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_certificate_has_its_file_beside_it_for_those_who_may_see_it(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site, SomeForm.Paper);
        var page = await (await site.As(world.Paul)).Open($"/inspection/observe?person={world.Mary.Id}&form=1");
        Dictionary<string, string> said = new() { ["Number"] = "B-12", ["Day"] = "2026-11-02" };
        var refused = await page.Submit("observe", said, null, ("Input.File", "proof.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray()));
        Assert.Equal("B-12", refused.The("input[name='Input.Number']").GetAttribute("value"));
        Assert.Empty(await site.Db(db => db.Validations.ToListAsync(Cancel)));

        var paper = "%PDF-1.7\n%the rest"u8.ToArray();
        var recorded = await refused.Submit("observe", said, null, ("Input.File", "../../proof.pdf", paper));
        Assert.Equal("proof.pdf", recorded.The("a[href='inspection/1/file']").TextContent);
        using var given = await (await site.As(world.Mary)).Http.GetAsync("/inspection/1/file", Cancel);
        Assert.Equal(paper, await given.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("attachment", given.Content.Headers.ContentDisposition!.DispositionType);
        foreach (var other in new[] { world.Cleo, world.Ada, world.Lee })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await (await site.As(other)).Http.GetAsync("/inspection/1/file", Cancel)).StatusCode);
        }
    }

    [Theory, EachDatabase]
    public async Task A_certificate_is_recorded(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await InspectionWorld.On(site, SomeForm.Paper);
        var page = await (await site.As(world.Paul)).Open($"/inspection/observe?person={world.Mary.Id}&form=1");
        Assert.Contains("Give the number on the certificate.", (await page.Submit("observe")).Text, StringComparison.Ordinal);

        var recorded = await page.Submit("observe", new() { ["Number"] = "B-12", ["Day"] = "2026-11-02", ["ExpiresOn"] = "2028-10-31" });
        Assert.Contains("passed, valid until Tue 31 Oct 2028", recorded.Text, StringComparison.Ordinal);
        var again = await page.Submit("observe", new() { ["Number"] = "B-12", ["Day"] = "2026-11-02", ["ExpiresOn"] = "2028-10-31" });
        Assert.Equal("/inspection/1", again.Path); // Sent twice, it is there once.
        Assert.Equal("B-12", (await site.Db(db => db.Validations.OfType<Certificate>().SingleAsync(Cancel))).Number);
    }
}
