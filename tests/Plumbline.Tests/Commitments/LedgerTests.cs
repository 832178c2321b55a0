using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Commitments;

public class LedgerTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    /// <summary>What each tab of the ledger shows, by what became of a promise.</summary>
    private static readonly (string Tab, Func<PromiseStanding, bool> IsShown)[] _tabs =
    [
        ("all", _ => true),
        ("open", s => s is PromiseStanding.Asked or PromiseStanding.Open or PromiseStanding.Overdue),
        ("kept", s => s is PromiseStanding.Kept),
        ("missed", s => s is PromiseStanding.Late or PromiseStanding.Overdue or PromiseStanding.Broken),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_the_database_counts_is_what_the_rule_says(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.AddRange(Many(mary.Id)));

        var page = await (await site.As(mary)).Open("/commitments?period=2026-11");

        var all = await site.Db(db => db.Commitments.AsNoTracking().ToListAsync(Cancel));
        var said = PromisesKept.Of(all, new Period(new(2026, 11), 1), _today);
        Assert.Equal([$"{said.Kept} of {said.Made} on the day"], page.Document.QuerySelectorAll(".figure-foot").Take(1).Select(f => f.TextContent.Trim()));
        var months = page.Document.QuerySelectorAll("table")[^1].QuerySelectorAll("tbody tr");
        foreach (var (at, row) in months.Index())
        {
            var kept = PromisesKept.Of(all, new Period(new Month(2026, 11).Plus(at - months.Length + 1), 1), _today);
            Assert.Equal([$"{kept.Kept}", $"{kept.Late + kept.Overdue}", $"{kept.Broken}", $"{kept.Renegotiated}"], row.QuerySelectorAll("td.n").Select(c => c.TextContent));
        }

        foreach (var (tab, isShown) in _tabs)
        {
            var promised = all.SelectMany(c => c.Promises(_today).Select(p => (c.What, p.Due, p.Standing))).Where(p => p.Due is { Year: 2026, Month: 11 } && isShown(p.Standing)).ToList();
            var shown = await page.Visitor.Open($"/commitments?period=2026-11&show={tab}");
            Assert.Contains($"{promised.Count} promises", shown.Text, StringComparison.Ordinal);
            Assert.InRange(promised.Count, 2, Ledger.PerPage);
            Assert.Equal(
                promised.Select(p => $"{p.What} {Plumbline.Ui.Figures.Day(p.Due, _today)} {CommitmentWords.Of(p.Standing)}").Order(StringComparer.Ordinal),
                Lines(shown).Select(r => $"{r.QuerySelector("th a")!.TextContent} {r.QuerySelector("td.day")!.FirstChild!.TextContent} {r.QuerySelector(".state")!.TextContent}").Order(StringComparer.Ordinal));
        }
    }

    [Theory, EachDatabase]
    public async Task What_is_overdue_is_shown_whatever_its_day_and_nothing_else(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.AddRange([.. Many(mary.Id), Promised(mary.Id, 900, new(2026, 2, 3)), Promised(mary.Id, 901, _today), Promised(mary.Id, 902, new(2027, 3, 1))]));

        var page = await (await site.As(mary)).Open("/commitments?show=overdue");

        var all = await site.Db(db => db.Commitments.AsNoTracking().ToListAsync(Cancel));
        var overdue = all.Where(c => c.StandingOn(_today) == PromiseStanding.Overdue).OrderBy(c => c.Due).ThenBy(c => c.Id).Select(c => c.What).ToList();
        Assert.InRange(overdue.Count, 2, Ledger.PerPage);
        Assert.Equal(overdue, Lines(page).Select(r => r.QuerySelector("th a")!.TextContent));
        Assert.Contains("What is promised and overdue? Mary", page.Text, StringComparison.Ordinal);
        Assert.Equal("Overdue, of any day", page.The("[aria-current=page][href*='show=overdue']").TextContent.Trim());
    }

    [Theory, EachDatabase]
    public async Task A_promise_that_was_moved_stands_in_the_month_it_was_made_for_and_says_where_it_went(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        var (late, inTime, again) = (Promised(mary.Id, 1, new(2026, 10, 8)), Promised(mary.Id, 2, new(2026, 10, 9)), Promised(mary.Id, 3, new(2026, 10, 12)));
        late.Renegotiate(new(2026, 11, 20), "I forgot it", new(2026, 10, 12));
        late.Do("Sent", new(2026, 11, 20), new(2026, 11, 20));
        inTime.Renegotiate(new(2026, 11, 30), "They are away", new(2026, 10, 7));
        again.Renegotiate(new(2026, 10, 14), "One more day", new(2026, 10, 12));
        again.Renegotiate(new(2026, 10, 16), "And one more", new(2026, 10, 14));
        again.GiveUp("They bought elsewhere", new(2026, 10, 15));
        await site.Change(db => db.Commitments.AddRange(late, inTime, again));
        var visitor = await site.As(mary);

        var october = await visitor.Open("/commitments?period=2026-10");
        Assert.Contains("5 promises", october.Text, StringComparison.Ordinal);
        Assert.Contains("0 of 2 on the day", october.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["Late moved to Fri 20 Nov I forgot it", "Renegotiated moved to Mon 30 Nov They are away", "Renegotiated moved to Wed 14 Oct One more day", "Renegotiated moved to Fri 16 Oct And one more", "Broken They bought elsewhere"],
            Lines(october).Select(Fate));
        Assert.Equal(["Late moved to Fri 20 Nov I forgot it", "Broken They bought elsewhere"], Lines(await visitor.Open("/commitments?period=2026-10&show=missed")).Select(Fate));
        Assert.Contains("No promises fall into this time", (await visitor.Open("/commitments?period=2026-09")).Text, StringComparison.Ordinal);
        Assert.Equal(["Kept"], Lines(await visitor.Open("/commitments?period=2026-11&show=kept")).Select(Fate));
        Assert.Equal(["Open"], Lines(await visitor.Open("/commitments?period=2026-11&show=open")).Select(Fate));
        var file = await visitor.Get("/commitments/export.csv?period=2026-10&all=1&show=missed");
        Assert.Contains("Send offer 1,Tactic,Mary,the team,,2026-11-02,2026-10-08,Late,,1,,I forgot it,2026-11-20", file.Body, StringComparison.Ordinal);
        Assert.Contains("Send offer 3,Tactic,Mary,the team,,2026-11-02,2026-10-16,Broken,2026-10-15,2,,They bought elsewhere,", file.Body, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_line_says_to_whom_and_when_it_was_promised_and_how_often_it_was_moved(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, paul) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Paul", Roles.Manager));
        var (moved, declined) = (Promised(mary.Id, 1, _today.AddDays(1)), new Commitment(CommitmentKind.Tactic, "plan/1/tactics.2", mary.Id, "Join the demo", _today, _today.AddDays(2), askedBy: paul.Id) { ToId = paul.Id });
        moved.Renegotiate(_today.AddDays(2), "They are away", _today.AddDays(-1));
        moved.Renegotiate(new(2026, 12, 4), "Still away", _today);
        declined.Decline("I am on leave", _today);
        await site.Change(db => db.Commitments.AddRange(moved, declined));

        var december = Assert.Single(Lines(await (await site.As(mary)).Open("/commitments?period=2026-12")));
        Assert.Equal(["Fri 4 Dec in 10 days, moved 2 times promised Mon 2 Nov", "Open", "the team", "Tactic"], december.QuerySelectorAll("td").Select(Said));
        var november = Lines(await (await site.As(mary)).Open("/commitments?period=2026-11&all=1")).Last();
        Assert.Equal(["Mary", "Thu 26 Nov promised Tue 24 Nov", "Declined I am on leave", "Paul", "Tactic"], november.QuerySelectorAll("td").Select(Said));
    }

    [Theory, EachDatabase]
    public async Task A_teams_ledger_leads_to_each_members_with_what_each_kept(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, ben, cleo) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Ben", Roles.Salesperson), await site.Add("Cleo", Roles.Salesperson));
        await site.Change(db => db.Teams.Add(new() { Name = "Ovens" }));
        await site.Change(db => db.TeamMemberships.AddRange(new TeamMembership { PersonId = mary.Id, TeamId = 1 }, new TeamMembership { PersonId = ben.Id, TeamId = 1 }));
        var others = Promised(cleo.Id, 99, _today.AddDays(-1));
        await site.Change(db => db.Commitments.AddRange(Many(mary.Id).Append(others)));

        var page = await (await site.As(ben)).Open("/commitments?period=2026-11&team=1");

        var hers = PromisesKept.Of(await site.Db(db => db.Commitments.AsNoTracking().Where(c => c.PersonId == mary.Id).ToListAsync(Cancel)), new Period(new(2026, 11), 1), _today);
        Assert.Equal(
            ["Ben none due 0 of 0", $"Mary {Plumbline.Ui.Figures.Percent(hers.Rate!.Value)} {hers.Kept} of {hers.Made}"],
            page.Document.QuerySelectorAll("#members tbody tr").Select(r => string.Join(' ', r.Children.Select(Said))));
        var own = await page.Visitor.Open("/" + page.The("#members tbody tr:last-child a").GetAttribute("href"));
        Assert.Equal($"/commitments?period=2026-11&person={mary.Id}", own.Path);
        Assert.Null(own.Document.QuerySelector("#members"));
        Assert.Null((await page.Visitor.Open("/commitments?period=2026-11&all=1")).Document.QuerySelector("#members"));
    }

    [Fact]
    public async Task A_persons_page_leads_to_their_promises()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));

        var promises = await (await (await site.As(await site.Add("Ben", Roles.Salesperson))).Open($"/people/{mary.Id}?period=2026-11")).Follow("Promises");

        Assert.Equal($"/commitments?period=2026-11&person={mary.Id}", promises.Path);
        Assert.Contains("Send offer 1", promises.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_promise_is_answered_for_and_taken_back(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today.AddDays(2))));
        var page = await (await site.As(mary)).Open("/commitments/1");

        var wrong = await page.Submit("move", new() { ["Move.Day"] = "3 Dec 2026" });
        Assert.Contains("Say why it is moved.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("3 Dec 2026", wrong.The("input[name='Move.Day']").GetAttribute("value"));
        var moved = await wrong.Submit("move", new() { ["Move.Words"] = "The customer is away" });
        var done = await moved.Submit("do", new() { ["Do.Words"] = "They signed" });
        Assert.Contains("Kept", done.The(".state").TextContent, StringComparison.Ordinal);
        Assert.Contains("The customer is away", done.Text, StringComparison.Ordinal);

        var back = await done.Submit("reopen");
        Assert.Contains("Open", back.The(".state").TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_is_overdue_is_answered_for_below_its_line_by_whoever_may(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var paul = await site.Add("Paul", Roles.Manager);
        var mary = await site.Add("Mary", Roles.Salesperson, paul);
        await site.Change(db => db.Commitments.AddRange(Promised(mary.Id, 1, _today.AddDays(-5)), Promised(mary.Id, 2, _today.AddDays(-4)), Promised(mary.Id, 3, _today.AddDays(-3))));
        var (address, visitor) = ($"/commitments?person={mary.Id}&show=overdue", await site.As(mary));
        async Task<Page> Answer(Visitor who, string what) => await who.Open("/" + (await who.Open(address)).The($"a[aria-label='Answer for: {what}']").GetAttribute("href"));

        var refused = await (await Answer(visitor, "Send offer 1")).Submit("move", new() { ["Move.Day"] = "3 Dec 2026" });
        Assert.Contains("Say why it is moved.", refused.The("#answer").TextContent, StringComparison.Ordinal);
        var moved = await refused.Submit("move", new() { ["Move.Words"] = "The customer is away" });
        Assert.Contains("Promised for another day.", moved.The(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Send offer 2", "Send offer 3"], Lines(moved).Select(r => r.QuerySelector("th a")!.TextContent));
        var (stale, others) = (await Answer(visitor, "Send offer 2"), await Answer(await site.As(paul), "Send offer 2")); // The managers above may, too.
        var tooLong = await others.Submit("give-up", new() { ["GiveUp.Words"] = new string('x', CommitmentMoves.LongestWords + 1) });
        Assert.Contains("500 characters at most", tooLong.The("#answer").TextContent, StringComparison.Ordinal);
        await tooLong.Submit("give-up", new() { ["GiveUp.Words"] = "They bought elsewhere" });
        Assert.Contains("Someone answered for this while you had the page open", (await stale.Submit("do")).The("#answer").TextContent, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await visitor.Get("/commitments/1?said=77")).Status);
        var done = await (await Answer(visitor, "Send offer 3")).Submit("do", new() { ["Do.Words"] = "They signed" });
        Assert.Contains("None of these", done.Text, StringComparison.Ordinal);
        Assert.Equal([CommitmentState.Open, CommitmentState.GivenUp, CommitmentState.Done], await site.Db(db => db.Commitments.AsNoTracking().OrderBy(c => c.Source).Select(c => c.State).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task What_a_colleague_promised_is_read_and_not_answered_for_among_the_lines()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today.AddDays(-5))));
        var ben = await site.As(await site.Add("Ben", Roles.Salesperson));

        var page = await ben.Open($"/commitments?person={mary.Id}&show=overdue&answer=1");

        Assert.Contains("for Mary to say", page.The("[aria-label=Promises] tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#answer"));
    }

    [Theory, EachDatabase]
    public async Task A_promise_is_talked_about_where_it_stands(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var paul = await site.Add("Paul", Roles.Manager);
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson, paul), await site.Add("Ben", Roles.Salesperson, paul));
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));

        var said = await (await (await site.As(ben)).Open("/commitments/1")).Submit("comment", new() { ["Text"] = "I know their buyer, @Mary." });

        Assert.StartsWith("/commitments/1?comments-to=1", said.Path, StringComparison.Ordinal);
        Assert.Contains("Ben mentioned you", (await (await site.As(mary)).Open("/notifications")).Text, StringComparison.Ordinal);
        Assert.Contains("I know their buyer", (await (await site.As(paul)).Open("/search?q=buyer")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_is_asked_for_a_day_far_off_waits_on_Today_already(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var (mary, ben) = (await site.Add("Mary", Roles.Salesperson), await site.Add("Ben", Roles.Salesperson));
        await site.Change(db => db.Commitments.AddRange(
            new(CommitmentKind.Tactic, "plan/1/tactics.t1", ben.Id, "Show the ovens", _today, _today.AddDays(30), askedBy: mary.Id), Promised(ben.Id, 1, _today.AddDays(30))));

        var today = await (await site.As(ben)).Open("/today");

        Assert.Contains("Asked of you", today.Text, StringComparison.Ordinal);
        Assert.Contains("Show the ovens", today.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Due in the next seven days", today.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_answers_second_is_told_how_it_stands()
    {
        await using var site = await TheSite.Start();
        var paul = await site.Add("Paul", Roles.Manager);
        var mary = await site.Add("Mary", Roles.Salesperson, paul);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));
        var (hers, his) = (await (await site.As(mary)).Open("/commitments/1"), await (await site.As(paul)).Open("/commitments/1"));
        await hers.Submit("do", new() { ["Do.Words"] = "Sent" });

        var told = await his.Submit("give-up", new() { ["GiveUp.Words"] = "She never does" });

        Assert.Contains("Someone answered for this while you had the page open", told.Text, StringComparison.Ordinal);
        Assert.Equal("She never does", told.The("input[name='GiveUp.Words']").GetAttribute("value"));
        Assert.Equal(CommitmentState.Done, (await site.Db(db => db.Commitments.SingleAsync(Cancel))).State);
    }

    [Fact]
    public async Task A_colleague_reads_a_promise_and_cannot_answer_for_it()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));
        var fields = (await (await site.As(mary)).Open("/commitments/1")).Fields("do");
        var ben = await site.As(await site.Add("Ben", Roles.Salesperson));

        var page = await ben.Open("/commitments/1");
        Assert.Contains("Send offer 1", page.Text, StringComparison.Ordinal);
        Assert.Equal(["comment"], page.Document.QuerySelectorAll("main form input[name=_handler]").Select(handler => handler.GetAttribute("value")!));
        var token = (await ben.Open("/today")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await ben.Post(new(site.Address, "/commitments/1"), fields.Select(f => f.Key == "__RequestVerificationToken" ? new(f.Key, token) : f));

        Assert.Equal(CommitmentState.Open, (await site.Db(db => db.Commitments.SingleAsync(Cancel))).State);
    }

    [Fact]
    public async Task The_ledger_is_a_file_too()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.Commitments.Add(Promised(mary.Id, 1, _today)));

        var file = await (await site.As(mary)).Get("/commitments/export.csv?period=2026-11&all=1");

        Assert.Equal("text/csv", file.Answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Send offer 1,Tactic,Mary,the team,,2026-11-02,2026-11-24,Open,", file.Body, StringComparison.Ordinal);
    }

    /// <summary>The lines of the ledger on a page.</summary>
    private static List<IElement> Lines(Page page) => page.Document.QuerySelectorAll("[aria-label=Promises] tbody tr").ToList();

    private static string Fate(IElement line) => Said(line.QuerySelector(".state")!.ParentElement!);

    /// <summary>What stands in a cell, its parts apart by one blank.</summary>
    private static string Said(IElement cell) => string.Join(' ', cell.ChildNodes.Select(n => n.TextContent.Trim()).Where(words => words != ""));

    private static Commitment Promised(long person, int number, DateOnly due, CommitmentKind kind = CommitmentKind.Tactic) => new(kind, $"plan/1/tactics.{number}", person, $"Send offer {number}", new(2026, 11, 2), due);

    /// <summary>Promises of every fate, spread over three months.</summary>
    private static IEnumerable<Commitment> Many(long person)
    {
        var chance = new Random(7);
        for (var number = 1; number <= 60; number++)
        {
            var made = new DateOnly(2026, 8, 1).AddDays(chance.Next(60));
            var promise = new Commitment(CommitmentKind.Meeting, $"meeting/1/{number}", person, $"Call {number}", made, made.AddDays(1 + chance.Next(60)));
            for (var move = chance.Next(3); move > 0; move--)
            {
                var on = promise.Due.AddDays(chance.Next(-3, 3));
                promise.Renegotiate(promise.Due.AddDays(10 + chance.Next(20)), "Moved", on);
            }

            var end = promise.Due.AddDays(chance.Next(-1, 3));
            switch (chance.Next(6))
            {
                case 0 or 1:
                    promise.Do(null, end, end);
                    break;
                case 2:
                    promise.GiveUp("No more", end);
                    break;
                case 3:
                    promise.Drop(end);
                    break;
                case 4:
                    promise.CarryOver("the next plan", end);
                    break;
            }

            yield return promise;
        }
    }
}
