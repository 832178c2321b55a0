using System.Globalization;
using FsCheck.Xunit;
using Plumbline.Companies;

namespace Plumbline.Importing;

public class TextTests
{
    [Theory]
    [InlineData("13400", "13400")]
    [InlineData("$1,500,000.00 ", "1500000.00")]
    [InlineData("(1,234.50)", "-1234.50")]
    [InlineData("-2,610.12", "-2610.12")]
    [InlineData("5-", "-5")]
    [InlineData("$ -5.5", "-5.5")]
    [InlineData("USD 1,234", "1234")]
    [InlineData("1 234 567.8 kr", "1234567.8")]
    [InlineData("1'234.50 CHF", "1234.50")]
    [InlineData("12,34,567.00", "1234567.00")]
    [InlineData(".5", "0.5")]
    [InlineData("60 %", "60")]
    [InlineData("1.5E3", "1500")]
    [InlineData("US$ 5", "5")]
    [InlineData("-€12", "-12")]
    [InlineData("Fr. 12", "12")]
    [InlineData("Fr.12", "12")]
    [InlineData("12 kr.", "12")]
    [InlineData("12 zł", "12")]
    [InlineData("eur 12", "12")]
    [InlineData("250k", "250000")]
    [InlineData("250 K", "250000")]
    [InlineData("1.2M", "1200000")]
    [InlineData("$1.2m", "1200000")]
    [InlineData("3 Mio", "3000000")]
    [InlineData("3 Mio. €", "3000000")]
    [InlineData("-1.5 Mrd.", "-1500000000")]
    [InlineData("2bn", "2000000000")]
    [InlineData("(2.5 B)", "-2500000000")]
    [InlineData("5k€", "5000")]
    [InlineData("5 MEUR", "5000000")]
    [InlineData("1,250k", "1250000")]
    [InlineData("12345678901234567890.12", "12345678901234567890.12")]
    public void Numbers_are_read_as_people_write_them(string text, string expected)
    {
        Assert.True(NumberText.TryParse(text, DecimalMark.Point, out var value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("1.234,50 €", "1234.50")]
    [InlineData("1 234,5", "1234.5")]
    [InlineData("-0,75", "-0.75")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,2 Mio. €", "1200000")]
    public void Numbers_with_a_decimal_comma_are_read(string text, string expected)
    {
        Assert.True(NumberText.TryParse(text, DecimalMark.Comma, out var value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("NULL")]
    [InlineData("-")]
    [InlineData("n/a")]
    public void Nothing_is_no_number_and_no_mistake(string text)
    {
        Assert.True(NumberText.TryParse(text, DecimalMark.Point, out var value));
        Assert.Null(value);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("12,34")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("12 apples")]
    [InlineData("12 pcs")]
    [InlineData("3 MIO")]
    [InlineData("5 t")]
    [InlineData("k5")]
    [InlineData("5kk")]
    [InlineData("5e")]
    [InlineData("Q1")]
    [InlineData("ZZZ 5")]
    [InlineData("€ 5 USD")]
    [InlineData("79228162514264337593543950335bn")]
    [InlineData("2024-01-02")]
    public void What_is_no_number_is_not_made_one(string text) => Assert.False(NumberText.TryParse(text, DecimalMark.Point, out _));

    [Theory]
    [InlineData("12", null)]
    [InlineData("1,500 %", null)]
    [InlineData("250k", null)]
    [InlineData("$1,500", "$")]
    [InlineData("US$ 1,500", "USD")]
    [InlineData("usd 1,234", "USD")]
    [InlineData("1,234 €", "EUR")]
    [InlineData("5k€", "EUR")]
    [InlineData("12 kr.", "kr")]
    [InlineData("kr 12 SEK", "SEK")]
    [InlineData("R$ 5", "BRL")]
    public void The_currency_beside_a_number_is_told(string text, string? expected)
    {
        Assert.True(NumberText.TryParse(text, DecimalMark.Point, out _, out var currency));
        Assert.Equal(expected, currency);
    }

    [Theory]
    [InlineData("3 Mio. €")]
    [InlineData("kr.5")]
    public void The_point_of_a_word_is_no_decimal_mark(string text)
    {
        var evidence = new NumberEvidence();
        evidence.Observe(text);
        Assert.Equal((0, 0, 0), (evidence.Points, evidence.Commas, evidence.DottedThousands));
    }

    [Fact]
    public void A_sign_means_only_currencies_that_there_are() =>
        Assert.All((string[])["$", "US$", "C$", "R$", "€", "£", "¥", "kr", "Fr.", "zł", "Kč", "Ft", "лв.", "lei", "Rs.", "руб."], sign =>
        {
            var found = CurrencySigns.Find(sign);
            Assert.NotNull(found);
            Assert.All(CurrencySigns.MayMean(found), code => Assert.True(Currencies.Has(code), code));
        });

    [Property]
    public bool A_number_written_and_read_is_the_same(int units, ushort fraction, bool comma, bool grouped)
    {
        var number = units + (fraction % 10000 / 10000m);
        var format = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        (format.NumberDecimalSeparator, format.NumberGroupSeparator) = comma ? (",", ".") : (".", ",");
        return NumberText.TryParse(number.ToString(grouped ? "#,##0.0000" : "0.0000", format), comma ? DecimalMark.Comma : DecimalMark.Point, out var read) && read == number;
    }

    [Theory]
    [InlineData("2018-08-22 00:00:00", "2018-08-22T00:00:00")]
    [InlineData("2021-01-07 6:49:18", "2021-01-07T06:49:18")]
    [InlineData("2020-07-09 15:25:37.054", "2020-07-09T15:25:37.0540000")]
    [InlineData("2023-07-06 05:18:21.205000 UTC", "2023-07-06T05:18:21.2050000")]
    [InlineData("2024-02-01T09:30:00+02:00", "2024-02-01T07:30:00")]
    [InlineData("2024-02-01T09:30:00.000Z", "2024-02-01T09:30:00")]
    [InlineData("3/31/2025 1:05 PM", "2025-03-31T13:05:00")]
    [InlineData("31 Mar 2025", "2025-03-31T00:00:00")]
    [InlineData("March 3, 2024", "2024-03-03T00:00:00")]
    [InlineData("Tue 24 Nov 2026", "2026-11-24T00:00:00")]
    [InlineData("03-Mar-24", "2024-03-03T00:00:00")]
    [InlineData("31.12.2027", "2027-12-31T00:00:00")]
    [InlineData("20240131", "2024-01-31T00:00:00")]
    [InlineData("1569416400000", "2019-09-25T13:00:00")]
    public void Dates_are_read_as_systems_write_them(string text, string expected)
    {
        Assert.True(DateText.TryParse(text, DateOrder.MonthFirst, out var value));
        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("2024-13-01")]
    [InlineData("30/02/2024")]
    [InlineData("13/13/2024")]
    [InlineData("tomorrow")]
    [InlineData("12")]
    [InlineData("2024-01-01 25:00")]
    public void What_is_no_date_is_not_made_one(string text) => Assert.False(DateText.TryParse(text, DateOrder.DayFirst, out _));

    [Property]
    public bool A_date_written_and_read_is_the_same(ushort days, bool dayFirst)
    {
        var day = new DateOnly(1980, 1, 1).AddDays(days % 30000).ToDateTime(TimeOnly.MinValue);
        var text = day.ToString(dayFirst ? "d/M/yyyy" : "M/d/yyyy", CultureInfo.InvariantCulture);
        return DateText.TryParse(text, dayFirst ? DateOrder.DayFirst : DateOrder.MonthFirst, out var read) && read == day
            && DateText.TryParse(day.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), DateOrder.DayFirst, out read) && read == day;
    }

    [Theory]
    [InlineData("Deal - Title *", "dealtitle")]
    [InlineData("property_dealname", "dealname")]
    [InlineData("(Do Not Modify) Opportunity", "opportunity")]
    [InlineData("Probability (%)", "probability")]
    [InlineData("Amount (EUR)", "amount")]
    [InlineData("Région", "region")]
    public void Headers_are_the_same_however_they_are_dressed(string header, string expected) => Assert.Equal(expected, Header.Plain(header));
}
