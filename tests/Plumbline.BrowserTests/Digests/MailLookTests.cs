using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Plumbline.Commitments;
using Plumbline.Forecasting;
using Plumbline.Mailing;
using Plumbline.People;

namespace Plumbline.Digests;

/// <summary>Mails as a mail program shows them: wide and narrow, by day and by night. With PLUMBLINE_PICTURES set to a folder it takes a picture of each there.</summary>
public sealed class MailLookTests(Browser browser) : BrowserTest(browser)
{
    private static readonly DateTimeOffset _monday = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string?> _settings = new() { ["Mail:Host"] = "localhost", ["Mail:From"] = "Plumbline <plumbline@example.com>", ["Address"] = "https://plumbline.example" };

    private static readonly string[] _looked = ["Mary Digest", "Ada Digest"];
    private static readonly (int Width, ColorScheme Scheme)[] _screens = [(600, ColorScheme.Light), (380, ColorScheme.Light), (600, ColorScheme.Dark), (380, ColorScheme.Dark)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Digests_and_reminders_can_be_read_by_everybody_wide_and_narrow_by_day_and_by_night()
    {
        var made = Keep(await SomeHistory.Make(weeks: 60, adjust: builder => builder.Services.AddSingleton(MailSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build()))));
        var site = made.Site;
        await site.Change(db => db.Add(new Team { Name = "North and islands", LeaderId = made.Ada.Id }));
        await site.Change(db =>
        {
            db.AddRange(new TeamMembership { PersonId = made.Mary.Id, TeamId = 1 }, new TeamMembership { PersonId = made.Ben.Id, TeamId = 1 });
            db.AddRange(Enumerable.Range(1, 4).Select(i => new Commitment(CommitmentKind.Tactic, $"plan/1/tactics.{i}", made.Mary.Id, $"Send the harbour authority the revised offer for the cranes of pier {i}", new(2026, 11, 2), new DateOnly(2026, 11, 23).AddDays(3 * i))));
        });
        foreach (var person in (Person[])[made.Ada, made.Mary, made.Ben])
        {
            await site.As(person);
        }

        foreach (var at in new[] { _monday.AddDays(-4), _monday, _monday.AddDays(1) })
        {
            site.Clock.SetUtcNow(at);
            await site.With<ForecastRun, bool>(run => run.Run(Cancel));
            await site.With<WriteMail, bool>(async job =>
            {
                await job.Run(Cancel);
                return true;
            });
        }

        var mails = await site.Db(async db => (await db.OutgoingMails.ToListAsync(Cancel)).Join(await db.People.ToListAsync(Cancel), m => m.PersonId, p => p.Id, (m, p) => (Name: $"{p.Name} {m.Kind}", Mail: m)).ToList());
        var page = await Open(Screen.Desktop, site.Url());
        foreach (var name in _looked.Append(mails.First(m => m.Mail.Kind == MailKind.Reminder).Name))
        {
            await page.SetContentAsync(mails.First(m => m.Name == name).Mail.Html);
            foreach (var (width, scheme) in _screens)
            {
                await page.SetViewportSizeAsync(width, 800);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await Accessibility.Check(page);
                if (Environment.GetEnvironmentVariable("PLUMBLINE_PICTURES") is { Length: > 0 } folder)
                {
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"mail-{name}-{width:0}-{scheme}.png".Replace(' ', '-').ToLowerInvariant()), FullPage = true });
                    await File.WriteAllTextAsync(Path.Combine(folder, $"mail-{name}.txt".Replace(' ', '-').ToLowerInvariant()), mails.First(m => m.Name == name).Mail.Text, Cancel);
                }
            }
        }
    }
}
