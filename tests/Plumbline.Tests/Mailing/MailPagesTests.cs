using System.Net;
using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Mailing;

public class MailPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task One_click_in_a_mail_program_turns_the_kind_off_without_a_sign_in(Provider provider)
    {
        await using var site = await MailTests.Site(MailServer.FreePort(), provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.With<MailQueue, bool>(queue => queue.Put(OutgoingMailTests.Some(person: mary.Id), Cancel));
        var link = await Link(site, mary, MailKind.Digest);

        using var answer = await site.Stranger().Http.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancel);
        using var again = await site.Stranger().Http.PostAsync(link, null, Cancel);

        Assert.Equal((HttpStatusCode.OK, "You no longer get the weekly digest by mail."), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var choice = await site.Db(db => db.MailChoices.SingleAsync(Cancel));
        Assert.Equal((mary.Id, false, true), (choice.PersonId, choice.Digest, choice.Reminders));
        var mail = await site.Db(db => db.OutgoingMails.SingleAsync(Cancel));
        Assert.Equal((MailState.Dropped, "", ""), (mail.State, mail.Html, mail.Text));
        Assert.Equal(mary.Id, await site.Db(db => db.Audit.Where(a => a.Subject == nameof(MailChoice)).Select(a => a.PersonId).FirstAsync(Cancel)));
    }

    [Fact]
    public async Task A_link_that_is_only_looked_at_turns_nothing_off_and_its_button_does()
    {
        await using var site = await MailTests.Site(MailServer.FreePort());
        var mary = await site.Add("Mary", Roles.Salesperson);
        var link = await Link(site, mary, MailKind.Reminder);

        var page = await site.Stranger().Open(link);
        Assert.Contains("Turn off reminders of due promises?", page.Text, StringComparison.Ordinal);
        Assert.Empty(await site.Db(db => db.MailChoices.ToListAsync(Cancel)));
        var done = await page.Submit(link.TrimStart('/'));

        Assert.Contains("You no longer get reminders of due promises by mail. To turn it on again, sign in", done.Text, StringComparison.Ordinal);
        Assert.False(await site.Db(db => db.MailChoices.Select(c => c.Reminders).SingleAsync(Cancel)));
        await (await (await site.As(mary)).Open("/notifications/preferences")).Submit("preferences", new() { ["Reminders"] = "on" });
        Assert.True(await site.Db(db => db.MailChoices.Select(c => c.Reminders).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task A_link_that_is_not_ours_says_so_and_does_nothing()
    {
        await using var site = await MailTests.Site(MailServer.FreePort());
        var mary = await site.Add("Mary", Roles.Salesperson);
        var cut = (await Link(site, mary, MailKind.Digest))[..^5];

        Assert.Contains("This link cannot be read", (await site.Stranger().Open(cut)).Text, StringComparison.Ordinal);
        using var answer = await site.Stranger().Http.PostAsync(cut, null, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await site.Db(db => db.MailChoices.ToListAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Everyone_chooses_day_and_hour_and_what_they_typed_stays_where_it_is_refused(Provider provider)
    {
        await using var site = await MailTests.Site(MailServer.FreePort(), provider);
        var mary = await site.As(await site.Add("Mary", Roles.Salesperson));
        var first = await mary.Open("/notifications/preferences");
        Assert.Equal(("Monday", "7"), (Chosen(first, "Choice.Day"), Chosen(first, "Choice.Hour")));

        var refused = await first.Submit("preferences", new() { ["Day"] = "Friday", ["Hour"] = "25" });
        Assert.Contains("Choose an hour of the day", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Friday", Chosen(refused, "Choice.Day"));
        var saved = await first.Submit("preferences", new() { ["Day"] = "Friday", ["Hour"] = "16", ["Reminders"] = "" });
        Assert.Contains("Saved. It holds from the next one on.", saved.Text, StringComparison.Ordinal);
        Assert.Equal(("Friday", "16"), (Chosen(saved, "Choice.Day"), Chosen(saved, "Choice.Hour")));

        var stale = await first.Submit("preferences", new() { ["Day"] = "Tuesday" });
        Assert.Contains("Someone changed what you get by mail", stale.Text, StringComparison.Ordinal);
        Assert.Contains("Saved meanwhile: Friday", stale.Text, StringComparison.Ordinal);
        await stale.Submit("preferences");
        Assert.Equal(DayOfWeek.Tuesday, await site.Db(db => db.MailChoices.Select(c => c.DigestDay).SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task What_is_told_here_and_by_mail_is_saved_at_once_and_kept_at_once_where_it_is_refused(Provider provider)
    {
        await using var site = await MailTests.Site(MailServer.FreePort(), provider);
        var mary = await site.As(await site.Add("Mary", Roles.Salesperson));
        var first = await mary.Open("/notifications/preferences");
        Assert.NotEmpty(Kinds(first));

        // Both are typed, and one of them is wrong: neither is saved, and both are still there.
        var refused = await Send(first, "25");
        Assert.Contains("Choose an hour of the day", refused.Text, StringComparison.Ordinal);
        Assert.Empty(Kinds(refused));
        Assert.Equal("Friday", Chosen(refused, "Choice.Day"));
        Assert.Equal(Kinds(first), Kinds(await mary.Open("/notifications/preferences")));

        await Send(first, "16");
        var saved = await mary.Open("/notifications/preferences");
        Assert.Empty(Kinds(saved));
        Assert.Equal(("Friday", "16"), (Chosen(saved, "Choice.Day"), Chosen(saved, "Choice.Hour")));

        static IEnumerable<string?> Kinds(Page page) => page.Document.QuerySelectorAll("input[name='Input.Kinds'][checked]").Select(k => k.GetAttribute("value"));

        Task<Page> Send(Page page, string hour) => mary.Post(
            new(mary.Http.BaseAddress!, "/notifications/preferences"),
            page.Fields("preferences", new() { ["Choice.Day"] = "Friday" }).Where(f => f.Key is not ("Input.Kinds" or "Choice.Hour")).Append(new("Choice.Hour", hour)));
    }

    [Theory, EachDatabase]
    public async Task Who_changes_only_what_is_told_here_chooses_nothing_by_mail_and_meets_no_other_window(Provider provider)
    {
        await using var site = await MailTests.Site(MailServer.FreePort(), provider);
        var mary = await site.As(await site.Add("Mary", Roles.Salesperson));
        var (one, other) = (await mary.Open("/notifications/preferences"), await mary.Open("/notifications/preferences"));

        await mary.Post(new(mary.Http.BaseAddress!, "/notifications/preferences"), one.Fields("preferences").Where(f => f.Key != "Input.Kinds"));
        Assert.Empty(await site.Db(db => db.MailChoices.ToListAsync(Cancel)));
        var saved = await other.Submit("preferences", new() { ["Day"] = "Friday" });

        Assert.Contains("Saved. It holds from the next one on.", saved.Text, StringComparison.Ordinal);
        Assert.Equal(DayOfWeek.Friday, await site.Db(db => db.MailChoices.Select(c => c.DigestDay).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task Who_has_no_address_and_where_no_mail_is_sent_is_told_so()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", Roles.Salesperson);
        var visitor = await site.As(mary);
        await site.Change(db => db.People.Single(p => p.Id == mary.Id).Email = null);

        var page = await visitor.Open("/notifications/preferences");

        Assert.Contains("You have no mail address here", page.Text, StringComparison.Ordinal);
        Assert.Contains("No mail is sent from here yet", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sends_a_test_mail_and_sees_what_the_server_says()
    {
        await using var server = MailServer.Start();
        await using var site = await MailTests.Site(server.Port);
        var ada = await site.As(await site.Add("Ada", Roles.Administrator));

        var page = await ada.Open("/administration/mail");
        Assert.Contains("No mail yet", page.Text, StringComparison.Ordinal);
        await page.Submit("trial");
        await MailTests.Send(site);

        Assert.Equal("Mail from Plumbline works", Assert.Single(server.Taken).Subject);
        server.SaysToMail = new(SmtpServer.Protocol.SmtpReplyCode.TransactionFailed, "5.7.1 not from you");
        await (await ada.Open("/administration/mail")).Submit("trial");
        await MailTests.Send(site);
        var failed = await ada.Open("/administration/mail");
        Assert.Contains("554 5.7.1 not from you", failed.Text, StringComparison.Ordinal);
        var dropped = await failed.Submit("mails", button: "Act.Drop=2");
        Assert.Contains("Dropped. It is not sent, and not written again.", dropped.Text, StringComparison.Ordinal);
        Assert.Contains("sent already", (await failed.Submit("mails", button: "Act.Drop=1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_mail_is_not_set_up_the_page_says_how_and_nothing_is_queued()
    {
        await using var site = await TheSite.Start();
        var page = await (await site.As(await site.Add("Ada", Roles.Administrator))).Open("/administration/mail");

        Assert.Contains("Set PLUMBLINE_MAIL__HOST, PLUMBLINE_MAIL__FROM and PLUMBLINE_ADDRESS", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Send me a test mail", page.Text, StringComparison.Ordinal);
        Assert.Equal("", await site.With<MailDesk, string>(async desk => (await Record.ExceptionAsync(() => desk.Try(Cancel))) is RefusedException ? "" : "not refused"));
    }

    private static async Task<string> Link(TheSite site, Person person, MailKind kind) => "/" + await site.With<Unsubscribing, string>(u => Task.FromResult(u.Path(person.Id, kind)));

    private static string? Chosen(Page page, string name) => page.The($"select[name='{name}'] option[selected]").GetAttribute("value");
}
