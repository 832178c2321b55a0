using System.Net;
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
}
