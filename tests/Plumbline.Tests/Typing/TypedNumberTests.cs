using System.Globalization;
using System.Text.Json;
using FsCheck.Xunit;
using Plumbline.Ui;

namespace Plumbline.Typing;

/// <summary>What the table of the browser's tests (numbers.cases.json) says holds here as well, so that a plan reads the same with script and without.</summary>
public class TypedNumberTests
{
    private static readonly JsonElement _table = ReadTable();

    public static TheoryData<string, string> Money => Cases("money");

    public static TheoryData<string, string> Fractions => Cases("fraction");

    public static TheoryData<string, string> Shown => Cases("shown");

    public static TheoryData<string> Refused => [.. _table.GetProperty("refused").EnumerateArray().Select(typed => typed.GetString()!)];

    [Theory, MemberData(nameof(Money))]
    public void An_amount_is_read_as_the_browser_reads_it(string typed, string expected)
    {
        Assert.True(TypedNumber.TryRead(typed, fraction: false, out var number, out var isPercent));
        Assert.Equal(expected, Said(number, isPercent));
        Assert.Equal(!isPercent, TypedNumber.TryRead(typed, out var amount));
        Assert.True(isPercent || amount == number);
    }

    [Theory, MemberData(nameof(Fractions))]
    public void A_quantity_with_thousandths_is_read_as_the_browser_reads_it(string typed, string expected)
    {
        Assert.True(TypedNumber.TryRead(typed, fraction: true, out var number, out var isPercent));
        Assert.Equal(expected, Said(number, isPercent));
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_is_no_number_is_not_read_as_one(string typed)
    {
        Assert.False(TypedNumber.TryRead(typed, out _));
        Assert.False(TypedNumber.TryReadShare(typed, out _));
    }

    [Theory, MemberData(nameof(Shown))]
    public void An_input_shows_a_number_as_the_browser_does(string plain, string shown) => Assert.Equal(shown, Figures.Input(decimal.Parse(plain, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("60", 0.6)]
    [InlineData("60%", 0.6)]
    [InlineData("0.6", 0.6)]
    [InlineData("-0,6", -0.6)]
    [InlineData("0,5%", 0.005)]
    [InlineData("12.5", 0.125)]
    [InlineData("12,345 %", 0.12345)]
    [InlineData("12.345", 0.12345)]
    [InlineData("1", 0.01)]
    [InlineData("1%", 0.01)]
    [InlineData("100", 1)]
    public void A_share_is_typed_in_percent_or_as_a_fraction(string typed, double share)
    {
        Assert.True(TypedNumber.TryReadShare(typed, out var read));
        Assert.Equal((decimal)share, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("-9999999999999999999999999999M")]
    [InlineData("79228162514264337593543950335bn")]
    public void Nothing_and_too_much_are_no_numbers(string? typed) => Assert.False(TypedNumber.TryRead(typed, out _));

    [Property]
    public void What_an_input_shows_reads_back(long tenThousandths)
    {
        var number = tenThousandths / 10_000m;
        Assert.True(TypedNumber.TryRead(Figures.Input(number), out var read));
        Assert.Equal(number, read);
    }

    [Property]
    public void A_share_shown_in_percent_reads_back(int tenThousandths)
    {
        var share = tenThousandths / 10_000m;
        Assert.True(TypedNumber.TryReadShare(Figures.Input(share * 100) + "%", out var read));
        Assert.Equal(share, read);
    }

    [Property]
    public void Thousands_separators_change_nothing(int whole)
    {
        foreach (var separator in new[] { ",", ".", " ", "'" })
        {
            var typed = whole.ToString("#,0", new NumberFormatInfo { NumberGroupSeparator = separator });
            Assert.True(TypedNumber.TryRead(typed, out var read), typed);
            Assert.Equal(whole, read);
        }
    }

    private static string Said(decimal number, bool isPercent) => number.ToString("0.############", CultureInfo.InvariantCulture) + (isPercent ? "%" : "");

    private static TheoryData<string, string> Cases(string name)
    {
        var cases = new TheoryData<string, string>();
        foreach (var each in _table.GetProperty(name).EnumerateObject())
        {
            cases.Add(each.Name, each.Value.GetString()!);
        }

        return cases;
    }

    private static JsonElement ReadTable()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Plumbline.slnx")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        return JsonDocument.Parse(File.ReadAllText(Path.Combine(root.FullName, "src", "Plumbline", "Ui", "assets", "numbers.cases.json"))).RootElement;
    }
}
