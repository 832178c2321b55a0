using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Plumbline.People;

public sealed class SignInTests
{
    private const string Password = "nine green bottles";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_password_lets_in_and_leads_to_the_page_that_was_wanted(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await site.Add("Mary", Roles.Salesperson, password: Password);
        var visitor = site.Stranger();

        var asked = await visitor.Open("/account");
        Assert.StartsWith("/sign-in?returnUrl=", asked.Path, StringComparison.Ordinal);
        var inside = await SignIn(asked, "Mary@example.com", Password);

        Assert.Equal("/account", inside.Path);
        Assert.Contains("You sign in as Mary@example.com", inside.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task A_link_cannot_lead_away_after_the_sign_in(string elsewhere)
    {
        await using var site = await TheSite.Start();
        await site.Add("Mary", password: Password);

        var inside = await SignIn(await site.Stranger().Open($"/sign-in?returnUrl={Uri.EscapeDataString(elsewhere)}"), "Mary@example.com", Password);

        Assert.Equal("/", inside.Path);
        Assert.Equal(site.Address.Authority, inside.Answer.RequestMessage!.RequestUri!.Authority);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        await using var site = await TheSite.Start();
        await site.Add("Mary", password: Password);
        var page = await site.Stranger().Open("/sign-in");
        var cookies = await Cookies(page);

        Assert.Contains("httponly", cookies, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookies, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookies, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_passkey_that_the_browser_did_not_give_is_no_fault_of_the_site()
    {
        await using var site = await TheSite.Start();
        var page = await site.Stranger().Open("/sign-in");

        Assert.Contains("The browser gave no passkey", (await page.Submit("passkey")).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Five_wrong_passwords_lock_even_for_the_right_one(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await site.Add("Mary", password: Password);
        var page = await site.Stranger().Open("/sign-in");
        for (var i = 0; i < SignInSetup.FailuresUntilLocked; i++)
        {
            page = await SignIn(page, "Mary@example.com", "wrong password");
        }

        var refused = await SignIn(page, "Mary@example.com", Password);

        Assert.Equal("/sign-in", refused.Path);
        Assert.Contains("locked", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_reads_does_not_tell_who_has_an_account()
    {
        await using var site = await TheSite.Start();
        await site.Add("Mary", Roles.Administrator, password: Password);
        var page = await site.Stranger().Open("/sign-in");

        var known = await SignIn(page, "Mary@example.com", "wrong password");
        var unknown = await SignIn(page, "Nobody@example.com", "wrong password");

        Assert.Equal(known.The("[role=alert]").TextContent, unknown.The("[role=alert]").TextContent);
        Assert.Equal("Mary@example.com", known.The("input[name='Input.Email']").GetAttribute("value"));
    }

    [Fact]
    public async Task One_account_cannot_be_tried_without_end()
    {
        await using var site = await TheSite.Start();
        var page = await site.Stranger().Open("/sign-in");
        for (var i = 0; i < AttemptLimit.PerMinute; i++)
        {
            page = await SignIn(page, "Nobody@example.com", "wrong password");
            Assert.DoesNotContain("Too many attempts", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Too many attempts", (await SignIn(page, "nobody@EXAMPLE.com", "wrong password")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_address_cannot_try_without_end()
    {
        await using var site = await TheSite.Start();
        var stranger = site.Stranger();
        for (var i = 0; i < Hosting.Limits.AttemptsPerAddress; i++)
        {
            using var tried = await stranger.Http.PostAsync("/sign-in", null, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, tried.StatusCode);
        }

        using var last = await stranger.Http.PostAsync("/sign-in", null, Cancel);

        Assert.Contains("Too many attempts", await last.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/sign-in")).Status);
    }

    [Theory, EachDatabase]
    public async Task Codes_are_set_up_and_asked_and_a_recovery_code_works_once(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", password: Password);
        var inside = await site.As(mary);

        var setUp = await (await inside.Open("/account/second-factor")).Submit("begin");
        var key = setUp.The("code").TextContent.Replace(" ", "", StringComparison.Ordinal);
        var image = await inside.Get("/account/second-factor/qr.svg");
        Assert.Equal("image/svg+xml", image.Answer.Content.Headers.ContentType?.MediaType);
        var wrong = await setUp.Submit("on", new() { ["Code"] = "12345" });
        Assert.Contains("not the code", wrong.Text, StringComparison.Ordinal);
        var on = await wrong.Submit("on", new() { ["Code"] = CodeOf(key) });
        var recovery = on.Document.QuerySelectorAll("li code").Select(c => c.TextContent).ToList();
        Assert.Equal(10, recovery.Distinct().Count());
        Assert.Equal(HttpStatusCode.NotFound, (await inside.Get("/account/second-factor/qr.svg")).Status);

        var asked = await SignIn(await site.Stranger().Open("/sign-in?returnUrl=%2Faccount"), "Mary@example.com", Password);
        Assert.StartsWith("/sign-in/second-factor", asked.Path, StringComparison.Ordinal);
        var code = CodeOf(key);
        Assert.Equal("/account", (await asked.Submit("code", new() { ["Code"] = code })).Path);
        var overheard = await SignIn(await site.Stranger().Open("/sign-in?returnUrl=%2Faccount"), "Mary@example.com", Password);
        Assert.Contains("That code was used already.", (await overheard.Submit("code", new() { ["Code"] = code })).Text, StringComparison.Ordinal);

        var second = await SignIn(await site.Stranger().Open("/sign-in?returnUrl=%2Faccount"), "Mary@example.com", Password);
        Assert.Equal("/account", (await second.Submit("recovery", new() { ["Code"] = recovery[0] })).Path);

        var third = await SignIn(await site.Stranger().Open("/sign-in?returnUrl=%2Faccount"), "Mary@example.com", Password);
        Assert.Contains("does not let you in", (await third.Submit("recovery", new() { ["Code"] = recovery[0] })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_alone_does_not_open_an_account_with_codes()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", password: Password);
        var inside = await site.As(mary);
        var setUp = await (await inside.Open("/account/second-factor")).Submit("begin");
        await setUp.Submit("on", new() { ["Code"] = CodeOf(setUp.The("code").TextContent.Replace(" ", "", StringComparison.Ordinal)) });

        var visitor = site.Stranger();
        await SignIn(await visitor.Open("/sign-in"), "Mary@example.com", Password);

        Assert.StartsWith("/sign-in", (await visitor.Open("/account")).Path, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Signing_out_everywhere_ends_every_session_at_once(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", password: Password);
        var here = await site.As(mary);
        var there = await site.As(mary);

        await (await here.Open("/account")).Submit("everywhere");

        Assert.StartsWith("/sign-in", (await here.Open("/account")).Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await there.Open("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_only()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", password: Password);
        var here = await site.As(mary);
        var there = await site.As(mary);

        await (await here.Open("/sign-out")).Submit("sign-out");

        Assert.StartsWith("/sign-in", (await here.Open("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await there.Open("/account")).Path);
    }

    [Fact]
    public async Task A_new_password_signs_out_elsewhere_and_stays_in_here()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", password: Password);
        var here = await site.As(mary);
        var there = await site.As(mary);

        var refused = await (await here.Open("/account")).Submit("password", new() { ["Current"] = "wrong password", ["Chosen"] = "ten yellow bottles", ["Again"] = "ten yellow bottles" });
        Assert.Contains("That is not your password", refused.Text, StringComparison.Ordinal);
        var done = await refused.Submit("password", new() { ["Current"] = Password, ["Chosen"] = "ten yellow bottles", ["Again"] = "ten yellow bottles" });

        Assert.Equal("/account?done=password", done.Path);
        Assert.StartsWith("/sign-in", (await there.Open("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await SignIn(await site.Stranger().Open("/sign-in?returnUrl=%2Faccount"), "Mary@example.com", "ten yellow bottles")).Path);
    }

    [Theory, EachDatabase]
    public async Task A_role_counts_from_the_next_request(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        await site.Add("Ada", Roles.Administrator, password: Password);
        var mary = await site.Add("Mary", Roles.Salesperson);
        var visitor = await site.As(mary);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get("/administration/people")).Status);

        await SetRoles(site, mary, Roles.Salesperson | Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/administration/people")).Status);

        await SetRoles(site, mary, Roles.Salesperson);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get("/administration/people")).Status);
    }

    [Fact]
    public async Task Who_has_left_gets_in_no_more_after_a_days_grace()
    {
        await using var site = await TheSite.Start();
        var mary = await site.Add("Mary", password: Password);
        var visitor = await site.As(mary);
        await site.Db(async db =>
        {
            (await db.People.SingleAsync(p => p.Id == mary.Id, Cancel)).Left = new(2026, 11, 23);
            return await db.SaveChangesAsync(Cancel);
        });

        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/account")).Status);
        site.Clock.Advance(TimeSpan.FromDays(1));

        Assert.StartsWith("/sign-in", (await visitor.Open("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await SignIn(await site.Stranger().Open("/sign-in"), "Mary@example.com", Password)).Path);
    }

    [Fact]
    public async Task A_sign_in_ends_by_itself_after_two_weeks_unused()
    {
        await using var site = await TheSite.Start();
        var visitor = await site.As(await site.Add("Mary"));

        site.Clock.Advance(TimeSpan.FromDays(13));
        Assert.Equal("/account", (await visitor.Open("/account")).Path);
        site.Clock.Advance(TimeSpan.FromDays(13));
        Assert.Equal("/account", (await visitor.Open("/account")).Path);
        site.Clock.Advance(TimeSpan.FromDays(15));

        Assert.StartsWith("/sign-in", (await visitor.Open("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_keeps_people_signed_in()
    {
        await using var site = await TheSite.Start();
        var before = await site.As(await site.Add("Mary"));
        Assert.Equal("/account", (await before.Open("/account")).Path);

        await using var restarted = Site.Build(site.Data, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(site.Clock);
        });
        await restarted.Start(Cancel);
        using var after = new Visitor(new(restarted.Urls.First()));
        after.Cookies.Add(before.Cookies.GetAllCookies());

        Assert.Equal("/account", (await after.Open("/account")).Path);
    }

    private static Task<Page> SignIn(Page page, string email, string password) => page.Submit("sign-in", new() { ["Email"] = email, ["Password"] = password });

    private static Task<int> SetRoles(TheSite site, Person person, Roles roles) => site.Db(async db =>
    {
        (await db.People.SingleAsync(p => p.Id == person.Id, Cancel)).Roles = roles;
        return await db.SaveChangesAsync(Cancel);
    });

    private static async Task<string> Cookies(Page page)
    {
        var visitor = page.Visitor;
        using var answer = await visitor.Http.PostAsync("/sign-in", new FormUrlEncodedContent(page.Fields("sign-in", new() { ["Email"] = "Mary@example.com", ["Password"] = Password })), Cancel);
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("plumbline=", StringComparison.Ordinal));
    }

    /// <summary>The code that an app shows now (RFC 6238). The framework reads the real clock for it.</summary>
    private static string CodeOf(string key)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(c => Convert.ToString(Alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // Apps for codes know no other hash.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var at = hash[^1] & 0xf;
        return ((((hash[at] & 0x7f) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3]) % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }
}
