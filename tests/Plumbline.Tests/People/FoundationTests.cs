using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Hosting;

namespace Plumbline.People;

public sealed class FoundationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task The_site_is_live_and_ready(Provider provider)
    {
        await using var site = await TheSite.Start(provider);
        var stranger = site.Stranger();

        Assert.Equal("Healthy", (await stranger.Get("/health/live")).Body);
        Assert.Equal("Healthy", (await stranger.Get("/health/ready")).Body);
    }

    [Fact]
    public async Task A_site_whose_database_is_gone_lives_and_is_not_ready()
    {
        await using var site = await TheSite.Start();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Move(site.Data.SqliteFile, site.Data.SqliteFile + ".away");

        Assert.Equal(HttpStatusCode.OK, (await site.Stranger().Get("/health/live")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.Stranger().Get("/health/ready")).Status);
    }

    [Fact]
    public async Task Every_answer_carries_the_policy_whatever_its_status()
    {
        await using var site = await TheSite.Start();
        foreach (var path in new[] { "/health/live", "/sign-in", "/no-such-page", "/account" })
        {
            var page = await site.Stranger().Get(path);
            Assert.Equal(SecurityHeaders.Policy, Assert.Single(page.Answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(page.Answer.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task A_proxy_that_is_named_is_believed_that_the_visitor_came_by_https()
    {
        await using var site = await TheSite.Start(adjust: builder => builder.Configuration["Proxies"] = "127.0.0.1");
        await site.Add("Mary", password: "nine green bottles");
        var (answer, cookies) = await SignInBehindProxy(site);

        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("max-age", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anyone_else_is_not_believed()
    {
        await using var site = await TheSite.Start(adjust: builder => builder.Configuration["Proxies"] = "10.0.0.0/8,192.168.1.7");
        await site.Add("Mary", password: "nine green bottles");
        var (answer, cookies) = await SignInBehindProxy(site);

        Assert.All(cookies, cookie => Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Programs_are_answered_in_problem_details()
    {
        await using var site = await TheSite.Start();
        var stranger = await site.Stranger().Get("/api/nothing");
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (stranger.Status, stranger.Answer.Content.Headers.ContentType?.MediaType));
        var nothing = await (await site.As(await site.Add("Mary"))).Get("/api/nothing");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (nothing.Status, nothing.Answer.Content.Headers.ContentType?.MediaType));

        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = site.Services, Request = { Path = "/api/things/1" }, Response = { Body = body } };
        var handler = new RefusalHandler(site.Services.GetRequiredService<IProblemDetailsService>());
        Assert.True(await handler.TryHandleAsync(http, new RefusedException(Refusal.Conflict, "Someone was faster.", "Name"), Cancel));

        Assert.Equal(StatusCodes.Status409Conflict, http.Response.StatusCode);
        var problem = System.Text.Json.JsonDocument.Parse(body.ToArray()).RootElement;
        Assert.Equal(("Someone was faster.", "Name"), (problem.GetProperty("detail").GetString(), problem.GetProperty("field").GetString()));
    }

    /// <summary>Signs in; the cookies are that of the form and that of the sign-in.</summary>
    private static async Task<(HttpResponseMessage Answer, string[] Cookies)> SignInBehindProxy(TheSite site)
    {
        var visitor = site.Stranger();
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-Host", "plumbline.example");
        var page = await visitor.Open("/sign-in");

        // By hand, since the visitor's own browser sends no secure cookie over the proxy's plain connection.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent(page.Fields("sign-in", new() { ["Email"] = "Mary@example.com", ["Password"] = "nine green bottles" })) };
        request.Headers.Add("Cookie", page.Answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        var answer = await visitor.Http.SendAsync(request, Cancel);
        return (answer, [
            page.Answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("plumbline.form=", StringComparison.Ordinal)),
            answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("plumbline=", StringComparison.Ordinal)),
        ]);
    }
}
