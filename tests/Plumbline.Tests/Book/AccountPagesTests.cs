using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Commitments;
using Plumbline.People;

namespace Plumbline.Book;

public class AccountPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task An_account_is_added_once_however_often_its_form_is_sent(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        var mary = await site.As(world.Mary);

        var form = await mary.Open("/accounts/new");
        var taken = await form.Submit("account", new() { ["Name"] = "AURORA shipping" });
        Assert.Contains("There is an account called AURORA shipping already.", taken.Text, StringComparison.Ordinal);
        var unknown = await taken.Submit("account", new() { ["Name"] = "Aurora Nord", ["Parent"] = "Aurora" });
        Assert.Contains("There is no account “Aurora”.", unknown.Text, StringComparison.Ordinal);
        Assert.Equal("Aurora Nord", unknown.The("input[name='Input.Name']").GetAttribute("value"));
        Dictionary<string, string> fill = new() { ["Name"] = "Aurora Nord", ["Parent"] = "aurora shipping", ["Industry"] = "Transport" };
        var added = await unknown.Submit("account", fill);
        var again = await unknown.Submit("account", fill);

        Assert.Equal(added.Path, again.Path);
        Assert.Contains("Mary Seller", added.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(RecordedHere.System + " ", added.The("dl.facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("Aurora Nord", (await mary.Open("/accounts/1")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await site.Db(db => db.Accounts.CountAsync(a => a.Name == "Aurora Nord" && a.ParentId == 1 && a.OwnerId == world.Mary.Id, Cancel)));
        var circle = await (await mary.Open("/accounts/1/edit")).Submit("account", new() { ["Parent"] = "Aurora Nord" });
        Assert.Contains("An account cannot belong to itself", circle.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Who_saves_an_account_second_sees_both_versions(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        var (mary, ben) = (await site.As(world.Mary), await site.As(world.Ben));
        var hers = await mary.Open("/accounts/1/edit");
        await (await ben.Open("/accounts/1/edit")).Submit("account", new() { ["Industry"] = "Ferries", ["OwnerId"] = $"{world.Ben.Id}" });

        var told = await hers.Submit("account", new() { ["Industry"] = "Cargo" });
        Assert.Contains("Saved meanwhile: Ferries", told.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: Ben Ólafsson", told.Text, StringComparison.Ordinal);
        Assert.Equal("Cargo", told.The("input[name='Input.Industry']").GetAttribute("value"));
        await told.Submit("account");

        Assert.Equal(("Cargo", world.Mary.Id), await site.Db(db => db.Accounts.Where(a => a.Id == 1).Select(a => new ValueTuple<string?, long>(a.Industry, a.OwnerId!.Value)).SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Contacts_and_accounts_below_are_all_reached_and_a_contact_says_when_anybody_met_them(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        await site.Change(db =>
        {
            db.AddRange(Enumerable.Range(1, 30).Select(i => new Contact { Name = $"Contact {i:00}", AccountId = 1 }));
            db.AddRange(Enumerable.Range(1, 30).Select(i => new Account { Name = $"Branch {i:00}", ParentId = 1 }));
        });
        await site.Change(db => db.AddRange(
            new Activity { System = "test", ExternalId = "a", TypeId = 1, Date = new(2026, 11, 3), SalespersonId = world.Mary.Id, AccountId = 1, ContactId = db.Contacts.Single(c => c.Name == "Contact 02").Id },
            new Activity { System = "test", ExternalId = "b", TypeId = 1, Date = new(2026, 10, 3), SalespersonId = world.Mary.Id, AccountId = 1, ContactId = db.Contacts.Single(c => c.Name == "Contact 02").Id }));
        var page = await (await site.As(world.Ben)).Open("/accounts/1");

        Assert.Equal(["Contact 01never", "Contact 02Tue 3 Nov"], page.Document.QuerySelectorAll("#contacts tbody tr").Take(2).Select(r => r.TextContent.Trim()));
        Assert.Equal(5, (await page.Visitor.Open(page.The("#contacts a[rel=next]").GetAttribute("href")!)).Document.QuerySelectorAll("#contacts tbody tr").Length);
        Assert.Equal(5, (await page.Visitor.Open(page.The("#below a[rel=next]").GetAttribute("href")!)).Document.QuerySelectorAll("#below dd > a[href^='accounts/']:not([rel])").Length);
        var found = (await page.Visitor.Open("/search?q=contact+28")).The("main a[href*=contact-]").GetAttribute("href")!;
        Assert.Contains("Contact 28", (await page.Visitor.Open("/" + found)).The("#" + found.Split('#')[1]).TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_is_promised_about_an_account_stands_on_its_page_until_it_is_answered_for(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        await site.Change(db => db.AddRange(
            new Commitment(CommitmentKind.Tactic, "plan/1/tactics.1", world.Mary.Id, "Send the offer", new(2026, 11, 2), new(2026, 11, 20)) { AccountId = 1 },
            new Commitment(CommitmentKind.NextStep, "opportunity/1/a", world.Ben.Id, "Show the oven", new(2026, 11, 2), new(2026, 11, 27)) { AccountId = 1 },
            new Commitment(CommitmentKind.Tactic, "plan/1/tactics.2", world.Mary.Id, "For another", new(2026, 11, 2), new(2026, 11, 20)) { AccountId = 2 }));
        var mary = await site.As(world.Mary);
        var page = await mary.Open("/accounts/1");

        Assert.Equal(["Send the offerTactic Overdue Mary Seller Fri 20 Nov4 days ago", "Show the ovenNext step Open Ben Ólafsson Fri 27 Novin 3 days"], page.Document.QuerySelectorAll("#promises tbody tr").Select(r => string.Join(' ', r.Children.Select(c => c.TextContent.Trim()))));
        await site.Change(db => db.Commitments.Single(c => c.What == "Send the offer").GiveUp("They bought elsewhere", new(2026, 11, 24)));
        Assert.DoesNotContain("Send the offer", (await mary.Open("/accounts/1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_another_system_looks_after_only_the_owner_is_said_here()
    {
        await using var site = await TheSite.Start();
        var world = await BookWorld.On(site);
        await site.Change(db => db.Add(new Contact { Name = "Dora", AccountId = 4, System = "crm", ExternalId = "1" }));
        var mary = await site.As(world.Mary);

        var form = await mary.Open("/accounts/4/edit");
        Assert.Contains("This account comes from crm", form.Text, StringComparison.Ordinal);
        Assert.Null(form.Document.QuerySelector("input[name='Input.Name']"));
        var saved = await form.Submit("account", new() { ["OwnerId"] = $"{world.Ben.Id}" });
        Assert.Contains("Ben Ólafsson", saved.Text, StringComparison.Ordinal);
        var contact = await mary.Open("/contacts/1");
        Assert.Contains("This contact comes from crm", contact.Text, StringComparison.Ordinal);
        Assert.Empty(contact.Document.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await site.As(await site.Add("Cleo", Roles.Marketing))).Get("/accounts/4/edit")).Status);
    }

    [Theory, EachDatabase]
    public async Task Contacts_are_added_changed_and_deleted(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var world = await BookWorld.On(site);
        var mary = await site.As(world.Mary);

        var form = await mary.Open("/accounts/1/contacts/new");
        var wrong = await form.Submit("contact", new() { ["Name"] = "Zoë Quist", ["Email"] = "at home" });
        Assert.Contains("is no mail address", wrong.Text, StringComparison.Ordinal);
        Dictionary<string, string> fill = new() { ["Name"] = "Zoë Quist", ["Email"] = "zoe@aurora.example", ["Title"] = "IT director" };
        await wrong.Submit("contact", fill);
        var account = await wrong.Submit("contact", fill);
        Assert.Contains("Zoë QuistIT director", account.Text, StringComparison.Ordinal);
        var (one, other) = (await account.Follow("Zoë Quist"), await account.Follow("Zoë Quist"));
        await one.Submit("contact", new() { ["Phone"] = "123" });
        var told = await other.Submit("contact", new() { ["Phone"] = "456" });
        Assert.Contains("Saved meanwhile: 123", told.Text, StringComparison.Ordinal);
        Assert.Contains("456", (await told.Submit("contact")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await site.Db(db => db.Contacts.CountAsync(Cancel)));
        Assert.DoesNotContain("Zoë", (await (await mary.Open("/contacts/1")).Submit("delete")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_an_account_shows_its_figures()
    {
        await using var site = await TheSite.Start();
        var world = await BookWorld.On(site);
        await world.Sell(1, 7_000, new(2026, 3, 1));
        await world.Open(1, 500);
        await world.Visit(1, new(2026, 11, 2));

        var page = await (await site.As(world.Mary)).Open("/accounts/1");

        var figures = string.Join(' ', page.The(".figures").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Last contact Mon 2 Nov", figures, StringComparison.Ordinal);
        Assert.Contains("€500 1 opportunity", figures, StringComparison.Ordinal);
        Assert.Contains("€7,000", figures, StringComparison.Ordinal);
        Assert.Contains("0 of 1 products sold lately", figures, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Visitor.Get("/accounts/99")).Status);
    }
}
