using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Commitments;
using Plumbline.Forecasting;
using Plumbline.Mailing;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Signals;
using Plumbline.Signals.Rules;

namespace Plumbline.Digests;

/// <summary>Whose mail is written when, and what it says. The clock stands at Tue 24 Nov 2026, 9:00 UTC, at first.</summary>
public class WriteMailTests
{
    private static readonly DateTimeOffset _monday = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Everyone_with_something_to_tell_gets_one_digest_on_the_weeks_first_day(Provider provider)
    {
        await using var site = await Site(provider);
        var world = await SignedIn(site);
        await Promise(site, world.Mary, 1, new(2026, 11, 27));
        await Promise(site, world.Mary, 2, new(2026, 12, 2));
        var plan = await world.Plan(world.Submit);
        await (await (await site.As(world.Paul)).Open($"/plans/{plan}/negotiate")).Submit("sign");
        await Write(site); // Where it was never looked before, nothing is made up for.
        Assert.Empty(await Mails(site));

        await WriteAt(site, _monday.AddHours(6.9));
        Assert.Empty(await Mails(site));
        await WriteAt(site, _monday.AddHours(7.1));
        await WriteAt(site, _monday.AddHours(7.4));
        await WriteAt(site, _monday.AddDays(1).AddHours(6));

        var mails = await Mails(site);
        Assert.Equal([FormattableString.Invariant($"digest/{world.Paul.Id}/2026-11-30"), FormattableString.Invariant($"digest/{world.Mary.Id}/2026-11-30")], mails.Where(m => m.PersonId != world.Olga.Id).Select(m => m.Key).Order(StringComparer.Ordinal));
        var hers = mails.Single(m => m.PersonId == world.Mary.Id);
        Assert.Equal("Your week: 0% of Q4 2026, 1 slipped, 1 due", hers.Subject);
        Assert.Contains("Hello Mary Seller. This is where you stand on Mon 30 Nov.", hers.Text, StringComparison.Ordinal);
        Assert.Contains("* Send offer 1 (Tactic, by Fri 27 Nov, 3 days ago)\n  https://plumbline.example/commitments/1\n", hers.Text, StringComparison.Ordinal);
        Assert.Contains("Due in the next seven days\n--------------------------\n\n* Send offer 2 (Tactic, by Wed 2 Dec, in 2 days)", hers.Text, StringComparison.Ordinal);
        Assert.Contains("Promises kept: 0 of 1", hers.Text, StringComparison.Ordinal);
        Assert.Contains("* Call: 0 of 10", hers.Text, StringComparison.Ordinal);
        Assert.Contains("https://plumbline.example/mail/unsubscribe/", hers.Text, StringComparison.Ordinal);
        Assert.Contains("<a class=\"link\" href=\"https://plumbline.example/commitments/1\"", hers.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", hers.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", hers.Html, StringComparison.Ordinal);
        Assert.Contains("Who needs you", mails.Single(m => m.PersonId == world.Paul.Id).Text, StringComparison.Ordinal);
        Assert.Contains("Mary Seller (0% of the quota, far behind pace. 0% of the agreed activities are done, €10\u00a0k at stake. 1 promise is more than 2 days overdue)", mails.Single(m => m.PersonId == world.Paul.Id).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_in_a_coaching_talk_is_in_nobodys_mail_and_what_will_be_done_is()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        var talk = await (await (await site.As(world.Paul)).Open("/coaching")).Submit($"prepare-{world.Mary.Id}");
        talk = await talk.Submit("act", new() { ["Action.What"] = "Three calls on Monday", ["Action.Due"] = "2026-12-02" });
        await talk.Submit("talk", new() { ["Input.Topic"] = "Courage", ["Input.Goal"] = "Dare to ring", ["Input.Reality"] = "I am afraid of calling buyers." }, "Input.Move=hold");
        await (await (await site.As(world.Mary)).Open("/commitments/1")).Submit("accept");
        await Promise(site, world.Ben, 2, new(2026, 12, 2));
        await WriteAt(site, _monday);
        await WriteAt(site, _monday.AddHours(8));

        var mails = await Mails(site);
        Assert.Contains("Three calls on Monday", mails.Single(m => m.PersonId == world.Mary.Id).Text, StringComparison.Ordinal);
        Assert.Contains(mails, m => m.PersonId == world.Ben.Id);
        Assert.All(mails, m => Assert.DoesNotMatch("Courage|Dare to ring|afraid", m.Subject + m.Text + m.Html));
    }

    [Fact]
    public async Task Signals_are_told_to_who_can_act_and_to_the_manager()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        await Promise(site, world.Mary, 1, new(2026, 11, 20));
        await SignalNights.Night(site); // For more than a week nobody answers for it.
        await WriteAt(site, _monday.AddDays(7));
        await WriteAt(site, _monday.AddDays(7).AddHours(8));

        var mails = (await Mails(site)).ToDictionary(m => m.PersonId, m => m.Text);
        var signal = await site.Db(db => db.Signals.SingleAsync(s => s.PersonId == world.Mary.Id, Cancel));
        Assert.Contains("What needs you\n--------------\n\n* 1 promise is more than 2 days overdue", mails[world.Mary.Id], StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"https://plumbline.example/signals/{signal.Id}\n"), mails[world.Mary.Id], StringComparison.Ordinal);
        Assert.Contains("* Mary Seller (1 promise is more than 2 days overdue)", mails[world.Paul.Id], StringComparison.Ordinal);
        Assert.DoesNotContain("1 promise is more than 2 days overdue", mails.GetValueOrDefault(world.Ben.Id) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_on_the_table_waits_for_its_manager_in_the_digest()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        var plan = await world.Plan(world.Submit);
        await WriteAt(site, _monday);

        await WriteAt(site, _monday.AddHours(8));

        var his = (await Mails(site)).Single(m => m.PersonId == world.Paul.Id);
        Assert.Contains(FormattableString.Invariant($"* The plan of Mary Seller for Jul to Dec 2026 (sign it, or counter)\n  https://plumbline.example/plans/{plan}/negotiate"), his.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_gets_it_on_the_day_and_hour_of_their_own_by_the_companys_clock()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        await site.Change(db => db.Companies.First().TimeZone = "Europe/Vienna");
        await Promise(site, world.Mary, 1, new(2026, 12, 9));
        await Choose(site, world.Mary, choice => choice.ChooseDigest(true, DayOfWeek.Friday, 16));
        await WriteAt(site, _monday);

        await WriteAt(site, new(2026, 12, 4, 14, 55, 0, TimeSpan.Zero)); // 15:55 in Vienna.
        Assert.Empty(await Mails(site));
        await WriteAt(site, new(2026, 12, 4, 15, 1, 0, TimeSpan.Zero));
        Assert.Equal([world.Mary.Id], (await Mails(site)).Select(m => m.PersonId));

        // Another day of the same week brings none.
        await Choose(site, world.Mary, choice => choice.ChooseDigest(true, DayOfWeek.Sunday, 9));
        await WriteAt(site, new(2026, 12, 6, 12, 0, 0, TimeSpan.Zero));
        Assert.Single(await Mails(site));
    }

    [Fact]
    public async Task A_digest_is_made_up_for_within_a_day_of_a_stop_and_not_later()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        await Promise(site, world.Mary, 1, new(2026, 12, 7));
        await Choose(site, world.Mary, choice => choice.ChooseReminders(false, 7));
        await WriteAt(site, _monday.AddDays(-2));

        await WriteAt(site, _monday.AddDays(1).AddHours(6.5));
        Assert.Equal([world.Mary.Id], (await Mails(site)).Select(m => m.PersonId));
        await WriteAt(site, _monday.AddDays(8).AddHours(7.5));
        Assert.Single(await Mails(site));
    }

    [Fact]
    public async Task Who_is_off_away_gone_shut_out_without_an_address_or_has_nothing_to_hear_gets_none()
    {
        await using var site = await Site();
        var people = new Dictionary<string, Person>();
        foreach (var name in new[] { "Off", "Away", "Gone", "Shut", "Mute", "Idle", "Uninvited" })
        {
            people[name] = await site.Add(name, Roles.Salesperson);
            await Promise(site, people[name], people.Count, name == "Idle" ? new(2027, 3, 1) : new(2026, 12, 1));
            if (name != "Uninvited")
            {
                await site.As(people[name]);
            }
        }

        await Choose(site, people["Off"], choice => choice.ChooseDigest(false, DayOfWeek.Monday, 7));
        await Choose(site, people["Off"], choice => choice.ChooseReminders(false, 7));
        await site.Change(db =>
        {
            db.Absences.Add(new() { PersonId = people["Away"].Id, From = new(2026, 11, 30), Until = new(2026, 12, 4) });
            db.People.Single(p => p.Name == "Gone").Left = new(2026, 11, 20);
            db.People.Single(p => p.Name == "Mute").Email = null;
            db.Users.Single(u => u.PersonId == people["Shut"].Id).IsDisabled = true;
        });
        await WriteAt(site, _monday);

        for (var hour = 6; hour < 60; hour += 6)
        {
            await WriteAt(site, _monday.AddHours(hour + 2));
        }

        Assert.Empty(await Mails(site));
    }

    [Theory, EachDatabase]
    public async Task A_reminder_comes_in_the_morning_of_a_working_day_and_once(Provider provider)
    {
        await using var site = await Site(provider);
        var world = await SignedIn(site);
        foreach (var (number, day) in new[] { (1, 24), (2, 25), (3, 26), (4, 27) })
        {
            await Promise(site, world.Mary, number, new(2026, 11, day));
        }

        var wednesday = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
        await WriteAt(site, wednesday);
        await WriteAt(site, wednesday.AddHours(7));
        await WriteAt(site, wednesday.AddHours(8));

        var mail = Assert.Single(await Mails(site));
        Assert.Equal((MailKind.Reminder, "1 due today, 1 due soon, 1 slipped", wednesday.AddDays(1)), (mail.Kind, mail.Subject, mail.GoodUntil));
        Assert.Contains("Due today\n---------\n\n* Send offer 2 (Tactic, by Wed 25 Nov, today)", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Due tomorrow\n------------\n\n* Send offer 3", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Slipped\n-------\nSay that it is done, or promise another day.\n\n* Send offer 1", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Send offer 4", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_is_not_kept_back_by_a_digest_that_does_not_come()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        await Promise(site, world.Mary, 1, new(2026, 11, 30));
        await WriteAt(site, _monday.AddHours(10));

        // On Monday at ten somebody chooses a digest for Mondays at seven, with reminders at noon: today's has come for nobody.
        await Choose(site, world.Mary, choice => choice.ChooseDigest(true, DayOfWeek.Monday, 7));
        await Choose(site, world.Mary, choice => choice.ChooseReminders(true, 12));
        await WriteAt(site, _monday.AddHours(12));

        Assert.Equal([MailKind.Reminder], (await Mails(site)).Where(m => m.PersonId == world.Mary.Id).Select(m => m.Kind));
    }

    [Fact]
    public async Task A_reminder_counts_what_it_has_no_room_for_and_tells_of_each_day()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        for (var number = 1; number <= 15; number++)
        {
            await Promise(site, world.Mary, number, new(2026, 11, 25));
            await Promise(site, world.Mary, 100 + number, new(2026, 11, 26));
        }

        var wednesday = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
        await WriteAt(site, wednesday);
        await WriteAt(site, wednesday.AddHours(7));

        var mail = Assert.Single(await Mails(site));
        Assert.Equal("15 due today, 15 due soon", mail.Subject);
        Assert.Equal(2, mail.Text.Split("8 of 15: all that is open").Length - 1);
        var all = await (await site.As(world.Mary)).Open($"/commitments?person={world.Mary.Id}&show=waiting&period=2025-Q1");
        Assert.Equal(30, all.Document.QuerySelectorAll("[aria-label='Promises'] tbody tr").Length);
    }

    [Fact]
    public async Task Who_moves_the_digest_to_another_day_of_the_week_is_reminded_on_it()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        await Promise(site, world.Mary, 1, new(2026, 12, 3));
        await WriteAt(site, _monday);
        await WriteAt(site, _monday.AddHours(8));
        Assert.Equal(MailKind.Digest, Assert.Single(await Mails(site), m => m.PersonId == world.Mary.Id).Kind);

        await Choose(site, world.Mary, choice => choice.ChooseDigest(true, DayOfWeek.Thursday, 7));
        await WriteAt(site, _monday.AddDays(3).AddHours(6));
        await WriteAt(site, _monday.AddDays(3).AddHours(8));
        Assert.Contains(await Mails(site), m => m.PersonId == world.Mary.Id && m.Kind == MailKind.Reminder && m.Subject.StartsWith("Due today", StringComparison.Ordinal));

        // A week later that day's digest tells it.
        await Promise(site, world.Mary, 2, new(2026, 12, 10));
        await WriteAt(site, _monday.AddDays(10).AddHours(6));
        var before = await Mails(site);
        await WriteAt(site, _monday.AddDays(10).AddHours(8));
        Assert.Equal(MailKind.Digest, Assert.Single((await Mails(site)).Where(m => m.PersonId == world.Mary.Id).Skip(before.Count(m => m.PersonId == world.Mary.Id))).Kind);
    }

    [Fact]
    public async Task A_runner_that_begins_anew_after_a_crash_writes_nothing_twice()
    {
        await using var site = await Site();
        var world = await SignedIn(site);
        await Promise(site, world.Mary, 1, new(2026, 12, 4));
        await WriteAt(site, _monday);
        await WriteAt(site, _monday.AddHours(8));
        Assert.Single(await Mails(site));
        await site.Db(db => db.Set<LastWriting>().ExecuteUpdateAsync(set => set.SetProperty(l => l.LookedAt, _monday), Cancel));

        await Write(site);

        Assert.Single(await Mails(site));
    }

    [Fact]
    public async Task Writing_and_sending_mail_leave_the_version_of_the_data_alone()
    {
        await using var server = MailServer.Start();
        await using var site = await TheSite.Start(adjust: builder => builder.Services.AddSingleton(MailServer.Settings(server.Port)));
        var world = await SignedIn(site);
        await Promise(site, world.Mary, 1, new(2026, 12, 2));
        await site.With<Unsubscribing, string>(u => Task.FromResult(u.Path(1, MailKind.Digest))); // The site's first key.
        var version = await site.Db(db => db.Versions.Select(v => v.Value).SingleAsync(Cancel));
        await WriteAt(site, _monday);

        await WriteAt(site, _monday.AddHours(8));
        await MailTests.Send(site);

        Assert.NotEmpty(server.Taken);
        Assert.Equal(version, await site.Db(db => db.Versions.Select(v => v.Value).SingleAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task Those_who_lead_get_the_outlook_once_a_month_unless_they_turn_it_off(Provider provider)
    {
        await using var made = await SomeHistory.Make(provider, adjust: builder => builder.Services.AddSingleton(MailServer.Settings(MailServer.FreePort())));
        var (leo, lea) = (await made.Site.Add("Leo", Roles.Leadership), await made.Site.Add("Lea", Roles.Leadership));
        await made.Site.As(leo);
        var preferences = await (await made.Site.As(lea)).Open("/notifications/preferences");
        await preferences.Submit("preferences", new() { ["Choice.Outlook"] = "no" });
        Assert.Null((await (await made.Site.As(made.Mary)).Open("/notifications/preferences")).Document.QuerySelector("[name='Choice.Outlook']"));
        var first = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        await WriteAt(made.Site, first);
        await made.Forecast();
        await WriteAt(made.Site, first.AddHours(7.1));
        await WriteAt(made.Site, first.AddHours(7.4));

        var mail = Assert.Single(await Mails(made.Site), m => m.Kind == MailKind.Outlook);
        Assert.Equal(FormattableString.Invariant($"outlook/{leo.Id}/2026-12"), mail.Key);
        Assert.StartsWith("The outlook: ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("H2 2026", mail.Text, StringComparison.Ordinal);
        Assert.Matches(@"Dec 2026: .+ of €4,800", mail.Text);
        Assert.Contains("customers pay", mail.Text, StringComparison.Ordinal);
        Assert.Contains("/outlook/finance", mail.Text, StringComparison.Ordinal);
        Assert.Contains("/mail/unsubscribe/", mail.Text, StringComparison.Ordinal);
    }

    /// <summary>Hardly anybody here has a plan, which would be told in each mail.</summary>
    private static async Task<TheSite> Site(Provider provider = Provider.Sqlite)
    {
        var site = await TheSite.Start(provider, builder => builder.Services.AddSingleton(MailServer.Settings(MailServer.FreePort())));
        var muted = new SignalPolicy(PlanMissing.TheKey);
        muted.Set(isMuted: true, null, null, "");
        await site.Change(db => db.Add(muted));
        return site;
    }

    private static async Task<PlanWorld> SignedIn(TheSite site)
    {
        var world = await PlanWorld.On(site);
        foreach (var person in new[] { world.Mary, world.Paul, world.Olga, world.Ben })
        {
            await site.As(person);
        }

        return world;
    }

    private static Task Promise(TheSite site, Person person, int number, DateOnly due) =>
        site.Change(db => db.Commitments.Add(new(CommitmentKind.Tactic, $"plan/1/tactics.{number}", person.Id, $"Send offer {number}", new(2026, 11, 2), due)));

    private static Task Choose(TheSite site, Person person, Action<MailChoice> choose) => site.Change(db =>
    {
        choose(db.MailChoices.SingleOrDefault(c => c.PersonId == person.Id) ?? db.Add(new MailChoice(person.Id)).Entity);
    });

    private static Task<bool> WriteAt(TheSite site, DateTimeOffset at)
    {
        site.Clock.SetUtcNow(at);
        return Write(site);
    }

    private static Task<bool> Write(TheSite site) => site.With<WriteMail, bool>(async job =>
    {
        await job.Run(Cancel);
        return true;
    });

    private static Task<List<OutgoingMail>> Mails(TheSite site) => site.Db(db => db.OutgoingMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync(Cancel));
}
