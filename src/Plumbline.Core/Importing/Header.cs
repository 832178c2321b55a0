using System.Globalization;
using System.Text;

namespace Plumbline.Importing;

/// <summary>Column headers, boiled down to what is the same however they are dressed.</summary>
public static class Header
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

    /// <summary>The currency that a header such as "Amount (EUR)" carries; null where it carries none.</summary>
    public static string? CurrencyOf(string header)
    {
        var text = header.AsSpan().Trim();
        return text is [.., '(', var a, var b, var c, ')'] && char.IsAsciiLetterUpper(a) && char.IsAsciiLetterUpper(b) && char.IsAsciiLetterUpper(c)
            ? text[^4..^1].ToString()
            : null;
    }

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
