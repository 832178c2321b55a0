using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Hosting;
using Plumbline.People;

namespace Plumbline.Files;

public class FileAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_given_to_be_saved_and_never_to_be_shown()
    {
        var (http, body) = await Answer(new(SomeFile.Kept("Prüfung \"1\".pdf"), SomeFile.Pdf));
        Assert.Equal(SomeFile.Pdf, body);
        Assert.Equal((200, "application/pdf", SomeFile.Pdf.Length), (http.StatusCode, http.ContentType, http.ContentLength));
        Assert.Equal("sandbox; default-src 'none'", http.Headers.ContentSecurityPolicy);
        Assert.Equal("nosniff", http.Headers.XContentTypeOptions);
        Assert.Equal("private, no-store", http.Headers.CacheControl);
        var disposition = http.Headers.ContentDisposition.ToString();
        Assert.StartsWith("attachment;", disposition, StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''Pr%C3%BCfung%20%221%22.pdf", disposition, StringComparison.Ordinal);
        Assert.All(disposition, c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found() => Assert.Equal(404, (await Answer(null)).Http.StatusCode);

    /// <summary>The site gives every answer a policy; that of a file must stand.</summary>
    [Fact]
    public async Task The_site_leaves_the_stricter_policy_of_a_file()
    {
        await using var site = await TheSite.Start(adjust: builder => builder.Services.AddSingleton<IStartupFilter>(new Given(FileAnswer.Of(new(SomeFile.Kept(), SomeFile.Pdf)))));
        using var answer = await (await site.As(await site.Add("Ann", Roles.Salesperson))).Http.GetAsync(Given.Path, Cancel);
        Assert.Equal(["sandbox; default-src 'none'"], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        using var page = await site.Stranger().Http.GetAsync("/sign-in", Cancel);
        Assert.Equal([SecurityHeaders.Policy], page.Headers.GetValues("Content-Security-Policy"));
    }

    private static async Task<(HttpResponse Http, byte[] Body)> Answer(FileContent? content)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        await FileAnswer.Of(content).ExecuteAsync(http);
        return (http.Response, body.ToArray());
    }

    /// <summary>Answers under an address of its own, behind all that the site puts around an answer.</summary>
    private sealed class Given(IResult answer) : IStartupFilter
    {
        public const string Path = "/given";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => site =>
        {
            next(site);
            site.Use((http, after) => http.Request.Path == Path ? answer.ExecuteAsync(http) : after(http));
        };
    }
}
