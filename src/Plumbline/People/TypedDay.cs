using System.Globalization;

namespace Plumbline.People;

/// <summary>Days as a browser's date field sends them or as they are typed without one. What could be read in two ways is refused.</summary>
internal static class TypedDay
{
    private static readonly string[] _forms = ["yyyy-M-d", "yyyy/M/d", "d MMM yyyy", "d MMMM yyyy", "ddd d MMM yyyy", "d.M.yyyy"];

    /// <summary>As a field shows it.</summary>
    public static string Write(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The day; null where nothing is typed.</summary>
    public static DateOnly? Read(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        Refuse.Unless(
            DateOnly.TryParseExact(typed.Trim(), _forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day) && day.Year is >= 1900 and <= 2200,
            Refusal.Invalid, $"“{typed.Trim()}” is not a day. Write it as 2026-11-24.", field);
        return day;
    }

    /// <summary>The day; refuses where nothing is typed.</summary>
    public static DateOnly Required(string? typed, string field) => Read(typed, field) ?? throw new RefusedException(Refusal.Invalid, "Give a day.", field);
}
