using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Plumbline.Forecasting;
using Plumbline.Mailing;
using Plumbline.Sample;

namespace Plumbline.Digests;

/// <summary>Mails as a mail program shows them: wide and narrow, by day and by night. With PLUMBLINE_PICTURES set to a folder it takes a picture of each there.</summary>
public sealed class MailLookTests(Browser browser) : BrowserTest(browser)
{
    private static readonly DateTimeOffset _monday = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string?> _settings = new() { ["Mail:Host"] = "localhost", ["Mail:From"] = "Plumbline <plumbline@example.com>", ["Address"] = "https://plumbline.example" };

    private static readonly string[] _looked = ["Amelia Brandt Digest", "Sven Aldridge Digest", "Johanna Weiss Digest"];
    private static readonly (int Width, ColorScheme Scheme)[] _screens = [(600, ColorScheme.Light), (380, ColorScheme.Light), (600, ColorScheme.Dark), (380, ColorScheme.Dark)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Digests_and_reminders_can_be_read_by_everybody_wide_and_narrow_by_day_and_by_night()
    {
        var site = Keep(await TheSite.Start(adjust: builder => builder.Services.AddScoped<SampleMaking>().AddSingleton(MailSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build()))));
        await site.With<SampleMaking, bool>(async making =>
        {
            await making.Make(Cancel);
            return true;
        });
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
