using System.Globalization;
using Microsoft.Playwright;
using Plumbline.People;

namespace Plumbline;

/// <summary>Signs people in in a window of the browser.</summary>
internal static class Windows
{
    /// <summary>The site as a person types it. Browsers allow passkeys on localhost, not on 127.0.0.1.</summary>
    public static string Url(this TheSite site) => $"http://localhost:{site.Address.Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Lets the window be that of a person who has signed in.</summary>
    public static async Task SignIn(this IPage page, TheSite site, Person person)
    {
        var visitor = await site.As(person);
        await page.Context.AddCookiesAsync(visitor.Cookies.GetAllCookies().Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = site.Url() }));
    }
}
