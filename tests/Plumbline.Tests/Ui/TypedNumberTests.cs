using System.Globalization;
using System.Text.Json;
using FsCheck.Xunit;

namespace Plumbline.Ui;

public sealed class TypedNumberTests
{
    public static TheoryData<string, string> Money => Cases("money");

    public static TheoryData<string, string> Fractions => Cases("fraction");

    public static TheoryData<string, string> Shown => Cases("shown");

    public static TheoryData<string> Refused => [.. Table().GetProperty("refused").EnumerateArray().Select(typed => typed.GetString()!)];

    [Theory, MemberData(nameof(Money))]
    public void An_amount_is_read_as_the_browser_reads_it(string typed, string expected)
    {
        Assert.True(TypedNumber.TryRead(typed, fraction: false, out var number, out var percent));
        Assert.Equal(expected, Said(number, percent));
        Assert.Equal(!percent, TypedNumber.TryParse(typed, out _));
    }

    [Theory, MemberData(nameof(Fractions))]
    public void A_quantity_with_thousandths_is_read_as_the_browser_reads_it(string typed, string expected)
    {
        Assert.True(TypedNumber.TryRead(typed, fraction: true, out var number, out var percent));
        Assert.Equal(expected, Said(number, percent));
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_is_no_number_is_not_taken_for_one(string typed) => Assert.False(TypedNumber.TryRead(typed, fraction: false, out _, out _));

    [Theory, MemberData(nameof(Shown))]
    public void An_input_shows_a_number_as_the_browser_does(string plain, string shown) => Assert.Equal(shown, Figures.Input(decimal.Parse(plain, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("12.5", 0.125)]
    [InlineData("12,5 %", 0.125)]
    [InlineData("100%", 1)]
    public void A_percentage_is_read_with_and_without_its_sign(string typed, decimal expected)
    {
        Assert.True(TypedNumber.TryParsePercent(typed, out var fraction));
        Assert.Equal(expected, fraction);
    }

    [Fact]
    public void Nothing_and_too_much_are_no_numbers()
    {
        Assert.False(TypedNumber.TryParse(null, out _));
        Assert.False(TypedNumber.TryParse(new string('9', 40), out _));
        Assert.False(TypedNumber.TryParse(new string('9', 28) + "M", out _));
    }

    [Property]
    public bool What_an_input_shows_reads_back(long tenThousandths)
    {
        var number = tenThousandths / 10_000m;
        return TypedNumber.TryParse(Figures.Input(number), out var read) && read == number;
    }

    private static string Said(decimal number, bool percent) => number.ToString("0.############", CultureInfo.InvariantCulture) + (percent ? "%" : "");

    private static TheoryData<string, string> Cases(string name)
    {
        var cases = new TheoryData<string, string>();
        foreach (var each in Table().GetProperty(name).EnumerateObject())
        {
            cases.Add(each.Name, each.Value.GetString()!);
        }

        return cases;
    }

    private static JsonElement Table()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Plumbline.slnx")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        return JsonDocument.Parse(File.ReadAllText(Path.Combine(root.FullName, "src", "Plumbline", "Ui", "assets", "numbers.cases.json"))).RootElement;
    }
}
