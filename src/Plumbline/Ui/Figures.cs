using System.Globalization;
using Plumbline.Fiscal;

namespace Plumbline.Ui;

/// <summary>How figures and dates read on a page: English words, and the company's currency as an ISO 4217 code where it is known. Rounding happens here and nowhere before.</summary>
public sealed record Figures(string? Currency)
{
    /// <summary>Stands before a negative figure.</summary>
    public const string Minus = "\u2212";

    private const string NoBreak = "\u00a0";

    private static readonly CultureInfo _english = CultureInfo.InvariantCulture;

    /// <summary>Figures of a company whose currency is not known yet.</summary>
    public static Figures Plain { get; } = new((string?)null);

    /// <summary>What stands before an amount: a sign that means one currency only, else the code; empty where none is known.</summary>
    public string Sign => Currency switch { null => "", "EUR" => "€", "GBP" => "£", "USD" => "$", "JPY" => "¥", var code => code + NoBreak };

    /// <summary>For a tile: about three digits, as in "€1.23 M".</summary>
    public string Compact(decimal amount) => Signed(amount, Sign + Short(Math.Abs(amount)));

    /// <summary>All of it, as in "€1,234,567.89".</summary>
    public string Exact(decimal amount) => Signed(amount, Sign + Digits(Math.Abs(amount)));

    /// <summary>All of it without the currency, as in "1,234,567.89", for a table whose head names the currency.</summary>
    public static string Bare(decimal amount) => Signed(amount, Digits(Math.Abs(amount)));

    /// <summary>Rounded to whole units without the currency, as in "1,234,568".</summary>
    public static string Whole(decimal amount)
    {
        var rounded = Math.Round(amount, MidpointRounding.AwayFromZero);
        return Signed(rounded, Math.Abs(rounded).ToString("#,##0", _english));
    }

    /// <summary>About three digits without the currency, as in "12.3 k".</summary>
    public static string CompactNumber(decimal number) => Signed(number, Short(Math.Abs(number)));

    /// <summary>A count, as in "1,234".</summary>
    public static string Count(long number) => Whole(number);

    /// <summary>A number with one decimal at most, as in "3.4".</summary>
    public static string Number(decimal number) => Signed(number, Math.Abs(number).ToString("#,##0.#", _english));

    /// <summary>A fraction in hundredths: 0.873 is "87%".</summary>
    public static string Percent(decimal fraction, int places = 0)
    {
        var rounded = Math.Round(fraction * 100, places, MidpointRounding.AwayFromZero);
        return Signed(rounded, Math.Abs(rounded).ToString("#,##0." + new string('0', places), _english) + "%");
    }

    /// <summary>With its sign, as in "+12%".</summary>
    public static string Change(decimal fraction, int places = 0) => (Math.Round(fraction * 100, places) > 0 ? "+" : "") + Percent(fraction, places);

    /// <summary>A day, as in "Tue 24 Nov"; with its year where that is not the year of <paramref name="today"/>.</summary>
    public static string Day(DateOnly day, DateOnly today) => day.ToString(day.Year == today.Year ? "ddd d MMM" : "ddd d MMM yyyy", _english);

    /// <summary>A day with its year, as in "Tue 24 Nov 2026".</summary>
    public static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", _english);

    /// <summary>A moment at its place, as in "Tue 24 Nov, 09:05".</summary>
    public static string Moment(DateTimeOffset at, DateOnly today) => $"{Day(DateOnly.FromDateTime(at.DateTime), today)}, {at.ToString("HH:mm", _english)}";

    /// <summary>A month, as in "Nov 2026".</summary>
    public static string Name(Month month) => month.FirstDay.ToString("MMM yyyy", _english);

    /// <summary>A month among others of its year, as in "Nov".</summary>
    public static string ShortName(Month month) => month.FirstDay.ToString("MMM", _english);

    /// <summary>A period: "Nov 2026", "Q1 2027", "first half of 2027", "2027"; with FY where the fiscal year is not the calendar's.</summary>
    public static string Name(Period period, FiscalYear fiscal)
    {
        if (period.Length == 1)
        {
            return Name(period.First);
        }

        var parts = fiscal.Name(period).Split('-');
        var year = (fiscal.FirstMonth == 1 ? "" : "FY") + parts[0];
        return parts is [_, var part] ? $"{part} {year}" : year;
    }

    /// <summary>What an input shows for a number, as in "1,234.50". It reads back as the same number with <see cref="Typing.TypedNumber"/>.</summary>
    public static string Input(decimal number)
    {
        var text = Math.Abs(number).ToString("#,##0.####", _english);
        var places = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return (number < 0 && text != "0" ? "-" : "") + places switch { 1 => text + "0", 3 => text + "0", _ => text };
    }

    private static string Signed(decimal number, string size) => number < 0 && size.Any(c => c is >= '1' and <= '9') ? Minus + size : size;

    private static string Digits(decimal size) => size.ToString(size == decimal.Truncate(size) ? "#,##0" : "#,##0.00##", _english);

    private static string Short(decimal size)
    {
        (decimal Unit, string Name)[] scales = [(1, ""), (1_000, NoBreak + "k"), (1_000_000, NoBreak + "M"), (1_000_000_000, NoBreak + "B")];
        var (unit, name) = scales[0];
        foreach (var scale in scales[1..])
        {
            // What rounds up to the next unit is said in it: 999,950 is 1 M.
            if (size >= Math.Max(10_000, scale.Unit * 0.9995m))
            {
                (unit, name) = scale;
            }
        }

        var scaled = size / unit;
        return (unit == 1 ? Math.Round(scaled, MidpointRounding.AwayFromZero).ToString("#,##0", _english)
            : Math.Round(scaled, scaled < 9.995m ? 2 : scaled < 99.95m ? 1 : 0, MidpointRounding.AwayFromZero).ToString("#,##0.##", _english)) + name;
    }
}
