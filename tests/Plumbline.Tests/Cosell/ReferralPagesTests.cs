using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Opportunities;
using Plumbline.People;
using Plumbline.Pipeline;

namespace Plumbline.Cosell;

public sealed class ReferralPagesTests
{
    private static readonly Dictionary<string, string> _deal = new() { ["Input.Vendor"] = "Hearth", ["Input.Name"] = "Ovens for Aurora", ["Input.Value"] = "12,500", ["Input.ExpiresOn"] = "2026-12-20" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task From_an_opportunity_to_a_shared_referral_to_won(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var opportunity = await made.Crm("Ovens for Aurora", "Proposal", 12_500, expected: new(2026, 12, 18));
        var mary = await made.Site.As(made.Mary);
        var form = await (await mary.Open($"/opportunities/{opportunity}")).Follow("Share with the vendor");
        Assert.Equal(
            ("Ovens for Aurora", "Aurora Shipping", "12,500", "2026-12-18", $"{opportunity}"),
            (Value(form, "Name"), Value(form, "Account"), Value(form, "Value"), Value(form, "ExpectedClose"), form.The("select[name='Input.Opportunity'] option[selected]").GetAttribute("value")));

        var empty = await form.Submit("referral", new() { ["Input.Vendor"] = "", ["Input.Name"] = "" });
        Assert.Contains("Say which vendor it is shared with.", empty.Text, StringComparison.Ordinal);
        Assert.Contains("Give the deal a name.", empty.Text, StringComparison.Ordinal); // Both at once.
        foreach (var (field, typed, says) in new[] { ("Value", "much", "“much” is no amount"), ("ExpiresOn", "soon", "“soon” is not a day"), ("Account", "Nobody Ltd", "There is no account “Nobody Ltd”") })
        {
            var refused = await form.Submit("referral", new(_deal) { [$"Input.{field}"] = typed });
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
            Assert.Equal(typed, Value(refused, field));
        }

        var noted = await form.Submit("referral", _deal);
        Assert.Equal("/cosell/1", noted.Path);
        Assert.Equal("/cosell/1", (await form.Submit("referral", _deal)).Path); // Sent twice, it is one.
        Assert.Contains("the customer has not agreed to be named to Hearth", noted.Text, StringComparison.Ordinal);
        Assert.Contains("Hearth new, expires on Sun 20 Dec", (await mary.Open($"/opportunities/{opportunity}")).The("#referrals").TextContent.Words(), StringComparison.Ordinal);

        var silent = await noted.Submit("move", new() { ["Moved.State"] = "Shared" });
        Assert.Contains("only with the customer’s consent", silent.Text, StringComparison.Ordinal);
        var agreed = await (await mary.Open("/cosell/1/edit")).Submit("referral", new() { ["Input.HasConsent"] = "on" });
        var shared = await agreed.Submit("move", new() { ["Moved.State"] = "Shared", ["Moved.On"] = "2026-11-20" });
        var active = await shared.Submit("move", new() { ["Moved.State"] = "Active", ["Moved.On"] = "2026-11-23", ["Moved.Words"] = "They take part" });
        Assert.Contains("They take part", active.The("#way").TextContent, StringComparison.Ordinal);

        await made.Site.Change(db =>
        {
            var won = db.Opportunities.Single(o => o.Id == opportunity);
            (won.State, won.Closed, won.Amount) = (OpportunityState.Won, new(2026, 11, 24), 11_000);
        });
        var told = await mary.Open("/cosell/1");
        Assert.Contains("Our opportunity was won", told.Text, StringComparison.Ordinal);
        Assert.Equal(("Won", "11,000"), (told.The("select[name='Moved.State'] option[selected]").GetAttribute("value"), told.The("input[name='Moved.Value']").GetAttribute("value"))); // Offered, and for Mary to note.
        Assert.Contains("our opportunity was won", (await mary.Open("/cosell")).The("#referrals").TextContent, StringComparison.Ordinal);
        var over = await told.Submit("move", new() { ["Moved.Words"] = "They signed" });
        var twice = await told.Submit("move", new() { ["Moved.Words"] = "They signed" }); // What was typed is the reason of no other move.
        Assert.Contains("Somebody noted something else meanwhile.", twice.Text, StringComparison.Ordinal);
        Assert.Null(twice.Document.QuerySelector("#next select, #next button"));
        Assert.Equal("", twice.The("#reopen input[name='Again.Words']").GetAttribute("value") ?? "");
        Assert.Contains("€11,000", over.Text, StringComparison.Ordinal);
        Assert.Contains("No referral is open", (await mary.Open("/cosell")).Text, StringComparison.Ordinal);
        Assert.Contains("Ovens for Aurora", (await mary.Open("/cosell?show=closed")).The("#referrals").TextContent, StringComparison.Ordinal);
        Assert.Equal("/cosell/1", (await mary.Open("/cosell/1/edit")).Path); // Opened again first.
        Assert.Contains("Say why it is opened again.", (await over.Submit("reopen")).Text, StringComparison.Ordinal);
        Assert.Equal(ReferralState.Active, await State(await over.Submit("reopen", new() { ["Again.Words"] = "The order was taken back" }), made.Site));
        var again = await over.Submit("reopen", new() { ["Again.Words"] = "The order was taken back" });
        Assert.Contains("Somebody noted something else meanwhile.", again.The("#reopen").TextContent, StringComparison.Ordinal);
        Assert.Null(again.Document.QuerySelector("#reopen button")); // It is open: there is nothing to open.
    }

    [Theory, EachDatabase]
    public async Task The_line_reads_and_changes_it_marketing_too_the_leadership_reads_and_nobody_else(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.Add(Noted(made.Mary)));
        var (lee, marta, admin) = (await made.Site.Add("Lee", Roles.Leadership), await made.Site.Add("Marta", Roles.Marketing), await made.Site.Add("Adam", Roles.Administrator));
        foreach (var (person, reads, changes) in new[] { (made.Mary, true, true), (made.Ada, true, true), (marta, true, true), (lee, true, false), (made.Ben, false, false), (made.Zoe, false, false), (admin, false, false) })
        {
            var visitor = await made.Site.As(person);
            var page = await visitor.Open("/cosell/1");
            Assert.Equal(reads ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.Status);
            Assert.Equal(reads, (await visitor.Open("/cosell")).Text.Contains("Ovens for Aurora", StringComparison.Ordinal));
            Assert.Equal(changes ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await visitor.Open("/cosell/1/edit")).Status);
            Assert.Equal(changes, page.Document.QuerySelector("#next") is not null);
        }

        // Who sells nothing and has nobody who does notes none.
        Assert.Equal(HttpStatusCode.NotFound, (await (await made.Site.As(lee)).Open("/cosell/new")).Status);
        var form = await (await made.Site.As(made.Zoe)).Open("/cosell/new");
        Assert.Contains("Choose who works it", (await form.Submit("referral", new(_deal) { ["Input.Owner"] = $"{made.Mary.Id}" })).Text, StringComparison.Ordinal);
        Assert.Contains("is not there any more", await Unknown(form), StringComparison.Ordinal);

        // What is sent past the page meets the same rule.
        var mine = await (await made.Site.As(made.Mary)).Open("/cosell/1");
        await made.Site.Change(db => db.Entry(db.Set<Referral>().Single()).Property(r => r.OwnerId).CurrentValue = made.Zoe.Id);
        Assert.NotEqual(HttpStatusCode.OK, (await mine.Submit("move", new() { ["Moved.State"] = "Expired" })).Status);
        Assert.Equal(ReferralState.New, (await made.Site.Db(db => db.Set<Referral>().AsNoTracking().SingleAsync(Cancel))).State);
    }

    [Theory, EachDatabase]
    public async Task Two_who_change_it_at_once_see_each_others(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.Add(Noted(made.Mary)));
        var (mary, ada) = (await made.Site.As(made.Mary), await made.Site.As(made.Ada));
        var (first, second, stale) = (await mary.Open("/cosell/1/edit"), await ada.Open("/cosell/1/edit"), await ada.Open("/cosell/1"));
        await first.Submit("referral", new() { ["Input.Play"] = "Migration" });
        var told = await second.Submit("referral", new() { ["Input.Play"] = "Modern kitchens" });
        Assert.Contains("Saved meanwhile: Migration", told.Text, StringComparison.Ordinal);
        Assert.Equal("Modern kitchens", Value(told, "Play"));
        Assert.Equal("/cosell/1", (await told.Submit("referral")).Path); // Who has seen both means it.
        Assert.Contains("Somebody noted something else meanwhile.", (await stale.Submit("move", new() { ["Moved.State"] = "Expired" })).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task The_list_begins_with_what_expires_first_and_is_cut_by_vendor_and_owner(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.AddRange(
            Noted(made.Mary, "Later", new(2027, 1, 5)), Noted(made.Ben, "Nobody knows", null), Noted(made.Mary, "Soon", new(2026, 11, 30), "Halden"), Noted(made.Mary, "Gone", new(2026, 11, 20))));
        var ada = await made.Site.As(made.Ada);
        Assert.Equal(["Gone", "Soon", "Later", "Nobody knows"], Names(await ada.Open("/cosell")));
        var filtered = await (await ada.Open("/cosell")).Submit("cosell", new() { ["vendor"] = "Hearth", ["owner"] = $"{made.Mary.Id}" });
        Assert.Equal(["Gone", "Later"], Names(filtered));
        Assert.Contains("Open (2)", filtered.Text, StringComparison.Ordinal);
        Assert.Contains("No referral fits what is chosen", (await filtered.Follow("Closed (0)")).Text, StringComparison.Ordinal);
        await made.Site.Change(db => db.AddRange(Enumerable.Range(0, 60).Select(i => Noted(made.Mary, $"Deal {i}", new(2027, 2, 1)))));
        var second = await ada.Open("/cosell?page=2");
        Assert.Equal(14, Names(second).Length);
        Assert.Contains("Page 2 of 2", second.Text, StringComparison.Ordinal);
        Assert.Equal(Names(second), Names(await ada.Open("/cosell?page=99")));
    }

    [Fact]
    public async Task A_day_that_comes_before_the_deal_closes_is_told()
    {
        await using var made = await SomePipeline.Make();
        var opportunity = await made.Crm("Ovens", "Proposal", 1_000, expected: new(2027, 2, 1));
        await made.Site.Change(db => db.Add(Noted(made.Mary, "Ovens", new(2026, 12, 20), opportunity: opportunity)));
        var mary = await made.Site.As(made.Mary);
        Assert.Contains("It expires before the deal closes", (await mary.Open("/cosell/1")).Text, StringComparison.Ordinal);

        // Not hers to see, nor to share; that a vendor is told of it already she hears.
        var others = (await (await made.Site.As(made.Zoe)).Open($"/opportunities/{opportunity}")).The("#referrals");
        Assert.Contains("Somebody else keeps a referral for Hearth new", others.TextContent.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Mary", others.TextContent, StringComparison.Ordinal);
        Assert.Null(others.QuerySelector("a"));
    }

    private static async Task<ReferralState> State(Page after, TheSite site)
    {
        Assert.Equal("/cosell/1", after.Path);
        return (await site.Db(db => db.Set<Referral>().AsNoTracking().SingleAsync(Cancel))).State;
    }

    private static async Task<string> Unknown(Page form)
    {
        var fields = form.Fields("referral", new(_deal));
        fields.RemoveAll(f => f.Key == "Input.Opportunity");
        fields.Add(new("Input.Opportunity", "4711"));
        return (await form.Visitor.Post(form.Answer.RequestMessage!.RequestUri!, fields)).Text;
    }

    private static string? Value(Page page, string field) => page.The($"input[name='Input.{field}']").GetAttribute("value");

    private static string[] Names(Page page) => [.. page.Document.QuerySelectorAll("#referrals tbody th a").Select(a => a.TextContent)];

    private static Referral Noted(Person owner, string name = "Ovens for Aurora", DateOnly? expires = null, string vendor = "Hearth", long? opportunity = null) =>
        new(Guid.NewGuid().ToString("n"), new() { Vendor = vendor, Name = name, ExpiresOn = expires, HasConsent = true }, owner.Id, 1, opportunity, owner.Id, new(2026, 11, 24));
}

internal static class ReadWords
{
    extension(string text)
    {
        /// <summary>With single spaces.</summary>
        public string Words() => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
