using System.Globalization;

namespace Plumbline.Typing;

/// <summary>
/// Reads one day as people type it: 2026-11-24, 24 Nov, Tue 24 Nov 2026, Nov 24 2026, 24.11.2026, 24.11., and with slashes or hyphens where day and
/// month cannot be mistaken for each other (11/24/2026). What could be two days is asked, not guessed.
/// </summary>
public static class TypedDay
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";
    private const string Weekdays = "montuewedthufrisatsun";

    /// <summary>A day as it is put into a field, which is what a browser's date field takes; empty where there is none.</summary>
    public static string Show(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reads a day with its year; null where nothing is typed.</summary>
    /// <exception cref="RefusedException">It cannot be read; the words are for <paramref name="field"/>.</exception>
    public static DateOnly? Read(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(TryRead(typed, null, out var day, out var problem), Refusal.Invalid, problem, field);
        return day;
    }

    /// <summary>Reads a day with its year.</summary>
    /// <exception cref="RefusedException">Nothing is typed, or it cannot be read; the words are for <paramref name="field"/>.</exception>
    public static DateOnly Required(string? typed, string field) => Read(typed, field) ?? throw new RefusedException(Refusal.Invalid, "Give a day.", field);

    /// <summary>Reads a day.</summary>
    /// <param name="typed">As typed.</param>
    /// <param name="near">Where the year is left out, the one that comes nearest to this day is meant; null where it must not be left out.</param>
    /// <param name="day">The day.</param>
    /// <param name="problem">Why it cannot be read, in words; empty where it can.</param>
    /// <returns>Whether it can be read.</returns>
    public static bool TryRead(string? typed, DateOnly? near, out DateOnly day, out string problem)
    {
        day = default;
        problem = $"“{TypedText.Beginning(typed)}” is not a day that can be read. Write it as in 24 Nov 2026 or 2026-11-24.";
        var text = (typed ?? "").Trim().ToLowerInvariant();
        var parts = text.Split([' ', ',', '.', '/', '-', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)
            .Where(p => !IsNameIn(Weekdays, p, out _)).Select(WithoutOrdinal).ToArray();
        var (year, month, dayOfMonth) = parts switch
        {
            [[_, _, _, _] y, var m, var d] => (Number(y), Number(m), Number(d)),
            [var d, var name] when IsNameIn(Months, name, out var m) => (0, m, Number(d)),
            [var name, var d] when IsNameIn(Months, name, out var m) => (0, m, Number(d)),
            [var d, var name, var y] when IsNameIn(Months, name, out var m) => (Year(y), m, Number(d)),
            [var name, var d, var y] when IsNameIn(Months, name, out var m) => (Year(y), m, Number(d)),
            [var d, var m] when text.Contains('.', StringComparison.Ordinal) => (0, Number(m), Number(d)),
            [var d, var m, var y] when text.Contains('.', StringComparison.Ordinal) => (Year(y), Number(m), Number(d)),
            [var a, var b] => Told(0, Number(a), Number(b)),
            [var a, var b, var y] => Told(Year(y), Number(a), Number(b)),
            _ => (-1, -1, -1),
        };
        if (year == 0 && month > 0 && near is { } nearest)
        {
            return TryNearest(nearest, month, dayOfMonth, ref day, ref problem);
        }

        if (month == 0 && dayOfMonth == 0 && year >= 0)
        {
            problem = $"“{typed}” could be two different days. Write the month as a word, as in 4 Mar.";
            return false;
        }

        return TryDay(year, month, dayOfMonth, ref day, ref problem);
    }

    /// <summary>Day and month of two numbers, 0 and 0 where either could be either.</summary>
    private static (int Year, int Month, int Day) Told(int year, int a, int b) => (a, b) switch
    {
        ( < 1, _) or (_, < 1) => (-1, -1, -1),
        ( > 12, _) => (year, b, a),
        (_, > 12) => (year, a, b),
        _ when a == b => (year, a, b),
        _ => (year, 0, 0),
    };

    private static bool TryNearest(DateOnly near, int month, int dayOfMonth, ref DateOnly day, ref string problem)
    {
        var found = false;
        foreach (var year in (int[])[near.Year - 1, near.Year, near.Year + 1])
        {
            DateOnly candidate = default;
            if (TryDay(year, month, dayOfMonth, ref candidate, ref problem)
                && (!found || Math.Abs(candidate.DayNumber - near.DayNumber) < Math.Abs(day.DayNumber - near.DayNumber)))
            {
                (day, found) = (candidate, true);
            }
        }

        problem = found ? "" : problem;
        return found;
    }

    private static bool TryDay(int year, int month, int dayOfMonth, ref DateOnly day, ref string problem)
    {
        if (year is < 1900 or > 2999 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        (day, problem) = (new(year, month, dayOfMonth), "");
        return true;
    }

    /// <summary>The number of the name among those of three letters each; a longer name counts by its first three.</summary>
    private static bool IsNameIn(string names, string part, out int number)
    {
        var at = part.Length >= 3 && part.All(char.IsLetter) ? names.IndexOf(part[..3], StringComparison.Ordinal) : -1;
        number = (at / 3) + 1;
        return at >= 0 && at % 3 == 0;
    }

    private static string WithoutOrdinal(string part) =>
        part is [.., 's', 't'] or [.., 'n', 'd'] or [.., 'r', 'd'] or [.., 't', 'h'] && char.IsAsciiDigit(part[0]) ? part[..^2] : part;

    private static int Year(string part) => Number(part) is var year && part.Length == 2 && year >= 0 ? 2000 + year : year;

    private static int Number(string part) => part.Length <= 4 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
