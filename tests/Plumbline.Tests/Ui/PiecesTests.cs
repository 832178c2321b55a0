using AngleSharp;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Plumbline.Ui;

public sealed class PiecesTests
{
    [Fact]
    public async Task An_amount_that_is_rounded_keeps_the_exact_one_on_hover()
    {
        var html = await Render<Money>(new() { ["Value"] = 1234567.89m, ["Compact"] = true });
        Assert.Contains("title=\"1,234,567.89\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"1234567.89\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amount_that_is_not_known_says_so_and_why()
    {
        var html = await Render<Money>(new() { ["Value"] = null, ["Why"] = "No cost is known" });
        Assert.Contains(">unknown</span>", html, StringComparison.Ordinal);
        Assert.Contains("No cost is known", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20", "30%", "Saved meanwhile: 30%")]
    [InlineData("20", "", "Saved meanwhile: nothing")]
    [InlineData("20", "20", null)]
    [InlineData(null, "", null)]
    [InlineData("20", null, null)]
    public void What_was_saved_meanwhile_is_said_where_it_differs_also_where_it_is_nothing(string? mine, string? theirs, string? words) => Assert.Equal(words, Meanwhile.Of(mine, theirs));

    [Fact]
    public async Task A_chart_has_every_figure_in_its_table_and_no_inline_style()
    {
        var html = await Render<TargetChart>(new() { ["Label"] = "Revenue", ["Points"] = new ChartPoint[] { new("Jan", 1111, 2222, 3333), new("Feb", null, 4444) } });
        Assert.All(["1,111", "2,222", "3,333", "4,444"], figure => Assert.Contains($">{figure}</data>", html, StringComparison.Ordinal));
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_that_knows_what_is_likely_at_its_end_draws_it_and_says_it_in_words_and_figures()
    {
        ChartPoint[] points = [new("Oct", 100, 100), new("Nov", 50, 100), new("Dec", null, 100)];
        var html = await Render<TargetChart>(new() { ["Label"] = "Revenue", ["Points"] = points, ["Cumulative"] = true, ["Likely"] = new ChartBand(1, 2, 180, 240, 1_234, "Likely to bring 240.", "forecast?period=2026-Q4") });

        Assert.All(["180", "240", "1,234"], figure => Assert.Contains($">{figure}</data>", html, StringComparison.Ordinal));
        Assert.Contains("Likely to bring 240. <a href=\"forecast?period=2026-Q4\">Why</a>", html, StringComparison.Ordinal);
        Assert.Matches("<polygon class=\"plot-opening\" points=\"58.67,[\\d.]+ 74.67,[\\d.]+ 74.67,[\\d.]+\"", html);
        Assert.Contains("expected 240", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);

        var inItsLastMonth = await Render<TargetChart>(new() { ["Label"] = "Revenue", ["Points"] = points, ["Likely"] = new ChartBand(1, 1, 40, 50, 60, "", "") });
        Assert.Contains("bar-likely", inItsLastMonth, StringComparison.Ordinal);
        Assert.DoesNotContain("polygon", inItsLastMonth, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_of_nothing_says_so() =>
        Assert.Contains("Nothing was sold or agreed", await Render<TargetChart>(new() { ["Label"] = "Revenue", ["Points"] = new ChartPoint[] { new("Jan", null, null) } }), StringComparison.Ordinal);

    [Fact]
    public async Task A_line_of_one_point_is_not_drawn() =>
        Assert.DoesNotContain("<svg", await Render<Spark>(new() { ["Label"] = "Trend", ["Values"] = new decimal?[] { null, 5 } }), StringComparison.Ordinal);

    [Fact]
    public async Task A_field_that_was_refused_says_why_and_keeps_what_was_typed()
    {
        var form = new EditContext(new object());
        new ValidationMessageStore(form).Add(new FieldIdentifier(form.Model, "Rows[3].Revenue"), "This is no amount.");
        RenderFragment field = page =>
        {
            page.OpenComponent<Field>(0);
            page.AddComponentParameter(1, nameof(Field.Label), "Revenue");
            page.AddComponentParameter(2, nameof(Field.Name), "Input.Rows[3].Revenue");
            page.AddComponentParameter(3, nameof(Field.Value), "12 apples");
            page.AddComponentParameter(4, nameof(Field.Hint), "In euros");
            page.CloseComponent();
        };

        var html = await Render<CascadingValue<EditContext>>(new() { ["Value"] = form, ["ChildContent"] = field });
        var page = await BrowsingContext.New().OpenAsync(answer => answer.Content(html), TestContext.Current.CancellationToken);

        var input = page.QuerySelector("input")!;
        Assert.Equal("12 apples", input.GetAttribute("value"));
        Assert.Equal("Input.Rows[3].Revenue", input.GetAttribute("name"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal(["In euros", "This is no amount."], input.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.GetElementById(id)!.TextContent.Trim()));
        Assert.Equal(input.Id, page.QuerySelector("label")!.GetAttribute("for"));
    }

    private static async Task<string> Render<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
