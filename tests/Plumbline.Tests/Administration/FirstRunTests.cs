using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Administration;

public sealed class FirstRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task The_link_makes_the_first_administrator_and_the_company_once(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var link = await Link(site);
        Assert.NotNull(link);
        Assert.Contains("Nobody has set this site up yet", (await site.Stranger().Open("/sign-in")).Text, StringComparison.Ordinal);

        var visitor = site.Stranger();
        var refused = await (await visitor.Open(link)).Submit("begin", Typed("E"));
        Assert.Contains("three letters", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Ours", refused.The("input[name='Input.Company.Name']").GetAttribute("value"));
        var steps = await refused.Submit("begin", Typed("eur"));

        Assert.Equal("/administration/first-steps", steps.Path);
        var company = await site.Db(db => db.Companies.SingleAsync(Cancel));
        Assert.Equal(("Ours", "EUR", 7, DayOfWeek.Sunday, "Europe/Vienna"), (company.Name, company.Currency, company.FirstMonth, company.FirstDayOfWeek, company.TimeZone));
        Assert.Equal(Roles.Administrator, (await site.Db(db => db.People.SingleAsync(Cancel))).Roles);
        Assert.Null(await Link(site));
        Assert.Contains("This link has ended", (await site.Stranger().Open(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_steps_tick_what_is_done_and_lead_to_what_is_next()
    {
        await using var site = await TheSite.Start();
        var visitor = site.Stranger();
        var steps = await (await visitor.Open((await Link(site))!)).Submit("begin", Typed("EUR"));

        Assert.Contains("done: Ours, EUR", steps.Text, StringComparison.Ordinal);
        Assert.Contains("done: begins in July", steps.Text, StringComparison.Ordinal);
        Assert.Equal("administration/people", steps.The("li[aria-current=step] .btn").GetAttribute("href"));

        await site.Add("Mary");
        await site.Db(db =>
        {
            db.Products.Add(new() { Name = "Migration" });
            return db.SaveChangesAsync(Cancel);
        });
        steps = await visitor.Open("/administration/first-steps");
        Assert.Contains("done: 2 people", steps.Text, StringComparison.Ordinal);
        Assert.Contains("done: 1 product", steps.Text, StringComparison.Ordinal);
        Assert.Equal("imports", steps.The("li[aria-current=step] .btn").GetAttribute("href"));
    }

    [Theory, EachDatabase]
    public async Task Of_two_who_use_the_link_at_once_one_gets_in(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var link = (await Link(site))!;
        var pages = await Task.WhenAll(site.Stranger().Open(link), site.Stranger().Open(link));

        var answers = await Task.WhenAll(pages[0].Submit("begin", Typed("EUR")), pages[1].Submit("begin", Typed("EUR")));

        Assert.Single(answers, a => a.Path == "/administration/first-steps");
        Assert.Equal(1, await site.Db(db => db.People.CountAsync(Cancel)));
    }

    [Fact]
    public async Task An_empty_form_is_told_all_that_is_missing_at_once()
    {
        await using var site = await TheSite.Start();
        var page = await site.Stranger().Open((await Link(site))!);
        Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(page.The("input[name='Input.Company.TimeZone']").GetAttribute("value")!, out var zone) && zone.BaseUtcOffset == TimeZoneInfo.Local.BaseUtcOffset);

        var refused = await page.Submit("begin", new() { ["Input.Company.Name"] = "", ["Input.Company.Currency"] = "" });

        Assert.All((string[])["Give the company's name.", "Give the company's currency", "Give your name.", "Give your mail address", "Choose a password."], w => Assert.Contains(w, refused.Text, StringComparison.Ordinal));
        Assert.Equal("true", refused.The("input[name='Input.Company.Name']").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task The_link_ends_after_a_day()
    {
        await using var site = await TheSite.Start();
        var link = (await Link(site))!;

        site.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Contains("This link has ended", (await site.Stranger().Open(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weak_password_leaves_nothing_behind()
    {
        await using var site = await TheSite.Start();
        var page = await (await site.Stranger().Open((await Link(site))!)).Submit("begin", Typed("EUR", password: "short"));

        Assert.Contains("at least 10 characters", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.Db(db => db.People.CountAsync(Cancel)));
        Assert.Equal("", (await site.Db(db => db.Companies.SingleAsync(Cancel))).Name);
    }

    private static Task<string?> Link(TheSite site) => site.With<FirstRun, string?>(run => run.Link(Cancel));

    private static Dictionary<string, string> Typed(string currency, string password = "nine green bottles") => new()
    {
        ["Input.Company.Name"] = "Ours",
        ["Input.Company.Currency"] = currency,
        ["Input.Company.FirstMonth"] = "7",
        ["Input.Company.FirstDayOfWeek"] = "Sunday",
        ["Input.Company.TimeZone"] = "Europe/Vienna",
        ["Input.Name"] = "Ada",
        ["Input.Email"] = "ada@example.com",
        ["Input.Password"] = password,
    };
}
