using AngleSharp;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Plumbline.Files;

public class FileFieldTests
{
    [Fact]
    public async Task The_field_says_what_it_proves_and_which_files_are_taken()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var field = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Label"] = "Certificate", ["Name"] = "Input.File", ["Hint"] = "The vendor’s paper.", ["Optional"] = true });
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<FileField>(field)).ToHtmlString());
        var page = await BrowsingContext.New().OpenAsync(answer => answer.Content(html), TestContext.Current.CancellationToken);

        var input = page.QuerySelector("input[type=file]")!;
        Assert.Equal("Input.File", input.GetAttribute("name"));
        Assert.Equal(".pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx,.pptx,.csv,.txt", input.GetAttribute("accept"));
        Assert.StartsWith("The vendor’s paper. PDF, PNG, JPEG", page.GetElementById(input.GetAttribute("aria-describedby")!)!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("at most 10 MB.", page.QuerySelector(".form-hint")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Certificate (optional)", page.QuerySelector($"label[for='{input.Id}']")!.TextContent);
    }
}
