using FsCheck.Xunit;

namespace Plumbline.Typing;

public class TypedNumberTests
{
    [Theory]
    [InlineData("1200", 1200)]
    [InlineData("1,200", 1200)]
    [InlineData("1.200", 1200)]
    [InlineData("1 200", 1200)]
    [InlineData("1\u00a0200", 1200)]
    [InlineData("1\u202f200,5", 1200.5)]
    [InlineData("1'200.50", 1200.5)]
    [InlineData("1’200", 1200)]
    [InlineData("1,200,000", 1200000)]
    [InlineData("1.200.000,25", 1200000.25)]
    [InlineData("1,200.25", 1200.25)]
    [InlineData("12,5", 12.5)]
    [InlineData("12.50", 12.5)]
    [InlineData("1200,123", 1200.123)]
    [InlineData("0.125", 0.125)]
    [InlineData("0,125", 0.125)]
    [InlineData(".5", 0.5)]
    [InlineData("12.", 12)]
    [InlineData("+7", 7)]
    [InlineData("-7", -7)]
    [InlineData("\u22127", -7)]
    [InlineData("7-", -7)]
    [InlineData("(1,200.00)", -1200)]
    [InlineData("$1,200", 1200)]
    [InlineData("-$5", -5)]
    [InlineData("$-5", -5)]
    [InlineData("(€5)", -5)]
    [InlineData("1.200,00 €", 1200)]
    [InlineData("EUR 1200", 1200)]
    [InlineData("1200 USD", 1200)]
    [InlineData("US$ 5", 5)]
    [InlineData("500 kr", 500)]
    [InlineData("3k", 3000)]
    [InlineData("1.234M", 1234000)]
    [InlineData("1,5 M", 1500000)]
    [InlineData("2bn", 2000000000)]
    [InlineData("12%", 0.12)]
    [InlineData("12,345 %", 0.12345)]
    [InlineData("  42  ", 42)]
    public void A_number_is_read_as_people_type_it(string typed, double number)
    {
        Assert.True(TypedNumber.TryRead(typed, out var read));
        Assert.Equal((decimal)number, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("abc")]
    [InlineData("12 34")]
    [InlineData("1,20,0")]
    [InlineData("1.2.3,4,5")]
    [InlineData("1,200 300")]
    [InlineData("(5")]
    [InlineData("5)")]
    [InlineData("5 apples")]
    [InlineData("1e5")]
    [InlineData("=1+1")]
    [InlineData("--5")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("79228162514264337593543950335bn")]
    public void What_is_no_number_is_not_read_as_one(string? typed) => Assert.False(TypedNumber.TryRead(typed, out _));

    [Theory]
    [InlineData("60", 0.6)]
    [InlineData("60%", 0.6)]
    [InlineData("0.6", 0.6)]
    [InlineData("0,5%", 0.005)]
    [InlineData("1", 0.01)]
    [InlineData("100", 1)]
    public void A_share_is_typed_in_percent_or_as_a_fraction(string typed, double share)
    {
        Assert.True(TypedNumber.TryReadShare(typed, out var read));
        Assert.Equal((decimal)share, read);
    }

    [Property]
    public void What_is_shown_is_read_as_the_same(long tenThousandths)
    {
        var number = tenThousandths / 10_000m;
        Assert.True(TypedNumber.TryRead(TypedNumber.Show(number), out var read));
        Assert.Equal(number, read);
    }

    [Property]
    public void Thousands_separators_change_nothing(int whole)
    {
        foreach (var separator in new[] { ",", ".", " ", "'" })
        {
            var typed = whole.ToString("#,0", new System.Globalization.NumberFormatInfo { NumberGroupSeparator = separator });
            Assert.True(TypedNumber.TryRead(typed, out var read), typed);
            Assert.Equal(whole, read);
        }
    }
}
