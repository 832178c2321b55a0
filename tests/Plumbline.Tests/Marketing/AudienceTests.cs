using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Opportunities;

namespace Plumbline.Marketing;

public class AudienceTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Accounts_are_taken_in_one_by_one_or_many_with_their_number_told_first(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.AddRange(
            new Account { Name = "Borealis", OwnerId = made.Mary.Id, Industry = "Retail", Region = "North" }, new Account { Name = "Cirrus", OwnerId = made.Mary.Id, Industry = "Retail", Region = "South" }, new Account { Name = "Ben’s", OwnerId = made.Ben.Id, Industry = "Retail", Region = "North" }));
        var id = await Planned(made, new(2026, 11, 30));
        var mary = await made.Site.As(made.Mary);
        var page = await mary.Open($"/marketing/{id}");
        Assert.Contains("There is no account “Nothing”.", (await page.Submit("invite", new() { ["One.Account"] = "Nothing" })).Text, StringComparison.Ordinal);
        Assert.Contains("Say which account", (await page.Submit("invite")).Text, StringComparison.Ordinal);
        page = await page.Submit("invite", new() { ["One.Account"] = "borealis" });
        Assert.Contains("One account", page.The("#audience").TextContent, StringComparison.Ordinal);
        await page.Submit("invite", new() { ["One.Account"] = "borealis" }); // Sent twice, it is there once.

        var many = await mary.Open($"/marketing/{id}?whose={made.Mary.Id}&industry=Retail");
        Assert.Contains("Mary looks after 2 accounts, Retail; 1 of them is in the audience yet.", many.The("#many").TextContent, StringComparison.Ordinal);
        page = await many.Submit("invite-all");
        Assert.Contains("2 accounts", page.The("#audience").TextContent, StringComparison.Ordinal);
        Assert.Contains("all of them are in the audience", (await mary.Open($"/marketing/{id}?whose={made.Mary.Id}&industry=Retail&region=South")).The("#many").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("looks after", (await mary.Open($"/marketing/{id}?whose={made.Ben.Id}")).The("#many").TextContent, StringComparison.Ordinal); // Not one of those who work on it.
        page = await page.Submit("leave-out-3");
        Assert.DoesNotContain("Cirrus", page.The("#audience .lines").TextContent, StringComparison.Ordinal);

        await made.Site.Change(db => db.AddRange(Enumerable.Range(1, LocalActivity.MostAccounts).Select(n => new Account { Name = $"Mill {n}", OwnerId = made.Mary.Id, Industry = "Mills" })));
        var tooMany = await mary.Open($"/marketing/{id}?whose={made.Mary.Id}&industry=Mills");
        Assert.Contains("300 fit in an audience, and 1 are in it.", tooMany.The("#many").TextContent, StringComparison.Ordinal);
        Assert.Null(tooMany.Document.QuerySelector("#many form[method=post] button"));
        Assert.Contains("With these it would be 301 accounts; 300 fit.", (await tooMany.Submit("invite-all")).Text, StringComparison.Ordinal);
        var zoe = await (await made.Site.As(made.Zoe)).Open($"/marketing/{id}");
        Assert.Contains("Borealis", zoe.The("#audience").TextContent, StringComparison.Ordinal);
        Assert.Null(zoe.Document.QuerySelector("#audience form"));
    }

    [Theory, EachDatabase]
    public async Task It_is_told_with_whom_somebody_had_contact_since_also_after_accounts_were_merged(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await made.Site.Change(db => db.AddRange(new Account { Name = "Borealis" }, new Account { Name = "Aurora old" }));
        var id = await Planned(made, new(2026, 11, 20), 3, 2, 1);
        await made.Site.Change(db => db.Accounts.Single(a => a.Id == 3).MergedIntoId = 1);
        await made.Site.Change(db => db.Add(new Activities.ActivityType { Name = "Call" }));
        await made.Site.Change(db => db.AddRange(
            new Activities.Activity { System = "test", ExternalId = "a", TypeId = 1, Date = new(2026, 11, 20), SalespersonId = made.Zoe.Id, AccountId = 1 }, new Activities.Activity { System = "test", ExternalId = "b", TypeId = 1, Date = new(2026, 11, 19), SalespersonId = made.Zoe.Id, AccountId = 2 },
            new Activities.Activity { System = "test", ExternalId = "c", TypeId = 1, Date = new(2026, 11, 30), SalespersonId = made.Zoe.Id, AccountId = 2 }));
        var page = await (await made.Site.As(made.Mary)).Open($"/marketing/{id}");
        Assert.Equal(["Borealis", "Aurora Shipping"], page.Document.QuerySelectorAll("#audience .lines a").Select(a => a.TextContent)); // Whom nobody spoke with is first.
        Assert.Contains("2 accounts; with 1 somebody had contact on its last day or since", page.The("#audience").TextContent, StringComparison.Ordinal);
        Assert.Contains("no contact since, due by Wed 25 Nov", page.The("#audience").TextContent, StringComparison.Ordinal);
        await page.Submit("leave-out-1");
        Assert.Equal([2L], (await made.Site.Db(db => db.Set<LocalActivity>().AsNoTracking().SingleAsync(Cancel))).AccountIds); // With the one that was merged into it.
    }

    [Theory, EachDatabase]
    public async Task Who_helps_has_it_in_the_calendar_and_notes_what_came_of_it(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var id = await Planned(made, new(2026, 11, 30));
        var mary = await (await made.Site.As(made.Mary)).Open($"/marketing/{id}");
        Assert.Contains("Choose somebody who works here.", (await mary.Submit("help")).Text, StringComparison.Ordinal);
        var zoe = await made.Site.As(made.Zoe);
        Assert.Null((await zoe.Open($"/marketing/{id}")).Document.QuerySelector("textarea[name='Pasted.Lines']"));
        Assert.Equal(HttpStatusCode.NotFound, (await zoe.Open($"/marketing/{id}/edit")).Status);
        mary = await mary.Submit("help", new() { ["Chosen.Person"] = $"{made.Zoe.Id}" });
        Assert.Contains("Zoe", mary.The("#helpers .lines").TextContent, StringComparison.Ordinal);
        Assert.Contains("Seminar, with Mary", (await zoe.Open("/calendar")).The("#days").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Seminar", (await (await made.Site.As(made.Ben)).Open("/calendar")).Text, StringComparison.Ordinal);

        var noted = await (await zoe.Open($"/marketing/{id}")).Submit("leads", new() { ["Pasted.Lines"] = "Ann Berg; Borealis" });
        Assert.Contains("1 listed, 1 wait", noted.The("#leads").TextContent, StringComparison.Ordinal);
        await mary.Submit($"spare-{made.Zoe.Id}");
        Assert.Null((await zoe.Open($"/marketing/{id}")).Document.QuerySelector("textarea[name='Pasted.Lines']"));
        await noted.Submit("leads", new() { ["Pasted.Lines"] = "Bo Lind; Borealis" }); // From a page of before.
        Assert.Equal(1, await made.Site.Db(db => db.Set<MarketingLead>().CountAsync(Cancel)));
    }

    private static async Task<long> Planned(SomePipeline made, DateOnly day, params long[] accounts)
    {
        var activity = new LocalActivity(new() { Title = "Seminar", First = day, Last = day, Budget = 2_000 }, made.Mary.Id, null, null, "s", made.Mary.Id, _today);
        activity.Invite(accounts);
        await made.Site.Change(db => db.Add(activity));
        return activity.Id;
    }
}
