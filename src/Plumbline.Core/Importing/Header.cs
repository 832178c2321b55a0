using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Plumbline.Importing;

/// <summary>Column headers, boiled down to what is the same however they are dressed.</summary>
public static partial class Header
{
    /// <summary>Letters and digits in lower case, without accents, without the prefixes that connectors and templates add: "Deal - Title *" is "dealtitle".</summary>
    public static string Plain(string header)
    {
        var text = header.Trim();
        foreach (var prefix in (ReadOnlySpan<string>)["(Do Not Modify)", "property_"])
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                text = text[prefix.Length..];
            }
        }

        if (text.EndsWith("__c", StringComparison.OrdinalIgnoreCase))
        {
            text = text[..^3];
        }

        text = Unscaled(text);
        if (CurrencyOf(text) is not null)
        {
            text = text[..text.LastIndexOf('(')];
        }

        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }

        return plain.ToString();
    }

    private static readonly HashSet<string> _codesBehind = ["AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SAR", "SEK", "SGD", "THB", "TWD", "USD", "ZAR"];

    /// <summary>The currency that a header such as "Amount (EUR)" carries; null where it carries none.</summary>
    public static string? CurrencyOf(string header)
    {
        var text = header.AsSpan().Trim();
        return ScaleOf(header) == 1 && text is [.., '(', var a, var b, var c, ')'] && char.IsAsciiLetterUpper(a) && char.IsAsciiLetterUpper(b) && char.IsAsciiLetterUpper(c)
            ? text[^4..^1].ToString()
            : null;
    }

    /// <summary>The currency that a header such as "deal_value_usd" or "Amount EUR" ends in, and the header without it; null where it ends in none, or in another word, as "Sales KGS", which are kilograms as often as som.</summary>
    internal static (string Bare, string Currency)? CurrencyBehind(string header)
    {
        var text = header.Trim();
        if (text.Length < 5 || text[^4] is not ('_' or ' ' or '-'))
        {
            return null;
        }

        var (written, code) = (text[^3..], text[^3..].ToUpperInvariant());
        return _codesBehind.Contains(code) && (text[^4] == '_' || written == code) ? (text[..^4], code) : null;
    }

    /// <summary>What numbers below a header such as "Quota (k)" are multiplied with: 1 where it says nothing of that.</summary>
    internal static decimal ScaleOf(string header)
    {
        var text = header.AsSpan().Trim();
        return !text.EndsWith(")") || text.LastIndexOf('(') is not (> 0 and var at) ? 1
            : text[(at + 1)..^1].ToString().ToUpperInvariant() is "K" or "IN K" or "000" or "000S" or "'000" or "'000S" or "IN 000S" or "THOUSANDS" or "IN THOUSANDS" or "T€" or "TEUR" or "TSD" or "TSD." or "IN TSD." or "K€" or "€K" or "KEUR" or "K$" or "$K" or "KUSD" or "K£" or "£K" or "KGBP" ? 1_000
            : text[(at + 1)..^1].ToString().ToUpperInvariant() is "MM" or "MN" or "MIO" or "MILLIONS" or "IN MILLIONS" or "MIO." or "MIO. €" or "M€" or "€M" or "$M" or "£M" ? 1_000_000
            : 1;
    }

    /// <summary>The header without what says how its numbers are multiplied.</summary>
    internal static string Unscaled(string header) => ScaleOf(header) == 1 ? header : header[..header.LastIndexOf('(')];

    /// <summary>The quarter that a column of a wide table is for, as in "Q1", "2027-Q1" or "Q1 FY27 Quota"; the year is 0 where the header does not say.</summary>
    internal static (int Year, int Quarter)? QuarterOf(string header)
    {
        var match = AQuarter.Match(header);
        if (!match.Success || (match.Groups["before"].Success && match.Groups["after"].Success))
        {
            return null;
        }

        var year = match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["after"].Value;
        var number = year.Length == 0 ? 0 : int.Parse(year, CultureInfo.InvariantCulture);
        return (number is > 0 and < 100 ? 2000 + number : number, match.Groups["quarter"].Value[0] - '0');
    }

    [GeneratedRegex(@"^\s*((FY|CY)?\s?'?(?<before>\d{4}|\d\d)[\s\-_/.]*)?(Q|Qtr|Quarter)[\s\-_.]*(?<quarter>[1-4])([\s\-_/.']*(FY|CY)?\s?'?(?<after>\d{4}|\d\d))?(\s+(Quota|Target|Goal|Budget))?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AQuarter { get; }

    /// <summary>The month that a column of a wide table is for; the year is 0 where the header does not say.</summary>
    internal static (int Year, int Month)? MonthOf(string header)
    {
        var text = header.Trim();
        if (text.Length is 2 or 3 && text[0] is 'M' or 'm' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is >= 1 and <= 12)
        {
            return (0, m);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Day == 1)
        {
            return (day.Year, day.Month); // the head of a column in a workbook, where only the format makes a month of the first day
        }

        // A date stands for the month that it begins: only one order of day and month can make it the first of one.
        foreach (var order in text.AsSpan().ContainsAny('/', '.') ? (ReadOnlySpan<DateOrder>)[DateOrder.DayFirst, DateOrder.MonthFirst] : [])
        {
            if (DateText.TryParse(text, order, out var begin) && begin.Day == 1)
            {
                return (begin.Year, begin.Month);
            }
        }

        var cut = text.LastIndexOfAny([' ', '-', '/', '\'', '.', '_']);
        if (cut < 0)
        {
            return char.IsLetter(text.FirstOrDefault()) && DateText.MonthNumber(text) is > 0 and var alone ? (0, alone) : null;
        }

        var (first, last) = (text[..cut].Trim().TrimEnd('.', ','), text[(cut + 1)..].Trim());
        if (first.Length == 4 && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && DateText.MonthNumber(last) is > 0 and var month)
        {
            return (year, month);
        }

        var named = char.IsLetter(first.FirstOrDefault()) || last.Length == 4;
        return named && DateText.MonthNumber(first) is > 0 and var before && last.Length is 2 or 4 && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out year)
            ? (year < 100 ? 2000 + year : year, before)
            : null;
    }
}
