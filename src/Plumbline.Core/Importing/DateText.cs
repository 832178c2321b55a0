using System.Globalization;

namespace Plumbline.Importing;

/// <summary>The order of a date written as three numbers with the year last.</summary>
public enum DateOrder
{
    /// <summary>As in 31/12/2027.</summary>
    DayFirst,

    /// <summary>As in 12/31/2027.</summary>
    MonthFirst,
}

/// <summary>Reads dates and instants as people and programs write them. An instant without a zone is taken as it stands.</summary>
public static class DateText
{
    private const int CenturyTurn = 70;
    // German, French and Spanish, without accents.
    private static readonly Dictionary<string, int> _otherMonths = ((string[])
        [
            "januar|janner|janvier|janv|enero|ene", "februar|fevrier|fevr|fev|febrero", "marz|mars|marzo|maerz|mrz|mar", "avril|avr|abril|abr", "mai|mayo", "juni|juin|junio", "juli|juillet|juil|julio", "aout|agosto|ago",
            "septembre|septiembre", "oktober|okt|octobre|octubre", "novembre|noviembre", "dezember|dez|decembre|dec|diciembre|dic",
        ]).SelectMany((names, i) => names.Split('|').Select(name => (name, i))).ToDictionary(n => n.name, n => n.i + 1);

    private static readonly string[] _months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Reads a date with or without a time. <paramref name="order"/> counts only where the text itself does not tell.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DateOrder order, out DateTime value)
    {
        value = default;
        text = text.Trim();
        if (text.Length == 13 && text[0] is '1' or '2' && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            // HubSpot's interface gives milliseconds since 1970
            value = DateTime.UnixEpoch.AddMilliseconds(milliseconds);
            return true;
        }

        if (!TryDate(ref text, order, out var day, out _) || IsFar(day))
        {
            return false;
        }

        if (!TryTime(text, out var time, out var offset) || (day == DateOnly.MinValue && offset > TimeSpan.Zero))
        {
            return false;
        }

        value = day.ToDateTime(TimeOnly.MinValue) + time - offset;
        return true;
    }

    /// <summary>Whether the text is a day, but one before 1800 or after 9000, as programs write for "never".</summary>
    internal static bool IsOutOfRange(ReadOnlySpan<char> text, DateOrder order)
    {
        text = text.Trim();
        return TryDate(ref text, order, out var day, out _) && IsFar(day);
    }

    /// <summary>Reads "3", "Mar" or "March".</summary>
    /// <returns>1 to 12, or 0.</returns>
    public static int MonthNumber(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number is >= 1 and <= 12 ? number : 0;
        }

        return NamedMonth(text.TrimEnd('.'));
    }

    /// <summary>What the date says about the order of day and month: null where it has a named month, begins with the year, or reads the same either way.</summary>
    internal static (bool CanBeDayFirst, bool CanBeMonthFirst)? OrderOf(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var again = text;
        if (text.IsEmpty || (!TryDate(ref text, DateOrder.DayFirst, out _, out var numbers) && !TryDate(ref again, DateOrder.MonthFirst, out _, out numbers)))
        {
            return null;
        }

        return numbers is not { } n || n.A == n.B ? null : (n.B <= 12, n.A <= 12 && !n.IsDotted);
    }

    private static bool TryDate(ref ReadOnlySpan<char> text, DateOrder order, out DateOnly day, out (int A, int B, bool IsDotted)? numbers)
    {
        numbers = null;
        day = default;
        var rest = text;
        rest = SkipWeekday(rest);
        if (!TryPart(ref rest, out var a, out var aLength, out var aMonth))
        {
            return false;
        }

        if (aLength == 8 && aMonth == 0)
        {
            text = rest;
            return TryDay(a / 10000, a / 100 % 100, a % 100, out day);
        }

        var separator = rest.IsEmpty ? '\0' : rest[0];
        if (!SkipSeparator(ref rest) || !TryPart(ref rest, out var b, out var bLength, out var bMonth)
            || !SkipSeparator(ref rest) || !TryPart(ref rest, out var c, out var cLength, out var cMonth) || cMonth > 0 && aLength != 4)
        {
            return false;
        }

        text = rest;
        if (aMonth > 0)
        {
            return bMonth == 0 && TryDay(Year(c, cLength), aMonth, b, out day);
        }

        if (bMonth > 0)
        {
            return aLength == 4 ? TryDay(a, bMonth, c, out day) : TryDay(Year(c, cLength), bMonth, a, out day);
        }

        if (aLength == 4)
        {
            return TryDay(a, cMonth > 0 ? cMonth : b, cMonth > 0 ? b : c, out day);
        }

        if (cLength is not (2 or 4) || aLength > 2 || bLength > 2)
        {
            return false;
        }

        numbers = (a, b, separator == '.');
        var dayFirst = order == DateOrder.DayFirst || separator == '.';
        return TryDay(Year(c, cLength), dayFirst ? b : a, dayFirst ? a : b, out day);
    }

    private static ReadOnlySpan<char> SkipWeekday(ReadOnlySpan<char> text)
    {
        if (text.Length < 4 || !char.IsLetter(text[0]) || NamedMonth(text[..3]) > 0)
        {
            return text;
        }

        var end = 0;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        foreach (var name in (ReadOnlySpan<string>)["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
        {
            if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return text[end..].TrimStart(", .");
            }
        }

        return text;
    }

    private static bool TryPart(ref ReadOnlySpan<char> text, out int number, out int length, out int month)
    {
        (number, length, month) = (0, 0, 0);
        while (length < text.Length && char.IsAsciiDigit(text[length]) && length < 8)
        {
            number = (number * 10) + (text[length++] - '0');
        }

        if (length > 0)
        {
            text = text[length..];
            return true;
        }

        while (length < text.Length && char.IsLetter(text[length]))
        {
            length++;
        }

        month = NamedMonth(text[..length]);
        text = text[length..];
        return month > 0;
    }

    private static int NamedMonth(ReadOnlySpan<char> text)
    {
        if (text.Length < 3)
        {
            return 0;
        }

        for (var i = 0; i < _months.Length; i++)
        {
            if (text.StartsWith(_months[i], StringComparison.OrdinalIgnoreCase) && (text.Length <= 4
                || CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[i].AsSpan().Equals(text, StringComparison.OrdinalIgnoreCase)))
            {
                return i + 1;
            }
        }

        return _otherMonths.GetValueOrDefault(Header.Plain(text.ToString()));
    }

    private static bool SkipSeparator(ref ReadOnlySpan<char> text)
    {
        var skipped = text.TrimStart("/-., ");
        var any = skipped.Length < text.Length && text.Length - skipped.Length <= 2;
        text = skipped;
        return any;
    }

    private static int Year(int number, int length) => length > 2 ? number : number + (number < CenturyTurn ? 2000 : 1900);

    private static bool IsFar(DateOnly day) => day.Year is < 1800 or > 9000;

    private static bool TryDay(int year, int month, int day, out DateOnly value)
    {
        value = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        value = new(year, month, day);
        return true;
    }

    private static bool TryTime(ReadOnlySpan<char> text, out TimeSpan time, out TimeSpan offset)
    {
        (time, offset) = (default, default);
        text = text.TrimStart(", Tt").TrimEnd();
        if (text.IsEmpty)
        {
            return true;
        }

        if (!TryNumber(ref text, out var hour) || text.IsEmpty || text[0] != ':')
        {
            return false;
        }

        text = text[1..];
        if (!TryNumber(ref text, out var minute))
        {
            return false;
        }

        var second = 0;
        long ticks = 0;
        if (text is [':', ..])
        {
            text = text[1..];
            if (!TryNumber(ref text, out second))
            {
                return false;
            }

            ticks = Fraction(ref text);
        }

        text = text.Trim();
        if (text.StartsWith("AM", StringComparison.OrdinalIgnoreCase) || text.StartsWith("PM", StringComparison.OrdinalIgnoreCase))
        {
            hour = (hour % 12) + (text[0] is 'P' or 'p' ? 12 : 0);
            text = text[2..].TrimStart();
        }

        if (hour > 23 || minute > 59 || second > 60 || !TryOffset(text, out offset))
        {
            return false;
        }

        time = new TimeSpan(hour, minute, Math.Min(second, 59)) + TimeSpan.FromTicks(ticks);
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        var length = 0;
        while (length < text.Length && length < 2 && char.IsAsciiDigit(text[length]))
        {
            number = (number * 10) + (text[length++] - '0');
        }

        text = text[length..];
        return length > 0;
    }

    private static long Fraction(ref ReadOnlySpan<char> text)
    {
        if (text is not ['.' or ',', ..])
        {
            return 0;
        }

        text = text[1..];
        long ticks = 0;
        var weight = TimeSpan.TicksPerSecond;
        while (!text.IsEmpty && char.IsAsciiDigit(text[0]))
        {
            weight /= 10;
            ticks += (text[0] - '0') * weight;
            text = text[1..];
        }

        return ticks;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text.IsEmpty || text is "Z" or "z" || text.Equals("UTC", StringComparison.OrdinalIgnoreCase) || text.Equals("GMT", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var negative = text[0] == '-';
        if (!negative && text[0] != '+')
        {
            return false;
        }

        text = text[1..];
        if (!TryNumber(ref text, out var hours))
        {
            return false;
        }

        text = text.TrimStart(':');
        var minutes = 0;
        if (!text.IsEmpty && !TryNumber(ref text, out minutes) || !text.IsEmpty || hours > 14)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (negative ? -1 : 1);
        return true;
    }
}

/// <summary>What the dates of a column say about the order of day and month.</summary>
public sealed class DateEvidence
{
    private const int FirstSerial = 20_000;
    private const int LastSerial = 80_000;
    private const int LongestGap = 30;
    private const int LeastOthers = 3;
    private const int OneOf = 100;
    private readonly SortedDictionary<int, int> _years = [];
    private int _serials;
    private int _others;
    private int _notFirstIfDay;
    private int _notFirstIfMonth;

    /// <summary>Dates that can only have the day first.</summary>
    public int DayFirst { get; private set; }

    /// <summary>Dates that can only have the month first.</summary>
    public int MonthFirst { get; private set; }

    /// <summary>Dates that are a different day either way.</summary>
    public int Either { get; private set; }

    /// <summary>The order by which all of them are the first day of a month, where only one is; null where that does not tell.</summary>
    public DateOrder? OrderOfFirsts => _notFirstIfDay == 0 == (_notFirstIfMonth == 0) ? null : _notFirstIfDay == 0 ? DateOrder.DayFirst : DateOrder.MonthFirst;

    /// <summary>A date for the question: one that reads either way, else one that does not fit the others.</summary>
    public string? Example { get; private set; }

    /// <summary>Whether all are numbers of days as a workbook counts them, from 1954 to 2119: a sheet that was written out without the format of its dates.</summary>
    public bool AreSerials => _serials > 0 && _others == 0;

    /// <summary>
    /// The first and the last year that are no slip: a single day, or one in a hundred at most, that stands 30 years or more before or after all others, of which there are at least three, has a mistyped year. A company that is old has days in between.
    /// </summary>
    public (int First, int Last) SoundYears => (AfterGap(_years) ?? int.MinValue, AfterGap(_years.Reverse()) ?? int.MaxValue);

    /// <summary>Takes note of a date's year, whichever of day and month stands first.</summary>
    public void ObserveYear(ReadOnlySpan<char> text)
    {
        var year = text.Length > 4 && text[4] is '-' && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first
            : DateText.TryParse(text, DateOrder.DayFirst, out var day) || DateText.TryParse(text, DateOrder.MonthFirst, out day) ? day.Year : 0;
        if (year > 0)
        {
            _years[year] = _years.GetValueOrDefault(year) + 1;
        }
    }

    private static int? AfterGap(IEnumerable<KeyValuePair<int, int>> years)
    {
        var (all, before, last) = (years.Sum(y => y.Value), 0, (int?)null);
        foreach (var (year, count) in years)
        {
            if (last is { } earlier && Math.Abs(year - earlier) >= LongestGap)
            {
                return (before == 1 || before * OneOf <= all) && all - before >= LeastOthers ? year : null;
            }

            (before, last) = (before + count, year);
        }

        return null;
    }

    /// <summary>Takes one more date into account.</summary>
    public void Observe(ReadOnlySpan<char> text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= FirstSerial and <= LastSerial)
        {
            _serials++;
            return;
        }

        _others += text.IsEmpty ? 0 : 1;
        if (text.Length < 6 || (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3])))
        {
            return; // nothing, or the year stands first
        }

        if (DateText.OrderOf(text) is not { } order)
        {
            return;
        }

        _notFirstIfDay += DateText.TryParse(text, DateOrder.DayFirst, out var byDay) && byDay.Day == 1 ? 0 : 1;
        _notFirstIfMonth += DateText.TryParse(text, DateOrder.MonthFirst, out var byMonth) && byMonth.Day == 1 ? 0 : 1;
        DayFirst += order is (true, false) ? 1 : 0;
        MonthFirst += order is (false, true) ? 1 : 0;
        if (order is (true, true))
        {
            Either++;
            Example ??= text.Trim().ToString();
        }
        else if (DayFirst > 0 && MonthFirst > 0)
        {
            Example ??= text.Trim().ToString();
        }
    }
}
