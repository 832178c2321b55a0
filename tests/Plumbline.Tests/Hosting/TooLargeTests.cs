using System.Net;

namespace Plumbline.Hosting;

public class TooLargeTests
{
    /// <summary>Much more than fits into what lies between the two, so that the browser is still sending when it is known.</summary>
    [Fact]
    public async Task Whoever_sends_too_much_reads_that_it_was_and_finds_no_closed_connection()
    {
        await using var site = await TheSite.Start();
        var stranger = site.Stranger();
        var fields = (await stranger.Open("/sign-in")).Fields("sign-in");
        using var content = new MultipartFormDataContent();
        fields.ForEach(f => content.Add(new StringContent(f.Value), f.Key));
        content.Add(new ByteArrayContent(new byte[64 * 1024 * 1024]), "Input.File", "film.pdf");

        var page = await stranger.Post(new(site.Address, "/sign-in"), content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains("That is too large Nothing was saved.", page.Text, StringComparison.Ordinal);
    }
}
