using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.People;
using Plumbline.Storage;
using SmtpServer.Protocol;

namespace Plumbline.Mailing;

/// <summary>The queue, against a real mail server on the loopback.</summary>
public class MailTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_mail_goes_out_once_as_page_and_plain_text_with_what_mail_programs_ask_for(Provider provider)
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port, provider);
        await Put(site);

        await Send(site);
        await Send(site);

        var mail = Assert.Single(server.Taken);
        Assert.Equal(("Your week", "Plumbline <plumbline@example.com>".Replace("Plumbline", "\"Plumbline\"", StringComparison.Ordinal), "Mary@example.com", "digest.1.2026-11-23@example.com"), (mail.Subject, mail.From.ToString(), mail.To.ToString(), mail.MessageId));
        Assert.Equal(("Grüße", "<p>Grüße</p>"), (mail.TextBody!.TrimEnd(), mail.HtmlBody!.TrimEnd()));
        Assert.Equal("<https://plumbline.example/mail/unsubscribe/abc>", mail.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        var kept = await Kept(site);
        Assert.Equal((MailState.Sent, 1, site.Clock.GetUtcNow()), (kept.State, kept.Tries, kept.SentAt));
        Assert.Equal(("", ""), (kept.Html, kept.Text)); // What it said is with her.
    }

    [Theory, EachDatabase]
    public async Task What_is_put_in_the_queue_twice_is_there_once_and_raises_no_version(Provider provider)
    {
        await using var site = await Site(MailServer.FreePort(), provider);
        var version = await site.Db(db => db.Versions.Select(v => v.Value).SingleAsync(Cancel));
        await site.Add("Mary");

        Assert.True(await site.With<MailQueue, bool>(queue => queue.Put(OutgoingMailTests.Some(), Cancel)));
        Assert.False(await site.With<MailQueue, bool>(queue => queue.Put(OutgoingMailTests.Some(), Cancel)));
        await Send(site);

        Assert.Equal(version + 1, await site.Db(db => db.Versions.Select(v => v.Value).SingleAsync(Cancel))); // Mary's.
        Assert.DoesNotContain(await site.Db(db => db.Audit.Select(a => a.Subject).ToListAsync(Cancel)), subject => subject == nameof(OutgoingMail));
    }

    [Theory, EachDatabase]
    public async Task What_is_changed_while_it_is_sent_is_refused_and_the_mail_is_known_to_be_sent(Provider provider)
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port, provider);
        await Put(site);
        await using var scope = site.Services.CreateAsyncScope();
        var (db, refused) = (scope.ServiceProvider.GetRequiredService<PlumblineDb>(), (Refusal?)null);
        (await db.OutgoingMails.SingleAsync(Cancel)).Follow(new(DeliveryCame.NotNow, "busy"), site.Clock.GetUtcNow());
        server.Meanwhile = async () =>
        {
            server.Meanwhile = null;
            refused = (await Assert.ThrowsAsync<RefusedException>(() => scope.ServiceProvider.GetRequiredService<MailQueue>().Keep(Cancel))).Refusal;
        };

        await Send(site);

        Assert.Equal(Refusal.Conflict, refused);
        Assert.Equal((MailState.Sent, 1), ((await Kept(site)).State, server.Taken.Count));
    }

    [Theory, EachDatabase]
    public async Task Two_runners_at_once_send_each_mail_once(Provider provider)
    {
        await using var server = MailServer.Start();
        server.Meanwhile = () => Task.Delay(10, Cancel);
        await using var site = await Site(server.Port, provider);
        for (var n = 0; n < 10; n++)
        {
            await Put(site, $"digest/1/week-{n}", n == 0);
        }

        await Task.WhenAll(Send(site), Send(site), Send(site));

        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"digest.1.week-{n}@example.com"), server.Taken.Select(m => m.MessageId).Order(StringComparer.Ordinal));
        Assert.All(await site.Db(db => db.OutgoingMails.ToListAsync(Cancel)), mail => Assert.Equal(MailState.Sent, mail.State));
    }

    /// <summary>The process ends between the server's yes and the moment in which that is written down.</summary>
    [Theory, EachDatabase]
    public async Task What_may_have_been_taken_before_a_crash_is_not_sent_again_but_by_an_administrator(Provider provider)
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port, provider);
        await Put(site);
        await site.With<MailQueue, bool>(async queue =>
        {
            using var connection = new SmtpDelivery(site.Services.GetRequiredService<MailSettings>());
            Assert.Null(await connection.Connect(Cancel));
            var mail = (await queue.Find(1, Cancel))!;
            Assert.True(await queue.Claim(mail, Cancel));
            Assert.Null(await queue.Find(1, Cancel)); // Nobody else gets it.
            Assert.Equal(DeliveryCame.Taken, (await connection.Send(mail)).Came);
            return true;
        });

        await Send(site);
        Assert.Equal(MailState.Sending, (await Kept(site)).State); // Whoever has it may still live.
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        await Send(site);
        Assert.Equal(MailState.Unsure, (await Kept(site)).State);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Send(site);
        Assert.Single(server.Taken);

        var ada = await site.As(await site.Add("Ada", Roles.Administrator));
        var again = await (await ada.Open("/administration/mail")).Submit("mails", button: "Act.Again=1");
        Assert.Contains("It is sent again within a minute", again.Text, StringComparison.Ordinal);
        await Send(site);
        Assert.Equal((2, MailState.Sent), (server.Taken.Count, (await Kept(site)).State));
    }

    [Theory, EachDatabase]
    public async Task While_the_server_is_away_mail_waits_and_goes_out_once_it_is_back(Provider provider)
    {
        var port = MailServer.FreePort();
        await using var site = await Site(port, provider);
        await Put(site);

        await Send(site);
        var waiting = await Kept(site);
        Assert.Equal((MailState.Waiting, 1, site.Clock.GetUtcNow().AddMinutes(1)), (waiting.State, waiting.Tries, waiting.NextTry));
        Assert.Contains("127.0.0.1 cannot be used", waiting.LastError, StringComparison.Ordinal);

        await using var server = MailServer.Start(port);
        await Send(site);
        Assert.Empty(server.Taken); // Not before its time.
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await Send(site);
        Assert.Single(server.Taken);
        Assert.Null((await Kept(site)).LastError);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_and_a_mailbox_that_is_not_there_is_given_up_at_once()
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port);
        await Put(site);

        server.SaysToMail = new(SmtpReplyCode.InsufficientStorage, "4.3.1 come back later");
        await Send(site);
        Assert.Equal((MailState.Waiting, "452 4.3.1 come back later"), await StateOf(site));

        server.SaysToMail = null;
        server.SaysToRecipient = new(SmtpReplyCode.MailboxUnavailable, "5.1.1 nobody of that name");
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        await Send(site);
        Assert.Equal(MailState.Failed, (await Kept(site)).State);
        Assert.StartsWith("550 5.1.1 nobody of that name", (await Kept(site)).LastError, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Send(site);
        Assert.Equal((1, 2), (server.HandedOver, (await Kept(site)).Tries));
    }

    [Fact]
    public async Task What_waited_until_it_says_nothing_useful_any_more_is_not_sent()
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port);
        await Put(site);

        site.Clock.Advance(MailRetries.GivenUpAfter);
        await Send(site);

        Assert.Empty(server.Taken);
        Assert.Equal(MailState.Failed, (await Kept(site)).State);
    }

    [Fact]
    public async Task One_that_is_refused_holds_up_none_after_it()
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port);
        await Put(site, "digest/1/a");
        await Put(site, "digest/1/b", isFirst: false);
        server.SaysToMail = new(SmtpReplyCode.TransactionFailed, "5.7.1 not today");
        server.Meanwhile = () =>
        {
            server.SaysToMail = server.HandedOver > 1 ? null : server.SaysToMail;
            return Task.CompletedTask;
        };

        await Send(site);

        Assert.Equal([MailState.Failed, MailState.Sent], await site.Db(db => db.OutgoingMails.OrderBy(m => m.Id).Select(m => m.State).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task Of_which_no_message_can_be_made_the_server_sees_nothing_and_the_others_go_out()
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port);
        await Put(site, "digest/1/a");
        await Put(site, "digest/1/b", isFirst: false);
        await site.Db(db => db.OutgoingMails.Where(m => m.Key == "digest/1/a").ExecuteUpdateAsync(set => set.SetProperty(m => m.MessageId, ""), Cancel));

        await Send(site);

        var mails = await site.Db(db => db.OutgoingMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync(Cancel));
        Assert.Equal([MailState.Failed, MailState.Sent], mails.Select(m => m.State));
        Assert.StartsWith("No message can be made of it: ", mails[0].LastError, StringComparison.Ordinal);
        Assert.Equal(1, server.HandedOver);
    }

    [Fact]
    public async Task Where_the_line_breaks_after_the_mail_was_handed_over_it_is_not_sent_a_second_time()
    {
        await using var server = MailServer.Start();
        server.HangsUp = true;
        await using var site = await Site(server.Port);
        await Put(site);

        await Send(site);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Send(site);

        Assert.Equal((1, MailState.Unsure), (server.HandedOver, (await Kept(site)).State));
        Assert.Contains("The connection was lost before the server said whether it took this", (await Kept(site)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_who_we_are_is_told_and_one_that_does_not_know_us_is_asked_again()
    {
        await using var server = MailServer.Start(asksWhoItIs: true);
        await using var site = await Site(server.Port, more: [("Mail:User", MailServer.User), ("Mail:Password", MailServer.Password)]);
        await Put(site);
        await Send(site);
        Assert.Single(server.Taken);

        await using var stranger = await Site(server.Port, more: [("Mail:User", MailServer.User), ("Mail:Password", "guessed")]);
        await Put(stranger);
        await Send(stranger);
        Assert.Equal(MailState.Waiting, (await Kept(stranger)).State);
        Assert.Contains("does not accept the user and password", (await Kept(stranger)).LastError, StringComparison.Ordinal);
    }

    /// <summary>Nothing is said to a server whose certificate nobody vouches for, nor to one that cannot secure the line.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_mail_goes_over_a_line_that_is_not_secure_where_one_is_asked_for(bool hasCertificate)
    {
        await using var server = MailServer.Start(secure: hasCertificate);
        await using var site = await Site(server.Port, more: ("Mail:Security", "starttls"));
        await Put(site);

        await Send(site);

        Assert.Empty(server.Taken);
        Assert.Equal(MailState.Waiting, (await Kept(site)).State);
        Assert.Contains(hasCertificate ? "certificate is not trusted" : "STARTTLS", (await Kept(site)).LastError, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_was_written_goes_to_where_the_person_is_reached_now_and_to_nobody_who_left_or_wants_none(Provider provider)
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port, provider);
        await Put(site);
        server.SaysToRecipient = new(SmtpReplyCode.MailboxUnavailable, "5.1.1 nobody of that name");
        await Send(site);
        server.SaysToRecipient = null;
        await site.Change(db => db.People.Single().Email = "mary.seller@example.com");
        await site.With<MailDesk, bool>(async desk =>
        {
            await desk.SendAllAgain(Cancel);
            return true;
        });
        await Send(site);
        Assert.Equal("mary.seller@example.com", Assert.Single(server.Taken).To.ToString());

        await Put(site, "digest/1/off", isFirst: false);
        await site.Change(db =>
        {
            var choice = new MailChoice(1);
            choice.ChooseDigest(false, DayOfWeek.Monday, 7);
            db.Add(choice);
        });
        await Send(site);
        Assert.Equal((MailState.Dropped, "They do not want it any more."), await Last());

        await site.Change(db => db.MailChoices.Single().ChooseDigest(true, DayOfWeek.Monday, 7));
        await Put(site, "digest/1/left", isFirst: false);
        await site.Change(db => db.People.Single().Left = new(2026, 11, 20));
        await Send(site);
        Assert.Equal((MailState.Dropped, "They have left, or cannot sign in any more, since it was written."), await Last());
        Assert.Single(server.Taken);

        Task<(MailState, string?)> Last() => site.Db(async db => await db.OutgoingMails.OrderByDescending(m => m.Id).Select(m => new { m.State, m.LastError }).FirstAsync(Cancel) is var last ? (last.State, last.LastError) : default);
    }

    [Theory, EachDatabase]
    public async Task Old_mails_go_but_not_before_their_key_is_over(Provider provider)
    {
        await using var server = MailServer.Start();
        await using var site = await Site(server.Port, provider);
        await Put(site);
        await Send(site);

        site.Clock.Advance(TimeSpan.FromDays(29));
        await Send(site);
        Assert.Equal(1, await site.Db(db => db.OutgoingMails.CountAsync(Cancel)));
        site.Clock.Advance(TimeSpan.FromDays(2));
        await Send(site);
        Assert.Equal(0, await site.Db(db => db.OutgoingMails.CountAsync(Cancel)));
    }

    internal static Task<TheSite> Site(int port, Provider provider = Provider.Sqlite, params (string, string?)[] more) =>
        TheSite.Start(provider, builder => builder.Services.AddSingleton(MailServer.Settings(port, more)));

    internal static Task<bool> Send(TheSite site) => site.With<SendMail, bool>(async job =>
    {
        await job.Run(Cancel);
        return true;
    });

    private static async Task Put(TheSite site, string key = "digest/1/2026-11-23", bool isFirst = true)
    {
        if (isFirst)
        {
            await site.Add("Mary", password: "correct horse staple");
        }

        Assert.True(await site.With<MailQueue, bool>(queue => queue.Put(OutgoingMailTests.Some(key, at: site.Clock.GetUtcNow()), Cancel)));
    }

    private static Task<OutgoingMail> Kept(TheSite site) => site.Db(db => db.OutgoingMails.AsNoTracking().SingleAsync(Cancel));

    private static async Task<(MailState, string?)> StateOf(TheSite site)
    {
        var mail = await Kept(site);
        return (mail.State, mail.LastError);
    }
}
