using System.Globalization;
using Plumbline.Fiscal;

namespace Plumbline.Importing.Facts;

/// <summary>Reads periods as people write them: 2027-04, Apr 2027, Q2 FY2027, 2027-H1, Quarter 2.</summary>
internal static class PeriodText
{
    /// <summary>Reads a period; <paramref name="year"/> counts where the text has none, and a bare number is a part of <paramref name="months"/> months.</summary>
    public static bool TryParse(string text, int? year, int months, FiscalYear fiscal, out Period period)
    {
        period = default;
        text = text.Trim();
        if (Header.MonthOf(text) is { } named && (named.Year > 0 || (year is not null && months == 1 && char.IsLetter(text[0]))))
        {
            period = new(new(named.Year > 0 ? named.Year : year!.Value, named.Month), 1);
            return true;
        }

        if (text.Length >= 10 && text[4] == '-' && DateText.TryWritten(text, DateOrder.DayFirst, out var day))
        {
            period = new(Month.Of(DateOnly.FromDateTime(day)), 1);
            return day.Day == 1;
        }

        var of = YearIn(text) ?? year;
        if (of is null)
        {
            return false;
        }

        var part = Part(text, 'Q', "quarter", 4) is { } quarter ? $"-Q{quarter}" : Part(text, 'H', "half", 2) is { } half ? $"-H{half}" : null;
        if (part is null && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text.Length <= 2)
        {
            part = months == 3 ? $"-Q{number}" : $"-{number:00}";
        }

        return (part is not null || text.All(c => char.IsAsciiDigit(c) || c is 'F' or 'Y' or 'f' or 'y' or ' ')) && fiscal.TryParse($"{of:0000}{part}", out period);
    }

    /// <summary>The year in "FY2027", "FY27" or "2027 Q1".</summary>
    public static int? YearIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var end = i;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            var isFiscal = i >= 2 && text.AsSpan(i - 2, 2).Equals("FY", StringComparison.OrdinalIgnoreCase);
            if (end - i == 4 || (end - i == 2 && isFiscal))
            {
                var year = int.Parse(text.AsSpan(i, end - i), CultureInfo.InvariantCulture);
                return year < 100 ? 2000 + year : year is > 1900 and < 9000 ? year : null;
            }

            i = Math.Max(i, end);
        }

        return null;
    }

    private static int? Part(string text, char letter, string word, int most)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.ToUpperInvariant(text[i]) != letter || (i > 0 && char.IsLetter(text[i - 1])))
            {
                continue;
            }

            var rest = text.AsSpan(i).StartsWith(word, StringComparison.OrdinalIgnoreCase) ? text.AsSpan(i + word.Length).TrimStart() : text.AsSpan(i + 1);
            if (rest.Length > 0 && rest[0] - '0' is > 0 and var n && n <= most && (rest.Length == 1 || !char.IsAsciiDigit(rest[1])))
            {
                return n;
            }
        }

        return null;
    }
}
