using Plumbline.Fiscal;

namespace Plumbline.Ui;

public sealed class FiguresTests
{
    private static readonly Figures _euros = new("EUR");

    [Theory]
    [InlineData("0", "€0")]
    [InlineData("9949.5", "€9,950")]
    [InlineData("12345", "€12.3 k")]
    [InlineData("123456", "€123 k")]
    [InlineData("99950", "€100 k")]
    [InlineData("999499", "€999 k")]
    [InlineData("999500", "€1 M")]
    [InlineData("1234567.89", "€1.23 M")]
    [InlineData("-1234567.89", "−€1.23 M")]
    [InlineData("9994999", "€9.99 M")]
    [InlineData("9995000", "€10 M")]
    [InlineData("12345678", "€12.3 M")]
    [InlineData("2500000000", "€2.5 B")]
    [InlineData("-0.4", "€0")]
    public void A_tile_shows_about_three_digits(string amount, string shown) =>
        Assert.Equal(shown, _euros.Compact(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).Replace('\u00a0', ' '));

    [Fact]
    public void An_exact_amount_has_its_cents_where_there_are_any()
    {
        Assert.Equal("€1,234,567.80", _euros.Exact(1234567.8m));
        Assert.Equal("€1,234,567", _euros.Exact(1234567m));
        Assert.Equal("−€0.0001", _euros.Exact(-0.0001m));
        Assert.Equal("−1,234", Figures.Bare(-1234.0000m));
    }

    [Fact]
    public void A_currency_without_a_sign_of_its_own_is_named_by_its_code()
    {
        Assert.Equal("BGN\u00a012", new Figures("BGN").Exact(12));
        Assert.Equal("12", Figures.Plain.Exact(12));
    }

    [Fact]
    public void Rounding_is_away_from_zero_and_never_leaves_a_minus_before_nothing()
    {
        Assert.Equal("3", Figures.Whole(2.5m));
        Assert.Equal("−3", Figures.Whole(-2.5m));
        Assert.Equal("0", Figures.Whole(-0.4m));
        Assert.Equal("0%", Figures.Percent(-0.004m));
    }

    [Fact]
    public void A_share_is_told_in_hundredths_and_a_change_with_its_sign()
    {
        Assert.Equal("87%", Figures.Percent(0.873m));
        Assert.Equal("87.3%", Figures.Percent(0.873m, 1));
        Assert.Equal("+8%", Figures.Change(0.08m));
        Assert.Equal("−8%", Figures.Change(-0.08m));
        Assert.Equal("0%", Figures.Change(0.001m));
    }

    [Fact]
    public void A_day_has_its_year_where_that_is_not_this_one()
    {
        Assert.Equal("Tue 24 Nov", Figures.Day(new(2026, 11, 24), new(2026, 1, 1)));
        Assert.Equal("Tue 24 Nov 2026", Figures.Day(new(2026, 11, 24), new(2027, 1, 1)));
    }

    [Fact]
    public void A_fiscal_period_says_that_it_is_one()
    {
        var quarter = new Period(new(2026, 10), 3);
        Assert.Equal("Q2 FY2027", Figures.Name(quarter, new FiscalYear(7)));
        Assert.Equal("Q4 2026", Figures.Name(quarter, new FiscalYear(1)));
        Assert.Equal("2026", Figures.Name(new Period(new(2026, 1), 12), new FiscalYear(1)));
        Assert.Equal("Oct 2026", Figures.Name(new Period(new(2026, 10), 1), new FiscalYear(7)));
    }

    [Fact]
    public void A_chart_has_round_steps_that_hold_every_value_and_nought()
    {
        Assert.Equal([0, 50, 100, 150, 200], new ChartScale([180, 40, null]).Steps);
        Assert.Equal([-50, 0, 50, 100], new ChartScale([-30, 90]).Steps);
        Assert.Equal([0, 0.25m, 0.5m, 0.75m, 1], new ChartScale([]).Steps);
    }

    [Fact]
    public void Running_totals_pass_over_what_is_not_known()
    {
        var running = TargetChart.RunningTotals([new("Jan", 1, 10), new("Feb", null, 10), new("Mar", 2, null)]);
        Assert.Equal([new("Jan", 1, 10), new("Feb", null, 20), new("Mar", 3, null)], running);
    }
}
