using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Plumbline.People;

public sealed class InvitationTests
{
    private const string Password = "nine green bottles";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task An_invitation_names_the_person_sets_the_password_and_works_once(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var mary = await site.Add("Mary Miller", Roles.Salesperson);

        var link = LinkOn(await (await ada.Open($"/administration/people/{mary.Id}")).Submit("invite"));
        var visitor = site.Stranger();
        var welcome = await visitor.Open(link);
        Assert.Contains("Welcome, Mary Miller", welcome.Text, StringComparison.Ordinal);
        var mismatch = await welcome.Submit("choose", new() { ["Password"] = Password, ["Again"] = "something else" });
        Assert.Contains("do not match", mismatch.Text, StringComparison.Ordinal);
        var tooShort = await mismatch.Submit("choose", new() { ["Password"] = "short", ["Again"] = "short" });
        Assert.Contains("at least 10 characters", tooShort.Text, StringComparison.Ordinal);
        await tooShort.Submit("choose", new() { ["Password"] = Password, ["Again"] = Password });

        Assert.Equal("/account", (await visitor.Open("/account")).Path);
        Assert.Contains("This link has ended", (await site.Stranger().Open(link)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(link, (await ada.Open($"/administration/people/{mary.Id}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_ends_after_seven_days()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary");
        var link = await site.With<SignIns, string>(signIns => signIns.Invite(mary.Id, Cancel));

        site.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.Contains("Welcome, Mary", (await site.Stranger().Open(link)).Text, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("This link has ended", (await site.Stranger().Open(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_invitation_ends_the_one_before()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary");
        var first = await site.With<SignIns, string>(signIns => signIns.Invite(mary.Id, Cancel));
        var second = await site.With<SignIns, string>(signIns => signIns.Invite(mary.Id, Cancel));

        Assert.Contains("This link has ended", (await site.Stranger().Open(first)).Text, StringComparison.Ordinal);
        Assert.Contains("Welcome, Mary", (await site.Stranger().Open(second)).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_reset_ends_the_password_and_every_session_and_its_link_works_once(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var mary = await site.Add("Mary", password: Password);
        var session = await site.As(mary);

        var link = LinkOn(await (await ada.Open($"/administration/people/{mary.Id}")).Submit("reset"));

        Assert.StartsWith("/sign-in", (await session.Open("/account")).Path, StringComparison.Ordinal);
        var refused = await (await site.Stranger().Open("/sign-in")).Submit("sign-in", new() { ["Email"] = "Mary@example.com", ["Password"] = Password });
        Assert.Equal("/sign-in", refused.Path);
        var visitor = site.Stranger();
        await (await visitor.Open(link)).Submit("choose", new() { ["Password"] = "ten yellow bottles", ["Again"] = "ten yellow bottles" });
        Assert.Equal("/account", (await visitor.Open("/account")).Path);
        Assert.Contains("This link has ended", (await site.Stranger().Open(link)).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_disabled_sign_in_shuts_at_once_and_opens_again(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var mary = await site.Add("Mary", password: Password);
        var session = await site.As(mary);

        var shut = await (await ada.Open($"/administration/people/{mary.Id}")).Submit("disable");
        Assert.StartsWith("/sign-in", (await session.Open("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await SignIn(site)).Path);
        await shut.Submit("enable");

        Assert.Equal("/account", (await SignIn(site)).Path);

        static async Task<Page> SignIn(TheSite site)
        {
            var page = await (await site.Stranger().Open("/sign-in?returnUrl=%2Faccount")).Submit("sign-in", new() { ["Email"] = "Mary@example.com", ["Password"] = Password });
            return page.Path.StartsWith("/sign-in", StringComparison.Ordinal) ? await page.Visitor.Open("/sign-in") : page;
        }
    }

    [Fact]
    public async Task Nobody_shuts_themselves_out()
    {
        await using var site = await TheSite.Start();
        var person = await site.Add("Ada", Roles.Administrator);
        var ada = await site.As(person);

        var page = await ada.Open($"/administration/people/{person.Id}");

        Assert.Null(page.Document.QuerySelector("input[value=disable]"));
        await Assert.ThrowsAsync<RefusedException>(() => site.With<SignIns, int>(async signIns =>
        {
            await signIns.Disable(person.Id, true, Cancel);
            return 0;
        }));
    }

    [Fact]
    public async Task A_person_without_a_mail_address_cannot_be_invited()
    {
        await using var site = await TheSite.Start();
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var nobody = new Person { Name = "From an import" };
        await site.Change(db => db.People.Add(nobody));

        var page = await (await ada.Open($"/administration/people/{nobody.Id}")).Submit("invite");

        Assert.Contains("needs a mail address", page.Text, StringComparison.Ordinal);
        Assert.Equal(1, await site.Db(db => db.Users.CountAsync(Cancel)));
    }

    [Theory]
    [InlineData("/sign-in/link/nonsense")]
    [InlineData("/first-run/nonsense")]
    public async Task A_link_that_was_never_made_says_that_it_has_ended(string path)
    {
        await using var site = await TheSite.Start();
        var page = await site.Stranger().Open(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("This link has ended", page.Text, StringComparison.Ordinal);
    }

    internal static string LinkOn(Page page) => new Uri(page.The("code.reference").TextContent).PathAndQuery;
}
