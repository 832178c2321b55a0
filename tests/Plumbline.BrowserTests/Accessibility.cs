using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Plumbline;

/// <summary>Whether everybody can use a page.</summary>
internal static class Accessibility
{
    private static readonly string _axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What has been looked at for its colours, by its element and the one around it. They take most of a check's time, and come from the style sheet alone: what it gives the same look is looked at once.</summary>
    private static readonly ConcurrentDictionary<string, bool> _colours = [];

    /// <summary>Fails with all that axe finds on the page as it stands, and where the page is wider than its screen.</summary>
    public static async Task Check(IPage page)
    {
        await page.WaitForLoadStateAsync(); // A page half there has violations of its own.

        // A followed link changes the address before the page, which until then is the one before.
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('a.skip')].every(skip => skip.pathname === location.pathname)");

        // Axe's own binding for Playwright gathers frames in a second page, which takes seconds; our pages have no frames.
        await page.EvaluateAsync(_axe);
        var looks = await page.EvaluateAsync<string[]>(
            """
            () => {
              const tells = /^(class|type|disabled|aria-(?!label|describedby|controls|owns).*)$/;
              const own = (element) => [element.localName, ...[...element.attributes].filter(({ name }) => tells.test(name)).map(({ name, value }) => `${name}=${value}`)].join(" ");
              const theme = `${document.documentElement.dataset.theme} ${matchMedia("(prefers-color-scheme: dark)").matches}`;
              const seen = [...document.body.querySelectorAll("*")].filter((element) => !element.closest("svg") && element.checkVisibility());
              return [...new Set(seen.map((element) => `${theme}: ${own(element)} in ${own(element.parentElement)}`))];
            }
            """);
        List<string> unseen = [.. looks.Where(look => _colours.TryAdd(look, true))];
        var violations = await page.EvaluateAsync<string[]>(
            """
            async (colours) => (await axe.run({ resultTypes: ["violations"], preload: false, iframes: false, rules: { "color-contrast": { enabled: colours } } })).violations.map(rule => `- ${rule.help} (${rule.id}, ${rule.impact}):\n` + rule.nodes.map(node =>
                `    ${node.target.join(" ")}: ${[...node.any, ...node.all, ...node.none].map(check => check.message).join("; ")}\n      ${node.html}`).join("\n"))
            """, unseen.Count > 0);
        Assert.True(violations.Length == 0, $"{page.Url} is not accessible:\n" + string.Join('\n', violations));

        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= page.ViewportSize!.Width, $"{page.Url} is {width} pixels wide, on a screen of {page.ViewportSize.Width}.");
    }
}
