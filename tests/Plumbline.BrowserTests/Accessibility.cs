using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Plumbline;

/// <summary>Whether everybody can use a page.</summary>
internal static class Accessibility
{
    private static readonly string _axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails with all that axe finds on the page as it stands, and where the page is wider than its screen.</summary>
    public static async Task Check(IPage page)
    {
        await page.WaitForLoadStateAsync(); // A page half there has violations of its own.

        // Axe's own binding for Playwright gathers frames in a second page, which takes seconds; our pages have no frames.
        await page.EvaluateAsync(_axe);
        var violations = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run({ resultTypes: ["violations"], preload: false, iframes: false })).violations.map(rule => `- ${rule.help} (${rule.id}, ${rule.impact}):\n` + rule.nodes.map(node =>
                `    ${node.target.join(" ")}: ${[...node.any, ...node.all, ...node.none].map(check => check.message).join("; ")}\n      ${node.html}`).join("\n"))
            """);
        Assert.True(violations.Length == 0, $"{page.Url} is not accessible:\n" + string.Join('\n', violations));

        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= page.ViewportSize!.Width, $"{page.Url} is {width} pixels wide, on a screen of {page.ViewportSize.Width}.");
    }
}
