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

    /// <summary>Reads a date with or without a time, in UTC where an offset stands behind it. <paramref name="order"/> counts only where the text itself does not tell.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DateOrder order, out DateTime value)
    {
        var isRead = TryWritten(text, order, out value, out var offset);
        value -= offset;
        return isRead;
    }

    /// <summary>Reads a date as the other does, but as the clock on the wall shows it: midnight of 1 April is that day, whatever the offset behind it.</summary>
    public static bool TryWritten(ReadOnlySpan<char> text, DateOrder order, out DateTime value) => TryWritten(text, order, out value, out _);

    private static bool TryWritten(ReadOnlySpan<char> text, DateOrder order, out DateTime value, out TimeSpan offset)
    {
        (value, offset) = (default, default);
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

        if (!TryTime(text, out var time, out var behind))
        {
            return false;
        }

        (value, offset) = (day.ToDateTime(TimeOnly.MinValue) + time, behind);
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
