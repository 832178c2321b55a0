using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Plumbline.Coaching;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Plumbline.Plans;

/// <summary>What comes out of the printer, read from the browser's PDF.</summary>
public sealed partial class PrintTests(Browser browser) : BrowserTest(browser)
{
    // Of the frame, of buttons and of forms.
    private static readonly string[] _onScreenOnly =
    [
        "Plumbline", "Today", "Scoreboard", "Search", "Sign out", "Negotiate", "Edit", "Carry over", "Comment", "Change it", "Amend", "Review it", "You read version", "Versions", "(optional)", "Keep it", "Hand it in", "Give it to", "Decide it",
        "Put other numbers forward", "Recommit to version", "Talk, decide, recommit", "Save", "Add it", "What is it about", "How sure", "In your words", "?done",
    ];

    [Fact]
    public async Task Plans_reviews_and_talks_are_documents_on_paper()
    {
        var site = Keep(await TheSite.Start());
        var accounts = await AccountWorld.On(site);
        var world = accounts.People;
        await site.Change(db => db.Companies.First().Name = "Hearth & Sons");
        await world.Plan(plan => Submit(plan, world));
        await (await (await site.As(world.Paul)).Open("/plans/1/negotiate")).Submit("sign"); // As a person does, so that its quotas count.
        await accounts.Agreed(accounts.Content(2) with { Risks = [new("r1") { What = "The mill closes in winter" }] });
        await site.Change(db => db.Add(Talk(world)));
        var (mary, paul) = (await Open(Screen.Desktop, site.Url()), await Open(Screen.Phone, site.Url()));
        await mary.SignIn(site, world.Mary);
        await paul.SignIn(site, world.Paul);

        var plan = await Print(mary, "/plans/1");
        await mary.EvaluateAsync("window.print = () => { document.title = 'printed' }");
        await mary.GetByRole(AriaRole.Button, new() { Name = "Print" }).ClickAsync();
        await Assertions.Expect(mary).ToHaveTitleAsync("printed");
        var hash = (await world.Read(1)).InForce!.Hash[..12];
        plan.Holds("Hearth & Sons", "Printed on Tue 24 Nov 2026", "Business plan", "Mary Seller, Jul to Dec 2026", "Reports to", "Agreed 1, in force", "Win new customers", "Every Friday each opportunity has a next step.");
        plan.Holds("Mary Seller signed on Mon 15 Jun 2026", "Paul Manager signed on Tue 24 Nov 2026");
        Assert.Equal(2, plan.CountOf(hash));
        plan.HasWide("Looked after by", "Ben Colleague"); // The last column of the named accounts, and of the forecast.
        Assert.Equal(2, plan.CountOf("Bakery")); // Which that leaves whole.
        plan.HasWide("Actual to date", "12,345,678.25", "86,419,748.25", "16,460,904.50");

        var account = await Print(paul, "/plans/2", "Letter");
        account.Holds("Account plan", "Corner Bakery, Oct to Dec 2026", "The mill closes in winter", "Method 1", "Visit 2", "Mary Seller signed on Mon 28 Sep 2026", "Paul Manager signed on Mon 28 Sep 2026");
        account.HasWide("Result expected", "An order");
        (await Print(paul, "/plans/1/versions/1")).Holds("Business plan", "Agreed 1, in force", "Paul Manager signed on Tue 24 Nov 2026", hash);

        var note = await Print(paul, "/coaching/1");
        note.Holds("Coaching note", "First meetings", "For the two and the managers above, and for nobody else.", "Three first meetings a week", "Reality One a week so far", "Options Ask the bakery for names", "Three calls on Monday");
        note.Holds("Coached Mary Seller Name Date Signature", "Coach Paul Manager Name Date Signature");

        // The review, from the own view that nobody else reads to the second signature.
        var own = await (await (await (await site.As(world.Mary)).Open("/reviews?period=2026-Q3")).Submit($"begin-{world.Mary.Id}"))
            .Submit("own", new() { ["Input.Own[results-why]"] = "Two orders slipped.", ["Input.Own[results-change]"] = "I ask for the date first." }, "Input.Move=keep");
        (await Print(mary, "/reviews/1")).Holds("Quarterly review", "Mary Seller, Q3 2026", "Two orders slipped.", "How Mary Seller sees the quarter Nothing is written yet.", "Salesperson Mary Seller Name Date Signature");
        Assert.DoesNotContain("Two orders slipped.", (await Print(paul, "/reviews/1")).Text, StringComparison.Ordinal);
        await own.Submit("own", [], "Input.Move=hand");
        await (await (await site.As(world.Paul)).Open("/reviews/1")).Submit("answer", new() { ["Input.Answer[see]"] = "So it was." }, "Input.Move=keep");
        (await Print(paul, "/reviews/1")).Holds("view, not given yet", "So it was.");
        var talk = await (await (await site.As(world.Paul)).Open("/reviews/1")).Submit("answer", [], "Input.Move=hand");
        await talk.Submit("recommit", [], "Input.Move=sign");
        (await Print(mary, "/reviews/1")).Holds("How Paul Manager sees it", "Nothing is decided yet.", "Revenue 8,230,452 8,230,452 8,230,452 24,691,356", "Salesperson Mary Seller Name Date Signature", "Paul Manager signed on Tue 24 Nov 2026", hash);
        await (await (await site.As(world.Mary)).Open("/reviews/1")).Submit("recommit", [], "Input.Move=sign");
        var closed = await Print(mary, "/reviews/1");
        closed.Holds("Recommitted Tue 24 Nov 2026", "as version 1 of the plan says them", "Mary Seller signed on Tue 24 Nov 2026", "Paul Manager signed on Tue 24 Nov 2026");
        Assert.Equal(2, closed.CountOf(hash));
    }

    /// <summary>With the widest tables that a plan comes to.</summary>
    private static void Submit(BusinessPlan plan, PlanWorld world) => PlanWorld.Propose(plan, world.Author, PlanWorld.Content(8_230_452) with
    {
        Named = [new("n1") { AccountId = 1, Client = "Corner Bakery", Revenue = 12_345_678, Potential = 23_456_789, Competition = "Ovens of the next town", Product = "Ovens", OwnerId = world.Ben.Id, Owner = world.Ben.Name }],
        Forecast = [new("k1") { AccountId = 1, Client = "Corner Bakery", ProductId = 1, Product = "Ovens", Confidence = 0.9m, Source = "Repeat business", Months = [.. PlanWorld.Half.Months.Select((m, nth) => new ForecastMonth(m) { Revenue = 12_345_678.25m + (nth * 823_045.25m), Margin = 4_000_000.5m })] }],
    });

    private static CoachingSession Talk(PlanWorld world)
    {
        var day = new DateOnly(2026, 11, 24);
        var session = new CoachingSession(world.Mary.Id, world.Manager, day, [new("Win rate", "30%")]);
        session.Write(world.Paul.Id, new() { Topic = "First meetings", Goal = "Three first meetings a week", Reality = "One a week so far", Options = "Ask the bakery for names" }, CoachingFigure.None);
        session.Act(world.Paul.Id, "a", "Three calls on Monday", day.AddDays(6), 8, day);
        session.Hold(world.Paul.Id, session.Facts, null, day.AddDays(14), day);
        return session;
    }

    private static async Task<Paper> Print(IPage page, string path, string format = "A4")
    {
        await page.GotoAsync(path);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeVisibleAsync();
        Assert.False(await page.Locator(".paper-head").IsVisibleAsync());
        await LooksTheSameByNight(page);
        using var pdf = PdfDocument.Open(await page.PdfAsync(new() { Format = format }));
        var paper = new Paper([.. pdf.GetPages().Select(p => (p.Width, p.GetWords().ToArray()))]);
        Assert.All(_onScreenOnly, words => Assert.DoesNotContain(words, paper.Text, StringComparison.Ordinal));
        Assert.All(paper.Sheets.Index(), sheet => Assert.EndsWith($"{sheet.Index + 1} / {paper.Sheets.Count}", Paper.Read(sheet.Item.Words), StringComparison.Ordinal));
        Assert.Contains(paper.Sheets, s => Paper.Read(s.Words) is var sheet && sheet.Contains("Signatures", StringComparison.Ordinal) && sheet.Split(" Name Date ").Length == 3); // Whole.
        return paper;
    }

    /// <summary>Paper is white: compared as pictures, what is printed in the dark theme is what is printed in the light one, to the pixel.</summary>
    private static async Task LooksTheSameByNight(IPage page)
    {
        var pictures = new List<byte[]>();
        foreach (var (media, scheme) in new[] { (Media.Print, ColorScheme.Light), (Media.Print, ColorScheme.Dark), (Media.Screen, ColorScheme.Dark) })
        {
            await page.EmulateMediaAsync(new() { Media = media, ColorScheme = scheme });
            pictures.Add(await page.ScreenshotAsync(new() { FullPage = true, Animations = ScreenshotAnimations.Disabled }));
        }

        await page.EmulateMediaAsync(new() { Media = Media.Null, ColorScheme = ColorScheme.Null });
        Assert.True(pictures[0].AsSpan().SequenceEqual(pictures[1]), $"{page.Url} is printed otherwise in the dark theme.");
        Assert.False(pictures[1].AsSpan().SequenceEqual(pictures[2]), $"{page.Url} has no shape of its own on paper.");
    }

    private sealed partial record Paper(IReadOnlyList<(double Width, Word[] Words)> Sheets)
    {
        public string Text { get; } = string.Join(' ', Sheets.Select(s => Read(s.Words)));

        public static string Read(IEnumerable<Word> words) => Spaces.Replace(string.Join(' ', words.Select(w => w.Text)), " ");

        public void Holds(params string[] words) => Assert.All(words, w => Assert.Contains(w, Text, StringComparison.Ordinal));

        public int CountOf(string words) => Text.Split(words).Length - 1;

        /// <summary>A column's head and what stands below it are on the sheet, from edge to edge.</summary>
        public void HasWide(params string[] words)
        {
            Holds(words);
            Assert.All(Sheets, s => Assert.All(s.Words, w => Assert.InRange(w.BoundingBox.Right, 0, s.Width - 40)));
        }

        [GeneratedRegex(@"\s+")]
        private static partial Regex Spaces { get; }
    }
}
