using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Plumbline;

/// <summary>Whether everybody can use a page.</summary>
internal static class Accessibility
{
    /// <summary>Fails with all that axe finds on the page as it stands, and where the page is wider than its screen.</summary>
    public static async Task Check(IPage page)
    {
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{page.Url} is not accessible:\n" + string.Join('\n', found.Violations.Select(Words)));

        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= page.ViewportSize!.Width, $"{page.Url} is {width} pixels wide, on a screen of {page.ViewportSize.Width}.");
    }

    private static string Words(AxeResultItem rule) =>
        $"- {rule.Help} ({rule.Id}, {rule.Impact}):\n" + string.Join('\n', rule.Nodes.Select(Words));

    private static string Words(AxeResultNode node) =>
        $"    {node.Target}: {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}\n      {node.Html}";
}
